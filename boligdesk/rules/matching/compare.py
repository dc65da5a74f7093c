"""A home and a household held together: quickly for a whole list, with every reason for the one that is opened."""

from __future__ import annotations

from .holds import HOLDS
from .sides import Home, Seeker
from .size import SIZE
from .wishes import WISHES
from .words import Binding, Criterion, Finding, Fit, Lamp, Match

#: In the order in which they are shown.
CRITERIA: tuple[Criterion, ...] = (*SIZE, *WISHES, *HOLDS)

_MUST = tuple(c.light for c in CRITERIA if c.binding is Binding.MUST)
_MENDABLE = tuple(c.light for c in CRITERIA if c.binding is Binding.MENDABLE)


def fit_of(home: Home, seeker: Seeker) -> Fit:
    """How they go together, without the reasons: wishes are never asked, the first red demand ends it."""
    fit = Fit.YES
    for ask in _MUST:
        light = ask(home, seeker)
        if light is Lamp.RED:
            return Fit.NO
        if light is Lamp.AMBER:
            fit = Fit.ALMOST
    if fit is Fit.YES and any(ask(home, seeker) is Lamp.RED for ask in _MENDABLE):
        return Fit.ALMOST
    return fit


def match(home: Home, seeker: Seeker) -> Match:
    """The whole comparison, each criterion with its fact, where it stands and what would have to change."""
    found = tuple(
        _finding(criterion, home, seeker, light)
        for criterion in CRITERIA
        if (light := criterion.light(home, seeker)) is not Lamp.NOT_ASKED
    )
    return Match(fit_of(home, seeker), found)


def _finding(criterion: Criterion, home: Home, seeker: Seeker, light: Lamp) -> Finding:
    told = criterion.tell(home, seeker, light)
    return Finding(criterion.key, light, criterion.binding, told.fact, criterion.where, told.change)
