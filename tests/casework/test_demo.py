"""The sample office: as the model customer, invented through and through, the same every time."""

from __future__ import annotations

import re
from collections.abc import Iterator
from datetime import date
from pathlib import Path
from typing import Any

import pytest
from sqlalchemy import select

from boligdesk.casework import demo, person_list, start, stock_list
from boligdesk.casework.core.acts import Look
from boligdesk.casework.core.desk import Desk
from boligdesk.casework.core.lease_check import checked
from boligdesk.casework.core.status import dwelling_statuses
from boligdesk.casework.core.stops import stops
from boligdesk.casework.core.tenancy_rows import draft_of
from boligdesk.database.engine import Storage, Store
from boligdesk.models import Base
from boligdesk.rules.identifiers import Scheme
from boligdesk.rules.messages import RefusedError
from boligdesk.rules.reading import read_identifier
from boligdesk.rules.terms import EndKind, LegalBasis
from boligdesk.rules.vocabulary import Protection, Role, Status, TaskState

ON = date(2026, 11, 22)
#: What differs between two offices of the same day: who they are, and when the file itself was made.
OWN = {"kontor": {"office_uuid", "database_uuid", "draft_secret", "created_at", "updated_at"}}


@pytest.fixture(scope="module")
def sample(tmp_path_factory: pytest.TempPathFactory) -> Iterator[Store]:
    """The sample office of a fixed day."""
    patch = pytest.MonkeyPatch()
    patch.setenv("BOLIGDESK_DATO", ON.isoformat())
    store = demo.make_sample(tmp_path_factory.mktemp("demo") / "eksempel.boligdesk", ON)
    yield store
    store.close()
    patch.undo()


@pytest.fixture
def desk(sample: Store, monkeypatch: pytest.MonkeyPatch) -> Desk:
    monkeypatch.setenv("BOLIGDESK_DATO", ON.isoformat())
    return start.enter_without_login(sample)


def rows(store: Store, name: str) -> list[Any]:
    table = Base.metadata.tables[name]
    with store.reading() as session:
        return list(session.execute(select(*table.c).order_by(*table.primary_key)).all())


def dump(store: Store) -> dict[str, Any]:
    """Everything in the office, less what is its own; lines of one act have no order among themselves."""
    found: dict[str, Any] = {
        name: [{k: v for k, v in row._mapping.items() if k not in OWN.get(name, ())} for row in rows(store, name)]
        for name in Base.metadata.tables
    }
    lines = [{**line, "id": 0} for line in found["audit_entry"] if line["entity"] != "kontor"]
    return found | {"audit_entry": sorted(lines, key=lambda line: (line["act_id"], line["entity"], line["entity_id"]))}


def test_it_is_the_size_of_the_model_customer(sample: Store) -> None:
    assert 115 <= len(rows(sample, "dwelling")) <= 125
    running = [t for t in rows(sample, "tenancy") if t.closed_on is None]
    assert len(running) == 105
    ended = [t.closed_on for t in rows(sample, "tenancy") if t.closed_on]
    assert len(ended) > 60 and all(day < ON for day in ended)
    assert len(rows(sample, "area")) == 5 and 14 <= len(rows(sample, "building")) <= 20
    assert [u.dwelling_id for u in rows(sample, "letting_unit")].count(
        next(u.dwelling_id for u in rows(sample, "letting_unit") if u.name == "Rom 1")
    ) == 5


def test_every_number_is_synthetic_and_some_are_d_numbers(sample: Store) -> None:
    numbers = rows(sample, "person_identifier")
    assert len(numbers) > 200
    for number in numbers:
        read = read_identifier(number.value).value
        assert read is not None and read.synthetic, number.value
    assert sum(number.scheme is Scheme.NO_DNR for number in numbers) >= 5


def test_it_has_the_cases_every_office_knows(sample: Store, desk: Desk) -> None:
    people = rows(sample, "person")
    assert {p.protection for p in people} == set(Protection)
    assert any(re.search("[čđŋšŧžáČ]", p.last_name) for p in people) and max(len(p.last_name) for p in people) > 15
    assert sum(p.interpreter for p in people) >= 5 and len(rows(sample, "representative")) == 3
    with sample.reading() as session:
        found = dwelling_statuses(Look(session, desk), None)
    statuses = {status.status for status in found.values()}
    wanted = set(Status) - {Status.RETIRED}
    assert wanted <= statuses, wanted - statuses
    assert {e.kind for e in rows(sample, "ending")} >= {EndKind.TENANT_NOTICE, EndKind.LANDLORD_NOTICE, EndKind.AGREED}
    assert {t.legal_basis for t in rows(sample, "tenancy")} >= {LegalBasis.ORDINARY, LegalBasis.SECTION_11_1}
    assert {t.fixed_until is None for t in rows(sample, "tenancy") if t.closed_on is None} == {True, False}


def test_one_parent_is_protected_and_the_other_is_not(sample: Store) -> None:
    people = {p.id: p for p in rows(sample, "person")}
    tenants: dict[int, list[int]] = {}
    for row in rows(sample, "tenancy_tenant"):
        tenants.setdefault(row.tenancy_id, []).append(row.person_id)
    mixed = [ids for ids in tenants.values() if len({people[i].protection for i in ids}) == 2]
    assert len(mixed) == 1
    hidden, seen = sorted(mixed[0], key=lambda i: people[i].protection is Protection.NONE)
    running = {t.first_tenant_id for t in rows(sample, "tenancy") if t.closed_on is None}
    assert {hidden, seen} <= running
    reader = start.enter_without_login(sample, Role.READER)
    assert {hidden, seen} & set(person_list.person_ids(reader, person_list.PersonQuery())) == {seen}


def test_every_running_lease_obeys_the_act(sample: Store, desk: Desk) -> None:
    with sample.reading() as session:
        look = Look(session, desk)
        for tenancy in rows(sample, "tenancy"):
            if tenancy.closed_on is None:
                draft = draft_of(look, tenancy.id)
                assert not stops(checked(look, draft, itself=tenancy.id).controls, draft.reasons), tenancy.number


def test_real_documents_and_work_to_do(sample: Store, desk: Desk) -> None:
    documents = rows(sample, "document")
    assert all(sample.documents.get(d.sha256).startswith(b"%PDF") for d in documents)
    assert sum(d.kind.value == "lease" for d in documents) == 8
    signed = {v.signed_document_id is None for v in rows(sample, "lease_version")}
    assert signed == {True, False}
    due = [t.due for t in rows(sample, "task") if t.state is TaskState.OPEN and t.due]
    assert any(day < ON for day in due) and any(day == ON for day in due) and any(day > ON for day in due)
    assert {u.role for u in rows(sample, "app_user")} == set(Role) - {Role.SCHEDULED}
    assert start.office_card(sample).training and len(stock_list.dwelling_ids(desk, stock_list.DwellingQuery())) > 110


def test_history_happened_when_it_did_and_by_whom(sample: Store) -> None:
    acts = rows(sample, "act_log")
    days = [act.at.date() for act in acts[1:]]
    assert days == sorted(days) and days[0].year == ON.year - 7 and days[-1] == ON
    assert {"Jonas Lindqvist", "Turid Haugland", "Ingvild Moe"} <= {act.user_name for act in acts}
    assert not {act.act for act in acts if act.act.startswith("demo")}


def test_the_same_day_gives_the_same_office_on_a_share_too(
    sample: Store, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setenv("BOLIGDESK_DATO", ON.isoformat())
    path = tmp_path / "en_gang_til.boligdesk"
    other = demo.make_sample(path, ON, Storage.SHARE)
    first, second = dump(sample), dump(other)
    other.close()
    differing = [name for name in first if first[name] != second[name]]
    assert not differing
    _never_over_another(path, Storage.SHARE)


@pytest.mark.parametrize("storage", [Storage.SERVER], ids=["server"])
def test_it_can_be_made_on_a_server_and_on_a_leap_day(new_target: str, storage: Storage) -> None:
    store = demo.make_sample(new_target, date(2028, 2, 29), storage)
    running = [t for t in rows(store, "tenancy") if t.closed_on is None]
    store.close()
    assert len(running) == 105
    _never_over_another(new_target, storage)


def _never_over_another(target: str | Path, storage: Storage) -> None:
    with pytest.raises(RefusedError) as refused:
        demo.make_sample(target, ON, storage)
    assert refused.value.fault.code == "lager.finnes_fra_for"
