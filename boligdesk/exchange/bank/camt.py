"""ISO 20022 from the bank: camt.054 (notification) and camt.053 (statement), versions 02 and 08.

An entry gives its payments one by one where the bank tells them, else itself. The payments of an entry must add up
to the entry, and entries to the totals and balances of the statement where those are given. Only booked entries
count; a bank's kind codes (BkTxCd) differ and are never relied upon.
"""

from __future__ import annotations

import re
from dataclasses import dataclass, field

from ...rules.messages import Fault, Message, RefusedError, msg, refuse
from . import camt_values as values
from .camt_totals import Tally, totals_faults
from .payment import BankFormat, Contents, Payment
from .xml_reader import Node, XmlStream

_FORMATS = {
    "camt.054": ("BkToCstmrDbtCdtNtfctn", BankFormat.CAMT054),
    "camt.053": ("BkToCstmrStmt", BankFormat.CAMT053),
}
_VERSIONS = frozenset({"02", "08"})
_NAMESPACE = re.compile(r"urn:iso:std:iso:20022:tech:xsd:(camt\.05[0-9])\.001\.([0-9]{2})")
_REPORTS = frozenset({"Ntfctn", "Stmt"})
_WANTED = _REPORTS | {"Ntry"}
_BOOKED, _OPEN = "BOOK", frozenset({"PDNG", "INFO", "FUTR"})
_COPIES = frozenset({"COPY", "CODU", "DUPL"})
#: So many wrong entries are told one by one.
_TOLD = 20


@dataclass
class _Found:
    """What has been read so far; `tally` is of the statement that is being read."""

    format: BankFormat
    payments: list[Payment] = field(default_factory=list)
    faults: list[Fault] = field(default_factory=list)
    sources: list[str] = field(default_factory=list)
    tally: Tally = field(default_factory=Tally)
    waiting: int = 0
    copy: bool = False


def read_camt(content: bytes) -> Contents:
    """Read a camt.053 or camt.054 file. Refuses (`betaling.xml.*`, `betaling.camt.*`) what is no such message."""
    stream = XmlStream(content, _WANTED)
    found: _Found | None = None
    try:
        for parent, node in stream:
            found = found or _Found(_format(stream))
            if node.tag == "Ntry":
                _entry(found, parent, node)
            else:
                _report(found, node)
    except RefusedError as refused:
        if found is None:
            raise
        found.faults += refused.faults
    found = found or _Found(_format(stream))
    if not found.sources and not found.faults:
        raise refuse("betaling.camt.tom")
    return _contents(found)


def _format(stream: XmlStream) -> BankFormat:
    shape = _NAMESPACE.fullmatch(stream.namespace)
    message, kind = _FORMATS.get(shape[1] if shape else "", ("", BankFormat.CAMT054))
    if not shape or stream.message != message:
        raise refuse("betaling.camt.ikke")
    if shape[2] not in _VERSIONS:
        raise refuse("betaling.camt.utgave", utgave=f"{shape[1]}.001.{shape[2]}")
    return kind


def _contents(found: _Found) -> Contents:
    if found.faults:
        return Contents(found.format, faults=tuple(found.faults[:_TOLD]))
    return Contents(
        found.format,
        tuple(found.payments),
        notes=tuple(_notes(found)),
        sources=tuple(found.sources),
        copy=found.copy,
    )


def _notes(found: _Found) -> list[Message]:
    lumps = sum(payment.batch > 1 for payment in found.payments)
    notes = [msg("betaling.merknad.kopi")] if found.copy else []
    notes += [msg("betaling.merknad.venter", antall=found.waiting)] if found.waiting else []
    notes += [msg("betaling.merknad.samlesum", antall=lumps)] if lumps else []
    return notes


def _report(found: _Found, report: Node) -> None:
    """The end of a statement or notification: its number, its mark of being a copy, its totals."""
    try:
        source = f"{values.own_account(report)} {values.needed(report, 'Id').text.strip()}"
        if source in found.sources:
            raise refuse("betaling.camt.to_ganger", linje=report.line, nummer=report.value("Id"))
        found.sources.append(source)
        found.copy |= report.value("CpyDplctInd") in _COPIES
        if not found.faults:
            found.faults += totals_faults(report, found.tally)
    except RefusedError as refused:
        found.faults += refused.faults
    found.tally = Tally()


def _entry(found: _Found, report: Node, entry: Node) -> None:
    """One entry: its payments when it is booked; what is wrong with it becomes faults."""
    try:
        amount = values.sign(entry) * values.ore(values.needed(entry, "Amt"))
        booked = _is_booked(entry)
        found.tally.add(amount, booked=booked)
        if booked:
            found.payments += _payments(values.own_account(report), entry, amount)
        else:
            found.waiting += 1
    except RefusedError as refused:
        found.faults += refused.faults


def _is_booked(entry: Node) -> bool:
    """Version 02 has the code in Sts, version 08 in Sts/Cd. A code nobody knows is refused, not passed over."""
    status = values.needed(entry, "Sts")
    code = status.value("Cd") or status.text.strip()
    if code != _BOOKED and code not in _OPEN:
        raise refuse("betaling.camt.verdi", linje=status.line, felt="Sts", tekst=code[:40])
    return code == _BOOKED


def _payments(account: str, entry: Node, amount: int) -> list[Payment]:
    for group in entry.all("NtryDtls"):
        _check_count(group)
    details = entry.all("NtryDtls/TxDtls")
    if not details:
        return [_payment(account, entry, entry, amount)]
    amounts = [_part(entry, part, amount if len(details) == 1 else None) for part in details]
    if sum(amounts) != amount:
        raise refuse("betaling.camt.sum", linje=entry.line, oppgitt=amount, talt=sum(amounts))
    return [_payment(account, entry, part, own) for part, own in zip(details, amounts, strict=True)]


def _check_count(group: Node) -> None:
    """The number of payments that a batch says it has, where it lists them."""
    told, listed = group.find("Btch/NbOfTxs"), len(group.all("TxDtls"))
    if told and listed and values.count(told) != listed:
        raise refuse("betaling.camt.antall", linje=told.line, oppgitt=values.count(told), talt=listed)


def _part(entry: Node, part: Node, only: int | None) -> int:
    """The signed amount of one payment of an entry; the entry's own when it is alone and says none in kroner."""
    direction = values.sign(part) if part.find("CdtDbtInd") else values.sign(entry)
    for path in ("Amt", "AmtDtls/TxAmt/Amt"):
        found = part.find(path)
        if found and (only is None or found.attributes.get("Ccy", "NOK") == "NOK"):
            return direction * values.ore(found)
    if only is None:
        raise refuse("betaling.camt.mangler", linje=part.line, felt="TxDtls/Amt")
    return only


def _payment(account: str, entry: Node, part: Node, amount: int) -> Payment:
    booked_on = values.day(entry, "BookgDt", "ValDt")
    if booked_on is None:
        raise refuse("betaling.camt.mangler", linje=entry.line, felt="Ntry/BookgDt")
    own_kids = values.kids(part)
    side = "Dbtr" if amount >= 0 else "Cdtr"
    return Payment(
        account,
        booked_on,
        amount,
        own_kids[0] if len(own_kids) == 1 else None,
        _kind(part) or _kind(entry),
        part.line,
        amount < 0 or values.flag(entry, "RvslInd"),
        values.account(part.find(f"RltdPties/{side}Acct")),
        values.archive_ref(part, entry),
        values.text(part, entry) if len(own_kids) != 1 else " ".join(n.text.strip() for n in part.all("RmtInf/Ustrd")),
        values.day(part, "RltdDts/IntrBkSttlmDt"),
        part.value(f"RltdPties/{side}/Nm") or part.value(f"RltdPties/{side}/Pty/Nm"),
        _batch(entry) if part is entry else 1,
    )


def _kind(node: Node) -> str:
    """The bank's own code, or the three ISO codes joined."""
    code = node.find("BkTxCd")
    if code is None:
        return ""
    iso = (code.value("Domn/Cd"), code.value("Domn/Fmly/Cd"), code.value("Domn/Fmly/SubFmlyCd"))
    return code.value("Prtry/Cd") or "-".join(part for part in iso if part)


def _batch(entry: Node) -> int:
    """How many payments an entry without details stands for."""
    return max(1, sum(values.count(node) for node in entry.all("NtryDtls/Btch/NbOfTxs")))
