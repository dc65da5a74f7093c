"""Step 1: which list, and which file (chosen or dropped)."""

from __future__ import annotations

from collections.abc import Callable
from pathlib import Path

from PySide6.QtCore import Qt, Signal
from PySide6.QtGui import QDragEnterEvent, QDropEvent
from PySide6.QtWidgets import QButtonGroup, QFileDialog, QFrame, QHBoxLayout, QRadioButton, QVBoxLayout, QWidget

from ...casework.imports import ListKind
from ...texts import text
from ..layout_items import widget_of
from ..parts.alerts import Alert
from ..parts.buttons import primary
from ..parts.labels import Label
from ..style import tokens

_ENDINGS = "*.xlsx *.xlsm *.xls *.ods *.csv *.txt *.tsv"


class DropZone(QFrame):
    """Where a file can be let fall, with the button for those who do not drag. The words are catalogue codes."""

    dropped = Signal(object)

    def __init__(self, title: str = "ui.import.slipp_her", kinds: str = "ui.import.filtyper") -> None:
        super().__init__()
        self.setProperty("part", "card")
        self.setAcceptDrops(True)
        self.setMinimumHeight(180)
        self.button = primary(text("ui.import.velg_fil"), "upload")
        column = QVBoxLayout(self)
        column.setSpacing(tokens.S12)
        column.addStretch(1)
        for widget in (
            Label(text(title), "h3"),
            Label(text(kinds), "body", "text2", wrap=True),
        ):
            widget.setAlignment(Qt.AlignmentFlag.AlignHCenter)
            column.addWidget(widget)
        column.addWidget(self.button, 0, Qt.AlignmentFlag.AlignHCenter)
        column.addStretch(1)

    def dragEnterEvent(self, event: QDragEnterEvent) -> None:
        if event.mimeData().hasUrls():
            event.acceptProposedAction()

    def dropEvent(self, event: QDropEvent) -> None:
        if (path := dropped_file(event)) is not None:
            event.acceptProposedAction()
            self.dropped.emit(path)


def dropped_file(event: QDropEvent) -> Path | None:
    """The first file that was let fall; None when it was something else."""
    files = (Path(url.toLocalFile()) for url in event.mimeData().urls() if url.isLocalFile())
    return next(files, None)


class ChooseFile(QWidget):
    """The kind of list and the file. `chosen(Path)` when there is one to read."""

    chosen = Signal(object)

    def __init__(self, kind: ListKind) -> None:
        super().__init__()
        self._kinds = QButtonGroup(self)
        column = QVBoxLayout(self)
        column.setContentsMargins(0, 0, 0, 0)
        column.setSpacing(tokens.S16)
        column.addWidget(Label(text("ui.import.hvilken"), "h3"))
        column.addLayout(self._choices(kind))
        self.zone = DropZone()
        self.zone.dropped.connect(self.chosen)
        self.zone.button.clicked.connect(self._ask)
        column.addWidget(self.zone)
        self._faults = QVBoxLayout()
        column.addLayout(self._faults)
        column.addWidget(Label(text("ui.import.trygt"), "caption", "text3", wrap=True))
        column.addStretch(1)

    def _choices(self, chosen: ListKind) -> QHBoxLayout:
        row = QHBoxLayout()
        row.setSpacing(tokens.S24)
        for number, (kind, words) in enumerate(self._kind_words()):
            button = QRadioButton(words)
            button.setChecked(kind is chosen)
            self._kinds.addButton(button, number)
            row.addWidget(button)
        row.addStretch(1)
        return row

    @staticmethod
    def _kind_words() -> tuple[tuple[ListKind, str], ...]:
        return (
            (ListKind.DWELLINGS, text("ui.import.boligliste")),
            (ListKind.TENANTS, text("ui.import.leietakerliste")),
            (ListKind.OPEN_ITEMS, text("ui.import.apne_poster")),
        )

    @property
    def kind(self) -> ListKind:
        """Which list it is."""
        return self._kind_words()[self._kinds.checkedId()][0]

    def choose_kind(self, kind: ListKind) -> None:
        """Say which list it is."""
        numbers = [k for k, _ in self._kind_words()]
        self._kinds.button(numbers.index(kind)).setChecked(True)

    def show_faults(self, alerts: list[Alert]) -> None:
        """Show why a file could not be read; none takes the earlier ones away."""
        while (item := self._faults.takeAt(0)) is not None:
            if (widget := widget_of(item)) is not None:
                widget.deleteLater()
        for alert in alerts:
            self._faults.addWidget(alert)

    def _ask(self) -> None:
        ask_for_file(self.window(), self.chosen.emit)


def ask_for_file(
    window: QWidget, chosen: Callable[[Path], object], kind: str = "ui.import.regneark", endings: str = _ENDINGS
) -> QFileDialog:
    """Ask for a file of a kind (a catalogue code) without stopping the program."""
    dialog = QFileDialog(window, text("ui.import.velg_fil"))
    dialog.setNameFilters([f"{text(kind)} ({endings})", f"{text('ui.import.alle_filer')} (*)"])
    dialog.setFileMode(QFileDialog.FileMode.ExistingFile)
    dialog.setAttribute(Qt.WidgetAttribute.WA_DeleteOnClose)
    dialog.fileSelected.connect(lambda name: chosen(Path(name)))
    dialog.open()
    return dialog
