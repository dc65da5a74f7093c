"""No door of casework tells of a protected person to those without the right (E9, P30).

The office of `people_world` has a protected mother, a father who is not, their shared child, an old common home and
her new secret one. Every read act is called with everything that could lead to her; whatever comes back (values,
refusals, files) is searched for what would tell. A new read act must be entered in `DOORS`.
"""

from __future__ import annotations

import importlib
import io
import pkgutil
from collections.abc import Callable, Iterable, Iterator, Mapping
from datetime import date
from enum import Enum
from pathlib import Path
from typing import Any

import pypdf
import pytest
from openpyxl import load_workbook

from boligdesk import casework
from boligdesk.casework import batches, letter_templates, start, stock, stock_list
from boligdesk.casework.core.acts import ReadAct, StepsAct
from boligdesk.casework.core.desk import Desk
from boligdesk.casework.core.search_index import SearchIndex
from boligdesk.casework.documents import CaseLink
from boligdesk.casework.person_list import PersonQuery, PersonSegment, PersonSort
from boligdesk.casework.persons import ContactInput, NewPerson, PersonInput
from boligdesk.casework.settlement import SettlementInput
from boligdesk.casework.stock_facts import Fact
from boligdesk.casework.stock_list import DwellingQuery
from boligdesk.casework.tasks import TaskQuery
from boligdesk.casework.tenancy_change import Change
from boligdesk.casework.tenancy_draft import TenancyDraft
from boligdesk.casework.tenancy_end import EndRequest
from boligdesk.casework.tenancy_list import TenancyQuery
from boligdesk.database.engine import Store
from boligdesk.rules.messages import Message, RefusedError
from boligdesk.rules.rights import SHIPPED, Right
from boligdesk.rules.templates import Template
from boligdesk.rules.terms import ChangeKind, EndKind
from boligdesk.rules.vocabulary import ContactKind, Role, Status
from boligdesk.texts import fault_text, render

from .people_world import BORN, MOVED, SENTINELS, STREET, TODAY, World, family, fnr

Args = Iterable[tuple[Any, ...]]
Door = Callable[[World, Path], Args]

PERSONS = ("mother", "father", "child")
DWELLINGS = ("old", "his", "hers")
HOUSEHOLDS = ("old_household", "his_household", "hers_household")
TENANCIES = ("old_tenancy", "his_tenancy", "hers_tenancy")
TABLES = ("person", "person_identifier", "contact_point", "representative", "household_member", "household", "tenancy")


def _each(*names: str, more: tuple[Any, ...] = ()) -> Door:
    """Called with each of these ids."""
    return lambda world, _folder: [(world.ids[name], *more) for name in names]


def _with(*calls: tuple[Any, ...]) -> Door:
    """Called with each of these."""
    return lambda _world, _folder: calls


def _all_ids(names: tuple[str, ...]) -> Door:
    return lambda world, _folder: [([world.ids[name] for name in names],)]


def _draft(world: World, unit: str = "old_unit") -> TenancyDraft:
    people = (world.ids["father"], world.ids["child"])
    return TenancyDraft(world.ids[unit], people, TODAY, rent_ore=9_000_00)


def _looked_for() -> Iterator[NewPerson]:
    """Attempts to find her by registering her again."""
    yield NewPerson(PersonInput("Hemmeligs", "Anna", BORN), (fnr(date(1988, 3, 14)),))
    for kind, value in ((ContactKind.PHONE, "412 23 344"), (ContactKind.ADDRESS, "Skjulv. 7")):
        contact = ContactInput(kind, value)
        yield NewPerson(PersonInput("Ny", "N"), (), (contact,))


def _run(world: World, *, finished: bool) -> int:
    """A run over all leases, started by one who may see her."""
    run = batches.start_batch(world.leader, "print_leases", "Skriv ut", [world.ids[name] for name in TENANCIES]).value
    if finished:
        batches.carry_on(world.leader, run)
    return run


def _letter(world: World) -> Template:
    return letter_templates.template(world.leader, "leiekontrakt", "nb").template


#: Every read act of casework, and with what it is tried.
DOORS: Mapping[str, Door] = {
    "areas.areas": _with(()),
    "batches.batch": lambda w, _f: [(_run(w, finished=True),)],
    "batches.carry_on": lambda w, _f: [(_run(w, finished=False),)],
    "batches.unfinished_batches": _with(()),
    "change_letters.print_addendum": _each("change"),
    "contacts.contacts": _each(*PERSONS, more=(50,)),
    "documents.documents_at": _each(*DWELLINGS),
    "documents.documents_of": lambda w, _f: [
        *((CaseLink(person_id=w.ids[name]),) for name in PERSONS),
        *((CaseLink(tenancy_id=w.ids[name]),) for name in TENANCIES),
        *((CaseLink(dwelling_id=w.ids[name]),) for name in DWELLINGS),
    ],
    "drafts.draft_key": _with(()),
    "documents.open_document": _each("document"),
    "documents.sendings_of": _each("document"),
    "documents.unjournalled": _with(()),
    "end_letters.print_end_letter": _each("ending"),
    "feed.feed_start": _with(()),
    "feed.news": _with((0,)),
    "history.dwelling_history": _each(*DWELLINGS, more=(1000,)),
    "history.last_change_of_dwelling": _each(*DWELLINGS),
    "history.looks_at": _each(*PERSONS),
    "history.person_history": _each(*PERSONS, more=(1000,)),
    "history.record_history": lambda _w, _f: [(table, row, 1000) for table in TABLES for row in range(1, 15)],
    "history.tenancy_history": _each(*TENANCIES, more=(1000,)),
    "households.household": _each(*HOUSEHOLDS),
    "households.households_of": _each(*PERSONS),
    "lease_choices.tenancy_versions": _each(*TENANCIES, more=(0,)),
    "lease_choices.unit_known": _each("old_unit", "hers_unit", more=(TODAY,)),
    "lease_choices.units_found": _with(("",), ("havn",), ("hemm",)),
    "lease_print.preview_lease": lambda w, _f: [(_draft(w),)],
    "lease_print.print_information": lambda w, _f: [(_draft(w),)],
    "lease_print.print_lease": _each("old_tenancy", "hers_tenancy"),
    "lease_print.print_paper": _each("old_tenancy", "hers_tenancy", more=("samtykke_fast_trekk",)),
    "lease_print.reprint": _each("old_tenancy", "hers_tenancy"),
    "lease_sign.clause_status": _each(*TENANCIES),
    "lease_sign.versions_of": _each(*TENANCIES),
    "letter_templates.template": _with(("leiekontrakt", "nb")),
    "letter_templates.template_findings": lambda w, _f: [(_letter(w),)],
    "letter_templates.template_preview": lambda w, _f: [(_letter(w),)],
    "letter_templates.templates": _with(()),
    "maintenance.office_state": _with(()),
    "merging.merge_preview": lambda w, _f: [
        (w.ids["father"], w.ids["mother"]),
        (w.ids["father"], w.ids["child"]),
    ],
    "person_card.person_card": _each(*PERSONS),
    "person_list.export_persons": lambda _w, folder: [(folder / "p.xlsx", PersonQuery())],
    "person_list.person_counts": _with(("",), ("hemm",), ("havn",)),
    "person_list.person_ids": _with(*((PersonQuery(sort=sort),) for sort in PersonSort)),
    "person_list.person_rows": _all_ids(PERSONS),
    "persons.check_person": lambda _w, _f: [(new,) for new in _looked_for()],
    "persons.person_versions": _each(*PERSONS, more=(0,)),
    "protocols.blank_protocol": _each(*TENANCIES),
    "protocols.print_protocol": _each("protocol"),
    "rates.rate_lines": _with(()),
    "readiness.readiness": _with(()),
    "representatives.representatives": _each(*PERSONS),
    "search.load_index": _with(()),
    "search.refresh_index": lambda w, _f: [(SearchIndex(TODAY), {"person": [w.ids[n] for n in PERSONS]})],
    "settings.logo": _with(()),
    "settings.office": _with(()),
    "settings.office_settings": _with(()),
    "settlement.preview_settlement": lambda w, _f: [(SettlementInput(w.ids[n]),) for n in TENANCIES],
    "settlement.print_settlement": _each("settlement"),
    "stock.dwelling_card": _each(*DWELLINGS),
    "stock_edit.building_at": _with(("Havnegata 9",)),
    "stock_edit.building_form": _with((1,), (2,), (3,)),
    "stock_edit.building_versions": _with((3, 0)),
    "stock_edit.dwelling_form": _each(*DWELLINGS),
    "stock_edit.dwelling_versions": _each(*DWELLINGS, more=(0,)),
    "stock_edit.dwellings_in": _with((1,), (2,), (3,)),
    "stock_facts.fact_versions": lambda _w, _f: [(fact, 1, 0) for fact in Fact],
    "stock_list.dwelling_ids": _with((DwellingQuery(),), (DwellingQuery(text="hemm"),)),
    "stock_list.dwelling_rows": _all_ids(DWELLINGS),
    "stock_list.export_kobo": lambda _w, folder: [(folder / "kobo.csv", DwellingQuery())],
    "stock_list.export_list": lambda _w, folder: [(folder / "b.xlsx", DwellingQuery())],
    "stock_list.stock_choices": _with(()),
    "stock_list.stock_summary": _with((DwellingQuery(),)),
    "tasks.task_ids": _with((TaskQuery(),)),
    "tasks.task_rows": lambda w, _f: [([w.ids["task"]],)],
    "tenancy_card.tenancy_card": _each(*TENANCIES),
    "tenancy_change.assess": lambda w, _f: [
        (Change(w.ids[name], 1, ChangeKind.DEATH, TODAY, w.ids["father"]),) for name in TENANCIES
    ],
    "tenancy_end.assess_end": lambda w, _f: [
        (EndRequest(w.ids[name], 1, EndKind.TENANT_NOTICE, TODAY),) for name in TENANCIES
    ],
    "tenancy_end.endings_of": _each(*TENANCIES),
    "tenancy_end.request_window": _each(*TENANCIES),
    "tenancy_list.tenancy_ids": _with((TenancyQuery(),), (TenancyQuery("hemm"),)),
    "tenancy_list.tenancy_rows": _all_ids(TENANCIES),
    "tenancy_new.check": lambda w, _f: [(_draft(w),), (_draft(w, "hers_unit"),)],
    "tenancy_new.propose": lambda w, _f: (
        [(w.ids[unit], (w.ids["father"],), TODAY) for unit in ("hers_unit", "old_unit")]
        + [(w.ids["his_unit"], (w.ids["child"],), TODAY)]
    ),
    "undo.may_undo": lambda _w, _f: [(act,) for act in range(1, 60)],
    "users.colleagues": _with(()),
    "users.rights_table": _with(()),
    "users.users": _with(()),
}
#: What an act must be given by name.
BY_NAME: Mapping[str, Mapping[str, Any]] = {"blank_protocol": {"moving_in": False}}
#: Acts of several steps that take in a file or copy the whole base, and answer with no record. The import's steps
#: work on the user's own list; what it matches is tried in its own tests.
NOT_DOORS = {
    "documents.file_attachment": "files what the user brings",
    "lease_sign.file_signed_scan": "files what the user brings",
    "lease_sign.register_with_scan": "files what the user brings",
    "maintenance.back_up": "the whole base, for those with MAINTENANCE",
    "maintenance.move_office": "the whole base, for those with MAINTENANCE",
    "maintenance.check_everything": "names no record",
}
#: The address of her home may stand here: as a dwelling of the municipality, with nobody's name.
OF_STOCK = ("areas.", "stock", "search.", "lease_choices.", "history.dwelling_history", "history.last_change")
WITHOUT = [role for role in Role if Right.PROTECTED not in SHIPPED[role]]


@pytest.fixture(autouse=True)
def _day(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setenv("BOLIGDESK_DATO", TODAY.isoformat())


@pytest.fixture
def world(store: Store) -> World:
    return family(store)


def _acts() -> dict[str, ReadAct[Any, Any] | StepsAct[Any, Any]]:
    found = {}
    for info in pkgutil.iter_modules(casework.__path__):
        if info.ispkg:
            continue
        module = importlib.import_module(f"boligdesk.casework.{info.name}")
        for name, act in vars(module).items():
            if isinstance(act, (ReadAct, StepsAct)) and not name.startswith("_") and act.__module__ == module.__name__:
                found[f"{info.name}.{name}"] = act
    return found


def _desk(world: World, role: Role) -> Desk:
    return start.scheduled_desk(world.store) if role is Role.SCHEDULED else world.desk(role)


def _told(value: object, seen: set[int]) -> Iterator[str]:
    """Every text that lies in a value, however deep: fields, messages, PDF pages, cells of a spreadsheet."""
    if isinstance(value, str) or value is None or isinstance(value, (int, float, date, Enum)):
        yield str(value)
    elif id(value) not in seen:
        seen.add(id(value))
        yield from _inside(value, seen)


def _inside(value: object, seen: set[int]) -> Iterator[str]:
    if isinstance(value, Message):
        yield render(value)
    if isinstance(value, bytes):
        yield from _written(value)
    elif isinstance(value, Path):
        yield value.name
        yield from _written(value.read_bytes()) if value.is_file() else ()
    elif isinstance(value, Mapping):
        yield from (text for pair in value.items() for part in pair for text in _told(part, seen))
    elif isinstance(value, Iterable):
        yield from (text for part in value for text in _told(part, seen))
    elif hasattr(value, "__dict__"):
        yield from _told(vars(value), seen)
    else:
        yield repr(value)


def _written(content: bytes) -> Iterator[str]:
    if content.startswith(b"%PDF"):
        yield from (page.extract_text() for page in pypdf.PdfReader(io.BytesIO(content)).pages)
    elif content.startswith(b"PK"):
        book = load_workbook(io.BytesIO(content))
        yield from (str(cell.value) for sheet in book for row in sheet.iter_rows() for cell in row)
    else:
        yield content.decode("utf-8", "replace")


def _tried(act: ReadAct[Any, Any] | StepsAct[Any, Any], desk: Desk, args: tuple[Any, ...]) -> str:
    """Everything that one call tells, its refusal included."""
    try:
        result: object = act(desk, *args, **BY_NAME.get(act.__name__, {}))
        if args and isinstance(args[0], SearchIndex):
            result = args[0]
    except RefusedError as refused:
        result = [fault_text(fault) for fault in refused.faults]
    return "\n".join(_told(result, set()))


def _sentinels(door: str) -> tuple[str, ...]:
    street = () if door.startswith(OF_STOCK) else (STREET,)
    return (*SENTINELS, *street, MOVED.isoformat(), f"{MOVED:%d.%m.%Y}")


def test_every_read_act_is_a_door_that_is_tried() -> None:
    acts = {door for door in _acts() if not door.startswith("imports.")}
    assert acts - set(DOORS) - set(NOT_DOORS) == set(), "enter the new act in DOORS, with what could lead to her"
    assert set(DOORS) - acts == set(), "no such act any more"


@pytest.mark.parametrize("role", WITHOUT)
def test_no_door_tells_of_her(world: World, role: Role, tmp_path: Path) -> None:
    desk = _desk(world, role)
    acts = _acts()
    leaks = []
    for door, calls in DOORS.items():
        for args in calls(world, tmp_path):
            told = _tried(acts[door], desk, args)
            leaks += [f"{door}{args}: {word}" for word in _sentinels(door) if word.lower() in told.lower()]
    assert not leaks, "\n".join(leaks)


@pytest.mark.parametrize(
    ("door", "word"),
    [
        ("contacts.contacts", "hemmelig samtale"),
        ("documents.documents_of", "hemmelig kontrakt"),
        ("history.person_history", "Skjulveien"),
        ("households.household", "Hemmeligsen"),
        ("person_card.person_card", STREET),
        ("person_list.export_persons", "Hemmeligsen"),
        ("person_list.person_rows", "Hemmeligsen"),
        ("persons.person_versions", "strict"),
        ("representatives.representatives", "41223344"),
        ("search.load_index", "Hemmeligsen"),
        ("stock_list.export_list", "Hemmeligsen"),
        ("tasks.task_rows", "hemmelig oppgave"),
        ("tenancy_card.tenancy_card", "Hemmeligsen"),
        ("tenancy_list.tenancy_rows", "Hemmeligsen"),
    ],
)
def test_those_with_the_right_are_told(world: World, tmp_path: Path, door: str, word: str) -> None:
    """The search finds what is there: otherwise the test above would prove nothing."""
    told = [_tried(_acts()[door], world.leader, args) for args in DOORS[door](world, tmp_path)]
    assert word.lower() in "\n".join(told).lower()


@pytest.mark.parametrize("role", WITHOUT)
def test_her_dwelling_is_let_and_never_vacant(world: World, role: Role, tmp_path: Path) -> None:
    desk, hers = _desk(world, role), world.ids["hers"]
    row = stock_list.dwelling_rows(desk, [hers])[hers]
    assert row.status is Status.LET
    assert "skjermet" in "\n".join(_told(stock.dwelling_card(desk, hers), set())).lower()
    assert stock_list.dwelling_rows(desk, [world.ids["old"]])[world.ids["old"]].status is Status.VACANT
    assert tmp_path.is_dir()


def test_counts_and_searches_do_not_betray_her(world: World) -> None:
    from boligdesk.casework import person_list

    desk = _desk(world, Role.COUNTER)
    for text in ("hemm", "havn", "41223344", fnr(BORN), "14.03.1988"):
        assert set(person_list.person_counts(desk, text).values()) == {0}, text
        assert person_list.person_counts(world.leader, text)[PersonSegment.ALL] == 1, text


def test_the_housemates_are_shown_without_what_leads_to_her(world: World) -> None:
    from boligdesk.casework.person_card import person_card

    desk, ids = _desk(world, Role.COUNTER), world.ids
    child = person_card(desk, ids["child"])
    assert [home.id for home in child.households] == [ids["his_household"]]
    assert (child.contact_points, child.representatives) == ((), ())
    assert child.home is not None
    assert child.home.address == "Kirkebakken 3, H0101"
    father = person_card(desk, ids["father"])
    assert [t.home.tenancy_id for t in father.tenancies] == [ids["his_tenancy"]]
