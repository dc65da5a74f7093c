"""What is recorded in a case: a talk, a hold, a considered point, what happened; and who follows up."""

from __future__ import annotations

from collections.abc import Mapping
from functools import partial

from ...casework import arrears_events, arrears_holds
from ...casework.arrears_card import ArrearsCard, EventLine, HoldLine
from ...casework.arrears_events import EventInput, TalkInput
from ...casework.arrears_holds import BY_HAND, HoldInput
from ...casework.users import Colleague, colleagues
from ...rules.arrears.facts import ArrearsHold, Considered
from ...rules.arrears.recording import DECIDED
from ...rules.arrears.words import ArrearsEventKind
from ...rules.messages import Control, RefusedError, msg
from ...rules.rights import Right
from ...rules.vocabulary import ContactWay
from ...texts import enum_text, formats, text
from ..parts.filterbar import Choice
from ..parts.form_spec import FieldKind, FieldSpec, FormSpec
from ..people.fields import Reasons, Values, form, of, why
from ..record_tabs.form_dialog import Act, FormDialog, Words
from ..shell.context import Context

_CHECK_MS = 200


def words_of(card: ArrearsCard, title: str, save: str, said: str) -> Words:
    """The words of a dialog on a case: whom it is about under the title. All are catalogue codes."""
    home = " ".join(filter(None, (card.home.address, card.home.dwelling_number)))
    about = " · ".join(filter(None, (", ".join(card.home.tenants), home)))
    return Words(text(title), about, text(save), msg("ui.restanser.lagrer"), text(said))


def talk_dialog(ctx: Context, card: ArrearsCard) -> FormDialog:
    """Log a talk with one of those who owe."""

    def act(values: Values, _reasons: Reasons) -> Act:
        given = TalkInput(card.account_id, values["person"], values["way"], values["text"])
        return partial(arrears_events.log_talk, ctx.desk, given)

    people = [Choice(one.person_id, one.name) for one in card.owing]
    spec = form(
        FieldSpec("person", "ui.restanser.snakket_med", FieldKind.CHOICE, choices=people, required=True, width=320),
        FieldSpec("way", "ui.restanser.mate", FieldKind.CHOICE, choices=of(ContactWay), required=True),
        FieldSpec("text", "ui.restanser.hva_ble_sagt", FieldKind.MULTILINE, required=True),
    )
    words = words_of(card, "ui.restanser.logg_kontakt", "ui.restanser.lagre_kontakt", "ui.restanser.kontakt_logget")
    start = {"person": people[0].key if people else None, "way": ContactWay.PHONE}
    return FormDialog(ctx, words, spec, act, width=720).begin(start)


def hold_dialog(ctx: Context, card: ArrearsCard) -> FormDialog:
    """Stop letters and steps for a time, with the reason."""

    def act(values: Values, _reasons: Reasons) -> Act:
        given = HoldInput(card.account_id, values["hold"], values["from"], values["to"], values["why"])
        return partial(arrears_holds.set_hold, ctx.desk, given)

    kinds = [Choice(hold, enum_text(hold)) for hold in ArrearsHold if hold in BY_HAND]
    spec = form(
        FieldSpec("hold", "ui.restanser.stoppes_av", FieldKind.CHOICE, choices=kinds, required=True, width=320),
        FieldSpec("from", "ui.restanser.fra", FieldKind.DATE, required=True),
        FieldSpec("to", "ui.restanser.til_og_med", FieldKind.DATE, help="ui.restanser.til_hjelp"),
        why(),
    )
    words = words_of(card, "ui.restanser.sett_stopp", "ui.restanser.lagre_stopp", "ui.restanser.stopp_satt")
    return FormDialog(ctx, words, spec, act, width=720).begin({"from": ctx.desk.today})


def lift_dialog(ctx: Context, card: ArrearsCard, hold: HoldLine) -> FormDialog:
    """Let the case go on from today."""

    def act(values: Values, _reasons: Reasons) -> Act:
        return partial(arrears_holds.lift_hold, ctx.desk, hold.id, hold.version, values["why"])

    words = words_of(card, "ui.restanser.loft_stopp", "ui.restanser.loft_stopp", "ui.restanser.stopp_loftet")
    return FormDialog(ctx, words, form(why()), act).begin()


def consider_dialog(ctx: Context, card: ArrearsCard) -> FormDialog:
    """Record in words that a point was considered before a step against the home."""

    def act(values: Values, _reasons: Reasons) -> Act:
        return partial(arrears_holds.consider, ctx.desk, card.account_id, values["point"], values["text"], values["on"])

    done = {point.point for point in card.points if point.counts}
    may_decide = ctx.may(Right.EVICTION_DECIDE)
    open_points = [point for point in card.needed if point is not Considered.DECIDED or may_decide]
    choices = [Choice(point, enum_text(point)) for point in open_points]
    spec = form(
        FieldSpec("point", "ui.restanser.punkt", FieldKind.CHOICE, choices=choices, required=True, width=420),
        FieldSpec("text", "ui.restanser.vurdering", FieldKind.MULTILINE, required=True),
        FieldSpec("on", "ui.restanser.dato", FieldKind.DATE, required=True),
    )
    words = words_of(card, "ui.restanser.vurder", "ui.restanser.lagre_vurdering", "ui.restanser.vurdering_lagret")
    first = next((point for point in open_points if point not in done), None)
    return FormDialog(ctx, words, spec, act, width=720).begin({"point": first, "on": ctx.desk.today})


class EventDialog(FormDialog):
    """What happened, and when; what the rules say against it stands under the fields while it is written."""

    def __init__(self, ctx: Context, card: ArrearsCard, spec: FormSpec) -> None:
        words = words_of(
            card, "ui.restanser.ny_hendelse", "ui.restanser.lagre_hendelse", "ui.restanser.hendelse_lagret"
        )
        super().__init__(ctx, words, spec, self._record, width=760)
        self.account_id = card.account_id
        self.form.edited.connect(lambda _key: self._soon())

    def _input(self, values: Mapping[str, object], reasons: Reasons | None = None) -> EventInput:
        kind, on, note, set_for = (values[key] for key in ("kind", "on", "note", "set_for"))
        assert isinstance(kind, ArrearsEventKind)
        told = set_for if kind is ArrearsEventKind.DATE_SET else None
        return EventInput(self.account_id, kind, on, str(note or ""), told, reasons or {})  # type: ignore[arg-type]

    def _record(self, values: Values, reasons: Reasons) -> Act:
        return partial(arrears_events.record_event, self.ctx.desk, self._input(values, reasons))

    def _soon(self) -> None:
        self.ctx.jobs.soon(self.ask, owner=self, topic="funn", delay_ms=_CHECK_MS)

    def ask(self) -> None:
        """Ask the rules about what stands there."""
        values = self.form.values()
        if isinstance(values["kind"], ArrearsEventKind) and values["on"] is not None:
            asked = partial(arrears_events.check_event, self.ctx.desk, self._input(values))
            self.ctx.jobs.read(asked, owner=self, topic="funn", done=self._told, failed=self._cannot)

    def _told(self, controls: tuple[Control, ...]) -> None:
        self.form.set_controls(controls)

    def _cannot(self, error: RefusedError) -> None:
        self.show_refusal(error)


def event_dialog(ctx: Context, card: ArrearsCard, kind: ArrearsEventKind | None = None) -> FormDialog:
    """Record an answer to an offer, heving, or what happened at namsmannen; `kind` is proposed."""
    offered = [kind for kind in ArrearsEventKind if kind in _may_record(ctx)]
    spec = form(
        FieldSpec("kind", "ui.restanser.hendelse", FieldKind.CHOICE, choices=_named(offered), required=True, width=360),
        FieldSpec("on", "ui.restanser.dato", FieldKind.DATE, required=True),
        FieldSpec(
            "set_for",
            "ui.restanser.dato_fravikelse",
            FieldKind.DATE,
            required=True,
            when=lambda values: values["kind"] is ArrearsEventKind.DATE_SET,
        ),
        FieldSpec("note", "ui.restanser.merknad", FieldKind.MULTILINE),
    )
    dialog = EventDialog(ctx, card, spec)
    dialog.begin({"kind": kind, "on": ctx.desk.today})
    dialog.ask()
    return dialog


def _may_record(ctx: Context) -> frozenset[ArrearsEventKind]:
    """What this desk may record by hand: what is decided against the home needs the right to decide it."""
    if ctx.may(Right.EVICTION_DECIDE):
        return arrears_events.BY_HAND
    return arrears_events.BY_HAND - DECIDED


def _named(kinds: list[ArrearsEventKind]) -> list[Choice]:
    return [Choice(kind, enum_text(kind)) for kind in kinds]


def withdraw_dialog(ctx: Context, card: ArrearsCard, event: EventLine) -> FormDialog:
    """Withdraw what was recorded by mistake."""

    def act(values: Values, _reasons: Reasons) -> Act:
        return partial(arrears_events.withdraw_event, ctx.desk, event.id, event.version, values["why"])

    words = words_of(card, "ui.restanser.trekk", "ui.restanser.trekk", "ui.restanser.trukket")
    line = f"{formats.day(event.on_date)} · {enum_text(event.kind)}"
    return FormDialog(ctx, Words(words.title, line, words.save, words.saving, words.said), form(why()), act).begin()


def worker_dialog(ctx: Context, card: ArrearsCard) -> None:
    """Say who follows the account up."""

    def show(found: tuple[Colleague, ...]) -> None:
        def act(values: Values, _reasons: Reasons) -> Act:
            return partial(arrears_events.set_worker, ctx.desk, (card.account_id,), values["worker"])

        choices = [Choice(None, text("ui.restanser.ingen_ansvarlig")), *(Choice(one.id, one.name) for one in found)]
        spec = form(FieldSpec("worker", "ui.restanser.ansvarlig", FieldKind.CHOICE, choices=choices, width=320))
        words = words_of(card, "ui.restanser.gi_til", "ui.restanser.lagre_ansvarlig", "ui.restanser.ansvarlig_satt")
        FormDialog(ctx, words, spec, act).begin({"worker": card.worker_id})

    ctx.jobs.read(partial(colleagues, ctx.desk), owner=ctx.parent, topic="kollegaer", done=show)
