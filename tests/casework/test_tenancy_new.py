"""A new lease: everything known is proposed, the act stops what it forbids, and the paper says what was agreed."""

from __future__ import annotations

from dataclasses import replace
from datetime import date
from io import BytesIO

import pikepdf
import pytest
from pypdf import PdfReader
from sqlalchemy import text

from boligdesk.casework import documents, lease_print, settings, tenancy_card, tenancy_new
from boligdesk.rules.kid import check_kid
from boligdesk.rules.messages import Kind, RefusedError
from boligdesk.rules.terms import Clause, LandlordKind, LegalBasis, SecurityKind

from .lease_world import LeaseWorld

pytestmark = pytest.mark.lagring


def _text(pdf: bytes) -> str:
    return " ".join(" ".join(page.extract_text() for page in PdfReader(BytesIO(pdf)).pages).split())


def test_what_the_records_know_is_not_asked(leases: LeaseWorld) -> None:
    draft = tenancy_new.propose(leases.desk, leases.unit, (leases.anna,), date(2026, 12, 1))
    assert draft.rent_ore == 895000
    assert draft.landlord_kind is LandlordKind.MUNICIPALITY
    assert (draft.security_kind, draft.deposit_ore) == (SecurityKind.DEPOSIT, 3 * 895000)


def test_a_lawful_lease_is_written_down_and_printed(leases: LeaseWorld) -> None:
    tenancy_id = leases.lease()
    card = tenancy_card.tenancy_card(leases.desk, tenancy_id)
    assert [t.name for t in card.tenants] == ["Jon-Ántte Eira Kvernmo", "Ŋárja Eira Kvernmo"]
    assert [(m.name, m.age) for m in card.members] == [("Máret Kvernmo", 8)]
    assert card.kid is not None and check_kid(card.kid, _plan(leases)) is None
    printed = lease_print.print_lease(leases.desk, tenancy_id).value
    words = _text(printed.pdf)
    for expected in ("01.12.2026", "30.11.2029", "8 950 kr", "26 850 kr", card.kid, "Ŋárja Eira Kvernmo", "H0203"):
        assert expected in words.replace("\u00a0", " ")
    assert "vedtak om" not in words.lower()


def _plan(leases: LeaseWorld):  # type: ignore[no-untyped-def]
    from boligdesk.casework.core.acts import Look
    from boligdesk.casework.core.lease_write import kid_plan

    with leases.store.reading() as session:
        return kid_plan(Look(session, leases.desk))


def test_too_high_a_deposit_stops_the_lease_with_paragraph_and_mend(leases: LeaseWorld) -> None:
    found = tenancy_new.check(leases.desk, leases.draft(deposit_ore=6_000_000))
    stop = [c for c in found.controls if c.kind is Kind.HARD]
    assert [c.paragraph for c in stop] == ["husleieloven § 3-5"]
    assert stop[0].mends[0].values["deposit_ore"] == 6 * 895000
    with pytest.raises(RefusedError) as refused:
        leases.lease(deposit_ore=6_000_000)
    assert refused.value.fault.code == stop[0].code


def test_departing_from_custom_needs_a_reason_that_is_kept(leases: LeaseWorld) -> None:
    draft = leases.draft(rent_ore=1_200_000, deposit_ore=0, security_kind=SecurityKind.NONE)
    soft = [c.code for c in tenancy_new.check(leases.desk, draft).controls if c.kind is Kind.SOFT]
    assert soft
    with pytest.raises(RefusedError):
        tenancy_new.create(leases.desk, draft)
    reasoned = leases.draft(
        rent_ore=1_200_000,
        deposit_ore=0,
        security_kind=SecurityKind.NONE,
        reasons=dict.fromkeys(soft, "Vedtatt av formannskapet"),
    )
    tenancy_id = tenancy_new.create(leases.desk, reasoned).value
    kept = dict(tenancy_card.tenancy_card(leases.desk, tenancy_id).reasons)
    assert kept == dict.fromkeys(soft, "Vedtatt av formannskapet")


def test_a_short_term_without_reason_is_stopped(leases: LeaseWorld) -> None:
    with pytest.raises(RefusedError):
        leases.lease(fixed_until=date(2027, 11, 30))


def test_section_11_1_needs_its_information_before_signing(leases: LeaseWorld) -> None:
    on_11_1 = {"legal_basis": LegalBasis.SECTION_11_1, "decision_ref": "26/00418"}
    with pytest.raises(RefusedError):
        leases.lease(**on_11_1)
    tenancy_id = leases.lease(**on_11_1, informed_11_1_on=date(2026, 11, 16))
    assert "16.11.2026" in _text(lease_print.print_lease(leases.desk, tenancy_id).value.pdf)


def test_no_two_leases_on_one_home(leases: LeaseWorld) -> None:
    leases.lease()
    with pytest.raises(RefusedError) as refused:
        leases.lease(tenant_ids=(leases.newcomer,), start=date(2027, 6, 1), fixed_until=date(2030, 5, 31))
    assert refused.value.fault.code == "leieforhold.opptatt"


def test_printing_again_gives_the_same_bytes_and_a_change_makes_a_new_version(leases: LeaseWorld) -> None:
    tenancy_id = leases.lease()
    first = lease_print.print_lease(leases.desk, tenancy_id).value
    again = lease_print.print_lease(leases.desk, tenancy_id).value
    assert (again.fresh, again.document_id, again.pdf) == (False, first.document_id, first.pdf)
    assert lease_print.reprint(leases.desk, tenancy_id).pdf == first.pdf
    card = settings.office(leases.desk)
    sound = replace(card.facts, phone="780 00 999", org_number="999000002", account_number="99990000006")
    settings.change_office(leases.desk, card.version, sound)
    changed = lease_print.print_lease(leases.desk, tenancy_id).value
    assert changed.fresh and changed.document_id != first.document_id
    assert "780 00 999" in _text(changed.pdf)
    assert documents.open_document(leases.desk, first.document_id).content == first.pdf


def test_the_archive_gets_pdf_a_with_title_and_language(leases: LeaseWorld) -> None:
    printed = lease_print.print_lease(leases.desk, leases.lease()).value
    with pikepdf.open(BytesIO(printed.pdf)) as pdf:
        assert "pdfaid:part" in pdf.Root.Metadata.read_raw_bytes().decode()
        assert str(pdf.Root.Lang) == "nb-NO"
        assert str(pdf.docinfo["/Title"]) == printed.title


def test_a_lease_in_nynorsk_is_nynorsk_with_its_papers(leases: LeaseWorld) -> None:
    tenancy_id = leases.lease(letter_language="nn")
    printed = lease_print.print_lease(leases.desk, tenancy_id).value
    assert printed.title == "Leigekontrakt for kommunal bustad"
    words = _text(printed.pdf)
    assert "Leigetakarane er solidarisk ansvarlege" in words and "Leietaker" not in words
    with pikepdf.open(BytesIO(printed.pdf)) as pdf:
        assert str(pdf.Root.Lang) == "nn-NO"
    rules = lease_print.print_paper(leases.desk, tenancy_id, "husordensregler").value
    assert rules.title == "Husordensreglar"


def test_a_letting_agreement_makes_no_municipal_lease(leases: LeaseWorld) -> None:
    with pytest.raises(RefusedError):
        leases.lease(landlord_kind=LandlordKind.REFERRAL)


@pytest.mark.parametrize("key", sorted(lease_print.PAPERS))
def test_the_papers_beside_the_lease(leases: LeaseWorld, key: str) -> None:
    on_11_1 = {"legal_basis": LegalBasis.SECTION_11_1, "decision_ref": "26/00418"}
    tenancy_id = leases.lease(**on_11_1, informed_11_1_on=date(2026, 11, 16))
    printed = lease_print.print_paper(leases.desk, tenancy_id, key).value
    assert printed.pdf.startswith(b"%PDF")
    if key == "samtykke_fast_trekk":
        words = _text(printed.pdf).lower()
        assert "frivillig" in words and "trekke" in words


def test_a_preview_stores_nothing_and_says_draft(leases: LeaseWorld) -> None:
    with leases.store.engine.connect() as connection:
        before = connection.execute(text("SELECT count(*) FROM document")).scalar()
        preview = lease_print.preview_lease(leases.desk, leases.draft(clauses=frozenset({Clause.A})))
        assert "UTKAST" in _text(preview.pdf)
        assert connection.execute(text("SELECT count(*) FROM document")).scalar() == before
