"""Trying facts against a criteria set: what each demand comes to, and why.

Needs no base; with `--db` the rates and sets are the office's own too, else those that are shipped.
"""

from __future__ import annotations

import json
from argparse import Namespace
from dataclasses import dataclass
from datetime import date
from pathlib import Path
from typing import Any

from ..casework.core.desk import office_today
from ..rules.allocation import assessment as rules
from ..rules.allocation.assessment import Assessment, CriterionResult, Eligibility, Grant
from ..rules.allocation.catalogue import FACTS
from ..rules.allocation.files import read_set_file, shipped_set, shipped_sets
from ..rules.allocation.given import Facts, plain
from ..rules.allocation.sets import CriteriaSet
from ..rules.application_words import CriterionStatus
from ..rules.explanation import dump
from ..rules.messages import msg, refuse
from ..rules.rates import Rates, shipped_rates
from ..texts import enum_text, render, text
from .answer import Answer, aligned
from .batch import answer_each, read_json
from .desk import at_desk
from .usage import WrongUseError

#: How a result is written for scripts.
RESULTS = {
    CriterionStatus.MET: "oppfylt",
    CriterionStatus.NOT_MET: "ikke_oppfylt",
    CriterionStatus.EXCEPTION: "unntak",
    CriterionStatus.UNKNOWN: "ukjent",
}
_TOGETHER = {
    Eligibility.MET: "oppfylt",
    Eligibility.NOT_MET: "ikke_oppfylt",
    Eligibility.UNKNOWN: "ukjent",
}
_GRANTED = "unntak"
_GRANT_EXAMPLE = '{"krav": "botid", "unntak": "saerlige_grunner", "begrunnelse": "Flyttet hit for å pleie mor"}'


@dataclass(frozen=True)
class _Terms:
    """What every household is held against: the set, the day and the rates."""

    criteria: CriteriaSet
    day: date
    rates: Rates


def assess(arguments: Namespace) -> Answer:
    """`vurder`: facts on standard input under one set; `--liste` and `--eksempel` need no input."""
    if arguments.liste:
        return _listed()
    if arguments.eksempel:
        return _example()
    if not arguments.sett:
        lacking = msg("kommando.bruk.mangler", hva="--sett")
        raise WrongUseError(refuse("kommando.bruk", hva=lacking, program="boligdesk vurder").fault)
    criteria, rates = _office(arguments) if arguments.db else (None, shipped_rates())
    terms = _Terms(criteria or _chosen_set(arguments.sett), arguments.dato or office_today(), rates)
    return answer_each(read_json(refuse("vurdering.ikke_json")), lambda given: _one(terms, given))


def _chosen_set(name: str) -> CriteriaSet:
    """A file where there is one of that name, else a shipped set by its short name."""
    path = Path(name)
    return read_set_file(path) if path.suffix == ".toml" or path.is_file() else shipped_set(name)


def _office(arguments: Namespace) -> tuple[CriteriaSet | None, Rates]:
    """The own set of that short name and the rates of the office that is named; never of the one opened last."""
    from ..casework.criteria_sets import office_set
    from ..casework.rates import office_rates

    with at_desk(arguments) as desk:
        return office_set(desk, arguments.sett), office_rates(desk)


def _one(terms: _Terms, given: Any) -> Answer:
    found = _assessed(terms, given)
    return Answer(_data(found), _lines(found))


def _assessed(terms: _Terms, given: Any) -> Assessment:
    if not isinstance(given, dict):
        raise refuse("vurdering.ikke_fakta")
    facts = Facts.of({key: value for key, value in given.items() if key != _GRANTED}, terms.day)
    return rules.assess(terms.criteria, facts, terms.rates, terms.day, _grants(given.get(_GRANTED, [])))


def _grants(given: Any) -> list[Grant]:
    keys = ("krav", "unntak", "begrunnelse")
    if not isinstance(given, list):
        raise refuse("vurdering.unntak_form", eksempel=_GRANT_EXAMPLE)
    for item in given:
        if not isinstance(item, dict) or set(item) != set(keys) or not all(isinstance(item[k], str) for k in keys):
            raise refuse("vurdering.unntak_form", eksempel=_GRANT_EXAMPLE)
    return [Grant(*(item[key] for key in keys)) for item in given]


def _data(found: Assessment) -> dict[str, Any]:
    return {
        "sett": found.criteria.name,
        "utgave": found.criteria.edition,
        "dato": found.on.isoformat(),
        "resultat": _TOGETHER[found.eligibility],
        "kan_gi_vedtak": found.criteria.may_decide,
        "krav": [_criterion_data(result, found.criteria.language) for result in found.results],
        "prioritet": _placing_data(found),
        "poeng": _score_data(found),
        "merknader": [render(remark, found.criteria.language) for remark in found.remarks],
        "forklaring": dump(found.explanation),
    }


def _criterion_data(result: CriterionResult, language: str) -> dict[str, Any]:
    criterion, rule = result.criterion, result.exception
    return {
        "krav": criterion.key,
        "tittel": criterion.title.of(language),
        "resultat": RESULTS[result.status],
        "paragraf": criterion.paragraph,
        "tekst": criterion.text.of(language),
        "fakta": [
            {
                "fakta": used.key,
                "navn": render(used.label, language),
                "verdi": None if used.value is None else plain(used.value),
                "tekst": render(used.words, language),
            }
            for used in result.used
        ],
        "derfor": [render(message, language) for message in result.because],
        "mangler": list(result.missing),
        "grunner": [render(lack.why, language) for lack in result.lacks],
        "unntak": rule and {"unntak": rule.key, "tekst": rule.text.of(language), "begrunnelse": result.reason},
        "mangler_begrunnelse": result.lacks_reason,
        "kan_gis": [{"unntak": other.key, "tekst": other.text.of(language)} for other in result.may_be_given],
    }


def _placing_data(found: Assessment) -> dict[str, Any] | None:
    placing, language = found.placing, found.criteria.language
    if placing is None:
        return None
    group = placing.group
    return {
        "gruppe": group.key if group else None,
        "trinn": group.step if group else None,
        "tekst": group.text.of(language) if group else None,
        "sikker": placing.certain,
        "grunner": [render(lack.why, language) for lack in placing.lacks],
    }


def _score_data(found: Assessment) -> dict[str, Any] | None:
    if found.score is None:
        return None
    parts = [
        {
            "del": each.part.key,
            "tekst": each.part.text.of(found.criteria.language),
            "poeng": each.part.points,
            "gitt": each.given,
        }
        for each in found.score.parts
    ]
    return {"sum": found.score.total, "deler": parts}


def _lines(found: Assessment) -> list[str]:
    """The answer for people, in the language of the municipality."""
    language = found.criteria.language
    answer = enum_text(found.eligibility, language)
    head = text("vurdering.svar", language, sett=found.criteria.name, dato=found.on, svar=answer)
    headings = (
        text("vurdering.resultat", language),
        text("vurdering.kravet", language),
        text("vurdering.grunn", language),
    )
    rows = [
        [enum_text(row.status, language), row.criterion.title.of(language), _because(row, language)]
        for row in found.results
    ]
    remarks = [render(remark, language) for remark in found.remarks]
    return [head, "", *aligned(headings, rows), *_order_lines(found), *remarks]


def _because(result: CriterionResult, language: str) -> str:
    """The fewest words that say why: the exception, what is missing, or the comparisons that decided."""
    if result.exception:
        return " ".join((result.exception.text.of(language), result.reason)).strip()
    if result.lacks:
        return " ".join(render(lack.why, language) for lack in result.lacks)
    return "; ".join(render(message, language) for message in result.because)


def _order_lines(found: Assessment) -> list[str]:
    language, lines = found.criteria.language, []
    if found.placing and found.placing.group:
        group = found.placing.group
        lines.append(text("vurdering.gruppe", language, trinn=group.step, tekst=group.text.of(language)))
        lines += [render(lack.why, language) for lack in found.placing.lacks]
    if found.score:
        lines.append(text("vurdering.poeng", language, antall=found.score.total))
    return lines


def _listed() -> Answer:
    rows = [_set_data(key, criteria) for key, criteria in shipped_sets().items()]
    headings = [text("vurdering.sett"), text("vurdering.vedtatt"), text("vurdering.kilde")]
    table = [[row["sett"], row["vedtatt_av"] or "–", row["kilde"]] for row in rows]
    return Answer({"sett": rows}, aligned(headings, table))


def _set_data(key: str, criteria: CriteriaSet) -> dict[str, Any]:
    return {
        "sett": key,
        "navn": criteria.name,
        "kommune": criteria.municipality,
        "vedtatt_av": criteria.decided_by,
        "vedtatt_dato": criteria.decided_on.isoformat() if criteria.decided_on else None,
        "kilde": criteria.source,
        "kilde_lest": criteria.source_read.isoformat(),
        "ufullstendig_kilde": criteria.incomplete,
        "kan_gi_vedtak": criteria.may_decide,
    }


def _example() -> Answer:
    """Every known fact with a value, ready to be piped in again."""
    data = {key: plain(fact.example) for key, fact in FACTS.items() if fact.given}
    return Answer(data, json.dumps(data, ensure_ascii=False, indent=2).splitlines())
