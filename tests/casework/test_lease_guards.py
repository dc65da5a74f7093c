"""What a family must be able to rely on: clauses, signatures, households and papers in a changing tenancy."""

from __future__ import annotations

from dataclasses import replace
from datetime import date
from io import BytesIO
from pathlib import Path

import pytest
from pypdf import PdfReader
from sqlalchemy import select

from boligdesk.casework import (
    change_letters,
    lease_print,
    lease_sign,
    persons,
    stock_facts,
    tenancy_card,
    tenancy_change,
    tenancy_new,
)
from boligdesk.casework.core.acts import Look, Work, writes
from boligdesk.casework.core.tenancy_rows import draft_of
from boligdesk.casework.tenancy_change import Change
from boligdesk.casework.tenancy_draft import DraftMember
from boligdesk.models.casefile import Document, Task
from boligdesk.models.person import HouseholdMember, Person
from boligdesk.models.stock import LettingUnit
from boligdesk.models.tenancy import Tenancy, TenancyTerm
from boligdesk.rules.lease_facts import Extra
from boligdesk.rules.messages import RefusedError
from boligdesk.rules.rights import Right
from boligdesk.rules.succession import Relation
from boligdesk.rules.tenancy_changes import Consent
from boligdesk.rules.terms import ChangeKind, Clause, ExtraKind, ExtraMode, LegalBasis, SecurityKind
from boligdesk.rules.vocabulary import ContactKind, HouseholdRole, MeterKind, Protection, Role, TaskKind, TaskState

from .lease_world import TODAY, LeaseWorld

EVERYBODY = frozenset(Consent)
#: Why somebody holds a second home for a while.
MOVING = {"leieforhold.leier_fra_for": "Flytter over til den andre boligen"}


def _text(pdf: bytes) -> str:
    words = " ".join(page.extract_text() for page in PdfReader(BytesIO(pdf)).pages)
    return " ".join(words.split()).replace("\u00a0", " ")


def _codes(refused: pytest.ExceptionInfo[RefusedError]) -> set[str]:
    return {fault.code for fault in refused.value.faults}


def _change(leases: LeaseWorld, tenancy_id: int, kind: ChangeKind, **facts: object) -> int:
    version = tenancy_card.tenancy_card(leases.desk, tenancy_id).version
    change = Change(tenancy_id, version, kind, date(2027, 1, 1), given=EVERYBODY)
    return tenancy_change.make_change(leases.desk, replace(change, **facts)).value  # type: ignore[arg-type]


def _signed(leases: LeaseWorld, tenancy_id: int, folder: Path, *people: int) -> None:
    version = lease_sign.versions_of(leases.desk, tenancy_id)[0].id
    signatures = tuple(lease_sign.NewSignature(person, TODAY) for person in people)
    lease_sign.register_signatures(leases.desk, version, signatures, TODAY)
    scan = folder / "skann.pdf"
    scan.write_bytes(b"%PDF-1.7 signert")
    lease_sign.file_signed_scan(leases.desk, version, scan)


def _usable(leases: LeaseWorld, tenancy_id: int) -> dict[Clause, bool]:
    return {clause: use.yes for clause, use in lease_sign.clause_status(leases.desk, tenancy_id).items()}


def _tasks(leases: LeaseWorld, tenancy_id: int) -> dict[TaskKind, date | None]:
    with leases.store.reading() as session:
        query = select(Task.kind, Task.due).where(Task.tenancy_id == tenancy_id, Task.state == TaskState.OPEN)
        return {row.kind: row.due for row in session.execute(query)}


def _homes_of(leases: LeaseWorld, person_id: int, day: date) -> list[int]:
    with leases.store.reading() as session:
        rows = session.execute(select(HouseholdMember).where(HouseholdMember.person_id == person_id)).scalars()
        lives = [r for r in rows if (r.from_date or day) <= day and (r.to_date is None or r.to_date >= day)]
        return [r.household_id for r in lives]


@writes(Right.PERSON_WRITE)
def _another(work: Work, first: str, last: str, born: date) -> int:
    return work.add(Person(last_name=last, first_name=first, birth_date=born, sort_key=last, search_key=first)).id


# Clauses and signatures ---------------------------------------------------------------------------------------


def test_after_a_renewal_the_clauses_wait_for_the_signed_addendum(leases: LeaseWorld, tmp_path: Path) -> None:
    tenancy_id = leases.lease()
    lease_print.print_lease(leases.desk, tenancy_id)
    _signed(leases, tenancy_id, tmp_path, leases.anna, leases.bo)
    assert _usable(leases, tenancy_id) == {Clause.A: True, Clause.B: True}
    change = _change(leases, tenancy_id, ChangeKind.RENEWAL, new_end=date(2032, 11, 30))
    assert _usable(leases, tenancy_id) == {Clause.A: False, Clause.B: False}
    change_letters.print_addendum(leases.desk, change)
    assert _usable(leases, tenancy_id) == {Clause.A: False, Clause.B: False}
    _signed(leases, tenancy_id, tmp_path, leases.anna, leases.bo)
    assert _usable(leases, tenancy_id) == {Clause.A: True, Clause.B: True}


def test_signing_an_addendum_without_the_clauses_accepts_no_eviction(leases: LeaseWorld, tmp_path: Path) -> None:
    """Bo becomes a tenant; what he signs must carry the clauses before they can be used against him."""
    tenancy_id = leases.lease(tenant_ids=(leases.anna,), members=(DraftMember(leases.bo, HouseholdRole.PARTNER),))
    lease_print.print_lease(leases.desk, tenancy_id)
    _signed(leases, tenancy_id, tmp_path, leases.anna)
    moving = {"person_id": leases.newcomer, "role": HouseholdRole.RELATIVE, "on": date(2026, 12, 5)}
    in_change = _change(leases, tenancy_id, ChangeKind.PARTNER_MOVES_IN, **moving)
    change_letters.print_addendum(leases.desk, in_change)
    _change(leases, tenancy_id, ChangeKind.CO_TENANT_ADDED, person_id=leases.bo)
    _signed(leases, tenancy_id, tmp_path, leases.anna, leases.bo)
    assert _usable(leases, tenancy_id) == {Clause.A: False, Clause.B: False}


def test_the_one_who_stays_after_a_break_up_accepts_the_clauses_on_the_addendum(
    leases: LeaseWorld, tmp_path: Path
) -> None:
    tenancy_id = leases.lease(tenant_ids=(leases.anna,), members=(DraftMember(leases.bo, HouseholdRole.PARTNER),))
    lease_print.print_lease(leases.desk, tenancy_id)
    _signed(leases, tenancy_id, tmp_path, leases.anna)
    change = _change(leases, tenancy_id, ChangeKind.BREAK_UP, person_id=leases.anna, successor_id=leases.bo)
    words = _text(change_letters.print_addendum(leases.desk, change).value.pdf)
    assert "vedtar at utkastelse kan kreves" in words and "leietaker som går ut" in words
    assert _usable(leases, tenancy_id)[Clause.A] is False
    _signed(leases, tenancy_id, tmp_path, leases.bo)
    assert _usable(leases, tenancy_id)[Clause.A] is True


def test_a_minor_who_signed_alone_is_not_bound_when_they_come_of_age(
    leases: LeaseWorld, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    young = _another(leases.desk, "Ravna", "Balto", date(2009, 1, 15)).value
    with leases.store.writing() as session:
        session.get_one(Person, young).birth_date = date(2000, 1, 15)
    tenancy_id = leases.lease(tenant_ids=(young,), members=())
    lease_print.print_lease(leases.desk, tenancy_id)
    _signed(leases, tenancy_id, tmp_path, young)
    with leases.store.writing() as session:
        session.get_one(Person, young).birth_date = date(2009, 1, 15)
    monkeypatch.setenv("BOLIGDESK_DATO", "2027-06-01")
    assert _usable(leases, tenancy_id)[Clause.A] is False


def test_a_household_member_who_interpreted_is_doubted_and_refused_beforehand(leases: LeaseWorld) -> None:
    with pytest.raises(RefusedError) as refused:
        leases.lease(interpreter_name="Máret  kvernmo")
    assert "husleie.klausul.tolk_slektning" in _codes(refused)


def test_only_a_tenant_signs(leases: LeaseWorld) -> None:
    tenancy_id = leases.lease()
    lease_print.print_lease(leases.desk, tenancy_id)
    version = lease_sign.versions_of(leases.desk, tenancy_id)[0].id
    with pytest.raises(RefusedError):
        lease_sign.register_signatures(
            leases.desk, version, (lease_sign.NewSignature(leases.newcomer, TODAY),), landlord_signed_on=None
        )


def test_a_second_running_tenancy_needs_a_reason_in_a_new_lease_and_for_a_co_tenant(leases: LeaseWorld) -> None:
    first = leases.lease()
    second = {"unit_id": leases.other_unit, "tenant_ids": (leases.bo,), "members": ()}
    with pytest.raises(RefusedError) as refused:
        leases.lease(**second)
    assert _codes(refused) == {"leieforhold.leier_fra_for"}
    number = tenancy_card.tenancy_card(leases.desk, first).number
    assert {fault.what.params["nummer"] for fault in refused.value.faults} == {number}
    other = leases.lease(**second | {"tenant_ids": (leases.newcomer,)})
    with pytest.raises(RefusedError) as refused:
        _change(leases, other, ChangeKind.CO_TENANT_ADDED, person_id=leases.bo)
    assert "leieforhold.leier_fra_for" in _codes(refused)
    _change(leases, other, ChangeKind.CO_TENANT_ADDED, person_id=leases.bo, reasons=MOVING)
    assert len(tenancy_card.tenancy_card(leases.desk, other).tenants) == 2


def test_a_protected_tenancy_is_told_without_being_named(leases: LeaseWorld) -> None:
    leases.lease(tenant_ids=(leases.anna, leases.bo))
    draft = leases.draft(unit_id=leases.other_unit, tenant_ids=(leases.bo,), members=())
    with leases.store.writing() as session:
        session.get_one(Person, leases.anna).protection = Protection.STRICT
    found = tenancy_new.check(leases.as_role(Role.SCHEDULED), draft).controls
    told = [c for c in found if c.code.startswith("leieforhold.leier_fra_for")]
    assert [(c.code, set(c.what.params)) for c in told] == [("leieforhold.leier_fra_for_skjermet", {"navn"})]


# What is printed ----------------------------------------------------------------------------------------------


def test_a_lease_printed_again_never_names_who_came_later(leases: LeaseWorld, tmp_path: Path) -> None:
    tenancy_id = leases.lease()
    first = lease_print.print_lease(leases.desk, tenancy_id).value
    _signed(leases, tenancy_id, tmp_path, leases.anna, leases.bo)
    _change(leases, tenancy_id, ChangeKind.CO_TENANT_ADDED, person_id=leases.newcomer)
    again = lease_print.print_lease(leases.desk, tenancy_id).value
    assert (again.fresh, again.pdf) == (False, first.pdf)
    with leases.store.reading() as session:
        assert len(draft_of(Look(session, leases.desk), tenancy_id).tenant_ids) == 2


def test_a_colleague_who_prints_again_gets_the_same_document(leases: LeaseWorld) -> None:
    tenancy_id = leases.lease()
    first = lease_print.print_lease(leases.desk, tenancy_id).value
    colleague = replace(leases.desk, who=replace(leases.desk.who, name="Kari Prøve"))
    again = lease_print.print_lease(colleague, tenancy_id).value
    assert (again.fresh, again.document_id) == (False, first.document_id)


def test_a_deposit_beside_a_guarantee_is_printed_with_both_sums(leases: LeaseWorld) -> None:
    sums = {"deposit_ore": 895050, "guarantee_ore": 1_790_000, "guarantor": "Fjordvik Garanti"}
    tenancy_id = leases.lease(security_kind=SecurityKind.GUARANTEE, guarantee_reference="G-77", **sums)
    words = _text(lease_print.print_lease(leases.desk, tenancy_id).value.pdf)
    assert "8 950,50 kr" in words and "17 900 kr" in words and "Fjordvik Garanti" in words and "G-77" in words


def test_deposit_and_guarantee_count_together_towards_six_months(leases: LeaseWorld) -> None:
    sums = {"deposit_ore": 3 * 895000, "guarantee_ore": 3 * 895000 + 1, "guarantor": "Fjordvik Garanti"}
    with pytest.raises(RefusedError) as refused:
        leases.lease(security_kind=SecurityKind.GUARANTEE, **sums)
    assert "husleie.sikkerhet.over_tak_sammen" in _codes(refused)


def test_the_interpreter_stands_in_the_lease_even_when_the_language_is_unknown(leases: LeaseWorld) -> None:
    tenancy_id = leases.lease(interpreter_name="Tolketjenesten i Fjordvik")
    assert "tolk: Tolketjenesten i Fjordvik" in _text(lease_print.print_lease(leases.desk, tenancy_id).value.pdf)


def test_how_the_figures_came_about_is_kept_with_the_print(leases: LeaseWorld) -> None:
    printed = lease_print.print_lease(leases.desk, leases.lease()).value
    with leases.store.reading() as session:
        kept = session.get_one(Document, printed.document_id).data["explanations"]
    codes = {line["explanation"]["code"] for line in kept}
    assert {"husleie.forklaring.tak_sikkerhet", "husleie.endring.tidligst_kpi"} <= codes


def test_a_withdrawn_tenancy_is_not_printed(leases: LeaseWorld) -> None:
    tenancy_id = leases.lease()
    with leases.store.writing() as session:
        session.get_one(Tenancy, tenancy_id).voided_at = leases.desk.now
    with pytest.raises(RefusedError) as refused:
        lease_print.print_lease(leases.desk, tenancy_id)
    assert refused.value.fault.code == "leieforhold.er_trukket"


def test_section_11_1_information_is_only_for_such_leases(leases: LeaseWorld) -> None:
    with pytest.raises(RefusedError) as refused:
        lease_print.print_paper(leases.desk, leases.lease(), "opplysning_11_1")
    assert refused.value.fault.code == "leieforhold.ikke_11_1"


def test_deduction_is_never_a_term_of_the_lease(leases: LeaseWorld) -> None:
    for words in ("Leien betales ved fast trekk.", "Leien trekkes fra ytelsen fra NAV."):
        with pytest.raises(RefusedError) as refused:
            leases.lease(special_terms=words)
        assert "leieforhold.trekk_i_vilkar" in _codes(refused)
    assert leases.lease(special_terms="Trekkfulle vinduer skiftes i 2027.")


def test_a_protected_co_tenants_phone_is_not_on_the_paper_both_get(leases: LeaseWorld) -> None:
    persons.add_contact_point(leases.desk, leases.bo, persons.ContactInput(ContactKind.PHONE, "90000001"))
    with leases.store.writing() as session:
        session.get_one(Person, leases.bo).protection = Protection.STRICT
    words = _text(lease_print.print_lease(leases.desk, leases.lease()).value.pdf)
    assert "Ŋárja Eira Kvernmo" in words and "90 00 00 01" not in words and "90000001" not in words


def test_information_naming_a_protected_tenant_is_hidden_with_them(leases: LeaseWorld) -> None:
    with leases.store.writing() as session:
        session.get_one(Person, leases.bo).protection = Protection.CONFIDENTIAL
    draft = leases.draft(legal_basis=LegalBasis.SECTION_11_1, decision_ref="26/00418")
    printed = lease_print.print_information(leases.desk, draft).value
    from boligdesk.casework import documents

    with pytest.raises(RefusedError):
        documents.open_document(leases.as_role(Role.COUNTER), printed.document_id)


# Changes ------------------------------------------------------------------------------------------------------


def test_a_renewed_rent_is_never_told_from_before_the_new_term(leases: LeaseWorld) -> None:
    tenancy_id = leases.lease()
    dearer = {"rent_ore": 900000, "new_end": date(2032, 11, 30)}
    change = _change(
        leases, tenancy_id, ChangeKind.RENEWAL, reasons={"husleie.forlengelse.okt_leie": "Avtalt"}, **dearer
    )
    words = _text(change_letters.print_addendum(leases.desk, change).value.pdf)
    assert "Gjelder fra 01.12.2029" in words and "01.01.2027" not in words
    with leases.store.reading() as session:
        terms = session.execute(select(TenancyTerm.from_date, TenancyTerm.rent_ore).order_by(TenancyTerm.id)).all()
    assert [tuple(t) for t in terms] == [(date(2026, 12, 1), 895000), (date(2029, 12, 1), 900000)]
    assert _tasks(leases, tenancy_id)[TaskKind.TERM_ENDS] == date(2032, 5, 30)


def test_an_open_tenancy_is_not_renewed_into_a_fixed_term(leases: LeaseWorld) -> None:
    tenancy_id = leases.lease(fixed_until=None)
    with pytest.raises(RefusedError) as refused:
        _change(leases, tenancy_id, ChangeKind.RENEWAL, new_end=date(2032, 11, 30))
    assert "leieforhold.forlenges_ikke" in _codes(refused)


def test_a_term_that_ran_on_for_three_months_has_become_open(
    leases: LeaseWorld, monkeypatch: pytest.MonkeyPatch
) -> None:
    tenancy_id = leases.lease()
    monkeypatch.setenv("BOLIGDESK_DATO", "2030-03-01")
    with pytest.raises(RefusedError) as refused:
        _change(leases, tenancy_id, ChangeKind.RENEWAL, new_end=date(2033, 11, 30))
    assert "leieforhold.blitt_tidsubestemt" in _codes(refused)


def test_a_renewal_without_an_end_makes_the_tenancy_open_and_says_so(leases: LeaseWorld) -> None:
    tenancy_id = leases.lease()
    change = _change(leases, tenancy_id, ChangeKind.RENEWAL, new_end=None)
    assert "tidsubestemt fra 01.12.2029" in _text(change_letters.print_addendum(leases.desk, change).value.pdf)
    card = tenancy_card.tenancy_card(leases.desk, tenancy_id)
    assert (card.fixed_until, card.clause_b) == (None, False)


def test_a_child_cannot_become_co_tenant_without_a_guardian(leases: LeaseWorld) -> None:
    tenancy_id = leases.lease()
    with pytest.raises(RefusedError) as refused:
        _change(leases, tenancy_id, ChangeKind.CO_TENANT_ADDED, person_id=leases.child)
    assert "husleie.leier.mindrearig" in _codes(refused)


def test_a_dead_person_is_no_tenant(leases: LeaseWorld) -> None:
    with leases.store.writing() as session:
        session.get_one(Person, leases.bo).died_on = date(2026, 11, 1)
    with pytest.raises(RefusedError) as refused:
        leases.lease()
    assert "leieforhold.person_dod" in _codes(refused)


def test_a_change_does_not_count_before_the_tenancy(leases: LeaseWorld) -> None:
    tenancy_id = leases.lease()
    with pytest.raises(RefusedError) as refused:
        _change(leases, tenancy_id, ChangeKind.CO_TENANT_RELEASED, person_id=leases.bo, on=date(2026, 11, 25))
    assert "leieforhold.for_start" in _codes(refused)


def test_the_newcomer_stands_once_on_the_addendum(leases: LeaseWorld) -> None:
    tenancy_id = leases.lease()
    change = _change(leases, tenancy_id, ChangeKind.CO_TENANT_ADDED, person_id=leases.newcomer)
    words = _text(change_letters.print_addendum(leases.desk, change).value.pdf)
    assert "Leietaker Risten Balto" not in words and "ny leietaker" in words


def test_printing_one_addendum_leaves_the_task_of_the_other(leases: LeaseWorld) -> None:
    tenancy_id = leases.lease()
    one = _change(leases, tenancy_id, ChangeKind.CO_TENANT_ADDED, person_id=leases.newcomer)
    other = _change(leases, tenancy_id, ChangeKind.CO_TENANT_RELEASED, person_id=leases.bo, on=date(2027, 2, 1))
    change_letters.print_addendum(leases.desk, one)
    assert TaskKind.ADDENDUM in _tasks(leases, tenancy_id)
    change_letters.print_addendum(leases.desk, other)
    assert TaskKind.ADDENDUM not in _tasks(leases, tenancy_id)


def test_a_signed_addendum_is_given_again_as_it_was(leases: LeaseWorld, tmp_path: Path) -> None:
    tenancy_id = leases.lease()
    lease_print.print_lease(leases.desk, tenancy_id)
    change = _change(leases, tenancy_id, ChangeKind.CO_TENANT_ADDED, person_id=leases.newcomer)
    first = change_letters.print_addendum(leases.desk, change).value
    _signed(leases, tenancy_id, tmp_path, leases.anna, leases.bo, leases.newcomer)
    with leases.store.writing() as session:
        session.get_one(Person, leases.bo).last_name = "Nytt Navn"
    assert change_letters.print_addendum(leases.desk, change).value.pdf == first.pdf


# Death --------------------------------------------------------------------------------------------------------


def test_the_spouse_on_the_lease_goes_on_and_the_dead_sign_nothing(
    leases: LeaseWorld, monkeypatch: pytest.MonkeyPatch
) -> None:
    tenancy_id = leases.lease()
    monkeypatch.setenv("BOLIGDESK_DATO", "2027-02-01")
    facts = {"person_id": leases.anna, "on": date(2027, 1, 20), "successor_id": leases.bo}
    change = _change(leases, tenancy_id, ChangeKind.DEATH, relations={leases.bo: Relation.SPOUSE}, **facts)
    card = tenancy_card.tenancy_card(leases.desk, tenancy_id)
    assert [(t.person_id, t.to_date) for t in card.tenants] == [(leases.anna, date(2027, 1, 20)), (leases.bo, None)]
    words = _text(change_letters.print_addendum(leases.desk, change).value.pdf)
    assert "Jon-Ántte Eira Kvernmo døde 20.01.2027" in words
    assert "Jon-Ántte Eira Kvernmo leietaker" not in words and "Jon-Ántte Eira Kvernmo og" not in words


def test_a_member_of_the_household_takes_over_with_addendum_bostotte_and_signature(
    leases: LeaseWorld, monkeypatch: pytest.MonkeyPatch
) -> None:
    members = (DraftMember(leases.bo, HouseholdRole.PARTNER),)
    tenancy_id = leases.lease(tenant_ids=(leases.anna,), members=members)
    monkeypatch.setenv("BOLIGDESK_DATO", "2027-02-01")
    facts = {"person_id": leases.anna, "on": date(2027, 1, 20), "successor_id": leases.bo}
    _change(leases, tenancy_id, ChangeKind.DEATH, relations={leases.bo: Relation.SPOUSE}, **facts)
    assert {TaskKind.ADDENDUM, TaskKind.SIGN_LEASE, TaskKind.HOUSING_ALLOWANCE} <= set(_tasks(leases, tenancy_id))


def test_taking_over_without_a_known_right_needs_a_reason(leases: LeaseWorld, monkeypatch: pytest.MonkeyPatch) -> None:
    members = (DraftMember(leases.bo, HouseholdRole.OTHER),)
    tenancy_id = leases.lease(tenant_ids=(leases.anna,), members=members)
    monkeypatch.setenv("BOLIGDESK_DATO", "2027-02-01")
    facts = {"person_id": leases.anna, "on": date(2027, 1, 20), "successor_id": leases.bo}
    with pytest.raises(RefusedError) as refused:
        _change(leases, tenancy_id, ChangeKind.DEATH, **facts)
    assert _codes(refused) == {"leieforhold.overtaker_rett"}


def test_a_recorded_day_of_death_stands(leases: LeaseWorld, monkeypatch: pytest.MonkeyPatch) -> None:
    tenancy_id = leases.lease()
    monkeypatch.setenv("BOLIGDESK_DATO", "2027-02-01")
    with leases.store.writing() as session:
        session.get_one(Person, leases.anna).died_on = date(2027, 1, 18)
    _change(leases, tenancy_id, ChangeKind.DEATH, person_id=leases.anna, on=date(2027, 1, 20))
    with leases.store.reading() as session:
        assert session.get_one(Person, leases.anna).died_on == date(2027, 1, 18)


def test_only_a_tenants_death_changes_the_lease(leases: LeaseWorld, monkeypatch: pytest.MonkeyPatch) -> None:
    tenancy_id = leases.lease()
    monkeypatch.setenv("BOLIGDESK_DATO", "2027-02-01")
    with pytest.raises(RefusedError) as refused:
        _change(leases, tenancy_id, ChangeKind.DEATH, person_id=leases.child, on=date(2027, 1, 20))
    assert "leieforhold.dod_ikke_leietaker" in _codes(refused)


# Households ---------------------------------------------------------------------------------------------------


def test_nobody_lives_twice_after_a_new_lease(leases: LeaseWorld) -> None:
    leases.lease(unit_id=leases.other_unit, tenant_ids=(leases.newcomer, leases.bo), members=())
    with pytest.raises(RefusedError):  # both from the same day: where does he live?
        leases.lease(tenant_ids=(leases.anna, leases.bo))
    moving = {"tenant_ids": (leases.anna, leases.bo), "reasons": MOVING}
    leases.lease(**moving, start=date(2027, 2, 1), fixed_until=None)
    assert len(_homes_of(leases, leases.bo, date(2027, 1, 31))) == 1
    assert len(_homes_of(leases, leases.bo, date(2027, 2, 1))) == 1


def test_those_who_stay_behind_are_not_on_the_new_lease(leases: LeaseWorld) -> None:
    """Bo moves out of Anna's home to one of his own: Anna and the child must not stand on his contract."""
    leases.lease()
    moving = {"unit_id": leases.other_unit, "tenant_ids": (leases.bo,), "reasons": MOVING}
    own = leases.lease(**moving, members=(), start=date(2027, 3, 1), fixed_until=None)
    words = _text(lease_print.print_lease(leases.desk, own).value.pdf)
    assert "Máret" not in words and "Jon-Ántte" not in words
    assert len(_homes_of(leases, leases.bo, date(2027, 3, 1))) == 1
    assert _homes_of(leases, leases.anna, date(2027, 3, 1)) == _homes_of(leases, leases.child, date(2027, 3, 1))


def test_a_child_moves_along_with_its_parent(leases: LeaseWorld) -> None:
    leases.lease()
    members = (DraftMember(leases.child, HouseholdRole.CHILD),)
    moving = {"unit_id": leases.other_unit, "tenant_ids": (leases.bo,), "reasons": MOVING}
    leases.lease(**moving, members=members, start=date(2027, 3, 1), fixed_until=None)
    assert _homes_of(leases, leases.child, date(2027, 3, 1)) == _homes_of(leases, leases.bo, date(2027, 3, 1))


def test_a_child_who_lives_with_somebody_else_is_refused_until_the_home_is_shared(leases: LeaseWorld) -> None:
    leases.lease()
    alone = {"unit_id": leases.other_unit, "tenant_ids": (leases.newcomer,), "fixed_until": None}
    with pytest.raises(RefusedError) as refused:
        leases.lease(members=(DraftMember(leases.child, HouseholdRole.CHILD),), **alone)
    assert refused.value.fault.code == "husstand.barn_bor_annet_sted"
    leases.lease(members=(DraftMember(leases.child, HouseholdRole.CHILD_SHARED),), **alone)
    assert len(_homes_of(leases, leases.child, date(2026, 12, 2))) == 2


def test_moving_out_on_the_day_of_moving_in_leaves_nothing_impossible(leases: LeaseWorld) -> None:
    tenancy_id = leases.lease()
    facts = {"person_id": leases.newcomer, "role": HouseholdRole.PARTNER, "on": date(2027, 1, 1)}
    _change(leases, tenancy_id, ChangeKind.PARTNER_MOVES_IN, **facts)
    _change(leases, tenancy_id, ChangeKind.MEMBER_MOVES_OUT, person_id=leases.newcomer)
    assert _homes_of(leases, leases.newcomer, date(2027, 1, 1)) == []


# Swap ---------------------------------------------------------------------------------------------------------


def test_both_sides_of_a_swap_get_addendum_settlement_and_the_homes_own_terms(leases: LeaseWorld) -> None:
    one = leases.lease(heating_included=False)
    other = leases.lease(unit_id=leases.other_unit, tenant_ids=(leases.newcomer,), members=(), heating_included=True)
    _change(leases, one, ChangeKind.SWAP, other_tenancy_id=other)
    for tenancy_id in (one, other):
        assert {TaskKind.SETTLEMENT, TaskKind.ADDENDUM, TaskKind.MOVE_OUT_PROTOCOL} <= set(_tasks(leases, tenancy_id))
        change = tenancy_card.tenancy_card(leases.desk, tenancy_id).changes[0]
        assert "opphører" in _text(change_letters.print_addendum(leases.desk, change.id).value.pdf)
    with leases.store.reading() as session:
        made = session.execute(select(Tenancy).where(Tenancy.previous_id.is_not(None))).scalars()
        assert {(t.unit_id, t.heating_included) for t in made} == {(leases.unit, False), (leases.other_unit, True)}


def test_the_bostotte_task_of_a_start_in_mid_month_is_next_months(leases: LeaseWorld) -> None:
    tenancy_id = leases.lease(start=date(2026, 12, 2), fixed_until=date(2029, 12, 31))
    assert _tasks(leases, tenancy_id)[TaskKind.HOUSING_ALLOWANCE] == date(2027, 1, 25)
    assert _tasks(leases, tenancy_id)[TaskKind.TERM_ENDS] == date(2029, 6, 30)


def test_water_is_charged_beside_the_rent_only_where_it_is_measured(leases: LeaseWorld) -> None:
    water = (Extra(ExtraKind.WATER, ExtraMode.ON_ACCOUNT, 30_000, has_meter=True, settled_every_months=12),)
    with pytest.raises(RefusedError) as refused:
        leases.lease(extras=water)
    assert "husleie.tillegg.vann_uten_maler" in _codes(refused)
    with leases.store.reading() as session:
        home = session.get_one(LettingUnit, leases.unit).dwelling_id
    stock_facts.add_meter(leases.desk, home, MeterKind.WATER, "V-1")
    assert leases.lease(extras=water)
