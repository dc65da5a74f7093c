"""The papers of an application for bostøtte: what it needs, what was asked for, and the checklist to take home."""

from __future__ import annotations

from datetime import timedelta
from io import BytesIO

import pytest
from pypdf import PdfReader

from boligdesk.casework import benefit_papers
from boligdesk.casework.benefit_papers import BenefitPaperRow
from boligdesk.database.engine import Store
from boligdesk.rules.bostotte.household import HomeTenure
from boligdesk.rules.guidance.benefit_papers import BenefitPaper, OnPaper, PaperFacts, on_paper, papers
from boligdesk.rules.messages import RefusedError

from .people_world import TODAY, World, family

_MUNICIPAL = PaperFacts(municipal=True)


@pytest.fixture(autouse=True)
def _day(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setenv("BOLIGDESK_DATO", TODAY.isoformat())


@pytest.fixture
def office(store: Store) -> World:
    return family(store)


def test_a_municipal_tenant_needs_no_lease_and_others_what_their_home_costs() -> None:
    assert papers(_MUNICIPAL) == (BenefitPaper.ACCOUNT_NUMBER,)
    assert BenefitPaper.LEASE in papers(PaperFacts())
    owned = papers(PaperFacts(tenure=HomeTenure.DETACHED, loan=True, heating_known=False, adapted=True))
    assert owned == (
        BenefitPaper.PROPERTY_TAX_BILL,
        BenefitPaper.GROUND_RENT_BILL,
        BenefitPaper.LOAN_PLAN,
        BenefitPaper.HEATING,
        BenefitPaper.ADAPTATION,
        BenefitPaper.ACCOUNT_NUMBER,
    )


def test_who_must_apply_on_paper() -> None:
    assert on_paper(PaperFacts(electronic_id=True)) == ()
    everything = PaperFacts(
        shared_home=True, electronic_id=False, guardian=True, child_wealth=True, registered_elsewhere=True
    )
    assert on_paper(everything) == tuple(OnPaper)
    assert on_paper(PaperFacts()) == ()


@pytest.mark.lagring
def test_a_paper_is_asked_for_and_comes(office: World) -> None:
    desk, person = office.leader, office.ids["father"]
    paper_id = benefit_papers.write_benefit_paper(desk, person, BenefitPaper.LEASE, None, TODAY, None).value
    lease = _of(office, BenefitPaper.LEASE)
    assert (lease.id, lease.asked_on, lease.received_on) == (paper_id, TODAY, None)
    again = benefit_papers.write_benefit_paper(desk, person, BenefitPaper.LEASE, lease.version, TODAY, TODAY).value
    assert (again, _of(office, BenefitPaper.LEASE).received_on) == (paper_id, TODAY)
    with pytest.raises(RefusedError) as told:
        tomorrow = TODAY + timedelta(days=1)
        benefit_papers.write_benefit_paper(desk, person, BenefitPaper.HEATING, None, tomorrow, None)
    assert told.value.fault.code == "bostottestatus.fram_i_tid"


def _of(office: World, wanted: BenefitPaper) -> BenefitPaperRow:
    rows = benefit_papers.benefit_papers(office.leader, office.ids["father"], _MUNICIPAL)
    return next(row for row in rows if row.paper is wanted)


def test_the_checklist_says_papers_dates_and_why_on_paper(office: World) -> None:
    desk, person = office.leader, office.ids["father"]
    benefit_papers.write_benefit_paper(desk, person, BenefitPaper.LEASE, None, TODAY, None)
    words = _printed(office, PaperFacts())
    assert "Frist på nett 25.11.2026" in words and "Utbetales 18.12.2026" in words
    assert "Bedt om 23.11.2026" in words and "Kontonummer Mangler" in words and "husbanken.no" in words
    words = _printed(office, PaperFacts(guardian=True))
    assert "Du må søke på papir" in words and "En verge søker." in words and "husbanken.no" not in words


def _printed(office: World, facts: PaperFacts) -> str:
    pdf = benefit_papers.print_checklist(office.leader, office.ids["father"], facts).value.pdf
    words = " ".join(page.extract_text() for page in PdfReader(BytesIO(pdf)).pages)
    return " ".join(words.replace("\u00a0", " ").split())
