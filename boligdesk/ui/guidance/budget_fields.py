"""The fields of a budget, and what stands in them as the rules know it; one description for each kind of row."""

from __future__ import annotations

import re
from collections.abc import Callable, Iterable, Mapping
from dataclasses import dataclass
from datetime import date
from decimal import Decimal
from typing import Any

from ...rules.budget.household import Household
from ...rules.budget.lines import DEBT_NAMES, AmountPer, CostKind, DebtKind, DebtLine, Entry, IncomeKind
from ...rules.budget.people import Aks, Person, Sex
from ...rules.budget.steps import MOST_ORE
from ...rules.messages import msg
from ...rules.reading import Reading, read_birth_date, read_count, read_decimal, read_ore
from ...rules.reading.outcome import wrong
from ...texts import enum_text, formats, render, text
from ..parts.filterbar import Choice
from ..parts.form_spec import FieldKind, FieldSpec
from .budget_rows import RowsSpec, Values

_MOST_MONTHS, _OLDEST, _LAST_DAY = 36, 130, 31
_MONTHS = re.compile(r"(\d{1,3})\s*(?:md|mnd|måneder|måned)\.?", re.IGNORECASE)
_MOST_PERCENT = 100


def money(typed: str) -> Reading[int]:
    """Kroner from zero to what a budget can hold, as øre."""
    found = read_ore(typed)
    if found.value is not None and not 0 <= found.value <= MOST_ORE:
        return wrong(msg("ui.budsjett.umulig_belop", mest=MOST_ORE))
    return found


def percent(typed: str) -> Reading[Decimal]:
    """Percent a year, with comma or point, with or without the sign."""
    found = read_decimal(typed.strip().rstrip("%").strip())
    if found.value is not None and not 0 <= found.value <= _MOST_PERCENT:
        return wrong(msg("ui.budsjett.umulig_rente"))
    return found


def age(today: date) -> Callable[[str], Reading[Any]]:
    """An age in years ("34"), of a small child in months ("8 md"), or the day of birth ("01.02.2026").

    Years and months become months (int), a day stays a day.
    """

    def read(typed: str) -> Reading[Any]:
        bare = typed.strip()
        if months := _MONTHS.fullmatch(bare):
            count = int(months[1])
            return Reading(count) if count <= _MOST_MONTHS else wrong(msg("ui.budsjett.umulig_alder"))
        if "." in bare or "/" in bare:
            return read_birth_date(bare, today=today)
        found = read_count(bare)
        if found.value is None:
            return found if found.blank else wrong(msg("ui.budsjett.umulig_alder"))
        return Reading(found.value * 12) if found.value <= _OLDEST else wrong(msg("ui.budsjett.umulig_alder"))

    return read


def age_text(person: Person) -> str:
    """An age as it is typed."""
    if person.born is not None:
        return formats.day(person.born)
    months = person.age_months
    if months is None:
        return ""
    small = months % 12 != 0 and months <= _MOST_MONTHS
    return text("ui.budsjett.maneder", antall=months) if small else str(months // 12)


def paydays(typed: str) -> Reading[tuple[int, ...]]:
    """Days of the month: "12, 20". Blank: none."""
    parts = [part for part in re.split(r"[,;\s]+|og", typed.strip()) if part]
    if not parts:
        return Reading()
    days = [int(part.rstrip(".")) for part in parts if part.rstrip(".").isdecimal()]
    if len(days) < len(parts) or len(set(days)) < len(days) or not all(1 <= day <= _LAST_DAY for day in days):
        return wrong(msg("ui.budsjett.umulig_dag"))
    return Reading(tuple(sorted(days)))


# -- people -------------------------------------------------------------------------------------


@dataclass(frozen=True)
class Also:
    """What SIFO asks of somebody beside age and sex; one choice for what is true of them."""

    word: str
    pregnant: bool = False
    nursing: bool = False
    student: bool = False
    kindergarten: bool = False
    aks: Aks | None = None


ALSO: tuple[Also, ...] = (
    Also("ui.budsjett.ogsa.ingen"),
    Also("ui.budsjett.ogsa.gravid", pregnant=True),
    Also("ui.budsjett.ogsa.ammer", nursing=True),
    Also("ui.budsjett.ogsa.gravid_ammer", pregnant=True, nursing=True),
    Also("ui.budsjett.ogsa.student", student=True),
    Also("ui.budsjett.ogsa.gravid_student", pregnant=True, student=True),
    Also("ui.budsjett.ogsa.ammer_student", nursing=True, student=True),
    Also("ui.budsjett.ogsa.barnehage", kindergarten=True),
    Also("ui.budsjett.ogsa.aks_heltid", aks=Aks.FULL),
    Also("ui.budsjett.ogsa.aks_deltid", aks=Aks.PART),
    Also("ui.budsjett.ogsa.aks_delvis_gratis", aks=Aks.PARTLY_FREE),
)


def _also_of(person: Person) -> Also:
    def told(one: Also | Person) -> tuple[object, ...]:
        return one.pregnant, one.nursing, one.student, one.kindergarten, one.aks

    return next((one for one in ALSO if told(one) == told(person)), ALSO[0])


def people_spec(today: date) -> RowsSpec:
    """A person: name, age, sex, what else counts, and the termin of a pregnant woman."""
    sexes = [Choice(sex, enum_text(sex)) for sex in Sex]
    also = [Choice(one, text(one.word)) for one in ALSO]
    return RowsSpec(
        (
            FieldSpec("age", "ui.budsjett.alder", reader=age(today), width=104),
            FieldSpec("sex", "ui.budsjett.kjonn", FieldKind.CHOICE, choices=sexes, width=104),
            FieldSpec("also", "ui.budsjett.ogsa", FieldKind.CHOICE, choices=also, width=176),
            FieldSpec("due", "ui.budsjett.termin", FieldKind.DATE, when=_expects, width=104),
        ),
        "ui.budsjett.ny_person",
        "ui.budsjett.ta_bort_person",
        named=148,
    )


def _expects(values: Values) -> bool:
    also = values.get("also")
    return isinstance(also, Also) and also.pregnant


def person_values(person: Person) -> Values:
    """A person as their row shows them."""
    return {"age": age_text(person), "sex": person.sex, "also": _also_of(person), "due": person.due}


def person_of(values: Values) -> Person:
    """The person a row tells of; what is not told stays untold."""
    told, also = values["age"], values["also"]
    more = also if isinstance(also, Also) else ALSO[0]
    due = values["due"]
    return Person(
        born=told if isinstance(told, date) else None,
        age_months=told if isinstance(told, int) else None,
        sex=values["sex"] if isinstance(values["sex"], Sex) else None,
        pregnant=more.pregnant,
        nursing=more.nursing,
        due=due if more.pregnant and isinstance(due, date) else None,
        student=more.student,
        kindergarten=more.kindergarten,
        aks=more.aks,
    )


# -- incomes and costs --------------------------------------------------------------------------


def lines_spec(kinds: Iterable[IncomeKind | CostKind], add: str) -> RowsSpec:
    """A line: what it is, how much, per month or year, a word about it."""
    known = [Choice(kind, render(Entry(kind, None).name)) for kind in kinds]
    per = [Choice(one, enum_text(one)) for one in AmountPer]
    return RowsSpec(
        (
            FieldSpec("kind", "ui.budsjett.hva", FieldKind.CHOICE, choices=known, width=252),
            FieldSpec("ore", "ui.budsjett.belop", FieldKind.MONEY, reader=money, width=104),
            FieldSpec("per", "ui.budsjett.per", FieldKind.CHOICE, choices=per, width=128),
            FieldSpec("note", "ui.budsjett.merknad", width=152),
        ),
        add,
        "ui.budsjett.ta_bort",
    )


def line_values(line: Entry) -> Values:
    """A line as its row shows it."""
    return {"kind": line.kind, "ore": line.ore, "per": line.per, "note": line.note}


def lines_of(rows: Iterable[Values]) -> tuple[Entry, ...]:
    """The lines that say what they are of; an amount that is not told stays untold."""
    return tuple(_line(row) for row in rows if isinstance(row["kind"], (IncomeKind, CostKind)))


def _line(row: Mapping[str, Any]) -> Entry:
    return Entry(row["kind"], row["ore"], row["per"] or AmountPer.MONTH, row["note"] or "")


# -- debts --------------------------------------------------------------------------------------


def debts_spec() -> RowsSpec:
    """A debt: what and to whom, what is left, the rate, what is paid a month."""
    kinds = [Choice(kind, render(name)) for kind, name in DEBT_NAMES.items()]
    return RowsSpec(
        (
            FieldSpec("kind", "ui.budsjett.hva", FieldKind.CHOICE, choices=kinds, width=176),
            FieldSpec("creditor", "ui.budsjett.kreditor", width=132),
            FieldSpec("balance", "ui.budsjett.saldo", FieldKind.MONEY, reader=money, width=104),
            FieldSpec("rate", "ui.budsjett.rente", FieldKind.NUMBER, reader=percent, width=80),
            FieldSpec("instalment", "ui.budsjett.avdrag", FieldKind.MONEY, reader=money, width=112),
        ),
        "ui.budsjett.ny_gjeld",
        "ui.budsjett.ta_bort",
    )


def debt_values(debt: DebtLine) -> Values:
    """A debt as its row shows it."""
    return {
        "kind": debt.kind,
        "creditor": debt.creditor,
        "balance": debt.balance_ore,
        "rate": debt.rate,
        "instalment": debt.instalment_ore,
    }


def debts_of(rows: Iterable[Values]) -> tuple[DebtLine, ...]:
    """The debts that say what they are."""
    return tuple(_debt(row) for row in rows if isinstance(row["kind"], DebtKind))


def _debt(row: Mapping[str, Any]) -> DebtLine:
    return DebtLine(row["kind"], row["balance"], row["rate"], row["instalment"], row["creditor"] or "")


# -- a budget nobody has made yet ---------------------------------------------------------------


def first_budget(
    people: tuple[Person, ...] = (),
    couple: bool | None = None,
    rent_ore: int | None = None,
    benefit_ore: int | None = None,
) -> Household:
    """What the records know; the pay is asked for, and the rent where there is no lease."""
    lines = [Entry(IncomeKind.WAGE, None), Entry(CostKind.RENT, rent_ore), Entry(CostKind.ELECTRICITY, None)]
    if benefit_ore is not None:
        lines.insert(1, Entry(IncomeKind.HOUSING_BENEFIT, benefit_ore))
    return Household(people or (Person(),), tuple(lines), couple=couple)
