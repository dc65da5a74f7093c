"""Bostøtte paid to the municipality that advances the costs of the same months (bustøttelova § 9, forskrift § 13).

Rests on a written consent that is voluntary and can be withdrawn at any time; never for old arrears. Each month is
settled: what was received and given, and what is left is paid out to the household as soon as possible.
"""

from __future__ import annotations

from dataclasses import dataclass
from datetime import date

from sqlalchemy import or_, select

from ..forms import data as paper
from ..forms.benefit_data import TransferConsentData, TransferStatementData
from ..models.casefile import Document
from ..models.guidance import BenefitTransfer, TransferStatement
from ..models.tenancy import Tenancy, TenancyTenant
from ..rules.messages import refuse
from ..rules.periods import first_of_month
from ..rules.rights import Right
from ..rules.vocabulary import DocumentKind, TaskKind
from ..texts import formats, text
from .core.acts import Look, Work, reads, steps, writes
from .core.changes import Done
from .core.desk import Desk
from .core.document_rows import NewDocument, keep
from .core.papers import letter_address, named
from .core.printing import Letter, PrintedDocument, given_again, print_letter, stored
from .core.tasks import NewTask, add_task
from .core.tenancy_letters import about_tenancy, tenancy_letter


@dataclass(frozen=True)
class StatementRow:
    """One month of a transfer, øre. `surplus_ore` is what the household is to get, 0 where nothing is left."""

    id: int
    version: int
    month: date
    received_ore: int
    given_ore: int
    paid_out_on: date | None

    @property
    def surplus_ore(self) -> int:
        """More received than given."""
        return max(0, self.received_ore - self.given_ore)


@dataclass(frozen=True)
class TransferRow:
    """A consent from–to (inclusive, None = still), what the municipality advances, and its months, newest first."""

    id: int
    version: int
    tenancy_id: int
    person_id: int
    consented_on: date | None
    from_date: date
    to_date: date | None
    withdrawn_on: date | None
    advances: str
    months: tuple[StatementRow, ...]

    def holds(self, day: date) -> bool:
        """Whether the consent holds on a day."""
        return self.from_date <= day and (self.to_date is None or day <= self.to_date)


@dataclass(frozen=True)
class TransferInput:
    """A signed consent: who gave it and when, from which month, and what the municipality advances."""

    tenancy_id: int
    person_id: int
    consented_on: date
    from_month: date
    advances: str


@reads(Right.GUIDANCE_READ)
def transfers_of(look: Look, tenancy_id: int) -> tuple[TransferRow, ...]:
    """The consents of a tenancy that were not taken back as mistakes, the newest first."""
    look.get(Tenancy, tenancy_id)
    row = BenefitTransfer
    query = select(row).where(row.tenancy_id == tenancy_id, row.voided_at.is_(None))
    found = look.session.execute(query.order_by(row.from_date.desc(), row.id.desc())).scalars().all()
    return tuple(_row(look, one) for one in found)


def _row(look: Look, one: BenefitTransfer) -> TransferRow:
    month = TransferStatement
    query = select(month).where(month.transfer_id == one.id).order_by(month.month.desc())
    months = look.session.execute(query).scalars()
    names = ("id", "version", "tenancy_id", "person_id", "consented_on", "from_date", "to_date", "withdrawn_on")
    return TransferRow(
        **{name: getattr(one, name) for name in names}, advances=one.advances, months=tuple(map(_month, months))
    )


def _month(one: TransferStatement) -> StatementRow:
    return StatementRow(one.id, one.version, one.month, one.received_ore, one.given_ore, one.paid_out_on)


@writes(Right.GUIDANCE_WRITE)
def keep_consent(work: Work, given: TransferInput) -> int:
    """Keep a signed consent; its id. Refused for months before it was given (old rent), for somebody who is no tenant,
    without what is advanced, and while another consent of the tenancy holds.
    """
    work.get(Tenancy, given.tenancy_id)
    start = first_of_month(given.from_month)
    if given.consented_on > work.today:
        raise refuse("bostottestatus.fram_i_tid")
    if start < first_of_month(given.consented_on):
        raise refuse("transport.gammel_leie", maned=first_of_month(given.consented_on))
    if not given.advances.strip():
        raise refuse("transport.uten_utlegg")
    if given.person_id not in _tenants(work, given.tenancy_id):
        raise refuse("transport.ikke_leietaker")
    if _holding(work, given.tenancy_id, start):
        raise refuse("transport.finnes")
    row = BenefitTransfer(tenancy_id=given.tenancy_id, person_id=given.person_id, from_date=start)
    row.consented_on, row.advances = given.consented_on, given.advances.strip()
    return work.add(row).id


def _tenants(look: Look, tenancy_id: int) -> set[int]:
    query = select(TenancyTenant.person_id).where(TenancyTenant.tenancy_id == tenancy_id)
    return set(look.session.execute(query).scalars())


def _holding(look: Look, tenancy_id: int, start: date) -> bool:
    row = BenefitTransfer
    query = select(row.id).where(row.tenancy_id == tenancy_id, row.voided_at.is_(None))
    holds = query.where(or_(row.to_date.is_(None), row.to_date >= start))
    return look.session.execute(holds).first() is not None


@writes(Right.GUIDANCE_WRITE)
def withdraw_consent(work: Work, transfer_id: int, version: int, on: date) -> int:
    """The household has withdrawn its consent, no reason asked; it ends that day. The row's new version."""
    row = work.load(BenefitTransfer, transfer_id, version)
    if on > work.today:
        raise refuse("bostottestatus.fram_i_tid")
    row.withdrawn_on = on
    if on < row.from_date:
        row.voided_at, row.voided_by, row.void_reason = work.now, work.who.user_id, text("transport.aldri_begynt")
    else:
        row.to_date = on
    work.session.flush()
    return row.version


@writes(Right.GUIDANCE_WRITE)
def settle_month(work: Work, transfer_id: int, month: date, received_ore: int, given_ore: int) -> int:
    """Settle one month: what was received and given for that same month; its id. What is left makes a task today.

    Refused outside the consent, for a month settled before, and for amounts below zero.
    """
    row, first = work.get(BenefitTransfer, transfer_id), first_of_month(month)
    if first < row.from_date or (row.to_date is not None and first > row.to_date):
        raise refuse("transport.utenfor", maned=first)
    if received_ore < 0 or given_ore < 0:
        raise refuse("transport.negativt")
    before = select(TransferStatement.id).where(TransferStatement.transfer_id == transfer_id)
    if work.session.execute(before.where(TransferStatement.month == first)).first() is not None:
        raise refuse("transport.gjort_opp", maned=first)
    made = TransferStatement(transfer_id=transfer_id, month=first, received_ore=received_ore, given_ore=given_ore)
    statement_id = work.add(made).id
    if received_ore > given_ore:
        title = text("transport.oppgave", maned=first, sum=received_ore - given_ore)
        add_task(work, NewTask(TaskKind.MANUAL, work.today, title, person_id=row.person_id, tenancy_id=row.tenancy_id))
    return statement_id


@writes(Right.GUIDANCE_WRITE)
def pay_out(work: Work, statement_id: int, version: int, on: date) -> int:
    """What was left of a month has been paid to the household; its new version. Refused where nothing was left."""
    row = work.load(TransferStatement, statement_id, version)
    if row.received_ore <= row.given_ore:
        raise refuse("transport.ingenting_igjen")
    if on > work.today or on < row.month:
        raise refuse("bostottestatus.fram_i_tid")
    row.paid_out_on = on
    work.session.flush()
    return row.version


# -- paper --------------------------------------------------------------------------------------


@steps(Right.GUIDANCE_READ)
def print_consent(
    desk: Desk, tenancy_id: int, person_id: int, from_month: date, advances: str
) -> Done[PrintedDocument]:
    """The consent as a sheet of its own, to be signed. It is voluntary and no term of the lease."""
    letter, before = _consent(desk, tenancy_id, person_id, from_month, advances)
    return print_letter(desk, letter, before, _file)


@reads(Right.GUIDANCE_READ)
def _consent(
    look: Look, tenancy_id: int, person_id: int, from_month: date, advances: str
) -> tuple[Letter, PrintedDocument | None]:
    if not advances.strip():
        raise refuse("transport.uten_utlegg")
    if person_id not in _tenants(look, tenancy_id):
        raise refuse("transport.ikke_leietaker")
    about = about_tenancy(look, tenancy_id, look.today)
    data = TransferConsentData(
        **about.shared | {"recipient": None},
        who=named(look, (person_id,)),
        advances=advances.strip(),
        start=formats.month(from_month, about.draft.letter_language),
    )
    suffix = f"-{from_month:%Y-%m}"
    letter = tenancy_letter(look, about, "samtykke_bostotte", DocumentKind.BENEFIT_TRANSFER, data, suffix)
    return letter, stored(look, letter)


@steps(Right.GUIDANCE_READ)
def print_statement(desk: Desk, statement_id: int) -> Done[PrintedDocument]:
    """The letter to the household about one month. A printed one is given again until it changes."""
    letter, before = _statement(desk, statement_id)
    return print_letter(desk, letter, before, lambda d, new: _file_statement(d, statement_id, new))


@reads(Right.GUIDANCE_READ)
def _statement(look: Look, statement_id: int) -> tuple[Letter, PrintedDocument | None]:
    row = look.get(TransferStatement, statement_id)
    transfer, month = look.get(BenefitTransfer, row.transfer_id), _month(row)
    about = about_tenancy(look, transfer.tenancy_id, look.today)
    address = letter_address(look, transfer.person_id, look.today)
    receiver = paper.Recipient(name=named(look, (transfer.person_id,)), lines=address)
    data = TransferStatementData(
        **about.shared | {"recipient": receiver},
        who=receiver.name,
        advances=transfer.advances,
        month=formats.month(row.month, about.draft.letter_language),
        received_ore=row.received_ore,
        given_ore=row.given_ore,
        surplus_ore=month.surplus_ore,
        paid_out_on=row.paid_out_on,
    )
    suffix = f"-{row.month:%Y-%m}" + ("-utbetalt" if row.paid_out_on else "")
    letter = tenancy_letter(look, about, "oppgjor_bostotte", DocumentKind.TRANSFER_STATEMENT, data, suffix)
    before = look.get(Document, row.document_id) if row.document_id is not None else None
    same = before is not None and before.file_name == letter.file_name
    return letter, given_again(look, before) if same and before is not None else stored(look, letter)


@writes(Right.DOCUMENT_WRITE)
def _file(work: Work, new: NewDocument) -> int:
    return keep(work, new).id


@writes(Right.DOCUMENT_WRITE)
def _file_statement(work: Work, statement_id: int, new: NewDocument) -> int:
    document_id = keep(work, new).id
    work.get(TransferStatement, statement_id).document_id = document_id
    return document_id
