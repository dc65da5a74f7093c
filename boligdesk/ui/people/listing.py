"""The list of persons as a description: columns, filters, segments, and the questions to the store."""

from __future__ import annotations

from datetime import date
from functools import partial

from ...casework.core.desk import Desk
from ...casework.core.person_homes import Living
from ...casework.person_list import (
    PersonFlag,
    PersonListRow,
    PersonQuery,
    PersonSegment,
    PersonSort,
    person_counts,
    person_ids,
    person_rows,
)
from ...rules.periods import add_months
from ...rules.rights import Right
from ...texts import enum_text, formats, text
from ..parts.chips import ChipLook, Tone
from ..parts.filterbar import Choice, ChoiceFilter, Query, Segment
from ..parts.listpage import Listing, ListSpec
from ..parts.table_model import NOTHING, CellKind, Column, Yields
from ..shell.context import Context

#: A tenancy that ends within so many months is told in the list.
_SOON_MONTHS = 3
_MOST_FOUND = 8

_LOOKS = {
    Living.TENANT: (Tone.NEUTRAL, "check"),
    Living.LIVES_WITH: (Tone.NEUTRAL, "users"),
    Living.COMING: (Tone.INFO, "calendar"),
    Living.FORMER: (Tone.NEUTRAL, "log-out"),
    Living.NONE: (Tone.NEUTRAL, "minus"),
}


def living_chip(living: Living, until: date | None, today: date) -> ChipLook:
    """What a person is to the office now; one whose tenancy ends soon, or has ended on paper, asks for a hand."""
    if living is Living.TENANT and until is not None:
        if until < today:
            return ChipLook(text("ui.leietaker.utlopt"), Tone.WARN, "calendar-clock")
        if until <= add_months(today, _SOON_MONTHS):
            return ChipLook(text("ui.leietaker.slutter", dag=formats.day_short(until)), Tone.WARN, "calendar-clock")
    words = text("ui.leietaker.bor_hos") if living is Living.LIVES_WITH else enum_text(living)
    return ChipLook(text("ui.leietaker.tidligere") if living is Living.FORMER else words, *_LOOKS[living])


def person_list(ctx: Context) -> ListSpec[PersonListRow]:
    """The list for this desk."""
    return ListSpec(
        name="leietakere",
        columns=_columns(ctx.desk),
        ids=partial(_listing, ctx.desk),
        rows=partial(person_rows, ctx.desk),
        placeholder="ui.leietaker.filtrer",
        filters=(ChoiceFilter("merknad", "ui.leietaker.filter_merknad", _flags(ctx)),),
        segments=(
            Segment(PersonSegment.TENANTS.value, "ui.leietaker.na"),
            Segment(PersonSegment.FORMER.value, "ui.leietaker.tidligere"),
            Segment(PersonSegment.ALL.value, "ui.leietaker.alle"),
        ),
        sort=(PersonSort.NAME.value, False),
        footer=_footer,
        empty="ui.leietaker.ingen_her",
        export=ctx.may(Right.EXPORT),
    )


def _flags(ctx: Context) -> list[Choice]:
    shown = [flag for flag in PersonFlag if flag is not PersonFlag.PROTECTED or ctx.may(Right.PROTECTED)]
    return [Choice(None, text("ui.leietaker.alle_merknader")), *(Choice(flag, enum_text(flag)) for flag in shown)]


def store_query(query: Query) -> PersonQuery:
    """The list's question in the store's words."""
    flag = query.choices.get("merknad")
    return PersonQuery(
        query.text,
        PersonSegment(query.segment or PersonSegment.TENANTS.value),
        flag if isinstance(flag, PersonFlag) else None,
        PersonSort(query.sort or PersonSort.NAME.value),
        query.descending,
    )


def _listing(desk: Desk, query: Query) -> Listing:
    asked = store_query(query)
    counts = person_counts(desk, asked.text, asked.flag)
    return Listing(person_ids(desk, asked), counts={segment.value: count for segment, count in counts.items()})


def _footer(listing: Listing) -> tuple[str, str]:
    others = listing.counts.get(PersonSegment.OTHERS.value, 0)
    shown = text("ui.leietaker.antall", antall=len(listing.ids))
    return shown, text("ui.leietaker.andre", antall=others) if others else ""


def _columns(desk: Desk) -> tuple[Column[PersonListRow], ...]:
    return (
        Column(
            "status", "person.kolonne.status", lambda r: living_chip(r.living, r.until, desk.today), CellKind.CHIP, 132
        ),
        Column(
            "navn",
            "person.kolonne.navn",
            lambda r: r.name,
            width=172,
            least=120,
            stretch=2,
            yields=Yields.LAST,
            sort=PersonSort.NAME.value,
        ),
        Column("fodt", "person.kolonne.fodt", _born, width=124, yields=Yields.NEVER, sort=PersonSort.BORN.value),
        Column(
            "adresse",
            "person.kolonne.adresse",
            lambda r: _sentence(r.address) or NOTHING,
            width=150,
            least=96,
            stretch=1,
            yields=Yields.THEN,
            sort=PersonSort.ADDRESS.value,
            tone=lambda r: "text2" if r.address_hidden else None,
        ),
        Column("telefon", "person.kolonne.telefon", _phone, width=92, yields=Yields.NEVER, hide_below=630),
        Column("nummer", "person.kolonne.nummer", _number, width=112, yields=Yields.NEVER, hide_below=780),
        Column("til", "person.kolonne.til", lambda r: r.until, CellKind.DATE, width=96, optional=True),
        Column("merknad", "person.kolonne.merknad", _notes, width=130, yields=Yields.FIRST, optional=True),
    )


def _sentence(words: str) -> str:
    return words[:1].upper() + words[1:]


def _born(row: PersonListRow) -> str:
    if row.born is None:
        return ""
    return text("ui.leietaker.fodt_alder", dato=row.born, alder=row.age)


def _phone(row: PersonListRow) -> str:
    return formats.phone(row.phone)


def _number(row: PersonListRow) -> str:
    return row.masked_number


def _notes(row: PersonListRow) -> str:
    return ", ".join(enum_text(flag) for flag in row.flags)
