"""Which pages there are, in the order of the day, and which records each shows.

Keys belong to names (Ctrl+1 I dag … Ctrl+9 Møter, Ctrl+0 Rapporter): a tab that is not built is not shown,
and the others keep their keys. A page's module is loaded when its tab is first opened.
"""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import dataclass
from importlib import import_module
from typing import TYPE_CHECKING, cast

from ...rules.rights import Right

if TYPE_CHECKING:
    from ...casework.core.desk import Desk
    from .context import Context
    from .page import Page


@dataclass(frozen=True)
class PageSpec:
    """A tab: `title` is a catalogue code, `kinds` are the records (tables) it opens.

    `waiting` ("module:function" of the desk) counts the work that waits there, for those with `waiting_right`.
    """

    key: str
    title: str
    keys: str
    where: str
    kinds: frozenset[str] = frozenset()
    waiting: str = ""
    waiting_right: Right = Right.OPEN

    def count(self, desk: Desk) -> int:
        """How much work waits there, before the tab was ever opened. Runs in the read lane."""
        module, _, name = self.waiting.partition(":")
        return cast("Callable[[Desk], int]", getattr(import_module(module, __package__), name))(desk)

    def make(self, ctx: Context) -> Page:
        """Load the page's module and make the page."""
        module, _, name = self.where.partition(":")
        page = cast("Callable[[Context], Page]", getattr(import_module(module, __package__), name))
        return page(ctx)


PAGES = (
    PageSpec("i_dag", "ui.side.i_dag", "Ctrl+1", "..pages.i_dag:IDagPage"),
    PageSpec(
        "boliger",
        "ui.side.boliger",
        "Ctrl+2",
        "..pages.boliger:BoligerPage",
        frozenset({"dwelling", "building"}),
    ),
    PageSpec(
        "leietakere",
        "ui.side.leietakere",
        "Ctrl+3",
        "..pages.leietakere:LeietakerePage",
        frozenset({"person", "tenancy"}),
    ),
    PageSpec(
        "soknader",
        "ui.side.soknader",
        "Ctrl+4",
        "..pages.soknader:SoknaderPage",
        frozenset({"application"}),
    ),
    PageSpec(
        "veiledning",
        "ui.side.veiledning",
        "Ctrl+5",
        "..pages.veiledning:VeiledningPage",
        frozenset({"guidance", "career_plan"}),
    ),
    PageSpec(
        "restanser",
        "ui.side.restanser",
        "Ctrl+6",
        "..pages.restanser:RestanserPage",
        frozenset({"rent_account"}),
        "...casework.arrears_list:arrears_count",
        Right.LEDGER_READ,
    ),
)


def page_for(kind: str) -> PageSpec | None:
    """The page that shows records of a kind, None when no built page does."""
    return next((spec for spec in PAGES if kind in spec.kinds), None)
