"""The letter of a settlement of à konto: one per tenancy, to where the tenants live now, one by one or as a batch."""

from __future__ import annotations

from collections.abc import Callable, Iterable, Iterator
from dataclasses import replace
from datetime import date
from itertools import groupby

from sqlalchemy import exists, select

from ..forms.use_data import UseSettlementData, UseStep
from ..models.casefile import Document, Sending
from ..models.ledger import RentAccount, UseRound, UseSettlement
from ..models.tenancy import RentPart, Tenancy
from ..rules.explanation import Explanation, load
from ..rules.messages import Param, msg, refuse
from ..rules.rights import Right
from ..rules.terms import ExtraMode
from ..rules.vocabulary import DocumentKind, SendingWay
from ..texts import enum_code
from .core.acts import Look, Work, reads, steps, writes
from .core.changes import Changes, Done
from .core.desk import Desk
from .core.document_rows import NewDocument, keep
from .core.former_tenants import receiver_after
from .core.printing import Letter, PrintedDocument, given_again, print_letter
from .core.tenancy_letters import AboutTenancy, about_tenancy, tenancy_letter
from .core.tenancy_rows import term_on
from .documents import NewSending, mark_sent_to_all


@steps(Right.LEDGER_READ)
def print_use_letter(desk: Desk, settlement_id: int) -> Done[PrintedDocument]:
    """The letter of one tenancy's settlement, unsent. A printed one is given again as it was.

    Refused when the settlement was taken back.
    """
    letter, before = _letter(desk, settlement_id)
    return print_letter(desk, letter, before, lambda d, new: _file(d, settlement_id, new))


@reads(Right.LEDGER_READ)
def _letter(look: Look, settlement_id: int) -> tuple[Letter, PrintedDocument | None]:
    row = look.get(UseSettlement, settlement_id)
    if row.voided_at is not None:
        raise refuse("avregning.angret_for")
    tenancy = look.get(Tenancy, look.get(RentAccount, row.account_id).tenancy_id)
    about = about_tenancy(look, tenancy.id, max(row.from_date, min(tenancy.closed_on or look.today, look.today)))
    data = _data(look, row, tenancy, about)
    suffix = f"-{row.extra_kind.value}-{row.to_date:%Y-%m-%d}"
    letter = tenancy_letter(look, about, "avregning_akonto", DocumentKind.USE_SETTLEMENT, data, suffix)
    letter = replace(letter, explanations=(load(row.explanation),))
    return letter, None if row.document_id is None else given_again(look, look.get(Document, row.document_id))


def _data(look: Look, row: UseSettlement, tenancy: Tenancy, about: AboutTenancy) -> UseSettlementData:
    round_, shared = look.get(UseRound, row.round_id), about.shared
    if tenancy.closed_on is not None:
        shared = shared | {"recipient": receiver_after(look, tenancy.id, about.draft.tenant_ids)}
    runs = tenancy.closed_on is None
    return UseSettlementData(
        **shared,
        what=msg(enum_code(row.extra_kind)),
        from_date=row.from_date,
        to_date=row.to_date,
        total_ore=round_.total_ore,
        shared_by=msg(enum_code(round_.share_key)),
        source=round_.source,
        steps=tuple(_steps(load(row.explanation))),
        actual_ore=row.actual_ore,
        charged_ore=row.charged_ore,
        due_on=round_.due_on,
        booked=round_.booked,
        account=about.lease.account,
        kid=tenancy.kid,
        monthly_ore=row.monthly_ore if runs else None,
        now_ore=_now(look, row, tenancy) if runs else None,
    )


def _steps(result: Explanation) -> Iterator[UseStep]:
    """The reckoning from the bottom up: the weight, the share, what was charged, and what it came to."""
    share, charged = result.children
    for step in share.children:
        yield UseStep(what=step.message)
    yield UseStep(what=share.message, amount_ore=share.ore)
    yield from _months(charged.children)
    yield UseStep(what=charged.message, amount_ore=charged.ore)
    yield UseStep(what=result.message, amount_ore=result.ore)


def _months(months: Iterable[Explanation]) -> Iterator[UseStep]:
    """À konto month by month; whole months that were charged alike, one after the other, stand in one line."""
    for alike, group in groupby(months, key=_alike):
        steps = list(group)
        if alike is None or len(steps) == 1:
            yield from (UseStep(what=step.message, amount_ore=step.ore) for step in steps)
        else:
            first, last = steps[0].params["maned"], steps[-1].params["maned"]
            what = msg("avregning.brev.maneder", fra=first, til=last, antall=len(steps), belop=steps[0].ore)
            yield UseStep(what=what, amount_ore=sum(step.ore for step in steps))


def _alike(month: Explanation) -> Param:
    """What a whole month was charged; None for a part of one."""
    return month.params["belop"] if month.params["dager"] == month.params["av"] else None


def _now(look: Look, row: UseSettlement, tenancy: Tenancy) -> int | None:
    """The à konto of today's terms for this extra."""
    term = term_on(look, tenancy.id, max(tenancy.from_date, look.today))
    part = select(RentPart.amount_ore).where(RentPart.term_id == term.id, RentPart.kind == row.extra_kind)
    return look.session.execute(part.where(RentPart.mode == ExtraMode.ON_ACCOUNT)).scalar_one_or_none()


@writes(Right.DOCUMENT_WRITE)
def _file(work: Work, settlement_id: int, new: NewDocument) -> int:
    """File the letter on the tenancy; a colleague may have printed it, or taken the settlement back, this instant."""
    row = work.load(UseSettlement, settlement_id)
    if row.voided_at is not None:
        raise refuse("avregning.angret_for")
    if row.document_id is None:
        row.document_id = keep(work, new).id
    return row.document_id


@steps(Right.DOCUMENT_WRITE)
def mark_use_letters_sent(
    desk: Desk, round_id: int, on: date, way: SendingWay, tell: Callable[[int, int], None] = lambda _done, _all: None
) -> Done[int]:
    """Say that the letters of a settlement that are made and not yet sent went out on a day; how many did.

    Each is an act of its own. Refused as `documents.mark_sent`.
    """
    waiting, changes = _unsent(desk, round_id), Changes()
    for count, (document_id, receiver) in enumerate(waiting, start=1):
        changes = changes.and_(mark_sent_to_all(desk, document_id, NewSending(way, on, receiver)).changes)
        tell(count, len(waiting))
    return Done(len(waiting), changes)


@reads(Right.DOCUMENT_READ)
def _unsent(look: Look, round_id: int) -> tuple[tuple[int, str], ...]:
    """The letters that are made and have gone nowhere, each with its receiver."""
    row, sent = UseSettlement, exists().where(Sending.document_id == UseSettlement.document_id)
    query = select(Document).join(row, row.document_id == Document.id)
    found = query.where(row.round_id == round_id, row.voided_at.is_(None), ~sent).order_by(row.id)
    return tuple((one.id, one.data["letter"]["recipient"]["name"]) for one in look.session.execute(found).scalars())
