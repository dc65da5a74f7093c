"""The office's spreadsheets brought in for real: what stands in the records afterwards, row by row."""

from __future__ import annotations

from datetime import date
from decimal import Decimal
from pathlib import Path
from typing import Any

import pytest
from openpyxl import Workbook, load_workbook
from sqlalchemy import func, select

from boligdesk.casework import areas, imports, lease_print, start, stock_facts
from boligdesk.casework.core.desk import Desk
from boligdesk.casework.core.import_batch import Batch, Prepared
from boligdesk.casework.imports import ImportResult, RowOutcome
from boligdesk.database.engine import Store
from boligdesk.models import Base
from boligdesk.models.audit import ActLog, AuditEntry, FeedRow
from boligdesk.models.casefile import Run, Task
from boligdesk.models.person import ContactPoint, HouseholdMember, Person, PersonIdentifier
from boligdesk.models.stock import Area, Building, Dwelling, DwellingRent, LettingUnit, Property, StockNote
from boligdesk.models.tenancy import AcceptedReason, Kid, Security, Tenancy, TenancyTenant, TenancyTerm
from boligdesk.rules.identifiers import make_synthetic_fnr
from boligdesk.rules.messages import RefusedError
from boligdesk.rules.terms import LandlordKind
from boligdesk.rules.vocabulary import Disposal, HouseholdRole, Protection, Role
from boligdesk.texts import render

DATA = Path(__file__).parents[1] / "data"
TODAY = date(2026, 11, 22)


@pytest.fixture
def office(store: Store, monkeypatch: pytest.MonkeyPatch) -> Desk:
    """A leader at an empty training office on a fixed day."""
    monkeypatch.setenv("BOLIGDESK_DATO", TODAY.isoformat())
    start.found_office(store, "Fjordvik kommune", training=True)
    return start.enter_without_login(store)


def bring(desk: Desk, kind: str, name: str, **more: Any) -> ImportResult:
    return imports.import_file(desk, kind, DATA / name, **more)


def every(desk: Desk, model: type[Base]) -> list[Any]:
    """All records of a kind, as plain rows."""
    table = model.__table__
    with desk.store.reading() as session:
        return list(session.execute(select(*table.c).order_by(table.c.id)).all())


def counts(desk: Desk) -> dict[str, int]:
    """How many rows every table has: audit, feed and acts too."""
    with desk.store.reading() as session:
        tables = Base.metadata.sorted_tables
        return {t.name: session.execute(select(func.count()).select_from(t)).scalar_one() for t in tables}


def sheet(path: Path, *rows: tuple[object, ...]) -> Path:
    book = Workbook()
    for row in rows:
        book.active.append(row)
    book.save(path)
    return path


def told(result: ImportResult) -> dict[int, str]:
    """The first thing said of each refused row; every sentence has words."""
    assert all(render(row.message) for row in result.rows)
    return {row.row: row.code for row in reversed(result.rows)}


@pytest.mark.lagring
def test_titled_list_makes_houses_and_homes(office: Desk) -> None:
    result = bring(office, "boliger", "boliger_tittel.xlsx")
    assert (result.new, result.changed, result.unchanged, result.refused) == (8, 0, 0, 0)
    assert [b.address for b in every(office, Building)] == ["Fjordgata 14", "Skolegata 2", "Čáhcegeaidnu 7"]
    homes = every(office, Dwelling)
    assert [h.number for h in homes] == ["H0101", "H0102", "H0201", "H0202", "H0101", "H0102", "H0101", "L0101"]
    assert (homes[1].area_m2, homes[1].rooms, homes[1].disposal) == (Decimal(68), 3, Disposal.OWNED)
    assert [r.rent_ore for r in every(office, DwellingRent)][:3] == [745_000, 895_000, 945_000]
    assert [(p.gnr, p.bnr) for p in every(office, Property)] == [(12, 34), (12, 118), (101, 7)]
    assert len(every(office, LettingUnit)) == 8
    assert [remark.params["antall"] for remark in result.remarks] == [6]
    assert not every(office, Person)  # names in a dwelling list say nothing of since when


def test_old_system_keeps_what_has_no_field(office: Desk) -> None:
    bring(office, "boliger", "boliger_gammelt_system.xls")
    homes = every(office, Dwelling)
    assert [h.disposal for h in homes][2] is Disposal.LEASED_IN
    assert homes[0].area_m2 == Decimal("47.5") and homes[3].floor == 0
    sections = {(p.gnr, p.bnr, p.snr) for p in every(office, Property)}
    assert {(12, 34, 1), (12, 34, 2), (14, 2, 0)} <= sections
    assert {str(note.content) for note in every(office, StockNote)} == {"1001", "1002", "1003", "1004"}
    assert "12 34 0 1" in homes[0].search_key and "vadso" in homes[0].search_key


@pytest.mark.lagring
def test_the_same_files_twice_change_nothing(office: Desk) -> None:
    files = [
        ("boliger", "boliger_tittel.xlsx"), ("boliger", "boliger_gammelt_system.xls"),
        ("boliger", "boliger_libreoffice.ods"), ("leietakere", "leietakere_okonomi.csv"),
        ("leietakere", "boliger_gammelt_system.xls"), ("leietakere", "leietakere_personer.txt"),
    ]  # fmt: skip
    first = [bring(office, kind, name) for kind, name in files]
    before = counts(office)
    again = [bring(office, kind, name) for kind, name in files]
    assert counts(office) == before
    assert [r.unchanged for r in again] == [r.new for r in first]
    assert all((r.new, r.changed) == (0, 0) for r in again)


@pytest.mark.lagring
def test_tenants_from_the_accounts(office: Desk) -> None:
    for name in ("boliger_tittel.xlsx", "boliger_libreoffice.ods"):
        bring(office, "boliger", name)
    result = bring(office, "leietakere", "leietakere_okonomi.csv")
    assert (result.new, result.refused) == (5, 0)
    tenancies = every(office, Tenancy)
    people = {p.id: p for p in every(office, Person)}
    assert [people[t.first_tenant_id].last_name for t in tenancies] == [
        "Ødegård",
        "Kjærnes",
        "Næss",
        "Lundemo",
        "Sætre",
    ]
    first = tenancies[0]
    assert (first.from_date, first.fixed_until, first.closed_on) == (date(2023, 2, 1), date(2026, 1, 31), None)
    assert [t.rent_ore for t in every(office, TenancyTerm)] == [745_000, 545_000, 990_000, 820_000, 835_000]
    assert [s.amount_ore for s in every(office, Security)] == [2_235_000, 1_635_000, 2_970_000, 2_460_000]
    assert {c.value for c in every(office, ContactPoint)} == {f"9000000{n}" for n in range(1, 6)}
    pair = [people[t.person_id].first_name for t in every(office, TenancyTenant) if t.tenancy_id == tenancies[4].id]
    assert pair == ["Olav", "Guri"]
    assert len({m.household_id for m in every(office, HouseholdMember)}) == 5
    assert all(len(t.kid) == 9 for t in tenancies) and len(every(office, Kid)) == 5


def test_numbers_children_kids_and_protection(office: Desk) -> None:
    bring(office, "boliger", "boliger_tittel.xlsx")
    result = bring(office, "leietakere", "leietakere_personer.txt")
    assert told(result) == {4: "importering.ukjent_bolig"} and result.new == 2
    assert [i.value for i in every(office, PersonIdentifier)] == ["12838400246", "02918100523", "70869000661"]
    assert [t.kid for t in every(office, Tenancy)] == ["0012345678", "0012345686"]
    assert all(k.imported for k in every(office, Kid))
    children = {m.person_id for m in every(office, HouseholdMember) if m.role is HouseholdRole.CHILD}
    people = {p.id: p for p in every(office, Person)}
    assert {(people[c].first_name, people[c].last_name) for c in children} == {("Elle", "Šarká"), ("Máhtte", "Šarká")}
    assert [p.protection for p in people.values()].count(Protection.STRICT) == 1


def test_every_record_has_its_audit_and_its_place_in_the_feed(office: Desk) -> None:
    before = counts(office)["change_feed"]
    bring(office, "boliger", "boliger_libreoffice.ods")
    acts = [a for a in every(office, ActLog) if a.act == "imports._write"]
    lines = {(e.entity, e.entity_id) for e in every(office, AuditEntry) if e.act_id == acts[0].id}
    made = {("dwelling", d.id) for d in every(office, Dwelling)} | {("building", b.id) for b in every(office, Building)}
    assert made <= lines
    fed = {(f.entity, f.entity_id) for f in every(office, FeedRow)}
    assert lines <= fed and len(fed) > before
    home = next(e for e in every(office, AuditEntry) if e.entity == "dwelling")
    assert (home.kind, home.dwelling_id, home.version, home.after["number"]) == ("insert", home.entity_id, 1, "H0301")
    assert [(run.kind, run.title, run.done) for run in every(office, Run)] == [
        ("import_boliger", "boliger_libreoffice.ods", 3)
    ]


def test_faults_stay_out_and_come_back_mended(office: Desk, tmp_path: Path) -> None:
    result = bring(office, "boliger", "boliger_med_feil.xlsx", rest=tmp_path / "rest.xlsx")
    assert (result.new, result.refused) == (12, 10)
    assert told(result)[14] == "lesing.belop.bokstav" and told(result)[20] == "import.mangler"
    book = load_workbook(tmp_path / "rest.xlsx")
    page = book.active
    for row, column, value in ((2, 4, 8950), (3, 2, "H0203"), (5, 3, 71), (6, 4, 8300), (9, 1, "Fjordgata 14")):
        page.cell(row, column).value = value
    book.save(tmp_path / "rettet.xlsx")
    again = imports.import_file(office, "boliger", tmp_path / "rettet.xlsx")
    assert (again.new, again.unchanged) == (4, 1)  # row 9 is the one that stood there twice
    assert len(every(office, Dwelling)) == 16


def test_doubts_are_booked_only_when_asked_for(office: Desk) -> None:
    assert bring(office, "boliger", "boliger_med_feil.xlsx").new == 12
    later = bring(office, "boliger", "boliger_med_feil.xlsx", accept_doubts=True)
    assert (later.new, later.unchanged, later.refused) == (5, 12, 5)


@pytest.mark.lagring
def test_all_or_nothing_and_trial_write_nothing(office: Desk) -> None:
    before = counts(office)
    none = bring(office, "boliger", "boliger_med_feil.xlsx", all_or_nothing=True)
    assert (none.accepted, none.refused) == (0, 22)
    trial = bring(office, "boliger", "boliger_tittel.xlsx", dry_run=True)
    assert trial.new == 8 and counts(office) == before


def test_an_old_lease_that_breaks_the_act_is_in_and_flagged(office: Desk, tmp_path: Path) -> None:
    bring(office, "boliger", "boliger_tittel.xlsx")
    rows = sheet(
        tmp_path / "l.xlsx",
        ("Leietaker", "Født", "Adresse", "Bolignr", "Fra", "Til", "Leie"),
        ("Prøvesen, Lovlig", "01.02.1980", "Fjordgata 14", "H0101", "01.03.2025", "29.02.2028", 7450),
        ("Prøvesen, Kort", "03.02.1981", "Fjordgata 14", "H0102", "01.03.2026", "28.02.2027", 8950),
    )
    result = imports.import_file(office, "leietakere", rows)
    assert result.new == 2 and [lease.row for lease in result.flagged] == [3]
    kort = every(office, Tenancy)[1]
    assert result.flagged[0].tenancy_id == kort.id
    (task,) = every(office, Task)
    assert task.tenancy_id == kort.id and "36 måneder" in task.why
    with pytest.raises(RefusedError) as stopped:
        lease_print.print_lease(office, kort.id)
    assert stopped.value.fault.code == "husleie.varighet.for_kort"
    assert {r.reason for r in every(office, AcceptedReason)} <= {"Overført fra regneark"}


def test_a_lawful_imported_lease_can_be_printed_at_once(office: Desk) -> None:
    for name in ("boliger_tittel.xlsx", "boliger_libreoffice.ods"):
        bring(office, "boliger", name)
    result = bring(office, "leietakere", "leietakere_okonomi.csv")
    lawful = {t.id for t in every(office, Tenancy)} - {lease.tenancy_id for lease in result.flagged}
    assert len(lawful) >= 3
    for tenancy_id in lawful:
        assert lease_print.print_lease(office, tenancy_id).value.pdf.startswith(b"%PDF")


def test_innleid_dwelling_gives_a_let_on_lease(office: Desk) -> None:
    bring(office, "boliger", "boliger_gammelt_system.xls")
    result = bring(office, "leietakere", "boliger_gammelt_system.xls", accept_doubts=True)
    assert result.new == 4  # two rows of one tenancy
    leases = every(office, Tenancy)
    assert [lease.landlord_kind for lease in leases][2] is LandlordKind.PRIVATE_HEAD_LEASE
    assert len(leases) == 3 and len(every(office, TenancyTenant)) == 4


def _let_on(office: Desk, tmp_path: Path) -> imports.ImportPlan:
    """A tenant list with one row, on the innleid dwelling of the old system's list."""
    bring(office, "boliger", "boliger_gammelt_system.xls")
    home = next(h for h in every(office, Dwelling) if h.disposal is Disposal.LEASED_IN)
    street = next(b for b in every(office, Building) if b.id == home.building_id)
    head = ("Leietaker", "Adresse", "Bolignr", "Fra", "Til", "Leie")
    row = ("Prøvesen, Kari", street.address, home.number, "01.03.2024", "28.02.2027", 7450)
    return imports.read_plan(office, "leietakere", sheet(tmp_path / "innleid.xlsx", head, row))


def test_an_innleid_dwelling_without_its_head_lease_is_told(office: Desk, tmp_path: Path) -> None:
    plan = _let_on(office, tmp_path)
    (found,) = plan.findings
    assert found.code == "importering.uten_innleie" and "innleieavtalen" in render(found.control.what)
    assert imports.book(office, plan).value.new == 0
    assert imports.book(office, imports.accept(office, plan, [found])).value.new == 1
    assert every(office, Tenancy)[0].head_lease_id is None


@pytest.mark.parametrize(("end", "code"), [(date(2030, 12, 31), None), (date(2026, 1, 31), "husleie.innleie.lenger")])
def test_a_lease_that_is_let_on_stands_under_its_head_lease(
    office: Desk, tmp_path: Path, end: date, code: str | None
) -> None:
    plan = _let_on(office, tmp_path)
    home = next(h for h in every(office, Dwelling) if h.disposal is Disposal.LEASED_IN)
    given = stock_facts.HeadLeaseInput("Fjord Utleie AS", date(2020, 1, 1), end)
    head = stock_facts.add_head_lease(office, home.id, given).value
    plan = imports.read_plan(office, "leietakere", tmp_path / "innleid.xlsx")
    assert plan.findings == () and imports.book(office, plan).value.new == 1
    assert every(office, Tenancy)[0].head_lease_id == head
    kept = {reason.control for reason in every(office, AcceptedReason)}
    assert (code in kept) if code else not kept & {"husleie.innleie.lenger"}


def test_a_co_tenant_without_the_main_row_is_refused(office: Desk) -> None:
    bring(office, "boliger", "boliger_gammelt_system.xls")
    plan = imports.read_plan(office, "leietakere", DATA / "boliger_gammelt_system.xls")
    doubts = ("import.medleietaker", "importering.uten_innleie")
    plan = imports.accept(office, plan, [f for f in plan.findings if f.code in doubts])
    result = imports.book(office, imports.leave_out(office, plan, [2, 3])).value
    assert result.new == 2 and told(result) == {2: "importering.utelatt", 3: "importering.utelatt"}
    fresh = imports.correct(office, plan, 4, "adresse", "Finnes ikke 9")
    assert imports.book(office, fresh).value.new == 2


def test_changes_are_named_and_kept(office: Desk, tmp_path: Path) -> None:
    bring(office, "boliger", "boliger_libreoffice.ods")
    head = ("Adresse", "Bolignr", "Kvm", "Leie pr mnd", "Område")
    path = sheet(tmp_path / "b.xlsx", head, ("bryggevegen 31", "H0301", 56, 8200, "Havna"))
    plan = imports.read_plan(office, "boliger", path)
    match = imports.matches(office, plan)[2]
    assert match.outcome is RowOutcome.CHANGED and set(match.fields) == {"areal", "omrade"}
    assert imports.book(office, plan).value.changed == 1
    assert every(office, Dwelling)[0].area_m2 == Decimal(56) and every(office, Dwelling)[0].version == 2
    assert [area.name for area in every(office, Area)] == ["Havna"]
    assert imports.import_file(office, "boliger", path).unchanged == 1


@pytest.mark.parametrize("corrected", [8300, 8100], ids=["more", "less"])
def test_a_rent_corrected_twice_in_a_month_is_the_last_one_told(office: Desk, tmp_path: Path, corrected: int) -> None:
    head = ("Adresse", "Bolignr", "Leie pr mnd")
    first, second = (
        sheet(tmp_path / f"{ore}.xlsx", head, ("Bryggevegen 31", "H0301", ore)) for ore in (8200, corrected)
    )
    assert imports.import_file(office, "boliger", first).new == 1
    assert imports.import_file(office, "boliger", second).changed == 1
    assert imports.import_file(office, "boliger", second).unchanged == 1
    assert [rent.rent_ore for rent in every(office, DwellingRent)] == [820_000, corrected * 100]


def test_a_new_rent_and_a_phone_change_a_known_tenancy(office: Desk, tmp_path: Path) -> None:
    bring(office, "boliger", "boliger_tittel.xlsx")
    head = ("Leietaker", "Født", "Telefon", "Adresse", "Bolignr", "Fra", "Leie")
    row = ("Prøvesen, Kari", "01.02.1980", "90000001", "Fjordgata 14", "H0101", "01.03.2025")
    imports.import_file(office, "leietakere", sheet(tmp_path / "1.xlsx", head, (*row, 7450)))
    newer = sheet(tmp_path / "2.xlsx", head, (*row[:2], "90000009", *row[3:], 7600))
    assert imports.import_file(office, "leietakere", newer).changed == 1
    terms = [(t.from_date, t.rent_ore) for t in every(office, TenancyTerm)]
    assert terms == [(date(2025, 3, 1), 745_000), (date(2026, 11, 1), 760_000)]
    assert len(every(office, Person)) == 1 and len(every(office, ContactPoint)) == 2
    assert imports.import_file(office, "leietakere", newer).unchanged == 1


def test_a_let_dwelling_and_a_used_kid_are_told(office: Desk, tmp_path: Path) -> None:
    bring(office, "boliger", "boliger_tittel.xlsx")
    head = ("Leietaker", "Født", "Adresse", "Bolignr", "Fra", "Til", "Leie", "KID")
    first = ("Prøvesen, Kari", "01.02.1980", "Fjordgata 14", "H0101", "01.03.2025", "", 7450, "0012345678")
    imports.import_file(office, "leietakere", sheet(tmp_path / "1.xlsx", head, first))
    path = sheet(
        tmp_path / "2.xlsx",
        head,
        ("Annensen, Ola", "05.06.1975", "Fjordgata 14", "H0101", "01.06.2025", "", 7450, ""),
        ("Tredjesen, Per", "05.06.1976", "Fjordgata 14", "H0102", "01.06.2025", "", 7450, "0012345678"),
    )
    assert told(imports.import_file(office, "leietakere", path)) == {
        2: "importering.utleid",
        3: "importering.kid_brukt",
    }
    assert len(every(office, Tenancy)) == 1


@pytest.mark.lagring
def test_a_protected_person_is_not_given_away_as_a_duplicate(office: Desk, tmp_path: Path) -> None:
    bring(office, "boliger", "boliger_tittel.xlsx")
    number = make_synthetic_fnr(date(1984, 3, 12), 4, female=True)
    head = ("Leietaker", "Fødselsnr", "Adresse", "Bolignr", "Fra", "Leie", "Skjermet")
    row = ("Sentinelsen, Vokter", number, "Fjordgata 14", "H0101", "01.03.2025", 7450)
    imports.import_file(office, "leietakere", sheet(tmp_path / "1.xlsx", head, (*row, "kode 6")))
    before = counts(office)
    hidden = start.scheduled_desk(office.store)
    moved = ("Vokter Sentinelsen", number, "Skolegata 2", "H0101", "01.05.2026", 5450, "")
    path = sheet(tmp_path / "2.xlsx", head, (*row, ""), moved)
    result = imports.import_file(hidden, "leietakere", path, rest=tmp_path / "rest.xlsx")
    assert told(result) == {2: "importering.finnes_fra_for", 3: "importering.finnes_fra_for"}
    assert not any("Sentinel" in render(line.message) or number in render(line.message) for line in result.rows)
    assert counts(office) == before


def test_another_name_on_a_number_and_a_namesake_must_be_confirmed(office: Desk, tmp_path: Path) -> None:
    bring(office, "boliger", "boliger_tittel.xlsx")
    number = make_synthetic_fnr(date(1984, 3, 12), 5, female=True)
    head = ("Leietaker", "Fødselsnr", "Adresse", "Bolignr", "Fra", "Til", "Leie")
    imports.import_file(
        office, "leietakere",
        sheet(tmp_path / "1.xlsx", head,
              ("Prøvesen, Kari", number, "Fjordgata 14", "H0101", "01.03.2020", "28.02.2023", 7450),
              ("Uten, Nummer", "", "Fjordgata 14", "H0102", "01.03.2020", "28.02.2023", 7450)),
    )  # fmt: skip
    path = sheet(
        tmp_path / "2.xlsx", head,
        ("Gift, Kari", number, "Skolegata 2", "H0101", "01.04.2024", "", 5450),
        ("Uten, Nummer", "", "Skolegata 2", "H0102", "01.04.2024", "", 5450),
    )  # fmt: skip
    plan = imports.read_plan(office, "leietakere", path)
    codes = {f.row: f for f in plan.findings}
    assert (codes[2].code, codes[3].code) == ("importering.annet_navn", "importering.samme_navn")
    plan = imports.accept(office, plan, [codes[2]])
    plan = imports.mend(office, plan, codes[3], codes[3].mends[0])
    assert imports.book(office, plan).value.new == 2
    assert len(every(office, Person)) == 2


def test_a_mapping_is_remembered_by_its_headings(office: Desk, tmp_path: Path) -> None:
    path = sheet(tmp_path / "b.xlsx", ("Hvor", "Bolignr", "Pris"), ("Storgata 1", "H0101", 7000))
    with pytest.raises(RefusedError) as missing:
        imports.import_file(office, "boliger", path)
    assert missing.value.fault.code == "import.mangler_felt"
    plan = imports.read_plan(office, "boliger", path)
    plan = imports.use_column(office, imports.use_column(office, plan, 1, "adresse"), 3, "leie")
    imports.save_mapping(office, plan)
    result = imports.import_file(office, "boliger", path)
    assert result.new == 1 and every(office, DwellingRent)[0].rent_ore == 700_000


def test_a_colleague_in_between_makes_it_match_again(
    office: Desk, monkeypatch: pytest.MonkeyPatch, tmp_path: Path
) -> None:
    """Somebody makes the same area between the matching and the writing: it is used, not made twice."""
    head = ("Adresse", "Bolignr", "Område")
    prepared, calls = imports._prepared, []

    def disturbed(desk: Desk, batch: Batch) -> Prepared:
        ready = prepared(desk, batch)
        if not calls:
            areas.area_named(desk, "Havna")
        calls.append(batch.position)
        return ready

    monkeypatch.setattr(imports, "_prepared", disturbed)
    path = sheet(tmp_path / "b.xlsx", head, ("Storgata 1", "H0101", "HAVNA"))
    assert imports.import_file(office, "boliger", path).new == 1
    assert [area.name for area in every(office, Area)] == ["Havna"]
    assert len(calls) == 2 and len(every(office, Dwelling)) == 1


def test_only_those_with_the_right_import(office: Desk) -> None:
    counter = start.enter_without_login(office.store, Role.COUNTER)
    with pytest.raises(RefusedError) as refused:
        bring(counter, "boliger", "boliger_tittel.xlsx")
    assert refused.value.fault.code == "tilgang.mangler"
