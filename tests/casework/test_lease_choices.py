"""What the dialogs of a lease offer: free homes first, what is known of one, the § 11-1 paper before a tenancy."""

from __future__ import annotations

from dataclasses import replace
from datetime import date

import pytest

from boligdesk.casework import lease_print, tenancy_new
from boligdesk.casework.documents import CaseLink, documents_of
from boligdesk.casework.lease_choices import tenancy_versions, unit_known, units_found
from boligdesk.casework.tenancy_card import tenancy_card
from boligdesk.casework.tenancy_change import Change, make_change
from boligdesk.rules.messages import RefusedError
from boligdesk.rules.tenancy_changes import Consent
from boligdesk.rules.terms import ChangeKind, LegalBasis
from boligdesk.rules.vocabulary import DocumentKind, Status

from ..ui.tenancy_office import FIRST, make_office


@pytest.fixture
def office(tmp_path, monkeypatch):
    monkeypatch.setenv("BOLIGDESK_DATO", "2026-11-23")
    made = make_office(tmp_path)
    yield made
    made.desk.store.close()


def test_free_homes_come_first_and_text_narrows(office):
    assert [unit.unit_id for unit in units_found(office.desk)] == list(office.units)
    office.lease(0)
    found = units_found(office.desk)
    assert [(unit.unit_id, unit.status) for unit in found] == [
        (office.units[1], Status.VACANT),
        (office.units[0], Status.RESERVED),
    ]
    assert [unit.place for unit in units_found(office.desk, "fjordgata 16")] == ["Fjordgata 16, H0204"]
    assert units_found(office.desk, "storgata") == ()
    assert len(units_found(office.desk, most=1)) == 1


def test_what_is_known_of_a_unit(office):
    known = unit_known(office.desk, office.units[0], FIRST)
    assert (known.place, known.rooms, known.rent_ore, known.rent_from) == (
        "Fjordgata 14, H0203", 3, 895000, date(2026, 6, 18),
    )  # fmt: skip
    assert unit_known(office.desk, office.units[0], date(2026, 6, 17)).rent_from is None


def test_the_information_is_printed_and_given_again_before_any_tenancy(office):
    draft = tenancy_new.propose(office.desk, office.units[0], office.people[:1], FIRST)
    draft = replace(draft, legal_basis=LegalBasis.SECTION_11_1, fixed_until=date(2029, 11, 30))
    first = lease_print.print_information(office.desk, draft).value
    again = lease_print.print_information(office.desk, draft).value
    assert (first.fresh, again.fresh) == (True, False)
    assert first.pdf == again.pdf
    (row,) = documents_of(office.desk, CaseLink(person_id=office.people[0]))
    assert (row.kind, row.tenancy_id) == (DocumentKind.INFORMATION_11_1, None)


def test_the_information_needs_somebody_to_inform(office):
    draft = tenancy_new.propose(office.desk, office.units[0], (), FIRST)
    with pytest.raises(RefusedError) as refused:
        lease_print.print_information(office.desk, draft)
    assert refused.value.fault.code == "leieforhold.uten_person"


def test_what_others_changed_on_a_tenancy(office):
    old_end, new_end = date(2029, 11, 30), date(2034, 11, 30)
    draft = tenancy_new.propose(office.desk, office.units[0], office.people[:2], FIRST)
    lease = tenancy_new.create(office.desk, replace(draft, fixed_until=old_end)).value
    card = tenancy_card(office.desk, lease)
    change = Change(
        lease, card.version, ChangeKind.RENEWAL, date(2029, 12, 1), given=frozenset(Consent), new_end=new_end
    )
    make_change(office.desk, change)
    theirs = tenancy_versions(office.desk, lease, card.version)
    assert theirs.version > card.version
    assert theirs.fields["fixed_until"] == (old_end, new_end)
