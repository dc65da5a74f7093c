"""How the window looks on this PC: light or dark, compact or comfortable rows."""

from __future__ import annotations

from PySide6.QtWidgets import QWidget

from ...texts import text
from ..parts.facts import FieldRow
from ..parts.segments import Segments
from ..parts.table_columns import Store
from ..shell.appearance import Light, Rows, choose_light, choose_rows, wanted_light, wanted_rows
from ..shell.context import Context
from .section import Section


class AppearanceSection(Section):
    """Chosen at once; nothing to save."""

    key = "utseende"
    title = "ui.innst.utseende"

    def __init__(self, ctx: Context, pc: Store) -> None:
        super().__init__(ctx)
        self.light = Segments(
            (
                (Light.FOLLOW.value, text("ui.innst.folg")),
                (Light.LIGHT.value, text("ui.innst.lyst")),
                (Light.DARK.value, text("ui.innst.morkt")),
            ),
            text("ui.innst.farger"),
        )
        self.rows = Segments(
            ((Rows.COMPACT.value, text("ui.innst.tett")), (Rows.COMFORTABLE.value, text("ui.innst.luftig"))),
            text("ui.innst.rader"),
        )
        self.light.choose(wanted_light(pc).value)
        self.rows.choose(wanted_rows(pc).value)
        self.light.chosen.connect(lambda key: choose_light(pc, Light(key)))
        self.rows.chosen.connect(lambda key: choose_rows(pc, Rows(key)))
        self.lead(text("ui.innst.denne_pcen"))
        self.column.addWidget(FieldRow(text("ui.innst.farger"), self.light))
        self.column.addWidget(FieldRow(text("ui.innst.rader"), self.rows))
        self.column.addStretch(1)

    def first_focus(self) -> QWidget | None:
        return self.light.button(self.light.current)
