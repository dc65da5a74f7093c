"""What the dialog of month charges shows: claims to come, what is left out and why, and what was charged otherwise."""

from __future__ import annotations

from collections.abc import Collection, Iterator
from dataclasses import dataclass
from datetime import date

from ...casework.charges import AccountName, ChargeLine, Difference, LeftOut, LeftOutRow, MonthPlan, PlannedAccount
from ...rules.ledger.charges import extra_of
from ...rules.ledger.entries import EntryKind
from ...rules.terms import ExtraKind
from ...texts import enum_text, text
from ..parts.chips import ChipLook, Tone
from ..parts.table_model import CellKind, Column, Yields


@dataclass(frozen=True)
class DifferenceRow:
    """A line that was charged otherwise than is owed now, and whether it is to be met by a counter-entry."""

    name: AccountName
    difference: Difference
    met: bool


@dataclass(frozen=True)
class OutRow:
    """An account that is not charged; `also`: it is charged all the same, as somebody chose."""

    row: LeftOutRow
    also: bool = False

    @property
    def can_be_charged(self) -> bool:
        """The lease is over and nobody has left: rent may be charged until the keys are in."""
        return self.also or self.row.why is LeftOut.EXPIRED


def to_charge(plan: MonthPlan) -> dict[int, PlannedAccount]:
    """The accounts that get new claims, by account."""
    return {account.account_id: account for account in plan.accounts if account.lines}


def left_out(plan: MonthPlan, also: Collection[int]) -> dict[int, OutRow]:
    """The accounts that are not charged, and those that are although their lease is over."""
    chosen = {
        account.account_id: OutRow(LeftOutRow(account.account_id, account.name, LeftOut.EXPIRED, None), also=True)
        for account in plan.accounts
        if account.account_id in also
    }
    return {row.account_id: OutRow(row) for row in plan.left_out} | chosen


def differences(plan: MonthPlan, meet: Collection[str]) -> dict[int, DifferenceRow]:
    """What was charged otherwise, numbered from 1."""
    found = ((account.name, one) for account in plan.accounts for one in account.differences)
    return {at: DifferenceRow(name, one, one.key in meet) for at, (name, one) in enumerate(found, start=1)}


def claim_word(kind: EntryKind, extra: ExtraKind | None) -> str:
    """What a claim is called: "Husleie", "Strøm"."""
    return enum_text(extra) if extra else enum_text(kind)


def _claims(account: PlannedAccount) -> str:
    return ", ".join(claim_word(line.kind, line.extra) for line in account.lines)


def _part_months(account: PlannedAccount) -> str:
    return ", ".join(dict.fromkeys(_part_month(account.lines)))


def _part_month(lines: tuple[ChargeLine, ...]) -> Iterator[str]:
    for line in lines:
        if line.days < line.of_days:
            yield text("ui.leiekrav.del_av_maned", dager=line.days, av=line.of_days)


def _first_due(account: PlannedAccount) -> date:
    return min(line.due for line in account.lines)


def _gap_word(row: DifferenceRow) -> str:
    extra = extra_of(row.difference.key)
    return enum_text(extra) if extra else enum_text(EntryKind.RENT)


def _met(row: DifferenceRow) -> ChipLook:
    if row.met:
        return ChipLook(text("ui.leiekrav.rettes"), Tone.INFO, "check")
    return ChipLook(text("ui.leiekrav.star"), Tone.WARN, "triangle-alert")


def _also(row: OutRow) -> ChipLook | None:
    if row.also:
        return ChipLook(text("ui.leiekrav.kreves_likevel"), Tone.INFO, "check")
    return ChipLook(text("ui.leiekrav.kan_kreves"), Tone.WARN, "triangle-alert") if row.can_be_charged else None


CHARGES = (
    Column[PlannedAccount](
        "leietaker",
        "ui.leiekrav.leietaker",
        lambda r: r.name.tenant,
        width=230,
        stretch=2,
        yields=Yields.LAST,
        second=lambda r: r.name.address,
    ),
    Column[PlannedAccount]("nummer", "ui.leiekrav.kontrakt", lambda r: r.name.number, width=110, yields=Yields.FIRST),
    Column[PlannedAccount]("krav", "ui.leiekrav.krav", _claims, width=260, stretch=2, least=140, second=_part_months),
    Column[PlannedAccount]("forfall", "ui.leiekrav.forfall", _first_due, CellKind.DATE, width=104),
    Column[PlannedAccount]("sum", "ui.leiekrav.sum", lambda r: r.sum_ore, CellKind.MONEY, width=110),
)

OUT = (
    Column[OutRow](
        "leietaker",
        "ui.leiekrav.leietaker",
        lambda r: r.row.name.tenant,
        width=230,
        stretch=2,
        yields=Yields.LAST,
        second=lambda r: r.row.name.address,
    ),
    Column[OutRow]("nummer", "ui.leiekrav.kontrakt", lambda r: r.row.name.number, width=110, yields=Yields.FIRST),
    Column[OutRow]("hvorfor", "ui.leiekrav.hvorfor", lambda r: enum_text(r.row.why), width=300, stretch=2, least=160),
    Column[OutRow]("dato", "ui.leiekrav.dato", lambda r: r.row.on, CellKind.DATE, width=104),
    Column[OutRow]("likevel", "ui.leiekrav.valg", _also, CellKind.CHIP, width=170, yields=Yields.NEVER),
)

DIFFERENCES = (
    Column[DifferenceRow](
        "leietaker",
        "ui.leiekrav.leietaker",
        lambda r: r.name.tenant,
        width=230,
        stretch=2,
        yields=Yields.LAST,
        second=lambda r: r.name.address,
    ),
    Column[DifferenceRow]("krav", "ui.leiekrav.krav", _gap_word, width=150, stretch=1, least=90),
    Column[DifferenceRow]("var", "ui.leiekrav.var", lambda r: r.difference.was_ore, CellKind.MONEY, width=110),
    Column[DifferenceRow]("er", "ui.leiekrav.skal_vaere", lambda r: r.difference.now_ore, CellKind.MONEY, width=110),
    Column[DifferenceRow]("gap", "ui.leiekrav.avvik", lambda r: r.difference.gap_ore, CellKind.MONEY, width=110),
    Column[DifferenceRow]("valg", "ui.leiekrav.valg", _met, CellKind.CHIP, width=130, yields=Yields.NEVER),
)
