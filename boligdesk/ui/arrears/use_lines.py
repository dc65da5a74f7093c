"""What the windows of a settlement of à konto list: tenancies in a plan, and those that are settled."""

from __future__ import annotations

from ...casework.use_settlements import UseLine, UseSettledRow
from ...texts import enum_text, render, text
from ..parts.chips import ChipLook, Tone
from ..parts.table_model import CellKind, Column, Yields


def _stay(line: UseLine) -> str:
    return text("ui.avregning.dager", fra=line.stay.start, til=line.stay.end)


def _real(line: UseLine) -> int | None:
    return line.share.real_ore if line.share else None


def _result(line: UseLine) -> int | None:
    return line.share.result_ore if line.share and line.why is None else None


def _standing(line: UseLine) -> ChipLook:
    """Whether a tenancy is settled, and if not, why."""
    if line.why is not None:
        return ChipLook(text("ui.avregning.utenfor"), Tone.NEUTRAL, "minus")
    if line.controls:
        return ChipLook(text("ui.avregning.se_pa"), Tone.WARN, "triangle-alert")
    return ChipLook(text("ui.avregning.klar"), Tone.OK, "check")


def remarks(line: UseLine) -> list[str]:
    """Why a tenancy is not settled, and what is to be looked at."""
    why = [enum_text(line.why)] if line.why is not None else []
    return [*why, *(render(control.what) for control in line.controls)]


PLAN = (
    Column[UseLine](
        "leietaker",
        "ui.leiekrav.leietaker",
        lambda r: r.tenant,
        width=210,
        stretch=2,
        yields=Yields.LAST,
        second=_stay,
    ),
    Column[UseLine]("andel", "ui.avregning.andel", _real, CellKind.MONEY, width=104),
    Column[UseLine]("krevd", "ui.avregning.krevd", lambda r: r.charged_ore, CellKind.MONEY, width=104),
    Column[UseLine]("resultat", "ui.avregning.resultat", _result, CellKind.MONEY, width=104),
    Column[UseLine]("status", "ui.avregning.status", _standing, CellKind.CHIP, width=104, yields=Yields.NEVER),
)


def letter_look(row: UseSettledRow) -> ChipLook:
    """How far the letter has come."""
    if row.sent_on is not None:
        return ChipLook(text("ui.avregning.sendt", dato=row.sent_on), Tone.OK, "check")
    if row.document_id is not None:
        return ChipLook(text("ui.avregning.ikke_sendt"), Tone.WARN, "send")
    return ChipLook(text("ui.avregning.ikke_laget"), Tone.NEUTRAL, "printer")


SETTLED_ROWS = (
    Column[UseSettledRow](
        "leietaker",
        "ui.leiekrav.leietaker",
        lambda r: r.tenant,
        width=210,
        stretch=2,
        yields=Yields.LAST,
        second=lambda r: r.number,
    ),
    Column[UseSettledRow]("andel", "ui.avregning.andel", lambda r: r.actual_ore, CellKind.MONEY, width=104),
    Column[UseSettledRow]("krevd", "ui.avregning.krevd", lambda r: r.charged_ore, CellKind.MONEY, width=104),
    Column[UseSettledRow](
        "resultat", "ui.avregning.resultat", lambda r: r.actual_ore - r.charged_ore, CellKind.MONEY, width=104
    ),
    Column[UseSettledRow]("brev", "ui.avregning.brevet", letter_look, CellKind.CHIP, width=140, yields=Yields.NEVER),
)
