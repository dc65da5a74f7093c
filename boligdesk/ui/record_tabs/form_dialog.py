"""A dialog that holds a declared form: it checks, saves through an act, shows refusals, and keeps a draft (E11)."""

from __future__ import annotations

from collections.abc import Callable, Mapping
from dataclasses import dataclass, replace
from typing import TYPE_CHECKING, Any

from PySide6.QtWidgets import QVBoxLayout

from ...rules.messages import Message, RefusedError
from ...texts import formats, text
from ..drafts import Draft, DraftKeeper, DraftKey
from ..parts.alerts import Alert, AlertKind
from ..parts.buttons import primary, secondary
from ..parts.dialog import DialogFrame
from ..parts.form import FormView, StopCount
from ..parts.form_spec import FormSpec
from ..shell.context import Context
from ..shell.messages import OSLO, fault_alerts
from ..style import tokens

if TYPE_CHECKING:
    from ...casework.core.changes import Done

Act = Callable[[], "Done[Any]"]


@dataclass(frozen=True)
class Words:
    """The words of a form dialog, ready to show. `saving` says what is being saved when the window closes meanwhile."""

    title: str
    line: str
    save: str
    saving: Message
    said: str = ""


def keep_and_say(ctx: Context, keeper: DraftKeeper) -> bool:
    """Keep what is typed as a draft, and say so where there is anything; False when the disk says no."""
    dirty = keeper.dirty
    if not keeper.save():
        return False
    if dirty:
        ctx.window.say(text("ui.skjemavindu.utkast_lagret"))
    return True


class FormFrame(DialogFrame):
    """A form in a dialog: what is said stands over it, one act at a time, and what is typed survives Esc and a crash.

    Subclasses say what `submit` carries out, and put `save` in the foot.
    """

    def __init__(
        self, ctx: Context, words: Words, form: FormView, *, width: int, height: int = 0, icon: str | None = None
    ) -> None:
        super().__init__(ctx.parent, words.title, words.line, width=width, height=height)
        self.ctx, self.words, self.form = ctx, words, form
        self.keeper: DraftKeeper | None = None
        self.undo = False
        self._running = False
        self._alerts: list[Alert] = []
        self._above = QVBoxLayout()
        self._above.setSpacing(tokens.S8)
        self.body.addLayout(self._above)
        self.body.addWidget(form)
        self.save = primary(words.save, icon)
        self.save.clicked.connect(self.submit)
        ctx.jobs.crashed.connect(self._crashed)

    def submit(self) -> None:
        """Save, if nothing stops it."""
        raise NotImplementedError

    # -- what is said over the form -------------------------------------------------------------

    def say(self, alert: Alert) -> None:
        """Put a message over the form."""
        self._alerts.append(alert)
        self._above.addWidget(alert)
        alert.show()
        self._place()

    def alerts(self) -> list[Alert]:
        """What stands over the form."""
        return list(self._alerts)

    def clear_alerts(self) -> None:
        """Take away what was said over the form."""
        for alert in self._alerts:
            alert.hide()
            alert.deleteLater()
        self._alerts.clear()

    # -- the act --------------------------------------------------------------------------------

    def carry_out(self, act: Act) -> None:
        """Carry out an act for this form; while it runs there is no other."""
        self._running = True
        self.enable()
        words = self.words
        self.ctx.write(
            act,
            owner=self,
            name=words.saving,
            done=self._done,
            failed=self.refused,
            said=words.said,
            undo=self.undo,
        )

    def enable(self) -> None:
        """The primary can be pressed while no act is under way."""
        self.save.setEnabled(not self._running)

    def ready(self) -> None:
        """The act is over, well or not: another can begin."""
        self._running = False
        self.enable()

    def _crashed(self, _error: object) -> None:
        self.ready()

    def _done(self, value: object) -> None:
        self.drop_draft()
        self.form.mark_clean()
        self.ready()
        self.carried_out(value)

    def carried_out(self, value: Any) -> None:
        """The act is done; by default the dialog closes."""
        self.finish(True if value is None else value)

    def refused(self, error: RefusedError) -> None:
        """The act said no: what was typed stays."""
        self.ready()
        self.show_refusal(error)

    def show_refusal(self, error: RefusedError) -> None:
        """Say over the form what was refused and how to mend it."""
        self.clear_alerts()
        for alert in fault_alerts(error):
            self.say(alert)
        self.scroll_to_top()  # whoever pressed the primary may stand far down in the form

    # -- drafts ---------------------------------------------------------------------------------

    def keep_draft(self, key: DraftKey) -> DraftKeeper:
        """From now on the form is kept as a draft."""
        keeper = self.keeper = DraftKeeper([self.form], self.ctx.drafts, key, lambda: self.ctx.desk.now, self)
        keeper.failed.connect(self.show_refusal)
        self.may_leave = self.leave_with_draft
        return keeper

    def begun_on(self, version: int) -> None:
        """The form stands on this version of the record from now on, and so does its draft."""
        if self.keeper is not None:
            self.keeper.key = replace(self.keeper.key, base_version=version)

    def leave_with_draft(self) -> bool:
        """Keep what is typed, and say so; the dialog stays when the disk says no."""
        return self.keeper is None or keep_and_say(self.ctx, self.keeper)

    def drop_draft(self) -> None:
        """Saved or given up: no draft is left."""
        if self.keeper is not None:
            self.keeper.done()


class FormDialog(FormFrame):
    """Fill a form, press the primary: `act(values, reasons)` makes the act that is carried out.

    `finished(value)` gives what the act made, None when it was left. With a `draft` the form is offered back the
    next time it is opened.
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
        super().__init__(ctx, words, form or FormView(spec, today=ctx.desk.today), width=width)
        self.draft, self.undo, self._act = draft, undo, act
        self._foot_buttons()
        self.form.edited.connect(self._edited)
        self.form.stops_changed.connect(lambda _stops: self._place())

    def _foot_buttons(self) -> None:
        cancel = secondary(text("ui.felles.avbryt"))
        cancel.clicked.connect(self.leave)
        self.add_left(StopCount(self.form))
        self.add_right(cancel)
        self.add_right(self.save)

    def begin(self, values: Mapping[str, object] | None = None) -> FormDialog:
        """Show the saved values, put a draft back, open."""
        self.form.set_values(values or {}, clean=True)
        if self.draft is not None:
            kept = self.keep_draft(self.draft).find()
            if kept is not None:
                self.restore(kept)
        self.open()
        self.form.focus_first()
        return self

    def restore(self, kept: Draft) -> None:
        """Put what was typed another day back, and say so, and whether the record is another by now."""
        older = self.draft is not None and kept.base_version != self.draft.base_version
        if self.keeper is not None:
            self.keeper.restore(kept)
        when = text("ui.skjemavindu.utkast", nar=formats.moment(kept.saved_at.astimezone(OSLO)))
        note = Alert(AlertKind.INFO, when)
        if older:
            note = Alert(AlertKind.SOFT, when, text("ui.skjemavindu.utkast_eldre"))
        note.add_button(text("ui.skjemavindu.forkast"), "trash-2").clicked.connect(self.discard)
        self.say(note)

    def discard(self) -> None:
        """Throw the draft away and close."""
        self.drop_draft()
        self.finish(None)

    def submit(self) -> None:
        """Save, if nothing stops it."""
        self.clear_alerts()
        if self.save.isEnabled() and self.form.check():
            self.carry_out(self._act(self.form.values(), self.form.reasons))

    def _edited(self, _key: str) -> None:
        """What was said of the last try no longer holds; the panel follows what is asked now."""
        self.clear_alerts()
        self._place()
