"""Reading the persons of one cell: order of names, several persons, shared surnames, birth dates beside them."""

from __future__ import annotations

import re
from collections.abc import Sequence
from dataclasses import dataclass, field, replace
from datetime import date

from ..identifiers import Identifier
from ..messages import Control, Kind, Message, msg
from .cells import from_cell, on_one_line, shown
from .dates import read_birth_date
from .identity import read_identifier
from .name_parts import Draft, drafts_of
from .outcome import Reading, confirm, mend_to, wrong

_MARK = "\x00"
_NUMBER = re.compile(
    r"[,(]?[^\S\n]*(?:\b(?:fnr|f\.nr|pnr|p\.nr|d-?nr|duf|født|fødd|f)\b[.:]*[^\S\n]*)?"
    r"(?P<number>[0-9]{6}[ \-]?[0-9]{5}(?![0-9])|[0-9]{12}"
    r"|[0-9]{1,2}[./][0-9]{1,2}[./\-][0-9]{2,4}|[0-9]{4}-[0-9]{2}-[0-9]{2}|[0-9]{8}|[0-9]{6})(?![0-9])[^\S\n]*\)?",
    re.IGNORECASE,
)
_MARKED = re.compile(_MARK + "([0-9]+)" + _MARK)
# A birth date completes a person: the comma behind it parts two.
_AFTER_NUMBER = re.compile(_MARK + r"\s*,")
_BETWEEN = re.compile(r"\s*(?:[;&/+\n]|\bog\b|\band\b|\bsamt\b| [-–] )\s*", re.IGNORECASE)
_DASHED = re.compile(r" [-–] ")
_VACANT = re.compile(r"(ledig|vakant|tom|ingen|ikke utleid|står tom|ubebodd|ikke bebodd)[.!]?", re.IGNORECASE)
_BESIDE = re.compile(
    r"\s*(?:\([^)]*\)|(?:\bog|\bmed|[+&]|\bm/|\bm\.)\s*(?:[0-9]+ )?(?:barn|sønn|datter|døtre|sønner|familie|fam)\b\.?)",
    re.IGNORECASE,
)
_BEFORE = re.compile(r"^(?:fam\.|familien|dødsbo(?:et)?(?: etter)?|herr|hr\.|fru|frk\.|dr\.)\s+", re.IGNORECASE)


@dataclass(frozen=True)
class PersonName:
    """One person as a cell names them; `first` is empty when only a surname stood there."""

    first: str
    last: str
    born: date | None = None
    identifier: Identifier | None = None

    @property
    def listed(self) -> str:
        """ "Hansen, Kari": as in a list."""
        return ", ".join(part for part in (self.last, self.first) if part)

    def __str__(self) -> str:
        return f"{self.first} {self.last}".strip()


@dataclass
class _Cell:
    """A cell being read: its text without numbers, and what was noticed on the way."""

    text: str
    numbers: list[str] = field(default_factory=list)
    reasons: list[str] = field(default_factory=list)

    def without(self, pattern: re.Pattern[str], reason: str) -> None:
        shorter = pattern.sub("", self.text)
        if shorter != self.text:
            self.text = shorter
            self.reasons.append(reason)


def read_names(cell: object, *, today: date) -> Reading[tuple[PersonName, ...]]:
    """The persons of a cell: "Hansen, Kari og Ola", "Kari Hansen / Ola Berg", with birth dates or numbers beside.

    "Etternavn, Fornavn" and "Fornavn Etternavn" are sure; what can be understood in two ways, or leaves words
    out, must be confirmed. "Ledig" is read as nobody, to be confirmed. `today` bounds birth years of two digits.
    """
    return from_cell(cell, lambda text: _names(text.replace(_MARK, ""), today))


def _names(text: str, today: date) -> Reading[tuple[PersonName, ...]]:
    if _VACANT.fullmatch(text):
        return _nobody(text)
    cell = _opened(text)
    drafts: list[Draft] = []
    for piece in filter(None, _BETWEEN.split(cell.text)):
        found = drafts_of(_MARKED.sub(" ", piece), cell.reasons)
        if found is None:
            return wrong(msg("lesing.navn.tegn", tekst=shown(text)))
        drafts += found
        marks = [int(n) for n in _MARKED.findall(piece)]
        if marks and drafts:
            drafts[-1] = replace(drafts[-1], numbers=drafts[-1].numbers + tuple(cell.numbers[n] for n in marks))
    if not drafts:
        return wrong(msg("lesing.navn.ikke", tekst=shown(text)))
    reading = _judged(text, _surnames_shared(drafts, cell.reasons), cell.reasons, today)
    return _or_two_persons(reading, text, today) if cell.reasons == ["lesing.navn.grunn.komma"] else reading


def _or_two_persons(
    reading: Reading[tuple[PersonName, ...]], text: str, today: date
) -> Reading[tuple[PersonName, ...]]:
    """ "Kari Hansen, Ola Berg": the second mend takes the comma as a mark between two persons."""
    parted = _names(text.replace(",", ";"), today)
    if reading.finding is None or not parted.value or parted.value == reading.value or not parted.sure:
        return reading
    mends = (*reading.finding.mends, mend_to(parted.value, _label(parted.value)))
    return replace(reading, finding=replace(reading.finding, mends=mends))


def _nobody(text: str) -> Reading[tuple[PersonName, ...]]:
    nobody: tuple[PersonName, ...] = ()
    return confirm(nobody, msg("lesing.navn.ingen", tekst=text), [mend_to(nobody, msg("lesing.navn.ingen_rett"))])


def _opened(text: str) -> _Cell:
    """Set birth dates and numbers aside (their slashes and dashes part no persons), then words beside the names."""
    cell = _Cell(text)

    def aside(found: re.Match[str]) -> str:
        cell.numbers.append(found["number"])
        return f" {_MARK}{len(cell.numbers) - 1}{_MARK} "

    cell.text = _AFTER_NUMBER.sub(f"{_MARK} ; ", _NUMBER.sub(aside, cell.text))
    cell.without(_BESIDE, "lesing.navn.grunn.utelatt")
    cell.without(_BEFORE, "lesing.navn.grunn.utelatt")
    if _DASHED.search(cell.text):
        cell.reasons.append("lesing.navn.grunn.strek")
    return cell


def _surnames_shared(drafts: Sequence[Draft], reasons: list[str]) -> list[Draft]:
    """ "Hansen, Kari og Ola": a first name alone takes the surname of the one before, else of the one after."""
    shared: list[Draft] = []
    for place, draft in enumerate(drafts):
        if draft.last:
            if not draft.formal and draft.first and any(d.formal for d in drafts):
                reasons.append("lesing.navn.grunn.blandet")
            shared.append(draft)
            continue
        before = shared[-1] if shared else None
        after = next((d for d in drafts[place + 1 :] if d.last), None)
        lender = before if before and before.first else after
        if lender is None:
            shared.append(replace(draft, first="", last=draft.first))
            reasons.append("lesing.navn.grunn.ett_navn")
            continue
        if not lender.formal:
            reasons.append("lesing.navn.grunn.delt_etternavn")
        shared.append(replace(draft, last=lender.last, formal=lender.formal))
    return shared


def _judged(text: str, drafts: Sequence[Draft], reasons: Sequence[str], today: date) -> Reading[tuple[PersonName, ...]]:
    people: list[PersonName] = []
    doubt: Control | None = None
    for draft in drafts:
        reading = _person(draft, today)
        if reading.value is None:
            return Reading(None, reading.finding)
        people.append(reading.value)
        doubt = doubt or reading.finding
    value = tuple(people)
    if not reasons:
        return Reading(value, doubt and Control(Kind.SOFT, doubt.what, mends=(mend_to(value, _label(value)),)))
    what = msg("lesing.navn.leses", tekst=shown(text), personer=_listed(value))
    return confirm(value, what, [mend_to(value, _label(value))], why=msg(reasons[0]))


def _person(draft: Draft, today: date) -> Reading[PersonName]:
    """The draft with its birth date and number; a wrong one makes the whole cell wrong.

    The mends of a date or number are left out: here a mend must set the persons of the cell.
    """
    person, doubt = PersonName(draft.first, draft.last), None
    for number in draft.numbers:
        long = sum(c.isdigit() for c in number) > 8
        identifier = read_identifier(number) if long else Reading[Identifier]()
        born = Reading[date]() if long else read_birth_date(number, today=today)
        finding = identifier.finding or born.finding
        if finding and finding.kind is Kind.HARD:
            return wrong(finding.what)
        doubt = doubt or finding
        day = born.value or (identifier.value.born if identifier.value else None)
        if person.born and day and person.born != day:
            return wrong(msg("lesing.navn.fodt_ulik", forste=person.born, andre=day))
        person = replace(person, born=person.born or day, identifier=identifier.value or person.identifier)
    return Reading(person, doubt)


def _listed(people: Sequence[PersonName]) -> str:
    return on_one_line("; ".join(person.listed for person in people))


def _label(people: Sequence[PersonName]) -> Message:
    return msg("lesing.rett.godta", verdi=_listed(people))
