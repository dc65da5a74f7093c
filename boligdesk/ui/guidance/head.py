"""The top of Veiledning: find the person who sits there, or begin without a name."""

from __future__ import annotations

from functools import partial

from PySide6.QtCore import Signal
from PySide6.QtWidgets import QFrame, QHBoxLayout, QWidget

from ...casework.guidance_subject import ANONYMOUS
from ...texts import text
from ..parts.buttons import MenuButton, ghost, secondary
from ..parts.filterbar import Choice
from ..parts.form_fields import PersonEditor
from ..parts.form_spec import FieldKind, FieldSpec
from ..parts.labels import Label
from ..people.finding import find_persons
from ..shell.context import Context
from ..style import tokens
from .lists import lists_for

_HEIGHT, _FIELD_W = 52, 420


class GuidanceHead(QFrame):
    """`chosen(person_id)`: somebody was found, or `ANONYMOUS`; `ended()`: the talk is over."""

    chosen = Signal(int)
    ended = Signal()

    def __init__(self, ctx: Context) -> None:
        super().__init__()
        self.ctx = ctx
        self.setProperty("part", "card")
        self.setFixedHeight(_HEIGHT)
        self.finder = PersonEditor(FieldSpec("person", "ui.veiledning.hvem", FieldKind.PERSON, width=_FIELD_W))
        self.finder.setParent(self)
        self.finder.focus.setAccessibleName(text("ui.veiledning.hvem"))
        self.nameless = secondary(text("ui.veiledning.uten_navn_knapp"), "user")
        self.end = ghost(text("ui.veiledning.avslutt"), "x")
        self.lists = MenuButton(text("ui.veiledning.lister"))
        self._lay_out()
        self.finder.search.connect(self._search)
        self.finder.edited.connect(self._taken)
        self.nameless.clicked.connect(lambda: self.chosen.emit(ANONYMOUS))
        self.end.clicked.connect(self.ended)
        offered = lists_for(ctx)
        for one in offered:
            self.lists.add(text(one.label), partial(one.open, ctx), one.icon)
        self.lists.setVisible(bool(offered))
        self.show_subject(None)

    def _lay_out(self) -> None:
        row = QHBoxLayout(self)
        row.setContentsMargins(tokens.CARD_PAD_X, 0, tokens.S8, 0)
        row.setSpacing(tokens.S8)
        row.addWidget(Label(text("ui.veiledning.hvem"), "label"))
        row.addWidget(self.finder.widget)
        row.addWidget(self.nameless)
        row.addStretch(1)
        row.addWidget(self.end)
        row.addWidget(self.lists)

    @property
    def field(self) -> QWidget:
        """Where a name is typed."""
        return self.finder.focus

    def show_subject(self, person_id: int | None) -> None:
        """Somebody is guided, or nobody: the field is empty for the next."""
        self.finder.set_value(None)
        self.end.setVisible(person_id is not None)

    def _search(self, letters: str) -> None:
        find = partial(find_persons, self.ctx.desk, letters)
        self.ctx.jobs.read(find, owner=self, topic="finn", done=self.finder.offer)

    def _taken(self) -> None:
        taken = self.finder.chosen
        if isinstance(taken, Choice) and isinstance(taken.key, int):
            self.chosen.emit(taken.key)
