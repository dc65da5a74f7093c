"""Single values of a camt message: amounts, days, accounts and references, each refused by its name when wrong."""

from __future__ import annotations

import re
from datetime import date

from ...rules.messages import refuse
from .payment import is_kid
from .xml_reader import Node

CREDIT, DEBIT = "CRDT", "DBIT"
_AMOUNT = re.compile(r"([0-9]{1,13})(?:\.([0-9]{1,2})0*)?")
_NO_IBAN = re.compile(r"NO[0-9]{13}")
_ABSENT = frozenset({"", "NOTPROVIDED", "NOT PROVIDED"})


def needed(node: Node, path: str) -> Node:
    """The element at a path; refuses when it is missing."""
    found = node.find(path)
    if found is None:
        raise refuse("betaling.camt.mangler", linje=node.line, felt=f"{node.tag}/{path}")
    return found


def ore(amount: Node) -> int:
    """An amount of kroner as whole øre; refuses other currencies and more than two decimals."""
    if amount.attributes.get("Ccy", "NOK") != "NOK":
        raise refuse("betaling.camt.valuta", linje=amount.line, valuta=amount.attributes["Ccy"])
    found = _AMOUNT.fullmatch(amount.text.strip())
    if found is None:
        raise _wrong(amount)
    return int(found[1]) * 100 + int((found[2] or "").ljust(2, "0"))


def sign(node: Node) -> int:
    """1 for money in, −1 for money out, by the element's own CdtDbtInd."""
    mark = needed(node, "CdtDbtInd")
    if mark.text.strip() not in (CREDIT, DEBIT):
        raise _wrong(mark)
    return -1 if mark.text.strip() == DEBIT else 1


def day(node: Node, *paths: str) -> date | None:
    """The first day that stands at one of the paths, as date or moment; refuses one that does not exist."""
    found = next((at for path in paths for form in ("Dt", "DtTm") if (at := node.find(f"{path}/{form}"))), None)
    if found is None:
        return None
    try:
        return date.fromisoformat(found.text.strip()[:10])
    except ValueError as error:
        raise _wrong(found) from error


def flag(node: Node, path: str) -> bool:
    """Whether an indicator is set."""
    found = node.find(path)
    if found is None:
        return False
    if found.text.strip() not in ("true", "false", "1", "0"):
        raise _wrong(found)
    return found.text.strip() in ("true", "1")


def count(node: Node) -> int:
    """A number of payments or entries."""
    text = node.text.strip()
    if not re.fullmatch("[0-9]{1,15}", text):
        raise _wrong(node)
    return int(text)


def account(node: Node | None) -> str:
    """An account as eleven digits where it is Norwegian, else as it stands; empty when there is none."""
    if node is None:
        return ""
    number = re.sub(r"[\s.]", "", node.value("Id/IBAN") or node.value("Id/Othr/Id"))
    return bban(number) if _NO_IBAN.fullmatch(number) else number


def own_account(statement: Node) -> str:
    """The office's account that a statement or notification is about; refuses one that cannot be its account."""
    number = account(needed(statement, "Acct"))
    if not re.fullmatch("[0-9]{11}", number):
        raise refuse("betaling.camt.konto", linje=statement.line, tekst=number)
    return number


def bban(iban: str) -> str:
    """The eleven digits of a Norwegian IBAN; the whole IBAN when its control digits are wrong."""
    return iban[4:] if int(iban[4:] + f"{ord('N') - 55}{ord('O') - 55}" + iban[2:4]) % 97 == 1 else iban


def kids(details: Node) -> list[str]:
    """The KIDs among the structured references: SCOR without an issuer (ISO as issuer is an RF reference)."""
    references = [node for node in details.all("RmtInf/Strd/CdtrRefInf") if _is_kid_type(node)]
    written = ("".join(node.value("Ref").split()) for node in references)
    return list(dict.fromkeys(value for value in written if is_kid(value)))


def _is_kid_type(reference: Node) -> bool:
    kind = reference.find("Tp")
    return kind is not None and kind.value("CdOrPrtry/Cd") == "SCOR" and not kind.value("Issr")


def text(details: Node, entry: Node) -> str:
    """What the payer wrote, or what the bank says of the payment."""
    written = [node.text for node in details.all("RmtInf/Ustrd")]
    references = [node.value("Ref") for node in details.all("RmtInf/Strd/CdtrRefInf")]
    own = written or references or [details.value("AddtlTxInf") or entry.value("AddtlNtryInf")]
    return " ".join(" ".join(own).split())


def archive_ref(details: Node, entry: Node) -> str:
    """The bank's own reference of the payment, or the nearest there is."""
    places = ("Refs/AcctSvcrRef", "Refs/TxId", "Refs/EndToEndId")
    found = [details.value(path) for path in places] + [entry.value("AcctSvcrRef")]
    return next((value for value in found if value.upper() not in _ABSENT), "")


def _wrong(node: Node) -> Exception:
    return refuse("betaling.camt.verdi", linje=node.line, felt=node.tag, tekst=node.text.strip()[:40])
