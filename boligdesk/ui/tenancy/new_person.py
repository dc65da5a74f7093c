"""Registering somebody from inside another dialog: the least that must be known, and who it may be already."""

from __future__ import annotations

from PySide6.QtWidgets import QWidget

from ...casework.core.person_checks import ContactInput, NewPerson, PersonInput
from ...casework.persons import check_person, register
from ...rules.messages import Mend, RefusedError, msg
from ...rules.vocabulary import ContactKind
from ...texts import text
from ..parts.buttons import primary, secondary
from ..parts.dialog import DialogFrame
from ..parts.form import FormView, StopCount
from ..parts.form_spec import FieldKind, FieldSpec, FormSpec, SectionSpec
from ..shell.context import Context
from ..shell.messages import fault_alerts
from .editors import Picked
from .people import names_of

_SPEC = FormSpec(
    [
        SectionSpec(
            [
                FieldSpec("last_name", "ui.kontrakt.etternavn", required=True),
                FieldSpec("first_name", "ui.kontrakt.fornavn"),
                FieldSpec("birth_date", "ui.kontrakt.fodt", FieldKind.BIRTH_DATE),
                FieldSpec("number", "ui.kontrakt.nummer", FieldKind.IDENTIFIER),
                FieldSpec("phone", "ui.kontrakt.telefon", FieldKind.PHONE),
                FieldSpec("interpreter", "ui.kontrakt.trenger_tolk", FieldKind.YES_NO),
            ]
        )
    ]
)


class NewPersonDialog(DialogFrame):
    """`finished` gives a `Picked`: the new person, or the one who was there already."""

    def __init__(self, ctx: Context, name: str = "") -> None:
        super().__init__(ctx.parent, text("ui.kontrakt.ny_person"), text("ui.kontrakt.ny_person_linje"), width=620)
        self._ctx = ctx
        self._messages: list[QWidget] = []
        self.form = FormView(_SPEC, today=ctx.desk.today)
        self.body.addWidget(self.form)
        last, _, first = name.partition(",") if "," in name else name.rpartition(" ")[::-1]
        self.form.set_values({"last_name": last.strip() or name.strip(), "first_name": first.strip()})
        self.form.edited.connect(lambda _key: ctx.jobs.soon(self._ask, owner=self, topic="person", delay_ms=250))
        for field in _SPEC.fields:
            self.form.row(field.key).mended.connect(self._use_known)
        cancel, self.go_button = secondary(text("ui.felles.avbryt")), primary(text("ui.kontrakt.registrer"))
        cancel.clicked.connect(self.leave)
        self.go_button.clicked.connect(self.go)
        for widget in (StopCount(self.form), cancel, self.go_button):
            self.add_right(widget)

    def begin(self) -> None:
        """Show the dialog."""
        self.open()
        self.form.focus_first()

    def _new(self) -> NewPerson:
        values = self.form.values()
        words = {name: str(values[name] or "") for name in ("last_name", "first_name")}
        facts = PersonInput(
            **words,
            birth_date=values["birth_date"],  # type: ignore[arg-type]  # a date field gives a date
            interpreter=values["interpreter"] is True,
        )
        number, phone = (self.form.row(key).editor.raw().strip() for key in ("number", "phone"))
        contacts = (ContactInput(ContactKind.PHONE, phone),) if phone else ()
        return NewPerson(facts, (number,) if number else (), contacts)

    def _ask(self) -> None:
        if not self.form.values()["last_name"]:
            return
        new = self._new()
        self._ctx.jobs.read(
            lambda: check_person(self._ctx.desk, new), owner=self, topic="person", done=self.form.set_controls
        )

    def _use_known(self, mend: Mend) -> None:
        known = mend.values.get("person_id")
        if isinstance(known, int):
            self._finish_with(known)

    def go(self) -> None:
        """Register the person, if nothing stops it."""
        if not self.form.check():
            return
        self.go_button.setEnabled(False)
        new, reasons = self._new(), self.form.reasons
        self._ctx.write(
            lambda: register(self._ctx.desk, new, reasons),
            owner=self,
            name=msg("ui.kontrakt.lagrer", hva=text("ui.kontrakt.ny_person")),
            done=self._finish_with,
            failed=self._refused,
        )

    def _refused(self, error: RefusedError) -> None:
        self.go_button.setEnabled(True)
        self._ask()
        for message in self._messages:
            message.hide()
            message.deleteLater()
        self._messages = [*fault_alerts(error)]
        for place, alert in enumerate(self._messages):
            self.body.insertWidget(place, alert)

    def _finish_with(self, person_id: int) -> None:
        self._ctx.jobs.read(
            lambda: names_of(self._ctx.desk, (person_id,)),
            owner=self,
            topic="navn",
            done=lambda names: self.finish(Picked(person_id, names[person_id])),
        )
