"""What each role may do in this office: a table of ticks."""

from __future__ import annotations

from collections.abc import Mapping

from PySide6.QtCore import Qt
from PySide6.QtWidgets import QCheckBox, QGridLayout

from ...rules.messages import RefusedError, msg
from ...rules.rights import Right
from ...rules.vocabulary import Role
from ...texts import enum_text, text
from ..parts.labels import Label
from ..shell.context import Context
from ..shell.messages import show_fault
from ..style import tokens
from .section import Section
from .users import ROLES

#: The names stand beside the ticks, and all ticks equally far apart, px.
_NAMES_W, _ROLE_W = 320, 128


class RightsSection(Section):
    """One tick per role and right; saved as it is set, in force when the person logs in next."""

    key = "tilganger"
    title = "ui.innst.tilganger"
    needs = Right.USER_WRITE

    def __init__(self, ctx: Context) -> None:
        super().__init__(ctx)
        self.boxes: dict[tuple[Role, Right], QCheckBox] = {}
        self.lead(text("ui.innst.tilganger_nar"))
        grid = QGridLayout()
        grid.setHorizontalSpacing(0)
        grid.setVerticalSpacing(0)
        for column, role in enumerate(ROLES, start=1):
            grid.addWidget(Label(enum_text(role), "header"), 0, column, Qt.AlignmentFlag.AlignHCenter)
        for line, right in enumerate(Right, start=1):
            grid.addWidget(Label(enum_text(right)), line, 0)
            grid.setRowMinimumHeight(line, tokens.FIELD_ROW_H)
            for column, role in enumerate(ROLES, start=1):
                grid.addWidget(self._box(role, right), line, column, Qt.AlignmentFlag.AlignHCenter)
        grid.setColumnMinimumWidth(0, _NAMES_W)
        for column in range(1, len(ROLES) + 1):
            grid.setColumnMinimumWidth(column, _ROLE_W)
        grid.setColumnStretch(len(ROLES) + 1, 1)
        self.column.addLayout(grid)
        self.column.addStretch(1)

    def _box(self, role: Role, right: Right) -> QCheckBox:
        box = QCheckBox()
        box.setAccessibleName(text("ui.innst.rolle_rett", rolle=enum_text(role), rett=enum_text(right)))
        box.setEnabled(False)
        box.clicked.connect(lambda: self._set(role, right, box.isChecked()))
        self.boxes[role, right] = box
        return box

    def load(self) -> None:
        self.ctx.jobs.read(self._ask, owner=self, topic="tilganger", done=self._show)

    def _ask(self) -> Mapping[Role, frozenset[Right]]:
        from ...casework.users import rights_table

        return rights_table(self.ctx.desk)

    def _show(self, table: Mapping[Role, frozenset[Right]]) -> None:
        for (role, right), box in self.boxes.items():
            box.setChecked(right in table[role])
            box.setEnabled(True)

    def _set(self, role: Role, right: Right, given: bool) -> None:
        from ...casework.users import set_right

        self.ctx.write(
            lambda: set_right(self.ctx.desk, role, right, given=given),
            owner=self,
            name=msg("ui.innst.tilganger"),
            failed=self._refused,
        )

    def _refused(self, error: RefusedError) -> None:
        show_fault(self.ctx.parent, error)
        self.load()
