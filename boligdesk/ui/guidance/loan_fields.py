"""The fields of the startlån calculator, and what they say as `LoanGiven`."""

from __future__ import annotations

from collections.abc import Callable, Mapping
from dataclasses import fields
from datetime import date
from decimal import Decimal
from enum import Enum
from functools import partial
from typing import Any

from ...casework.loan_figures import LoanBasis
from ...rules.budget.household import Household
from ...rules.budget.people import ADULT, Person, Sex
from ...rules.guidance.words import LoanPurpose
from ...rules.messages import msg
from ...rules.reading import Reading, read_count, read_decimal
from ...rules.reading.outcome import wrong
from ...rules.startlan.bank import BankAnswer
from ...rules.startlan.interest import PaymentsDue, RateBinding
from ...rules.startlan.preparation import ORDINARY_YEARS, LoanGiven
from ...rules.startlan.purchase import HomeForm
from ...texts import text
from ..parts.filterbar import Choice
from ..parts.form_spec import FieldKind, FieldSpec, FormSpec, Reader, SectionSpec, Values
from ..people.fields import of
from ..tenancy.rows_editor import RowsEditor, RowsSpec

_OLDEST, _MOST_PERCENT, _MOST_MONTHS, _MOST_YEARS = 120, 25, 96, 50
_P = LoanPurpose
_K = FieldKind
When = Callable[[Values], bool] | None
_BUYS = frozenset(set(_P) - {_P.REFINANCE})
_HOMES = frozenset({_P.BUY, _P.RENT_TO_OWN, _P.FIRST_HOME})


class LoanPeople(RowsEditor):
    """Age and sex of each who lives there. Somebody whose birth date is known keeps it while the age stands."""

    def __init__(self, today: date, known: tuple[Person, ...]) -> None:
        sexes = (Choice(Sex.WOMAN, text("ui.startlan.kvinne")), Choice(Sex.MAN, text("ui.startlan.mann")))
        columns = (
            FieldSpec("years", "ui.startlan.alder", _K.COUNT, reader=whole(0, _OLDEST), width=60),
            FieldSpec("sex", "ui.startlan.kjonn", _K.CHOICE, choices=sexes, width=172),
        )
        super().__init__(RowsSpec(columns, add="ui.startlan.legg_til_person"), today)
        self._on, self._known = today, list(known)

    def reading(self) -> Reading[object]:
        found = super().reading()
        rows = found.value if isinstance(found.value, tuple) else ()
        left = list(self._known)
        return Reading(tuple(self._person(row, left) for row in rows) or None, found.finding)

    def _person(self, row: Mapping[str, object], left: list[Person]) -> Person:
        years, sex = row["years"], row["sex"]
        known = next((one for one in left if one.years(self._on) == years and one.sex in (sex, None)), None)
        if known is not None:
            left.remove(known)
        chosen = sex if isinstance(sex, Sex) else None
        if known is not None and known.born is not None:
            return Person(born=known.born, sex=chosen)
        return Person(age_months=years * 12 if isinstance(years, int) else None, sex=chosen)

    def set_value(self, value: object) -> None:
        """A tuple of persons, or None."""
        people = [one for one in value if isinstance(one, Person)] if isinstance(value, tuple) else []
        super().set_value([{"years": one.years(self._on), "sex": one.sex} for one in people])


def whole(least: int, most: int) -> Reader:
    """A reader of a whole number within its limits, both inclusive."""

    def read(typed: str) -> Reading[int]:
        found = read_count(typed)
        if found.value is not None and not least <= found.value <= most:
            return wrong(msg("ui.startlan.utenfor", minst=least, mest=most))
        return found

    return read


def percent(typed: str) -> Reading[Decimal]:
    """Percent a year, comma or point; what cannot be a rate of a loan is refused beside the field."""
    found = read_decimal(typed.strip().rstrip("%").strip())
    values = found.suggestions or ((found.value,) if found.value is not None else ())
    likely = [value for value in values if isinstance(value, Decimal) and 0 <= value <= _MOST_PERCENT]
    if values and not likely:
        return wrong(msg("ui.startlan.umulig_rente", mest=_MOST_PERCENT))
    return Reading(likely[0]) if len(likely) == 1 else found


def _for(*purposes: LoanPurpose) -> Callable[[Values], bool]:
    wanted = frozenset(purposes)
    return lambda values: values.get("purpose") in wanted


def _typed(values: Values) -> bool:
    return values.get("use_budget") is not True


def _shared(values: Values) -> bool:
    return values.get("purpose") in _HOMES and values.get("form") not in (None, HomeForm.SELVEIER)


def _several_adults(on: date) -> Callable[[Values], bool]:
    def asked(values: Values) -> bool:
        people = values.get("people")
        told = [one.years(on) for one in people if isinstance(one, Person)] if isinstance(people, tuple) else []
        return _typed(values) and sum(years is not None and years >= ADULT for years in told) > 1

    return asked


def _long(values: Values) -> bool:
    years = values.get("years")
    return isinstance(years, int) and years > ORDINARY_YEARS


def _floating(values: Values) -> bool:
    return values.get("typed_rate") is None


def _co_applicant(values: Values) -> bool:
    return _first(values) and values.get("alone") is False


_first, _refinances, _rents = _for(_P.FIRST_HOME), _for(_P.REFINANCE), _for(_P.RENT_TO_OWN)


def _money(
    key: str, label: str, when: Callable[[Values], bool] | None = None, help_code: str | None = None
) -> FieldSpec:
    return FieldSpec(key, label, _K.MONEY, unit="ui.startlan.kr", when=when, help=help_code)


def _asked(key: str, label: str, when: Callable[[Values], bool]) -> FieldSpec:
    return FieldSpec(key, label, _K.YES_NO, when=when)


def _choice(key: str, label: str, enum: type[Enum], when: When = None) -> FieldSpec:
    return FieldSpec(key, label, _K.CHOICE, choices=of(enum), when=when, width=300)


def calculator_form(basis: LoanBasis, *, fixed_purpose: bool) -> FormSpec:
    """The whole calculator. The purpose of a case is not changed here."""
    today = basis.on
    people = FieldSpec(
        "people", "ui.startlan.hvem_bor", when=_typed, editor=lambda _spec: LoanPeople(today, basis.people)
    )
    budget = (FieldSpec("use_budget", "ui.startlan.bruk_budsjett", _K.YES_NO),) if basis.budget is not None else ()
    purpose = FieldSpec(
        "purpose", "ui.startlan.formal", _K.CHOICE, choices=of(LoanPurpose), read_only=fixed_purpose, width=340
    )
    household = (
        purpose,
        *budget,
        people,
        _asked("couple", "ui.startlan.par", _several_adults(today)),
        _money("income_ore", "ui.startlan.inntekt", _typed, "ui.startlan.inntekt_hjelp"),
        _money("fixed_ore", "ui.startlan.faste", _typed, "ui.startlan.faste_hjelp"),
        _money("childcare_ore", "ui.startlan.barnepass", _typed),
        _money("debt_ore", "ui.startlan.gjeld", _typed),
        _money("instalment_ore", "ui.startlan.avdrag", _typed),
        _money("gross_year_ore", "ui.startlan.brutto"),
        _money("rent_ore", "ui.startlan.leie_na"),
    )
    return FormSpec(
        (
            SectionSpec(household, "ui.startlan.del_husstand"),
            SectionSpec(_home_fields(), "ui.startlan.del_bolig"),
            SectionSpec(_means_fields(), "ui.startlan.del_midler"),
            SectionSpec(_loan_fields(), "ui.startlan.del_lan"),
        )
    )


def _home_fields() -> tuple[FieldSpec, ...]:
    buys, homes = _for(*_BUYS), _for(*_HOMES)
    return (
        _money("price_ore", "ui.startlan.pris", buys, "ui.startlan.pris_hjelp"),
        _choice("form", "ui.startlan.eieform", HomeForm, homes),
        _money("shared_debt_ore", "ui.startlan.fellesgjeld", _shared),
        _money("other_ore", "ui.startlan.andre_kostnader", buys),
        _money("value_ore", "ui.startlan.verdi", _for(_P.REFINANCE, _P.RENT_TO_OWN)),
        _money("running_ore", "ui.startlan.drift", None, "ui.startlan.drift_hjelp"),
        _asked("owner", "ui.startlan.eier", _refinances),
        _asked("home_at_risk", "ui.startlan.i_fare", _refinances),
        _asked("lives_there", "ui.startlan.bor_der", _rents),
        _asked("municipality_sells", "ui.startlan.selges", _rents),
        _money("arrears_ore", "ui.startlan.restanse", _rents),
        _asked("with_services", "ui.startlan.tjenester", _rents),
        _asked("never_owned", "ui.startlan.ikke_eid", _first),
        _asked("life_crisis", "ui.startlan.livskrise", _first),
        _asked("alone", "ui.startlan.alene", _first),
        _asked("co_applicant_never_owned", "ui.startlan.medsoker", _co_applicant),
        _asked("ordinary_possible", "ui.startlan.ordinert", _first),
        _asked("savings_used", "ui.startlan.sparing", _first),
        _asked("pool_left", "ui.startlan.pott", _first),
    )


def _means_fields() -> tuple[FieldSpec, ...]:
    buys, ordinary = _for(*_BUYS), _for(*(_BUYS - {_P.FIRST_HOME}))
    own, rate = "ui.startlan.egenkapital", "ui.startlan.bankrente"
    return (
        _money("savings_ore", "ui.startlan.sparepenger", buys),
        _money("equity_ore", own, ordinary, "ui.startlan.egenkapital_hjelp"),
        _choice("bank_answer", "ui.startlan.banksvar", BankAnswer),
        _money("bank_ore", "ui.startlan.banklan", buys),
        FieldSpec("bank_rate", rate, _K.NUMBER, unit="ui.startlan.prosent", reader=percent, when=_bank),
    )


def _bank(values: Values) -> bool:
    return bool(values.get("bank_ore")) and values.get("purpose") in _BUYS


def _loan_fields() -> tuple[FieldSpec, ...]:
    years, months = whole(1, _MOST_YEARS), whole(0, _MOST_MONTHS)
    conditions = ("low_income", "lasting_need", "rentals_unfit", "no_shorter", "predictable_low_income")
    labels = (
        "ui.startlan.vilkar_lav_inntekt",
        "ui.startlan.vilkar_varig",
        "ui.startlan.vilkar_leie",
        "ui.startlan.vilkar_kortere",
        "ui.startlan.vilkar_forutsigbar",
    )
    return (
        _money("loan_ore", "ui.startlan.onsket", None, "ui.startlan.onsket_hjelp"),
        FieldSpec("years", "ui.startlan.ar", _K.COUNT, unit="ui.startlan.ar_enhet", reader=years),
        *(_asked(key, label, _long) for key, label in zip(conditions, labels, strict=True)),
        FieldSpec("interest_only_months", "ui.startlan.avdragsfri", _K.COUNT, unit="ui.startlan.mnd", reader=months),
        _choice("binding", "ui.startlan.binding", RateBinding, _floating),
        _choice("due", "ui.startlan.forfall", PaymentsDue, _floating),
        FieldSpec("addition", "ui.startlan.paslag", _K.NUMBER, unit="ui.startlan.poeng", reader=percent),
        FieldSpec(
            "typed_rate", "ui.startlan.egen_rente", _K.NUMBER, unit="ui.startlan.prosent", reader=percent,
            help="ui.startlan.egen_rente_hjelp",
        ),
    )  # fmt: skip


_TYPED = tuple(one.name for one in fields(LoanGiven) if one.name != "budget")
_KEEPS_NONE = frozenset({"fixed_ore", "childcare_ore", "debt_ore", "instalment_ore"})


def given_of(values: Mapping[str, Any], budget: Household | None) -> LoanGiven | None:
    """What the form says; None without a purpose. A blank field of which there is a usual value has that."""
    if values.get("purpose") is None:
        return None
    used = budget if values.get("use_budget") is True else None
    said = {name: values[name] for name in _TYPED if values.get(name) is not None}
    said |= {name: None for name in _KEEPS_NONE if values.get(name) is None}
    return LoanGiven(**said, budget=used)


def values_of(given: LoanGiven) -> dict[str, object]:
    """The form as it was filled."""
    return {name: getattr(given, name) for name in _TYPED} | {"use_budget": given.budget is not None}


def first_given(basis: LoanBasis, purpose: LoanPurpose) -> LoanGiven:
    """What the records say before anything is typed."""
    lives = True if purpose is LoanPurpose.RENT_TO_OWN and basis.rent_ore is not None else None
    given = partial(LoanGiven, purpose, rent_ore=basis.rent_ore, lives_there=lives)
    return given(people=basis.people, budget=basis.budget)
