"""What the form of a new decision begins with: what record and sheet already say, in the language of the letter."""

from __future__ import annotations

from collections.abc import Mapping
from typing import Any

from ...models.application import Application
from ...rules.application_words import DecisionBasis, DecisionResult, FloorNeed
from ...rules.decisions.content import GIVING, RESULTS, UNDER_CRITERIA, DecisionText
from ...rules.messages import Message, RefusedError, msg, refuse
from ...rules.periods import add_months
from ...texts import enum_text, render
from .acts import Look
from .application_rows import need_of
from .assessing import sheet_of
from .decision_snapshot import party_of_application
from .sheet import Sheet
from .sheet_rows import home_people

_ASKED: Mapping[DecisionBasis, Message] = {
    DecisionBasis.HOUSING: msg("vedtak.tittel.bolig_kort"),
    DecisionBasis.RENEWAL: msg("vedtak.tittel.forlengelse_kort"),
    DecisionBasis.ASSISTANCE: msg("vedtak.tittel.bistand_kort"),
    DecisionBasis.TEMPORARY: msg("vedtak.tittel.midlertidig_kort"),
    DecisionBasis.FOLLOW_UP: msg("vedtak.tittel.oppfolging_kort"),
    DecisionBasis.REMOVAL: msg("vedtak.tittel.bolig_kort"),
}
_NEXT_YES: Mapping[DecisionBasis, Message] = {
    DecisionBasis.HOUSING: msg("vedtak.videre.bolig_ja"),
    DecisionBasis.RENEWAL: msg("vedtak.videre.forlengelse_ja"),
    DecisionBasis.ASSISTANCE: msg("vedtak.videre.bistand_ja"),
    DecisionBasis.TEMPORARY: msg("vedtak.videre.midlertidig_ja"),
    DecisionBasis.FOLLOW_UP: msg("vedtak.videre.bistand_ja"),
    DecisionBasis.REMOVAL: msg("vedtak.videre.venteliste_kort"),
}
_NEXT_NO: Mapping[DecisionBasis, Message] = {
    DecisionBasis.HOUSING: msg("vedtak.videre.bolig_nei"),
    DecisionBasis.RENEWAL: msg("vedtak.videre.forlengelse_nei"),
    DecisionBasis.ASSISTANCE: msg("vedtak.videre.bistand_nei"),
    DecisionBasis.TEMPORARY: msg("vedtak.videre.midlertidig_nei"),
    DecisionBasis.FOLLOW_UP: msg("vedtak.videre.bistand_nei"),
    DecisionBasis.REMOVAL: msg("vedtak.videre.bolig_nei"),
}
#: What an office usually grants; both can be changed in the form.
_VALID_MONTHS, _LEASE_MONTHS = 12, 36


def proposed_text(look: Look, application: Application, basis: DecisionBasis, result: DecisionResult) -> DecisionText:
    """The text a new decision begins with; what only a caseworker can say is left empty."""
    if result not in RESULTS[basis]:
        raise refuse("vedtak.feil_resultat")
    language = party_of_application(look, application).language
    sheet = _sheet(look, application) if basis in UNDER_CRITERIA else None
    following = (_NEXT_YES if result in GIVING else _NEXT_NO)[basis]
    begun: dict[str, Any] = {
        "asked_for": _asked(look, application, basis, language),
        "next_steps": render(following, language),
    }
    if sheet is not None:
        begun |= {"weighing": sheet.judgement.weighing, "children": sheet.judgement.children_best}
        begun |= {"facts": _facts(sheet, language)}
    if result in GIVING and basis in UNDER_CRITERIA:
        begun |= _granted(look, application, basis, sheet, language)
    return DecisionText(**begun)


def _sheet(look: Look, application: Application) -> Sheet | None:
    """The sheet, None while no adopted set is valid: the draft can be begun all the same."""
    try:
        return sheet_of(look, application.id, look.today)
    except RefusedError:
        return None


def _asked(look: Look, application: Application, basis: DecisionBasis, language: str) -> str:
    people = home_people(look, (application.id,), look.today)[application.id]
    children = sum(person.child for person in people)
    adults = len(people) - children
    household = (
        msg("vedtak.forslag.husstand", voksne=adults, barn=children)
        if children
        else msg("vedtak.forslag.uten_barn", voksne=adults)
    )
    return f"{render(_ASKED[basis], language)} {render(household, language)}"


def _facts(sheet: Sheet, language: str) -> str:
    """The applicant's own view; each fact stands with its demand further down."""
    own = sheet.judgement.own_view.strip()
    begin = render(msg("vedtak.forslag.faktum"), language)
    return f"{begin} {own}" if own else begin


def _granted(
    look: Look, application: Application, basis: DecisionBasis, sheet: Sheet | None, language: str
) -> dict[str, Any]:
    found: dict[str, Any] = {"lease_months": _LEASE_MONTHS}
    if basis is not DecisionBasis.HOUSING:
        return found
    need = need_of(look, application.id)
    found |= {
        "bedrooms": sheet.bedrooms.count if sheet else None,
        "homes": render(msg("vedtak.forslag.bolig"), language),
        "access": enum_text(need.floor if need else FloorNeed.ANY, language),
        "valid_until": add_months(look.today, _VALID_MONTHS),
        "lapse": render(msg("vedtak.forslag.faller_bort"), language),
    }
    return found
