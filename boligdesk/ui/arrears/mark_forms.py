"""What holds for a claim beside its amount: set, and ended again; and what starts foreldelse anew (P25)."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import timedelta
from functools import partial

from ...casework import claim_marks
from ...casework.account_links import InterruptionRow
from ...casework.arrears_card import ArrearsCard, ClaimLine
from ...casework.claim_marks import MarkInput
from ...casework.statements import MarkRow
from ...rules.ledger.claims import Mark
from ...rules.ledger.limitation import Interruption
from ...texts import enum_text, formats, text
from ..parts.filterbar import Choice
from ..parts.form_spec import FieldKind, FieldSpec
from ..people.fields import Reasons, Values, form, of, why
from ..record_tabs.form_dialog import Act, FormDialog
from ..shell.context import Context
from .event_forms import words_of

_WIDE, _CHOICE_W = 760, 540
#: Not one claim, but every open one.
_ALL = "alle"


@dataclass(frozen=True)
class Ground:
    """Why a claim is marked, as an office says it; several grounds can set the same mark. `label` is a code."""

    label: str
    mark: Mark


GROUNDS: tuple[Ground, ...] = (
    Ground("ui.merke.omtvistet", Mark.DISPUTED),
    Ground("ui.merke.holdt_tilbake", Mark.WITHHELD),
    Ground("ui.merke.gjeldsordning", Mark.FROZEN),
    Ground("ui.merke.dodsbo", Mark.FROZEN),
    Ground("ui.merke.tapsfort", Mark.WRITTEN_OFF),
)


def claim_name(claim: ClaimLine) -> str:
    """An open claim in a choice."""
    month = f" {formats.month(claim.month)}" if claim.month else ""
    left = formats.kroner(claim.remaining_ore, always_ore=True)
    return " · ".join(filter(None, (enum_text(claim.kind) + month, claim.text, left)))


def _claim_field(card: ArrearsCard) -> FieldSpec:
    every = Choice(_ALL, text("ui.merke.alle_krav", antall=len(card.claims)))
    choices = [every, *(Choice(claim.entry_id, claim_name(claim)) for claim in card.claims)]
    return FieldSpec("claim", "ui.merke.krav", FieldKind.CHOICE, choices=choices, required=True, width=_CHOICE_W)


def _claims(card: ArrearsCard, chosen: object) -> tuple[int, ...]:
    if chosen == _ALL:
        return tuple(claim.entry_id for claim in card.claims)
    assert isinstance(chosen, int)
    return (chosen,)


def mark_dialog(ctx: Context, card: ArrearsCard, claim_id: int | None = None) -> FormDialog:
    """Mark a claim, or all that are open, from–to and with the reason."""

    def act(values: Values, _reasons: Reasons) -> Act:
        ground = next(one for one in GROUNDS if one.label == values["ground"])
        reason = text("ui.merke.grunn", merke=text(ground.label), hvorfor=values["why"])
        claims = _claims(card, values["claim"])
        given = MarkInput(claims, ground.mark, values["from"], reason, values["to"])
        return partial(claim_marks.set_mark, ctx.desk, given)

    spec = form(
        FieldSpec(
            "ground",
            "ui.merke.merke",
            FieldKind.CHOICE,
            choices=[Choice(one.label, text(one.label)) for one in GROUNDS],
            required=True,
            width=_CHOICE_W,
            help="ui.merke.merke_hjelp",
        ),
        _claim_field(card),
        FieldSpec("from", "ui.restanser.fra", FieldKind.DATE, required=True),
        FieldSpec("to", "ui.restanser.til_og_med", FieldKind.DATE, help="ui.merke.til_hjelp"),
        why("ui.konto.begrunnelse", "ui.konto.begrunnelse_hjelp"),
    )
    words = words_of(card, "ui.merke.sett", "ui.merke.lagre", "ui.merke.satt")
    start = {"claim": claim_id or _ALL, "from": ctx.desk.today}
    return FormDialog(ctx, words, spec, act, width=_WIDE).begin(start)


def end_mark_dialog(ctx: Context, card: ArrearsCard, mark: MarkRow) -> FormDialog:
    """End a mark; yesterday as its last day lets what waits pay at once."""

    def act(values: Values, _reasons: Reasons) -> Act:
        return partial(claim_marks.end_mark, ctx.desk, mark.id, mark.version, values["last"], values["why"])

    spec = form(
        FieldSpec("last", "ui.merke.siste_dag", FieldKind.DATE, required=True, help="ui.merke.siste_hjelp"),
        why("ui.konto.begrunnelse"),
    )
    words = words_of(card, "ui.merke.avslutt", "ui.merke.avslutt", "ui.merke.avsluttet")
    start = {"last": ctx.desk.today - timedelta(days=1)}
    return FormDialog(ctx, words, spec, act, undo=False, width=_WIDE).begin(start)


def interruption_dialog(ctx: Context, card: ArrearsCard) -> FormDialog:
    """Write down an acknowledgement or a judgment."""

    def act(values: Values, _reasons: Reasons) -> Act:
        claims = _claims(card, values["claim"])
        note = values["note"] or ""
        return partial(claim_marks.register_interruption, ctx.desk, claims, values["kind"], values["on"], note)

    spec = form(
        FieldSpec(
            "kind",
            "ui.merke.avbrudd",
            FieldKind.CHOICE,
            choices=of(Interruption),
            required=True,
            help="ui.merke.avbrudd_hjelp",
        ),
        _claim_field(card),
        FieldSpec("on", "ui.restanser.dato", FieldKind.DATE, required=True),
        FieldSpec("note", "ui.restanser.merknad", FieldKind.MULTILINE),
    )
    words = words_of(card, "ui.merke.foreldelse", "ui.merke.lagre_avbrudd", "ui.merke.avbrudd_lagret")
    start = {"claim": _ALL, "on": ctx.desk.today}
    return FormDialog(ctx, words, spec, act, undo=False, width=_WIDE).begin(start)


def withdraw_interruption_dialog(ctx: Context, card: ArrearsCard, row: InterruptionRow) -> FormDialog:
    """Take back an acknowledgement or judgment that was written down by mistake."""

    def act(values: Values, _reasons: Reasons) -> Act:
        return partial(claim_marks.withdraw_interruption, ctx.desk, row.id, row.version, values["why"])

    words = words_of(card, "ui.merke.trekk_avbrudd", "ui.merke.trekk_avbrudd", "ui.merke.avbrudd_trukket")
    return FormDialog(ctx, words, form(why("ui.konto.begrunnelse")), act, undo=False).begin()
