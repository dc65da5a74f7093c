"""Guidance that was given: the figures of that day, what was advised, the sheet the person took home (H13, E4).

With a name the sheet is filed and the talk is a row that is opened as it was kept. Without one the sheet is printed
and nothing stays but that a talk took place (E11).
"""

from __future__ import annotations

from dataclasses import dataclass
from datetime import date
from functools import partial
from typing import Any

from sqlalchemy import select

from ..forms.data import Recipient
from ..forms.making import make
from ..models.guidance import Guidance, GuidanceTally
from ..models.office import User
from ..models.person import Person
from ..rules.explanation import Explanation, dump, load
from ..rules.guidance.columns import Column, Home, Situation, columns
from ..rules.guidance.given import dump_given, load_given
from ..rules.guidance.sheet import told_homes
from ..rules.guidance.words import BenefitState
from ..rules.messages import refuse
from ..rules.rights import Right
from ..rules.vocabulary import DocumentKind
from .core.acts import Look, Work, reads, steps, writes
from .core.changes import Changes, Done
from .core.desk import Desk
from .core.document_rows import NewDocument, keep
from .core.guidance_sheet import SheetAbout, fitted, sheet_data
from .core.papers import office_of
from .core.printing import Letter, PrintedDocument, print_letter, stored
from .core.rates import rates_of
from .core.templates import template_of
from .guidance_subject import Subject, subject

TEMPLATE = "veiledningsark"
SCHEMA = 1
_MOST_ADVICE = 400
_WITH_BENEFIT = (BenefitState.APPLIED, BenefitState.GRANTED)


@dataclass(frozen=True)
class SheetInput:
    """What a sheet is made of: what was typed, what the adviser says, and the language ("" = the person's own)."""

    situation: Situation
    homes: tuple[Home, ...]
    advice: str = ""
    language: str = ""


@dataclass(frozen=True)
class GuidanceRow:
    """Guidance that was given on a day. `document_id` is the sheet."""

    id: int
    version: int
    person_id: int
    on_date: date
    by: str
    advice: str
    provisional: bool
    document_id: int | None


@dataclass(frozen=True)
class KeptGuidance:
    """Guidance as it was kept: what was typed, and how each home's figures came about; nothing is reckoned anew."""

    row: GuidanceRow
    name: str
    situation: Situation
    homes: tuple[Home, ...]
    explanations: tuple[Explanation, ...]


@reads(Right.GUIDANCE_READ)
def guidances_of(look: Look, person_id: int) -> tuple[GuidanceRow, ...]:
    """The guidance a person was given, the newest first; what was withdrawn is left out."""
    look.get(Person, person_id)
    row = Guidance
    query = (
        select(row, User.name)
        .outerjoin(User, User.id == row.created_by)
        .where(row.person_id == person_id, row.voided_at.is_(None))
    )
    found = look.session.execute(query.order_by(row.on_date.desc(), row.id.desc()))
    return tuple(_row(one, name) for one, name in found)


def _row(one: Guidance, by: str | None) -> GuidanceRow:
    return GuidanceRow(
        one.id, one.version, one.person_id, one.on_date, by or "", one.advice, one.provisional, one.document_id
    )


@reads(Right.GUIDANCE_READ)
def guidance_card(look: Look, guidance_id: int) -> KeptGuidance:
    """One talk as it was kept. RefusedError when another program wrote it."""
    one = look.get(Guidance, guidance_id)
    situation, homes = load_given(one.given)
    by = look.session.get(User, one.created_by) if one.created_by else None
    trees = tuple(load(tree) for tree in _trees(one.explanation))
    name = look.get(Person, one.person_id).full_name
    return KeptGuidance(_row(one, by.name if by else None), name, situation, homes, trees)


def _trees(stored_trees: Any) -> list[Any]:
    told = stored_trees.get("schema") if isinstance(stored_trees, dict) else None
    if told != SCHEMA:
        raise refuse("veiledningsark.ukjent_skjema", funnet=str(told), kjent=SCHEMA)
    return list(stored_trees["homes"])


# -- with a name --------------------------------------------------------------------------------------


@steps(Right.GUIDANCE_WRITE)
def keep_guidance(desk: Desk, person_id: int, given: SheetInput) -> Done[PrintedDocument]:
    """Keep the talk with the person and file the sheet. The same talk twice in a day is kept once.

    Refused where no home has figures, and for advice too long for the one page.
    """
    letter, before, row = _letter(desk, person_id, given)
    return print_letter(desk, letter, before, partial(_file, row=row))


@reads(Right.GUIDANCE_WRITE)
def _letter(
    look: Look, person_id: int, given: SheetInput
) -> tuple[Letter, PrintedDocument | None, dict[str, Any]]:  # fmt: skip
    known = subject.inner(look, person_id)
    person = look.get(Person, person_id)
    found = _reckoned(look, given)
    data = sheet_data(_about(look, given, known), found, given.situation, Recipient(name=person.full_name))
    template = template_of(look, TEMPLATE, given.language or person.letter_language)
    letter = Letter(
        TEMPLATE,
        DocumentKind.GUIDANCE_SHEET,
        fitted(TEMPLATE, data, template),
        template,
        f"{TEMPLATE}-{look.today:%Y%m%d}.pdf",
        person_id=person_id,
        application_id=known.application.id if known.application else None,
        explanations=tuple(column.explanation for column in found),
    )
    row = {
        "person_id": person_id,
        "household_id": known.household_id,
        "application_id": letter.application_id,
        "given": dump_given(given.situation, given.homes),
        "explanation": {"schema": SCHEMA, "homes": [dump(tree) for tree in letter.explanations]},
        "advice": given.advice.strip(),
        "provisional": any(column.provisional for column in found),
    }
    return letter, _kept(look, letter), row


def _kept(look: Look, letter: Letter) -> PrintedDocument | None:
    """The sheet of the same figures, while the talk it belongs to of that day stands."""
    before = stored(look, letter)
    if before is None:
        return None
    row = Guidance
    query = select(row.id).where(
        row.document_id == before.document_id, row.on_date == look.today, row.voided_at.is_(None)
    )
    return before if look.session.execute(query).first() is not None else None


@writes(Right.GUIDANCE_WRITE)
def _file(work: Work, new: NewDocument, row: dict[str, Any]) -> int:
    document = keep(work, new)
    work.add(Guidance(**row, on_date=work.today, document_id=document.id))
    return document.id


def _about(look: Look, given: SheetInput, known: Subject | None) -> SheetAbout:
    if len(given.advice.strip()) > _MOST_ADVICE:
        raise refuse("veiledningsark.for_langt", mest=_MOST_ADVICE, funnet=len(given.advice.strip()))
    benefit = known.benefit.given.state if known and known.benefit else None
    return SheetAbout(
        office=office_of(look),
        printed_on=look.today,
        caseworker=look.who.on_paper,
        advice=given.advice.strip() or None,
        application_number=known.application.number if known and known.application else None,
        has_benefit=benefit in _WITH_BENEFIT,
        lease_until=known.home.until if known and known.home else None,
    )


def _reckoned(look: Look, given: SheetInput) -> tuple[Column, ...]:
    """The homes of which something is told, by today's rates."""
    told = told_homes(given.homes)
    if not told:
        raise refuse("veiledningsark.uten_tall")
    return columns(given.situation, told, rates_of(look), look.today)


@writes(Right.GUIDANCE_WRITE)
def withdraw_guidance(work: Work, guidance_id: int, version: int, reason: str) -> None:
    """Withdraw guidance that was kept by mistake; the sheet that was handed out stays among the documents."""
    row = work.load(Guidance, guidance_id, version)
    if row.voided_at is not None:
        raise refuse("veiledningsark.trukket")
    if not reason.strip():
        raise refuse("veiledningsark.uten_grunn")
    row.voided_at, row.voided_by, row.void_reason = work.now, work.who.user_id, reason.strip()


# -- without a name -----------------------------------------------------------------------------------


@dataclass(frozen=True)
class LooseSheet:
    """A sheet for somebody without a name: shown and printed, never kept."""

    title: str
    pdf: bytes


@steps(Right.GUIDANCE_WRITE)
def print_sheet(desk: Desk, given: SheetInput, *, counted: bool = False) -> Done[LooseSheet]:
    """The sheet for somebody without a name; nothing is kept but the count. `counted`: this talk was counted."""
    made = _loose(desk, given)
    if counted:
        return Done(made, Changes())
    done = count_talk(desk, printed=True)
    return Done(made, done.changes)


@reads(Right.GUIDANCE_WRITE)
def _loose(look: Look, given: SheetInput) -> LooseSheet:
    data = sheet_data(_about(look, given, None), _reckoned(look, given), given.situation, None)
    template = template_of(look, TEMPLATE, given.language)
    printed = make(TEMPLATE, fitted(TEMPLATE, data, template), template)
    return LooseSheet(printed.title, printed.pdf)


@writes(Right.GUIDANCE_WRITE)
def count_talk(work: Work, *, printed: bool = False) -> None:
    """A talk with somebody without a name took place: the day, and whether a sheet was printed (E11)."""
    work.session.add(GuidanceTally(on_date=work.today, printed=printed))
