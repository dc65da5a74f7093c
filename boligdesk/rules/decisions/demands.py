"""What a caseworker must have written before a decision can be proposed or made, field by field."""

from __future__ import annotations

from collections.abc import Iterator, Mapping
from datetime import date

from ..application_words import DecisionBasis, DecisionResult
from ..findings import finding, lacking
from ..messages import Control, Kind, Message, msg
from .content import GIVING, RESULTS, DecisionText
from .parts import Case

_ALWAYS = ("asked_for", "facts", "weighing", "next_steps")
#: A yes states size, kind of home, floor and lift, the length of the lease, validity and when it lapses (P12).
_GIVEN: Mapping[DecisionBasis, tuple[str, ...]] = {
    DecisionBasis.HOUSING: ("bedrooms", "homes", "access", "lease_months", "valid_until", "lapse"),
    DecisionBasis.RENEWAL: ("lease_months",),
    DecisionBasis.ASSISTANCE: ("help",),
    DecisionBasis.TEMPORARY: ("help", "valid_until"),
    DecisionBasis.FOLLOW_UP: ("help",),
    DecisionBasis.REMOVAL: ("valid_until",),
}
_FOREWARNING = ("forewarned_on", "answer_by", "party_answer")
_WORDS: Mapping[str, Message] = {
    "asked_for": msg("vedtak.felt.sokt_om"),
    "facts": msg("vedtak.felt.faktum"),
    "weighing": msg("vedtak.felt.begrunnelse"),
    "next_steps": msg("vedtak.felt.videre"),
    "children": msg("vedtak.felt.barn"),
    "bedrooms": msg("vedtak.felt.soverom"),
    "homes": msg("vedtak.felt.bolig"),
    "access": msg("vedtak.felt.adkomst"),
    "lease_months": msg("vedtak.felt.leietid"),
    "valid_until": msg("vedtak.felt.gjelder_til"),
    "lapse": msg("vedtak.felt.faller_bort"),
    "help": msg("vedtak.felt.hjelp"),
    "not_granted": msg("vedtak.felt.ikke_innvilget"),
    "forewarned_on": msg("vedtak.felt.varslet"),
    "answer_by": msg("vedtak.felt.svarfrist"),
    "party_answer": msg("vedtak.felt.partens_svar"),
}


def demanded(case: Case) -> tuple[str, ...]:
    """The fields of `DecisionText` that must be filled for this decision, in the order of the letter."""
    wanted = {*_ALWAYS}
    if case.result in GIVING:
        wanted.update(_GIVEN[case.basis])
    if case.result is DecisionResult.PARTLY and case.basis is not DecisionBasis.REMOVAL:
        wanted.add("not_granted")
    if case.basis is DecisionBasis.REMOVAL:
        wanted.update(_FOREWARNING)
    if case.children:
        wanted.add("children")
    return tuple(name for name in _WORDS if name in wanted)


def check_text(case: Case, written: DecisionText, today: date) -> tuple[Control, ...]:
    """Everything that is lacking or cannot be; empty when the decision can be made as it is written."""
    return tuple(_check(case, written, today))


def _check(case: Case, written: DecisionText, today: date) -> Iterator[Control]:
    if case.result not in RESULTS[case.basis]:
        yield _hard("vedtak.resultat_passer_ikke", "result")
    for name in demanded(case):
        value = getattr(written, name)
        if value is None or (isinstance(value, str) and not value.strip()):
            yield lacking(msg("vedtak.felt_mangler", felt=_WORDS[name]), name, paragraph="forvaltningsloven §§ 24–27")
    if written.valid_until is not None and written.valid_until < today:
        yield _hard("vedtak.gyldighet_passert", "valid_until")
    if case.basis is DecisionBasis.REMOVAL:
        yield from _forewarning(written, today)


def _forewarning(written: DecisionText, today: date) -> Iterator[Control]:
    """The party was told first and had time to answer, or has answered (forvaltningsloven § 16; P12)."""
    told, until = written.forewarned_on, written.answer_by
    if told is None or until is None:
        return
    if not told < until or told > today:
        yield _hard("vedtak.varsel_rekkefolge", "answer_by")
    elif until >= today and (written.answered_on is None or not told <= written.answered_on <= today):
        yield _hard("vedtak.varsel_lopende", "answer_by")


def _hard(code: str, field: str) -> Control:
    return finding(Kind.HARD, msg(code), field)
