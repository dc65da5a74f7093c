"""What the dialogs of letters to many show: those that go, those that are held and why, those that lie here unsent."""

from __future__ import annotations

from collections.abc import Collection
from dataclasses import dataclass
from datetime import date

from ...casework.arrears_letters import LetterLine, UnsentLetter
from ...texts import enum_text, render, text
from ..parts.chips import ChipLook, Tone
from ..parts.table_model import CellKind, Column, Yields


@dataclass(frozen=True)
class GoingRow:
    """A letter or debt that goes, unless somebody has taken it out."""

    line: LetterLine
    out: bool


@dataclass(frozen=True)
class UnsentRow:
    """A letter that lies here; `out`: it is not marked with the others. `late`: its deadline is too short by now."""

    letter: UnsentLetter
    out: bool
    late: bool


def going(lines: Collection[LetterLine], out: Collection[int]) -> dict[int, GoingRow]:
    """By account."""
    return {line.account_id: GoingRow(line, line.account_id in out) for line in lines}


def unsent(letters: Collection[UnsentLetter], out: Collection[int], today: date) -> dict[int, UnsentRow]:
    """By the letter's event."""
    return {
        one.event_id: UnsentRow(one, one.event_id in out, one.send_by is not None and one.send_by < today)
        for one in letters
    }


def _choice(out: bool) -> ChipLook:
    if out:
        return ChipLook(text("ui.utsendelse.tatt_ut"), Tone.NEUTRAL, "minus")
    return ChipLook(text("ui.utsendelse.med"), Tone.OK, "check")


def _unsent_note(row: UnsentRow) -> str:
    if row.letter.returned_on is not None:
        return text("ui.brev.kom_tilbake", dato=row.letter.returned_on)
    return text("ui.brev.for_sent_sendt") if row.late else ""


_NAME = "ui.utsendelse.navn"
_CHOICE = Column[GoingRow](
    "valg", "ui.utsendelse.valg", lambda r: _choice(r.out), CellKind.CHIP, width=110, yields=Yields.NEVER
)
_SUM = Column[GoingRow]("sum", "ui.utsendelse.sum", lambda r: r.line.sum_ore, CellKind.MONEY, width=110)

GOING = (
    Column[GoingRow]("navn", _NAME, lambda r: r.line.to, width=260, stretch=2, yields=Yields.LAST),
    Column[GoingRow]("gebyr", "ui.utsendelse.gebyr", lambda r: r.line.fee_ore or None, CellKind.MONEY, width=90),
    _SUM,
    Column[GoingRow]("frist", "ui.utsendelse.frist", lambda r: r.line.pay_by, CellKind.DATE, width=110),
    _CHOICE,
)

HANDED = (
    Column[GoingRow]("navn", _NAME, lambda r: r.line.to, width=260, stretch=2, yields=Yields.LAST),
    Column[GoingRow]("krav", "ui.inkasso.krav", lambda r: r.line.claims, CellKind.NUMBER, width=80),
    _SUM,
    _CHOICE,
)

HELD = (
    Column[LetterLine]("navn", _NAME, lambda r: r.to, width=230, stretch=1, least=140, yields=Yields.LAST),
    Column[LetterLine](
        "grunn",
        "ui.utsendelse.grunn",
        lambda r: render(r.held) if r.held else "",
        width=430,
        stretch=3,
        least=220,
        yields=Yields.LAST,
    ),
    Column[LetterLine]("tidligst", "ui.utsendelse.tidligst", lambda r: r.possible_from, CellKind.DATE, width=104),
)

UNSENT = (
    Column[UnsentRow](
        "navn", _NAME, lambda r: r.letter.to, width=220, stretch=2, yields=Yields.LAST, second=_unsent_note
    ),
    Column[UnsentRow](
        "brev", "ui.utsendelse.brev", lambda r: enum_text(r.letter.kind), width=180, stretch=1, least=120
    ),
    Column[UnsentRow]("laget", "ui.utsendelse.laget", lambda r: r.letter.made_on, CellKind.DATE, width=104),
    Column[UnsentRow](
        "senest",
        "ui.utsendelse.send_innen",
        lambda r: r.letter.send_by,
        CellKind.DATE,
        width=110,
        tone=lambda r: "crit" if r.late else None,
    ),
    Column[UnsentRow]("sum", "ui.utsendelse.sum", lambda r: r.letter.amount_ore, CellKind.MONEY, width=110),
    Column[UnsentRow](
        "valg", "ui.utsendelse.valg", lambda r: _choice(r.out), CellKind.CHIP, width=110, yields=Yields.NEVER
    ),
)
