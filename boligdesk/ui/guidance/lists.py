"""What "Lister" in the head of Veiledning offers for the whole office. To add a list: one line here."""

from __future__ import annotations

from dataclasses import dataclass
from importlib import import_module

from ...rules.rights import Right
from ..shell.context import Context


@dataclass(frozen=True)
class GuidanceList:
    """A list: `label` is a catalogue code, `right` is needed to see it, `where` is "module:function" of this package;
    the module is loaded when it is asked for.
    """

    label: str
    icon: str
    right: Right
    where: str

    def open(self, ctx: Context) -> None:
        """Load the module and open the list."""
        module, _, name = self.where.partition(":")
        getattr(import_module(module, __package__), name)(ctx)


#: In the order in which they stand.
LISTS: tuple[GuidanceList, ...] = (
    GuidanceList("ui.bostotteliste.tittel", "list-checks", Right.GUIDANCE_READ, ".benefit_list:benefit_list"),
    GuidanceList("ui.startlan.utlop", "calendar-clock", Right.GUIDANCE_READ, ".loan_expiring:expiring_list"),
    GuidanceList("ui.planliste.tittel", "clipboard-list", Right.GUIDANCE_READ, ".lists_plans:reviews_list"),
    GuidanceList("ui.utfall.tittel", "door-open", Right.GUIDANCE_READ, ".lists_left:left_list"),
)


def lists_for(ctx: Context) -> tuple[GuidanceList, ...]:
    """Those that the person at the desk may see."""
    return tuple(one for one in LISTS if ctx.may(one.right))
