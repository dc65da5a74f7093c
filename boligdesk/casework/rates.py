"""The rates the office reckons with: shipped rows, and the office's own, which it answers for (E3)."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass
from datetime import date, datetime
from decimal import Decimal, InvalidOperation

from sqlalchemy import select

from ..models.office import OfficeRate, User
from ..rules.explanation import Certainty, Unit
from ..rules.folding import sort_key
from ..rules.messages import refuse
from ..rules.rates import AwaitedRate, Rates, RateValue, rate_name, shipped_rates
from ..rules.rights import Right
from ..texts import render
from .core.acts import Look, Work, reads, writes
from .core.rates import rates_of


@dataclass(frozen=True)
class RateLine:
    """One row: from `valid_from` (to `valid_to`, inclusive; None: until replaced) the key is worth `value`.

    A key that nobody has given a value yet is a line too: without value, day and certainty (`awaited`).
    `note` is what the shipped row says beyond its name, `was` the shipped value that the office has overruled.
    `confirmed_by` and `confirmed_at` are set on the office's own rows.
    """

    key: str
    name: str
    valid_from: date | None
    valid_to: date | None
    value: str
    unit: Unit
    source: str
    certainty: Certainty | None
    standing: bool = True
    note: str = ""
    was: str = ""
    confirmed_by: str = ""
    confirmed_at: datetime | None = None

    @property
    def preliminary(self) -> bool:
        """Whether figures that build on it are foreløpige: neither seen at the issuer nor confirmed here."""
        return self.certainty is not None and self.certainty.provisional

    @property
    def awaited(self) -> bool:
        """Whether the value was not found and nobody has typed it in."""
        return self.certainty is None


@dataclass(frozen=True)
class RateInput:
    """A row the office adds. `value` is typed as a Norwegian number; `valid_to` only for rates of a period."""

    key: str
    valid_from: date
    value: str
    source: str
    valid_to: date | None = None


@reads(Right.OPEN)
def rate_lines(look: Look) -> tuple[RateLine, ...]:
    """Every row the office reckons with, by name and date, and the keys whose value of today was not found."""
    own, rates = _own(look), rates_of(look)
    shipped = {(row.key, row.valid_from): row for row in shipped_rates().all()}
    lines = [_line(row, shipped.get(_place(row)), own.get(_place(row))) for row in rates.all()]
    lines += [_awaited(rate) for rate in rates.waiting(look.today)]
    return tuple(sorted(lines, key=lambda line: (sort_key(line.name), line.valid_from or date.max)))


def _awaited(rate: AwaitedRate) -> RateLine:
    return RateLine(rate.key, render(rate_name(rate.key)), None, None, "", rate.unit, "", None, rate.standing)


@reads(Right.OPEN)
def office_rates(look: Look) -> Rates:
    """All the rates this office reckons with, for what reckons outside it (`boligdesk vurder --db`)."""
    return rates_of(look)


def _place(row: RateValue) -> tuple[str, date]:
    return row.key, row.valid_from


def _own(look: Look) -> Mapping[tuple[str, date], tuple[str, datetime]]:
    """Who confirmed a row and when; the newest stands."""
    query = (
        select(OfficeRate.key, OfficeRate.valid_from, User.name, OfficeRate.recorded_at)
        .outerjoin(User, User.id == OfficeRate.recorded_by)
        .order_by(OfficeRate.id)
    )
    return {(key, day): (name or "", at) for key, day, name, at in look.session.execute(query)}


def _line(row: RateValue, shipped: RateValue | None, own: tuple[str, datetime] | None) -> RateLine:
    """`shipped` is the row that the program came with for this key and day, `own` who answers for it here."""
    who, at = own or ("", None)
    name = render(rate_name(row.key))
    return RateLine(
        key=row.key,
        name=name,
        valid_from=row.valid_from,
        valid_to=row.valid_to,
        value=row.value,
        unit=row.unit,
        source=row.source,
        certainty=row.certainty,
        standing=row.standing,
        note=shipped.note if shipped and shipped.note != name else "",
        was=shipped.value if shipped and shipped.value != row.value else "",
        confirmed_by=who,
        confirmed_at=at,
    )


@writes(Right.RATE_WRITE)
def confirm_rate(work: Work, key: str, valid_from: date, source: str) -> int:
    """The office has looked a row up itself and answers for it; figures on it are no longer foreløpige."""
    found = next((row for row in rates_of(work).all() if (row.key, row.valid_from) == (key, valid_from)), None)
    if found is None:
        raise refuse("kontorsats.ukjent")
    return _keep(work, found.unit, RateInput(key, valid_from, found.value, source, found.valid_to))


@writes(Right.RATE_WRITE)
def add_rate(work: Work, given: RateInput) -> int:
    """Add a year or correct a value; the office answers for it. Refuses an unknown key and what is no number."""
    rates = rates_of(work)
    rows = rates.rows.get(given.key)
    known = rows[-1] if rows else rates.awaited.get(given.key)
    if known is None:
        raise refuse("kontorsats.ukjent")
    if (given.valid_to is None) is not known.standing:
        raise refuse("kontorsats.til_mangler" if given.valid_to is None else "kontorsats.til_for_mye")
    if given.valid_to is not None and given.valid_to < given.valid_from:
        raise refuse("kontorsats.til_for_fra")
    return _keep(work, known.unit, given)


def _keep(work: Work, unit: Unit, given: RateInput) -> int:
    if not given.source.strip():
        raise refuse("kontorsats.kilde_mangler")
    row = OfficeRate(
        key=given.key,
        valid_from=given.valid_from,
        valid_to=given.valid_to,
        value=_exact(given.value),
        unit=unit.value,
        source=given.source.strip(),
        certainty=Certainty.CONFIRMED.value,
        recorded_at=work.now,
        recorded_by=work.who.user_id,
    )
    return work.add(row).id


def _exact(typed: str) -> str:
    bare = typed.replace("\u00a0", "").replace(" ", "").replace(",", ".")
    try:
        value = Decimal(bare)
    except InvalidOperation:
        raise refuse("kontorsats.ikke_tall", verdi=typed) from None
    if not value.is_finite() or value < 0:
        raise refuse("kontorsats.ikke_tall", verdi=typed)
    return format(value, "f")
