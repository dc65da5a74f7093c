"""Who lives there: how many, and of each the age and sex that SIFO and the floor ask for."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass, replace
from datetime import date
from functools import partial

from PySide6.QtCore import Qt, Signal
from PySide6.QtWidgets import QGridLayout, QHBoxLayout, QWidget

from ...casework.guidance_subject import Member
from ...rules.budget.people import ADULT, MOST_PERSONS, Person, Sex
from ...rules.messages import Control, Kind, msg
from ...rules.vocabulary import HouseholdRole
from ...texts import text
from ..parts.filterbar import Choice
from ..parts.form_spec import FieldKind, FieldSpec
from ..parts.labels import Label
from ..style import tokens
from .compare_fields import FigureField, count, persons

_PER_ROW = 4
_WHY_W = 120
_OLDEST = 120
_COUPLE = frozenset({HouseholdRole.MAIN, HouseholdRole.PARTNER})
_CHILDREN = frozenset({HouseholdRole.CHILD, HouseholdRole.CHILD_SHARED})


@dataclass(frozen=True)
class People:
    """Who lives there. `grown` None: it is not told how many; `couple` None: not told."""

    people: tuple[Person, ...]
    grown: int | None
    couple: bool | None


class PersonField(QWidget):
    """Age and sex of one. Somebody whose birth date is known keeps it as long as the age is not changed."""

    edited = Signal()

    def __init__(self, number: int, *, grown: bool) -> None:
        super().__init__()
        self._known: Person | None = None
        self._known_age: int | None = None
        self.name = text("ui.sammenlign.voksen_nr" if grown else "ui.sammenlign.barn_nr", nr=number)
        age_range = (ADULT, _OLDEST) if grown else (0, ADULT - 1)
        age = FieldSpec("age", "ui.sammenlign.alder", FieldKind.COUNT, width=52)
        words = (
            ("ui.sammenlign.kvinne", "ui.sammenlign.mann") if grown else ("ui.sammenlign.jente", "ui.sammenlign.gutt")
        )
        sexes = [Choice(sex, text(word)) for sex, word in zip(Sex, words, strict=True)]
        sex = FieldSpec("sex", "ui.sammenlign.kjonn", FieldKind.CHOICE, choices=sexes, width=104)
        who = partial(text, navn=self.name)
        self.age = FigureField(age, count(*age_range), name=who("ui.sammenlign.alder_til"))
        self.sex = FigureField(sex, name=who("ui.sammenlign.kjonn_til"))
        self.age.label.setText(self.name)
        self.sex.label.setText("")
        row = QHBoxLayout(self)
        row.setContentsMargins(0, 0, 0, 0)
        row.setSpacing(4)
        for field in (self.age, self.sex):
            row.addWidget(field)
            field.edited.connect(self.edited)

    def put(self, person: Person, today: date) -> None:
        """Show somebody who is known."""
        self._known, self._known_age = person, person.years(today)
        self.age.put(self._known_age)
        self.sex.put(person.sex)

    @property
    def person(self) -> Person:
        """The person as they stand in the fields."""
        age, sex = self.age.value, self.sex.value
        chosen = sex if isinstance(sex, Sex) else None
        if self._known is not None and age == self._known_age:
            return replace(self._known, sex=chosen)
        return Person(age_months=age * 12 if isinstance(age, int) else None, sex=chosen)


class PeopleFields(QWidget):
    """The counts, and under them a field for each person. `edited()` when anything of it is another."""

    edited = Signal()

    def __init__(self, today: date) -> None:
        super().__init__()
        self._today = today
        self._couple: bool | None = None
        self.grown = FigureField(_count_field("ui.sammenlign.voksne"), persons)
        self.young = FigureField(_count_field("ui.sammenlign.barn"), persons)
        self.couple = FigureField(FieldSpec("couple", "ui.sammenlign.par", FieldKind.YES_NO))
        self._adults: list[PersonField] = []
        self._children: list[PersonField] = []
        self._grid = QGridLayout()
        self._grid.setHorizontalSpacing(tokens.S16)
        self._grid.setVerticalSpacing(tokens.S8)
        self._lay_out()
        for field in (self.grown, self.young):
            field.also(self._not_too_many)
            field.edited.connect(self._counted)
        self.couple.edited.connect(self.edited)
        self.couple.hide()

    def _lay_out(self) -> None:
        row = QHBoxLayout(self)
        row.setContentsMargins(0, 0, 0, 0)
        row.setSpacing(tokens.S16)
        self._why = Label(text("ui.sammenlign.hvorfor_alder"), "caption", wrap=True)
        self._why.setMinimumWidth(_WHY_W)
        row.addLayout(self._grid)
        row.addWidget(self.couple, 0, Qt.AlignmentFlag.AlignTop)
        row.addWidget(self._why, 1)

    def _not_too_many(self, _value: object) -> Control | None:
        read = [self.grown.editor.reading().value, self.young.editor.reading().value]
        total = sum(one for one in read if isinstance(one, int))
        return Control(Kind.HARD, msg("ui.sammenlign.for_mange", mest=MOST_PERSONS)) if total > MOST_PERSONS else None

    # -- what is shown --------------------------------------------------------------------------

    def show_people(self, grown: Sequence[Person], young: Sequence[Person], couple: bool | None) -> None:
        """Show a household that is known, adults and children; nobody empties everything."""
        for counted, told in ((self.grown, grown), (self.young, young)):
            counted.put(len(told) if grown or young else None)
        self._rebuild(0, 0)
        self._rebuild(len(grown), len(young))
        for shown, person in zip(self.persons, (*grown, *young), strict=True):
            shown.put(person, self._today)
        self.couple.put(couple)

    def _counted(self) -> None:
        for field in (self.grown, self.young):
            field.judge()
        grown, young = self.grown.value, self.young.value
        if isinstance(grown, int) and (isinstance(young, int) or self.young.reading().blank):
            self._rebuild(grown, young if isinstance(young, int) else 0)
        self.edited.emit()

    def _rebuild(self, grown: int, young: int) -> None:
        """So many fields; those that stay keep what is typed."""
        self._fit(self._adults, grown, adults=True)
        self._fit(self._children, young, adults=False)
        for place, field in enumerate((*self._adults, *self._children)):
            self._grid.addWidget(field, place // _PER_ROW, place % _PER_ROW)
        self._why.setVisible(bool(grown + young))
        self.couple.setVisible(grown > 1 and self.couple.parentWidget() is not None)

    def _fit(self, fields: list[PersonField], wanted: int, *, adults: bool) -> None:
        while len(fields) > wanted:
            gone = fields.pop()
            self._grid.removeWidget(gone)
            gone.hide()
            gone.deleteLater()
        while len(fields) < wanted:
            made = PersonField(len(fields) + 1, grown=adults)
            made.edited.connect(self.edited)
            fields.append(made)

    # -- what is told ---------------------------------------------------------------------------

    @property
    def persons(self) -> tuple[PersonField, ...]:
        """The fields of the persons, the adults first."""
        return (*self._adults, *self._children)

    @property
    def people(self) -> People | None:
        """Who lives there; None when the counts do not say it."""
        grown, young = self.grown.value, self.young.value
        sound = isinstance(grown, int) and (isinstance(young, int) or self.young.reading().blank)
        if not sound or not self.persons:
            return None
        told = self.couple.value if isinstance(self.couple.value, bool) else None
        return People(tuple(field.person for field in self.persons), len(self._adults), told)


def _count_field(label: str) -> FieldSpec:
    return FieldSpec("count", label, FieldKind.COUNT, width=56)


_Split = tuple[list[Person], list[Person]]


def members_split(members: Sequence[Member]) -> _Split:
    """The household as the records know it, adults and children; by role where the birth date is not known."""
    young = [m for m in members if (m.role in _CHILDREN if m.age is None else m.age < ADULT)]
    return [Person(born=m.born) for m in members if m not in young], [Person(born=m.born) for m in young]


def people_split(people: Sequence[Person], today: date) -> _Split:
    """The household of a budget, adults and children; somebody without an age counts as grown."""
    young = [person for person in people if (years := person.years(today)) is not None and years < ADULT]
    return [person for person in people if person not in young], young


def couple_of(members: Sequence[Member]) -> bool | None:
    """Whether two of them are a couple, as the records say it; None when they do not."""
    return True if {member.role for member in members} >= _COUPLE else None
