"""Ny leiekontrakt: five steps from home and tenant to two printed copies (look/07).

Everything known is filled in; the act's controls stand under their fields while one types; the lease itself is seen
beside them. Nothing is stored before the last step, only a draft on this PC.
"""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass, replace
from datetime import date

from PySide6.QtCore import Qt

from ...casework.core.changes import Done
from ...casework.core.lease_check import CheckedDraft
from ...casework.core.printing import PrintedDocument
from ...casework.lease_choices import UnitKnown, home_of, unit_known
from ...casework.lease_print import preview_lease, print_information
from ...casework.tenancy_draft import TenancyDraft
from ...casework.tenancy_new import check, propose
from ...rules.messages import Control, Kind, RefusedError
from ...rules.periods import add_months, first_of_month
from ...rules.terms import LandlordKind, LegalBasis
from ...texts import text
from ..drafts import Draft, DraftKeeper, DraftKey
from ..parts.alerts import Alert, AlertKind
from ..parts.buttons import primary, secondary
from ..parts.filterbar import Choice
from ..parts.form import FormView
from ..parts.form_row import Stops
from ..people.finding import names_of
from ..record_tabs.form_dialog import keep_and_say
from ..shell.context import Context
from .editors import PeopleEditor, Picked, PlaceEditor
from .last_step import copies_of
from .new_form import ALIASES, STEP_TITLES, step_of
from .new_values import draft_from, values_from
from .new_window import LeaseWindow
from .panel_acts import open_signing
from .people import add_new_person, answer_search, homes_found

FORM = "leietakere.ny_kontrakt"
_CHECK_MS, _PREVIEW_MS = 250, 600
_LAST = len(STEP_TITLES) - 1
_WHO = ("unit_id", "tenants", "start")
#: What the rules miss and this dialog can ask for; the rest they miss is only told.
_ASKED_FOR = frozenset({"heating_included", "guarantor"})


@dataclass(frozen=True)
class _Known:
    """What the records say of the home and people that are chosen."""

    draft: TenancyDraft | None
    unit: UnitKnown | None
    names: Mapping[int, str]
    previous: str = ""


class NewLeaseDialog(LeaseWindow):
    """`finished` gives the id of the new tenancy, None when it was left. Begin with `begin()`."""

    def __init__(
        self,
        ctx: Context,
        unit_id: int | None = None,
        tenant_ids: tuple[int, ...] = (),
        start: date | None = None,
    ) -> None:
        super().__init__(ctx, self._draft, self._information)
        self._given = (unit_id, tenant_ids, start or add_months(first_of_month(ctx.desk.today), 1))
        self._touched: set[str] = set()
        self._tried: set[int] = set()
        self._known: _Known | None = None
        self._controls: tuple[Control, ...] = ()
        self._advancing = False
        self._opening = False
        self.step = 0
        key = DraftKey(FORM, text("ui.kontrakt.tittel"), str(unit_id or ""))
        self.keeper = DraftKeeper(self.forms, ctx.drafts, key, lambda: ctx.desk.now, self)
        self.keeper.failed.connect(ctx.jobs.refused)
        self.may_leave = self._may_leave
        self._show_previous()
        self._connect()

    def _connect(self) -> None:
        self.stepper.step_chosen.connect(self.go_to)
        self.keep_button.clicked.connect(self._keep)
        self.back_button.clicked.connect(lambda: self.go_to(self.step - 1))
        self.next_button.clicked.connect(self.go_on)
        self.stops.wanted.connect(self._to_first_stop)
        self.last.made.connect(self._made)
        self.last.stopped.connect(self._refused)
        self.last.printed.connect(self.preview.show_pdf)
        for form in self.forms:
            form.edited.connect(self._edited)
            form.stops_changed.connect(lambda _n: self._show_state())
        first = self.forms[0]
        first.search.connect(self._search)
        for key in ("tenants", "members"):
            editor = self._people(key)
            editor.new_person.connect(lambda editor=editor: add_new_person(self.ctx, editor))

    def _people(self, key: str) -> PeopleEditor:
        editor = self.forms[0].row(key).editor
        assert isinstance(editor, PeopleEditor)
        return editor

    def begin(self, draft: Draft | None = None) -> None:
        """Show the dialog: an unfinished draft if there is one, else what is known of home and tenants."""
        self._show_state()
        self.open()
        unit_id, tenant_ids, start = self._given
        self.forms[1].set_values({"start": start})
        if draft is not None:
            self.keeper.key = replace(self.keeper.key, record=draft.record)
        kept = draft or self.keeper.find()
        if kept is not None:
            self.keeper.restore(kept)
            self._touched = {key for form in self.forms for key, words in form.raw().items() if words}
            self._say_restored(kept)
            self._look_up()
        elif unit_id is not None or tenant_ids:
            self._opening = True
            self._read_known(unit_id, tenant_ids, start)
        self.forms[0].focus_first()

    def _say_restored(self, kept: Draft) -> None:
        alert = Alert(AlertKind.INFO, text("ui.kontrakt.utkast_hentet", dato=kept.saved_at.date()))
        afresh = alert.add_button(text("ui.kontrakt.begynn_pa_nytt"))
        afresh.clicked.connect(lambda: self._start_afresh(alert))
        self._above[0].addWidget(alert)

    def _start_afresh(self, alert: Alert) -> None:
        alert.hide()
        alert.deleteLater()
        self.keeper.done()
        self._touched.clear()
        for form in self.forms:
            form.set_values(dict.fromkeys(field.key for field in form.spec.fields), clean=True)
        unit_id, tenant_ids, start = self._given
        self.forms[1].set_values({"start": start})
        self._read_known(unit_id, tenant_ids, start)

    # -- what is known --------------------------------------------------------------------------

    def _search(self, key: str, letters: str) -> None:
        if key != "unit_id":
            answer_search(self.ctx, self.forms[0], key, letters)
            return
        self.ctx.jobs.read(
            lambda: homes_found(self.ctx.desk, letters),
            owner=self,
            topic="bolig",
            done=lambda choices: self.forms[0].offer("unit_id", choices),
        )

    def _look_up(self) -> None:
        values = self._values()
        unit_id, tenants, start = (values.get(key) for key in _WHO)
        people = tuple(p.id for p in tenants if isinstance(p, Picked)) if isinstance(tenants, tuple) else ()
        if isinstance(start, date):
            self._read_known(unit_id if isinstance(unit_id, int) else None, people, start)

    def _read_known(self, unit_id: int | None, people: tuple[int, ...], start: date) -> None:
        desk = self.ctx.desk

        def known() -> _Known:
            if unit_id is None:
                return _Known(None, None, names_of(desk, people))
            draft = propose(desk, unit_id, people, start)
            living = [member.person_id for member in draft.members]
            names = names_of(desk, [*people, *living])
            previous = home_of(desk, draft.previous_id) if draft.previous_id else ""
            return _Known(draft, unit_known(desk, unit_id, start), names, previous)

        self.ctx.jobs.read(known, owner=self, topic="kjent", done=self._fill_in, failed=self._refused)

    def _fill_in(self, known: _Known) -> None:
        """Fill in what is known, save what somebody has typed."""
        self._known = known
        values: dict[str, object] = {}
        if known.draft is not None and known.unit is not None:
            values = values_from(known.draft, known.names)
            values["unit_id"] = Choice(known.unit.unit_id, known.unit.place)
            values["kid"] = text("ui.kontrakt.kid_lages")
        elif "tenants" not in self._touched:
            values["tenants"] = tuple(Picked(i, name) for i, name in known.names.items())
        for key in self._touched - {"unit_id"}:
            values.pop(key, None)
        for form in self.forms:
            form.set_values({key: value for key, value in values.items() if key in _keys(form)})
            if not self._touched:
                form.mark_clean()
        self._show_known()
        if self._opening:
            self._opening = False
            self.forms[0].focus_first_missing()
        self.ask()

    def _show_known(self) -> None:
        unit = self._known.unit if self._known else None
        if unit is not None:
            said = unit.rent_from and text("ui.kontrakt.leie_fra_boligen", dato=unit.rent_from)
            self.forms[2].row("rent_ore").set_help(said or "")
        self._show_previous()
        self._show_heading()

    def _show_previous(self) -> None:
        """The last day of the home that is left is asked for in a bytte only."""
        home = self._known.previous if self._known else ""
        row = self.forms[1].row("previous_until")
        row.setVisible(bool(home))
        row.set_help(text("ui.kontrakt.forrige_slutt_hjelp", hjem=home) if home else "")

    def _show_heading(self) -> None:
        values = self.forms[0].values()
        tenants = values.get("tenants")
        names = [_in_running_text(p.label) for p in tenants] if isinstance(tenants, tuple) else []
        editor = self.forms[0].row("unit_id").editor
        place = editor.place if isinstance(editor, PlaceEditor) else None
        where = place.label.partition(" · ")[0] if place else ""
        self.set_heading(text("ui.kontrakt.tittel"), " · ".join([*names, where] if where else names))

    # -- while typing ---------------------------------------------------------------------------

    def _values(self) -> dict[str, object]:
        return {key: value for form in self.forms for key, value in form.values().items()}

    def _draft(self) -> TenancyDraft | None:
        reasons = {code: words for form in self.forms for code, words in form.reasons.items()}
        return draft_from(self._values(), self._known.draft if self._known else None, reasons)

    def _information(self) -> Done[PrintedDocument]:
        return print_information(self.ctx.desk, self._whole())

    def _whole(self) -> TenancyDraft:
        draft = self._draft()
        if draft is None:
            raise ValueError("home, tenant and start are asked for before this")
        return draft

    def _edited(self, key: str) -> None:
        if key:
            self._touched.add(key)
            self._opening = False
        if key in _WHO:
            self._look_up()
        self._show_heading()
        self.ctx.jobs.soon(self.ask, owner=self, topic="sporsmal", delay_ms=_CHECK_MS)

    def ask(self) -> None:
        """Ask the act and the office what they say of the draft, and draw the lease anew."""
        draft = self._draft()
        self._show_information(draft)
        if draft is None:
            self._advance()
            return
        self.ctx.jobs.read(
            lambda: check(self.ctx.desk, draft), owner=self, topic="kontroll", done=self._answered, failed=self._refused
        )

    def _answered(self, found: CheckedDraft) -> None:
        self._controls = found.controls
        self._place_controls()
        self.ctx.jobs.soon(self._draw, owner=self, topic="tegn", delay_ms=_PREVIEW_MS)
        self._advance()

    def _place_controls(self) -> None:
        by_step: dict[int, list[Control]] = {step: [] for step in range(len(self.forms))}
        for control in self._controls:
            own = replace(control, fields=tuple(ALIASES.get(name, name) for name in control.fields))
            step = step_of(own.fields, self.specs)
            if (shown := self._as_shown(own, step)) is not None:
                by_step[step].append(shown)
        for step, form in enumerate(self.forms):
            form.set_controls(by_step[step])
        self._show_state()

    def _as_shown(self, control: Control, step: int) -> Control | None:
        """What is missing waits until Neste; what cannot be filled in here is only told."""
        if control.kind is not Kind.MISSING:
            return control
        if not _ASKED_FOR & set(control.fields):
            return replace(control, kind=Kind.INFO)
        return control if step in self._tried else None

    def _show_information(self, draft: TenancyDraft | None) -> None:
        wanted = draft is not None and draft.legal_basis is LegalBasis.SECTION_11_1
        self.information.setVisible(wanted)

    def _draw(self) -> None:
        draft = self._draft()
        if draft is None or not self._can_be_drawn(draft):
            self.show_lease(None)
            return
        self.ctx.jobs.read(
            lambda: preview_lease(self.ctx.desk, draft),
            owner=self,
            topic="visning",
            done=lambda made: self.show_lease(made.pdf),
            failed=lambda _error: self.show_lease(None),
        )

    def _can_be_drawn(self, draft: TenancyDraft) -> bool:
        backwards = draft.fixed_until is not None and draft.fixed_until < draft.start
        return draft.landlord_kind is not LandlordKind.REFERRAL and not backwards and bool(draft.tenant_ids)

    # -- going through the steps ----------------------------------------------------------------

    def go_on(self) -> None:
        """Neste: stay where something is missing or wrong, else go on; on the last step make and print the lease."""
        if self.step == _LAST:
            self.last.make()
            return
        self._tried.add(self.step)
        self._advancing = True
        self.ask()

    def _advance(self) -> None:
        """Go on, now that the answer to what stands there is in."""
        if not self._advancing:
            return
        self._advancing = False
        if self.forms[self.step].check():
            self.go_to(self.step + 1)

    def go_to(self, step: int) -> None:
        """Show a step."""
        if not 0 <= step <= _LAST or self.last.tenancy_id is not None:
            return
        self.step = step
        self._stack.setCurrentIndex(step)
        if step == _LAST:
            self.last.show_draft(self._whole(), self._heading_line())
        self._show_state()
        if step < _LAST:
            self.forms[step].focus_first()
        else:
            self.next_button.setFocus(Qt.FocusReason.OtherFocusReason)

    def _heading_line(self) -> str:
        return self._line.full_text

    def _to_first_stop(self) -> None:
        step = next((i for i, form in enumerate(self.forms) if form.stops), None)
        if step is not None:
            self.go_to(step)
            self.forms[step].go_to_first_stop()

    def _show_state(self) -> None:
        stops = [form.stops for form in self.forms]
        here = range(_LAST) if self.step == _LAST else (self.step,)
        shown = [self.forms[i].waiting for i in here]
        waiting = Stops(sum(found.faults for found in shown), sum(found.reasons for found in shown))
        self.stepper.set_current(
            self.step,
            stopped=self.step < _LAST and stops[self.step] > 0,
            remarks=[i for i, form in enumerate(self.forms) if form.reasons],
            errors=[i for i in range(min(self.step, _LAST)) if stops[i]],
        )
        self.stops.show_count(waiting)
        self.back_button.setEnabled(self.step > 0)
        self.next_button.setEnabled(not waiting.total and not self.last.busy)
        self._name_next()

    def _name_next(self) -> None:
        if self.step == _LAST:
            draft = self._draft()
            copies = copies_of(draft) if draft else 2
            two = text("ui.kontrakt.skriv_ut_to")
            self.next_button.set_label(two if copies == 2 else text("ui.kontrakt.skriv_ut_flere", antall=copies))
            self.next_button.set_icon("printer")
            return
        self.next_button.set_label(text("ui.kontrakt.neste", steg=text(STEP_TITLES[self.step + 1])))
        self.next_button.setIcon(type(self.next_button.icon())())
        self.next_button.set_icon(None)

    # -- the end --------------------------------------------------------------------------------

    def _made(self, tenancy_id: int) -> None:
        self.keeper.done()
        for form in self.forms:
            form.mark_clean()
        for widget in (self.keep_button, self.back_button, self.next_button, self.stops):
            widget.hide()
        close = primary(text("ui.felles.lukk"))
        close.clicked.connect(lambda: self.finish(tenancy_id))
        sign = secondary(text("ui.kontrakt.gjor_signering"), "check")
        sign.clicked.connect(lambda: self._sign(tenancy_id))
        sign.hide()
        self.last.printed.connect(lambda _pdf: sign.show())
        self.add_right(sign)
        self.add_right(close)
        close.setFocus(Qt.FocusReason.OtherFocusReason)
        self.stepper.set_current(_LAST)

    def _sign(self, tenancy_id: int) -> None:
        self.finish(tenancy_id)
        open_signing(self.ctx, tenancy_id)

    def _refused(self, error: RefusedError) -> None:
        self._advancing = False
        self.last.show_faults(error)
        if self.step < _LAST:
            self.ctx.jobs.refused.emit(error)
        self._show_state()

    def _keep(self) -> None:
        if self.keeper.save():
            self.ctx.window.say(text("ui.skjemavindu.utkast_lagret"))

    def _may_leave(self) -> bool:
        if self.last.tenancy_id is not None:
            self.finish(self.last.tenancy_id)
            return False
        return keep_and_say(self.ctx, self.keeper)


def _in_running_text(label: str) -> str:
    """ "Balto, Risten · født …" of a list → "Risten Balto"."""
    last, _comma, first = label.partition(" · ")[0].partition(", ")
    return f"{first} {last}".strip()


def _keys(form: FormView) -> frozenset[str]:
    return frozenset(field.key for field in form.spec.fields)
