"""Guidance given: kept with a name and opened as it was, one page to take home; without a name nothing stays (E11)."""

from __future__ import annotations

import json
import tempfile
from dataclasses import replace
from datetime import date
from io import BytesIO
from pathlib import Path

import pytest
from pypdf import PdfReader
from sqlalchemy import func, select

from boligdesk.casework import documents, guidances, rates
from boligdesk.casework.documents import CaseLink
from boligdesk.casework.guidances import SheetInput
from boligdesk.casework.rates import RateInput
from boligdesk.database.engine import Store
from boligdesk.models.audit import AuditEntry
from boligdesk.models.base import Base
from boligdesk.models.casefile import Document
from boligdesk.models.guidance import Guidance, GuidanceTally
from boligdesk.rules.bostotte.household import Income, Municipality
from boligdesk.rules.budget.household import Household
from boligdesk.rules.budget.lines import CostKind, DebtKind, DebtLine, Entry, IncomeKind
from boligdesk.rules.budget.people import Person
from boligdesk.rules.explanation import load
from boligdesk.rules.guidance.columns import Home, HomeColumn, Situation
from boligdesk.rules.messages import RefusedError
from boligdesk.rules.startlan.ability import LoanWish
from boligdesk.rules.vocabulary import DocumentKind, Role

from .people_world import TODAY, World, family
from .stock_world import put

POWER = Entry(CostKind.ELECTRICITY, 1_100_00)
SITUATION = Situation(
    Household((Person(age_months=360), Person(age_months=96)), (Entry(IncomeKind.WAGE, 31_400_00),), couple=False),
    (Income(month_ore=27_000_00),),
    Municipality(4),
)
HOMES = (
    Home(HomeColumn.TODAY, 13_800_00, (POWER,), False),
    Home(HomeColumn.MUNICIPAL, 9_450_00, (POWER,), False),
    Home(HomeColumn.OWN, 4_750_00, (POWER,), False, wish=LoanWish(2_450_000_00)),
)
GIVEN = SheetInput(SITUATION, HOMES)


@pytest.fixture(autouse=True)
def _day(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setenv("BOLIGDESK_DATO", TODAY.isoformat())


@pytest.fixture
def office(store: Store) -> World:
    return family(store)


def _read(pdf: bytes) -> tuple[int, str]:
    reader = PdfReader(BytesIO(pdf))
    words = " ".join(" ".join(page.extract_text() for page in reader.pages).replace("\u00a0", " ").split())
    return len(reader.pages), words


@pytest.mark.lagring
def test_guidance_is_kept_with_the_sheet_and_opened_as_it_was(office: World) -> None:
    desk, father = office.leader, office.ids["father"]
    paper = guidances.keep_guidance(desk, father, replace(GIVEN, advice=" Ringe banken ")).value
    (row,) = guidances.guidances_of(desk, father)
    assert (row.on_date, row.advice, row.provisional, row.document_id) == (
        TODAY,
        "Ringe banken",
        True,
        paper.document_id,
    )
    kept = guidances.guidance_card(desk, row.id)
    assert (kept.situation, kept.homes, kept.name) == (SITUATION, HOMES, "Nils Åpensen")
    rates.add_rate(desk, RateInput("sifo_medier_2", date(2026, 2, 1), "99999", "prøve", date(2027, 1, 31)))
    assert guidances.guidance_card(desk, row.id).explanations == kept.explanations
    (document,) = [d for d in documents.documents_of(desk, CaseLink(person_id=father)) if d.id == paper.document_id]
    assert document.kind is DocumentKind.GUIDANCE_SHEET and "Nils" not in document.file_name
    stored = documents.open_document(desk, document.id)
    pages, words = _read(stored.content)
    assert stored.content == paper.pdf and pages == 1
    assert "Nils Åpensen" in words and "Ringe banken" in words and "Regneeksempel. Ikke tilsagn." in words
    assert "senest 25.11.2026" in words and "Regnet ut 23.11.2026" in words


@pytest.mark.lagring
def test_the_same_talk_twice_in_a_day_is_kept_once_and_a_withdrawn_one_is_gone(office: World) -> None:
    desk, father = office.leader, office.ids["father"]
    first = guidances.keep_guidance(desk, father, GIVEN).value
    again = guidances.keep_guidance(desk, father, GIVEN).value
    assert (first.fresh, again.fresh, again.pdf) == (True, False, first.pdf)
    (row,) = guidances.guidances_of(desk, father)
    with pytest.raises(RefusedError):
        guidances.withdraw_guidance(desk, row.id, row.version, " ")
    guidances.withdraw_guidance(desk, row.id, row.version, "feil person")
    assert guidances.guidances_of(desk, father) == ()
    anew = guidances.keep_guidance(desk, father, GIVEN).value
    (row,) = guidances.guidances_of(desk, father)
    assert anew.fresh and row.document_id == anew.document_id != first.document_id


def test_the_explanation_is_kept_with_the_document_too(office: World) -> None:
    paper = guidances.keep_guidance(office.leader, office.ids["father"], GIVEN).value
    (row,) = guidances.guidances_of(office.leader, office.ids["father"])
    kept = guidances.guidance_card(office.leader, row.id)
    with office.store.reading() as session:
        data = session.get_one(Document, paper.document_id).data
    assert tuple(load(tree) for tree in data["explanations"]) == kept.explanations
    assert len(kept.explanations) == 3


def _counts(office: World) -> dict[str, int]:
    with office.store.reading() as session:
        tables = Base.metadata.sorted_tables
        return {t.name: session.execute(select(func.count()).select_from(t)).scalar_one() for t in tables}


def _last_audited(office: World) -> dict[str, object]:
    """What the audit tells of the last record."""
    with office.store.reading() as session:
        entry = session.execute(select(AuditEntry).order_by(AuditEntry.id.desc()).limit(1)).scalars().one()
        return {name: value for name, value in (entry.after or {}).items() if name != "id"}


def _files(*folders: Path) -> set[Path]:
    return {path for folder in folders for path in folder.rglob("*") if path.is_file()}


@pytest.mark.lagring
def test_without_a_name_nothing_stays_but_the_count(
    office: World, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    """E11: no row, no document, no temporary file; the figures are nowhere in the store."""
    spare = tmp_path / "spare"
    spare.mkdir()
    monkeypatch.setattr(tempfile, "tempdir", str(spare))
    before = _counts(office)
    sheet = guidances.print_sheet(office.leader, replace(GIVEN, advice="Ringe banken")).value
    after = _counts(office)
    grown = {name: after[name] - before[name] for name in after if after[name] != before[name]}
    assert grown == {"guidance_tally": 1, "act_log": 1, "audit_entry": 1, "change_feed": 1}
    assert _last_audited(office) == {"on_date": TODAY.isoformat(), "printed": True}
    assert _files(spare) == set()
    pages, words = _read(sheet.pdf)
    assert pages == 1 and "Én voksen og 1 barn" in words and "Ringe banken" in words and "Nils" not in words
    guidances.print_sheet(office.leader, GIVEN, counted=True)
    assert _counts(office) == after


@pytest.mark.lagring
def test_a_talk_without_a_sheet_is_counted_too(office: World) -> None:
    guidances.count_talk(office.leader)
    with office.store.reading() as session:
        (row,) = session.execute(select(GuidanceTally.on_date, GuidanceTally.printed))
    assert tuple(row) == (TODAY, False)


LONG = "Bustøtteinntektsgrunnlagsvurderingsordningen"
MANY = tuple(Person(age_months=months) for months in (480, 470, 200, 180, 160, 140, 120, 100, 80, 60, 40, 30, 20, 2))
WORST = Situation(
    Household(
        MANY,
        (Entry(IncomeKind.WAGE, 1_234_567_00), Entry(CostKind.OTHER, 99_999_00, note=LONG)),
        (DebtLine(DebtKind.CONSUMER, 999_999_00, None, 12_345_67, LONG),),
    ),
    (Income(month_ore=1_234_567_00),),
    Municipality(4),
)
ALL_COSTS = tuple(Entry(kind, 12_345_67) for kind in list(CostKind)[3:8])


@pytest.mark.parametrize("language", ["nb", "nn"])
@pytest.mark.parametrize("situation", [WORST, replace(WORST, budget=replace(WORST.budget, couple=True))])
def test_it_is_one_page_with_long_words_three_homes_and_all_there_is(
    office: World, situation: Situation, language: str
) -> None:
    homes = tuple(replace(home, others=ALL_COSTS) for home in HOMES)
    advice = " ".join([LONG] * 8)[:400]
    given = SheetInput(situation, homes, advice, language)
    pages, words = _read(guidances.keep_guidance(office.leader, office.ids["father"], given).value.pdf)
    assert pages == 1
    assert {"nb": "Dette ble vi enige om", "nn": "Dette vart vi einige om"}[language] in words
    assert {"nb": "Ikke by på bolig", "nn": "Ikkje by på bustad"}[language] in words


def test_what_cannot_be_printed_is_said(office: World) -> None:
    empty = tuple(Home(kind, None, wish=LoanWish()) for kind in HomeColumn)
    for given, code in (
        (replace(GIVEN, homes=empty), "veiledningsark.uten_tall"),
        (replace(GIVEN, advice="a" * 401), "veiledningsark.for_langt"),
        (replace(GIVEN, homes=(replace(HOMES[0], month_ore=-1),)), "budsjett.umulig_belop"),
    ):
        with pytest.raises(RefusedError) as refused:
            guidances.print_sheet(office.leader, given)
        assert refused.value.fault.code == code
    assert _counts(office)["guidance_tally"] == 0


def test_what_a_newer_program_kept_is_refused_and_never_half_read(office: World) -> None:
    new = {"given": {"schema": 9}, "explanation": {"schema": 9}}
    kept = put(
        office.leader, Guidance, person_id=office.ids["father"], on_date=TODAY, advice="", provisional=True, **new
    )
    assert [row.id for row in guidances.guidances_of(office.leader, office.ids["father"])] == [kept]
    with pytest.raises(RefusedError) as refused:
        guidances.guidance_card(office.leader, kept)
    assert refused.value.fault.code == "veiledningsark.ukjent_skjema"


def test_who_may_not_write_keeps_and_prints_nothing(office: World) -> None:
    reader = office.desk(Role.READER)
    for act in (
        lambda: guidances.keep_guidance(reader, office.ids["father"], GIVEN),
        lambda: guidances.print_sheet(reader, GIVEN),
    ):
        with pytest.raises(RefusedError):
            act()
    assert guidances.guidances_of(reader, office.ids["father"]) == ()


def test_what_is_kept_is_plain_json(office: World) -> None:
    guidances.keep_guidance(office.leader, office.ids["father"], GIVEN)
    with office.store.reading() as session:
        row = session.execute(select(Guidance).order_by(Guidance.id.desc())).scalars().first()
    assert row is not None
    assert json.loads(json.dumps(row.given)) == row.given and row.explanation["schema"] == 1
