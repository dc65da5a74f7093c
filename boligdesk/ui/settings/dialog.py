"""The dialog of Innstillinger: sections as tabs, made when they are first shown."""

from __future__ import annotations

from PySide6.QtCore import Qt
from PySide6.QtWidgets import QScrollArea, QStackedWidget, QWidget

from ...texts import text
from ..parts.buttons import ButtonKind, secondary
from ..parts.dialog import SIDE, Choice, DialogFrame, ask
from ..parts.table_columns import Store
from ..parts.tabs import TabStrip
from ..shell.context import Context
from ..style import tokens
from .appearance import AppearanceSection
from .criteria import CriteriaSection
from .letters import LettersSection
from .office_card import OfficeSection
from .rates import RatesSection
from .rights import RightsSection
from .section import Section
from .users import UsersSection

SECTIONS: tuple[type[Section], ...] = (
    OfficeSection,
    UsersSection,
    RightsSection,
    LettersSection,
    RatesSection,
    CriteriaSection,
    AppearanceSection,
)


class SettingsDialog(DialogFrame):
    """What one may not see is not among the tabs."""

    def __init__(self, ctx: Context, pc: Store) -> None:
        super().__init__(ctx.parent, text("ui.innst.tittel"), width=1180, height=760, scroll=False)
        self._ctx, self._pc = ctx, pc
        self.tabs = TabStrip(tokens.SUBTABS_H, SIDE, ground=None)
        self.tabs.setAccessibleName(text("ui.innst.tittel"))
        self._stack = QStackedWidget()
        self._places: dict[str, QScrollArea] = {}
        self.sections: dict[str, Section] = {}
        for kind in SECTIONS:
            if ctx.may(kind.needs):
                self._add(kind)
        self.set_tabs(self.tabs)
        self.body.addWidget(self._stack)
        close = secondary(text("ui.felles.lukk"))
        close.clicked.connect(self.leave)
        self.add_right(close)
        self.may_leave = self._may_leave
        self.tabs.chosen.connect(self.show_section)

    def _add(self, kind: type[Section]) -> None:
        area = QScrollArea()
        area.setWidgetResizable(True)
        area.setFocusPolicy(Qt.FocusPolicy.NoFocus)
        self._places[kind.key] = area
        self._stack.addWidget(area)
        self.tabs.add(kind.key, text(kind.title))

    def show_section(self, key: str) -> Section:
        """Show a section; it reads the store when it is first shown."""
        if key not in self.sections:
            kind = next(kind for kind in SECTIONS if kind.key == key)
            section = AppearanceSection(self._ctx, self._pc) if kind is AppearanceSection else kind(self._ctx)
            section.setProperty("part", "scroll")
            self.sections[key] = section
            self._places[key].setWidget(section)
            if section.act is not None:
                self.add_right(section.act)
            section.load()
        self._stack.setCurrentWidget(self._places[key])
        self._show_act(self.sections[key])
        return self.sections[key]

    def _show_act(self, shown: Section) -> None:
        """In the foot the filled button of the section shown, which Enter in a field presses too."""
        self.primary = shown.act
        for section in self.sections.values():
            if section.act is not None:
                section.act.setVisible(section is shown)

    def _may_leave(self) -> bool:
        unsaved = [section for section in self.sections.values() if section.unsaved()]
        if not unsaved:
            return True
        ask(
            self._ctx.parent,
            text("ui.innst.ulagret"),
            text("ui.innst.ulagret_hva", hvor=", ".join(text(section.title) for section in unsaved)),
            [
                Choice("bli", text("ui.innst.bli")),
                Choice("forkast", text("ui.innst.forkast"), ButtonKind.DANGER),
            ],
            lambda answer: self.finish(None) if answer == "forkast" else None,
        )
        return False

    def first(self, key: str = "") -> QWidget:
        """Show the first section, or the one that is named, and tell what gets the keyboard."""
        wanted = key if key in self._places else next(iter(self._places))
        if self.tabs.current != wanted:
            self.tabs.choose(wanted)
        self.show_section(wanted)
        return self.tabs


def open_settings(ctx: Context, pc: Store, section: str = "") -> SettingsDialog:
    """Open Innstillinger; `pc` keeps what belongs to this PC."""
    dialog = SettingsDialog(ctx, pc)
    dialog.open(dialog.first(section))
    return dialog
