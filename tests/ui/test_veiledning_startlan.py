"""Veiledning, Startlån: tried without a name, from a new case through questions, figures, papers, proof to purchase."""

from __future__ import annotations

from collections.abc import Iterator
from datetime import date, timedelta
from io import BytesIO
from pathlib import Path

import pytest
from pypdf import PdfReader
from PySide6.QtWidgets import QPushButton
from sqlalchemy import func, select

from boligdesk.casework import documents, loan_cases, loan_papers
from boligdesk.casework.guidance_subject import ANONYMOUS
from boligdesk.database.engine import Store
from boligdesk.models.casefile import Document
from boligdesk.models.guidance import LoanCase
from boligdesk.rules.budget.people import Person, Sex
from boligdesk.rules.guidance.words import LoanPurpose, LoanStage, PurchaseStep
from boligdesk.rules.startlan.documents import LoanPaper
from boligdesk.rules.startlan.interest import RateBinding
from boligdesk.rules.startlan.preparation import LoanFigure
from boligdesk.rules.startlan.purchase import HomeForm
from boligdesk.rules.startlan.target import NeedQuestion
from boligdesk.rules.vocabulary import Role
from boligdesk.texts import text
from boligdesk.ui.guidance.tabs import LOAN
from boligdesk.ui.jobs import Jobs
from boligdesk.ui.pages.veiledning import VeiledningPage
from boligdesk.ui.parts.dialog import open_dialog
from tests.casework.loan_world import office_rates
from tests.casework.people_world import TODAY, World, family, ny

from .restanser_world import Counter

F = LoanFigure
MOTHER = Person(age_months=30 * 12, sex=Sex.WOMAN)
BOY = Person(age_months=8 * 12, sex=Sex.MAN)


@pytest.fixture(autouse=True)
def _day(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setenv("BOLIGDESK_DATO", TODAY.isoformat())


@pytest.fixture
def world(store: Store) -> World:
    return family(store)


@pytest.fixture
def desk(world: World, jobs: Jobs, tmp_path: Path) -> Iterator[Counter]:
    yield Counter(world.leader, jobs, tmp_path, VeiledningPage)


def _guide(desk: Counter, person_id: int) -> None:
    desk.page.show_person(person_id)
    desk.wait()
    desk.page.record.go_to(LOAN)
    desk.wait()


def _type(desk: Counter, **values: object) -> None:
    """Type into the calculator on top."""
    desk.dialog.form.set_values(desk.dialog.form.values() | values)  # type: ignore[attr-defined]
    desk.dialog.reckon()  # type: ignore[attr-defined]
    desk.wait()


def _figure(desk: Counter, name: LoanFigure) -> object:
    found = desk.dialog.results.found  # type: ignore[attr-defined]
    assert found is not None
    return found.figures[name].result


def _choose(desk: Counter, button: str, act: str) -> None:
    """Choose an act in the menu of a line."""
    line = next(b for b in desk.page.findChildren(QPushButton) if b.isVisible() and b.accessibleName() == button)
    next(a for a in line.menu().actions() if a.text() == act).trigger()
    desk.wait()


def _more(desk: Counter, code: str) -> None:
    """Choose an act in Mer."""
    menu = desk.page.record.bar.more.menu_of_acts
    next(a for a in menu.actions() if a.text() == text(code)).trigger()
    desk.wait()


def _count(world: World, model: type) -> int:
    with world.store.reading() as session:
        return session.execute(select(func.count()).select_from(model)).scalar_one()


BUYS = {
    "purpose": LoanPurpose.BUY,
    "people": (MOTHER, BOY),
    "income_ore": 45_000_00,
    "running_ore": 4_000_00,
    "price_ore": 2_500_000_00,
    "savings_ore": 150_000_00,
}


def test_without_a_name_a_loan_is_tried_and_nothing_is_kept(desk: Counter, world: World) -> None:
    office_rates(world.leader)
    before = _count(world, LoanCase), _count(world, Document)
    _guide(desk, ANONYMOUS)
    assert text("ui.startlan.krever_navn") in desk.words()
    desk.press("ui.startlan.prov")
    assert text("ui.startlan.lagres_ikke") in desk.words() and not desk.dialog.save.isVisible()
    _type(desk, **BUYS)
    assert _figure(desk, F.STRESS_SURPLUS) is not None
    assert "Regneeksempel. Ikke tilsagn. Ikke by på bolig før kommunen har godkjent den." in desk.words()
    desk.press("ui.felles.lukk")
    assert open_dialog(desk.window) is None
    assert (_count(world, LoanCase), _count(world, Document)) == before


def test_without_stress_rate_and_floor_no_surplus_is_said_and_both_are_named(desk: Counter) -> None:
    _guide(desk, ANONYMOUS)
    desk.press("ui.startlan.prov")
    _type(desk, **BUYS)
    assert [_figure(desk, name) for name in (F.STRESS_SURPLUS, F.TODAY_SURPLUS, F.STRESS_LARGEST)] == [None] * 3
    words = desk.words()
    assert "Satsen «Styringsrenten» mangler" in words and "Veiledende sosialhjelp: enslig" in words
    assert "Husbankens rente, flytende, månedlig forfall: 4,131 % fra 01.11.2026" in words
    desk.press("ui.startlan.apne_satser")
    assert desk.dialog.accessibleName() == text("ui.innst.tittel")


def test_each_purpose_asks_its_own_and_what_cannot_be_is_said_in_words(desk: Counter, world: World) -> None:
    office_rates(world.leader)
    _guide(desk, ANONYMOUS)
    desk.press("ui.startlan.prov")
    _type(desk, **BUYS, form=HomeForm.BORETTSLAG, shared_debt_ore=3_000_000_00)
    assert "Prisen skrives med fellesgjeld." in desk.words()
    _type(desk, shared_debt_ore=1_000_000_00)
    assert _figure(desk, F.MOST) == 1_504_545_00
    _type(desk, years=40)
    assert "Husstanden kan betjene lånet over 30 år. Da kan løpetiden ikke være lengre." in desk.words()
    _type(desk, years=30, binding=RateBinding.FIXED_20)
    assert f"{text('sats.navn.husbanken_fast20_maned')}: 4,822 % fra 01.11.2026" in desk.words()
    trial = {"purpose": LoanPurpose.FIRST_HOME, "form": HomeForm.SELVEIER, "binding": RateBinding.FLOATING}
    _type(desk, **trial, price_ore=3_000_000_00)
    assert (_figure(desk, F.FIRST_EQUITY), _figure(desk, F.FIRST_FINANCED)) == (150_000_00, 2_929_545_00)
    _type(desk, purpose=LoanPurpose.REFINANCE, value_ore=2_000_000_00, debt_ore=2_400_000_00, instalment_ore=9_000_00)
    assert (_figure(desk, F.REFINANCED), _figure(desk, F.OUTSIDE)) == (2_000_000_00, 400_000_00)
    _type(desk, people=None)
    assert text("ui.startlan.hvem_mangler") in desk.words()


def _case_with_figures(desk: Counter, world: World) -> int:
    office_rates(world.leader)
    _guide(desk, world.ids["father"])
    assert text("ui.startlan.ingen_sak") in desk.words()
    desk.press("ui.startlan.ny")
    desk.fill(purpose=LoanPurpose.BUY)
    desk.press("ui.startlan.sporsmal_knapp")
    for question in (NeedQuestion.BANK_INSUFFICIENT, NeedQuestion.CHILDREN, NeedQuestion.NEEDS_STABLE_HOME_SOON):
        desk.dialog.rows[question].answer.choose("ja")  # type: ignore[attr-defined]
    desk.wait()
    assert "Kommer inn under unntak a i § 5-4" in desk.words()
    desk.press("ui.startlan.lagre_svar")
    desk.press("ui.startlan.regn")
    _type(desk, **{**BUYS, "people": (Person(born=date(1985, 5, 5), sex=Sex.MAN), BOY)})
    desk.press("ui.startlan.ta_vare")
    (card,) = loan_cases.loans_of(world.leader, world.ids["father"])
    return card.id


def test_a_case_from_questions_to_paper_and_purchase(desk: Counter, world: World) -> None:
    case_id = _case_with_figures(desk, world)
    words = desk.words()
    assert "Kommer inn under unntak a i § 5-4" in words and "Prioritert: barn" not in words  # a chip, no label
    assert "Stressrente" in words and "Største lån husstanden kan betjene" in words
    desk.press("ui.startlan.tekster")
    desk.press("ui.startlan.foresla_nn")
    reasons = desk.dialog.form.values()["reasons"]  # type: ignore[attr-defined]
    assert "Unntak a" in reasons and "Med stressrenta har husstanden" in reasons
    desk.fill(child_assessment="Barnet bor trygt nær skolen.")
    _more(desk, "ui.startlan.be_om_alle")
    rows = loan_papers.loan_papers(world.leader, case_id)
    assert all(row.asked_on == TODAY for row in rows) and LoanPaper.CHILDCARE_AND_SUPPORT in {r.paper for r in rows}
    _choose(desk, text("ui.startlan.om_papir", hva="Skattemelding"), text("ui.startlan.skriv_papir"))
    desk.fill(received_on=TODAY)
    assert loan_papers.loan_papers(world.leader, case_id)[0].received_on == TODAY
    _more(desk, "ui.startlan.flytt")
    desk.fill(stage=LoanStage.GRANTED)
    _more(desk, "ui.startlan.nytt_bevis")
    assert desk.dialog.form.values()["expires_on"] == date(2027, 2, 22)  # type: ignore[attr-defined]
    desk.fill(amount_ore=2_450_000_00, expires_on=TODAY + timedelta(days=10))
    lists = desk.page.head.lists.menu_of_acts.actions()
    next(a for a in lists if a.text() == text("ui.startlan.utlop")).trigger()
    assert "Nils Åpensen" in " ".join(b.text() for b in desk.dialog.findChildren(QPushButton))
    desk.press("ui.felles.lukk")
    _choose(desk, text("ui.startlan.om_bevis", dato=TODAY + timedelta(days=10)), text("ui.startlan.bruk"))
    desk.fill(used_on=TODAY)
    _choose(desk, text("ui.startlan.om_steg", hva="Overtakelse"), text("ui.startlan.skriv_steg"))
    desk.fill(due=date(2026, 12, 15), note="Skolegata 4")
    assert "Overtakelse · Skolegata 4" in desk.words()
    (card,) = loan_cases.loans_of(world.leader, world.ids["father"])
    assert card.proofs[0].used_on == TODAY
    assert next(row.due for row in card.purchase if row.step is PurchaseStep.TAKEOVER) == date(2026, 12, 15)
    _more(desk, "ui.startlan.dobbel")
    desk.fill(old_last=date(2026, 12, 31), new_address="Skolegata 4", rent_ore=9_300_00)
    assert "til Skolegata 4 og betaler for begge boligene i 17 dager" in _newest_pdf(world)


def test_the_sheet_is_printed_on_one_page_and_opens_as_it_was_kept(desk: Counter, world: World) -> None:
    _case_with_figures(desk, world)
    desk.press("ui.startlan.skriv_ut")
    assert desk.dialog.accessibleName() == "Forberedelse av startlån"
    words = _newest_pdf(world)
    assert "Regneeksempel. Ikke tilsagn. Ikke by på bolig før kommunen har godkjent den." in words
    desk.dialog.leave()
    office_rates(world.leader, policy="5.00")
    desk.page.on_lost()
    desk.wait()
    assert "6,50" in desk.words() and "7,50" not in desk.words(), "the kept figures stand as they were kept"


def _newest_pdf(world: World) -> str:
    with world.store.reading() as session:
        newest = session.execute(select(Document.id).order_by(Document.id.desc())).scalars().first()
    assert newest is not None
    pages = PdfReader(BytesIO(documents.open_document(world.leader, newest).content)).pages
    assert len(pages) == 1
    return " ".join(pages[0].extract_text().replace("\u00a0", " ").split())


def test_who_may_not_write_sees_the_case_and_may_try(world: World, jobs: Jobs, tmp_path: Path) -> None:
    buyer = ny(world.leader, "Testesen", "Berit", date(1990, 1, 1))
    loan_cases.open_loan(world.leader, buyer, LoanPurpose.BUY)
    reader = Counter(world.desk(Role.READER), jobs, tmp_path, VeiledningPage)
    _guide(reader, buyer)
    acts = [act.label for act in reader.page.record.sections[LOAN].acts(reader.page.record.card)]
    assert acts == [text("ui.startlan.prov")]
    assert "Kjøpe bolig" in reader.words()
