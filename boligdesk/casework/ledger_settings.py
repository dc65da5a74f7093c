"""How the office keeps its rent accounts: whose books they are (E17), and the bank accounts payments come to."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import date

from sqlalchemy import func, select

from ..models.ledger import LedgerEntry
from ..models.office import Office, Setting
from ..models.payments import BankAccount
from ..rules.arrears.words import LedgerKind
from ..rules.identifiers import check_account
from ..rules.ledger.entries import MONTHLY
from ..rules.messages import Fault, RefusedError, refuse
from ..rules.periods import first_of_month
from ..rules.rights import Right
from .core.acts import Look, Work, reads, writes
from .core.ledger_choice import FIRST_MONTH, first_month, ledger_kind
from .core.mirror_follow import OPENING


@dataclass(frozen=True)
class BankAccountRow:
    """A bank account that payments come to, beside the office's own; closed ones are kept for old files."""

    id: int
    version: int
    number: str
    name: str
    closed_on: date | None


@dataclass(frozen=True)
class LedgerSettings:
    """The choices of the rent accounts. `in_use`: something is written, so whose books they are stands fast."""

    kind: LedgerKind | None
    first_month: date | None
    own_account: str
    bank_accounts: tuple[BankAccountRow, ...]
    in_use: bool


@reads(Right.LEDGER_READ)
def ledger_settings(look: Look) -> LedgerSettings:
    """The choices as they stand."""
    rows = look.session.execute(select(BankAccount).order_by(BankAccount.number)).scalars()
    accounts = tuple(BankAccountRow(r.id, r.version, r.number, r.name, r.closed_on) for r in rows)
    own = look.session.get_one(Office, 1).account_number
    return LedgerSettings(ledger_kind(look), first_month(look), own, accounts, _in_use(look))


def _in_use(look: Look) -> bool:
    return bool(look.session.connection().execute(select(func.max(LedgerEntry.id))).scalar())


@writes(Right.SETTINGS_WRITE)
def choose_ledger(work: Work, kind: LedgerKind, first: date | None = None) -> None:
    """Choose whose books the accounts are, and the first month (any day of it) that Boligdesk charges itself.

    A mirror becomes own accounts from a month on. Refused: own accounts that are in use as a mirror, for the lists
    would bring what they have charged once more; and a first month with which rent could be claimed twice, as a list
    has brought it already, or a list could still bring what Boligdesk has charged.
    """
    office = work.get(Office, 1)
    if kind is LedgerKind.MIRROR and office.ledger_kind is LedgerKind.OWN and _in_use(work):
        raise refuse("reskontro.valgt_for_alltid")
    opens = first_of_month(first) if first and kind is LedgerKind.OWN else None
    if kind is LedgerKind.OWN:
        _refuse_doubling(work, opens)
    office.ledger_kind = kind
    row = work.session.execute(select(Setting).where(Setting.key == FIRST_MONTH)).scalar_one_or_none()
    chosen = opens.isoformat() if opens else None
    if row is None:
        work.add(Setting(key=FIRST_MONTH, value=chosen))
    else:
        row.value = chosen


def _refuse_doubling(look: Look, opens: date | None) -> None:
    """A month's rent comes either by list, before the first month, or is charged here, from it on; hidden ones too."""
    row = LedgerEntry.__table__
    listed = row.c.key.like(f"{OPENING}:%")
    months = select(func.max(row.c.month).filter(listed), func.min(row.c.month).filter(~listed))
    rent = months.where(row.c.kind.in_(MONTHLY), row.c.amount_ore > 0, row.c.key.is_not(None))
    brought, charged = look.session.connection().execute(rent).one()
    if brought and opens is None:
        raise refuse("reskontro.ville_doble_alt", maned=brought)
    if brought and opens and brought >= opens:
        raise refuse("reskontro.ville_doble", maned=brought, forste=opens)
    if charged and opens and charged < opens:
        raise refuse("reskontro.krevd_selv", maned=charged, forste=opens)


@writes(Right.SETTINGS_WRITE)
def add_bank_account(work: Work, number: str, name: str = "") -> int:
    """Know one more account that payments come to; a wrong number, or one that is known, is refused."""
    digits = "".join(sign for sign in number if sign.isdigit())
    wrong = check_account(digits)
    if wrong is not None:
        raise RefusedError(Fault(wrong.code, wrong.what))
    known = select(BankAccount.id).where(BankAccount.number == digits)
    if digits == work.get(Office, 1).account_number or work.session.execute(known).first():
        raise refuse("reskontro.konto_kjent")
    return work.add(BankAccount(number=digits, name=name.strip())).id


@writes(Right.SETTINGS_WRITE)
def change_bank_account(work: Work, account_id: int, version: int, name: str, closed_on: date | None) -> int:
    """Name an account, close it from a day or open it again (None). Returns the new version."""
    row = work.load(BankAccount, account_id, version)
    row.name, row.closed_on = name.strip(), closed_on
    work.session.flush()
    return row.version
