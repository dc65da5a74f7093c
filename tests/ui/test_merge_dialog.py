"""Two cards of one person: what is refused stands over the form, and the two are shown as they are now."""

from __future__ import annotations

from datetime import date
from pathlib import Path

import pytest

from boligdesk.casework import persons
from boligdesk.casework.person_card import person_card
from boligdesk.database.engine import Store
from boligdesk.ui.jobs import Jobs
from boligdesk.ui.people.merge_dialog import MergeDialog, merge_dialog
from tests.casework.people_world import TODAY, World, family

from .leietakere_world import Office


@pytest.fixture
def world(store: Store, monkeypatch: pytest.MonkeyPatch) -> World:
    monkeypatch.setenv("BOLIGDESK_DATO", TODAY.isoformat())
    return family(store)


@pytest.fixture
def office(world: World, jobs: Jobs, tmp_path: Path) -> Office:
    return Office(world.leader, jobs, tmp_path)


@pytest.fixture
def double(world: World) -> int:
    return persons.register(
        world.leader, persons.NewPerson(persons.PersonInput("Åpensen", "Nils P.", date(1985, 5, 5)))
    ).value


@pytest.fixture
def dialog(office: Office, world: World, double: int) -> MergeDialog:
    made = merge_dialog(office.ctx, person_card(world.leader, world.ids["father"]))
    made.choose(double, "Åpensen, Nils P.")
    office.wait()
    return made


def rename(world: World, person_id: int, first_name: str) -> None:
    card = person_card(world.leader, person_id)
    facts = persons.PersonInput("Åpensen", first_name, date(1985, 5, 5))
    persons.change_person(world.leader, person_id, card.version, facts)


def test_nothing_can_be_merged_before_the_other_is_seen(office: Office, world: World) -> None:
    dialog = merge_dialog(office.ctx, person_card(world.leader, world.ids["father"]))
    assert not dialog.save.isEnabled()
    dialog.submit()
    office.wait()
    assert dialog.preview is None and dialog.isVisible()


def test_a_refused_merge_is_told_over_the_form_and_the_two_are_shown_anew(
    office: Office, dialog: MergeDialog, world: World, double: int
) -> None:
    assert dialog.save.isEnabled() and dialog.alerts() == []
    rename(world, double, "Nils Peder")
    dialog.submit()
    office.wait()
    assert dialog.isVisible()
    assert len(dialog.alerts()) == 1
    assert "Nils Peder" in office.words()
    assert dialog.save.isEnabled()
    dialog.submit()
    office.wait()
    assert office.no_dialog()
    assert person_card(world.leader, double).id == world.ids["father"]


def test_one_who_cannot_be_merged_is_refused_at_once(office: Office, dialog: MergeDialog, world: World) -> None:
    dialog.choose(world.ids["father"], "Åpensen, Nils")
    office.wait()
    assert len(dialog.alerts()) == 1
    assert dialog.preview is None and not dialog.save.isEnabled()


def test_choosing_another_takes_away_what_was_said(
    office: Office, dialog: MergeDialog, world: World, double: int
) -> None:
    dialog.choose(world.ids["father"], "Åpensen, Nils")
    office.wait()
    dialog.choose(double, "Åpensen, Nils P.")
    office.wait()
    assert dialog.alerts() == []
    assert dialog.save.isEnabled()
