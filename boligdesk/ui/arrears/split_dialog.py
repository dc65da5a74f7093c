"""One payment for several tenants: an amount for each, and nothing may be left over."""

from __future__ import annotations

from collections import Counter
from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from functools import partial
from pathlib import Path

from PySide6.QtCore import Qt
from PySide6.QtWidgets import QGridLayout, QHBoxLayout, QLineEdit, QWidget

from ...casework.arrears_list import ArrearsRow
from ...casework.payment_lists import AccountName, LineCard, account_names
from ...casework.payment_parts import SplitPlan, read_split
from ...casework.payment_sorting import KeptList, Part, Sorting, sort_line
from ...rules.messages import RefusedError, msg
from ...rules.reading import read_ore
from ...texts import formats, text
from ..importing.choose import ask_for_file
from ..parts.alerts import Alert, AlertKind
from ..parts.buttons import icon_button, primary, secondary
from ..parts.dialog import DialogFrame
from ..parts.labels import ElidedLabel, Label
from ..shell.context import Context
from ..shell.messages import fault_alerts
from ..style import tokens, type
from .account_picker import home_of, pick_account
from .sorting_forms import about_line, account_line

_AMOUNT_W = 130


@dataclass
class _Line:
    """An account with the field of its amount."""

    account_id: int
    field: QLineEdit
    widgets: tuple[QWidget, ...]

    @property
    def ore(self) -> int | None:
        """The amount as typed, in øre; None while it cannot be read."""
        return read_ore(self.field.text()).value


@dataclass(frozen=True)
class _Listed:
    """The payer's list as it was read, the accounts it names, and the file itself."""

    plan: SplitPlan
    names: Mapping[int, AccountName]
    kept: KeptList


class SplitDialog(DialogFrame):
    """A line per account with its amount; what is left is told all the time."""

    def __init__(self, ctx: Context, card: LineCard) -> None:
        super().__init__(ctx.parent, text("ui.innbetaling.del_tittel"), about_line(card.row), width=720, height=560)
        self.ctx, self.card = ctx, card
        self.lines: list[_Line] = []
        self._alerts: list[Alert] = []
        self._grid = QGridLayout()
        self._grid.setVerticalSpacing(tokens.S8)
        self._grid.setHorizontalSpacing(tokens.S12)
        self._grid.setColumnStretch(0, 1)
        self.add = secondary(text("ui.innbetaling.legg_til"), "plus", small=True)
        self.add.clicked.connect(lambda: pick_account(ctx, self._picked, about_line(card.row)))
        self.from_list = secondary(text("ui.innbetaling.les_liste"), "upload", small=True)
        self.from_list.clicked.connect(lambda: ask_for_file(ctx.parent, self.read_list))
        self.kept: KeptList | None = None
        self.left = Label("", "h4")
        self.body.addLayout(self._grid)
        ways = QHBoxLayout()
        ways.setSpacing(tokens.S8)
        ways.addWidget(self.add)
        ways.addWidget(self.from_list)
        ways.addStretch(1)
        self.body.addLayout(ways)
        self.body.addStretch(1)
        self._foot_buttons()
        for account, ore in card.shares:
            self.add_line(account.account_id, account_line(account), ore)
        self._tell()

    def _foot_buttons(self) -> None:
        cancel = secondary(text("ui.felles.avbryt"))
        cancel.clicked.connect(self.leave)
        self.save = primary(text("ui.innbetaling.fordel"), "split")
        self.save.clicked.connect(self.submit)
        self.add_left(self.left)
        self.add_right(cancel)
        self.add_right(self.save)

    # -- the payer's own list -------------------------------------------------------------------

    def read_list(self, path: Path) -> None:
        """Take the parts from the list that came with the payment; it is kept as it came."""
        desk, line_id = self.ctx.desk, self.card.row.id

        def read() -> _Listed:
            plan = read_split(desk, line_id, path)
            found = sorted({row.account_id for row in plan.rows if row.account_id is not None})
            return _Listed(plan, account_names(desk, found), KeptList(path.name, path.read_bytes()))

        self.ctx.jobs.read(read, owner=self, topic="liste", done=self._listed, failed=self._refused)

    def _listed(self, found: _Listed) -> None:
        for line in list(self.lines):
            self._remove(line)
        self.kept = found.kept
        sums: Counter[int] = Counter()
        for row in found.plan.rows:
            if row.account_id in found.names:
                sums[row.account_id] += row.amount_ore  # type: ignore[index]
        for account_id, ore in sums.items():
            self.add_line(account_id, account_line(found.names[account_id]), ore)
        unknown = [row for row in found.plan.rows if row.account_id not in found.names]
        told = ", ".join(f"{row.name} {formats.kroner(row.amount_ore)}".strip() for row in unknown)
        self._say([Alert(AlertKind.SOFT, text("ui.innbetaling.ikke_funnet"), told)] if unknown else [])

    # -- the lines ------------------------------------------------------------------------------

    def _picked(self, row: ArrearsRow) -> None:
        if all(line.account_id != row.id for line in self.lines):
            name = " · ".join((", ".join(row.home.tenants), home_of(row), row.home.number))
            self.add_line(row.id, name, max(0, self._left()))
            self.lines[-1].field.setFocus()
            self.lines[-1].field.selectAll()

    def add_line(self, account_id: int, name: str, ore: int) -> None:
        """An account gets a part; `ore` is proposed."""
        field = QLineEdit(formats.amount(ore) if ore else "")
        field.setFont(type.font("body"))
        field.setFixedWidth(_AMOUNT_W)
        field.setAlignment(Qt.AlignmentFlag.AlignRight)
        field.setAccessibleName(text("ui.innbetaling.belop_til", navn=name))
        field.textChanged.connect(lambda _text: self._tell())
        label, remove = ElidedLabel(name, fill=True), icon_button("x", text("ui.innbetaling.ta_bort", navn=name))
        line = _Line(account_id, field, (label, field, remove))
        remove.clicked.connect(lambda: self._remove(line))
        at = self._grid.rowCount()
        for column, widget in enumerate(line.widgets):
            self._grid.addWidget(widget, at, column)
        self.lines.append(line)
        self._tell()

    def _remove(self, line: _Line) -> None:
        self.lines.remove(line)
        for widget in line.widgets:
            self._grid.removeWidget(widget)
            widget.hide()
            widget.deleteLater()
        self.add.setFocus()
        self._tell()

    def _left(self) -> int:
        return (self.card.row.amount_ore or 0) - sum(line.ore or 0 for line in self.lines)

    def _tell(self) -> None:
        left = self._left()
        self.left.setText(text("ui.innbetaling.igjen", sum=left) if left else text("ui.innbetaling.alt_fordelt"))
        self.save.setEnabled(not left and bool(self.lines) and all(line.ore for line in self.lines))

    def submit(self) -> None:
        """Book the parts, if they are the whole payment."""
        if not self.save.isEnabled():
            return
        row = self.card.row
        parts = tuple(Part(line.account_id, line.ore or 0) for line in self.lines)
        self.save.setEnabled(False)
        self.ctx.write(
            partial(sort_line, self.ctx.desk, Sorting(row.id, row.version, parts, list_file=self.kept)),
            owner=self,
            name=msg("ui.innbetaling.lagrer"),
            said=text("ui.innbetaling.er_fort"),
            done=lambda _ids: self.finish(True),
            failed=self._refused,
        )

    def _refused(self, error: RefusedError) -> None:
        self._say(fault_alerts(error))
        self._tell()

    def _say(self, alerts: Sequence[Alert]) -> None:
        for old in self._alerts:
            old.hide()
            old.deleteLater()
        self._alerts = list(alerts)
        for at, alert in enumerate(alerts):
            self.body.insertWidget(at, alert)


def split_dialog(ctx: Context, card: LineCard) -> SplitDialog:
    """Open the split of a payment over the window."""
    dialog = SplitDialog(ctx, card)
    dialog.open(dialog.lines[0].field if dialog.lines else dialog.add)
    return dialog
