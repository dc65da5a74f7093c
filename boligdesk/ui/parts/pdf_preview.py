"""A document on screen before it is printed: pages, zoom, search. The paper stays white in the dark too."""

from __future__ import annotations

from PySide6.QtCore import QBuffer, QByteArray, QModelIndex, QPointF, Qt, Signal
from PySide6.QtGui import QKeyEvent, QKeySequence, QShortcut
from PySide6.QtPdf import QPdfDocument, QPdfSearchModel
from PySide6.QtPdfWidgets import QPdfView
from PySide6.QtWidgets import QFrame, QHBoxLayout, QLineEdit, QStackedLayout, QVBoxLayout, QWidget

from ...texts import text
from ..style import tokens, type
from ..style.tokens import theme
from .buttons import icon_button
from .labels import Label

_STEP = 1.25
_LEAST, _MOST = 0.25, 5.0


class PdfPreview(QFrame):
    """Shows a PDF given as bytes. Page Up and Page Down turn, Ctrl + and − zoom, Ctrl+F searches."""

    page_changed = Signal(int)

    def __init__(self, title: str = "", parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self.setProperty("part", "floor")
        self._bytes = QByteArray()
        # Qt draws pages in a thread of the view's. What it reads must outlive the view, so the document and its bytes
        # have no parent: they go with this object, which Python holds longer than Qt holds the widget.
        self._document = QPdfDocument()
        self._buffer = QBuffer()
        self._hits = QPdfSearchModel(self)
        self._hits.setDocument(self._document)
        self.view = _View(self)
        self._hit = -1
        self._title = Label(title or text("ui.forhandsvisning.tittel"), "h4")
        self._page = Label("", "label")
        self._problem = Label("", colour="text2", wrap=True)
        self._make_tools()
        self._lay_out()
        self._connect()

    def _make_tools(self) -> None:
        self.back = icon_button("chevron-left", text("ui.felles.forrige_side"), small=True)
        self.forward = icon_button("chevron-right", text("ui.felles.neste_side"), small=True)
        self.smaller = icon_button("zoom-out", text("ui.forhandsvisning.mindre"), small=True)
        self.larger = icon_button("zoom-in", text("ui.felles.storre"), small=True)
        self.search_field = QLineEdit()
        self.search_field.setFont(type.font("body"))
        self.search_field.setPlaceholderText(text("ui.forhandsvisning.sok"))
        self.search_field.setAccessibleName(text("ui.forhandsvisning.sok"))
        self.search_field.hide()
        self._found = Label("", "caption")
        self._found.hide()

    def _lay_out(self) -> None:
        tools = QHBoxLayout()
        tools.setSpacing(tokens.S8)
        tools.addWidget(self._title)
        tools.addStretch(1)
        for widget in (self.back, self._page, self.forward, self.smaller, self.larger):
            tools.addWidget(widget)
        searching = QHBoxLayout()
        searching.addWidget(self.search_field, 1)
        searching.addWidget(self._found)
        self._middle = QStackedLayout()
        self._middle.addWidget(self.view)
        self._middle.addWidget(self._problem)
        column = QVBoxLayout(self)
        column.setContentsMargins(tokens.S16, tokens.S12, tokens.S16, tokens.S12)
        column.setSpacing(tokens.S8)
        column.addLayout(tools)
        column.addLayout(searching)
        column.addLayout(self._middle, 1)

    def _connect(self) -> None:
        self.view.setDocument(self._document)
        self.view.setSearchModel(self._hits)
        self.back.clicked.connect(lambda: self.go_to(self.page - 1))
        self.forward.clicked.connect(lambda: self.go_to(self.page + 1))
        self.smaller.clicked.connect(lambda: self.zoom(1 / _STEP))
        self.larger.clicked.connect(lambda: self.zoom(_STEP))
        self.view.pageNavigator().currentPageChanged.connect(self._turned)
        self.search_field.textChanged.connect(self.search)
        self.search_field.returnPressed.connect(self.next_hit)
        self._hits.countChanged.connect(self._count_hits)
        find = QShortcut(QKeySequence(QKeySequence.StandardKey.Find), self)
        find.setContext(Qt.ShortcutContext.WidgetWithChildrenShortcut)
        find.activated.connect(self.open_search)

    # -- the document ---------------------------------------------------------------------------

    def name(self, title: str) -> None:
        """Say over the pages what they are."""
        self._title.setText(title)

    def show_pdf(self, content: bytes) -> bool:
        """Show a document; the page stays where it was if it exists. False when it cannot be shown."""
        page = self.page
        self._document.close()
        self._buffer.close()
        self._bytes = QByteArray(content)
        self._buffer.setData(self._bytes)
        self._buffer.open(QBuffer.OpenModeFlag.ReadOnly)
        self._document.load(self._buffer)
        shown = self._document.status() is QPdfDocument.Status.Ready
        self._problem.setText("" if shown else text("ui.forhandsvisning.kan_ikke_vises"))
        self._middle.setCurrentWidget(self.view if shown else self._problem)
        self.go_to(min(page, max(0, self.pages - 1)))
        self._turned()
        return shown

    @property
    def pages(self) -> int:
        """How many pages there are."""
        return self._document.pageCount()

    @property
    def page(self) -> int:
        """The page shown, from 0."""
        return self.view.pageNavigator().currentPage()

    def go_to(self, page: int) -> None:
        """Turn to a page, from 0; outside the document nothing happens."""
        if 0 <= page < self.pages:
            self.view.pageNavigator().jump(page, QPointF(), 0)

    def _turned(self) -> None:
        self.back.setEnabled(self.page > 0)
        self.forward.setEnabled(self.page < self.pages - 1)
        where = text("ui.forhandsvisning.side", side=self.page + 1, antall=self.pages) if self.pages else ""
        self._page.setText(where)
        self.view.setAccessibleDescription(where)
        self.page_changed.emit(self.page)

    # -- zoom -----------------------------------------------------------------------------------

    def zoom(self, times: float) -> None:
        """Show larger or smaller."""
        shown = min(_MOST, max(_LEAST, self.zoom_factor * times))
        self.view.setZoomMode(QPdfView.ZoomMode.Custom)
        self.view.setVerticalScrollBarPolicy(Qt.ScrollBarPolicy.ScrollBarAsNeeded)
        self.view.setZoomFactor(shown)

    def fit(self) -> None:
        """Show the whole page again."""
        self.view.setZoomMode(QPdfView.ZoomMode.FitInView)
        self.view.setVerticalScrollBarPolicy(Qt.ScrollBarPolicy.ScrollBarAlwaysOff)

    @property
    def zoom_factor(self) -> float:
        """How large the page is shown; 1 is as on paper."""
        if self.view.zoomMode() is QPdfView.ZoomMode.Custom:
            return self.view.zoomFactor()
        size = self._document.pagePointSize(self.page)
        if size.isEmpty():
            return 1.0
        room = self.view.viewport().size()
        inches = room.height() / self.view.logicalDpiY(), room.width() / self.view.logicalDpiX()
        return min(inches[0] * 72 / size.height(), inches[1] * 72 / size.width())

    # -- search ---------------------------------------------------------------------------------

    def open_search(self) -> None:
        """Show the search field and give it the keyboard."""
        self.search_field.show()
        self._found.show()
        self.search_field.setFocus(Qt.FocusReason.ShortcutFocusReason)
        self.search_field.selectAll()

    def search(self, words: str) -> None:
        """Mark every place where the words stand and go to the first."""
        self._hit = -1
        self._found.setText("")
        self._hits.setSearchString(words)

    @property
    def hits(self) -> int:
        """How many places were found so far."""
        return self._hits.rowCount(QModelIndex())

    def next_hit(self) -> None:
        """Go to the next place."""
        if self.hits:
            self._go_to_hit((self._hit + 1) % self.hits)

    def _count_hits(self) -> None:
        if self._hit < 0 and self.hits:
            self._go_to_hit(0)
        words = self.search_field.text() or self._hits.searchString()
        self._found.setText(text("ui.forhandsvisning.treff", nummer=self._hit + 1, antall=self.hits) if words else "")

    def _go_to_hit(self, number: int) -> None:
        self._hit = number
        self.view.setCurrentSearchResultIndex(number)
        place = self._hits.resultAtIndex(number)
        self.view.pageNavigator().jump(place.page(), place.location(), 0)
        self._found.setText(text("ui.forhandsvisning.treff", nummer=number + 1, antall=self.hits))

    def keyPressEvent(self, event: QKeyEvent) -> None:
        if event.key() == Qt.Key.Key_Escape and self.search_field.isVisible():
            self.search_field.clear()
            self.search_field.hide()
            self._found.hide()
            self.view.setFocus(Qt.FocusReason.OtherFocusReason)
        elif event.matches(QKeySequence.StandardKey.ZoomIn):
            self.zoom(_STEP)
        elif event.matches(QKeySequence.StandardKey.ZoomOut):
            self.zoom(1 / _STEP)
        else:
            super().keyPressEvent(event)


class _View(QPdfView):
    """One page at a time on the floor of the window; Page Up and Down turn."""

    def __init__(self, preview: PdfPreview) -> None:
        super().__init__(preview)
        self._preview = preview
        self.setPageMode(QPdfView.PageMode.SinglePage)
        self.setZoomMode(QPdfView.ZoomMode.FitInView)
        self.setVerticalScrollBarPolicy(Qt.ScrollBarPolicy.ScrollBarAlwaysOff)
        self.setFrameShape(QFrame.Shape.NoFrame)
        self.setAccessibleName(text("ui.forhandsvisning.tittel"))
        theme.changed.connect(self._colour)
        self._colour()

    def _colour(self) -> None:
        palette = self.palette()
        palette.setBrush(palette.ColorRole.Dark, tokens.color("bg"))
        self.setPalette(palette)

    def keyPressEvent(self, event: QKeyEvent) -> None:
        if event.key() in (Qt.Key.Key_PageDown, Qt.Key.Key_PageUp):
            step = 1 if event.key() == Qt.Key.Key_PageDown else -1
            self._preview.go_to(self._preview.page + step)
        else:
            super().keyPressEvent(event)
