"""The office's card: name and letterhead, logo, numbers, KID plan with an example, signatories, follow-up."""

from __future__ import annotations

from collections.abc import Mapping
from pathlib import Path
from typing import TYPE_CHECKING, Any

from PySide6.QtCore import QByteArray, Qt
from PySide6.QtGui import QImage, QPixmap
from PySide6.QtWidgets import QCheckBox, QFileDialog, QHBoxLayout, QLabel, QSpinBox, QVBoxLayout

from ...rules.identifiers import check_account, check_org_number
from ...rules.kid import KidPlan, Modulus, check_plan, make_kid
from ...rules.messages import Control, RefusedError, msg
from ...rules.rights import Right
from ...texts import enum_text, text
from ..parts.buttons import ghost, primary, secondary
from ..parts.facts import FieldRow
from ..parts.filterbar import Choice
from ..parts.form import FormView
from ..parts.form_spec import FieldKind, FieldSpec, FormSpec, SectionSpec
from ..parts.labels import Label, rule
from ..shell.context import Context
from ..style import tokens, type
from .section import Group, Section
from .signatories import SignatoriesGroup

if TYPE_CHECKING:
    from ...casework.settings import OfficeForm, SettingRow

_LOGO_H = 72
#: A choice of follow-up is a whole phrase, px.
_QUESTION_W = 270
#: What a choice means, where its question does not say it all.
_EXPLAINED = {"ending.rent_through_notice": "ui.innst.nokler_tidlig_hjelp"}


def office_spec() -> FormSpec:
    """The fields of the office's card."""
    moduli = (Choice("10", text("ui.innst.mod10")), Choice("11", text("ui.innst.mod11")))
    languages = (Choice("nb", text("ui.innst.bokmal")), Choice("nn", text("ui.innst.nynorsk")))
    head = (
        FieldSpec("name", "ui.innst.kommune", required=True),
        FieldSpec("unit", "ui.innst.enhet"),
        FieldSpec("address", "ui.innst.adresse"),
        FieldSpec("postcode", "ui.innst.postnr", width=90),
        FieldSpec("city", "ui.innst.poststed", width=240),
        FieldSpec("phone", "ui.innst.telefon", FieldKind.PHONE),
        FieldSpec("email", "ui.innst.epost", FieldKind.EMAIL),
        FieldSpec("opening_hours", "ui.innst.apningstid"),
        FieldSpec("letter_language", "ui.innst.malform", FieldKind.CHOICE, choices=languages),
    )
    numbers = (
        FieldSpec("org_number", "ui.innst.orgnr", width=180),
        FieldSpec("account_number", "ui.innst.konto", width=180),
        FieldSpec("kid_length", "ui.innst.kid_lengde", FieldKind.COUNT),
        FieldSpec("kid_modulus", "ui.innst.kid_kontroll", FieldKind.CHOICE, choices=moduli),
        FieldSpec("kid_prefix", "ui.innst.kid_forst", width=120),
    )
    return FormSpec((SectionSpec(head, "ui.innst.brevhode"), SectionSpec(numbers, "ui.innst.bank")))


class OfficeSection(Section):
    """Read by all, changed by those who may."""

    key = "kontor"
    title = "ui.innst.kontoret"

    def __init__(self, ctx: Context) -> None:
        super().__init__(ctx)
        self._version = 0
        self.form = FormView(office_spec(), today=ctx.desk.today)
        self.example = Label("", "h4")
        self.save = primary(text("ui.innst.lagre_kontor"), "save")
        self._writes = ctx.may(Right.SETTINGS_WRITE)
        self._logo = QLabel()
        self._choices: dict[str, QSpinBox | QCheckBox] = {}
        self._rows: tuple[SettingRow, ...] = ()
        self.signatories = SignatoriesGroup(ctx, self.load)
        both = QHBoxLayout()
        both.setSpacing(tokens.S24)
        both.addLayout(self._main(), 3)
        both.addLayout(self._aside(), 2)
        self.column.addLayout(both)
        self.column.setContentsMargins(0, 0, tokens.S12, 0)
        self.save.clicked.connect(self._save)
        self.save.setEnabled(False)
        self.save.hide()
        self.act = self.save if self._writes else None
        self.form.edited.connect(lambda _key: self._edited())

    def _main(self) -> QVBoxLayout:
        column = QVBoxLayout()
        column.setSpacing(tokens.S12)
        column.addWidget(self.form)
        column.addWidget(FieldRow(text("ui.innst.kid_eksempel"), self.example))
        column.addStretch(1)
        return column

    def _aside(self) -> QVBoxLayout:
        column = QVBoxLayout()
        column.setSpacing(tokens.S16)
        self._followup = Group(text("ui.innst.oppfolging"))
        for place, group in enumerate((self._logo_group(), self.signatories, self._followup)):
            if place:
                column.addWidget(rule())
            column.addWidget(group)
        column.addStretch(1)
        return column

    def _logo_group(self) -> Group:
        group = Group(text("ui.innst.logo"), text("ui.innst.logo_krav"))
        self._logo.setFixedHeight(_LOGO_H)
        self._logo.setAccessibleName(text("ui.innst.logo"))
        group.add(self._logo)
        self.choose_logo = secondary(text("ui.innst.velg_logo"), "upload", small=True)
        self.drop_logo = ghost(text("ui.innst.fjern_logo"), "trash-2", small=True)
        row = QHBoxLayout()
        for button in (self.choose_logo, self.drop_logo):
            row.addWidget(button)
        row.addStretch(1)
        group.add(row)
        for button in (self.choose_logo, self.drop_logo):
            button.setVisible(self._writes)
        self.choose_logo.clicked.connect(self._choose_logo)
        self.drop_logo.clicked.connect(lambda: self._set_logo(None))
        return group

    # -- reading ----------------------------------------------------------------------------------

    def load(self) -> None:
        self.ctx.jobs.read(self._ask, owner=self, topic="kontor", done=self._show)

    def _ask(self) -> tuple[OfficeForm, tuple[SettingRow, ...], bytes | None]:
        from ...casework import settings

        desk = self.ctx.desk
        return settings.office(desk), settings.office_settings(desk), settings.logo(desk)

    def _show(self, found: tuple[OfficeForm, tuple[SettingRow, ...], bytes | None]) -> None:
        office, rows, logo = found
        self._version = office.version
        facts = office.facts
        if not self.form.dirty:
            values = {field.key: getattr(facts, field.key) for field in self.form.spec.fields}
            values["kid_modulus"] = str(facts.kid_modulus)
            self.form.set_values({key: value if value != "" else None for key, value in values.items()}, clean=True)
        self.form.setEnabled(self._writes)
        self.signatories.show_rows(office.signatories)
        self._show_logo(logo)
        self._show_choices(rows)
        self._edited()

    def _show_logo(self, content: bytes | None) -> None:
        image = QImage.fromData(QByteArray(content)) if content else QImage()
        if image.isNull():
            self._logo.setPixmap(QPixmap())
            self._logo.setText(text("ui.innst.ingen_logo"))
        else:
            ratio = self.devicePixelRatioF()
            picture = image.scaledToHeight(int(_LOGO_H * ratio), Qt.TransformationMode.SmoothTransformation)
            picture.setDevicePixelRatio(ratio)
            self._logo.setPixmap(QPixmap.fromImage(picture))
        self.drop_logo.setEnabled(not image.isNull())

    def _show_choices(self, rows: tuple[SettingRow, ...]) -> None:
        self._rows = rows
        if self._choices:
            return
        for row in rows:
            box = self._yes_no(row) if row.is_yes_no else self._number(row)
            box.setFont(type.font("body"))
            box.setEnabled(self._writes)
            self._choices[row.key.value] = box
            told = text(_EXPLAINED[row.key.value]) if row.key.value in _EXPLAINED else ""
            self._followup.add(FieldRow(enum_text(row.key), box, help_text=told, label_width=_QUESTION_W))

    def _number(self, row: SettingRow) -> QSpinBox:
        box = QSpinBox()
        box.setRange(row.lowest, row.highest)
        box.setValue(row.value)
        box.setFixedSize(72, tokens.BUTTON_H)
        box.setAlignment(Qt.AlignmentFlag.AlignRight)
        box.lineEdit().setTextMargins(0, 0, 10, 0)
        box.editingFinished.connect(lambda: self._choose(row, box.value()))
        return box

    def _yes_no(self, row: SettingRow) -> QCheckBox:
        box = QCheckBox(text("ui.felles.ja"))
        box.setChecked(bool(row.value))
        box.setFixedHeight(tokens.BUTTON_H)
        box.clicked.connect(lambda: self._choose(row, int(box.isChecked())))
        return box

    # -- what is typed ------------------------------------------------------------------------------

    def _edited(self) -> None:
        values = self.form.values()
        self.form.set_controls(_controls(values))
        self.example.setText(_example(values))
        self.save.setEnabled(self.form.dirty and not self.form.blocked)

    def unsaved(self) -> bool:
        return self.form.dirty

    def _save(self) -> None:
        if not self.form.check():
            return
        from ...casework import settings

        facts = settings.OfficeFacts(**_facts_of(self.form.values()))
        version = self._version
        self.ctx.write(
            lambda: settings.change_office(self.ctx.desk, version, facts),
            owner=self,
            name=msg("ui.innst.kontoret"),
            done=lambda _version: self._saved(),
            said=text("ui.innst.kontor_lagret"),
        )

    def _saved(self) -> None:
        self.form.mark_clean()
        self.load()

    def _choose(self, row: SettingRow, value: int) -> None:
        from ...casework import settings

        now = next((r.value for r in self._rows if r.key is row.key), row.value)
        if value == now:
            return
        self.ctx.write(
            lambda: settings.change_setting(self.ctx.desk, row.key, value),
            owner=self,
            name=msg("ui.innst.oppfolging"),
            done=lambda _none: self.load(),
        )

    def _choose_logo(self) -> None:
        dialog = QFileDialog(self, text("ui.innst.velg_logo"))
        dialog.setNameFilter(text("ui.innst.logo_filter"))
        dialog.setAttribute(Qt.WidgetAttribute.WA_DeleteOnClose)
        dialog.fileSelected.connect(lambda path: self._set_logo(Path(path)))
        dialog.open()

    def _set_logo(self, path: Path | None) -> None:
        from ...casework import settings

        desk, version = self.ctx.desk, self._version
        self.ctx.write(
            lambda: (
                settings.set_logo(desk, version, path.read_bytes()) if path else settings.remove_logo(desk, version)
            ),
            owner=self,
            name=msg("ui.innst.logo"),
            done=lambda _version: self.load(),
        )


def _plan(values: Mapping[str, object]) -> KidPlan:
    length, modulus = values["kid_length"], values["kid_modulus"]
    return KidPlan(
        length if isinstance(length, int) else 0, Modulus(f"mod{modulus or 10}"), str(values["kid_prefix"] or "")
    )


def _controls(values: Mapping[str, object]) -> list[Control]:
    """What the rules say of the numbers, each under its field."""
    org, account = str(values["org_number"] or ""), str(values["account_number"] or "")
    found = (
        ("org_number", check_org_number(org) if org else None),
        ("account_number", check_account(account) if account else None),
        ("kid_length", check_plan(_plan(values)) if values["kid_length"] else None),
    )
    return [
        Control(control.kind, control.what, control.why, control.paragraph, (key,), control.mends)
        for key, control in found
        if control is not None
    ]


def _example(values: Mapping[str, object]) -> str:
    """The KID that tenancy number 118 would get."""
    try:
        return make_kid(_plan(values), 118)
    except RefusedError:
        return "–"


def _facts_of(values: Mapping[str, object]) -> dict[str, Any]:
    whole = ("kid_length", "kid_modulus")
    return {key: int(str(value)) if key in whole else str(value or "") for key, value in values.items()}
