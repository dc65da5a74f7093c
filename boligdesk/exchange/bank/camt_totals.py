"""What a statement says of itself: number and sums of its entries, and its balances. Where given, they must agree."""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass, field

from ...rules.messages import Fault, refuse
from . import camt_values as values
from .xml_reader import Node

_OPENING, _CLOSING = ("OPBD", "PRCD"), ("CLBD",)


@dataclass
class Tally:
    """The signed amounts (øre) of a statement's entries."""

    booked: list[int] = field(default_factory=list)
    waiting: list[int] = field(default_factory=list)

    def add(self, amount_ore: int, *, booked: bool) -> None:
        """Count one entry."""
        (self.booked if booked else self.waiting).append(amount_ore)


def totals_faults(report: Node, tally: Tally) -> list[Fault]:
    """What does not agree. Banks count entries that wait for booking or leave them out: either is right."""
    faults = _summary_faults(report, tally.booked)
    if faults and tally.waiting and not _summary_faults(report, [*tally.booked, *tally.waiting]):
        faults = []
    return [*faults, *_balance_faults(report, sum(tally.booked))]


def _summary_faults(report: Node, amounts: list[int]) -> list[Fault]:
    credits, debits = [a for a in amounts if a >= 0], [a for a in amounts if a < 0]
    parts = (("TtlNtries", amounts), ("TtlCdtNtries", credits), ("TtlDbtNtries", debits))
    return [
        fault for path, own in parts if (node := report.find(f"TxsSummry/{path}")) for fault in _total_faults(node, own)
    ]


def _total_faults(total: Node, amounts: list[int]) -> Iterator[Fault]:
    number, gross = total.find("NbOfNtries"), total.find("Sum")
    if number and values.count(number) != len(amounts):
        given = {"oppgitt": values.count(number), "talt": len(amounts)}
        yield refuse("betaling.camt.antall", linje=number.line, **given).fault
    if gross and values.ore(gross) != sum(map(abs, amounts)):
        given = {"oppgitt": values.ore(gross), "talt": sum(map(abs, amounts))}
        yield refuse("betaling.camt.sum", linje=gross.line, **given).fault
    net = _net(total)
    if net is not None and net != sum(amounts):
        yield refuse("betaling.camt.sum", linje=total.line, oppgitt=net, talt=sum(amounts)).fault


def _net(total: Node) -> int | None:
    """The net of all entries: version 02 has the sign beside the amount, version 08 inside."""
    old, new = total.find("TtlNetNtryAmt"), total.find("TtlNetNtry")
    if new:
        return values.sign(new) * values.ore(values.needed(new, "Amt"))
    return values.sign(total) * values.ore(old) if old and total.find("CdtDbtInd") else None


def _balance_faults(report: Node, booked: int) -> list[Fault]:
    opening, closing = _balance(report, _OPENING), _balance(report, _CLOSING)
    if opening is None or closing is None or closing - opening == booked:
        return []
    return [refuse("betaling.camt.saldo", linje=report.line, oppgitt=closing - opening, talt=booked).fault]


def _balance(report: Node, codes: tuple[str, ...]) -> int | None:
    own = [node for node in report.all("Bal") if node.value("Tp/CdOrPrtry/Cd") in codes]
    return values.sign(own[0]) * values.ore(values.needed(own[0], "Amt")) if own else None
