"""Who may start the program, with which role; only those who may change it see this."""

from __future__ import annotations

from collections.abc import Callable, Mapping
from typing import TYPE_CHECKING, Any

from PySide6.QtWidgets import QHBoxLayout

from ...rules.messages import Message, msg
from ...rules.rights import Right
from ...rules.vocabulary import Role
from ...texts import enum_text, text
from ..parts.alerts import Alert, AlertKind
from ..parts.buttons import Button, danger, primary, secondary
from ..parts.filterbar import Choice
from ..parts.form_spec import FieldKind, FieldSpec, FormSpec, SectionSpec
from ..parts.table_model import CellKind, Column
from ..parts.table_view import Table
from ..record_tabs.form_dialog import FormDialog, Words
from ..shell.context import Context
from ..style import tokens
from .section import TABLE_LEAST_H, Section

if TYPE_CHECKING:
    from ...casework.core.changes import Done
    from ...casework.users import UserRow

ROLES = (Role.LEADER, Role.CASEWORKER, Role.FOLLOW_UP, Role.COUNTER, Role.READER)
_COLUMNS: tuple[Column[Any], ...] = (
    Column("navn", "ui.innst.navn", lambda row: row.name, CellKind.STRONG, 200, stretch=2),
    Column("bruker", "ui.innst.brukernavn", lambda row: row.login, width=140),
    Column("rolle", "ui.innst.rolle", lambda row: enum_text(row.role), width=160),
    Column("epost", "ui.innst.epost", lambda row: row.email, stretch=1),
    Column("tilstand", "ui.innst.tilstand", lambda row: _state(row), width=140),
)


def _state(row: UserRow) -> str:
    if not row.active:
        return text("ui.innst.sluttet")
    return text("ui.innst.sperret") if row.locked else text("ui.innst.aktiv")


class UsersSection(Section):
    """The list of users, and what can be done with the one that is chosen."""

    key = "brukere"
    title = "ui.innst.brukere"
    needs = Right.USER_WRITE

    def __init__(self, ctx: Context) -> None:
        super().__init__(ctx)
        self._rows: dict[int, UserRow] = {}
        self._none = Alert(AlertKind.INFO, text("ui.innst.ingen_brukere"), text("ui.innst.ingen_brukere_hva"))
        self._none.hide()
        self.table = Table(_COLUMNS, name="brukere")
        self.table.setAccessibleName(text("ui.innst.brukere"))
        self.table.setMinimumHeight(TABLE_LEAST_H)
        self.new = primary(text("ui.innst.ny_bruker"), "plus")
        self.edit = secondary(text("ui.felles.rediger"), "pencil")
        self.password = secondary(text("ui.innst.nytt_passord"), "key")
        self.end = danger(text("ui.innst.har_sluttet"))
        self.lead(text("ui.innst.verner"))
        self.column.addWidget(self._none)
        self.column.addWidget(self.table, 1)
        self.column.addLayout(self._buttons())
        self.table.chosen.connect(lambda _chosen: self._enable())
        self.table.opened.connect(lambda _row: self._edit())
        self._enable()

    def _buttons(self) -> QHBoxLayout:
        row = QHBoxLayout()
        row.setSpacing(tokens.S8)
        acts: tuple[tuple[Button, Callable[[], None]], ...] = (
            (self.new, lambda: self._open(None)),
            (self.edit, self._edit),
            (self.password, self._set_password),
            (self.end, self._end_or_return),
        )
        for button, act in acts:
            button.clicked.connect(lambda _checked=False, act=act: act())
            row.addWidget(button)
        row.addStretch(1)
        return row

    def load(self) -> None:
        self.ctx.jobs.read(self._ask, owner=self, topic="brukere", done=self._show)

    def _ask(self) -> tuple[UserRow, ...]:
        from ...casework.users import users

        return users(self.ctx.desk)

    def _show(self, rows: tuple[UserRow, ...]) -> None:
        self._rows = {row.id: row for row in rows}
        self._none.setVisible(not rows)
        self.table.show_rows(self._rows)
        if self.table.chosen_id is None:
            self.table.choose_first()
        self._enable()

    @property
    def chosen(self) -> UserRow | None:
        """The user one stands on."""
        row_id = self.table.chosen_id
        return self._rows.get(row_id) if row_id is not None else None

    def _enable(self) -> None:
        row = self.chosen
        for button in (self.edit, self.password, self.end):
            button.setEnabled(row is not None)
        gone = row is not None and not row.active
        self.end.set_label(text("ui.innst.er_tilbake") if gone else text("ui.innst.har_sluttet"))

    def _edit(self) -> None:
        if self.chosen is not None:
            self._open(self.chosen)

    def _open(self, row: UserRow | None) -> None:
        from ...casework import users

        desk = self.ctx.desk

        def act(values: Mapping[str, Any], _reasons: Mapping[str, str]) -> Callable[[], Done[int]]:
            deputy = values.get("deputy_id")
            given = users.UserInput(
                str(values["login"]),
                str(values["name"]),
                Role(str(values["role"])),
                str(values["email"] or ""),
                int(str(deputy)) if deputy else None,
            )
            if row is None:
                return lambda: users.add_user(desk, given, str(values["password"]))
            return lambda: users.change_user(desk, row.id, row.version, given)

        shown = {} if row is None else _shown(row)
        title = text("ui.innst.ny_bruker") if row is None else row.name
        self._dialog(title, self._spec(row), act, shown, msg("ui.innst.brukere"))

    def _spec(self, row: UserRow | None) -> FormSpec:
        own = row.id if row else None
        others = [Choice(str(r.id), r.name) for r in self._rows.values() if r.active and r.id != own]
        fields = [
            FieldSpec("name", "ui.innst.navn", required=True),
            FieldSpec("login", "ui.innst.brukernavn", required=True, width=200),
            FieldSpec(
                "role",
                "ui.innst.rolle",
                FieldKind.CHOICE,
                required=True,
                choices=[Choice(role.value, enum_text(role)) for role in ROLES],
            ),
            FieldSpec("email", "ui.innst.epost", FieldKind.EMAIL),
            FieldSpec("deputy_id", "ui.innst.vikar", FieldKind.CHOICE, choices=others),
        ]
        if row is None:
            fields.append(_PASSWORD)
        return FormSpec((SectionSpec(fields),))

    def _set_password(self) -> None:
        row = self.chosen
        if row is None:
            return
        from ...casework import users

        desk, user_id = self.ctx.desk, row.id

        def act(values: Mapping[str, Any], _reasons: Mapping[str, str]) -> Callable[[], Done[None]]:
            return lambda: users.set_password(desk, user_id, str(values["password"]))

        spec = FormSpec((SectionSpec((_PASSWORD,)),))
        self._dialog(text("ui.innst.nytt_passord_til", navn=row.name), spec, act, {}, msg("ui.innst.nytt_passord"))

    def _dialog(self, title: str, spec: FormSpec, act: Any, shown: Mapping[str, object], saving: Message) -> None:
        words = Words(title, text("ui.innst.brukere"), text("ui.felles.lagre"), saving)
        dialog = FormDialog(self.ctx, words, spec, act, undo=False)
        dialog.finished.connect(lambda _value: self.load())
        dialog.begin(shown)

    def _end_or_return(self) -> None:
        row = self.chosen
        if row is None:
            return
        from ...casework import users

        act = users.deactivate_user if row.active else users.reactivate_user
        self.ctx.write(
            lambda: act(self.ctx.desk, row.id, row.version),
            owner=self,
            name=msg("ui.innst.brukere"),
            done=lambda _none: self.load(),
        )


_PASSWORD = FieldSpec("password", "ui.innst.passord", required=True, help="ui.innst.passord_hjelp", width=280)


def _shown(row: UserRow) -> dict[str, object]:
    deputy = str(row.deputy_id) if row.deputy_id else None
    return {"name": row.name, "login": row.login, "role": row.role.value, "email": row.email, "deputy_id": deputy}
