"""Checks over all rows of a list: the same thing twice, and figures far from the others."""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Callable, Iterable, Iterator, Sequence
from datetime import timedelta
from decimal import Decimal
from itertools import combinations
from typing import Any

from ..rules.folding import search_key
from ..rules.messages import Control, Kind, Mend, Message, msg
from ..rules.periods import Period
from ..rules.reading.outcome import mend_to
from .fields import ListKind
from .plan import Finding
from .values import SAME_TENANCY, RowValues, empty_mend, leave_out

_ENOUGH = 5
_FAR = 2

Key = tuple[str, ...]


def check_across(kind: ListKind, rows: Sequence[RowValues]) -> list[Finding]:
    """Findings that need more than one row, in no special order."""
    if kind is ListKind.DWELLINGS:
        return [*_same_dwelling(rows), *_far_off(rows, "areal", "import.stort_areal", _area_mends), *_rents(rows)]
    if kind is ListKind.OPEN_ITEMS:
        return []  # whose an item is, only the records say
    return [*_tenancies(rows), *_same_kid(rows), *_same_number(rows), *_rents(rows)]


def _groups(rows: Iterable[RowValues], key: Callable[[RowValues], Key | None]) -> Iterator[list[RowValues]]:
    groups: dict[Key, list[RowValues]] = defaultdict(list)
    for row in rows:
        if found := key(row):
            groups[found].append(row)
    return (group for group in groups.values() if len(group) > 1)


def _place_key(row: RowValues) -> Key | None:
    place = row.place
    if not place.address:
        return None
    return search_key(place.address).replace(" ", ""), place.number, search_key(row.values.get("referanse") or "")


def _same_dwelling(rows: Sequence[RowValues]) -> Iterator[Finding]:
    for first, *others in _groups(rows, _place_key):
        for row in others:
            key = "bolignummer" if "bolignummer" in row.cells else "adresse"
            what = msg("import.samme_bolig", rad=first.number, adresse=first.place.address, nummer=first.place.number)
            yield row.found(key, Control(Kind.HARD, what, mends=(leave_out(),)))


def _tenancies(rows: Sequence[RowValues]) -> Iterator[Finding]:
    """Two tenancies on one dwelling at the same time: the same row twice, co-tenants, or a missing end."""
    for group in _groups(rows, _place_key):
        told: set[int] = set()
        for first, second in combinations(sorted(group, key=_start_and_row), 2):
            if second.number not in told and _overlap(first, second):
                finding = _double(first, second)
                told.add(finding.row)
                yield finding


def _start_and_row(row: RowValues) -> tuple[bool, Any, int]:
    start = row.values.get("fra")
    return start is None, start or row.number, row.number


def _overlap(first: RowValues, second: RowValues) -> bool:
    one, two = _period(first), _period(second)
    return one is not None and two is not None and one.overlaps(two)


def _period(row: RowValues) -> Period | None:
    start, end = row.values.get("fra"), row.values.get("til")
    return Period(start, end) if start and (end is None or end >= start) else None


def _double(first: RowValues, second: RowValues) -> Finding:
    start, begun = second.values["fra"], first.values["fra"]
    if _names_of(first) & _names_of(second):
        what = msg("import.samme_leieforhold", rad=first.number)
        return second.found("fra", Control(Kind.HARD, what, mends=(leave_out(),)))
    if start == begun:
        mend = Mend(msg("import.rett.medleietaker", rad=first.number), {SAME_TENANCY: first.number})
        what = msg("import.medleietaker", rad=first.number)
        return second.found("fra", Control(Kind.SOFT, what, mends=(mend, leave_out())))
    day_before = start - timedelta(days=1)
    mend = mend_to(day_before, msg("import.rett.dato", dato=day_before))
    what = msg("import.overlapp", rad=second.number, fra=start)
    return first.found("til", Control(Kind.HARD, what, mends=(mend, leave_out())))


def _names_of(row: RowValues) -> frozenset[str]:
    """What the persons of a row are known by: number where there is one, else name."""
    return frozenset(
        person.identifier.value if person.identifier else search_key(str(person.name)) for person in row.persons
    )


def _same_kid(rows: Sequence[RowValues]) -> Iterator[Finding]:
    for first, *others in _groups(rows, lambda row: (kid,) if (kid := row.values.get("kid")) else None):
        for row in others:
            if _place_key(row) != _place_key(first) or row.values.get("fra") != first.values.get("fra"):
                what = msg("import.samme_kid", kid=row.values["kid"], rad=first.number)
                yield row.found("kid", Control(Kind.HARD, what, mends=(empty_mend("kid"),)))


def _same_number(rows: Sequence[RowValues]) -> Iterator[Finding]:
    """One person number under two names."""
    seen: dict[str, tuple[int, str]] = {}
    for row in rows:
        for person in row.persons:
            if person.identifier is None:
                continue
            number, name = seen.setdefault(person.identifier.value, (row.number, str(person.name)))
            if search_key(name) != search_key(str(person.name)):
                key = "fodselsnummer" if "fodselsnummer" in row.cells else "navn"
                what = msg("import.samme_fnr", rad=number, navn=name)
                yield row.found(key, Control(Kind.SOFT, what, mends=(leave_out(),)))


def _rents(rows: Sequence[RowValues]) -> Iterator[Finding]:
    for row in rows:
        if row.values.get("leie") == 0:
            yield row.found("leie", Control(Kind.SOFT, msg("import.leie_null"), mends=(empty_mend("leie"),)))
        elif (row.values.get("leie") or 0) < 0:
            yield row.found("leie", Control(Kind.HARD, msg("import.leie_minus"), mends=(empty_mend("leie"),)))
    yield from _far_off(rows, "leie", "import.stor_leie", _rent_mends)


def _far_off(
    rows: Sequence[RowValues], key: str, code: str, mends: Callable[[Any, Any], Iterator[Mend]]
) -> Iterator[Finding]:
    """Figures more than twice as large as nine of ten others: most often a slip of the comma."""
    values = sorted(row.values[key] for row in rows if row.values.get(key))
    if len(values) < _ENOUGH:
        return
    usual = values[int((len(values) - 1) * 0.9)] if len(values) >= 10 else values[-2]
    for row in rows:
        value = row.values.get(key)
        if value and value > _FAR * usual:
            yield row.found(key, Control(Kind.SOFT, Message(code, {"verdi": value}), mends=tuple(mends(value, usual))))


def _area_mends(value: Decimal, usual: Decimal) -> Iterator[Mend]:
    tenth = (value / 10).normalize()
    if tenth <= _FAR * usual:
        yield mend_to(tenth, msg("import.rett.areal", verdi=tenth))


def _rent_mends(value: int, usual: int) -> Iterator[Mend]:
    """Rent per year instead of per month, or a lost comma."""
    for divisor in (12, 100, 10):
        part = round(value / divisor)
        if usual / 4 <= part <= _FAR * usual:
            yield mend_to(part, msg("import.rett.belop", belop=part))
