"""The list of payments to sort, and of those that are: columns, segments, and the question to the store."""

from __future__ import annotations

from functools import partial

from ...casework.core.desk import Desk
from ...casework.payment_lists import LineQuery, LineRow, line_ids, line_rows
from ...rules.arrears.words import LineState, PaymentOutcome
from ...texts import enum_text, text
from ..parts.chips import ChipLook, Tone
from ..parts.filterbar import Choice, ChoiceFilter, Query, Segment
from ..parts.listpage import Listing, ListSpec
from ..parts.table_model import CellKind, Column, Yields


def line_spec(desk: Desk) -> ListSpec[LineRow]:
    """Payments by where they stand; those to sort come first."""
    outcomes = [Choice(None, text("ui.innbetaling.alle_utfall")), *(Choice(o, enum_text(o)) for o in PaymentOutcome)]
    return ListSpec(
        name="innbetalinger",
        columns=_columns(),
        ids=partial(_listing, desk),
        rows=partial(line_rows, desk),
        filters=(ChoiceFilter("utfall", "ui.innbetaling.utfall", outcomes),),
        segments=(
            Segment(LineState.WAITING.value, "ui.innbetaling.ma_sorteres"),
            Segment(LineState.BOOKED.value, "ui.innbetaling.bokforte"),
            Segment(LineState.SET_ASIDE.value, "ui.innbetaling.til_side"),
        ),
        placeholder="ui.innbetaling.finn",
        footer=lambda listing: (text("ui.innbetaling.antall_linjer", antall=len(listing.ids)), ""),
        empty="ui.innbetaling.ingen_her",
        export=False,
    )


def _listing(desk: Desk, query: Query) -> Listing:
    outcome = query.choices.get("utfall")
    chosen = frozenset({outcome}) if isinstance(outcome, PaymentOutcome) else frozenset[PaymentOutcome]()
    state = LineState(query.segment or LineState.WAITING.value)
    return Listing(line_ids(desk, LineQuery(query.text, frozenset({state}), chosen)))


def line_name(row: LineRow) -> str:
    """Who a payment came from, as far as that may be told."""
    if row.shielded:
        return text("ui.innbetaling.skjermet")
    return row.payer or row.kid or text("ui.innbetaling.ukjent_betaler")


def _columns() -> tuple[Column[LineRow], ...]:
    return (
        Column("dato", "ui.innbetaling.dato", lambda r: r.booked_on, CellKind.DATE, width=100),
        Column(
            "betaler",
            "ui.innbetaling.betaler",
            line_name,
            width=200,
            least=110,
            stretch=2,
            yields=Yields.LAST,
            second=lambda r: r.text or r.kid or "",
        ),
        Column("belop", "ui.innbetaling.belop", lambda r: r.amount_ore, CellKind.MONEY, width=100),
        Column("utfall", "ui.innbetaling.utfall", _outcome, CellKind.CHIP, width=204, hide_below=520),
    )


def _outcome(row: LineRow) -> ChipLook:
    return ChipLook(enum_text(row.outcome), Tone.NEUTRAL, "circle-help" if row.state is LineState.WAITING else "check")
