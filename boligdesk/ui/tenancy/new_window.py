"""The window of a new lease: stepper, a form per step, the lease beside them, the foot. What happens is not here."""

from __future__ import annotations

from collections.abc import Callable

from PySide6.QtCore import Qt
from PySide6.QtGui import QResizeEvent
from PySide6.QtWidgets import QHBoxLayout, QScrollArea, QStackedWidget, QVBoxLayout, QWidget

from ...casework.tenancy_draft import TenancyDraft
from ...texts import text
from ..parts.alerts import Alert, AlertKind
from ..parts.buttons import ghost, primary, secondary
from ..parts.dialog import DialogFrame
from ..parts.form import FormView, StopCount
from ..parts.labels import Label
from ..parts.pdf_preview import PdfPreview
from ..parts.stepper import Stepper
from ..shell.context import Context
from ..style import tokens
from .last_step import LastStep
from .new_form import STEP_TITLES, step_forms
from .papers import Make, Paper, PaperShelf

_WIDTH, WITH_PREVIEW = 1200, 1100


class LeaseWindow(DialogFrame):
    """Makes and lays out the widgets; `information` prints the § 11-1 information of `draft()`."""

    def __init__(self, ctx: Context, draft: Callable[[], TenancyDraft | None], information: Make) -> None:
        super().__init__(ctx.parent, text("ui.kontrakt.tittel"), width=_WIDTH, height=tokens.DIALOG_MAX_H, scroll=False)
        self.ctx = ctx
        self._print_information = information
        self._above: list[QVBoxLayout] = []
        self._titles: list[Label] = []
        self.specs = step_forms(ctx.desk.today)
        self.forms = [FormView(spec, today=ctx.desk.today) for spec in self.specs]
        self.last = LastStep(ctx, draft)
        self._make_body()
        self._make_foot()

    def _make_body(self) -> None:
        self.stepper = Stepper([text(title) for title in STEP_TITLES])
        self.set_under_head(self.stepper)
        self._stack = QStackedWidget()
        for form in self.forms:
            above, title = QVBoxLayout(), Label(text(STEP_TITLES[len(self._above)]), "h3")
            above.addWidget(title)
            self._above.append(above)
            self._titles.append(title)
            self._stack.addWidget(_page(form, above))
        self._stack.addWidget(_page(self.last))
        self.preview = PdfPreview()
        self._waiting = Label(text("ui.kontrakt.visning_venter"), colour="text2", wrap=True)
        self._waiting.setAlignment(Qt.AlignmentFlag.AlignCenter)
        self._waiting.setContentsMargins(tokens.S24, 0, tokens.S24, 0)
        self._beside = QStackedWidget()
        self._beside.setProperty("part", "floor")
        self._beside.addWidget(self._waiting)
        self._beside.addWidget(self.preview)
        halves = QHBoxLayout()
        halves.setSpacing(0)
        halves.addWidget(self._stack, 61)
        halves.addWidget(self._beside, 39)
        self.body.setContentsMargins(0, 0, 0, 0)
        self.body.addLayout(halves)
        self._make_information()

    def _make_information(self) -> None:
        """The § 11-1 information must be given before anything is signed: it is printed from the second step."""
        paper = Paper(text("ui.kontrakt.opplysning_11_1"), self._print_information)
        self.information = Alert(
            AlertKind.INFO, text("ui.kontrakt.opplysning_tittel"), text("ui.kontrakt.opplysning_tekst")
        )
        self.information_shelf = PaperShelf(self.ctx, [paper])
        self.information.column.addWidget(self.information_shelf)
        self._above[1].addWidget(self.information)
        self.information.hide()

    def _make_foot(self) -> None:
        self.keep_button = ghost(text("ui.felles.lagre_utkast"), "save")
        self.add_left(self.keep_button)
        self.stops = StopCount()
        self.back_button = secondary(text("ui.felles.tilbake"))
        self.next_button = primary("")
        for widget in (self.stops, self.back_button, self.next_button):
            self.add_right(widget)

    def show_lease(self, pdf: bytes | None) -> None:
        """Show the lease beside the form; None: it cannot be drawn yet."""
        self._beside.setCurrentWidget(self._waiting if pdf is None else self.preview)
        if pdf is not None:
            self.preview.show_pdf(pdf)

    def resizeEvent(self, event: QResizeEvent) -> None:
        super().resizeEvent(event)
        self._beside.setVisible(self.width() >= WITH_PREVIEW)
        for title in self._titles:  # in a low window the stepper says it alone (look § 4)
            title.setVisible(self.height() >= tokens.LOW_H)


def _page(content: QWidget, above: QVBoxLayout | None = None) -> QScrollArea:
    """A step that scrolls by itself."""
    holder = QWidget()
    holder.setProperty("part", "scroll")
    column = QVBoxLayout(holder)
    column.setContentsMargins(tokens.S24, tokens.S12, 20, tokens.S16)
    column.setSpacing(tokens.S8)
    if above is not None:
        column.addLayout(above)
    column.addWidget(content, 1)
    area = QScrollArea()
    area.setWidget(holder)
    area.setWidgetResizable(True)
    area.setHorizontalScrollBarPolicy(Qt.ScrollBarPolicy.ScrollBarAlwaysOff)
    area.setFocusPolicy(Qt.FocusPolicy.NoFocus)
    return area
