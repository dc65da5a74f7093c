"""Handing debts over to a collection agency as a file: claims and debtors, nothing else, and nobody protected (P27)."""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Sequence
from dataclasses import dataclass
from datetime import date
from pathlib import Path

from ..exchange.writing import save_through, write_csv
from ..forms.arrears_data import ClaimLine
from ..models.arrears import ArrearsEvent, NoticeItem
from ..rules.arrears.words import ArrearsEventKind
from ..rules.messages import refuse
from ..rules.rights import Right
from ..texts import formats, render, text
from .core import account_state
from .core.acts import Look, Work, reads, steps, writes
from .core.desk import Desk
from .core.letter_contents import claim_lines
from .core.letter_proposals import Proposal, proposals

_KIND = ArrearsEventKind.COLLECTION
_HEADINGS = (
    "restansebrev.fil.kontrakt",
    "restansebrev.fil.skyldner",
    "restansebrev.fil.fodt",
    "restansebrev.fil.adresse",
    "restansebrev.fil.bolig",
    "restansebrev.fil.krav",
    "restansebrev.fil.forfall",
    "restansebrev.fil.belop",
    "restansebrev.fil.rest",
    "restansebrev.fil.kid",
    "restansebrev.fil.varslet",
)


@dataclass(frozen=True)
class CollectionFile:
    """A file that was written: its accounts, how many claims, and their sum (øre)."""

    path: Path
    account_ids: tuple[int, ...]
    claims: int
    sum_ore: int


@steps(Right.ARREARS_WRITE)
def write_collection(desk: Desk, account_ids: Sequence[int], path: Path) -> CollectionFile:
    """Write those of the accounts that can be handed over (`letter_plan` of this kind says which) to a csv file.

    Nothing is recorded: the debts are handed over when somebody says so (`mark_handed_over`). Refused when none can
    be, or the file cannot be written.
    """
    found, rows = _read(desk, account_ids)
    if not rows:
        raise refuse("restansebrev.ingen_krav")
    save_through(path, lambda file: write_csv(file, [text(code) for code in _HEADINGS], rows))
    ids = tuple(one.standing.account_id for one in found)
    return CollectionFile(path, ids, len(rows), sum(one.sum_ore for one in found))


@reads(Right.LEDGER_READ)
def _read(look: Look, account_ids: Sequence[int]) -> tuple[list[Proposal], list[tuple[str, ...]]]:
    found = _ready(look, account_ids)
    return found, [row for one in found for row in _rows(one, claim_lines(look, one.claims))]


def _ready(look: Look, account_ids: Sequence[int]) -> list[Proposal]:
    """In the order asked for; an account under protection is held for everybody."""
    found = proposals(look, account_ids, _KIND)
    return [found[one] for one in dict.fromkeys(account_ids) if one in found and found[one].held is None]


def _rows(proposal: Proposal, lines: Iterable[ClaimLine]) -> Iterator[tuple[str, ...]]:
    case, facts = proposal.case, proposal.standing.facts
    warned = facts.own_demand or facts.fee_letter
    born = ", ".join(formats.day(party.born) for party in case.tenants if party.born)
    home = ", ".join(filter(None, (case.dwelling.address, case.dwelling.number, case.dwelling.postal)))
    debtor = (case.number, case.to.name, born, ", ".join(case.to.lines), home)
    for line in lines:
        what = line.what if isinstance(line.what, str) else render(line.what)
        amounts = (_ore(line.amount_ore), _ore(line.remaining_ore))
        told = formats.day(warned.on) if warned else ""
        yield (*debtor, what, formats.day(line.due), *amounts, case.kid, told)


def _ore(ore: int) -> str:
    """Kroner with two decimals and nothing between the thousands, as a machine reads it."""
    return f"{ore // 100},{ore % 100:02d}"


@writes(Right.ARREARS_WRITE)
def mark_handed_over(work: Work, account_ids: Sequence[int], on: date) -> int:
    """Say that these debts were handed over on a day, with the claims as they stand; how many accounts it was.

    What cannot be handed over any more is left out, as in the file. Refused for a day to come.
    """
    if on > work.today:
        raise refuse("dokument.sendt_i_framtiden", dato=on)
    found = _ready(work, account_ids)
    for proposal in found:
        _hand_over(work, proposal, on)
    account_state.refresh(work, [one.standing.account_id for one in found])
    return len(found)


def _hand_over(work: Work, proposal: Proposal, on: date) -> None:
    account_id = proposal.standing.account_id
    event = ArrearsEvent(account_id=account_id, kind=_KIND, on_date=on, sent_on=on, amount_ore=proposal.sum_ore)
    event.detail = {}
    event_id = work.add(event).id
    for claim in proposal.claims:
        entry = claim.item.entry
        item = NoticeItem(account_id=account_id, event_id=event_id, claim_id=entry.id, due=entry.on)
        item.amount_ore, item.remaining_ore = entry.amount_ore, claim.item.remaining_ore
        work.session.add(item)


@writes(Right.ARREARS_WRITE)
def take_back_collection(work: Work, event_id: int, version: int, reason: str) -> None:
    """Say that the agency has given a debt back, or never got it: letters can name its claims again."""
    event = work.load(ArrearsEvent, event_id, version)
    if not reason.strip():
        raise refuse("restansesak.uten_grunn")
    if event.kind is not _KIND or event.voided_at is not None:
        raise refuse("sak.finnes_ikke")
    event.voided_at, event.voided_by, event.void_reason = work.now, work.who.user_id, reason.strip()
    work.reason(reason.strip())
    account_state.refresh(work, (event.account_id,))
