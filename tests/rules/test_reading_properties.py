"""What holds for every cell: nothing raises, and what is written can be read back."""

from __future__ import annotations

from collections.abc import Callable
from datetime import date, datetime, time, timedelta
from decimal import Decimal

import pytest
from hypothesis import example, given, settings
from hypothesis import strategies as st

from boligdesk.rules import reading as readers
from boligdesk.rules.messages import Kind
from boligdesk.rules.reading import PersonName, Reading, read_date, read_names, read_ore
from boligdesk.texts import formats, render

PROPERTY = settings(derandomize=True, deadline=None, max_examples=50)
TODAY = date(2026, 11, 23)
DAYS = st.dates(date(1947, 1, 1), date(2046, 12, 31))
LETTERS = "abcdefghijklmnopqrstuvwxyzæøåáčđŋšŧž"
WORD = st.text(alphabet=LETTERS, min_size=2, max_size=10).map(str.capitalize)

_DATED: dict[str, Callable[[object], Reading[object]]] = {
    "read_date": lambda cell: readers.read_date(cell, today=TODAY),
    "read_birth_date": lambda cell: readers.read_birth_date(cell, today=TODAY),
    "read_names": lambda cell: readers.read_names(cell, today=TODAY),
}
_SKIPPED = {"read_cadastral_parts"}
READERS = sorted(name for name in readers.__all__ if name.startswith("read_") and name not in _SKIPPED)

MESSY = st.text(alphabet="0123456789OolI .,-/−()krHLUK'#&;+@\n\u00a0\x00æøåABCfødt²½٣", max_size=24)
CELLS = st.one_of(
    st.none(), st.booleans(), st.integers(), st.floats(), st.decimals(), st.dates(), st.datetimes(), st.text(), MESSY
)


def _reader(name: str) -> Callable[[object], Reading[object]]:
    return _DATED.get(name) or getattr(readers, name)


@pytest.mark.parametrize("name", READERS)
@PROPERTY
@given(st.data())
def test_no_reader_ever_raises(name: str, data: st.DataObject) -> None:
    for _ in range(6):
        cell = data.draw(CELLS)
        found = _reader(name)(cell)
        if found.finding is None:
            continue
        assert render(found.finding.what)
        assert all(render(mend.label) for mend in found.finding.mends)
        assert (found.value is None) == (found.finding.kind is Kind.HARD)


ABSURD = [10**5000, -(10**5000), 1e308, float("inf"), Decimal("sNaN"), Decimal("1e999999"), "9" * 9000]


@pytest.mark.parametrize("cell", ABSURD, ids=lambda cell: type(cell).__name__)
@pytest.mark.parametrize("name", READERS)
def test_no_reader_falls_over_absurd_cells(name: str, cell: object) -> None:
    found = _reader(name)(cell)
    assert found.value is None
    assert found.blank or not found.ok


@PROPERTY
@given(st.text(max_size=80))
@example("Hansen, Kari og Ola / Berg\n(x) 010280 12345, , ;")
def test_names_never_raise_and_keep_no_digits(text: str) -> None:
    for person in read_names(text, today=TODAY).value or ():
        assert not any(c.isdigit() for c in str(person))
        assert person.last


AMOUNT_FORMS: list[Callable[[int], str]] = [
    lambda ore: formats.kroner(ore, always_ore=True),
    lambda ore: formats.amount(ore),
    lambda ore: f"kr {formats.amount(ore, always_ore=True)}",
    lambda ore: formats.amount(ore, always_ore=True).replace(formats.NBSP, "."),
    lambda ore: formats.amount(ore, always_ore=True).replace(formats.NBSP, ""),
    lambda ore: f"{Decimal(ore) / 100:.2f}",
    lambda ore: f"{Decimal(ore) / 100:,.2f}",
    lambda ore: formats.amount(ore).replace(formats.MINUS, "-") + (",-" if ore % 100 == 0 else " kr"),
]


@pytest.mark.parametrize("form", AMOUNT_FORMS)
@PROPERTY
@given(st.integers(-(10**10), 10**10))
@example(0)
@example(-5)
@example(100_000)
def test_amounts_round_trip(form: Callable[[int], str], ore: int) -> None:
    assert read_ore(form(ore)) == Reading(ore)


@PROPERTY
@given(st.integers(-(10**10), 10**10))
def test_typed_amounts_round_trip(ore: int) -> None:
    assert read_ore(ore / 100) == Reading(ore)


DATE_FORMS: list[Callable[[date], object]] = [
    formats.day,
    formats.day_long,
    date.isoformat,
    lambda d: f"{d.day}.{d.month}.{d.year}",
    lambda d: f"{d.day}/{d.month}-{d:%y}",
    lambda d: f"{d.day}.{d.month}.{d:%y}",
    lambda d: f"{d:%d%m%Y}",
    lambda d: f"{d:%d%m%y}",
    lambda d: f"{d:%Y%m%d}",
    lambda d: f"{formats.day_spoken(d)}",
    lambda d: datetime.combine(d, time(12)),
    lambda d: str(datetime.combine(d, time())),
]


@pytest.mark.parametrize("form", DATE_FORMS)
@PROPERTY
@given(DAYS)
def test_dates_round_trip(form: Callable[[date], object], day: date) -> None:
    assert read_date(form(day), today=TODAY) == Reading(day)


@PROPERTY
@given(DAYS)
def test_day_numbers_are_read_as_that_day_sure_or_to_confirm(day: date) -> None:
    number = 61 + (day - date(1900, 3, 1)) // timedelta(days=1)
    found = read_date(number, today=TODAY)
    assert found.value == day
    assert found.suggestions[:1] in ((), (day,))


@PROPERTY
@given(st.lists(st.tuples(WORD, WORD), min_size=1, max_size=3), st.sampled_from([" / ", " og ", "\n", "; ", " & "]))
def test_persons_round_trip_through_a_cell(people: list[tuple[str, str]], between: str) -> None:
    cell = between.join(f"{last}, {first}" for first, last in people)
    found = read_names(cell, today=TODAY)
    if found.sure:
        assert found.value == tuple(PersonName(first, last) for first, last in people)
    else:
        assert {w.casefold() for pair in people for w in pair} & {"as", "og", "da", "sa", "kf", "fam", "ingen", "asa"}
