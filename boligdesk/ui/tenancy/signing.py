"""Signing: who signed when, guardian and interpreter, the landlord, the scan; and what the clauses are good for."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from datetime import date
from functools import partial
from pathlib import Path
from typing import Any

from PySide6.QtCore import Qt, Signal
from PySide6.QtGui import QDragEnterEvent, QDropEvent
from PySide6.QtWidgets import QFileDialog, QFrame, QHBoxLayout, QVBoxLayout, QWidget

from ...casework.core.changes import Done
from ...casework.lease_sign import (
    NewSignature,
    VersionRow,
    clause_status,
    register_signatures,
    register_with_scan,
)
from ...casework.tenancy_card import TenantLine
from ...rules.findings import hard
from ...rules.lease_clauses import Usable
from ...rules.messages import msg
from ...rules.reading import Reading, read_date
from ...rules.terms import ChangeKind, Clause
from ...texts import enum_text, render, text
from ..layout_items import widget_of
from ..parts.buttons import secondary
from ..parts.chips import Chip, ChipLook, Tone
from ..parts.filterbar import Choice
from ..parts.form_fields import Editor
from ..parts.form_spec import FieldKind, FieldSpec, FormSpec, SectionSpec
from ..parts.labels import Label, rule
from ..shell.context import Context
from ..style import tokens
from .act_dialog import About, ActDialog, Question, Words
from .editors import CheckEditor
from .rows_editor import RowsEditor, RowsSpec

_CLAUSE = {Clause.A: "ui.kontrakt.klausul_a", Clause.B: "ui.kontrakt.klausul_b"}


@dataclass(frozen=True)
class SigningFacts:
    """What the dialog is opened on: the printed versions, newest first, and the tenants."""

    versions: Sequence[VersionRow]
    tenants: Sequence[TenantLine]


def version_name(row: VersionRow) -> str:
    """ "1 · Leiekontrakt" or "2 · Tillegg: Forlengelse"."""
    if row.change is None:
        return text("ui.kontrakt.versjon_kontrakt", nr=row.number)
    return text("ui.kontrakt.versjon_tillegg", nr=row.number, hva=enum_text(ChangeKind(row.change)))


class ClauseBox(QWidget):
    """Each eviction clause: usable, or every reason why not (never just that it stands in the lease)."""

    def __init__(self) -> None:
        super().__init__()
        self._column = QVBoxLayout(self)
        self._column.setContentsMargins(0, 0, 0, 0)
        self._column.setSpacing(tokens.S4)

    def show_clauses(self, found: Mapping[Clause, Usable]) -> None:
        """Show how the clauses stand now."""
        while (item := self._column.takeAt(0)) is not None:
            if (old := widget_of(item)) is not None:
                old.hide()
                old.deleteLater()
        if not found:
            self._column.addWidget(Label(text("ui.kontrakt.ingen_klausuler"), colour="text2"))
        for clause, usable in found.items():
            self._column.addWidget(_clause_line(clause, usable))


def _clause_line(clause: Clause, usable: Usable) -> QWidget:
    line = QWidget()
    column = QVBoxLayout(line)
    column.setContentsMargins(0, 0, 0, tokens.S4)
    column.setSpacing(2)
    head = QHBoxLayout()
    head.setSpacing(tokens.S8)
    head.addWidget(Label(text(_CLAUSE[clause]), wrap=True), 1)
    head.addWidget(Chip(clause_chip(usable)), 0, Qt.AlignmentFlag.AlignTop)
    column.addLayout(head)
    for reason in (*usable.reasons[: 1 if _not_agreed(usable) else None], *usable.doubts):
        column.addWidget(Label(render(reason), "caption", wrap=True))
    return line


def clause_chip(usable: Usable) -> ChipLook:
    """Whether a clause can be leaned on today."""
    if _not_agreed(usable):
        return ChipLook(text("ui.kontrakt.ikke_avtalt"), Tone.NEUTRAL, "minus")
    if usable.yes:
        return ChipLook(text("ui.kontrakt.kan_brukes"), Tone.OK, "check")
    return ChipLook(text("ui.kontrakt.kan_ikke_brukes"), Tone.WARN, "triangle-alert")


def _not_agreed(usable: Usable) -> bool:
    return any(reason.code == "husleie.klausul.ikke_avtalt" for reason in usable.reasons)


class DropZone(QFrame):
    """Where a scanned file is dropped, or chosen with the button."""

    chosen = Signal(object)

    def __init__(self, words: str) -> None:
        super().__init__()
        self.setProperty("part", "card")
        self.setAcceptDrops(True)
        self.setAccessibleName(words)
        self.button = secondary(text("ui.kontrakt.velg_fil"), "paperclip", small=True)
        self.button.clicked.connect(self._ask)
        self._words = Label(words, colour="text2", wrap=True)
        row = QHBoxLayout(self)
        row.setContentsMargins(tokens.S16, tokens.S12, tokens.S16, tokens.S12)
        row.addWidget(self._words, 1)
        row.addWidget(self.button)

    def say(self, words: str) -> None:
        """Other words in the zone."""
        self._words.setText(words)
        self.setAccessibleName(words)

    def _ask(self) -> None:
        dialog = QFileDialog(self.window(), text("ui.kontrakt.velg_fil"))
        dialog.setNameFilter(text("ui.kontrakt.skann_filter"))
        dialog.fileSelected.connect(lambda name: self.chosen.emit(Path(name)))
        dialog.open()

    def dragEnterEvent(self, event: QDragEnterEvent) -> None:
        if event.mimeData().hasUrls():
            event.acceptProposedAction()

    def dropEvent(self, event: QDropEvent) -> None:
        for url in event.mimeData().urls()[:1]:
            event.acceptProposedAction()
            self.chosen.emit(Path(url.toLocalFile()))


def _read_signed(typed: str, today: date) -> Reading[date]:
    """A date that has been: nobody has signed tomorrow."""
    found = read_date(typed, today=today)
    if found.value is not None and found.value > today:
        return Reading(None, hard(msg("leieforhold.signert_i_framtiden.hva", dato=found.value), ""))
    return found


def _signers(today: date) -> RowsEditor:
    signed = partial(_read_signed, today=today)
    columns = (
        FieldSpec("name", "ui.kontrakt.leietaker", read_only=True),
        FieldSpec("signed_on", "ui.kontrakt.signert", FieldKind.DATE, reader=signed, width=120),
        FieldSpec("guardian", "ui.kontrakt.verge_signert", width=130, editor=CheckEditor),
        FieldSpec("interpreter", "ui.kontrakt.tolk_kort", width=150),
    )
    return RowsEditor(RowsSpec(columns), today)


def _spec(facts: SigningFacts, today: date) -> FormSpec:
    versions = [Choice(row.id, version_name(row)) for row in facts.versions]

    def signers(_spec: FieldSpec) -> Editor:
        return _signers(today)

    return FormSpec(
        [
            SectionSpec(
                [
                    FieldSpec("version", "ui.kontrakt.versjon", FieldKind.CHOICE, choices=versions, required=True,
                              width=320),
                    FieldSpec("signers", "ui.kontrakt.signaturer", FieldKind.MULTILINE, editor=signers),
                    FieldSpec("landlord", "ui.kontrakt.utleier_signert", FieldKind.DATE),
                ]
            )
        ]
    )  # fmt: skip


class SignDialog(ActDialog):
    """Registers signatures on one version and files its scan with them; `finished` gives the version's id.

    A file that is chosen is only pointed out: nothing is filed before the signatures are saved.
    """

    form_key = "signering"

    def __init__(self, ctx: Context, about: About, facts: SigningFacts) -> None:
        words = Words("ui.kontrakt.signer_tittel", "ui.kontrakt.signer_lagre", "ui.kontrakt.signer_gjort", "check")
        super().__init__(ctx, about, words, _spec(facts, ctx.desk.today), width=820, height=640)
        self._facts = facts
        self._signed: dict[str, date] = {}
        self.scan: Path | None = None
        self.zone = DropZone(text("ui.kontrakt.skann_slipp"))
        self.zone.chosen.connect(self.choose_scan)
        self.clauses = ClauseBox()
        self.below.addWidget(self.zone)
        self.below.addWidget(rule())
        self.below.addWidget(Label(text("ui.kontrakt.klausulenes_status"), "h3"))
        self.below.addWidget(Label(text("ui.kontrakt.klausulenes_status_om"), "caption", wrap=True))
        self.below.addWidget(self.clauses)
        self._show_version(facts.versions[0] if facts.versions else None)
        self.form.edited.connect(self._version_chosen)

    def _version_chosen(self, key: str) -> None:
        if key == "version":
            chosen = self.form.values()["version"]
            self._show_version(next((row for row in self._facts.versions if row.id == chosen), None))

    def _show_version(self, version: VersionRow | None) -> None:
        signed = self._signed = dict(version.signed) if version else {}
        rows = [
            {"name": tenant.name, "signed_on": signed.get(tenant.name), "guardian": False, "interpreter": ""}
            for tenant in self._facts.tenants
        ]
        landlord = version.landlord_signed_on if version else None
        self.form.set_values({"version": version.id if version else None, "signers": rows, "landlord": landlord})
        self.scan = None
        filed = bool(version and version.signed_document_id)
        self.zone.say(text("ui.kontrakt.skann_arkivert") if filed else text("ui.kontrakt.skann_slipp"))

    def question(self, values: Mapping[str, object]) -> Question | None:
        """How the clauses stand."""
        return partial(clause_status, self.ctx.desk, self.about.tenancy_id)

    def answered(self, answer: Any) -> None:
        """Show whether the clauses can be used."""
        self.clauses.show_clauses(answer)

    def _signatures(self, values: Mapping[str, object]) -> tuple[NewSignature, ...]:
        rows = values["signers"] if isinstance(values["signers"], tuple) else ()
        by_name = {row["name"]: row for row in rows}
        found = []
        for tenant in self._facts.tenants:
            row = by_name.get(tenant.name, {})
            day = row.get("signed_on")
            guardian, interpreter = bool(row.get("guardian")), str(row.get("interpreter") or "")
            known = self._signed.get(tenant.name) == day and not guardian and not interpreter
            if isinstance(day, date) and not known:
                found.append(NewSignature(tenant.person_id, day, guardian, interpreter))
        return tuple(found)

    def act(self, values: Mapping[str, object]) -> partial[Done[int]]:
        """Write down who has signed since, with the scan that is chosen; a line that stands keeps its guardian."""
        version, landlord = _int(values["version"]), values["landlord"]
        given = (self.ctx.desk, version, self._signatures(values), landlord if isinstance(landlord, date) else None)
        return partial(register_with_scan, *given, self.scan) if self.scan else partial(register_signatures, *given)

    def choose_scan(self, path: Path) -> None:
        """Point out the scan of the version that is chosen; it is filed when the signatures are saved."""
        self.clear_alerts()
        self.scan = path
        self.zone.say(text("ui.kontrakt.skann_valgt", fil=path.name))


def _int(value: object) -> int:
    if not isinstance(value, int):
        raise TypeError("a version is asked for before this")
    return value
