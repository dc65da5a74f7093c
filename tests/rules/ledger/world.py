"""A rent account to try rules on, and accounts made at random."""

from __future__ import annotations

from datetime import UTC, date, datetime, timedelta

from hypothesis import strategies as st

from boligdesk.rules.ledger.account import Account, OpenItem
from boligdesk.rules.ledger.claims import Mark, MarkedClaim
from boligdesk.rules.ledger.entries import Entry, EntryKind
from boligdesk.rules.ledger.paying import pay_all

NOW = datetime(2026, 11, 23, 9, tzinfo=UTC)
START = date(2026, 1, 1)
CLAIMS = (EntryKind.RENT, EntryKind.EXTRA, EntryKind.FEE, EntryKind.DAMAGE, EntryKind.INTEREST)
CREDITS = (EntryKind.PAYMENT, EntryKind.CREDIT_NOTE, EntryKind.FORGIVEN)


def claim(number: int, ore: int, on: date, kind: EntryKind = EntryKind.RENT) -> Entry:
    """A claim for the month it falls due in."""
    return Entry(number, kind, ore, on, NOW, month=on.replace(day=1))


def payment(number: int, ore: int, on: date) -> Entry:
    """Money in."""
    return Entry(number, EntryKind.PAYMENT, -ore, on, NOW)


def open_claim(entry: Entry, *marks: Mark) -> MarkedClaim:
    """The whole of a claim, unpaid."""
    return MarkedClaim(OpenItem(entry, entry.amount_ore), frozenset(marks))


@st.composite
def entries(draw: st.DrawFn) -> tuple[Entry, ...]:
    """Up to twelve entries within a year, each known some days after it counts from."""
    made = []
    for number in range(1, draw(st.integers(1, 12)) + 1):
        owed = draw(st.booleans())
        kind = draw(st.sampled_from(CLAIMS if owed else CREDITS))
        on = START + timedelta(days=draw(st.integers(0, 300)))
        known = datetime(on.year, on.month, on.day, 12, tzinfo=UTC) + timedelta(days=draw(st.integers(-30, 30)))
        made.append(Entry(number, kind, draw(st.integers(1, 2_000_000)) * (1 if owed else -1), on, known))
    return tuple(made)


def allocated(given: tuple[Entry, ...], order: list[int]) -> Account:
    """The account with its credits laid on its claims, credits taken in the order given."""
    rank = {number: at for at, number in enumerate(order)}
    stand = Account(given).at(date.max)
    credits = sorted(stand.credits, key=lambda item: rank[item.entry.id])
    return Account(given, pay_all(credits, [MarkedClaim(item) for item in stand.claims], NOW))
