"""Bostøtte for the households on standard input: the amount, the income limit, and why.

Needs no base; with `--db` the rates are the office's own too, else those that are shipped.
"""

from __future__ import annotations

from argparse import Namespace
from decimal import Decimal
from typing import Any

from ..rules.bostotte.calculation import HousingBenefit, housing_benefit
from ..rules.bostotte.given import read_household
from ..rules.bostotte.month import to_ore
from ..rules.explanation import Explanation, dump
from ..rules.messages import refuse
from ..rules.rates import Rates, rate_name, shipped_rates
from ..texts import enum_text, has, render, text
from .answer import Answer, facts
from .batch import answer_each, read_json
from .desk import at_desk


def benefit(arguments: Namespace) -> Answer:
    """`bostotte`: one household or a list of them."""
    rates = _office_rates(arguments) if arguments.db else shipped_rates()
    return answer_each(read_json(refuse("bostotte.ikke_json")), lambda given: _one(given, rates))


def _office_rates(arguments: Namespace) -> Rates:
    """The rates of the office that is named; never of the one opened last."""
    from ..casework.rates import office_rates

    with at_desk(arguments) as desk:
        return office_rates(desk)


def _one(given: Any, rates: Rates) -> Answer:
    found = housing_benefit(*read_household(given), rates)
    return Answer(_data(found), _lines(found))


def _data(found: HousingBenefit) -> dict[str, Any]:
    data: dict[str, Any] = {
        "belop_mnd": _number(found.benefit),
        "vektet_inntekt": _number(found.weighted_income),
        "egenandel_aar": _number(found.own_share),
        "boutgift_godkjent_aar": _number(found.costs),
        "inntektsgrense_mnd": _number(found.income_limit),
        "forelopig": found.provisional,
        "ubekreftet": [_unconfirmed(step) for step in found.unconfirmed],
        "forklaring": dump(found.explanation),
    }
    return data | ({"mangler": list(found.missing)} if found.missing else {})


def _number(step: Explanation) -> int | float | None:
    """Kroner as JSON has them: whole where they are whole, else with øre; null when it cannot be said."""
    if step.result is None:
        return None
    value = to_ore(Decimal(str(step.result)))
    return int(value) if value == value.to_integral_value() else float(value)


def _unconfirmed(step: Explanation) -> dict[str, str | None]:
    """One number or assumption that nobody has confirmed."""
    return {
        "nokkel": step.rate.key if step.rate else step.operands[0].name,
        "tekst": render(step.message),
        "verdi": str(step.result),
        "fra": step.rate.valid_from.isoformat() if step.rate else None,
        "sikkerhet": step.certainty,
        "kilde": step.source,
    }


def _lines(found: HousingBenefit) -> list[str]:
    """The answer for people."""
    figures = (
        (text("bostotte.navn.belop"), found.benefit),
        (text("bostotte.navn.vektet"), found.weighted_income),
        (text("bostotte.navn.egenandel"), found.own_share),
        (text("bostotte.navn.godkjent"), found.costs),
        (text("bostotte.navn.inntektsgrense"), found.income_limit),
    )
    lines = [render(found.explanation.message), "", *facts([(name, _words(step)) for name, step in figures])]
    lines += [text("bostotte.kommando.mangler", hva=_name(lack)) for lack in found.missing]
    if found.provisional:
        lines += ["", text("bostotte.kommando.forelopig"), *map(_unsure, found.unconfirmed)]
    return [*lines, "", text("bostotte.kommando.anslag")]


def _words(step: Explanation) -> str:
    number = _number(step)
    return "–" if number is None else text("bostotte.kommando.kroner", sum=round(number * 100))


def _name(lack: str) -> str:
    """A rate by its name, a field by its own."""
    named = rate_name(lack)
    return render(named) if has(named.code) else lack


def _unsure(step: Explanation) -> str:
    assert step.certainty is not None  # what has no certainty is not among the unconfirmed
    return text("bostotte.kommando.usikker", hva=step.message, hvordan=enum_text(step.certainty))
