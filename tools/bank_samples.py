"""Made-up files from a bank, right in every control: for tests, for the fuzzer and for the measurements."""

from __future__ import annotations

from collections.abc import Iterable, Sequence
from dataclasses import dataclass
from datetime import date

ACCOUNT = "99991042764"
_DAY = date(2026, 11, 5)


@dataclass(frozen=True)
class Paid:
    """A payment to be written; a negative amount is a credit. `text` asks for a third line (types 20 and 21)."""

    kid: str
    amount_ore: int
    kind: str = "10"
    day: date = _DAY
    payer_account: str = "00000000000"
    text: str = ""


def ocr_order(payments: Iterable[Paid], account: str = ACCOUNT, number: int = 1) -> list[str]:
    """The lines of one OCR giro order, from its start to its end."""
    listed = list(payments)
    lines = [_filled(f"NY090020{'001008566'}{number:07d}{account}")]
    for place, payment in enumerate(listed, 1):
        lines += _payment(payment, place)
    days = sorted(payment.day for payment in listed) or [_DAY]
    total = sum(payment.amount_ore for payment in listed)
    counts = f"{len(listed):08d}{len(lines) + 1:08d}{total:017d}"
    return [*lines, _filled(f"NY090088{counts}{days[-1]:%d%m%y}{days[0]:%d%m%y}{days[-1]:%d%m%y}")]


def _payment(paid: Paid, number: int) -> list[str]:
    head, sign = f"NY09{paid.kind}", "-" if paid.amount_ore < 0 else "0"
    first = f"{head}30{number:07d}{paid.day:%d%m%y}0101000000{sign}{abs(paid.amount_ore):017d}{paid.kid:>25}"
    second = f"{head}31{number:07d}{number:010d}{number + 7:09d}0000000{paid.day:%d%m%y}{paid.payer_account}"
    third = [_filled(f"{head}32{number:07d}{paid.text:<40}")] if paid.text else []
    return [_filled(first), _filled(second), *third]


def mandate_order(kids: Sequence[str], account: str = ACCOUNT) -> list[str]:
    """The lines of a list of AvtaleGiro mandates, all new and with notice."""
    items = [_filled(f"NY219470{place:07d}1{kid:>25}J") for place, kid in enumerate(kids, 1)]
    return [
        _filled(f"NY212420{'0' * 9}0000001{account}"),
        *items,
        _filled(f"NY212488{len(kids):08d}{len(kids) + 2:08d}"),
    ]


def transmission(*orders: Sequence[str], number: int = 1) -> bytes:
    """A whole file of these orders, ISO-8859-1 with CR LF, its end line counted and summed."""
    lines = [line for order in orders for line in order]
    ends = [line for line in lines if line[6:8] == "88"]
    payments = sum(int(line[8:16]) for line in ends)
    total = sum(int(line[24:41]) for line in ends)
    start = _filled(f"NY00001000008080{number:07d}00010200")
    end = _filled(f"NY000089{payments:08d}{len(lines) + 2:08d}{total:017d}{_DAY:%d%m%y}")
    return "".join(f"{line}\r\n" for line in (start, *lines, end)).encode("iso-8859-1")


def _filled(line: str) -> str:
    return line.ljust(80, "0")


_NETS_KRONER = (
    *(440, 80, 1500, 1500, 3500, 1600, 1200, 900, 100, 1750, 1500, 150, 360, 600),
    *(-250, -400, -1500, 300, 100, 150, 450, 750, 850),
)
#: The shape of the example in Nets' specification: 23 payments of which three are credits, 15 630,00 kr in all.
NETS_SHAPE: tuple[Paid, ...] = tuple(
    Paid(f"9{place:011d}", kroner * 100, "10" if place < 8 else "13", payer_account="88880000016")
    for place, kroner in enumerate(_NETS_KRONER, 1)
)


def rents(count: int) -> list[Paid]:
    """So many rents of a large office, each with its own KID, many of the same amount."""
    return [Paid(f"{place:011d}{place % 10}", 650_000 + place % 40 * 25_000, "15") for place in range(1, count + 1)]


def camt(payments: Sequence[Sequence[Paid]], *, statement: bool = False, version: str = "02", extra: str = "") -> bytes:
    """A camt.054 (or camt.053) with one entry per group, its totals and, in a statement, its balances."""
    number, root = ("053", "BkToCstmrStmt") if statement else ("054", "BkToCstmrDbtCdtNtfctn")
    report = "Stmt" if statement else "Ntfctn"
    amounts = [sum(paid.amount_ore for paid in group) for group in payments]
    balances = _balance("OPBD", 1_000_000) + _balance("CLBD", 1_000_000 + sum(amounts)) if statement else ""
    entries = "".join(_entry(group, place, version) for place, group in enumerate(payments, 1))
    return (
        f'<?xml version="1.0" encoding="UTF-8"?>\n'
        f'<Document xmlns="urn:iso:std:iso:20022:tech:xsd:camt.{number}.001.{version}"><{root}>\n'
        f"<GrpHdr><MsgId>M1</MsgId><CreDtTm>{_DAY}T17:30:00</CreDtTm></GrpHdr>\n"
        f"<{report}><Id>R1</Id>{extra}<Acct><Id><IBAN>{_iban(ACCOUNT)}</IBAN></Id></Acct>\n"
        f"{balances}{_totals(amounts, version)}{entries}</{report}></{root}></Document>\n"
    ).encode()


def _entry(group: Sequence[Paid], place: int, version: str) -> str:
    total = sum(paid.amount_ore for paid in group)
    status = "<Sts>BOOK</Sts>" if version == "02" else "<Sts><Cd>BOOK</Cd></Sts>"
    details = "".join(_details(paid, version) for paid in group)
    return (
        f"<Ntry><NtryRef>{place}</NtryRef>{_money(total)}{_side(total)}{status}\n"
        f"<BookgDt><Dt>{_DAY}</Dt></BookgDt><AcctSvcrRef>B{place}</AcctSvcrRef>\n"
        f"<BkTxCd><Prtry><Cd>230</Cd></Prtry></BkTxCd>\n"
        f"<NtryDtls><Btch><NbOfTxs>{len(group)}</NbOfTxs></Btch>\n{details}</NtryDtls></Ntry>"
    )


def _details(paid: Paid, version: str) -> str:
    amount = f"<AmtDtls><TxAmt>{_money(paid.amount_ore)}</TxAmt></AmtDtls>"
    if version != "02":
        amount = f"{_money(paid.amount_ore)}{_side(paid.amount_ore)}"
    name = "<Nm>Kari Eksempel</Nm>" if version == "02" else "<Pty><Nm>Kari Eksempel</Nm></Pty>"
    reference = (
        f"<Strd><CdtrRefInf><Tp><CdOrPrtry><Cd>SCOR</Cd></CdOrPrtry></Tp><Ref>{paid.kid}</Ref></CdtrRefInf></Strd>"
    )
    said = reference if paid.kid else f"<Ustrd>{paid.text}</Ustrd>"
    side = "Cdtr" if paid.amount_ore < 0 else "Dbtr"
    return (
        f"<TxDtls><Refs><AcctSvcrRef>T{paid.kid}</AcctSvcrRef></Refs>{amount}\n"
        f"<RltdPties><{side}>{name}</{side}></RltdPties><RmtInf>{said}</RmtInf></TxDtls>\n"
    )


def _totals(amounts: Sequence[int], version: str) -> str:
    net = sum(amounts)
    signed = f"<TtlNetNtry>{_money(net)}{_side(net)}</TtlNetNtry>"
    if version == "02":
        signed = f"<TtlNetNtryAmt>{_kroner(net)}</TtlNetNtryAmt>{_side(net)}"
    gross = _kroner(sum(map(abs, amounts)))
    counted = f"<NbOfNtries>{len(amounts)}</NbOfNtries><Sum>{gross}</Sum>"
    return f"<TxsSummry><TtlNtries>{counted}\n{signed}</TtlNtries></TxsSummry>"


def _balance(code: str, amount_ore: int) -> str:
    kind = f"<Tp><CdOrPrtry><Cd>{code}</Cd></CdOrPrtry></Tp>"
    return f"<Bal>{kind}{_money(amount_ore)}{_side(amount_ore)}<Dt><Dt>{_DAY}</Dt></Dt></Bal>"


def _money(amount_ore: int) -> str:
    return f'<Amt Ccy="NOK">{_kroner(amount_ore)}</Amt>'


def _kroner(amount_ore: int) -> str:
    return f"{abs(amount_ore) // 100}.{abs(amount_ore) % 100:02d}"


def _side(amount_ore: int) -> str:
    return f"<CdtDbtInd>{'DBIT' if amount_ore < 0 else 'CRDT'}</CdtDbtInd>"


def _iban(account: str) -> str:
    return f"NO{98 - int(account + '232400') % 97:02d}{account}"


def payment_list(payments: Sequence[Paid]) -> bytes:
    """A csv as an accounting system writes it, with a sum below (Windows-1252, semicolons)."""
    rows = [f"{p.day:%d.%m.%Y};{p.kid};{_comma(p.amount_ore)};Kari Eksempel;{ACCOUNT}" for p in payments]
    total = f"Sum;;{_comma(sum(p.amount_ore for p in payments))};;"
    return "\r\n".join(("Bokføringsdato;KID;Beløp;Betaler;Konto", *rows, total, "")).encode("cp1252")


def _comma(amount_ore: int) -> str:
    return ("-" if amount_ore < 0 else "") + _kroner(amount_ore).replace(".", ",")
