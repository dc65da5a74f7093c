"""What can be done with the person on the screen: every card and menu asks here, and a dialog opens."""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import dataclass

from PySide6.QtCore import QObject

from ...casework.person_card import PersonCard
from ...casework.tasks import TaskRow, finish_task
from ...rules.messages import msg
from ...rules.rights import Right
from ...texts import text
from ..parts.buttons import Button, add_act, icon_button, new_menu
from ..shell.context import Context


@dataclass(frozen=True)
class PersonActs:
    """The acts on one person. `owner` is the view that starts them; what the desk has no right to is not offered."""

    ctx: Context
    owner: QObject
    card: PersonCard

    def may(self, right: Right) -> bool:
        """Whether the desk has a right."""
        return self.ctx.may(right)

    @property
    def may_write(self) -> bool:
        """Whether the person may be changed."""
        return self.may(Right.PERSON_WRITE)

    def open(self, kind: str, record_id: int) -> None:
        """Go to another record."""
        self.ctx.window.open_record(kind, record_id)

    def finish(self, row: TaskRow) -> None:
        """A task is done; Angre opens it again."""
        self.ctx.write(
            lambda: finish_task(self.ctx.desk, row.id, row.version),
            owner=self.owner,
            name=msg("ui.oppgave.lagrer"),
            said=text("ui.oppgave.er_gjort", tittel=row.title or text("ui.oppgave.oppgaven")),
            undo=True,
        )


def row_menu(name: str) -> tuple[Button, RowMenu]:
    """The three dots at the end of a line, named after what the line is about; add acts to the second."""
    button = icon_button("ellipsis", name, bare=True, small=True)
    menu = RowMenu(button)
    return button, menu


class RowMenu:
    """The acts of one line of a card."""

    def __init__(self, button: Button) -> None:
        self.menu = new_menu(button)
        button.setMenu(self.menu)

    def add(self, label: str, act: Callable[[], object], icon: str | None = None) -> None:
        """Add an act."""
        add_act(self.menu, label, act, icon)
