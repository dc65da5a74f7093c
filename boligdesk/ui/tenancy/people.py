"""Looking people and homes up for the fields of the dialogs; all of it runs in the read lane."""

from __future__ import annotations

from functools import partial

from ...casework.core.desk import Desk
from ...casework.lease_choices import UnitChoice, units_found
from ...casework.tenancy_list import TenancyQuery, tenancy_ids, tenancy_rows
from ...texts import enum_text, formats, render
from ..parts.filterbar import Choice
from ..parts.form import FormView
from ..people.finding import find_persons, person_choice
from ..shell.context import Context
from .editors import PeopleEditor

MOST = 12


def _home_label(unit: UnitChoice) -> str:
    note = render(unit.note) if unit.note else ""
    return " · ".join(part for part in (unit.place, enum_text(unit.status), note) if part)


def homes_found(desk: Desk, letters: str) -> list[Choice]:
    """The homes the letters may mean, free ones first, with their status."""
    return [Choice(unit.unit_id, _home_label(unit)) for unit in units_found(desk, letters, MOST)]


def tenancies_found(desk: Desk, letters: str) -> list[Choice]:
    """The tenancies the letters may mean, for bytte."""
    ids = tenancy_ids(desk, TenancyQuery(text=letters))[:MOST]
    rows = tenancy_rows(desk, ids)
    return [
        Choice(i, " · ".join((row.address, row.dwelling_number, "; ".join(row.tenants), formats.day(row.from_date))))
        for i in ids
        if (row := rows.get(i))
    ]


def answer_search(ctx: Context, form: FormView, key: str, letters: str) -> None:
    """Answer a person field of a form."""
    ctx.jobs.read(
        lambda: find_persons(ctx.desk, letters),
        owner=form,
        topic=f"sok {key}",
        done=lambda choices: form.offer(key, choices),
    )


def add_new_person(ctx: Context, editor: PeopleEditor) -> None:
    """Register somebody from a field of people; whoever comes out of it is picked there."""
    from ..people.new_person import new_person_dialog

    def registered(person_id: int, _name: str) -> None:
        known = partial(person_choice, ctx.desk, person_id)
        ctx.jobs.read(known, owner=editor, topic="registrert", done=editor.pick)

    new_person_dialog(ctx, name=editor.letters, done=registered)
