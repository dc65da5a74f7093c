"""One of the three columns: what is left to live on, and under it the fields of what the home costs."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from dataclasses import dataclass

from PySide6.QtCore import QRectF, Signal
from PySide6.QtGui import QPainter, QPaintEvent, QPen
from PySide6.QtWidgets import QHBoxLayout, QVBoxLayout, QWidget

from ...rules.allocation.assessment import Eligibility
from ...rules.bostotte.household import HomeTenure
from ...rules.budget.lines import CostKind, Entry
from ...rules.explanation import Explanation
from ...rules.guidance.columns import Column, Home, HomeColumn
from ...rules.startlan.ability import CAVEAT, LoanWish
from ...texts import render, text
from ..parts.buttons import ghost
from ..parts.cards import Card
from ..parts.chips import Chip, ChipKind, ChipLook, Tone
from ..parts.filterbar import Choice
from ..parts.form_spec import FieldKind, FieldSpec
from ..parts.labels import ElidedLabel, Label, rule
from ..style import tokens
from .compare_fields import FigureField, money
from .compare_said import apply_lines, left_words, missing_words, provisional_words, signed, stress_lines

LEAST_W = 330
_MONEY_W = 104
_RENT = "rent"


@dataclass(frozen=True)
class Cost:
    """A cost that is typed; `kind` None is the rent or the felleskostnader that bostøtte counts."""

    key: str
    label: str
    kind: CostKind | None = None


_RENTED = (
    Cost(_RENT, "ui.sammenlign.husleie"),
    Cost("electricity", "ui.sammenlign.strom", CostKind.ELECTRICITY),
    Cost("heating", "ui.sammenlign.oppvarming", CostKind.HEATING),
)
COSTS: Mapping[HomeColumn, Sequence[Cost]] = {
    HomeColumn.TODAY: _RENTED,
    HomeColumn.MUNICIPAL: _RENTED,
    HomeColumn.OWN: (
        Cost(_RENT, "ui.sammenlign.felleskostnader"),
        Cost("electricity", "ui.sammenlign.strom_oppvarming", CostKind.ELECTRICITY),
        Cost("municipal", "ui.sammenlign.avgifter", CostKind.MUNICIPAL),
        Cost("insurance", "ui.sammenlign.forsikring", CostKind.HOME_INSURANCE),
    ),
}
TITLES: Mapping[HomeColumn, str] = {
    HomeColumn.TODAY: "veiledning.bolig.dagens",
    HomeColumn.MUNICIPAL: "veiledning.bolig.kommunal",
    HomeColumn.OWN: "veiledning.bolig.eie",
}


class MoneyLine(QWidget):
    """A name, perhaps "Foreløpig", and an amount at the right."""

    def __init__(self, name: str, role: str = "body", figure: str = "") -> None:
        super().__init__()
        row = QHBoxLayout(self)
        row.setContentsMargins(0, 2, 0, 2)
        row.setSpacing(tokens.S8)
        self._name = ElidedLabel(name, role, "text" if role == "h4" else "text2")
        self._chip = Chip(ChipKind.FORELOPIG)
        self.amount = Label("", figure or role)
        row.addWidget(self._name)
        row.addWidget(self._chip)
        row.addStretch(1)
        row.addWidget(self.amount)
        self.show_amount(None)

    def show_amount(self, ore: int | None, *, provisional: bool = False, name: str = "") -> None:
        """Show an amount, øre; None is a dash."""
        if name:
            self._name.set_text(name)
        self.amount.setText("–" if ore is None else signed(ore))
        self._chip.setVisible(provisional and ore is not None)
        said = [self._name.full_text, self.amount.text()]
        if provisional and ore is not None:
            said.append(text("ui.sammenlign.forelopig"))
        self.amount.setAccessibleName(": ".join(said))


class Lines(QWidget):
    """Some lines of small words, each with an icon where it says what to do; changed as a whole."""

    def __init__(self, colour: str = "text2") -> None:
        super().__init__()
        self._label = Label("", "caption", colour, wrap=True)
        column = QVBoxLayout(self)
        column.setContentsMargins(0, 0, 0, 0)
        column.addWidget(self._label)

    def say(self, lines: Sequence[str]) -> None:
        """Say other lines; none takes no room."""
        self._label.setText("\n".join(lines))
        self.setVisible(bool(lines))


class ColumnCard(Card):
    """The column of a home. `edited()`: a figure is typed; `chosen()`: its explanation is asked for."""

    edited = Signal()
    chosen = Signal()

    def __init__(self, kind: HomeColumn) -> None:
        super().__init__(text(TITLES[kind]))
        self.kind = kind
        self._marked = False
        self.fields = {cost.key: _money_field(cost) for cost in COSTS[kind]}
        self.heating = FigureField(
            FieldSpec("heating_included", "ui.sammenlign.oppvarming_med", FieldKind.YES_NO), above=False
        )
        self.tenure = _tenure_field() if kind is HomeColumn.OWN else None
        self._chip = Chip(ChipLook(""))
        self._under = ElidedLabel("", "caption", fill=True)
        self.loan = MoneyLine(text("ui.sammenlign.renter_avdrag"))
        self.benefit = MoneyLine(text("ui.sammenlign.bostotte"))
        self.net = MoneyLine(text("ui.sammenlign.netto"), "h4")
        self.left = MoneyLine(text("ui.sammenlign.igjen"), "h4", figure="fig")
        self._measured, self._stress, self._caveat = Lines(), Lines("text"), Lines()
        self._why, self._missing, self._apply = Lines("warn"), Lines("crit"), Lines("text")
        self.explain = ghost(text("ui.sammenlign.vis_utregning"), "list-checks", small=True)
        self.explain.setAccessibleName(text("ui.sammenlign.vis_utregning_av", bolig=text(TITLES[kind])))
        self._lay_out()
        for field in self.all_fields:
            field.edited.connect(self.edited)
        self.explain.clicked.connect(self.chosen)
        self.show_column(None)

    def _lay_out(self) -> None:
        self.setMinimumWidth(LEAST_W)
        self.head.addWidget(self._chip)
        self.body.setSpacing(tokens.S4)
        self.first, self._typed = QWidget(), QVBoxLayout()
        over = QVBoxLayout(self.first)
        for lines, parts in ((over, (self._under, self._stress)), (self._typed, self.all_fields)):
            lines.setContentsMargins(0, 0, 0, 0)
            lines.setSpacing(tokens.S4)
            for part in parts:
                lines.addWidget(part)
        over.addStretch(1)
        for result in (self.first, self.benefit, self.net, rule(), self.left, self._measured, rule()):
            self.add(result)
        if self.kind is HomeColumn.OWN:
            self.add(self.loan)
        self.add(self._typed)
        for words in (self._caveat, self._why, self._missing):
            self.add(words)
        self.body.addStretch(1)
        self.add(rule())
        self.add(self._apply)
        foot = QHBoxLayout()
        foot.addStretch(1)
        foot.addWidget(self.explain)
        self.add(foot)

    # -- what is typed --------------------------------------------------------------------------

    @property
    def all_fields(self) -> tuple[FigureField, ...]:
        """Everything that can be typed here, from the top."""
        own = (self.tenure,) if self.tenure is not None else ()
        return (*own, *self.fields.values(), self.heating)

    def home(self, wish: LoanWish | None = None) -> Home:
        """The home as it is typed; `wish` is the loan of the owned one."""
        others = tuple(
            Entry(cost.kind, ore)
            for cost in COSTS[self.kind]
            if cost.kind is not None and (ore := self.fields[cost.key].ore) is not None
        )
        heated = self.heating.value if isinstance(self.heating.value, bool) else None
        tenure = HomeTenure.RENTED if self.tenure is None else self.tenure.value
        kept = tenure if isinstance(tenure, HomeTenure) else None
        rent = self.fields[_RENT]
        month = 0 if kept is HomeTenure.DETACHED and rent.reading().blank else rent.ore
        return Home(self.kind, month, others, heated, kept, wish=wish)

    @property
    def head_height(self) -> int:
        """How much room the words over the figures want, px."""
        if not self._stress.isHidden():
            return self._stress.heightForWidth(max(LEAST_W, self.width()) - 2 * tokens.CARD_PAD_X)
        return 0 if self._under.isHidden() else self._under.sizeHint().height()

    def offer(self, choice: FigureField) -> None:
        """Put a choice of homes above what is typed."""
        self._typed.insertWidget(0, choice)

    def put_home(self, rent_ore: int | None, heating: bool | None) -> None:
        """Show what the records know of a home; what they do not know stays as it is."""
        if rent_ore is not None:
            self.fields[_RENT].put(rent_ore)
        if heating is not None:
            self.heating.put(heating)

    def empty(self) -> None:
        """Nothing of a household stays here."""
        for field in self.all_fields:
            field.put(None)
        self.show_facts("", None)
        self.show_column(None)

    # -- what follows ---------------------------------------------------------------------------

    def show_facts(self, under: str, chip: ChipLook | None) -> None:
        """What is known of the home, and how it stands."""
        self._under.set_text(under)
        self._under.setVisible(bool(under))
        self._chip.setVisible(chip is not None)
        if chip is not None:
            self._chip.show_look(chip)

    def show_column(self, column: Column | None) -> None:
        """Show the figures; None where nothing can be reckoned."""
        found = column.costs if column else None
        self.loan.show_amount(loan_ore(column), provisional=bool(found and found.provisional))
        for line, step in zip((self.benefit, self.net, self.left), _steps(column), strict=True):
            ore = None if step is None or step.result is None else step.ore
            shown = -ore if ore is not None and line is self.benefit else ore
            line.show_amount(shown, provisional=bool(step and step.provisional))
        self._measured.say(left_words(column))
        self._stress.say(stress_lines(column))
        self._caveat.say((render(CAVEAT),) if column and column.ability else ())
        self._why.say(provisional_words(column))
        self._missing.say(missing_words(column))
        self._apply.say(apply_lines(column))
        self.explain.setEnabled(column is not None)
        if self.kind is HomeColumn.OWN:
            carries = column.ability.carries if column and column.ability else None
            self._chip.show_look(_loan_chip(carries))
            self._chip.show()

    def mark(self, marked: bool) -> None:
        """Whether its explanation is the one that is shown."""
        self._marked = marked
        self.update()

    def paintEvent(self, event: QPaintEvent) -> None:
        super().paintEvent(event)
        if self._marked:
            painter = QPainter(self)
            painter.setRenderHint(QPainter.RenderHint.Antialiasing)
            painter.setPen(QPen(tokens.color("accent"), 2))
            box = QRectF(self.rect()).adjusted(1, 1, -1, -1)
            painter.drawRoundedRect(box, tokens.RADIUS_CARD, tokens.RADIUS_CARD)


def terms_chip(outcome: Eligibility) -> ChipLook:
    """How the application for a municipal home stands by the caseworker's own answers."""
    if outcome is Eligibility.MET:
        return ChipLook(text("ui.sammenlign.oppfyller"), Tone.OK, "check")
    if outcome is Eligibility.NOT_MET:
        return ChipLook(text("ui.sammenlign.oppfyller_ikke"), Tone.CRIT, "x")
    return ChipLook(text("ui.sammenlign.ma_vurderes"), Tone.NEUTRAL, "circle-help")


def _loan_chip(carries: bool | None) -> ChipLook:
    """Whether the loan is carried at the stress rate; until that can be said it has to be looked into."""
    if carries is None:
        return ChipLook(text("ui.sammenlign.ma_vurderes"), Tone.NEUTRAL, "circle-help")
    if carries:
        return ChipLook(text("ui.sammenlign.baerer"), Tone.OK, "check")
    return ChipLook(text("ui.sammenlign.baerer_ikke"), Tone.CRIT, "x")


def _steps(column: Column | None) -> tuple[Explanation | None, ...]:
    return (None, None, None) if column is None else (column.benefit, column.net, column.left)


def loan_ore(column: Column | None) -> int | None:
    """What the loan costs a month at today's rate, øre; None without one."""
    payment = column.ability.today.payment if column and column.ability else None
    return None if payment is None or payment.result is None else payment.ore


def _money_field(cost: Cost) -> FigureField:
    spec = FieldSpec(cost.key, cost.label, FieldKind.MONEY, unit="ui.sammenlign.kr_md", width=_MONEY_W)
    return FigureField(spec, money, above=False)


def _tenure_field() -> FigureField:
    words = {
        HomeTenure.SHARED_COSTS: text("ui.sammenlign.borettslag"),
        HomeTenure.DETACHED: text("ui.sammenlign.enebolig"),
    }
    choices = [Choice(kind, label) for kind, label in words.items()]
    spec = FieldSpec("tenure", "ui.sammenlign.boform", FieldKind.CHOICE, choices=choices, width=188)
    return FigureField(spec, above=False)
