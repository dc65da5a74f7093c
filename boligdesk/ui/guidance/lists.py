"""What "Lister" in the head of Veiledning offers for the whole office. To add a list: one line here."""

from __future__ import annotations

from ...rules.rights import Right
from ..arrears.head_acts import HeadAct
from ..shell.context import Context

_HERE = __package__ or ""

#: In the order in which they stand.
LISTS: tuple[HeadAct, ...] = (
    HeadAct("ui.bostotteliste.tittel", "list-checks", Right.GUIDANCE_READ, f"{_HERE}.benefit_list:benefit_list"),
)


def lists_for(ctx: Context) -> tuple[HeadAct, ...]:
    """Those that the person at the desk may see."""
    return tuple(one for one in LISTS if ctx.may(one.right))
