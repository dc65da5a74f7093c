"""Reading the coded words of the lists: what offices write for a kind of home, a legal basis, an address protection."""

from __future__ import annotations

import re
from collections.abc import Mapping
from enum import Enum
from functools import cache
from typing import Any, TypeVar

from ..rules.folding import search_key
from ..rules.ledger.entries import EntryKind
from ..rules.messages import msg
from ..rules.reading import Reading
from ..rules.reading.cells import from_cell
from ..rules.reading.outcome import confirm, mend_to, wrong
from ..rules.terms import LegalBasis
from ..rules.vocabulary import Accessible, Disposal, DwellingKind, Protection
from ..texts import enum_code, enum_text

E = TypeVar("E", bound=Enum)

_KINDS = {
    DwellingKind.APARTMENT: "leilighet blokk blokkleilighet terrasseleilighet flermannsbolig boligblokk firemannsbolig",
    DwellingKind.ROW_HOUSE: "rekkehus kjedehus smahus",
    DwellingKind.DETACHED: "enebolig hus villa frittliggende",
    DwellingKind.SEMI_DETACHED: "tomannsbolig vertikaldelt horisontaldelt halvpart",
    DwellingKind.STUDIO: "hybel hybelleilighet ettromsleilighet",
    DwellingKind.BASEMENT: "sokkel sokkelleilighet kjellerleilighet underetasje",
    DwellingKind.SHARED_HOME: "bofellesskap kollektiv bokollektiv",
    DwellingKind.SUPPORTED: "omsorgsbolig omsorg tilrettelagt trygdebolig samlokalisert bemannet",
    DwellingKind.TEMPORARY: "midlertidig gjennomgangsbolig akuttbolig degn modulbolig",
    DwellingKind.OTHER: "annet annen ovrig",
}
_DISPOSALS = {
    Disposal.OWNED: "eid eiet kommunal kommunalt kommune egen egeneid",
    Disposal.MUNICIPAL_COMPANY: "foretak kf as stiftelse boligstiftelse boligselskap",
    Disposal.LEASED_IN: "innleid innleie leid leie framleid fremleie",
    Disposal.LETTING_RIGHT: "tilvisning tilvisningsavtale tilvisningsrett tildelingsrett disposisjonsrett",
}
_BASES = {
    LegalBasis.ORDINARY: "vanlig ordiner ordinart alminnelig tidsubestemt tidsbestemt ordinar",
    LegalBasis.SECTION_11_1: "11-1 111 serskilt sarskilt serlige",
    LegalBasis.OTHER: "annet annen tjenestebolig 11-2 112 11-3 113",
}
_PROTECTIONS = {
    Protection.STRICT: "kode6 6 strengt strengtfortrolig sperretadresse",
    Protection.CONFIDENTIAL: "kode7 7 fortrolig",
    Protection.NONE: "nei ingen ugradert 0 n usann",
}
_ACCESS = {
    Accessible.YES: "ja j x tilgjengelig rullestol livslop universell uu sann 1",
    Accessible.PARTLY: "delvis begrenset noe",
    Accessible.NO: "nei n nesten ikke trapp usann 0",
}
_CLAIMS = {
    EntryKind.RENT: "husleie leie leige manedsleie",
    EntryKind.EXTRA: "tillegg parkering garasje internett bredband felleskostnad felleskostnader",
    EntryKind.ON_ACCOUNT: "akonto forskudd strom oppvarming fyring",
    EntryKind.USE_SETTLEMENT: "avregning",
    EntryKind.DEPOSIT: "depositum",
    EntryKind.DAMAGE: "skade skader rydding renhold",
    EntryKind.FEE: "gebyr purregebyr inkassogebyr",
    EntryKind.INTEREST: "rente renter forsinkelsesrente forsinkelsesrenter",
    EntryKind.COSTS: "omkostning omkostninger sakskostnader rettsgebyr",
    EntryKind.PAYMENT: "innbetaling innbetalt betaling tilgode forskuddsbetalt",
    EntryKind.OTHER: "annet annen ovrig",
}

_TABLES: dict[type[Any], Mapping[Any, str]] = {
    DwellingKind: _KINDS,
    Disposal: _DISPOSALS,
    LegalBasis: _BASES,
    Protection: _PROTECTIONS,
    Accessible: _ACCESS,
    EntryKind: _CLAIMS,
}


@cache
def _known(kind: type[E]) -> dict[str, E]:
    """Word → value: what offices write, and what the program itself calls the value."""
    lines: Mapping[E, str] = _TABLES[kind]
    words = {_key(word): value for value, line in lines.items() for word in line.split()}
    return words | {_key(enum_text(value, language)): value for value in lines for language in ("nb", "nn")}


def _key(text: str) -> str:
    return "".join(_words(text))


def _words(text: str) -> list[str]:
    return re.findall("[0-9a-z]+", search_key(text.replace("-", "")))


def read_kind(cell: object) -> Reading[DwellingKind]:
    """The kind of home; a word nobody knows becomes "annet" after confirmation."""
    return from_cell(cell, lambda text: _word(text, DwellingKind, DwellingKind.OTHER))


def read_disposal(cell: object) -> Reading[Disposal]:
    """Owned, in a company, leased in or by letting right."""
    return from_cell(cell, lambda text: _word(text, Disposal))


def read_legal_basis(cell: object) -> Reading[LegalBasis]:
    """Ordinary lease, husleieloven § 11-1, or other."""
    return from_cell(cell, lambda text: _word(text, LegalBasis))


def read_claim(cell: object) -> Reading[EntryKind]:
    """What is owed; a word nobody knows becomes "annet" after confirmation."""
    return from_cell(cell, lambda text: _word(text, EntryKind, EntryKind.OTHER))


def read_access(cell: object) -> Reading[Accessible]:
    """How far a wheelchair user gets: ja, delvis, nei."""
    return from_cell(cell, lambda text: _word(text, Accessible))


def read_protection(cell: object) -> Reading[Protection]:
    """Address protection. A bare "ja" or cross is taken as the strictest, until somebody has looked (P30)."""
    return from_cell(cell, _protection)


def _protection(text: str) -> Reading[Protection]:
    if search_key(text) in {"ja", "j", "x", "skjermet", "sperret", "beskyttet", "sann", "1"}:
        mends = [mend_to(value, msg(enum_code(value))) for value in (Protection.CONFIDENTIAL, Protection.STRICT)]
        return confirm(Protection.STRICT, msg("import.ord.skjermet", tekst=text), mends)
    return _word(text, Protection)


def _word(text: str, kind: type[E], fallback: E | None = None) -> Reading[E]:
    """The value that the whole text or one word of it names; several values named are asked about."""
    known = _known(kind)
    if _key(text) in known:
        return Reading(known[_key(text)])
    named = list(dict.fromkeys(known[word] for word in _words(text) if word in known))
    likely = named[0] if named else fallback
    mends = [mend_to(value, msg(enum_code(value))) for value in named or _TABLES[kind]]
    if likely is None:
        return wrong(msg("import.ord.ukjent", tekst=text[:60]), mends)
    return confirm(likely, msg("import.ord.tolket", tekst=text[:60], verdi=msg(enum_code(likely))), mends)
