"""The lines of a renewal round as a description: columns, filter on the answer, and the questions to the store."""

from __future__ import annotations

from collections.abc import Callable
from functools import partial

from ...casework.renewal_list import RenewalQuery, RenewalRow, renewal_ids, renewal_rows
from ...casework.tenancy_list import TenancySort
from ...rules.application_words import RenewalAnswer
from ...rules.rights import Right
from ...texts import enum_text, formats, text
from ..parts.chips import ChipLook, Tone
from ..parts.filterbar import Choice, ChoiceFilter, Query
from ..parts.listpage import Listing, ListSpec
from ..parts.table_model import CellKind, Column, Yields
from ..shell.context import Context

_LOOKS = {
    RenewalAnswer.WAITING: (Tone.NEUTRAL, "clock"),
    RenewalAnswer.WANTS: (Tone.OK, "check"),
    RenewalAnswer.MOVES: (Tone.INFO, "log-out"),
    RenewalAnswer.NO_ANSWER: (Tone.WARN, "phone"),
}


def renewal_spec(ctx: Context, round_id: Callable[[], int | None]) -> ListSpec[RenewalRow]:
    """The lines of the round that `round_id` names when the list asks."""

    def listing(query: Query) -> Listing:
        chosen = round_id()
        return Listing(renewal_ids(ctx.desk, store_query(chosen, query)) if chosen is not None else ())

    answers = [Choice(None, text("ui.runde.alle_svar")), *(Choice(a, enum_text(a)) for a in RenewalAnswer)]
    return ListSpec(
        name="forlengelse",
        columns=_columns(),
        ids=listing,
        rows=partial(renewal_rows, ctx.desk),
        filters=(ChoiceFilter("svar", "ui.runde.svar", answers),),
        sort=(TenancySort.TENANT.value, False),
        empty="ui.runde.tom",
        export=ctx.may(Right.EXPORT),
    )


def store_query(round_id: int, query: Query) -> RenewalQuery:
    """The list's question in the store's words."""
    answer = query.choices.get("svar")
    return RenewalQuery(
        round_id,
        answer if isinstance(answer, RenewalAnswer) else None,
        query.text,
        TenancySort(query.sort or TenancySort.TENANT.value),
        query.descending,
    )


def _columns() -> tuple[Column[RenewalRow], ...]:
    return (
        Column(
            "leietaker",
            "runde.kolonne.leietaker",
            lambda r: " / ".join(r.tenancy.tenants),
            width=230,
            least=150,
            stretch=1,
            yields=Yields.LAST,
            sort=TenancySort.TENANT.value,
            second=_home,
        ),
        Column(
            "slutter",
            "runde.kolonne.slutter",
            lambda r: r.ends_on or text("ui.runde.uten_slutt"),
            width=120,
            sort=TenancySort.TO.value,
        ),
        Column("sendt", "runde.kolonne.sendt", _sent, width=150),
        Column("svar", "runde.kolonne.svar", lambda r: _chip(r.answer), CellKind.CHIP, width=176),
        Column("svart", "runde.kolonne.svart", lambda r: r.answered_on, CellKind.DATE, width=98, hide_below=900),
        Column("soknad", "runde.kolonne.soknad", lambda r: r.application_number, width=104, second=_stage),
        Column(
            "flytt", "runde.kolonne.flytteoppfordring", lambda r: r.move_by, CellKind.DATE, width=150, optional=True
        ),
        Column("merknad", "runde.kolonne.merknad", lambda r: r.note, width=180, hide_below=1100),
    )


def _chip(answer: RenewalAnswer) -> ChipLook:
    return ChipLook(enum_text(answer), *_LOOKS[answer])


def _home(row: RenewalRow) -> str:
    home = row.tenancy
    return f"{home.address}, {home.dwelling_number}" if home.dwelling_number else home.address


def _sent(row: RenewalRow) -> str:
    if row.sent_on is not None:
        return formats.day(row.sent_on)
    return text("ui.runde.brev_klart") if row.document_id is not None else ""


def _stage(row: RenewalRow) -> str:
    return enum_text(row.stage) if row.stage is not None else ""
