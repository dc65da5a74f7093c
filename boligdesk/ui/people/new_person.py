"""Registering a person: who may be the same one is told while typing, with "Bruk …" as the way out."""

from __future__ import annotations

from collections.abc import Callable, Sequence
from functools import partial
from typing import Any

from PySide6.QtCore import Signal

from ...casework.persons import check_person, register
from ...rules.messages import Control, Mend, msg
from ...rules.rights import Right
from ...texts import text
from ..drafts import DraftKey
from ..parts.form import FormView
from ..record_tabs.form_dialog import Act, FormDialog, Words
from ..shell.context import Context
from .contact_forms import NEW_NUMBER
from .fields import Reasons, Values
from .finding import names_of
from .person_form import START, new_form, person_of

FORM = "leietakere.ny"
_CHECK_MS = 250
Registered = Callable[[int, str], None]


class PersonFormView(FormView):
    """A form whose ways out may lead to somebody already registered instead of setting a field."""

    use_person = Signal(int)

    def mend(self, mend: Mend, key: str = "") -> None:
        """Take a way out; "Bruk Hansen, Kari" leaves the form for that person."""
        person_id = mend.values.get("person_id")
        if isinstance(person_id, int):
            self.use_person.emit(person_id)
        else:
            super().mend(mend, key)


class NewPersonDialog(FormDialog):
    """ "Ny person". `finished` gives the id of whom was registered, or of the one who was there already."""

    def __init__(self, ctx: Context) -> None:
        words = Words(
            text("ui.person.ny_tittel"),
            text("ui.person.ny_linje"),
            text("ui.person.ny_lagre"),
            msg("ui.person.lagrer"),
            text("ui.person.registrert"),
        )
        spec = new_form(may_protect=ctx.may(Right.PROTECTION_WRITE))
        view = PersonFormView(spec, today=ctx.desk.today)
        draft = DraftKey(FORM, text("ui.person.ny_tittel"))
        super().__init__(ctx, words, spec, self._register, draft=draft, width=680, form=view)
        view.use_person.connect(self._use)
        view.edited.connect(lambda _key: self._check_soon())

    def _check_soon(self) -> None:
        self.ctx.jobs.soon(self._check, owner=self, topic="sjekk", delay_ms=_CHECK_MS)

    def _check(self) -> None:
        values = self.form.values()
        if not values["last_name"]:
            self.form.set_controls(())
            return
        asked = partial(check_person, self.ctx.desk, person_of(values))
        self.ctx.jobs.read(asked, owner=self, topic="sjekk", done=self._checked)

    def _checked(self, controls: Sequence[Control]) -> None:
        self.form.set_controls([c for c in controls if not c.code.startswith("lesing.")])

    def _register(self, values: Values, reasons: Reasons) -> Act:
        new = person_of(values)
        given = {NEW_NUMBER: text("ui.kontakt.nummer_kontrollert"), **reasons}
        return partial(register, self.ctx.desk, new, given)

    def _use(self, person_id: int) -> None:
        self.drop_draft()
        self.finish(person_id)


def new_person_dialog(ctx: Context, *, name: str = "", done: Registered | None = None) -> NewPersonDialog:
    """Register somebody; `name` is what was typed in the search. `done(id, name)` in place of opening the card."""
    dialog = NewPersonDialog(ctx)

    def finished(result: Any) -> None:
        if not isinstance(result, int) or isinstance(result, bool):
            return
        if done is None:
            ctx.window.open_record("person", result)
        else:
            _tell(ctx, result, done)

    dialog.finished.connect(finished)
    dialog.begin(START)
    if name:
        dialog.form.set_values(_parted(name))
        dialog.form.edited.emit("last_name")
    return dialog


def _parted(name: str) -> dict[str, str]:
    """ "Balto, Risten" or "Risten Balto" as last and first name."""
    last, _, first = name.partition(",") if "," in name else name.rpartition(" ")[::-1]
    return {"last_name": last.strip(), "first_name": first.strip()}


def _tell(ctx: Context, person_id: int, done: Registered) -> None:
    """Whoever asked gets the person as fields name them."""
    ctx.jobs.read(
        partial(names_of, ctx.desk, (person_id,)),
        owner=ctx.parent,
        topic="registrert",
        done=lambda names: done(person_id, names[person_id]),
    )
