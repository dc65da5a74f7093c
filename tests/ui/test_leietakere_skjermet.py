"""One parent protected, the other not: nothing of the protected one is anywhere in a window without the right (P30)."""

from __future__ import annotations

from pathlib import Path

import pytest

from boligdesk.casework.person_card import person_card
from boligdesk.casework.persons import PersonInput, change_person
from boligdesk.database.engine import Store
from boligdesk.rules.vocabulary import Role
from boligdesk.ui.drafts import Draft
from boligdesk.ui.jobs import Jobs
from boligdesk.ui.people.edit_person import edit_person_dialog
from boligdesk.ui.people.merge_dialog import merge_dialog
from tests.casework.people_world import SENTINELS, TODAY, World, family

from .leietakere_world import Office

WITHOUT = [Role.FOLLOW_UP, Role.COUNTER, Role.READER]
TABS = ("oversikt", "leieforhold", "dokumenter", "historikk")


@pytest.fixture(autouse=True)
def _day(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setenv("BOLIGDESK_DATO", TODAY.isoformat())


@pytest.fixture
def world(store: Store) -> World:
    return family(store)


def _told(words: str) -> list[str]:
    closed_up = words.replace("\u00a0", "")
    return [sentinel for sentinel in SENTINELS if sentinel in words or sentinel in closed_up]


def test_the_leader_sees_her_so_the_words_are_looked_for_in_the_right_place(
    world: World, jobs: Jobs, tmp_path: Path
) -> None:
    office = Office(world.leader, jobs, tmp_path)
    office.open(world.ids["mother"])
    assert {"Hemmeligsen", "2025-9999", "41223344"} <= set(_told(office.words()))


@pytest.mark.parametrize("role", WITHOUT)
def test_list_search_and_every_tab_of_the_others_say_nothing(
    world: World, jobs: Jobs, tmp_path: Path, role: Role
) -> None:
    office = Office(world.desk(role), jobs, tmp_path)
    office.all_persons()
    assert _told(office.words()) == []
    for typed in ("Hemmelig", "Anna", "Skjulveien", "41223344", "14.03.1988"):
        assert office.filter(typed) == []
        assert _told(office.words().replace(typed, "")) == []
    office.page.list.bar.clear()
    for who in ("father", "child"):
        office.open(world.ids[who])
        for tab in TABS:
            if tab in office.page.record.tabs.keys():  # noqa: SIM118
                office.page.record.tabs.choose(tab)
                assert _told(office.words()) == [], (who, tab)


@pytest.mark.parametrize("role", WITHOUT)
def test_her_id_her_tenancy_and_her_draft_lead_to_nobody(world: World, jobs: Jobs, tmp_path: Path, role: Role) -> None:
    office = Office(world.desk(role), jobs, tmp_path)
    office.open(world.ids["father"])
    office.open(world.ids["mother"])
    assert office.page.record.card is None
    assert _told(office.words()) == []
    office.page.open_record("tenancy", world.ids["hers_tenancy"])
    assert _told(office.words()) == []
    for form in ("leietakere.person", "leietakere.kontaktlogg"):
        kept = Draft(form, str(world.ids["mother"]), 1, "Rediger person", office.ctx.desk.now, {})
        office.page.open_draft(kept)
        assert _told(office.words()) == []


def test_who_is_shown_and_then_protected_goes_from_the_screen(world: World, jobs: Jobs, tmp_path: Path) -> None:
    from boligdesk.casework.persons import set_protection
    from boligdesk.rules.vocabulary import Protection

    office = Office(world.desk(Role.COUNTER), jobs, tmp_path)
    office.all_persons()
    office.open(world.ids["father"])
    assert "Åpensen, Nils" in office.words()
    card = person_card(world.leader, world.ids["father"])
    done = set_protection(world.leader, card.id, card.version, Protection.STRICT, "kode 6")
    office.ctx.hub.announce(done.changes)
    office.wait()
    words = office.words()
    assert "Nils" not in words
    assert "400\u00a000\u00a0022" not in words


def test_the_conflict_box_and_merging_name_her_to_nobody(world: World, jobs: Jobs, tmp_path: Path) -> None:
    office = Office(world.desk(Role.COUNTER), jobs, tmp_path)
    child = person_card(office.ctx.desk, world.ids["child"])
    dialog = edit_person_dialog(office.ctx, child)
    change_person(world.leader, child.id, child.version, PersonInput("Åpensen", "Liv Marie", child.born))
    dialog.form.set_values({"first_name": "Liv Sofie"})
    dialog.form.edited.emit("first_name")
    dialog.submit()
    assert "Liv Marie" in office.words()
    assert _told(office.words()) == []
    box = merge_dialog(office.ctx, child)
    box.form.search.emit("other", "Hemmelig")
    assert _told(office.words().replace("Hemmelig", "")) == []
