"""The papers of the application: what it needs, what was asked for and came, and who must apply on paper."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from dataclasses import replace
from datetime import date
from functools import partial
from typing import Any

from PySide6.QtCore import Signal
from PySide6.QtWidgets import QWidget

from ...casework import benefit_papers
from ...casework.benefit_papers import BenefitPaperRow, stands
from ...casework.guidance_subject import Subject
from ...rules.bostotte.access import HomeKind, StudentException
from ...rules.bostotte.household import HomeTenure
from ...rules.guidance.benefit_papers import PaperFacts, on_paper
from ...rules.messages import msg
from ...rules.rights import Right
from ...texts import enum_text, render, text
from ..parts.alerts import Alert, AlertKind
from ..parts.cards import Card
from ..parts.chips import Chip, ChipLook, Tone
from ..parts.form import FormView
from ..parts.form_spec import FieldKind, FieldSpec
from ..parts.labels import Label
from ..people.fields import form
from ..people.rows import Lines, LinesCard, top_label
from ..shell.context import Context

_QUESTIONS = (
    ("electronic_id", "ui.papirer.eid"),
    ("guardian", "ui.papirer.verge"),
    ("child_wealth", "ui.papirer.barns_formue"),
    ("registered_elsewhere", "ui.papirer.registrert"),
    ("foreign_pension", "ui.papirer.utenlandsk"),
)


class PapersCard(Card):
    """`changed` when a question is answered anew: the papers are read anew."""

    changed = Signal()

    def __init__(self, ctx: Context) -> None:
        super().__init__(text("ui.papirer.tittel"))
        self.ctx = ctx
        fields = [FieldSpec(key, label, FieldKind.YES_NO) for key, label in _QUESTIONS]
        self.form = FormView(form(*fields), today=ctx.desk.today)
        self.lines = LinesCard("")
        self.add(self.form)
        self.add(self.lines)
        self._person_id: int | None = None
        self.form.edited.connect(lambda _key: self.changed.emit())

    def begin(self) -> None:
        """Another household: nothing is answered."""
        self.form.set_values(dict.fromkeys((key for key, _label in _QUESTIONS), None), clean=True)
        self.lines.put(QWidget())

    def facts(self, card: Subject, asked: Mapping[str, Any], access: Mapping[str, Any]) -> PaperFacts:
        """What decides the papers, from the answers of the tab."""
        told: dict[str, Any] = {key: self.form.values()[key] for key, _label in _QUESTIONS}
        facts = PaperFacts(
            municipal=card.home is not None,
            tenure=asked.get("tenure") or HomeTenure.RENTED,
            loan=bool(asked.get("loan")),
            heating_known=asked.get("heating") is not None,
            adapted=bool(asked.get("adapted")),
            work_measure=access.get("exception") is StudentException.WORK_MEASURE,
            shared_home=access.get("kind") is HomeKind.SHARED,
        )
        return replace(facts, **told | {"foreign_pension": bool(told["foreign_pension"])})

    def show_papers(self, person_id: int, rows: Sequence[BenefitPaperRow], facts: PaperFacts, *, keeps: bool) -> None:
        """Show the papers of a person, and why it must be on paper; `keeps`: where they stand can be written."""
        self._person_id = person_id
        writes = keeps and self.ctx.may(Right.GUIDANCE_WRITE)
        lines = Lines(0)
        reasons = on_paper(facts)
        if reasons:
            why = " ".join(enum_text(one) for one in reasons)
            lines.add(Label(""), Alert(AlertKind.SOFT, text("ui.papirer.pa_papir"), why))
        for row in rows:
            lines.add(Label(""), top_label(enum_text(row.paper)), Chip(_look(row)), self._menu(row) if writes else None)
        self.lines.put(lines)

    def _menu(self, row: BenefitPaperRow) -> QWidget:
        from ..people.acts import row_menu

        today = self.ctx.desk.today
        button, menu = row_menu(text("ui.papirer.om", hva=enum_text(row.paper)))
        menu.add(text("ui.papirer.bedt_om"), partial(self._write, row, today, None), "mail")
        menu.add(text("ui.papirer.mottatt"), partial(self._write, row, row.asked_on, today), "check")
        menu.add(text("ui.papirer.mangler"), partial(self._write, row, None, None), "undo-2")
        return button

    def _write(self, row: BenefitPaperRow, asked: date | None, received: date | None) -> None:
        assert self._person_id is not None
        act = partial(
            benefit_papers.write_benefit_paper,
            self.ctx.desk,
            self._person_id,
            row.paper,
            row.version,
            asked,
            received,
        )
        self.ctx.write(act, owner=self, name=msg("ui.bostotte.lagrer"), said=text("ui.papirer.lagret"), undo=True)


def _look(row: BenefitPaperRow) -> ChipLook:
    words = render(stands(row))
    if row.received_on is not None:
        return ChipLook(words, Tone.OK, "check")
    return ChipLook(words, Tone.INFO, "clock") if row.asked_on else ChipLook(words, Tone.WARN, "circle-help")
