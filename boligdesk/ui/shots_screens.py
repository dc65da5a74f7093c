"""Every screen of the program: its name, the office it is seen in, and how the real window comes to show it."""

from __future__ import annotations

from dataclasses import replace
from functools import partial

from ..rules.vocabulary import Role, Status
from ..texts import text
from .pages.boliger import BoligerPage
from .parts.conflict import ConflictDialog
from .parts.form import FormView
from .settings.dialog import SECTIONS, SettingsDialog
from .settings.letter_editor import LetterEditor
from .settings.letters import LettersSection
from .shell.search_box import SearchBox
from .shots_applications import APPLICATIONS
from .shots_arrears import ARREARS
from .shots_cases import CASES
from .shots_guidance import GUIDANCE
from .shots_lease import LEASE
from .shots_offices import EMPTY, LOGIN
from .shots_people import PEOPLE
from .shots_rents import RENTS
from .shots_stage import Screen, Stage, StageError, fill
from .shots_today import TODAY
from .shots_use import USE
from .shots_waiting import WAITING_LIST
from .stock.record import DOCUMENTS, HISTORY, OVERVIEW, TENANCIES

# -- Boliger ------------------------------------------------------------------------------------


def boliger(stage: Stage) -> BoligerPage:
    """The tab Boliger with its first record, unfiltered."""
    page = stage.page("boliger")
    if not isinstance(page, BoligerPage):
        raise StageError("the tab Boliger shows something else")
    return page


def dwelling(stage: Stage, status: Status = Status.LET, tab: str = OVERVIEW) -> BoligerPage:
    """A dwelling of a status, on one of its tabs; in a let one the tenancy is of today."""
    from ..casework.stock_list import DwellingQuery, dwelling_ids

    desk = stage.ctx.desk
    found = stage.ask(lambda: dwelling_ids(desk, DwellingQuery(statuses=frozenset({status}))))
    if not found:
        raise StageError(f"no dwelling is {status.value}")
    page = boliger(stage)
    page.open_record("dwelling", found[len(found) // 3])
    stage.settle()
    page.record.tabs.choose(tab)
    page.list.table.setFocus()
    stage.settle()
    return page


def _filtered(stage: Stage) -> None:
    page = boliger(stage)
    page.list.bar.field.setText("kvernmo")
    stage.settle()


def _nothing_found(stage: Stage) -> None:
    page = boliger(stage)
    page.list.bar.field.setText("87/654")
    stage.settle()


def act_of_dwelling(stage: Stage, code: str, status: Status = Status.LET) -> None:
    """A dialog that is opened from a dwelling's bar, its "Mer" or its three dots."""
    dwelling(stage, status)
    stage.press(text(code))
    if stage.dialog is None:
        raise StageError(f"{code} opened nothing")


_ACTS_OF_DWELLING = {
    "rediger-bolig": "ui.bolig.rediger_bolig_meny",
    "rediger-bygning": "ui.bolig.rediger_bygning_meny",
    "utga": "ui.bolig.utga_meny",
    "tilstand": "ui.bolig.sett_tilstand_meny",
    "husleie": "ui.bolig.sett_leie_meny",
    "tillegg": "ui.bolig.tillegg_meny",
    "nokler": "ui.bolig.nokler_meny",
    "malere": "ui.bolig.malere_meny",
    "oppgaver": "ui.bolig.oppgaver_meny",
}

_BOLIGER = (
    Screen("boliger", dwelling),
    Screen("boliger-ledig", partial(dwelling, status=Status.VACANT)),
    Screen("boliger-leieforhold", partial(dwelling, tab=TENANCIES)),
    Screen("boliger-dokumenter", partial(dwelling, tab=DOCUMENTS)),
    Screen("boliger-historikk", partial(dwelling, tab=HISTORY)),
    Screen("boliger-filtrert", _filtered),
    Screen("boliger-ingen-treff", _nothing_found),
    *(Screen(f"boliger-{name}", partial(act_of_dwelling, code=code)) for name, code in _ACTS_OF_DWELLING.items()),
    Screen("boliger-ny", lambda stage: boliger(stage).new_record("Fjordgata 41")),
    Screen("boliger-tomt", boliger, EMPTY),
)


# -- around the pages ---------------------------------------------------------------------------


def _searching(stage: Stage, typed: str = "") -> None:
    boliger(stage)
    stage.window.tools.search()
    stage.part(SearchBox).field.setText(typed)


def _counter(stage: Stage) -> None:
    """As one at the counter sees it, who may not see protected persons."""
    boliger(stage)
    stage.window.entrance.enter_as(Role.COUNTER)
    stage.settle()


def _menu(stage: Stage) -> None:
    boliger(stage)
    stage.window.band.user.click()


def _shield(stage: Stage) -> None:
    boliger(stage)
    stage.window.toggle_shield()


def _start_page(stage: Stage) -> None:
    stage.window.stand_up(stage.window.entrance.choose)


def _settings(stage: Stage, section: str) -> SettingsDialog:
    boliger(stage)
    stage.window.tools.settings(section)
    stage.settle()
    return stage.part(SettingsDialog)


def _letter(stage: Stage) -> None:
    section = _settings(stage, LettersSection.key).sections[LettersSection.key]
    if isinstance(section, LettersSection):
        section.open_chosen()
    stage.settle()
    stage.part(LetterEditor)


def _of_settings(stage: Stage, section: str, code: str) -> None:
    _settings(stage, section)
    stage.press(text(code))


def _conflict(stage: Stage) -> None:
    """A colleague saves the home one is editing."""
    from ..casework import start, stock_edit

    page = dwelling(stage)
    dwelling_id, desk = page.record.dwelling_id or 0, stage.ctx.desk
    stage.press(text("ui.bolig.rediger_bolig_meny"))
    form = stage.part(FormView)
    before = stage.ask(lambda: stock_edit.dwelling_form(desk, dwelling_id))
    theirs = replace(before.values, rooms=4, storage_room="Bod 31, nøkkel hos vaktmester")
    other = stage.ask(lambda: start.enter_without_login(desk.store, Role.CASEWORKER))
    stage.ask(lambda: stock_edit.change_dwelling(other, dwelling_id, before.version, theirs))
    for key, typed in (("rooms", "5"), ("storage_room", "Bod 12 i kjelleren")):
        fill(form, key, typed)
    stage.press(text("ui.felles.lagre"))
    stage.part(ConflictDialog)


_AROUND = (
    Screen("sok", _searching),
    Screen("sok-treff", partial(_searching, typed="kvernmo")),
    Screen("sok-ingen-treff", partial(_searching, typed="Kvernmo Guttorm Tesfay")),
    Screen("skjermvern", _shield),
    Screen("hjelp", lambda stage: (boliger(stage), stage.window.tools.help())),
    Screen("soknader-tomt", lambda stage: stage.page("soknader"), EMPTY),
    Screen("restanser-tomt", lambda stage: stage.page("restanser"), EMPTY),
    Screen("konflikt", _conflict),
    *(Screen(f"innstillinger-{kind.key}", partial(_settings, section=kind.key)) for kind in SECTIONS),
    Screen("innstillinger-brev-rediger", _letter),
    Screen("leietakere-tomt", lambda stage: stage.page("leietakere"), EMPTY),
    Screen("meny", _menu),
    Screen("skranke", _counter),
    Screen("start", _start_page),
    Screen("innlogging", lambda stage: stage.settle(), LOGIN),
)

SCREENS: tuple[Screen, ...] = (
    *(*TODAY, *_BOLIGER, *PEOPLE, *APPLICATIONS, *CASES),
    *(*WAITING_LIST, *LEASE, *ARREARS, *RENTS, *USE, *GUIDANCE, *_AROUND),
)
