"""What the bar under a record offers: the shown tab's acts first, then those of the record."""

from __future__ import annotations

from collections.abc import Callable, Iterable
from dataclasses import dataclass

from ..parts.buttons import ButtonKind
from ..parts.cards import ActionBar

#: So many buttons beside "Mer" and printing.
_MOST_LEFT = 3


@dataclass(frozen=True)
class BarAct:
    """An act of the bar. `label` is shown as it stands; `why` disables the primary and stands beside it."""

    label: str
    act: Callable[[], object]
    icon: str
    primary: bool = False
    right: bool = False
    more: bool = False
    why: str = ""


def fill_bar(bar: ActionBar, own: Iterable[BarAct], common: Iterable[BarAct]) -> None:
    """Show the acts anew; one that the tab has itself is not told twice, and what has no room goes to "Mer"."""
    bar.clear()
    own = list(own)
    labels = {act.label for act in own}
    offered = [*own, *(act for act in common if act.label not in labels)]
    left = [act for act in offered if not act.right and not act.more]
    for act in left[:_MOST_LEFT]:
        _offer(bar, act, primary=act is left[0] and act.primary)
    for act in offered:
        if act.right:
            _offer(bar, act, primary=False)
    for act in [*left[_MOST_LEFT:], *(act for act in offered if act.more)]:
        bar.add_more(act.label, act.act, act.icon)
    if left and left[0].why:
        bar.set_reason(left[0].why)


def _offer(bar: ActionBar, act: BarAct, *, primary: bool) -> None:
    kind = ButtonKind.PRIMARY if primary else ButtonKind.SECONDARY
    bar.add(act.label, act.act, act.icon, kind=kind, right=act.right)
