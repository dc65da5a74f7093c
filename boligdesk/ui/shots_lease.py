"""The screens of the import, and of a new lease step by step, with what stops it and what asks for a reason."""

from __future__ import annotations

from functools import partial

from ..rules.terms import SecurityKind
from ..rules.vocabulary import Status
from ..shipped import resources
from .importing.dialog import ImportDialog
from .parts.dialog import DialogFrame
from .shots_offices import EMPTY
from .shots_stage import Screen, Stage, StageError, fill
from .tenancy.new_lease import NewLeaseDialog

#: The lists that come with the program, to try things with.
HOMES, TENANTS = (resources() / "eksempel" / name for name in ("boligliste.xlsx", "leietakere.xlsx"))


# -- the import ---------------------------------------------------------------------------------


def importing(stage: Stage) -> ImportDialog:
    """The import, before a file is chosen."""
    stage.page("boliger")
    dialog = ImportDialog(stage.ctx)
    dialog.open()
    stage.settle()
    return dialog


def _rows(stage: Stage) -> ImportDialog:
    dialog = importing(stage)
    dialog.read(HOMES)
    stage.settle()
    return dialog


def _ahead(stage: Stage) -> ImportDialog:
    dialog = _rows(stage)
    dialog.leave_wrong.click()
    stage.settle()
    dialog.forward.click()
    stage.settle()
    return dialog


def _refused(stage: Stage) -> None:
    dialog = importing(stage)
    dialog.read(resources() / "eksempel" / "finnes-ikke.xlsx")


# -- a new lease --------------------------------------------------------------------------------


def new_lease(stage: Stage, step: int = 0) -> NewLeaseDialog:
    """A new lease of a free home for one of the office's people, gone through to a step (0–4)."""
    from ..casework.person_list import PersonQuery, PersonSegment, person_ids
    from ..casework.stock import dwelling_card
    from ..casework.stock_list import DwellingQuery, DwellingSort, dwelling_ids

    desk = stage.ctx.desk
    page = stage.page("boliger")

    def question() -> tuple[int, int]:
        large_first = DwellingQuery(statuses=frozenset({Status.VACANT}), sort=DwellingSort.ROOMS, descending=True)
        people = person_ids(desk, PersonQuery(segment=PersonSegment.FORMER))
        homes = (dwelling_card(desk, dwelling_id) for dwelling_id in dwelling_ids(desk, large_first))
        whole = next(home for home in homes if len(home.units) == 1)
        return whole.units[0].id, people[0]

    unit_id, person_id = stage.ask(question)
    dialog = NewLeaseDialog(stage.ctx, unit_id, (person_id,))
    dialog.begin()
    stage.settle()
    for _step in range(step):
        go_on(stage, dialog)
    if dialog.step != step or not page.isVisible():
        raise StageError(f"the lease stays on step {dialog.step}")
    return dialog


def go_on(stage: Stage, dialog: NewLeaseDialog) -> None:
    """Neste."""
    dialog.go_on()
    stage.settle()


def _too_large_deposit(stage: Stage) -> None:
    form = new_lease(stage, 2).forms[2]
    form.set_values({"security_kind": SecurityKind.DEPOSIT})
    fill(form, "deposit_ore", "90 000")


def _short_term(stage: Stage) -> None:
    dialog = new_lease(stage, 1)
    fill(dialog.forms[1], "fixed_until", "31.12.2027")


def _higher_rent(stage: Stage) -> None:
    dialog = new_lease(stage, 2)
    fill(dialog.forms[2], "rent_ore", "11 500")


def _new_person(stage: Stage) -> DialogFrame:
    from .people.new_person import new_person_dialog

    new_lease(stage)
    return new_person_dialog(stage.ctx, name="Risten Balto", done=lambda _id, _name: None)


LEASE = (
    Screen("import-1-fil", importing),
    Screen("import-1-avvist", _refused),
    Screen("import-2-rader", _rows, EMPTY),
    Screen("import-3-endringer", _ahead, EMPTY),
    *(Screen(f"ny-kontrakt-{step + 1}", partial(new_lease, step=step)) for step in range(5)),
    Screen("ny-kontrakt-stopp", _too_large_deposit),
    Screen("ny-kontrakt-stopp-varighet", _short_term),
    Screen("ny-kontrakt-begrunnelse", _higher_rent),
    Screen("ny-kontrakt-ny-person", _new_person),
)
