"""The screens of applications that have come further: assessed, proposed, decided, complained of, acute."""

from __future__ import annotations

from functools import partial

from ..rules.application_words import ApplicationKind, Stage
from .applications.tabs import ASSESSMENT, COMPLAINTS, DECISIONS
from .shots_applications import DRAFTED, PARTLY, READY, case
from .shots_stage import Screen

CASES = (
    Screen("soknader-vurdering", partial(case, at=Stage.ASSESSING, place=PARTLY, tab=ASSESSMENT)),
    Screen("soknader-vurdering-klar", partial(case, at=Stage.ASSESSING, place=READY, tab=ASSESSMENT)),
    Screen("soknader-vedtak-utkast", partial(case, at=Stage.ASSESSING, place=DRAFTED, tab=DECISIONS)),
    Screen("soknader-vedtak-forslag", partial(case, at=Stage.PROPOSED, tab=DECISIONS)),
    Screen("soknader-vedtak-gjort", partial(case, at=Stage.WAITING, tab=DECISIONS)),
    Screen("soknader-klage-lopende", partial(case, at=Stage.REFUSED, tab=COMPLAINTS)),
    Screen("soknader-botilbud", partial(case, kind=ApplicationKind.ACUTE)),
)
