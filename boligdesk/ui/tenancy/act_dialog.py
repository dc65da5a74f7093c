"""What every dialog on a running tenancy has in common, beyond being a form with one act.

What the rules say stands under the fields while one types. When the tenancy was changed meanwhile, the dialog says by
whom and goes on from there. What was made can be printed at once.
"""

from __future__ import annotations

from collections.abc import Callable, Mapping
from dataclasses import dataclass, replace
from typing import Any

from PySide6.QtWidgets import QVBoxLayout

from ...casework.core.changes import Done
from ...casework.core.conflict import ConflictError
from ...casework.core.history_words import field_label
from ...casework.core.versions import Theirs
from ...casework.lease_choices import tenancy_versions
from ...rules.messages import Control, RefusedError, msg
from ...texts import render, text
from ..drafts import Draft, DraftKey
from ..layout_items import widget_of
from ..parts.alerts import Alert, AlertKind
from ..parts.buttons import ghost, secondary
from ..parts.form import FormView, StopCount
from ..parts.form_spec import FormSpec
from ..record_tabs.form_dialog import FormFrame
from ..record_tabs.form_dialog import Words as FormWords
from ..shell.context import Context
from ..shell.messages import clock
from ..style import tokens
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


class ActDialog(FormFrame):
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
        form = FormView(spec, today=ctx.desk.today)
        super().__init__(ctx, _in_words(words, about), form, width=width, height=height, icon=words.icon)
        self.about = about
        self._over = False
        self.below = QVBoxLayout()
        self.below.setSpacing(tokens.S8)
        self.body.addLayout(self.below)
        self.body.addStretch(1)
        self.keep_draft(
            DraftKey(f"leietakere.{self.form_key}", self.accessibleName(), str(about.tenancy_id), about.version)
        )
        self._make_foot()
        self.form.edited.connect(self._edited)
        self.form.stops_changed.connect(lambda _n: self.enable())

    def _make_foot(self) -> None:
        self.keep_button = ghost(text("ui.felles.lagre_utkast"), "save")
        self.keep_button.clicked.connect(self._keep)
        self.add_left(self.keep_button)
        self.add_right(StopCount(self.form))
        self.add_right(self.save)

    def begin(self) -> None:
        """Show the dialog: what is known, or an unfinished draft of it."""
        self.form.mark_clean()
        draft = self.keeper.find() if self.keeper else None
        if draft is not None:
            self._restore(draft)
        self.open()
        self.form.focus_first()
        self.ask()

    def _restore(self, draft: Draft) -> None:
        known = self.form.raw()
        if self.keeper is not None:
            self.keeper.restore(draft)
        alert = Alert(AlertKind.INFO, text("ui.kontrakt.utkast_hentet", dato=draft.saved_at.date()))
        alert.add_button(text("ui.kontrakt.begynn_pa_nytt")).clicked.connect(lambda: self._start_afresh(known))
        self.say(alert)
        if draft.base_version not in (None, self.about.version):
            self._tell_conflict(draft.base_version)

    def _start_afresh(self, known: Mapping[str, str]) -> None:
        self.drop_draft()
        self.form.set_raw(known)
        self.form.mark_clean()
        self.begun_on(self.about.version)
        self.clear_alerts()
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

    # -- while typing ---------------------------------------------------------------------------

    def _edited(self, _key: str) -> None:
        self.ctx.jobs.soon(self.ask, owner=self, topic="sporsmal", delay_ms=CHECK_MS)

    def ask(self) -> None:
        """Ask the rules anew; an answer to an older question is dropped."""
        question = None if self._over else self.question(self.form.values())
        if question is not None:
            self.ctx.jobs.read(question, owner=self, topic="kontroll", done=self.answered, failed=self.refused)

    def show_controls(self, controls: tuple[Control, ...]) -> None:
        """Show what is said under its fields."""
        self.form.set_controls(controls)
        self.enable()

    # -- the act --------------------------------------------------------------------------------

    def enable(self) -> None:
        """The primary can be pressed while no act is under way and nothing stops it."""
        self.save.setEnabled(not self._running and not self.form.stops)

    def submit(self) -> None:
        """Carry it out, if nothing stops it."""
        if self._running or self._over or not self.form.check():
            return
        self.clear_alerts()
        self.carry_out(self.act(self.form.values()))

    def refused(self, error: RefusedError) -> None:
        """Another has changed the tenancy meanwhile: say by whom; else say what was refused."""
        if isinstance(error, ConflictError):
            self.ready()
            self._tell_conflict(self.about.version)
        else:
            super().refused(error)

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
        self.clear_alerts()
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
        self.begun_on(version)
        self.clear_alerts()
        self.ask()

    # -- leaving --------------------------------------------------------------------------------

    def _keep(self) -> None:
        if self.keeper is not None and self.keeper.save():
            self.ctx.window.say(text("ui.skjemavindu.utkast_lagret"))

    def show_papers(self, title: str, lines: tuple[str, ...], papers: tuple[Paper, ...], value: object) -> None:
        """The act is done: tell what happened, offer its papers, and close when the user is ready."""
        self._over = True
        self.form.hide()
        while (item := self.below.takeAt(0)) is not None:
            if (old := widget_of(item)) is not None:
                old.hide()
        self.say(Alert(AlertKind.DONE, title, "\n".join(lines)))
        self.shelf = PaperShelf(self.ctx, papers)
        self.below.addWidget(self.shelf)
        self.keep_button.hide()
        self.save.hide()
        close = secondary(text("ui.felles.lukk"))
        close.clicked.connect(lambda: self.finish(value))
        self.may_leave = lambda: self._leave_with(value)
        self.add_right(close)
        first = self.shelf.buttons[0] if self.shelf.buttons else close
        first.setFocus()

    def _leave_with(self, value: object) -> bool:
        self.finish(value)
        return False


def _in_words(words: Words, about: About) -> FormWords:
    title = text(words.title)
    return FormWords(title, about.line, text(words.act), msg("ui.kontrakt.lagrer", hva=title), text(words.said))
