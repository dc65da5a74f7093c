"""The head of Restanser: how far payments are known, and the month's work – charges, the bank's file, sorting."""

from __future__ import annotations

from collections.abc import Callable
from datetime import date
from functools import partial

from PySide6.QtWidgets import QFrame, QHBoxLayout

from ...rules.rights import Right
from ...texts import text
from ..parts.alerts import IconMark
from ..parts.buttons import MenuButton, secondary
from ..parts.filterbar import Query
from ..parts.labels import ElidedLabel
from ..shell.context import Context
from ..style import tokens
from .head_acts import HeadAct, acts_for

_HEIGHT = 52
#: From so many days on the head says that a newer file is wanted.
_OLD_DAYS = 5


class ArrearsHead(QFrame):
    """Always in sight, also before there is anything to show."""

    def __init__(self, ctx: Context) -> None:
        super().__init__()
        self.ctx = ctx
        #: What the list under the head asks for; the page says how to know.
        self.listed: Callable[[], Query] = Query
        self.setProperty("part", "card")
        self.setFixedHeight(_HEIGHT)
        self.mark = IconMark("info", "text2")
        self.known = ElidedLabel("", fill=True)
        self.charge = secondary(text("ui.restanser.leiekrav"), "file-plus")
        self.file = secondary(text("ui.restanser.bankfil"), "upload")
        self.sort = secondary(text("ui.innbetaling.sorter"), "split")
        self.more = MenuButton()
        row = QHBoxLayout(self)
        row.setContentsMargins(tokens.CARD_PAD_X, 0, tokens.S8, 0)
        row.setSpacing(tokens.S8)
        row.addWidget(self.mark)
        row.addWidget(self.known, 1)
        for button in (self.sort, self.file, self.charge, self.more):
            row.addWidget(button)
        self.charge.setVisible(ctx.may(Right.LEDGER_READ))
        self.file.setVisible(ctx.may(Right.PAYMENTS_WRITE))
        self.charge.clicked.connect(partial(self.open_charges))
        self.file.clicked.connect(partial(self.open_file))
        self.sort.clicked.connect(partial(self.open_sorting))
        offered = acts_for(ctx)
        for act in offered:
            self.more.add(text(act.label), partial(self._open, act), act.icon)
        self.more.setVisible(bool(offered))
        self.show_known(None, 0)

    def show_known(self, known_to: date | None, waiting: int) -> None:
        """Say how far payments are known (inclusive), and how many wait to be sorted."""
        if known_to is None:
            self.known.set_text(text("ui.restanser.ingen_filer"))
            self.mark.show_icon("info", "text2")
        else:
            self.known.set_text(text("ui.restanser.kjent_til", dato=known_to))
            old = (self.ctx.desk.today - known_to).days > _OLD_DAYS
            self.mark.show_icon(*(("triangle-alert", "warn") if old else ("circle-check", "ok")))
        self.sort.set_label(text("ui.restanser.sorter_antall", antall=waiting))
        self.sort.setVisible(waiting > 0)

    def _open(self, act: HeadAct, *_pressed: object) -> None:
        act.open(self.ctx, self.listed())

    def open_charges(self, *_pressed: object) -> None:
        """The charges of the month."""
        from .charge_dialog import charge_dialog

        charge_dialog(self.ctx)

    def open_file(self, *_pressed: object) -> None:
        """A file from the bank."""
        from .file_dialog import payment_file_dialog

        payment_file_dialog(self.ctx)

    def open_sorting(self, *_pressed: object) -> None:
        """The payments that wait to be sorted."""
        from .sorting_dialog import sorting_dialog

        sorting_dialog(self.ctx)
