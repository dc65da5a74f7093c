"""One demand as a form: its words, its limits, and which exceptions stay."""

from __future__ import annotations

from dataclasses import replace
from datetime import date
from typing import Any

from PySide6.QtWidgets import QCheckBox, QGridLayout, QLineEdit, QPlainTextEdit, QWidget

from ...rules.allocation.facts import Scalar
from ...rules.allocation.limits import Limit, limits, with_limits
from ...rules.allocation.sets import CriteriaSet, Criterion, ExceptionRule, Wording
from ...rules.messages import RefusedError, refuse
from ...texts import render, text
from ..applications.fact_words import FIELD_KINDS
from ..parts.buttons import primary, secondary
from ..parts.dialog import DialogFrame
from ..parts.form_spec import FieldSpec, reader_of, typed_form
from ..parts.labels import Label
from ..shell.messages import fault_alerts
from ..style import tokens, type

_LABEL_W = 240


class CriterionDialog(DialogFrame):
    """`finished(set)`: the set with this demand changed. Nothing is saved by it."""

    def __init__(self, window: QWidget, criteria: CriteriaSet, key: str, today: date) -> None:
        found = criteria.criterion(key)
        assert found is not None
        super().__init__(window, found.title.of(criteria.language), found.paragraph, width=760)
        self._set, self._criterion, self._today = criteria, found, today
        self._language = criteria.language
        self._grid = QGridLayout()
        self._grid.setHorizontalSpacing(tokens.S12)
        self._grid.setVerticalSpacing(tokens.S8)
        self._grid.setColumnMinimumWidth(0, _LABEL_W)
        self._grid.setColumnStretch(1, 1)
        self.title = self._one_line("ui.kriterier.tittel_felt", found.title.of(self._language))
        self.paragraph = self._one_line("ui.kriterier.paragraf", found.paragraph)
        self.words = self._several_lines("ui.kriterier.regelen", found.text.of(self._language))
        self.limits = [(limit, self._limit(limit)) for limit in limits(found.met)]
        self.exceptions = [(rule, *self._exception(rule)) for rule in found.exceptions]
        self._alerts: list[QWidget] = []
        self.body.addLayout(self._grid)
        self.body.addStretch(1)
        cancel, self.save = secondary(text("ui.felles.avbryt")), primary(text("ui.kriterier.bruk"))
        cancel.clicked.connect(self.leave)
        self.save.clicked.connect(self.submit)
        self.add_right(cancel)
        self.add_right(self.save)

    # -- the fields -------------------------------------------------------------------------------

    def _add(self, label: str, field: QWidget) -> None:
        row = self._grid.rowCount()
        name = Label(label, "label", wrap=True)
        name.setFixedWidth(_LABEL_W)
        name.setBuddy(field)
        field.setAccessibleName(label)
        self._grid.addWidget(name, row, 0)
        self._grid.addWidget(field, row, 1)

    def _one_line(self, code: str, value: str) -> QLineEdit:
        field = QLineEdit(value)
        self._add(text(code), field)
        return field

    def _several_lines(self, code: str, value: str) -> QPlainTextEdit:
        field = QPlainTextEdit(value)
        field.setFont(type.font("body"))
        field.setTabChangesFocus(True)
        field.setFixedHeight(84)
        self._add(text(code), field)
        return field

    def _limit(self, limit: Limit) -> QLineEdit:
        field = QLineEdit(typed_form(limit.value, FIELD_KINDS[limit.type]))
        field.setFixedWidth(160)
        self._add(text("ui.kriterier.grense", hva=render(limit.name)), field)
        return field

    def _exception(self, rule: ExceptionRule) -> tuple[QCheckBox, QLineEdit]:
        keep = QCheckBox(text("ui.kriterier.behold_unntak"))
        keep.setChecked(True)
        field = QLineEdit(rule.text.of(self._language))
        field.setAccessibleName(text("ui.kriterier.unntakets_ord"))
        keep.toggled.connect(field.setEnabled)
        row = self._grid.rowCount()
        self._grid.addWidget(keep, row, 0)
        self._grid.addWidget(field, row, 1)
        return keep, field

    # -- what becomes of it -----------------------------------------------------------------------

    def submit(self) -> None:
        """Give the changed set back, or say what cannot be read."""
        for alert in self._alerts:
            alert.hide()
            alert.deleteLater()
        self._alerts = []
        try:
            changed = self._changed()
        except RefusedError as error:
            self._alerts = list(fault_alerts(error))
            for place, alert in enumerate(self._alerts):
                self.body.insertWidget(place, alert)
            self._place()
            return
        every = tuple(changed if each.key == changed.key else each for each in self._set.criteria)
        self.finish(replace(self._set, criteria=every))

    def _changed(self) -> Criterion:
        criterion = self._criterion
        values = [self._read(limit, field) for limit, field in self.limits]
        return replace(
            criterion,
            title=self._wording(criterion.title, self.title.text()),
            text=self._wording(criterion.text, self.words.toPlainText()),
            paragraph=self.paragraph.text().strip(),
            met=with_limits(criterion.met, values),
            exceptions=tuple(self._kept()),
        )

    def _kept(self) -> list[ExceptionRule]:
        return [
            replace(rule, text=self._wording(rule.text, field.text()))
            for rule, keep, field in self.exceptions
            if keep.isChecked()
        ]

    def _wording(self, before: Wording, typed: str) -> Wording:
        words = " ".join(typed.split())
        if not words:
            raise refuse("kriteriesett.tom_tekst")
        return replace(before, nn=words) if self._language == "nn" else replace(before, nb=words)

    def _read(self, limit: Limit, field: QLineEdit) -> Scalar:
        spec = FieldSpec("limit", "ui.kriterier.grense", FIELD_KINDS[limit.type])
        value: Any = reader_of(spec, self._today)(field.text()).value
        if value is None:
            raise refuse("kriteriesett.grense_uleselig", hva=limit.name, funnet=field.text())
        return value  # type: ignore[no-any-return]
