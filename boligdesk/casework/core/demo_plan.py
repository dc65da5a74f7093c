"""Who rents what in the sample office: the tenancies of the last years, and the cases every office knows."""

from __future__ import annotations

from dataclasses import replace
from datetime import date, timedelta
from random import Random

from ...rules.periods import add_months
from ...rules.terms import LegalBasis, SecurityKind
from ...rules.vocabulary import Disposal, Protection
from .demo_homes import Unit
from .demo_leases import Let
from .demo_people import Family, People
from .person_checks import NewPerson

RUNNING = 105
_EXPIRED = (20, 47, 71)
_TENANT_NOTICES = (15, 38, 66)
_LANDLORD_NOTICE = 90
_GUARDIANS = {9: "Randi Verge", 52: "Advokat Tor Nilsen", 83: "Berit Hjelper"}
_STRICT, _FORMER_PARTNER, _CONFIDENTIAL, _BOTH = 30, 31, 60, 77
_NEXT_MONTH = 3
_PRINTED = 8


class Plan:
    """The lettings of the sample office: `running` hold their unit today, `ended` came before."""

    def __init__(self, units: list[Unit], people: People, random: Random, on: date) -> None:
        self._people, self._random, self._on = people, random, on
        lettable = [unit for unit in units if unit.disposal is not Disposal.LETTING_RIGHT]
        random.shuffle(lettable)
        self.vacant = lettable[RUNNING:]
        self.running = [self._running(unit, place) for place, unit in enumerate(lettable[:RUNNING])]
        self._newest()
        self.running = [self._special(let, place) for place, let in enumerate(self.running)]
        self.ended = [let for let in map(self._before, [*self.running, *map(self._none, self.vacant)]) if let]
        self._parted()

    @property
    def notices(self) -> list[Let]:
        """Running tenancies whose tenant has given notice."""
        return [self.running[place] for place in _TENANT_NOTICES]

    @property
    def landlord_notice(self) -> Let:
        """The tenancy to which the office has given notice."""
        return self.running[_LANDLORD_NOTICE]

    def _running(self, unit: Unit, place: int) -> Let:
        """A tenancy that began in the last two and a half years."""
        start = add_months(self._on.replace(day=1), -self._random.randint(2, 30))
        kind = place % 8
        basis = LegalBasis.SECTION_11_1 if kind in (1, 4) else LegalBasis.ORDINARY
        months = None if kind == 7 else 36
        if unit.disposal is Disposal.LEASED_IN:
            basis = LegalBasis.ORDINARY
        return Let(
            unit=unit,
            family=self._people.family(min(unit.rooms, 2) if unit.shared else unit.rooms, start),
            start=start,
            months=months,
            basis=basis,
            security=(SecurityKind.DEPOSIT, SecurityKind.DEPOSIT, SecurityKind.NAV_GUARANTEE)[place % 3],
            case=place,
            guardian=_GUARDIANS.get(place, ""),
        )

    def _newest(self) -> None:
        """The last few began this month or begin the next: their leases are printed in the program."""
        first = self._on.replace(day=1)
        for place in range(_PRINTED):
            start = add_months(first, 1) if place < _NEXT_MONTH else first
            if start - timedelta(days=9) > self._on:
                start = first
            self.running[place] = replace(self.running[place], start=start, print_it=True)

    def _special(self, let: Let, place: int) -> Let:
        """The cases every office knows: protected, expired, about to end."""
        if place in _EXPIRED:
            start = add_months(self._on.replace(day=1), -38)
            return replace(let, start=start, months=36, basis=LegalBasis.ORDINARY)
        if place in (*_TENANT_NOTICES, _LANDLORD_NOTICE):
            return replace(let, months=None, basis=LegalBasis.ORDINARY)
        if place == _STRICT:
            family = Family((self._people.adult(female=True),), tuple(self._children(let, 2)))
            return replace(let, family=family.protected(Protection.STRICT))
        if place == _FORMER_PARTNER:
            return replace(let, family=Family((self._people.adult(female=False),)))
        if place in (_CONFIDENTIAL, _BOTH):
            return replace(let, family=let.family.protected(Protection.CONFIDENTIAL))
        return let

    def _children(self, let: Let, count: int) -> list[NewPerson]:
        return [self._people.child("Sentinel", let.start) for _ in range(count)]

    def _none(self, unit: Unit) -> Let:
        """Stands for the tenancy that a vacant unit does not have."""
        return Let(unit, Family(()), self._on)

    def _before(self, let: Let) -> Let | None:
        """The tenancy that held the unit before, ended within the last years; some that are let now had none."""
        if self._random.random() < 0.25 and let.family.adults:
            return None
        latest = min(let.start, self._on.replace(day=1))
        last_day = add_months(latest, -self._random.randint(1, 2)) - timedelta(days=1)
        by_notice = self._random.random() < 0.5
        start = add_months(last_day + timedelta(days=1), -(self._random.randint(8, 30) if by_notice else 36))
        return Let(
            unit=let.unit,
            family=self._people.family(min(let.unit.rooms, 2) if let.unit.shared else let.unit.rooms, start),
            start=start,
            months=None if by_notice else 36,
            security=SecurityKind.DEPOSIT,
            ends=last_day,
            notice_on=add_months(last_day.replace(day=8), -1 if let.unit.shared else -3) if by_notice else None,
            case=200 + let.case,
        )

    def _parted(self) -> None:
        """The protected parent and the former partner rented together until they parted."""
        parent, partner = self.running[_STRICT], self.running[_FORMER_PARTNER]
        started = min(parent.start, partner.start)
        ends = started - timedelta(days=1)
        unit = max(self.running[:_STRICT], key=lambda let: (not let.print_it, let.start)).unit
        self.ended = [let for let in self.ended if let.unit is not unit]
        family = Family((*parent.family.adults, *partner.family.adults), parent.family.children)
        start = add_months(started, -24)
        notice = add_months(ends.replace(day=8), -3)
        self.ended.append(Let(unit, family, start, None, ends=ends, notice_on=notice, apart=True, case=199))
