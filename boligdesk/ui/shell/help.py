"""Help for the place one stands in (F1): short bokmål pages from `resources/hjelp/`."""

from __future__ import annotations

from functools import cache
from pathlib import Path

from PySide6.QtCore import Qt
from PySide6.QtGui import QFont, QTextCharFormat, QTextCursor
from PySide6.QtWidgets import QHBoxLayout, QTextBrowser, QVBoxLayout, QWidget

from ...shipped import resources
from ...texts import text
from ..parts.buttons import link, primary
from ..parts.dialog import DialogFrame
from ..style import tokens, type
from ..style.tokens import theme

#: Help pages in the order in which they are listed; each is a file in `resources/hjelp/`.
TOPICS = (
    "i_dag",
    "boliger",
    "leietakere",
    "kontrakt",
    "import",
    "soknader",
    "veiledning",
    "restanser",
    "innstillinger",
    "deling",
)


@cache
def help_text(topic: str) -> str:
    """The markdown of a help page."""
    return _file(topic).read_text(encoding="utf-8")


def _file(topic: str) -> Path:
    return resources() / "hjelp" / f"{topic}.md"


def topic_title(topic: str) -> str:
    """The first heading of a page."""
    return help_text(topic).splitlines()[0].lstrip("# ").strip()


class HelpDialog(DialogFrame):
    """A page of help, and the other pages at its left."""

    def __init__(self, window: QWidget, topic: str) -> None:
        super().__init__(window, text("ui.hjelp.tittel"), width=900, height=640, scroll=False)
        self.page = QTextBrowser()
        self.page.setObjectName("hjelpeside")
        self.page.setStyleSheet("QTextEdit#hjelpeside { border-color: transparent; background: transparent; }")
        self.page.setFont(type.font("body"))
        self.page.setOpenLinks(False)
        self.page.setAccessibleName(text("ui.hjelp.tittel"))
        self.page.setTabChangesFocus(True)
        row = QHBoxLayout()
        row.setSpacing(tokens.S24)
        row.addLayout(self._topics())
        row.addWidget(self.page, 1)
        self.body.addLayout(row)
        close = primary(text("ui.felles.lukk"))
        close.clicked.connect(self.leave)
        self.add_right(close)
        self._topic = topic
        self.show_topic(topic)
        theme.changed.connect(self._show_again)

    def _topics(self) -> QVBoxLayout:
        column = QVBoxLayout()
        column.setSpacing(tokens.S4)
        for topic in TOPICS:
            button = link(topic_title(topic))
            button.clicked.connect(lambda _checked=False, topic=topic: self.show_topic(topic))
            column.addWidget(button, 0, Qt.AlignmentFlag.AlignLeft)
        column.addStretch(1)
        return column

    def _show_again(self) -> None:
        self.show_topic(self._topic)

    def show_topic(self, topic: str) -> None:
        """Show a page from its beginning."""
        self._topic = topic
        self.page.setMarkdown(help_text(topic))
        _dress(self.page)
        self.page.verticalScrollBar().setValue(0)


def _dress(page: QTextBrowser) -> None:
    """Headings of a markdown page in the look's sizes."""
    block = page.document().begin()
    while block.isValid():
        level = block.blockFormat().headingLevel()
        if level:
            cursor = page.textCursor()
            cursor.setPosition(block.position())
            cursor.movePosition(cursor.MoveOperation.EndOfBlock, cursor.MoveMode.KeepAnchor)
            shape = QTextCharFormat()
            shape.setFont(QFont(type.font("h2" if level == 1 else "h4")))
            cursor.setCharFormat(shape)
            _give_room(cursor, tokens.S16 if level > 1 else 0)
        else:
            _give_room(QTextCursor(block), tokens.S4)
        block = block.next()


def _give_room(cursor: QTextCursor, above: int) -> None:
    shape = cursor.blockFormat()
    shape.setTopMargin(above)
    shape.setBottomMargin(tokens.S4)
    cursor.setBlockFormat(shape)


def open_help(window: QWidget, topic: str) -> HelpDialog:
    """Open the help of a place; one without a page of its own shows that of Boliger."""
    dialog = HelpDialog(window, topic if topic in TOPICS else TOPICS[0])
    dialog.open(dialog.page)
    return dialog
