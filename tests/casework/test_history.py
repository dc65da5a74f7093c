"""History in words: who changed what, names for ids, masked numbers, and nothing of the protected."""

from __future__ import annotations

from dataclasses import replace
from datetime import date

import pytest

from boligdesk.casework import history, stock_edit, stock_facts, tasks
from boligdesk.casework.core import history_words
from boligdesk.database.engine import Store
from boligdesk.models import Base
from boligdesk.models.audit import AuditEntry
from boligdesk.models.person import LooksSeen
from boligdesk.rules.messages import RefusedError
from boligdesk.rules.vocabulary import Role, Standard, StateKind
from boligdesk.texts import has, render

from . import stock_world
from .stock_world import HIDDEN, TODAY, World

_NOT_AUDITED = {"act_log", "audit_entry", "change_feed", "counter", "stored_bytes", "account_state"}
_STAMPS = {"id", "version", "created_at", "created_by", "updated_at", "updated_by"}


@pytest.fixture
def world(store: Store, monkeypatch: pytest.MonkeyPatch) -> World:
    monkeypatch.setenv("BOLIGDESK_DATO", TODAY.isoformat())
    return stock_world.furnished(store)


def _told(lines: tuple[history.HistoryLine, ...]) -> list[tuple[str, str, str, str]]:
    return [
        (render(record.what), render(change.label), change.before, change.after)
        for line in lines
        for record in line.records
        for change in record.fields
    ]


def _bare_number(table: str, column: str) -> bool:
    """A pointer to a record that has no name to be told by."""
    return history_words.points_to(table, column) in {
        "household",
        "lease_version",
        "office_text",
        "tenancy_term",
        "run",
        "waiting_place",
        *("rent_account", "ledger_entry", "payment_line", "payment_agreement", "rent_round"),
        "rent_change",
        *("arrears_event", "arrears_meeting", "contact_log", "use_round"),
        *("loan_case", "career_plan", "benefit_transfer"),
    }


def test_every_audited_field_has_a_label() -> None:
    missing = [
        f"{table.name}.{column.name}"
        for table in Base.metadata.tables.values()
        if table.name not in _NOT_AUDITED
        for column in table.columns
        if column.name not in _STAMPS | history_words.UNTOLD
        and (table.name, column.name) not in history_words.UNTOLD_OF
        and not _bare_number(table.name, column.name)
        and history_words.field_label(table.name, column.name) is None
    ]
    assert missing == []
    assert [t for t in Base.metadata.tables if t not in _NOT_AUDITED and not has(f"post.{t}")] == []


@pytest.mark.lagring
def test_a_dwelling_tells_its_changes_in_words(world: World) -> None:
    desk, home = world.desk(Role.LEADER), world.ids["vacant"]
    form = stock_edit.dwelling_form(desk, home)
    changed = replace(form.values, standard=Standard.GOOD, suits_children=True, inspected_on=date(2026, 6, 12))
    stock_edit.change_dwelling(desk, home, form.version, changed)
    stock_facts.set_state(
        desk, stock_world.unit(desk, home), stock_facts.StateInput(StateKind.BLOCKED, TODAY, reason="Fukt")
    )
    lines = history.dwelling_history(desk, home)
    assert lines[0].who == "Ingvild Moe"
    told = _told(lines)
    assert ("Endret: Bolig", "Standard", "", "God") in told
    assert ("Endret: Bolig", "Egnet for barn", "", "Ja") in told
    assert ("Endret: Bolig", "Befart", "", "12.06.2026") in told
    assert ("Ny: Tilstand", "Type", "", "Sperret") in told
    assert ("Ny: Fastsatt leie", "Leie per måned", "", "6\u00a0000\u00a0kr") in told
    assert ("Ny: Bygning", "Adresse", "", "Fjordgata 14") in told


@pytest.mark.lagring
def test_names_stand_for_ids_and_numbers_are_masked(world: World) -> None:
    told = _told(history.tenancy_history(world.leader, world.ids["tenancy"]))
    assert ("Ny: Leieforhold", "Leietaker", "", "Kari Åse Hansen-Østby") in told
    told = _told(history.person_history(world.leader, world.ids["tenant"]))
    assert ("Ny: Identitetsnummer", "Verdi", "", "029191\u00a0•••••") in told
    assert stock_world.fnr(date(1991, 11, 2)) not in str(told)


@pytest.mark.lagring
def test_nothing_of_the_protected_is_told(world: World) -> None:
    desk, ids = world.desk(Role.FOLLOW_UP), world.ids
    told = [
        history.dwelling_history(desk, ids["hidden"]),
        history.person_history(desk, ids["father"]),
        history.tenancy_history(desk, ids["hidden_tenancy"]),
        history.looks_at(desk, ids["mother"]),
        *(history.record_history(desk, e.__tablename__, i) for e in (LooksSeen, AuditEntry) for i in (1, 2)),
        *(history.record_history(desk, table, i) for table in Base.metadata.tables for i in range(1, 12)),
    ]
    assert "Åpensen" in str(told)
    assert not [word for word in HIDDEN if word in str(told)]
    with pytest.raises(RefusedError):
        history.person_history(desk, ids["mother"])
    assert HIDDEN[1] in str(history.person_history(world.leader, ids["father"]))


@pytest.mark.lagring
def test_a_reason_is_kept_back_when_part_of_the_act_is_hidden(world: World) -> None:
    from boligdesk.casework.core.acts import Work, writes
    from boligdesk.models.person import Person
    from boligdesk.rules.rights import Right

    @writes(Right.OPEN)
    def both(work: Work) -> None:
        work.get(Person, world.ids["mother"]).note = "ny"
        work.get(Person, world.ids["tenant"]).note = "ny"
        work.reason("hemmelig grunn")

    both(world.leader)
    assert history.person_history(world.leader, world.ids["tenant"])[0].reason == "hemmelig grunn"
    assert history.person_history(world.desk(Role.FOLLOW_UP), world.ids["tenant"])[0].reason == ""


def test_looks_are_listed(world: World) -> None:
    stock_world.put(
        world.leader, LooksSeen, at=world.leader.now, user_id=1, person_id=world.ids["tenant"], what="number"
    )
    assert [line.what for line in history.looks_at(world.leader, world.ids["tenant"])] == ["number"]


def test_history_of_a_task(world: World) -> None:
    task = tasks.add_task(world.leader, tasks.TaskInput("Årsbesøk", TODAY, owner_id=world.ids["leader"])).value
    told = _told(history.record_history(world.leader, "task", task))
    assert ("Ny: Oppgave", "Ansvarlig", "", "Ingvild Moe") in told
