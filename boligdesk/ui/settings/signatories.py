"""Who signs leases for the landlord."""

from __future__ import annotations

from collections.abc import Callable, Mapping, Sequence
from typing import TYPE_CHECKING, Any

from PySide6.QtWidgets import QHBoxLayout

from ...rules.messages import msg
from ...rules.rights import Right
from ...texts import text
from ..parts.buttons import ghost, secondary
from ..parts.form_spec import FieldKind, FieldSpec, FormSpec, SectionSpec
from ..parts.labels import Label
from ..parts.table_model import CellKind, Column
from ..parts.table_view import Table
from ..record_tabs.form_dialog import FormDialog, Words
from ..shell.context import Context
from ..style import tokens
from .section import Group

if TYPE_CHECKING:
    from ...casework.core.changes import Done
    from ...casework.settings import SignatoryRow

_COLUMNS: tuple[Column[Any], ...] = (
    Column("navn", "ui.innst.navn", lambda row: row.name, CellKind.STRONG, 160, stretch=2),
    Column("tittel", "ui.innst.stilling", lambda row: row.title, stretch=2),
    Column("aktiv", "ui.innst.signerer", lambda row: text("ui.felles.ja") if row.active else text("ui.felles.nei")),
)
_SPEC = FormSpec(
    (
        SectionSpec(
            (
                FieldSpec("name", "ui.innst.navn", required=True),
                FieldSpec("title", "ui.innst.stilling"),
                FieldSpec("active", "ui.innst.signerer", FieldKind.YES_NO, required=True),
            )
        ),
    )
)

#: More than these are scrolled.
_MOST_ROWS = 5


class SignatoriesGroup(Group):
    """The list, and a form for each. One who has left is set to no and stays on old leases."""

    def __init__(self, ctx: Context, changed: Callable[[], object]) -> None:
        super().__init__(text("ui.innst.signatarer"))
        self._ctx, self._changed = ctx, changed
        self._rows: dict[int, SignatoryRow] = {}
        self.table = Table(_COLUMNS, name="signatarer", in_card=True)
        self.table.setAccessibleName(text("ui.innst.signatarer"))
        self.none = Label(text("ui.innst.ingen_signatar"), "body", "text2", wrap=True)
        self.none.hide()
        self.add(self.table)
        self.add(self.none)
        self.new = secondary(text("ui.innst.ny_signatar"), "plus", small=True)
        self.edit = ghost(text("ui.felles.rediger"), "pencil", small=True)
        row = QHBoxLayout()
        for button in (self.new, self.edit):
            row.addWidget(button)
        row.addStretch(1)
        self.add(row)
        for button in (self.new, self.edit):  # shown before it has a parent, a widget is a window
            button.setVisible(ctx.may(Right.SETTINGS_WRITE))
        self.new.clicked.connect(lambda: self._open(None))
        self.edit.clicked.connect(lambda: self._open_chosen(self.table.chosen_id))
        self.table.opened.connect(self._open_chosen)
        self.edit.setEnabled(False)
        self.table.chosen.connect(lambda chosen: self.edit.setEnabled(chosen is not None))

    def show_rows(self, rows: Sequence[SignatoryRow]) -> None:
        """Show the signatories; while there are none, what they are for."""
        self._rows = {row.id: row for row in rows}
        self.table.show_rows(self._rows)
        self.table.setFixedHeight(tokens.CARD_HEADER_H + min(len(rows), _MOST_ROWS) * self.table.row_height + 2)
        self.table.setVisible(bool(rows))
        self.edit.setVisible(bool(rows) and self._ctx.may(Right.SETTINGS_WRITE))
        self.none.setVisible(not rows)

    def _open_chosen(self, row_id: int | None) -> None:
        if row_id in self._rows and self._ctx.may(Right.SETTINGS_WRITE):
            self._open(self._rows[row_id])

    def _open(self, row: SignatoryRow | None) -> None:
        from ...casework import settings

        desk = self._ctx.desk

        def act(values: Mapping[str, Any], _reasons: Mapping[str, str]) -> Callable[[], Done[int]]:
            name, title = str(values["name"]), str(values["title"] or "")
            if row is None:
                return lambda: settings.add_signatory(desk, name, title)
            active = bool(values["active"])
            return lambda: settings.change_signatory(desk, row.id, row.version, name, title, active=active)

        title = text("ui.innst.ny_signatar") if row is None else row.name
        words = Words(title, text("ui.innst.signatarer"), text("ui.felles.lagre"), msg("ui.innst.signatarer"))
        dialog = FormDialog(self._ctx, words, _SPEC, act)
        dialog.finished.connect(lambda _value: self._changed())
        shown = {"name": row.name, "title": row.title, "active": row.active} if row else {"active": True}
        dialog.begin(shown)
