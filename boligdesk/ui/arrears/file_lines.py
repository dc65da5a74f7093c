"""What the dialog of a bank file shows: its results by outcome, and its payments."""

from __future__ import annotations

from collections.abc import Iterable
from dataclasses import dataclass

from ...casework.core.payment_booking import OutcomeSum
from ...casework.payments import PlannedLine
from ...rules.arrears.words import LineState, PaymentOutcome
from ...texts import enum_text, text
from ..parts.chips import ChipLook, Tone
from ..parts.table_model import CellKind, Column, Yields

#: What somebody has to look at.
_WAITS = frozenset(
    {
        *(PaymentOutcome.UNKNOWN_KID, PaymentOutcome.NO_KID, PaymentOutcome.NOT_OURS),
        *(PaymentOutcome.RETURNED, PaymentOutcome.LUMP),
    }
)


@dataclass(frozen=True)
class OutcomeRow:
    """One line of the result: `outcome` None is what was booked from another file before."""

    outcome: PaymentOutcome | None
    count: int
    amount_ore: int | None = None


def outcome_rows(outcomes: Iterable[OutcomeSum], skipped: int) -> dict[int, OutcomeRow]:
    """The results in the order of the outcomes, and what was booked before last."""
    found = [OutcomeRow(one.outcome, one.count, one.amount_ore) for one in outcomes]
    if skipped:
        found.append(OutcomeRow(None, skipped))
    return dict(enumerate(found, start=1))


def planned_rows(lines: Iterable[PlannedLine], outcome: PaymentOutcome | None) -> dict[int, PlannedLine]:
    """The payments of an outcome (None: all), by their place in the file."""
    wanted = (line for line in lines if outcome in (None, line.outcome))
    return dict(enumerate(wanted, start=1))


def outcome_chip(outcome: PaymentOutcome | None) -> ChipLook:
    """The word of an outcome; only what asks for a hand has colour."""
    if outcome is None:
        return ChipLook(text("ui.innbetaling.bokfort_for"), Tone.NEUTRAL)
    if outcome in _WAITS:
        return ChipLook(enum_text(outcome), Tone.WARN, "circle-help")
    return ChipLook(enum_text(outcome), Tone.NEUTRAL, "check")


def _payer(line: PlannedLine) -> str:
    return text("ui.innbetaling.skjermet") if line.shielded else line.payer


def _state(line: PlannedLine) -> ChipLook:
    waits = line.state is LineState.WAITING
    return ChipLook(enum_text(line.outcome), Tone.WARN if waits else Tone.NEUTRAL, "circle-help" if waits else "check")


OUTCOMES = (
    Column[OutcomeRow]("utfall", "ui.innbetaling.utfall", lambda r: outcome_chip(r.outcome), CellKind.CHIP, width=204),
    Column[OutcomeRow]("antall", "ui.innbetaling.antall", lambda r: r.count, CellKind.NUMBER, width=64),
    Column[OutcomeRow]("sum", "ui.innbetaling.sum", lambda r: r.amount_ore, CellKind.MONEY, width=100, stretch=1),
)

PLANNED = (
    Column[PlannedLine]("dato", "ui.innbetaling.dato", lambda r: r.booked_on, CellKind.DATE, width=100),
    Column[PlannedLine](
        "betaler", "ui.innbetaling.betaler", _payer, width=150, stretch=2, least=90, yields=Yields.LAST
    ),
    Column[PlannedLine]("kid", "ui.innbetaling.kid", lambda r: r.kid or "", CellKind.MUTED, width=130, hide_below=420),
    Column[PlannedLine]("belop", "ui.innbetaling.belop", lambda r: r.amount_ore, CellKind.MONEY, width=96),
    Column[PlannedLine]("utfall", "ui.innbetaling.utfall", _state, CellKind.CHIP, width=206, hide_below=560),
)
