"""OCR giro: the order of the records, and the control counts and sums that must agree.

Grammar: (10 (20 (30 31 [32])* 88)* 89)+, where orders of AvtaleGiro mandates may stand among the others. A dash in
position 32 takes the amount off: control sums are net. Types 18 and 20 (reversals at a terminal) are added in
them like any other, and told apart by `Payment.returned`.
"""

from __future__ import annotations

import re
from collections.abc import Sequence
from dataclasses import dataclass, field
from datetime import date

from ...rules.messages import Fault, Message, RefusedError, msg, refuse
from . import ocr_records as records
from .ocr_records import Days, Record
from .payment import BankFormat, Contents, Mandate, MandateChange, Payment

_REVERSALS = frozenset({"18", "20"})
#: So many lines of a wrong length are told one by one.
_TOLD = 20
_SETTLED, _PAID = (records.ITEM_1.parts[1].name, 16), (records.ITEM_2.parts[3].name, 42)


@dataclass
class _Count:
    """What was counted between a start and its end."""

    payments: int = 0
    lines: int = 0
    sum_ore: int = 0

    def add(self, other: _Count) -> None:
        self.payments += other.payments
        self.lines += other.lines
        self.sum_ore += other.sum_ore


@dataclass
class _Reader:
    """The lines of a file (an empty one ends them), where we are in them, and what was found."""

    lines: Sequence[str]
    days: Days
    at: int = 0
    payments: list[Payment] = field(default_factory=list)
    mandates: list[Mandate] = field(default_factory=list)
    faults: list[Fault] = field(default_factory=list)
    notes: list[Message] = field(default_factory=list)
    sources: list[str] = field(default_factory=list)

    @property
    def line(self) -> str:
        return self.lines[self.at]

    def here(self, record: Record) -> bool:
        return record.opening.match(self.lines[self.at]) is not None

    def take(self, record: Record) -> tuple[str, ...]:
        """The fields of this line, which must be that record; goes on to the next line."""
        line = self.lines[self.at]
        found = record.pattern.fullmatch(line)
        if found is None:
            raise record.fault(line, self.at + 1) if line else self._cut_off(record)
        self.at += 1
        return found.groups()

    def _cut_off(self, record: Record) -> RefusedError:
        return refuse("betaling.ocr.slutt", linje=self.at, ventet=record.name)


def read_ocr(content: bytes, today: date) -> Contents:
    """Read an OCR giro file (ISO-8859-1), or a list of AvtaleGiro mandates.

    Refuses at the first line that stands where it may not; counts and sums that do not agree come as faults.
    """
    lines = _lines(content)
    if wrong := [_length_fault(n, line) for n, line in enumerate(lines, 1) if len(line) != records.LENGTH]:
        return Contents(BankFormat.OCR, faults=tuple(wrong[:_TOLD]))
    reader = _Reader([*lines, ""], Days(today))
    try:
        while reader.line:
            _transmission(reader)
    except RefusedError as refused:
        reader.faults[:] = refused.faults
    return _contents(reader)


def _lines(content: bytes) -> list[str]:
    text = content.removeprefix(b"\xef\xbb\xbf").decode("iso-8859-1").rstrip("\r\n\x1a ")
    return text.replace("\r\n", "\n").replace("\r", "\n").split("\n")


def _length_fault(number: int, line: str) -> Fault:
    return refuse("betaling.ocr.lengde", linje=number, antall=len(line)).fault


def _contents(reader: _Reader) -> Contents:
    mandates_only = reader.mandates and not reader.payments
    kind = BankFormat.MANDATES if mandates_only else BankFormat.OCR
    if reader.faults:
        return Contents(kind, faults=tuple(reader.faults))
    if reader.mandates:
        reader.notes.append(msg("betaling.merknad.fullmakter", antall=len(reader.mandates)))
    return Contents(
        kind,
        tuple(reader.payments),
        tuple(reader.mandates),
        notes=tuple(reader.notes),
        sources=tuple(reader.sources),
    )


def _transmission(reader: _Reader) -> None:
    at = reader.at
    source = "-".join(reader.take(records.START))
    if source in reader.sources:
        raise refuse("betaling.ocr.to_ganger", linje=at + 1, nummer=source)
    reader.sources.append(source)
    total = _Count(lines=2)
    while reader.line and not reader.here(records.END):
        total.add(_order(reader))
    _check(reader, reader.take(records.END), total)


def _order(reader: _Reader) -> _Count:
    """One order of the transmission, from its start to its end."""
    line = reader.line
    if reader.here(records.MANDATES):
        return _mandates(reader)
    if re.match("NY21(?:00|36)20", line):
        raise refuse("betaling.ocr.ut", linje=reader.at + 1)
    if re.match("NY[0-9]{4}20", line) and not reader.here(records.ORDER):
        raise refuse("betaling.ocr.tjeneste", linje=reader.at + 1, tjeneste=line[2:4])
    return _payments(reader)


def _payments(reader: _Reader) -> _Count:
    first, from_line = len(reader.payments), reader.at
    account = reader.take(records.ORDER)[2]
    last_number = ""
    while reader.here(records.ITEM_1):
        last_number = _payment(reader, account, last_number)
    ending = reader.take(records.ORDER_END)
    own = reader.payments[first:]
    count = _Count(len(own), reader.at - from_line, sum(payment.amount_ore for payment in own))
    _check(reader, ending, count)
    _look_at_days(reader, own, ending)
    return count


def _payment(reader: _Reader, account: str, last_number: str) -> str:
    """Two or three lines; returns the payment's number, which must be higher than the last one."""
    line, at = reader.line, reader.at + 1
    number, settled, _, sign, amount, kid = reader.take(records.ITEM_1)
    if number <= last_number:
        raise refuse("betaling.ocr.nummer", linje=at, nummer=number, forrige=last_number)
    kind = line[4:6]
    _same_payment(reader, number, kind)
    _, form, archive, paid, payer_account = reader.take(records.ITEM_2)
    text = _text(reader, number, kind) if reader.line[6:8] == "32" else ""
    reader.payments.append(
        Payment(
            account,
            reader.days.read(settled, _SETTLED[0], at, _SETTLED[1]),
            -int(amount) if sign == "-" else int(amount),
            kid.strip() or None,
            kind,
            at,
            sign == "-" or kind in _REVERSALS,
            payer_account if _says(payer_account) else "",
            _archive(archive, form),
            text,
            reader.days.read(paid, _PAID[0], at + 1, _PAID[1]) if _says(paid) else None,
        )
    )
    return number


def _text(reader: _Reader, number: str, kind: str) -> str:
    """The payer's text on a third line; where the line is of another kind, the order cannot go on."""
    _same_payment(reader, number, kind)
    return reader.take(records.ITEM_3)[1].strip()


def _says(part: str) -> bool:
    """Whether a field is filled: zeros and blanks say nothing."""
    return part.strip("0 ") != ""


def _archive(archive: str, form: str) -> str:
    """The bank's own references of the payment: archive number and form number, those that are filled."""
    if _says(archive) and _says(form):
        return f"{archive.strip()}/{form.strip()}"
    return archive.strip() if _says(archive) else form.strip() if _says(form) else ""


def _same_payment(reader: _Reader, number: str, kind: str) -> None:
    """The line that follows must belong to the same payment: same kind, same number."""
    line = reader.line
    if line[4:6] == kind and line[8:15] == number:
        return
    if line[6:8] in ("31", "32"):
        raise refuse("betaling.ocr.par", linje=reader.at + 1, nummer=number)


def _mandates(reader: _Reader) -> _Count:
    first, from_line = len(reader.mandates), reader.at
    account = reader.take(records.MANDATES)[1]
    while reader.here(records.MANDATE):
        _, change, kid, notice = reader.take(records.MANDATE)
        reader.mandates.append(Mandate(account, kid.strip(), MandateChange(change), notice == "J", reader.at))
    ending = reader.take(records.MANDATES_END)
    count = _Count(len(reader.mandates) - first, reader.at - from_line)
    _check(reader, ending, count)
    return count


def _check(reader: _Reader, ending: tuple[str, ...], count: _Count) -> None:
    """Hold what an end line says against what was counted; what does not agree becomes faults."""
    told_payments, told_lines, *rest = ending
    where = reader.at
    if int(told_payments) != count.payments:
        given = {"oppgitt": int(told_payments), "talt": count.payments}
        reader.faults.append(refuse("betaling.ocr.antall", linje=where, **given).fault)
    if int(told_lines) != count.lines:
        given = {"oppgitt": int(told_lines), "talt": count.lines}
        reader.faults.append(refuse("betaling.ocr.linjer", linje=where, **given).fault)
    if rest and int(rest[0]) != count.sum_ore:
        given = {"oppgitt": int(rest[0]), "talt": count.sum_ore}
        reader.faults.append(refuse("betaling.ocr.sum", linje=where, **given).fault)


def _look_at_days(reader: _Reader, own: Sequence[Payment], ending: tuple[str, ...]) -> None:
    """Settlement days outside the order's own first and last day: no sum is touched, so it is only told."""
    first, last = reader.days.find(ending[4]), reader.days.find(ending[5])
    outside = [p for p in own if first and last and not first <= p.booked_on <= last]
    if outside and first and last:
        reader.notes.append(msg("betaling.merknad.dager", antall=len(outside), forste=first, siste=last))
