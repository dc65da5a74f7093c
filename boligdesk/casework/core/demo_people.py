"""Invented people: names, birth dates, synthetic numbers (month + 80), families; the same ones every time."""

from __future__ import annotations

from collections import Counter
from dataclasses import dataclass, replace
from datetime import date, timedelta
from random import Random

from ...rules.identifiers import make_synthetic_fnr
from ...rules.periods import add_months
from ...rules.vocabulary import ContactKind, Protection
from .demo_data import SampleData
from .person_checks import ContactInput, NewPerson, PersonInput

_FIRST_PHONE = 40_000_100
_WITHOUT_NUMBER = 40
_D_NUMBER = 20
_INTERPRETER = 14


@dataclass(frozen=True)
class Family:
    """Who will live in a dwelling: the tenants, then the children."""

    adults: tuple[NewPerson, ...]
    children: tuple[NewPerson, ...] = ()

    def protected(self, protection: Protection) -> Family:
        """The same family with address protection for everybody."""
        return Family(
            tuple(replace(p, protection=protection) for p in self.adults),
            tuple(replace(p, protection=protection) for p in self.children),
        )


class People:
    """A source of invented people as of a day."""

    def __init__(self, data: SampleData, random: Random, on: date) -> None:
        self._data = data
        self._random = random
        self._on = on
        self._made = 0
        self._serials: Counter[tuple[date, bool]] = Counter()
        self._names: set[tuple[str, str]] = set()

    def family(self, rooms: int, start: date) -> Family:
        """Somebody, or a household that fits so many rooms, as it stood on the day they moved in."""
        surname = self._random.choice(self._data.surnames)
        couple = self._random.random() < (0.15 if rooms <= 2 else 0.55)
        count = 0 if rooms <= 2 else self._random.randint(0 if rooms == 3 and couple else 1, max(1, rooms - 2))
        female = self._random.random() < 0.5
        adults = [self.adult(female=female, surname=surname)]
        if couple:
            other = surname if self._random.random() < 0.5 else None
            adults.append(self.adult(female=not female, surname=other))
        return Family(tuple(adults), tuple(self.child(surname, start) for _ in range(count)))

    def adult(self, *, female: bool, surname: str | None = None) -> NewPerson:
        """Somebody of age, with phone and e-mail; some have a D-number, some none, some need an interpreter."""
        self._made += 1
        age = self._random.randint(27, 84) if self._random.random() < 0.3 else self._random.randint(27, 58)
        born = self._on - timedelta(days=age * 365 + self._random.randint(0, 364))
        numbered = self._made % _WITHOUT_NUMBER != 0
        number = self._number(born, female, d_number=self._made % _D_NUMBER == 0) if numbered else ""
        language = ""
        if self._made % _INTERPRETER == 0:
            language = self._random.choice(self._data.words["sprak"])
        first, last = self._name(female, surname)
        facts = PersonInput(last, first, born, language=language, interpreter=bool(language))
        phone = ContactInput(ContactKind.PHONE, str(_FIRST_PHONE + 7 * self._made))
        mail = ContactInput(ContactKind.EMAIL, f"leietaker{self._made}@eksempel.no")
        return NewPerson(facts, (number,) if number else (), (phone, mail) if self._made % 3 else (phone,))

    def child(self, surname: str, start: date) -> NewPerson:
        """Somebody under age, born before the family moved in."""
        female = self._random.random() < 0.5
        youngest, oldest = add_months(start, -2), add_months(self._on, -12 * 17)
        born = youngest - timedelta(days=self._random.randint(0, max(1, (youngest - oldest).days)))
        first, last = self._name(female, surname)
        return NewPerson(PersonInput(last, first, born), (self._number(born, female),))

    def _number(self, born: date, female: bool, *, d_number: bool = False) -> str:
        serial = self._serials[born, female]
        self._serials[born, female] += 1
        return make_synthetic_fnr(born, serial, female=female, d_number=d_number)

    def _name(self, female: bool, surname: str | None) -> tuple[str, str]:
        """A name nobody else has got yet, so that two people are never taken for one."""
        while True:
            first = self._random.choice(self._data.women if female else self._data.men)
            last = surname or self._random.choice(self._data.surnames)
            if (first, last) not in self._names:
                break
            surname = surname if self._random.random() < 0.8 else None
        self._names.add((first, last))
        return first, last
