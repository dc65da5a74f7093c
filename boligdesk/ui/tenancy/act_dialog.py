"""One form, one act: what every dialog on a running tenancy has in common.

What the rules say stands under the fields while one types. Esc keeps a draft. A refusal is shown in the dialog and
nothing that was typed is lost. When the tenancy was changed meanwhile, the dialog says by whom and goes on from there.
"""

from __future__ import annotations

from collections.abc import Callable, Mapping
from dataclasses import dataclass, replace
from typing import Any

from PySide6.QtWidgets import QVBoxLayout, QWidget

from ...casework.core.changes import Done
from ...casework.core.conflict import ConflictError
from ...casework.core.history_words import field_label
from ...casework.core.versions import Theirs
from ...casework.lease_choices import tenancy_versions
from ...rules.messages import Control, RefusedError, msg
from ...texts import render, text
from ..drafts import Draft
from ..parts.alerts import Alert, AlertKind
from ..parts.buttons import ghost, primary, secondary
from ..parts.dialog import DialogFrame
from ..parts.form import FormView, StopCount
from ..parts.form_spec import FormSpec
from ..shell.context import Context
from ..shell.messages import clock, fault_alerts
from ..style import tokens
from .keeping import DraftKeeper, Kept
from .papers import Paper, PaperShelf

CHECK_MS = 250
Question = Callable[[], Any]


@dataclass(frozen=True)
class Words:
    """What a dialog says of itself (catalogue codes): title, its act on the button, what was done."""

    title: str
    act: str
    said: str
    icon: str | None = None


@dataclass(frozen=True)
class About:
    """The tenancy a dialog is about: who and where, and the version it was opened on."""

    tenancy_id: int
    version: int
    line: str


class ActDialog(DialogFrame):
    """Subclasses give `spec()`, `question()`, `answered()`, `act()`; `finished` gives what the act returned."""

    form_key = ""

    def __init__(
        self,
        ctx: Context,
        about: About,
        words: Words,
        spec: FormSpec,
        *,
        width: int = 760,
        height: int = tokens.DIALOG_MAX_H,
    ) -> None:
        super().__init__(ctx.parent, text(words.title), about.line, width=width, height=height)
        self.ctx, self.about, self.words = ctx, about, words
        self._running, self._over = False, False
        self._messages: list[QWidget] = []
        self._top = QVBoxLayout()
        self.form = FormView(spec, today=ctx.desk.today)
        self.below = QVBoxLayout()
        self.below.setSpacing(tokens.S8)
        self.body.addLayout(self._top)
        self.body.addWidget(self.form)
        self.body.addLayout(self.below)
        self.body.addStretch(1)
        kept = Kept(f"leietakere.{self.form_key}", str(about.tenancy_id), self.accessibleName(), about.version)
        self.keeper = DraftKeeper(ctx, [self.form], kept, self)
        self.may_leave = self._may_leave
        self._make_foot()
        self.form.edited.connect(self._edited)
        self.form.stops_changed.connect(lambda _n: self._enable())
        ctx.jobs.crashed.connect(self._crashed)

    def _make_foot(self) -> None:
        self.keep_button = ghost(text("ui.felles.lagre_utkast"), "save")
        self.keep_button.clicked.connect(self._keep)
        self.add_left(self.keep_button)
        self.add_right(StopCount(self.form))
        self.go_button = primary(text(self.words.act), self.words.icon)
        self.go_button.clicked.connect(self.go)
        self.add_right(self.go_button)

    def begin(self) -> None:
        """Show the dialog: what is known, or an unfinished draft of it."""
        self.form.mark_clean()
        known = self.form.raw()
        draft = self.keeper.find()
        if draft is not None:
            self.keeper.restore(draft)
            self._say_restored(draft, known)
            if draft.base_version not in (None, self.about.version):
                self._tell_conflict(draft.base_version)
        self.open()
        self.form.focus_first()
        self.ask()

    def _say_restored(self, draft: Draft, known: Mapping[str, str]) -> None:
        alert = Alert(AlertKind.INFO, text("ui.kontrakt.utkast_hentet", dato=draft.saved_at.date()))
        alert.add_button(text("ui.kontrakt.begynn_pa_nytt")).clicked.connect(lambda: self._start_afresh(known))
        self.say(alert)

    def _start_afresh(self, known: Mapping[str, str]) -> None:
        self.keeper.done()
        self.form.set_raw(known)
        self.form.mark_clean()
        self.clear_messages()
        self.ask()

    # -- what subclasses say --------------------------------------------------------------------

    def question(self, values: Mapping[str, object]) -> Question | None:
        """What to ask the rules about what stands there (runs in the read lane); None when too little is said."""
        raise NotImplementedError

    def answered(self, answer: Any) -> None:
        """Show what the rules say."""
        raise NotImplementedError

    def act(self, values: Mapping[str, object]) -> Callable[[], Done[Any]]:
        """The act itself, ready for the write lane."""
        raise NotImplementedError

    def carried_out(self, value: Any) -> None:
        """The act is done; by default the dialog closes."""
        self.finish(value)

    # -- while typing ---------------------------------------------------------------------------

    def _edited(self, _key: str) -> None:
        self.ctx.jobs.soon(self.ask, owner=self, topic="sporsmal", delay_ms=CHECK_MS)

    def ask(self) -> None:
        """Ask the rules anew; an answer to an older question is dropped."""
        question = None if self._over else self.question(self.form.values())
        if question is not None:
            self.ctx.jobs.read(question, owner=self, topic="kontroll", done=self.answered, failed=self._refused)

    def show_controls(self, controls: tuple[Control, ...]) -> None:
        """Show what is said under its fields."""
        self.form.set_controls(controls)
        self._enable()

    def _enable(self) -> None:
        self.go_button.setEnabled(not self._running and not self.form.stops)

    # -- the act --------------------------------------------------------------------------------

    def go(self) -> None:
        """Carry it out, if nothing stops it."""
        if self._running or self._over or not self.form.check():
            return
        self._set_running(True)
        self.clear_messages()
        act = self.act(self.form.values())
        name = msg("ui.kontrakt.lagrer", hva=text(self.words.title))
        self.ctx.write(act, owner=self, name=name, done=self._done, failed=self._refused, said=text(self.words.said))

    def _set_running(self, running: bool) -> None:
        self._running = running
        self._enable()

    def _done(self, value: Any) -> None:
        self.keeper.done()
        self.form.mark_clean()
        self._set_running(False)
        self.carried_out(value)

    def _crashed(self, _error: object) -> None:
        self._set_running(False)

    def _refused(self, error: RefusedError) -> None:
        self._set_running(False)
        self.clear_messages()
        if isinstance(error, ConflictError):
            self._tell_conflict(self.about.version)
            return
        for alert in fault_alerts(error):
            self.say(alert)

    def say(self, alert: QWidget) -> None:
        """Put a message at the top of the dialog."""
        self._messages.append(alert)
        self._top.addWidget(alert)
        alert.show()

    def clear_messages(self) -> None:
        """Take the messages at the top away."""
        for message in self._messages:
            message.hide()
            message.deleteLater()
        self._messages = []

    # -- two people -----------------------------------------------------------------------------

    def _tell_conflict(self, base: int | None) -> None:
        self.ctx.jobs.read(
            lambda: tenancy_versions(self.ctx.desk, self.about.tenancy_id, base or 0),
            owner=self,
            topic="konflikt",
            done=self._show_conflict,
            failed=self.ctx.jobs.refused.emit,
        )

    def _show_conflict(self, theirs: Theirs) -> None:
        self.clear_messages()
        labels = [field_label("tenancy", field) for field in theirs.fields]
        changed = ", ".join(dict.fromkeys(render(label) for label in labels if label))
        when = clock(theirs.at) if theirs.at else ""
        alert = Alert(
            AlertKind.SOFT,
            text("ui.kontrakt.konflikt", hvem=theirs.who, klokka=when),
            text("ui.kontrakt.konflikt_felt", felt=changed or text("ui.kontrakt.konflikt_annet")),
        )
        alert.add_button(text("ui.kontrakt.konflikt_bruk"), "refresh-cw").clicked.connect(
            lambda: self.go_on_from(theirs.version)
        )
        self.say(alert)

    def go_on_from(self, version: int) -> None:
        """Take the tenancy as it is now; what was typed stands, and the rules are asked anew."""
        self.about = replace(self.about, version=version)
        self.keeper.kept = replace(self.keeper.kept, version=version)
        self.clear_messages()
        self.ask()

    # -- leaving --------------------------------------------------------------------------------

    def _keep(self) -> None:
        if self.keeper.save():
            self.ctx.window.say(text("ui.kontrakt.utkast_lagret"))

    def _may_leave(self) -> bool:
        if self._over:
            return True
        dirty = self.keeper.dirty
        if not self.keeper.save():
            return False
        if dirty:
            self.ctx.window.say(text("ui.kontrakt.utkast_lagret"))
        return True

    def show_papers(self, title: str, lines: tuple[str, ...], papers: tuple[Paper, ...], value: object) -> None:
        """The act is done: tell what happened, offer its papers, and close when the user is ready."""
        self._over = True
        self.form.hide()
        while (item := self.below.takeAt(0)) is not None:
            if (old := item.widget()) is not None:
                old.hide()
        self.say(Alert(AlertKind.DONE, title, "\n".join(lines)))
        self.shelf = PaperShelf(self.ctx, papers)
        self.below.addWidget(self.shelf)
        self.keep_button.hide()
        self.go_button.hide()
        close = secondary(text("ui.felles.lukk"))
        close.clicked.connect(lambda: self.finish(value))
        self.may_leave = lambda: self._leave_with(value)
        self.add_right(close)
        first = self.shelf.buttons[0] if self.shelf.buttons else close
        first.setFocus()

    def _leave_with(self, value: object) -> bool:
        self.finish(value)
        return False
