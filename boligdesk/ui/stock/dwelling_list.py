"""The list of dwellings as a description: columns, filters, segments, footer, and the questions to the store."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from typing import TYPE_CHECKING

from ...rules.rights import Right
from ...rules.vocabulary import Status
from ...texts import formats, render, text
from ..parts.filterbar import Choice, ChoiceFilter, Query, Segment
from ..parts.listpage import Listing, ListSpec
from ..parts.table_model import NOTHING, CellKind, Column, Yields
from ..shell.context import Context
from .status import status_chip

if TYPE_CHECKING:  # the store is loaded in a thread, after the frame is painted
    from ...casework.stock_list import DwellingListRow, DwellingQuery, StockChoices, StockSummary

#: Below this width of the table m² leaves (a window of less than 1360 px, look § 4).
_NO_AREA_W = 630

_SEGMENTS: Mapping[str, frozenset[Status]] = {
    "alle": frozenset(),
    "ledig": frozenset({Status.VACANT}),
    "klargjores": frozenset({Status.READYING, Status.REFURBISHMENT}),
    "sperret": frozenset({Status.BLOCKED}),
}


def dwelling_list(ctx: Context) -> ListSpec[DwellingListRow]:
    """The list for this desk."""
    desk = ctx.desk

    def ids(query: Query) -> Listing:
        from ...casework import stock_list

        return Listing(stock_list.dwelling_ids(desk, store_query(query)))

    def summed(query: Query, listing: Listing) -> Listing:
        """How many of each status, and their rent: every home is looked at, so the rows do not wait for it."""
        from ...casework import stock_list

        asked = store_query(query)
        return _listing(listing.ids, stock_list.stock_summary(desk, asked), whole=not asked.statuses)

    def rows(wanted: Sequence[int]) -> Mapping[int, DwellingListRow]:
        from ...casework.stock_list import dwelling_rows

        return dwelling_rows(desk, wanted)

    return ListSpec(
        name="boliger",
        columns=_columns(),
        ids=ids,
        rows=rows,
        summed=summed,
        placeholder="ui.bolig.filtrer",
        filters=(
            ChoiceFilter("rom", "ui.bolig.filter_rom", rooms_choices(())),
            ChoiceFilter("omrade", "ui.bolig.filter_omrade", area_choices(())),
        ),
        segments=(
            Segment("alle", "ui.bolig.alle"),
            Segment("ledig", "ui.bolig.ledig"),
            Segment("klargjores", "ui.bolig.klargjores"),
            Segment("sperret", "ui.bolig.sperret"),
        ),
        sort=("address", False),
        footer=footer,
        empty="ui.bolig.ingen_her",
        export=ctx.may(Right.EXPORT),
    )


def rooms_choices(rooms: Sequence[int]) -> list[Choice]:
    """ "Alle rom" and the numbers of rooms that occur."""
    return [Choice(None, text("ui.bolig.alle_rom")), *(Choice(n, text("ui.bolig.rom", antall=n)) for n in rooms)]


def area_choices(areas: Sequence[tuple[int, str]]) -> list[Choice]:
    """ "Alle områder" and the areas of the office."""
    return [Choice(None, text("ui.bolig.alle_omrader")), *(Choice(key, name) for key, name in areas)]


def filter_choices(found: StockChoices) -> dict[str, list[Choice]]:
    """What the boxes over the list offer."""
    return {"rom": rooms_choices(found.rooms), "omrade": area_choices(found.areas)}


def store_query(query: Query) -> DwellingQuery:
    """The list's question in the store's words."""
    from ...casework.stock_list import DwellingQuery, DwellingSort

    rooms, area = query.choices.get("rom"), query.choices.get("omrade")
    return DwellingQuery(
        text=query.text,
        rooms=rooms if isinstance(rooms, int) else None,
        area_id=area if isinstance(area, int) else None,
        statuses=_SEGMENTS[query.segment or "alle"],
        sort=DwellingSort(query.sort or "address"),
        descending=query.descending,
    )


def _listing(ids: Sequence[int], summary: StockSummary, *, whole: bool) -> Listing:
    counts = {key: sum(summary.counts.get(s, 0) for s in statuses) for key, statuses in _SEGMENTS.items()}
    more = {"alle": summary.total, "utleid": summary.let, "utilgjengelig": summary.unavailable}
    return Listing(ids, sum_ore=summary.let_rent_ore if whole else None, counts=counts | more)


def footer(listing: Listing) -> tuple[str, str]:
    """Counts to the left, the rent of what is let to the right; a segment counts only itself."""
    shown = text("ui.bolig.antall", antall=len(listing.ids))
    if listing.sum_ore is None:
        return shown, ""
    counts = listing.counts
    parts = (
        shown,
        text("ui.bolig.antall_utleid", antall=counts["utleid"]),
        text("ui.bolig.antall_ledige", antall=counts["ledig"]),
        text("ui.bolig.antall_utilgjengelige", antall=counts["utilgjengelig"]),
    )
    return " · ".join(parts), text("ui.bolig.leie_sum", sum=formats.kroner(listing.sum_ore))


def _columns() -> tuple[Column[DwellingListRow], ...]:
    return (
        Column("status", "bolig.kolonne.status", lambda r: status_chip(r.status), CellKind.CHIP, 118, sort="status"),
        Column(
            "adresse",
            "bolig.kolonne.adresse",
            lambda r: r.address,
            width=128,
            least=96,
            stretch=1,
            yields=Yields.LAST,
            sort="address",
        ),
        Column("bolig", "bolig.kolonne.bolig", lambda r: r.number, width=66, least=58, sort="number"),
        Column("rom", "bolig.kolonne.rom", lambda r: r.rooms, CellKind.NUMBER, 46, sort="rooms"),
        Column(
            "areal",
            "bolig.kolonne.areal",
            lambda r: r.area_m2,
            CellKind.NUMBER,
            46,
            sort="area",
            hide_below=_NO_AREA_W,
        ),
        Column("leie", "ui.bolig.leie_md", lambda r: r.rent_ore, CellKind.MONEY, 84, sort="rent"),
        Column(
            "leietaker",
            "bolig.kolonne.leietaker",
            who_or_why,
            width=170,
            least=110,
            stretch=2,
            sort="tenant",
            tone=lambda r: None if r.tenant else "text2",
        ),
    )


def who_or_why(row: DwellingListRow) -> str:
    """The tenant; where none can be named, what stands there instead; "–" where nobody lives."""
    return row.tenant or (render(row.note) if row.note else NOTHING)
