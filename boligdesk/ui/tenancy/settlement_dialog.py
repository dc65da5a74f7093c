"""Sluttoppgjør: the lines the office enters, and who gets what, reckoned while one types."""

from __future__ import annotations

from collections.abc import Mapping
from datetime import date
from functools import partial
from typing import Any

from ...casework.core.changes import Done
from ...casework.settlement import (
    SettlementInput,
    SettlementPreview,
    make_settlement,
    preview_settlement,
    print_settlement,
)
from ...rules.settlement import LineKind, SettlementLine
from ...texts import enum_text, text
from ..parts.filterbar import Choice
from ..parts.form_fields import Editor
from ..parts.form_spec import FieldKind, FieldSpec, FormSpec, SectionSpec
from ..parts.labels import Label
from ..shell.context import Context
from .act_dialog import About, ActDialog, Question, Words
from .controls import on_fields
from .editors import CheckEditor
from .explained import ExplanationLines
from .papers import Paper
from .rows_editor import RowsEditor, RowsSpec
from .sums import Sums

_ENTERED = (LineKind.RENT_OWED, LineKind.DAMAGE, LineKind.CLEANING, LineKind.KEYS, LineKind.OTHER)


def _lines(today: date) -> Editor:
    kinds = [Choice(kind, enum_text(kind)) for kind in _ENTERED]
    columns = (
        FieldSpec("kind", "ui.kontrakt.post", FieldKind.CHOICE, choices=kinds, width=160),
        FieldSpec("note", "ui.kontrakt.merknad"),
        FieldSpec("amount_ore", "ui.kontrakt.belop", FieldKind.MONEY, width=110),
        FieldSpec("agreed", "ui.kontrakt.enige", editor=CheckEditor, width=60),
    )
    return RowsEditor(RowsSpec(columns, add="ui.kontrakt.legg_til_post"), today)


def _spec(today: date) -> FormSpec:
    def money(key: str, label: str, hint: str | None = None) -> FieldSpec:
        return FieldSpec(key, label, FieldKind.MONEY, unit="ui.kontrakt.kroner", help=hint)

    return FormSpec(
        [
            SectionSpec(
                [
                    money("charged_last_ore", "ui.kontrakt.krevd_siste", "ui.kontrakt.krevd_siste_hjelp"),
                    money("on_account_paid_ore", "ui.kontrakt.akonto_betalt"),
                    money("real_use_ore", "ui.kontrakt.virkelig_forbruk"),
                    money("deposit_with_interest_ore", "ui.kontrakt.depositum_renter"),
                    FieldSpec("lines", "ui.kontrakt.poster", FieldKind.MULTILINE, editor=lambda _s: _lines(today)),
                ]
            )
        ]
    )


class SettlementDialog(ActDialog):
    """Makes the final settlement; `finished` gives its id."""

    form_key = "sluttoppgjor"

    def __init__(self, ctx: Context, about: About) -> None:
        words = Words(
            "ui.kontrakt.oppgjor_tittel", "ui.kontrakt.oppgjor_lag", "ui.kontrakt.oppgjor_gjort", "calculator"
        )
        super().__init__(ctx, about, words, _spec(ctx.desk.today), width=820)
        self._heading = Label(text("ui.kontrakt.hvem_far_hva"), "h3")
        self.result = Sums()
        self.explained = ExplanationLines()
        for widget in (self._heading, self.result, self.explained):
            self.below.addWidget(widget)

    def given(self, values: Mapping[str, Any]) -> SettlementInput:
        """What the office has entered."""
        return SettlementInput(
            self.about.tenancy_id,
            values["charged_last_ore"] or 0,
            values["on_account_paid_ore"] or 0,
            values["real_use_ore"] or 0,
            tuple(
                SettlementLine(row["kind"], row["amount_ore"], bool(row["agreed"]), row["note"] or "")
                for row in values["lines"] or ()
                if row["kind"] is not None and row["amount_ore"]
            ),
            values["deposit_with_interest_ore"],
            tuple(self.form.reasons.items()),
        )

    def question(self, values: Mapping[str, object]) -> Question | None:
        """The figures as they stand."""
        return partial(preview_settlement, self.ctx.desk, self.given(values))

    def answered(self, answer: SettlementPreview) -> None:
        """Show the lines, who gets what, and how the sum came about."""
        self.show_controls(on_fields(answer.controls, {}))
        found = answer.result
        self.result.clear()
        for line in found.lines:
            disputed = "" if line.agreed else text("ui.kontrakt.omtvistet")
            self.result.add(
                enum_text(line.kind), line.amount_ore, " · ".join(part for part in (line.note, disputed) if part)
            )
        for label, amount in (
            ("ui.kontrakt.sum_skyldig", found.owed_ore),
            ("ui.kontrakt.fra_depositum", found.from_deposit_ore),
            ("ui.kontrakt.holdes_igjen", found.held_ore),
            ("ui.kontrakt.fra_garanti", found.from_guarantee_ore),
            ("ui.kontrakt.depositum_tilbake", found.deposit_to_tenant_ore),
            ("ui.kontrakt.til_gode", found.credit_to_tenant_ore),
            ("ui.kontrakt.gjeld_igjen", found.debt_ore),
        ):
            if amount:
                self.result.add(text(label), amount)
        self.explained.show_steps(found.explanation)

    def act(self, values: Mapping[str, object]) -> partial[Done[int]]:
        """Make it."""
        return partial(make_settlement, self.ctx.desk, self.given(values))

    def carried_out(self, value: int) -> None:
        """Offer its letter."""
        desk = self.ctx.desk
        paper = Paper(text("ui.kontrakt.oppgjoret"), lambda: print_settlement(desk, value))
        said = (text("ui.kontrakt.oppgjor_videre"),)
        self.show_papers(text("ui.kontrakt.oppgjor_gjort"), said, (paper,), value)
