"""The second step of a settlement: who the cost is for, and what each is weighed by (meter, m², persons, parts)."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass, replace
from decimal import Decimal

from PySide6.QtCore import Qt, Signal
from PySide6.QtWidgets import QCheckBox, QGridLayout, QLineEdit, QVBoxLayout, QWidget

from ...casework.use_settlements import UsePlan, UseWish
from ...rules.reading.numbers import read_decimal, read_ore
from ...rules.use_settlement import ShareKey
from ...texts import formats, text
from ..parts.labels import ElidedLabel, Label
from ..style import tokens, type

_FIELD_W = 116
_UNITS: Mapping[ShareKey, str] = {
    ShareKey.METER: "ui.avregning.enhet_maler",
    ShareKey.AREA: "ui.avregning.enhet_areal",
    ShareKey.PERSONS: "ui.avregning.enhet_personer",
    ShareKey.FIXED: "ui.avregning.enhet_fast",
}
#: What the landlord used himself is typed for these.
_OFFICE = frozenset({ShareKey.METER, ShareKey.FIXED})


@dataclass(frozen=True)
class _Row:
    tenancy_id: int
    unit_id: int
    taken: QCheckBox
    weight: QLineEdit | None
    elsewhere: QLineEdit


class ShareGrid(QWidget):
    """A line for each tenancy of a plan. What somebody typed stays when the plan is read again."""

    edited = Signal()

    def __init__(self) -> None:
        super().__init__()
        self._column = QVBoxLayout(self)
        self._column.setContentsMargins(0, 0, 0, 0)
        self._about = Label("", colour="text2", wrap=True)
        self._column.addWidget(self._about)
        self._holder = QWidget()
        self._column.addWidget(self._holder)
        self._column.addStretch(1)
        self.rows: list[_Row] = []
        self.office: QLineEdit | None = None

    def show_plan(self, plan: UsePlan) -> None:
        """The tenancies of a plan, with what the register says of them."""
        self._holder.hide()
        self._holder.deleteLater()
        self._holder = QWidget()
        grid = QGridLayout(self._holder)
        grid.setContentsMargins(tokens.S8, tokens.S8, tokens.S8, tokens.S8)  # room for the ring of the keyboard
        grid.setHorizontalSpacing(tokens.S12)
        grid.setVerticalSpacing(tokens.S8)
        grid.setColumnStretch(1, 1)
        unit = _UNITS.get(plan.wish.key)
        self._about.setText(text("ui.avregning.andeler_om"))
        self._headings(grid, unit)
        self.rows, self.office = [], None
        for at, line in enumerate(plan.lines, start=1):
            name = " · ".join((line.tenant, line.address))
            taken = QCheckBox()
            taken.setChecked(True)
            taken.setAccessibleName(text("ui.avregning.med_i", navn=name))
            weight = self._field(text(unit), name, _plain(line.weight)) if unit else None
            elsewhere = self._field(text("ui.avregning.annet_sted"), name, "")
            row = _Row(line.tenancy_id, line.unit_id, taken, weight, elsewhere)
            taken.toggled.connect(lambda on, row=row: self._toggle(row, on))
            words = ElidedLabel(name, fill=True)
            stay = Label(text("ui.avregning.dager", fra=line.stay.start, til=line.stay.end), "caption", "text2")
            for column, widget in enumerate((taken, words, stay, weight, elsewhere)):
                if widget is not None:
                    grid.addWidget(widget, at, column)
            self.rows.append(row)
        if plan.wish.key in _OFFICE and unit:
            self._office_row(grid, len(plan.lines) + 1, text(unit))
        self._column.insertWidget(1, self._holder)

    def _headings(self, grid: QGridLayout, unit: str | None) -> None:
        heads = ("", text("ui.leiekrav.leietaker"), text("ui.avregning.bodde"), text(unit) if unit else "")
        for column, words in enumerate((*heads, text("ui.avregning.annet_sted"))):
            if words:
                grid.addWidget(Label(words, "label", "text2"), 0, column)

    def _field(self, what: str, name: str, shown: str) -> QLineEdit:
        field = QLineEdit(shown)
        field.setFont(type.font("body"))
        field.setFixedWidth(_FIELD_W)
        field.setAlignment(Qt.AlignmentFlag.AlignRight)
        field.setAccessibleName(text("ui.avregning.felt_for", hva=what, navn=name))
        field.textChanged.connect(lambda _text: self.edited.emit())
        return field

    def _office_row(self, grid: QGridLayout, at: int, unit: str) -> None:
        words = text("ui.avregning.utleier")
        self.office = self._field(unit, words, "0")
        grid.addWidget(Label(words), at, 1)
        grid.addWidget(self.office, at, 3)

    def _toggle(self, row: _Row, on: bool) -> None:
        """The whole home is in or out, whoever of its tenants is ticked."""
        for other in self.rows:
            if other.unit_id == row.unit_id:
                other.taken.setChecked(on)
                for field in (other.weight, other.elsewhere):
                    if field is not None:
                        field.setEnabled(on)
        self.edited.emit()

    def focus_first(self) -> None:
        """The keyboard to the first number that is asked for, else to the first tick."""
        fields = [row.weight or row.taken for row in self.rows]
        if fields:
            fields[0].setFocus()

    @property
    def readable(self) -> bool:
        """Whether everything typed can be read as a number."""
        weights = [row.weight for row in self.rows if row.weight is not None]
        fields = [*weights, *([self.office] if self.office else [])]
        numbers = all(not one.text().strip() or _number(one) is not None for one in fields)
        return numbers and all(not r.elsewhere.text().strip() or _ore(r.elsewhere) is not None for r in self.rows)

    def wish(self, wish: UseWish) -> UseWish:
        """The wish with what is typed here."""
        weights = {
            row.tenancy_id: number for row in self.rows if row.weight and (number := _number(row.weight)) is not None
        }
        elsewhere = {row.tenancy_id: ore for row in self.rows if (ore := _ore(row.elsewhere))}
        out = frozenset(row.unit_id for row in self.rows if not row.taken.isChecked())
        office = (_number(self.office) if self.office else None) or Decimal(0)
        return replace(wish, weights=weights, elsewhere=elsewhere, left_out=out, office_weight=office)


def _plain(weight: Decimal | None) -> str:
    return "" if weight is None else formats.number(round(weight, 2).normalize() + Decimal(0))


def _number(field: QLineEdit) -> Decimal | None:
    value = read_decimal(field.text()).value
    return value if value is not None and value >= 0 else None


def _ore(field: QLineEdit) -> int | None:
    value = read_ore(field.text()).value
    return value if value is not None and value >= 0 else None
