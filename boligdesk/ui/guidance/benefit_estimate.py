"""The estimate of bostøtte in the window: questions left, what comes out as one types right, and "what if" under it."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from dataclasses import dataclass, replace
from typing import Any

from PySide6.QtCore import Signal
from PySide6.QtWidgets import QGridLayout, QVBoxLayout, QWidget

from ...casework.benefit_candidates import VacantHome
from ...rules.bostotte.calculation import HousingBenefit, housing_benefit
from ...rules.bostotte.household import Household
from ...rules.bostotte.month import exact, in_ore
from ...rules.explanation import Explanation
from ...rules.messages import RefusedError
from ...rules.rates import Rates, rate_name
from ...texts import fault_text, formats, has, render, text
from ..parts.alerts import Alert, AlertKind
from ..parts.cards import Card
from ..parts.chips import Chip, ChipKind
from ..parts.facts import Facts
from ..parts.filterbar import Choice
from ..parts.form import FormView
from ..parts.form_spec import FieldKind, FieldSpec
from ..parts.labels import Label
from ..people.fields import form
from ..people.rows import LinesCard
from ..shell.context import Context
from ..style import tokens
from .benefit_fields import estimate_form, faults, household, lacking
from .explain_tree import ExplanationTree

#: The fields of the rules by the question that asks for them.
_QUESTIONS = {
    "inntekt_aar": "ui.bostotte.inntekt",
    "boutgift_mnd": "ui.bostotte.boutgift",
    "formue": "ui.bostotte.formue",
}


@dataclass(frozen=True)
class Estimate:
    """What came out: figures, or `told` why there are none."""

    found: HousingBenefit | None = None
    told: str = ""


def reckon(asked: Household, month: Any, rates: Rates) -> Estimate:
    """Bostøtte for the month, or the words of the refusal."""
    try:
        return Estimate(housing_benefit(asked, month, rates))
    except RefusedError as refusal:
        return Estimate(told=fault_text(refusal.fault).whole)


class AskedCard(Card):
    """The questions. `changed` when another answer stands there."""

    changed = Signal()

    def __init__(self, ctx: Context) -> None:
        super().__init__(text("ui.bostotte.opplysninger"))
        self.form = FormView(estimate_form(), today=ctx.desk.today)
        self.add(self.form)
        self.form.edited.connect(lambda _key: self.changed.emit())

    def put(self, values: Mapping[str, Any]) -> None:
        """Answer what is known beforehand."""
        blank = dict.fromkeys((field.key for field in self.form.spec.fields), None)
        self.form.set_values({**blank, **values}, clean=True)
        self.changed.emit()

    def estimate(self, rates: Rates) -> Estimate:
        """What comes of the answers; nothing while one of them cannot be."""
        values = self.form.values()
        found = faults(values)
        self.form.set_controls(found)
        if found or self.form.blocked:
            return Estimate(told=text("ui.bostotte.rett_feltene"))
        lacks = lacking(values)
        if lacks:
            return Estimate(told=text("ui.bostotte.mangler_svar", hva=", ".join(lacks)))
        return reckon(household(values), values["month"], rates)


class ResultCard(LinesCard):
    """Amount, limit, and which number makes it foreløpig; `explained` is a card of its own with what it is built of."""

    def __init__(self) -> None:
        super().__init__(text("ui.bostotte.anslag"))
        self.lines = ExplanationTree()
        self.explained = Card(text("ui.bostotte.forklaring"))
        self.explained.add(self.lines)

    def show_estimate(self, estimate: Estimate) -> None:
        """Show another estimate."""
        holder = QWidget()
        column = QVBoxLayout(holder)
        column.setContentsMargins(0, 0, 0, 0)
        column.setSpacing(tokens.S8)
        found = estimate.found
        self.lines.show_steps(() if found is None else (found.benefit, found.income_limit))
        if found is None:
            column.addWidget(Label(estimate.told, colour="text2", wrap=True))
        else:
            self._fill(column, found)
        self.put(holder)

    def _fill(self, column: QVBoxLayout, found: HousingBenefit) -> None:
        column.addWidget(_figures(found))
        if found.provisional:
            column.addWidget(_provisional(found.unconfirmed))
        if found.missing:
            names = ", ".join(map(_lack, found.missing))
            column.addWidget(Alert(AlertKind.INFO, text("ui.bostotte.mangler"), names))
        column.addWidget(Label(text("ui.bostotte.anslag_om"), "caption", wrap=True))


def _figures(found: HousingBenefit) -> Facts:
    facts = Facts()
    chip = ChipKind.FORELOPIG if found.provisional and found.benefit.result is not None else None
    facts.add(text("bostotte.navn.belop"), sum_told(found.benefit), chip=chip)
    facts.add(text("bostotte.navn.inntektsgrense"), sum_told(found.income_limit))
    facts.add(text("bostotte.navn.godkjent"), sum_told(found.costs))
    facts.add(text("bostotte.navn.egenandel"), sum_told(found.own_share))
    facts.add(text("bostotte.navn.vektet"), sum_told(found.weighted_income))
    return facts


def _provisional(unsure: Sequence[Explanation]) -> Alert:
    names = "; ".join(render(step.message) for step in unsure)
    return Alert(AlertKind.INFO, text("ui.bostotte.forelopig"), names)


def sum_told(step: Explanation) -> str:
    """A sum in whole kroner, or that it cannot be said."""
    return text("ui.bostotte.kan_ikke_sies") if step.result is None else formats.kroner(in_ore(exact(step)))


def _lack(name: str) -> str:
    """A missing rate by its name, a missing answer by its question."""
    if has(rate_name(name).code):
        return render(rate_name(name))
    return text(_QUESTIONS.get(name, "ui.bostotte.opplysning"))


class WhatIfCard(LinesCard):
    """Today beside another income, another rent, one more child, another home."""

    def __init__(self, ctx: Context) -> None:
        super().__init__(text("ui.bostotte.hva_om"))
        self._today = ctx.desk.today
        self._homes: dict[int, VacantHome] = {}
        self._basis: tuple[Mapping[str, Any], Rates] | None = None
        self.form = FormView(form(), today=self._today)
        self._answer = LinesCard("")

    def offer(self, homes: Sequence[VacantHome]) -> None:
        """The vacant homes that can be chosen; what was typed is gone."""
        self._homes = {home.dwelling_id: home for home in homes}
        holder = QWidget()
        column = QVBoxLayout(holder)
        column.setContentsMargins(0, 0, 0, 0)
        self.form = FormView(form(*_questions(homes)), today=self._today)
        self.form.edited.connect(lambda _key: self._reckon())
        self._answer = LinesCard("")
        column.addWidget(self.form)
        column.addWidget(self._answer)
        self.put(holder)

    def compare(self, values: Mapping[str, Any], rates: Rates) -> None:
        """Today's answers are others."""
        self._basis = (values, rates)
        self._reckon()

    def _reckon(self) -> None:
        if self._basis is None:
            return
        values, rates = self._basis
        if faults(values) or lacking(values):
            self._answer.put(Label(text("ui.bostotte.hva_om_venter"), colour="text2", wrap=True))
            return
        other = self._other(values)
        wrong = faults(other)
        self.form.set_controls([replace(one, fields=(f"if_{one.fields[0]}",)) for one in wrong])
        if wrong or self.form.blocked:
            self._answer.put(Label(text("ui.bostotte.rett_feltene"), colour="text2", wrap=True))
            return
        both = [reckon(household(one), one["month"], rates) for one in (values, other)]
        self._answer.put(_side_by_side(both))

    def _other(self, values: Mapping[str, Any]) -> dict[str, Any]:
        asked = self.form.values()
        other = dict(values)
        chosen = asked.get("if_home")
        home = self._homes.get(chosen) if isinstance(chosen, int) else None
        if home is not None:
            other |= {"rent": home.rent_ore, "heating": home.heating_included}
        for key in ("income", "rent"):
            if asked.get(f"if_{key}") is not None:
                other[key] = asked[f"if_{key}"]
        more = asked.get("if_children")
        other["children"] = (other.get("children") or 0) + (more if isinstance(more, int) else 0)
        return other


def _questions(homes: Sequence[VacantHome]) -> list[FieldSpec]:
    choices = [Choice(home.dwelling_id, _home_words(home)) for home in homes]
    return [
        FieldSpec("if_income", "ui.bostotte.hva_om_inntekt", FieldKind.MONEY),
        FieldSpec("if_rent", "ui.bostotte.hva_om_leie", FieldKind.MONEY),
        FieldSpec("if_children", "ui.bostotte.hva_om_barn", FieldKind.COUNT),
        FieldSpec("if_home", "ui.bostotte.hva_om_bolig", FieldKind.CHOICE, choices=choices, width=300),
    ]


def _home_words(home: VacantHome) -> str:
    rent = text("ui.bostotte.leie_ukjent") if home.rent_ore is None else formats.kroner(home.rent_ore)
    return f"{home.address} · {rent}"


def _side_by_side(both: Sequence[Estimate]) -> QWidget:
    """Two estimates in two columns: today, and what if."""
    holder = QWidget()
    grid = QGridLayout(holder)
    grid.setContentsMargins(0, 0, 0, 0)
    grid.setHorizontalSpacing(tokens.S24)
    grid.setVerticalSpacing(tokens.S4)
    for column, code in ((1, "ui.bostotte.i_dag"), (2, "ui.bostotte.hva_om")):
        grid.addWidget(Label(text(code), "label"), 0, column)
    rows = (
        ("bostotte.navn.belop", "benefit"),
        ("bostotte.navn.inntektsgrense", "income_limit"),
        ("bostotte.navn.godkjent", "costs"),
    )
    for row, (code, name) in enumerate(rows, start=1):
        grid.addWidget(Label(text(code), "label"), row, 0)
        for column, one in enumerate(both, start=1):
            words = one.told if one.found is None else sum_told(getattr(one.found, name))
            grid.addWidget(Label(words, "h4" if row == 1 else "body", wrap=True), row, column)
    for column, one in enumerate(both, start=1):
        if one.found is not None and one.found.provisional:
            grid.addWidget(Chip(ChipKind.FORELOPIG), len(rows) + 1, column)
    grid.setColumnStretch(3, 1)
    return holder
