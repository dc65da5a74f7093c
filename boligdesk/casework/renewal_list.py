"""Renewal rounds as lists: the rounds with their counts, the lines of one with answers, and the list to Excel."""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from datetime import date
from pathlib import Path
from typing import NamedTuple

from sqlalchemy import func, select

from ..models.application import Application, RenewalItem, RenewalRound
from ..models.tenancy import Tenancy
from ..rules.application_words import RenewalAnswer, Stage
from ..rules.rights import Right
from ..texts import enum_text, text
from .core.acts import Look, reads
from .core.narrowing import narrowed
from .core.renewal_rows import window_of
from .tenancy_list import TenancyListRow, TenancyQuery, TenancySort, tenancy_ids, tenancy_rows


@dataclass(frozen=True)
class RoundRow:
    """A round and how far it has come. `waiting` have got the letter and not answered."""

    id: int
    version: int
    name: str
    ends_from: date | None
    ends_to: date | None
    answer_by: date
    closed_on: date | None
    total: int
    printed: int
    sent: int
    answers: Mapping[RenewalAnswer, int]

    @property
    def answered(self) -> int:
        """How many have said what they wish."""
        return self.answers.get(RenewalAnswer.WANTS, 0) + self.answers.get(RenewalAnswer.MOVES, 0)

    @property
    def open(self) -> bool:
        """Whether the round is still worked on."""
        return self.closed_on is None


@dataclass(frozen=True)
class RenewalQuery:
    """Which lines of a round: with one answer, found by tenant, address or contract number."""

    round_id: int
    answer: RenewalAnswer | None = None
    text: str = ""
    sort: TenancySort = TenancySort.TENANT
    descending: bool = False


@dataclass(frozen=True)
class RenewalRow:
    """One tenancy in a round. `move_from`–`move_by` (inclusive) is when flytteoppfordring must go out, if ever."""

    id: int
    version: int
    tenancy: TenancyListRow
    ends_on: date | None
    document_id: int | None
    sent_on: date | None
    answer: RenewalAnswer
    answered_on: date | None
    note: str
    application_id: int | None
    application_number: str
    stage: Stage | None
    move_from: date | None
    move_by: date | None


@reads(Right.APPLICATION_READ)
def renewal_rounds(look: Look) -> list[RoundRow]:
    """All rounds, the newest first, counted over the tenancies that the desk may see."""
    query = select(RenewalRound).where(RenewalRound.voided_at.is_(None)).order_by(RenewalRound.id.desc())
    counted = _counts(look)
    return [_round(found, counted.get(found.id, [])) for found in look.session.execute(query).scalars()]


def _round(found: RenewalRound, counts: Sequence[_Count]) -> RoundRow:
    return RoundRow(
        id=found.id,
        version=found.version,
        name=found.name,
        ends_from=found.ends_from,
        ends_to=found.ends_to,
        answer_by=found.answer_by,
        closed_on=found.closed_on,
        total=sum(count.total for count in counts),
        printed=sum(count.printed for count in counts),
        sent=sum(count.sent for count in counts),
        answers={count.answer: count.total for count in counts},
    )


class _Count(NamedTuple):
    """The lines of a round with one answer: how many, how many printed, how many sent."""

    answer: RenewalAnswer
    total: int
    printed: int
    sent: int


def _counts(look: Look) -> dict[int, list[_Count]]:
    item = RenewalItem
    query = select(
        item.round_id, item.answer, func.count(item.id), func.count(item.document_id), func.count(item.sent_on)
    ).group_by(item.round_id, item.answer)
    found: dict[int, list[_Count]] = defaultdict(list)
    for round_id, answer, total, printed, sent in look.session.execute(query):
        found[round_id].append(_Count(answer, total, printed, sent))
    return found


@reads(Right.APPLICATION_READ)
def renewal_ids(look: Look, query: RenewalQuery) -> list[int]:
    """Ids of the lines of a round in order."""
    chosen = select(RenewalItem.tenancy_id, RenewalItem.id).where(RenewalItem.round_id == query.round_id)
    if query.answer is not None:
        chosen = chosen.where(RenewalItem.answer == query.answer)
    lines: dict[int, int] = {row.tenancy_id: row.id for row in look.session.execute(chosen)}
    ordered = tenancy_ids.inner(look, TenancyQuery(query.text, sort=query.sort, descending=query.descending))
    return [lines[tenancy_id] for tenancy_id in ordered if tenancy_id in lines]


@reads(Right.APPLICATION_READ)
def renewal_rows(look: Look, ids: Sequence[int]) -> dict[int, RenewalRow]:
    """The lines of a round."""
    query = (
        select(RenewalItem, Tenancy, Application.number, Application.stage)
        .join(Tenancy, Tenancy.id == RenewalItem.tenancy_id)
        .join(Application, Application.id == RenewalItem.application_id, isouter=True)
    )
    found = look.session.execute(narrowed(query, RenewalItem.id, ids)).all()
    tenancies = tenancy_rows.inner(look, [tenancy.id for _, tenancy, _, _ in found])
    return {
        item.id: _row(look, item, tenancy, tenancies[tenancy.id], number, stage)
        for item, tenancy, number, stage in found
    }


def _row(
    look: Look, item: RenewalItem, tenancy: Tenancy, line: TenancyListRow, number: str | None, stage: Stage | None
) -> RenewalRow:
    window = window_of(look, tenancy)
    return RenewalRow(
        id=item.id,
        version=item.version,
        tenancy=line,
        ends_on=tenancy.fixed_until,
        document_id=item.document_id,
        sent_on=item.sent_on,
        answer=item.answer,
        answered_on=item.answered_on,
        note=item.contact_note,
        application_id=item.application_id,
        application_number=number or "",
        stage=stage,
        move_from=window.start if window else None,
        move_by=window.end if window else None,
    )


@reads(Right.EXPORT)
def export_round(look: Look, path: Path, query: RenewalQuery) -> Path:
    """Write the lines of a round to Excel: who was asked, who has answered what, and what it became."""
    from ..exchange.export import ColumnKind, ListColumn, write_list  # the list that opens does not wait for this

    look.desk.require(Right.APPLICATION_READ)
    found = look.get(RenewalRound, query.round_id)
    ids = renewal_ids.inner(look, query)
    rows = renewal_rows.inner(look, ids)
    columns = [
        ListColumn(text("runde.kolonne.leietaker")),
        ListColumn(text("runde.kolonne.adresse")),
        ListColumn(text("runde.kolonne.kontrakt")),
        ListColumn(text("runde.kolonne.slutter"), ColumnKind.DATE),
        ListColumn(text("runde.kolonne.sendt"), ColumnKind.DATE),
        ListColumn(text("runde.kolonne.svar")),
        ListColumn(text("runde.kolonne.svart"), ColumnKind.DATE),
        ListColumn(text("runde.kolonne.soknad")),
        ListColumn(text("runde.kolonne.flytteoppfordring"), ColumnKind.DATE),
        ListColumn(text("runde.kolonne.merknad")),
    ]
    lines = (_line(rows[item_id]) for item_id in ids)
    return write_list(path, found.name, columns, lines, printed=look.today)


def _line(row: RenewalRow) -> Sequence[object]:
    home = row.tenancy
    address = f"{home.address}, {home.dwelling_number}" if home.dwelling_number else home.address
    return (
        " / ".join(home.tenants),
        address,
        home.number,
        row.ends_on,
        row.sent_on,
        enum_text(row.answer),
        row.answered_on,
        row.application_number,
        row.move_by,
        row.note,
    )
