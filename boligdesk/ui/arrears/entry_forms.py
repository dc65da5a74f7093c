"""Entries by hand on a rent account: what is claimed, what is taken off, corrections, and what pays what."""

from __future__ import annotations

from collections.abc import Callable, Sequence
from dataclasses import dataclass
from datetime import date
from functools import partial

from PySide6.QtCore import Qt

from ...casework import ledger_entries, ledger_interest, payment_sorting
from ...casework.account_links import AccountLinks, account_links
from ...casework.arrears_card import ArrearsCard
from ...casework.ledger_entries import EntryInput, Move
from ...casework.ledger_interest import InterestDue
from ...casework.statements import StatementLine
from ...rules.ledger.entries import EntryKind
from ...rules.messages import RefusedError
from ...texts import enum_text, fault_text, formats, render, text
from ..parts.filterbar import Choice
from ..parts.form_spec import FieldKind, FieldSpec
from ..parts.labels import Label
from ..people.fields import Reasons, Values, form, why
from ..record_tabs.form_dialog import Act, FormDialog
from ..shell.context import Context
from ..tenancy.explained import ExplanationLines
from .event_forms import words_of

_WAIT_MS, _WIDE, _CHOICE_W = 200, 760, 540
#: So much room has what explains a sum before the dialog scrolls, px.
_STEPS_H = 200
#: The choice of no claim in particular: what is free pays by P24.
_NONE = 0


@dataclass(frozen=True)
class EntryForm:
    """A form for entries by hand of some kinds. All words are catalogue codes; `on_claim`: it may be about one."""

    kinds: tuple[EntryKind, ...]
    title: str
    said: str
    on: str
    on_help: str
    on_claim: bool = False


CLAIM = EntryForm(
    (EntryKind.DAMAGE, EntryKind.DEPOSIT, EntryKind.COSTS, EntryKind.OTHER),
    "ui.konto.nytt_krav",
    "ui.konto.krav_fort",
    "ui.konto.forfall",
    "ui.konto.forfall_hjelp",
)
CREDIT = EntryForm(
    (EntryKind.CREDIT_NOTE, EntryKind.RENT_REDUCTION, EntryKind.FORGIVEN),
    "ui.konto.trekk_fra",
    "ui.konto.fratrekk_fort",
    "ui.konto.gjelder_fra",
    "ui.konto.fratrekk_hjelp",
    on_claim=True,
)


def line_name(line: StatementLine) -> str:
    """A line of the account in a choice: what, when and how much of it."""
    return " · ".join((render(line.what), formats.day(line.on), formats.kroner(abs(line.amount_ore), always_ore=True)))


def _left(line: StatementLine) -> str:
    left = text("ui.konto.igjen", sum=abs(line.open_ore))
    return " · ".join((render(line.what), formats.day(line.on), left))


def with_links(ctx: Context, card: ArrearsCard, show: Callable[[AccountLinks], None]) -> None:
    """Read what pays what on an account, then `show` it."""
    asked = partial(account_links, ctx.desk, card.account_id)
    ctx.jobs.read(asked, owner=ctx.parent, topic="kontovalg", done=show)


def entry_dialog(ctx: Context, card: ArrearsCard, described: EntryForm) -> None:
    """Write an entry by hand."""

    def show(links: AccountLinks) -> None:
        claims = [line for line in links.lines.values() if line.amount_ore > 0 and line.corrects_id is None]
        choices = [Choice(_NONE, text("ui.konto.eldste_forst")), *(Choice(c.entry_id, line_name(c)) for c in claims)]
        kinds = [Choice(kind, enum_text(kind)) for kind in described.kinds]
        about = FieldSpec("claim", "ui.konto.gjelder", FieldKind.CHOICE, choices=choices, width=_CHOICE_W)
        spec = form(
            FieldSpec("kind", "ui.konto.slag", FieldKind.CHOICE, choices=kinds, required=True),
            *([about] if described.on_claim else []),
            FieldSpec("amount", "ui.konto.belop", FieldKind.MONEY, required=True),
            FieldSpec("on", described.on, FieldKind.DATE, required=True, help=described.on_help),
            why("ui.konto.begrunnelse", "ui.konto.begrunnelse_hjelp"),
        )
        words = words_of(card, described.title, "ui.konto.for", described.said)
        start = {"kind": described.kinds[0], "on": ctx.desk.today, **({"claim": _NONE} if described.on_claim else {})}
        FormDialog(ctx, words, spec, act, undo=False, width=_WIDE).begin(start)

    def act(values: Values, _reasons: Reasons) -> Act:
        claim = values.get("claim") or None
        given = EntryInput(card.account_id, values["kind"], values["amount"], values["on"], values["why"], claim)
        return partial(ledger_entries.write_by_hand, ctx.desk, given)

    with_links(ctx, card, show)


def counter_dialog(ctx: Context, card: ArrearsCard, entry_id: int | None = None) -> None:
    """Meet a wrong entry by a counter-entry; what came from the bank is sorted anew instead, and is not offered."""

    def show(links: AccountLinks) -> None:
        met = {line.corrects_id for line in links.lines.values()}
        offered = [line for line in reversed(tuple(links.lines.values())) if _may_be_met(line, met)]
        choices = [Choice(line.entry_id, line_name(line)) for line in offered]
        spec = form(
            FieldSpec(
                "entry",
                "ui.konto.post",
                FieldKind.CHOICE,
                choices=choices,
                required=True,
                help="ui.konto.post_hjelp",
                width=_CHOICE_W,
            ),
            FieldSpec("on", "ui.konto.gjelder_fra", FieldKind.DATE, required=True),
            why("ui.konto.begrunnelse", "ui.konto.begrunnelse_hjelp"),
        )
        words = words_of(card, "ui.konto.rett", "ui.konto.for_rettelse", "ui.konto.rettet")
        chosen = entry_id if entry_id in {line.entry_id for line in offered} else None
        FormDialog(ctx, words, spec, act, undo=False, width=_WIDE).begin({"entry": chosen, "on": ctx.desk.today})

    def act(values: Values, _reasons: Reasons) -> Act:
        return partial(ledger_entries.take_back_entry, ctx.desk, values["entry"], values["on"], values["why"])

    with_links(ctx, card, show)


def _may_be_met(line: StatementLine, met: set[int | None]) -> bool:
    return line.line_id is None and line.corrects_id is None and line.entry_id not in met


def move_dialog(ctx: Context, card: ArrearsCard) -> None:
    """Let a payment pay something else, with a reason (P24)."""

    def show(links: AccountLinks) -> None:
        places = _places(links)
        claims = [Choice(line.entry_id, _left(line)) for line in links.open_claims]
        spec = form(
            _choice("from", "ui.konto.flytt_fra", [Choice(key, name) for key, name, _ore in places]),
            _choice("to", "ui.konto.flytt_til", claims),
            FieldSpec("amount", "ui.konto.belop", FieldKind.MONEY, required=True),
            why("ui.konto.begrunnelse", "ui.konto.flytt_hjelp"),
        )
        words = words_of(card, "ui.konto.flytt", "ui.konto.for_flytt", "ui.konto.flyttet")
        dialog = FormDialog(ctx, words, spec, act, undo=False, width=_WIDE)
        dialog.form.edited.connect(lambda key: _propose(dialog, key, links, places))
        dialog.begin()

    def act(values: Values, _reasons: Reasons) -> Act:
        credit, claim = values["from"]
        move = Move(card.account_id, credit, claim, values["to"], values["amount"], values["why"])
        return partial(ledger_entries.move_allocation, ctx.desk, move)

    with_links(ctx, card, show)


Place = tuple[tuple[int, int | None], str, int]


def _places(links: AccountLinks) -> list[Place]:
    """Where money lies that can be moved: what pays nothing yet, then what pays a claim; newest first."""
    free: list[Place] = [((one.entry_id, None), _left(one), abs(one.open_ore)) for one in links.free_credits]
    used: list[Place] = []
    for part in reversed(links.parts):
        credit, claim = links.lines.get(part.credit_id), links.lines.get(part.claim_id)
        if credit is not None and claim is not None and None is credit.corrects_id is claim.corrects_id:
            told = text(
                "ui.konto.dekker",
                hva=render(credit.what),
                dato=credit.on,
                krav=render(claim.what),
                sum=part.amount_ore,
            )
            used.append(((part.credit_id, part.claim_id), told, part.amount_ore))
    return [*reversed(free), *used]


def _choice(key: str, label: str, choices: Sequence[Choice]) -> FieldSpec:
    return FieldSpec(key, label, FieldKind.CHOICE, choices=choices, required=True, width=_CHOICE_W)


def _propose(dialog: FormDialog, key: str, links: AccountLinks, places: list[Place]) -> None:
    """As much as is there and as the claim needs."""
    values = dialog.form.values()
    if key not in ("from", "to") or values["from"] is None or values["to"] is None:
        return
    there = next(ore for place, _name, ore in places if place == values["from"])
    needs = next(line.open_ore for line in links.open_claims if line.entry_id == values["to"])
    dialog.form.set_values(values | {"amount": min(there, needs)})


def repay_dialog(ctx: Context, card: ArrearsCard) -> None:
    """Pay money to the tenant's good back, to whoever paid it (P26)."""

    def show(links: AccountLinks) -> None:
        free = {line.entry_id: line for line in links.free_credits if line.kind is EntryKind.PAYMENT}
        choices = [Choice(line.entry_id, _left(line)) for line in free.values()]
        spec = form(
            FieldSpec(
                "credit",
                "ui.konto.innbetaling",
                FieldKind.CHOICE,
                choices=choices,
                required=True,
                help="ui.konto.tilbake_hjelp",
                width=_CHOICE_W,
            ),
            FieldSpec("amount", "ui.konto.belop", FieldKind.MONEY, required=True),
            why("ui.konto.begrunnelse", "ui.konto.begrunnelse_hjelp"),
        )
        first = next(iter(free.values()), None)
        start = {"credit": first.entry_id, "amount": abs(first.open_ore)} if first else {}
        words = words_of(card, "ui.konto.betal_tilbake", "ui.konto.for_tilbake", "ui.konto.er_tilbake")
        FormDialog(ctx, words, spec, partial(act, free), undo=False, width=_WIDE).begin(start)

    def act(free: dict[int, StatementLine], values: Values, _reasons: Reasons) -> Act:
        credit, ore = values["credit"], values["amount"]
        if free[credit].line_id is not None:
            return partial(payment_sorting.repay, ctx.desk, credit, ore, values["why"])
        today = ctx.desk.today
        return partial(ledger_entries.repay, ctx.desk, card.account_id, credit, ore, today, values["why"])

    with_links(ctx, card, show)


class InterestDialog(FormDialog):
    """Late interest to and including a day; how the sum came about stands under it before it is claimed."""

    def __init__(self, ctx: Context, card: ArrearsCard) -> None:
        words = words_of(card, "ui.konto.krev_rente", "ui.konto.for_rente", "ui.konto.rente_fort")
        spec = form(FieldSpec("to", "ui.konto.til_og_med", FieldKind.DATE, required=True, help="ui.konto.rente_hjelp"))
        super().__init__(ctx, words, spec, self._claim, undo=False, width=_WIDE)
        self.account_id = card.account_id
        self.told = Label("", wrap=True)
        self.steps = ExplanationLines()
        self.steps.setMinimumHeight(_STEPS_H)
        column = self.steps.layout()
        assert column is not None
        column.setAlignment(Qt.AlignmentFlag.AlignTop)
        self.body.addWidget(self.told)
        self.body.addWidget(self.steps)
        self.form.edited.connect(lambda _key: self._soon())

    def _claim(self, values: Values, _reasons: Reasons) -> Act:
        return partial(ledger_interest.claim_interest, self.ctx.desk, self.account_id, values["to"])

    def _soon(self) -> None:
        self.ctx.jobs.soon(self.ask, owner=self, topic="rente", delay_ms=_WAIT_MS)

    def ask(self) -> None:
        """Reckon the interest to the day that stands there."""
        to = self.form.values()["to"]
        if not isinstance(to, date):
            self._say("")
            return
        asked = partial(ledger_interest.preview_interest, self.ctx.desk, self.account_id, to)
        self.ctx.jobs.read(asked, owner=self, topic="rente", done=self._reckoned, failed=self._cannot)

    def _reckoned(self, due: InterestDue) -> None:
        sum_ore = due.claimed.ore if due.claims else 0
        self.told.setText(text("ui.konto.rente_sum", sum=sum_ore) if sum_ore else text("ui.konto.ingen_rente"))
        self.steps.show_steps(due.claimed if due.claims else None)
        for line in self.steps.lines:
            if not line.children_shown:
                line.toggle()

    def _cannot(self, error: RefusedError) -> None:
        self._say(fault_text(error.fault).whole)

    def _say(self, words: str) -> None:
        self.told.setText(words)
        self.steps.show_steps()


def interest_dialog(ctx: Context, card: ArrearsCard) -> None:
    """Claim late interest to a day."""
    dialog = InterestDialog(ctx, card)
    dialog.begin({"to": ctx.desk.today})
    dialog.ask()
