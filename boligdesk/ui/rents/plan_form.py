"""What a round rests on, as a form: KPI with a table and its two months, or gjengs leie; from when; and its answer."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from dataclasses import dataclass, replace
from datetime import date, timedelta

from ...casework.price_indexes import IndexTableRow
from ...casework.rent_rounds import IndexPoint, MarketAssessment, RoundWish
from ...rules.periods import add_months, first_of_month, month_start_on_or_after
from ...rules.rent_change import RentChangeBasis
from ...texts import formats, text
from ..parts.filterbar import Choice
from ..parts.form_spec import FieldKind, FieldSpec, FormSpec, SectionSpec, Values

#: The choice beside the tables: to gjengs leie.
MARKET = "gjengs"
#: The first day proposed leaves so many days to print and send beyond the law's own month, and so many months ahead are
#: offered: a notice of gjengs leie takes six of them.
_TO_SEND, _AHEAD = 14, 18


def _is_kpi(values: Values) -> bool:
    return values.get("basis") not in (None, MARKET)


@dataclass(frozen=True)
class _OfTable:
    """Whether the form asks for the months of one table: both are always of the same."""

    number: str

    def __call__(self, values: Values) -> bool:
        return values.get("basis") == self.number


def _months(table: IndexTableRow) -> tuple[Choice, ...]:
    """The months of a table, the newest first; one that is missing says so."""
    known = table.values
    every = sorted({*known, *table.missing}, reverse=True)
    return tuple(
        Choice(month, text("ui.regulering.maned_tall", maned=month, tall=formats.number(known[month])))
        if month in known
        else Choice(month, text("ui.regulering.maned_mangler", maned=month))
        for month in every
    )


def wish_spec(tables: Sequence[IndexTableRow], today: date) -> FormSpec:
    """The form of what a round rests on."""
    named = [
        Choice(t.number, text("ui.regulering.kpi_tabell", tabell=t.number, basis=str(t.base_year))) for t in tables
    ]
    named.append(Choice(MARKET, text("ui.regulering.gjengs_etter")))
    first = first_of_month(today)
    days = [add_months(first, step) for step in range(1, _AHEAD + 1)]
    fields = [
        FieldSpec("basis", "ui.regulering.grunnlag", FieldKind.CHOICE, choices=named, required=True, width=420),
    ]
    for table in tables:
        asked, months = _OfTable(table.number), _months(table)
        for key, label in (("from", "ui.regulering.fra_maned"), ("to", "ui.regulering.til_maned")):
            name = f"{key}_{table.number}"
            fields.append(FieldSpec(name, label, FieldKind.CHOICE, choices=months, required=True, when=asked))
    when = [Choice(day, formats.day_long(day)) for day in days]
    fields += [
        FieldSpec("on", "ui.regulering.gjelder_fra", FieldKind.CHOICE, choices=when, required=True),
        FieldSpec("whole", "ui.regulering.hele_kroner", FieldKind.YES_NO, when=_is_kpi, required=True),
        FieldSpec("note", "ui.regulering.merknad"),
    ]
    return FormSpec([SectionSpec(fields)])


def wish_start(tables: Sequence[IndexTableRow], today: date) -> dict[str, object]:
    """What the form proposes: the newest table, its last twelve months, the first day that leaves time to send."""
    day = month_start_on_or_after(add_months(today + timedelta(days=_TO_SEND), 1))
    start: dict[str, object] = {"basis": tables[0].number, "on": day, "whole": True}
    for table in tables:
        start[f"to_{table.number}"] = table.last
        start[f"from_{table.number}"] = add_months(table.last, -12)
    return start


def wish_of(values: Values, assessed: Mapping[int, MarketAssessment]) -> RoundWish | None:
    """The round as it stands in the form; None while something is missing."""
    table, on = values["basis"], values["on"]
    if table is None or not isinstance(on, date):
        return None
    basis = RentChangeBasis.MARKET if table == MARKET else RentChangeBasis.KPI
    wish = RoundWish(basis, on, note=str(values["note"] or ""), whole_kroner=bool(values["whole"]))
    if basis is RentChangeBasis.MARKET:
        return replace(wish, assessed=dict(assessed))
    earlier, later = values.get(f"from_{table}"), values.get(f"to_{table}")
    if not isinstance(earlier, date) or not isinstance(later, date):
        return None
    return replace(wish, earlier=IndexPoint(str(table), earlier), later=IndexPoint(str(table), later))
