"""The screens of the tab Leietakere: persons, their tenancies, and the dialogs that are opened from both."""

from __future__ import annotations

from functools import partial

from ..rules.vocabulary import Role
from ..texts import text
from .pages.leietakere import LeietakerePage
from .people.record import DOCUMENTS, HISTORY, OVERVIEW, TENANCIES
from .shots_stage import Screen, Stage, StageError

_RUNNING, _NOTICE, _ENDED = "running", "notice_given", "ended"


def leietakere(stage: Stage) -> LeietakerePage:
    """The tab Leietakere with its first person, unfiltered."""
    page = stage.page("leietakere")
    if not isinstance(page, LeietakerePage):
        raise StageError("the tab Leietakere shows something else")
    return page


def tenancy_in(stage: Stage, state: str = _RUNNING, tenants: int = 2) -> tuple[int, int]:
    """A tenancy of a state, with so many tenants if there is one: its id, and the first tenant's."""
    from ..casework.tenancy_card import tenancy_card
    from ..casework.tenancy_list import TenancyQuery, TenancyState, tenancy_ids, tenancy_rows

    desk = stage.ctx.desk

    def question() -> tuple[int, int]:
        ids = tenancy_ids(desk, TenancyQuery(states=frozenset({TenancyState(state)}), descending=True))
        rows = tenancy_rows(desk, ids)
        chosen = next((i for i in ids if len(rows[i].tenants) == tenants), ids[0])
        return chosen, tenancy_card(desk, chosen).tenants[0].person_id

    return stage.ask(question)


def person(stage: Stage, tab: str = OVERVIEW) -> LeietakerePage:
    """Somebody who rents with another, on a tab of the card."""
    _tenancy, person_id = tenancy_in(stage)
    page = leietakere(stage)
    page.open_record("person", person_id)
    stage.settle()
    page.record.tabs.choose(tab)
    page.list.table.setFocus()
    stage.settle()
    return page


def tenancy(stage: Stage, state: str = _RUNNING, tab: str = "oversikt") -> LeietakerePage:
    """A tenancy of a state, on a tab of its record."""
    found, _person = tenancy_in(stage, state)
    page = leietakere(stage)
    page.open_record("tenancy", found)
    stage.settle()
    page.side.tenancy.tabs.choose(tab)
    stage.settle()
    return page


def _act_of_person(stage: Stage, code: str) -> None:
    person(stage)
    stage.press(text(code))
    if stage.dialog is None:
        raise StageError(f"{code} opened nothing")


def _act_of_tenancy(stage: Stage, code: str, state: str = _RUNNING) -> None:
    tenancy(stage, state)
    stage.press(text(code))
    if stage.dialog is None:
        raise StageError(f"{code} opened nothing")


def _as_counter(stage: Stage) -> None:
    leietakere(stage)
    stage.window.entrance.enter_as(Role.COUNTER)
    stage.settle()
    leietakere(stage)


_ACTS_OF_PERSON = {
    "rediger": "ui.person.endre",
    "nummer": "ui.kontakt.nytt_nummer",
    "representant": "ui.kontakt.ny_representant",
    "skjerm": "ui.vern.sett",
    "sla-sammen": "ui.sammen.meny",
    "dodsfall": "ui.dod.meny",
}
_ACTS_OF_TENANCY = {
    "endre": ("ui.kontrakt.gjor_endring", _RUNNING),
    "avslutt": ("ui.kontrakt.gjor_slutt", _RUNNING),
    "signering": ("ui.kontrakt.gjor_signering", _RUNNING),
    "utflytting": ("ui.kontrakt.gjor_utflytting", _NOTICE),
    "trekk": ("ui.kontrakt.gjor_trekk", _NOTICE),
    "protokoll": ("ui.kontrakt.protokoll_inn", _RUNNING),
    "papirer": ("ui.kontrakt.papirene", _RUNNING),
    "oppgjor": ("ui.kontrakt.gjor_oppgjor", _ENDED),
}

PEOPLE = (
    Screen("leietakere", person),
    Screen("leietakere-leieforhold", partial(person, tab=TENANCIES)),
    Screen("leietakere-dokumenter", partial(person, tab=DOCUMENTS)),
    Screen("leietakere-historikk", partial(person, tab=HISTORY)),
    Screen("leietakere-skranke", _as_counter),
    Screen("leietakere-ny", lambda stage: leietakere(stage).new_record("Risten Balto")),
    *(Screen(f"leietakere-{name}", partial(_act_of_person, code=code)) for name, code in _ACTS_OF_PERSON.items()),
    Screen("leieforhold", tenancy),
    Screen("leieforhold-oppsagt", partial(tenancy, state=_NOTICE)),
    Screen("leieforhold-avsluttet", partial(tenancy, state=_ENDED)),
    Screen("leieforhold-dokumenter", partial(tenancy, tab="dokumenter")),
    Screen("leieforhold-historikk", partial(tenancy, tab="historikk")),
    *(
        Screen(f"leieforhold-{name}", partial(_act_of_tenancy, code=code, state=state))
        for name, (code, state) in _ACTS_OF_TENANCY.items()
    ),
)
