"""What is asked for an estimate of bostøtte, and how the answers become the household that the rules see."""

from __future__ import annotations

from collections.abc import Iterator, Mapping
from datetime import date
from enum import StrEnum
from typing import Any

from ...casework.guidance_subject import Subject
from ...rules.bostotte.household import HomeCosts, HomeTenure, Household, Income, Municipality, Wealth
from ...rules.findings import hard
from ...rules.guidance.deadlines import by_net
from ...rules.messages import Control, msg
from ...rules.periods import add_months
from ...texts import text
from ..parts.filterbar import Choice
from ..parts.form_spec import FieldKind, FieldSpec, FormSpec, SectionSpec
from ..people.fields import of
from .state import Figures

_MONEY, _COUNT, _CHOICE = FieldKind.MONEY, FieldKind.COUNT, FieldKind.CHOICE
_MOST_PEOPLE = 30
_MOST_ORE = 100_000_000_00
#: Somebody of this age lives at home and is not counted (19 years on the first of the month).
_YOUNG_AGE = 19


class SpecialGroup(StrEnum):
    """The groups with limits of their own; a household is in one of them at most."""

    NONE = "none"
    YOUNG_DISABLED = "young_disabled"
    LONE_PENSIONER = "lone_pensioner"


def _owned(values: Mapping[str, Any]) -> bool:
    return values.get("tenure") not in (None, HomeTenure.RENTED)


def _detached(values: Mapping[str, Any]) -> bool:
    return values.get("tenure") is HomeTenure.DETACHED


def _has_benefit(values: Mapping[str, Any]) -> bool:
    return bool(values.get("benefit"))


def _groups() -> tuple[Choice, ...]:
    names = (
        text("ui.bostotte.gruppe1"),
        text("ui.bostotte.gruppe2"),
        text("ui.bostotte.gruppe3"),
        text("ui.bostotte.gruppe4"),
    )
    return tuple(Choice(number, name) for number, name in enumerate(names, start=1))


def _payouts() -> tuple[Choice, ...]:
    return (Choice(2, text("ui.bostotte.to_utbetalinger")), Choice(3, text("ui.bostotte.tre_utbetalinger")))


def estimate_form() -> FormSpec:
    """The questions of an estimate, all of it for one month."""
    household = SectionSpec(
        (
            FieldSpec("month", "ui.bostotte.maned", FieldKind.DATE, help="ui.bostotte.maned_hjelp"),
            FieldSpec("adults", "ui.bostotte.voksne", _COUNT),
            FieldSpec("children", "ui.bostotte.barn", _COUNT),
            FieldSpec("group", "ui.bostotte.gruppe", _CHOICE, choices=_groups(), width=300),
            FieldSpec("special", "ui.bostotte.saerskilt", _CHOICE, choices=of(SpecialGroup), width=300),
        ),
        "ui.bostotte.husstand",
    )
    income = SectionSpec(
        (
            FieldSpec("income", "ui.bostotte.inntekt", _MONEY, help="ui.bostotte.inntekt_hjelp"),
            FieldSpec("benefit", "ui.bostotte.aap", _MONEY, help="ui.bostotte.aap_hjelp"),
            FieldSpec("payouts", "ui.bostotte.utbetalinger", _CHOICE, choices=_payouts(), when=_has_benefit, width=300),
            FieldSpec("young", "ui.bostotte.under_20", _MONEY, help="ui.bostotte.under_20_hjelp"),
            FieldSpec("tax_free", "ui.bostotte.skattefri_leie", _MONEY),
            FieldSpec("business", "ui.bostotte.naering", _MONEY),
            FieldSpec("capital", "ui.bostotte.kapital", _MONEY, help="ui.bostotte.kapital_hjelp"),
            FieldSpec("wealth", "ui.bostotte.formue", _MONEY),
            FieldSpec("home_value", "ui.bostotte.formuesverdi", _MONEY, when=_owned),
        ),
        "ui.bostotte.inntekt_tittel",
    )
    return FormSpec((household, income, _home_section()))


def _home_section() -> SectionSpec:
    return SectionSpec(
        (
            FieldSpec("tenure", "ui.bostotte.boform", _CHOICE, choices=of(HomeTenure), width=300),
            FieldSpec("rent", "ui.bostotte.boutgift", _MONEY, help="ui.bostotte.boutgift_hjelp"),
            FieldSpec("heating", "ui.bostotte.oppvarming", FieldKind.YES_NO),
            FieldSpec("loan", "ui.bostotte.lan", _MONEY, when=_owned),
            FieldSpec("fees", "ui.bostotte.avgifter", _MONEY, help="ui.bostotte.avgifter_hjelp", when=_detached),
            FieldSpec("tax", "ui.bostotte.eiendomsskatt", _MONEY, when=_detached),
            FieldSpec("ground", "ui.bostotte.festeavgift", _MONEY, when=_detached),
            FieldSpec("adapted", "ui.bostotte.tilpasset", FieldKind.YES_NO, help="ui.bostotte.tilpasset_hjelp"),
        ),
        "ui.bostotte.bolig",
    )


def known(card: Subject, figures: Figures, gross_year_ore: int | None, today: date) -> dict[str, Any]:
    """What the records and the figures of the talk answer beforehand; the rest is asked, not guessed."""
    home, situation = card.home, figures.situation
    values: dict[str, Any] = {
        "month": by_net(today).month,
        "adults": card.adults,
        "children": card.children,
        "group": card.benefit_group,
        "special": SpecialGroup.NONE,
        "tenure": HomeTenure.RENTED,
        "payouts": 2,
        "income": None if gross_year_ore is None else round(gross_year_ore / 12),
        "rent": home.rent_ore if home else None,
        "heating": home.heating_included if home else None,
    }
    if situation is not None and situation.gross is not None:
        values["income"] = sum(one.month_ore + round(one.year_ore / 12) for one in situation.gross)
    if situation is not None and situation.place is not None:
        values["group"] = situation.place.group
    return values


def faults(values: Mapping[str, Any]) -> list[Control]:
    """What cannot be, each at its field."""
    found = [hard(msg("ui.bostotte.negativt"), "", key) for key, value in _amounts(values) if value < 0]
    found += [hard(msg("ui.bostotte.for_stort"), "", key) for key, value in _amounts(values) if value > _MOST_ORE]
    adults, children = values.get("adults"), values.get("children") or 0
    if adults is not None and adults < 1:
        found.append(hard(msg("bostotte.uten_voksne.hva"), "", "adults"))
    if (adults or 0) + children > _MOST_PEOPLE:
        found.append(hard(msg("ui.bostotte.for_mange", mest=_MOST_PEOPLE), "", "children"))
    return found


def _amounts(values: Mapping[str, Any]) -> Iterator[tuple[str, int]]:
    money = ("income", "benefit", "young", "tax_free", "business", "capital", "home_value", "rent", "loan", "fees")
    for key in (*money, "tax", "ground"):
        if values.get(key) is not None:
            yield key, values[key]


def lacking(values: Mapping[str, Any]) -> tuple[str, ...]:
    """The names of what must be told before anything can be reckoned."""
    needed = (("adults", "ui.bostotte.voksne"), ("group", "ui.bostotte.gruppe"), ("month", "ui.bostotte.maned"))
    return tuple(text(code) for key, code in needed if values.get(key) is None)


def household(values: Mapping[str, Any]) -> Household:
    """The household as the rules see it. Adults, group and month are told."""
    special = values.get("special")
    tenure = values.get("tenure") or HomeTenure.RENTED
    costs = HomeCosts(
        values.get("rent"),
        tenure,
        loan_month_ore=values.get("loan") or 0,
        municipal_year_ore=values.get("fees") or 0,
        property_tax_year_ore=values.get("tax") or 0,
        ground_rent_year_ore=values.get("ground") or 0,
        heating_included=values.get("heating"),
    )
    return Household(
        values["adults"],
        values.get("children") or 0,
        Municipality(values["group"]),
        costs,
        _incomes(values),
        Wealth(values.get("wealth") or 0, values.get("home_value")),
        special is SpecialGroup.YOUNG_DISABLED,
        special is SpecialGroup.LONE_PENSIONER,
        bool(values.get("adapted")),
    )


def _incomes(values: Mapping[str, Any]) -> tuple[Income, ...] | None:
    """What is told of incomes; None when nothing is: an income nobody told is not zero."""
    told = ("income", "benefit", "tax_free", "business", "capital")
    if all(values.get(key) is None for key in told):
        return None
    main = Income(
        year_ore=values.get("business") or 0,
        month_ore=values.get("income") or 0,
        benefit_month_ore=values.get("benefit") or 0,
        benefit_payouts=values.get("payouts") or 2,
        tax_free_rent_month_ore=values.get("tax_free") or 0,
        capital_year_ore=values.get("capital") or 0,
        applicant=True,
    )
    if not values.get("young"):
        return (main,)
    return (main, Income(month_ore=values["young"], born=add_months(values["month"], -12 * _YOUNG_AGE)))
