"""A dialog that holds a declared form: it checks, saves through an act, shows refusals, and keeps a draft (E11)."""

from __future__ import annotations

from collections.abc import Callable, Mapping
from dataclasses import dataclass
from datetime import datetime
from typing import TYPE_CHECKING, Any

from PySide6.QtWidgets import QWidget

from ...rules.messages import Message, RefusedError
from ...texts import formats, text
from ..drafts import Autosave, Draft
from ..parts.alerts import Alert, AlertKind
from ..parts.buttons import primary, secondary
from ..parts.dialog import DialogFrame
from ..parts.form import FormView, StopCount
from ..parts.form_spec import FormSpec
from ..shell.context import Context
from ..shell.messages import OSLO, fault_alerts

if TYPE_CHECKING:
    from ...casework.core.changes import Done

Act = Callable[[], "Done[Any]"]


@dataclass(frozen=True)
class DraftKey:
    """Under what a form's draft is kept. `title` may be shown in the list of drafts: name nobody protected there."""

    form: str
    title: str
    record: str = ""
    base_version: int | None = None


@dataclass(frozen=True)
class Words:
    """The words of a form dialog, ready to show. `saving` says what is being saved when the window closes meanwhile."""

    title: str
    line: str
    save: str
    saving: Message
    said: str = ""


class FormDialog(DialogFrame):
    """Fill a form, press the primary: `act(values, reasons)` makes the act that is carried out.

    `finished(value)` gives what the act made, None when it was left. A refusal stands over the form; what was typed
    stays. With a `draft` the form survives Esc and a crash, and is offered back the next time it is opened.
    """

    def __init__(
        self,
        ctx: Context,
        words: Words,
        spec: FormSpec,
        act: Callable[[Mapping[str, Any], Mapping[str, str]], Act],
        *,
        draft: DraftKey | None = None,
        undo: bool = True,
        width: int = 640,
        form: FormView | None = None,
    ) -> None:
        super().__init__(ctx.parent, words.title, words.line, width=width)
        self.ctx, self.words, self.draft = ctx, words, draft
        self._act, self._undo = act, undo
        self._alerts: list[QWidget] = []
        self.form = form or FormView(spec, today=ctx.desk.today)
        self.save = primary(words.save)
        self._autosave: Autosave | None = None
        self.body.addWidget(self.form)
        self._foot_buttons()
        self.form.edited.connect(self._edited)
        self.form.stops_changed.connect(lambda _stops: self._place())

    def _foot_buttons(self) -> None:
        cancel = secondary(text("ui.felles.avbryt"))
        cancel.clicked.connect(self.leave)
        self.save.clicked.connect(self.submit)
        self.add_left(StopCount(self.form))
        self.add_right(cancel)
        self.add_right(self.save)

    def begin(self, values: Mapping[str, object] | None = None) -> FormDialog:
        """Show the saved values, put a draft back, open."""
        self.form.set_values(values or {}, clean=True)
        if self.draft is not None:
            self._keep_draft(self.draft)
        self.open()
        self.form.focus_first()
        return self

    # -- drafts ---------------------------------------------------------------------------------

    def _keep_draft(self, key: DraftKey) -> None:
        kept = self.ctx.drafts.find(key.form, key.record)
        if kept is not None:
            self.restore(kept)
        self._autosave = Autosave(self.form, self.ctx.drafts, self._describe)
        self._autosave.failed.connect(self.show_refusal)
        self.may_leave = self._leave_with_draft

    def restore(self, kept: Draft) -> None:
        """Put what was typed another day back, and say so; it can be thrown away."""
        self.form.set_raw(kept.values)
        note = Alert(AlertKind.INFO, text("ui.skjemavindu.utkast", nar=formats.moment(kept.saved_at.astimezone(OSLO))))
        note.add_button(text("ui.skjemavindu.forkast"), "trash-2").clicked.connect(self.discard)
        self._say_above(note)

    def discard(self) -> None:
        """Throw the draft away and close."""
        self._drop_draft()
        self.finish(None)

    def _describe(self) -> Draft:
        key = self.draft
        assert key is not None
        return Draft(key.form, key.record, key.base_version, key.title, self.ctx.desk.now, {})

    def _leave_with_draft(self) -> bool:
        if self._autosave is not None:
            self._autosave.flush()
            if self.form.dirty:
                self.ctx.window.say(text("ui.skjemavindu.utkast_lagret"))
        return True

    def _drop_draft(self) -> None:
        if self._autosave is not None:
            self._autosave.done()

    @property
    def typed_at(self) -> datetime:
        """When the form stands as it does: now."""
        return self.ctx.desk.now

    # -- saving ---------------------------------------------------------------------------------

    def submit(self) -> None:
        """Save, if nothing stops it."""
        self.clear_alerts()
        if self.save.isEnabled() and self.form.check():
            self.carry_out(self._act(self.form.values(), self.form.reasons))

    def carry_out(self, act: Act) -> None:
        """Carry out an act for this form; the dialog closes when it is through."""
        self.save.setEnabled(False)
        words = self.words
        self.ctx.write(
            act,
            owner=self,
            name=words.saving,
            done=self._done,
            failed=self.refused,
            said=words.said,
            undo=self._undo,
        )

    def _done(self, value: object) -> None:
        self._drop_draft()
        self.form.mark_clean()
        self.finish(True if value is None else value)

    def refused(self, error: RefusedError) -> None:
        """The act said no: what was typed stays."""
        self.save.setEnabled(True)
        self.show_refusal(error)

    def show_refusal(self, error: RefusedError) -> None:
        """Say over the form what was refused and how to mend it."""
        self.clear_alerts()
        for alert in fault_alerts(error):
            self._say_above(alert)

    def _say_above(self, alert: Alert) -> None:
        self._alerts.append(alert)
        self.body.insertWidget(len(self._alerts) - 1, alert)
        alert.show()
        self._place()

    def alerts(self) -> list[Alert]:
        """What stands over the form."""
        return [alert for alert in self._alerts if isinstance(alert, Alert)]

    def _edited(self, _key: str) -> None:
        """What was said of the last try no longer holds; the panel follows what is asked now."""
        self.clear_alerts()
        self._place()

    def clear_alerts(self) -> None:
        """Take away what was said over the form."""
        for alert in self._alerts:
            alert.hide()
            alert.deleteLater()
        self._alerts.clear()
