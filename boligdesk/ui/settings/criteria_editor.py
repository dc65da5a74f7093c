"""A criteria set opened: readable at the left, its text at the right; a draft can be changed in both."""

from __future__ import annotations

from functools import partial
from pathlib import Path
from typing import TYPE_CHECKING

from PySide6.QtCore import Qt
from PySide6.QtWidgets import QFileDialog, QHBoxLayout

from ...rules.allocation.sets import CriteriaSet
from ...rules.allocation.written import to_toml
from ...rules.messages import RefusedError, msg
from ...rules.rights import Right
from ...texts import enum_text, text
from ..parts.buttons import ButtonKind, primary, secondary
from ..parts.dialog import Choice, DialogFrame, ask
from ..shell.context import Context
from ..shell.messages import show_fault
from ..style import tokens
from .criteria_change import CriterionDialog
from .criteria_text import CriteriaText
from .criteria_trial import TrialDialog
from .criteria_view import CriteriaView

if TYPE_CHECKING:
    from ...casework.criteria_sets import SetView
    from ...casework.rule_trial import Trial


class CriteriaEditor(DialogFrame):
    """`finished(True)` when something was saved. Only a draft can be changed: what is adopted stays as it was."""

    def __init__(self, ctx: Context, view: SetView) -> None:
        line = f"{view.line.key} · {enum_text(view.line.state)}"
        super().__init__(ctx.parent, view.line.criteria.name, line, width=1260, height=800, scroll=False)
        self.ctx, self._line_of_set, self._saved = ctx, view.line, view.text
        self._number, self._changed = view.line.number, False
        editable = view.line.editable and ctx.may(Right.CRITERIA_WRITE)
        self.view = CriteriaView(self.change if editable else None)
        self.text = CriteriaText(view.text, f"{view.line.key}.toml", read_only=not editable)
        row = QHBoxLayout()
        row.setSpacing(tokens.S16)
        row.addWidget(self.view, 1)
        row.addWidget(self.text, 1)
        self.body.addLayout(row)
        self.save = primary(text("ui.kriterier.lagre"), "save")
        self.try_it = secondary(text("ui.kriterier.prov"), "split")
        self._foot_buttons(editable)
        self.text.read.connect(self.view.show_set)
        self.text.edited.connect(self._stand)
        self.may_leave = self._may_leave
        self.text.check()

    def _foot_buttons(self, editable: bool) -> None:
        export = secondary(text("ui.kriterier.til_fil"), "download")
        close = secondary(text("ui.felles.lukk"))
        for button, act in (
            (self.try_it, self._try),
            (export, self._export),
            (close, self.leave),
            (self.save, self.submit),
        ):
            button.clicked.connect(lambda _checked=False, act=act: act())
        if self.ctx.may(Right.CRITERIA_WRITE):
            self.add_left(self.try_it)
        self.add_left(export)
        self.add_right(close)
        if editable:
            self.add_right(self.save)

    @property
    def dirty(self) -> bool:
        """Whether the text is another than the one kept."""
        return self.text.text != self._saved

    def _stand(self) -> None:
        readable = self.text.criteria is not None
        self.save.setEnabled(readable and self.dirty)
        self.try_it.setEnabled(readable)

    # -- changing -------------------------------------------------------------------------------

    def change(self, key: str) -> None:
        """Open one demand as a form; its answer is written into the text."""
        self.text.check()
        if self.text.criteria is not None:
            dialog = CriterionDialog(self.ctx.parent, self.text.criteria, key, self.ctx.desk.today)
            dialog.finished.connect(self._take)
            dialog.open(dialog.title)

    def _take(self, changed: object) -> None:
        if isinstance(changed, CriteriaSet) and changed != self.text.criteria:
            self.text.put(to_toml(changed))

    def submit(self) -> None:
        """Keep the draft as a new version."""
        from ...casework.criteria_sets import save_set

        self.text.check()
        if self.text.criteria is None or not self.dirty:
            return
        kept = self.text.text
        self.ctx.write(
            partial(save_set, self.ctx.desk, self._line_of_set.key, kept, self._number),
            owner=self,
            name=msg("ui.kriterier.lagrer"),
            done=lambda number: self._kept(kept, number),
            failed=self._refused,
            said=text("ui.kriterier.lagret"),
        )

    def _kept(self, kept: str, number: int) -> None:
        self._saved, self._number, self._changed = kept, number, True
        self._stand()

    def _refused(self, error: RefusedError) -> None:
        show_fault(self.ctx.parent, error)

    def leave(self) -> None:
        """Close; whoever opened it is told whether something was saved."""
        if self.may_leave():
            self.finish(self._changed or None)

    def _may_leave(self) -> bool:
        if not self.dirty:
            return True
        ask(
            self.ctx.parent,
            text("ui.kriterier.ulagret"),
            text("ui.kriterier.ulagret_hva"),
            [
                Choice("bli", text("ui.innst.bli")),
                Choice("forkast", text("ui.innst.forkast"), ButtonKind.DANGER),
            ],
            lambda answer: self.finish(self._changed or None) if answer == "forkast" else None,
        )
        return False

    # -- trying and giving away -----------------------------------------------------------------

    def _try(self) -> None:
        from ...casework.rule_trial import try_rules

        tried = self.text.text
        self.try_it.setEnabled(False)
        self.ctx.jobs.read(
            lambda: try_rules(self.ctx.desk, tried),
            owner=self,
            topic="prove",
            done=self._tried,
            failed=self._refused,
        )

    def _tried(self, trial: Trial) -> None:
        self._stand()
        dialog = TrialDialog(self.ctx, trial)
        dialog.open(dialog.table)

    def _export(self) -> None:
        dialog = QFileDialog(self.window(), text("ui.kriterier.til_fil"))
        dialog.setAcceptMode(QFileDialog.AcceptMode.AcceptSave)
        dialog.setNameFilter(text("ui.kriterier.filter"))
        dialog.setDefaultSuffix("toml")
        dialog.selectFile(f"{self._line_of_set.key}.toml")
        dialog.setAttribute(Qt.WidgetAttribute.WA_DeleteOnClose)
        dialog.fileSelected.connect(lambda name: self.export_to(Path(name)))
        dialog.open()

    def export_to(self, path: Path) -> None:
        """Write the set, as it was last kept, to a file."""
        from ...casework.criteria_sets import export_file

        self.ctx.jobs.read(
            lambda: export_file(self.ctx.desk, self._line_of_set.key, path),
            owner=self,
            topic="fil",
            done=lambda _nothing: self.ctx.window.say(text("ui.kriterier.skrevet", fil=path.name)),
            failed=self._refused,
        )
