"""Choosing an office: the last one, a file, a server, a new one, or the sample office to try things in."""

from __future__ import annotations

from pathlib import Path

from PySide6.QtCore import Qt, Signal
from PySide6.QtWidgets import QFileDialog, QHBoxLayout, QLineEdit, QVBoxLayout, QWidget

from ...rules.messages import RefusedError
from ...texts import text
from ..parts.alerts import IconMark
from ..parts.buttons import Button, ghost, primary, secondary
from ..parts.cards import Card
from ..parts.dialog import DialogFrame
from ..parts.labels import Label
from ..style import tokens, type
from .busy_page import CentredColumn


class StartPage(CentredColumn):
    """Which office? Nothing is opened by itself here. `dialogs` is what its dialogs stand over: the window's work."""

    open_wanted = Signal(str)
    #: address, name
    new_wanted = Signal(str, str)
    sample_wanted = Signal()

    def __init__(self, dialogs: QWidget) -> None:
        super().__init__()
        self._dialogs = dialogs
        self.again = primary("", "database")
        self.again.clicked.connect(self._open_again)
        self._last = ""
        self.column.addWidget(IconMark("building", "text3", tokens.ICON_EMPTY))
        self.column.addWidget(Label(text("ui.start.tittel"), "h1", wrap=True))
        self.column.addWidget(Label(text("ui.start.hvorfor"), "body", "text2", wrap=True))
        self.column.addSpacing(tokens.S12)
        self.column.addWidget(self.again, 0, Qt.AlignmentFlag.AlignLeft)
        self.column.addWidget(self._ways())
        self.again.hide()

    def _ways(self) -> Card:
        card = Card()
        card.body.setSpacing(tokens.S16)
        self.file_button = secondary(text("ui.start.fil"), "folder-open")
        self.server_button = secondary(text("ui.start.server"), "server")
        self.new_button = secondary(text("ui.start.nytt"), "file-plus")
        self.sample_button = secondary(text("ui.start.eksempel"), "wand-sparkles")
        for button, why in (
            (self.file_button, text("ui.start.fil_hvorfor")),
            (self.server_button, text("ui.start.server_hvorfor")),
            (self.new_button, text("ui.start.nytt_hvorfor")),
            (self.sample_button, text("ui.start.eksempel_hvorfor")),
        ):
            card.add(_way(button, why))
        self.file_button.clicked.connect(self._choose_file)
        self.server_button.clicked.connect(self._choose_server)
        self.new_button.clicked.connect(self._choose_new)
        self.sample_button.clicked.connect(self.sample_wanted)
        return card

    def offer_again(self, target: str, shown: str, error: RefusedError | None) -> None:
        """After an office could not be opened: say why, and offer to try it again."""
        self._last = target
        self.say(error, 3)
        self.again.set_label(text("ui.start.igjen", sted=shown))
        self.again.setVisible(bool(target))

    def _open_again(self) -> None:
        self.open_wanted.emit(self._last)

    def _choose_file(self) -> None:
        dialog = QFileDialog(self, text("ui.start.fil"))
        dialog.setFileMode(QFileDialog.FileMode.ExistingFile)
        dialog.setNameFilter(text("ui.start.filter"))
        dialog.setAttribute(Qt.WidgetAttribute.WA_DeleteOnClose)
        dialog.fileSelected.connect(self.open_wanted)
        dialog.open()

    def _choose_server(self) -> None:
        dialog = ServerDialog(self._dialogs)
        dialog.given.connect(self.open_wanted)
        dialog.open(dialog.field)

    def _choose_new(self) -> None:
        dialog = NewOfficeDialog(self._dialogs)
        dialog.given.connect(self.new_wanted)
        dialog.open(dialog.name)


def _way(button: Button, why: str) -> QHBoxLayout:
    row = QHBoxLayout()
    row.setSpacing(tokens.S16)
    button.setMinimumWidth(230)
    row.addWidget(button, 0, Qt.AlignmentFlag.AlignTop)
    row.addWidget(Label(why, "label", wrap=True), 1)
    return row


def field(name: str, *, secret: bool = False, placeholder: str = "") -> QLineEdit:
    """One line to type in, with its accessible name."""
    made = QLineEdit()
    made.setFont(type.font("body"))
    made.setAccessibleName(name)
    made.setPlaceholderText(placeholder)
    if secret:
        made.setEchoMode(QLineEdit.EchoMode.Password)
    return made


def labelled(name: str, widget: QWidget, row: QHBoxLayout | None = None) -> QVBoxLayout:
    """A field under its label; `row` when something stands beside the field."""
    column = QVBoxLayout()
    column.setSpacing(tokens.S4)
    label = Label(name, "label")
    label.setBuddy(widget)
    column.addWidget(label)
    if row is None:
        column.addWidget(widget)
    else:
        column.addLayout(row)
    return column


class ServerDialog(DialogFrame):
    """The address of an office on PostgreSQL; the password in it goes to the PC's credential store."""

    given = Signal(str)

    def __init__(self, window: QWidget) -> None:
        super().__init__(window, text("ui.start.server_tittel"), text("ui.start.server_linje"), width=640)
        self.field = field(text("ui.start.adresse"), placeholder="postgresql://boligdesk@server/boligdesk")
        self.body.addLayout(labelled(text("ui.start.adresse"), self.field))
        self.body.addWidget(Label(text("ui.start.server_hjelp"), "caption", wrap=True))
        self.body.addStretch(1)
        connect = primary(text("ui.start.koble_til"), "server")
        connect.setEnabled(False)
        connect.clicked.connect(self._connect)
        self.field.textChanged.connect(lambda typed: connect.setEnabled(bool(typed.strip())))
        cancel = ghost(text("ui.felles.avbryt"))
        cancel.clicked.connect(self.leave)
        self.add_left(cancel)
        self.add_right(connect)

    def _connect(self) -> None:
        self.finish(True)
        self.given.emit(self.field.text().strip())


def _with_ending(place: str) -> str:
    """A file without an ending gets the one that opening looks for; a server's address stays."""
    return place if "://" in place or Path(place).suffix else f"{place}.boligdesk"


class NewOfficeDialog(DialogFrame):
    """Name and place of a new, empty office."""

    #: place, name
    given = Signal(str, str)

    def __init__(self, window: QWidget) -> None:
        super().__init__(window, text("ui.start.nytt_tittel"), text("ui.start.nytt_linje"), width=640)
        self.name = field(text("ui.start.navn"), placeholder=text("ui.start.navn_eksempel"))
        self.place = field(text("ui.start.sted"), placeholder=text("ui.start.sted_eksempel"))
        choose = secondary(text("ui.start.velg_sted"), "folder-open")
        choose.clicked.connect(self._choose)
        row = QHBoxLayout()
        row.addWidget(self.place, 1)
        row.addWidget(choose)
        self.body.addLayout(labelled(text("ui.start.navn"), self.name))
        self.body.addLayout(labelled(text("ui.start.sted"), self.place, row))
        self.body.addWidget(Label(text("ui.start.sted_hjelp"), "caption", wrap=True))
        self.body.addStretch(1)
        self._buttons()

    def _buttons(self) -> None:
        self.make = primary(text("ui.start.lag"), "file-plus")
        self.make.setEnabled(False)
        self.make.clicked.connect(self._make)
        for typed in (self.name, self.place):
            typed.textChanged.connect(self._ready)
        cancel = ghost(text("ui.felles.avbryt"))
        cancel.clicked.connect(self.leave)
        self.add_left(cancel)
        self.add_right(self.make)

    def _make(self) -> None:
        self.finish(True)
        self.given.emit(_with_ending(self.place.text().strip()), self.name.text().strip())

    def _ready(self) -> None:
        self.make.setEnabled(bool(self.name.text().strip() and self.place.text().strip()))

    def _choose(self) -> None:
        dialog = QFileDialog(self, text("ui.start.velg_sted"))
        dialog.setAcceptMode(QFileDialog.AcceptMode.AcceptSave)
        dialog.setNameFilter(text("ui.start.filter"))
        dialog.setDefaultSuffix("boligdesk")
        dialog.setAttribute(Qt.WidgetAttribute.WA_DeleteOnClose)
        dialog.fileSelected.connect(self.place.setText)
        dialog.open()
