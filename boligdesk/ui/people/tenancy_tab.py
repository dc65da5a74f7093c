"""The tab Leieforhold: all tenancies of the person, and the one the user stands on with its own acts."""

from __future__ import annotations

from PySide6.QtWidgets import QVBoxLayout, QWidget

from ..parts.recordpage import Place, Placed
from ..shell.context import Context
from .acts import PersonActs
from .tenancy_card import TenanciesCard


class TenancyTab:
    """Holds the table of tenancies and the record of the chosen one."""

    def __init__(self, ctx: Context) -> None:
        self.ctx = ctx
        self.table = TenanciesCard(ctx.settings)
        self._holder = QWidget()
        self._inside = QVBoxLayout(self._holder)
        self._inside.setContentsMargins(0, 0, 0, 0)
        self.table.chosen.connect(self._show)
        self._shown: int | None = None

    def placed(self) -> list[Placed]:
        """The cards of the tab."""
        return [Placed(self.table, Place.WIDE), Placed(self._holder, Place.WIDE)]

    def show_person(self, do: PersonActs) -> None:
        """Show the tenancies of a person."""
        self.table.show_person(do)

    def choose(self, tenancy_id: int) -> None:
        """Stand on a tenancy."""
        if self.table.table is not None:
            self.table.table.choose(tenancy_id)

    def reload(self) -> None:
        """Read the shown tenancy anew."""

    def change(self) -> None:
        """Go to the changes of the shown tenancy."""

    def _show(self, tenancy_id: int) -> None:
        self._shown = tenancy_id
