"""Kravspesifikasjon: what a dwelling must be, made from an application's needs, as an order for one (P17).

The sheet holds requirements of the dwelling only. Free text of the application is never read: it may hold a name, an
illness, a cause or a child. What the caseworker adds is typed for the sheet and searched for the household's names.
"""

from __future__ import annotations

import re
from collections.abc import Collection, Iterator, Mapping
from dataclasses import dataclass, replace
from datetime import date
from enum import StrEnum
from functools import partial, reduce

from sqlalchemy import or_, select

from ..forms.requirements_data import RequirementLine, RequirementsData
from ..models.application import Application, ApplicationArea, ApplicationMember, ApplicationNeed
from ..models.person import Person
from ..models.stock import Area
from ..rules.application_words import AreaWish, FloorNeed
from ..rules.findings import finding
from ..rules.folding import search_key
from ..rules.messages import Control, Kind, Message, msg
from ..rules.rights import Right
from ..rules.vocabulary import DocumentKind
from .core.acts import Look, Work, reads, steps, writes
from .core.application_letter import application_letter, shared
from .core.application_rows import application_of, need_of
from .core.changes import Done
from .core.desk import Desk
from .core.document_rows import NewDocument, keep, stored_print
from .core.printing import Letter, PrintedDocument, print_letter, stored
from .core.protection import SHIELD_OFF
from .core.sheet_rows import bedrooms_of
from .core.stops import refuse_stops
from .core.templates import template_of

#: So many digits in a row may be a birth date, a phone or a public number; so may a day with strokes.
_NUMBER = re.compile(r"\d(?:[ .]?\d){5,}|\d{1,2}[-/]\d{1,2}[-/]\d{2,4}")
_DAY = re.compile(r"\b(\d{1,2})\.(\d{1,2})\.(\d{4})\b")
#: A name of so many letters is found in its longer forms too; a shorter one only as a whole word.
_NAME = 4


class OrderTo(StrEnum):
    """Who is asked for a dwelling."""

    PROPERTY_UNIT = "property_unit"
    PRIVATE_LANDLORD = "private_landlord"


@dataclass(frozen=True)
class Requirement:
    """One requirement: what it is about, and what the dwelling must be."""

    name: Message
    demand: Message | str


@dataclass(frozen=True)
class RequirementsOrder:
    """To whom, until when (inclusive), and what is demanded beyond what the needs say; one demand a line."""

    to: OrderTo
    receiver: str = ""
    answer_by: date | None = None
    others: tuple[str, ...] = ()
    language: str = "nb"


@reads(Right.APPLICATION_READ)
def requirements_of(look: Look, application_id: int, to: OrderTo) -> tuple[Requirement, ...]:
    """The requirements that the needs of an application make, as they will stand on the sheet."""
    return tuple(_lines(look, application_of(look, application_id), to))


@steps(Right.APPLICATION_READ)
def print_requirements(desk: Desk, application_id: int, order: RequirementsOrder) -> Done[PrintedDocument]:
    """The kravspesifikasjon as a PDF, filed on the application. What tells who shall live there is refused."""
    return print_letter(desk, *_sheet(desk, application_id, order), _file)


@reads(Right.APPLICATION_READ)
def _sheet(look: Look, application_id: int, order: RequirementsOrder) -> tuple[Letter, PrintedDocument | None]:
    application = application_of(look, application_id)
    others = tuple(line.strip() for line in order.others if line.strip())
    refuse_stops(_check(look, application, order, others))
    head = shared(look, application)
    data = RequirementsData(
        **{name: head[name] for name in ("office", "printed_on", "reference", "caseworker", "number")},
        lines=tuple(RequirementLine(name=r.name, demand=r.demand) for r in _lines(look, application, order.to)),
        others=others,
        receiver=order.receiver.strip() or None,
        answer_by=order.answer_by,
        private=order.to is OrderTo.PRIVATE_LANDLORD,
    )
    letter = application_letter(look, application, "kravspesifikasjon", DocumentKind.REQUIREMENTS, data)
    letter = replace(letter, template=template_of(look, letter.key, order.language))
    return letter, stored(look, letter)


def _check(
    look: Look, application: Application, order: RequirementsOrder, others: tuple[str, ...]
) -> Iterator[Control]:
    if order.answer_by is not None and order.answer_by < look.today:
        yield finding(Kind.HARD, msg("krav.svar_gatt", dato=order.answer_by), "answer_by")
    names = _names(look, application)
    for line in others:
        if _says_who(line, names, look.today):
            yield finding(Kind.HARD, msg("krav.sier_hvem"), "others", why=msg("krav.sier_hvem.hvorfor"))


def _says_who(line: str, names: Collection[str], today: date) -> bool:
    """Whether a line holds one of the names ("Kari", "Karis"), or digits enough for a birth date or a number.

    A day that is to come is nobody's birth date.
    """
    words = search_key(line).split()
    named = any(word == name or (len(name) >= _NAME and word.startswith(name)) for word in words for name in names)
    return named or _NUMBER.search(_DAY.sub(partial(_unless_to_come, today), line)) is not None


def _unless_to_come(today: date, found: re.Match[str]) -> str:
    day, month, year = map(int, found.groups())
    return ";" if (year, month, day) >= (today.year, today.month, today.day) else found[0]


def _names(look: Look, application: Application) -> set[str]:
    """Every word of the names of who shall live there, hidden ones too: none of them may stand on the sheet."""
    members = select(ApplicationMember.person_id).where(ApplicationMember.application_id == application.id)
    of_them = or_(Person.id == application.applicant_id, Person.id.in_(members))
    query = select(Person.first_name, Person.last_name).where(of_them)
    rows = look.session.execute(query, execution_options={SHIELD_OFF: True})
    return {word for row in rows for word in search_key(f"{row.first_name} {row.last_name}").split()}


# -- the requirements ---------------------------------------------------------------------------


def _lines(look: Look, application: Application, to: OrderTo) -> Iterator[Requirement]:
    bedrooms = bedrooms_of(look, [application.id], look.today).get(application.id)
    if bedrooms is not None:
        yield _line(msg("krav.soverom"), _at_least(bedrooms.count))
    need = need_of(look, application.id)
    if need is not None:
        yield from _of_need(need)
    yield from _areas(look, application.id, to)


def _at_least(bedrooms: int) -> Message:
    return msg("krav.minst", antall=bedrooms) if bedrooms else msg("krav.ett_rom")


def _of_need(need: ApplicationNeed) -> Iterator[Requirement]:
    if need.rooms_wish is not None:
        yield _line(msg("krav.rom"), msg("krav.minst", antall=need.rooms_wish))
    if need.kinds:
        kinds = [msg(f"enum.DwellingKind.{kind}") for kind in need.kinds]
        yield _line(msg("krav.boligtype"), reduce(_or, kinds))
    access = _ACCESS[need.floor, need.wheelchair]
    if access is not None:
        yield _line(msg("krav.adkomst"), access)
    if need.pets:
        yield _line(msg("krav.dyrehold"), msg("krav.dyr_tillatt"))
    if need.max_rent_ore is not None:
        yield _line(msg("krav.leie"), msg("krav.leie_per_maned", leie=need.max_rent_ore))
    if need.from_date is not None:
        yield _line(msg("krav.fra"), msg("krav.fra_dag", dato=need.from_date))


_ACCESS: Mapping[tuple[FloorNeed, bool], Message | None] = {
    (FloorNeed.ANY, False): None,
    (FloorNeed.LIFT_OR_GROUND, False): msg("krav.heis_eller_bakke"),
    (FloorNeed.GROUND, False): msg("krav.bakke"),
    (FloorNeed.ANY, True): msg("krav.rullestol"),
    (FloorNeed.LIFT_OR_GROUND, True): msg("krav.rullestol_heis"),
    (FloorNeed.GROUND, True): msg("krav.rullestol_bakke"),
}


def _or(first: Message, last: Message) -> Message:
    return msg("krav.eller", forste=first, siste=last)


def _line(name: Message, demand: Message | str) -> Requirement:
    return Requirement(name, demand)


def _areas(look: Look, application_id: int, to: OrderTo) -> Iterator[Requirement]:
    """Wished parts of town, without why. Those to be avoided tell of a person: they stay within the municipality."""
    wish = ApplicationArea
    query = (
        select(Area.name, wish.wish).join(Area, Area.id == wish.area_id).where(wish.application_id == application_id)
    )
    rows = look.session.execute(query.order_by(Area.name)).all()
    wanted = ", ".join(row.name for row in rows if row.wish is AreaWish.WANT)
    avoided = ", ".join(row.name for row in rows if row.wish is AreaWish.AVOID)
    if wanted:
        yield _line(msg("krav.omrade"), wanted)
    if avoided and to is OrderTo.PROPERTY_UNIT:
        yield _line(msg("krav.ikke_omrade"), avoided)


@writes(Right.DOCUMENT_WRITE)
def _file(work: Work, new: NewDocument) -> int:
    before = stored_print(work, {"application_id": new.application_id}, new.data_sha256 or "")
    return before.id if before else keep(work, new).id
