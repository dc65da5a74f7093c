"""How a letter about unpaid rent is told: where it is, what it demands, what must be done with it."""

from __future__ import annotations

from collections.abc import Iterator
from datetime import date

from ...casework.arrears_letter_list import LetterRow
from ...casework.arrears_letters import LetterLine
from ...texts import enum_text, render, text
from ..parts.chips import ChipLook, Tone


def look_of(row: LetterRow) -> ChipLook:
    """Where the letter is, as a chip."""
    if row.withdrawn is not None:
        return ChipLook(text("ui.brev.trukket"), Tone.NEUTRAL, "ban")
    if row.counts_from is not None:
        return ChipLook(text("ui.brev.sendt", dato=row.counts_from), Tone.OK, "check")
    if row.came_back is not None:
        return ChipLook(text("ui.brev.i_retur", dato=row.came_back), Tone.CRIT, "undo-2")
    return ChipLook(text("ui.brev.ikke_sendt"), Tone.WARN, "clock")


def told(row: LetterRow, today: date) -> str:
    """What the letter demands, to whom it went and how, in one line."""
    return " · ".join(filter(None, _parts(row, today)))


def _parts(row: LetterRow, today: date) -> Iterator[str]:
    if row.amount_ore and row.pay_by:
        yield text("ui.brev.sum_frist", sum=row.amount_ore, dato=row.pay_by)
    elif row.amount_ore:
        yield text("ui.brev.sum_kort", sum=row.amount_ore)
    elif row.pay_by:
        yield text("ui.brev.frist", dato=row.pay_by)
    yield text("ui.brev.til", navn=row.to) if row.to else ""
    for one in row.sendings:
        yield text("ui.brev.sendt_hvordan", dato=one.on, mate=enum_text(one.way).lower())
        yield text("ui.brev.kom_tilbake", dato=one.returned_on) if one.returned_on else ""
    yield send_by_words(row, today)
    yield row.withdrawn or ""


def send_by_words(row: LetterRow, today: date) -> str:
    """Until when it can be sent with its deadline; "" for one that needs none any more."""
    if not row.waits or row.send_by is None:
        return ""
    if row.send_by < today:
        return text("ui.brev.for_sent_sendt")
    return text("ui.brev.send_innen", dato=row.send_by)


def held_words(line: LetterLine) -> str:
    """Why a letter cannot be made, and from when it can be where time alone changes it."""
    if line.held is None:
        return ""
    from_day = text("ui.brev.tidligst", dato=line.possible_from) if line.possible_from else ""
    return " ".join(filter(None, (render(line.held), from_day)))


def demand_words(line: LetterLine) -> str:
    """What a letter that can be made would demand."""
    if not line.sum_ore or not line.claims:
        return text("ui.brev.frist", dato=line.pay_by) if line.pay_by else text("ui.brev.klart")
    if line.pay_by:
        return text("ui.brev.sum_frist", sum=line.sum_ore, dato=line.pay_by)
    return text("ui.brev.sum_kort", sum=line.sum_ore)
