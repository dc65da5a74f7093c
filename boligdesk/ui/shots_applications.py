"""The screens of the tab Søknader: the record on its tabs, and the dialogs that are opened from it."""

from __future__ import annotations

from functools import partial

from ..rules.application_words import ApplicationKind
from ..rules.application_words import Stage as AtStage
from ..texts import text
from .applications.tabs import COMPLAINTS, DECISIONS, DOCUMENTS, FORM, HISTORY
from .pages.soknader import SoknaderPage
from .shots_stage import Screen, Stage, StageError

#: Their places among those being assessed: one has its vedtak begun, one is ready, one has five of seven answers.
DRAFTED, READY, PARTLY = 1, 3, 2


def soknader(stage: Stage) -> SoknaderPage:
    """The tab Søknader, unfiltered."""
    page = stage.page("soknader")
    if not isinstance(page, SoknaderPage):
        raise StageError("the tab Søknader shows something else")
    return page


def case(
    stage: Stage,
    at: AtStage | None = None,
    kind: ApplicationKind = ApplicationKind.NEW,
    place: int = 0,
    tab: str = FORM,
) -> SoknaderPage:
    """The application that came so many places after the first of its stage and kind, on a tab of its record."""
    from ..casework.application_list import ApplicationQuery, ApplicationSort, application_ids

    desk = stage.ctx.desk
    asked = ApplicationQuery(stage=at, kind=kind, sort=ApplicationSort.RECEIVED)
    found = stage.ask(lambda: application_ids(desk, asked))
    if len(found) <= place:
        raise StageError(f"there are only {len(found)} such applications")
    page = soknader(stage)
    page.open_record("application", found[place])
    stage.settle()
    page.record.tabs.choose(tab)
    page.list.table.setFocus()
    stage.settle()
    return page


def application(stage: Stage, tab: str = FORM) -> SoknaderPage:
    """An application with children and papers, partly assessed, on a tab of its record."""
    return case(stage, AtStage.ASSESSING, place=PARTLY, tab=tab)


def _act(stage: Stage, code: str, tab: str = FORM) -> None:
    application(stage, tab)
    stage.press(text(code))
    stage.settle()
    if stage.dialog is None:
        raise StageError(f"{code} opened nothing")


_ACTS = {
    "rediger": "ui.soknader.endre",
    "husstand": "ui.soknader.endre_husstand",
    "behov": "ui.soknader.endre_behov",
    "bistand": "ui.soknader.bistand_tittel",
    "vedlegg": "ui.soknader.be_om_vedlegg",
    "forelopig": "ui.soknader.forelopig",
    "gi-til": "ui.soknader.gi_til",
    "akutt": "ui.akutt.spor",
    "krav": "ui.krav.tittel",
    "avslutt": "ui.soknader.avslutt",
}

APPLICATIONS = (
    Screen("soknader", application),
    Screen("soknader-dokumenter", partial(application, tab=DOCUMENTS)),
    Screen("soknader-vedtak", partial(application, tab=DECISIONS)),
    Screen("soknader-vedtak-nytt", partial(_act, code="ui.vedtak.nytt", tab=DECISIONS)),
    Screen("soknader-klage", partial(application, tab=COMPLAINTS)),
    Screen("soknader-historikk", partial(application, tab=HISTORY)),
    Screen("soknader-ny", lambda stage: soknader(stage).new_record()),
    Screen("soknader-forlengelse", lambda stage: soknader(stage).renewal_rounds()),
    *(Screen(f"soknader-{name}", partial(_act, code=code)) for name, code in _ACTS.items()),
)
