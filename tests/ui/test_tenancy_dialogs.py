"""Signing, documents, changes, endings, protocol and settlement through the real dialogs on a real store."""

from __future__ import annotations

from datetime import date, timedelta
from pathlib import Path

import pytest
from PySide6.QtCore import QMimeData, QPointF, Qt, QUrl
from PySide6.QtGui import QDropEvent
from PySide6.QtPrintSupport import QPrintDialog
from PySide6.QtWidgets import QDialog, QPlainTextEdit
from sqlalchemy import select

from boligdesk.casework import documents, lease_print, lease_sign, tenancy_card, tenancy_change, tenancy_end
from boligdesk.casework.protocols import blank_protocol
from boligdesk.casework.tenancy_change import Change
from boligdesk.models.casefile import Task
from boligdesk.rules.messages import Kind
from boligdesk.rules.settlement import LineKind
from boligdesk.rules.tenancy_changes import Consent
from boligdesk.rules.terms import ChangeKind, EndKind, NoticeGround
from boligdesk.rules.vocabulary import DocumentKind, TaskKind
from boligdesk.ui.parts.alerts import Alert, AlertKind, ControlAlert
from boligdesk.ui.parts.filterbar import Choice
from boligdesk.ui.parts.labels import Label
from boligdesk.ui.tenancy.changing import ChangeDialog
from boligdesk.ui.tenancy.ending import (
    DepositAskedForDialog,
    EndDialog,
    MoveOutDialog,
    ProtestDialog,
    SuitDialog,
    WithdrawDialog,
)
from boligdesk.ui.tenancy.panel_acts import about_of
from boligdesk.ui.tenancy.protocol_dialog import ProtocolDialog
from boligdesk.ui.tenancy.settlement_dialog import SettlementDialog
from boligdesk.ui.tenancy.signing import SignDialog, SigningFacts

from .tenancy_office import FIRST

TODAY = date(2026, 11, 23)


@pytest.fixture
def ctx(office_ctx):
    return office_ctx


@pytest.fixture
def lease(office):
    return office.lease()


def card_of(office, lease):
    return tenancy_card.tenancy_card(office.desk, lease)


def begin(ctx, dialog):
    dialog.begin()
    ctx.jobs.idle()
    return dialog


def put(dialog, **values):
    dialog.form.set_values(values)
    for key in values:
        dialog.form.edited.emit(key)
    dialog.ctx.jobs.idle()


def go(dialog):
    dialog.submit()
    dialog.ctx.jobs.idle()


def controls(dialog):
    return [a.control for a in dialog.form.findChildren(ControlAlert) if not a.isHidden()]


def write_reasons(dialog, words):
    for alert in dialog.form.findChildren(ControlAlert):
        if alert.control.kind is Kind.SOFT and not alert.isHidden():
            alert.open_reason()
            alert.findChild(QPlainTextEdit).setPlainText(words)
    dialog.ctx.jobs.idle()


def print_first(dialog):
    dialog.shelf.buttons[0].click()
    dialog.ctx.jobs.idle()
    for asked in dialog.ctx.window.findChildren(QPrintDialog):
        asked.done(QDialog.DialogCode.Rejected)


def change_of(office, lease, **more):
    card = card_of(office, lease)
    return Change(lease, card.version, given=frozenset(Consent), **more)


# -- signing ------------------------------------------------------------------------------------


def signing(ctx, office, lease):
    lease_print.print_lease(office.desk, lease)
    card = card_of(office, lease)
    facts = SigningFacts(lease_sign.versions_of(office.desk, lease), card.tenants)
    return begin(ctx, SignDialog(ctx, about_of(card), facts))


def usable_words(dialog):
    return [w.text() for w in dialog.clauses.findChildren(type(dialog._title).__mro__[1]) if not w.isHidden()]


def test_the_clause_becomes_usable_when_all_have_signed_and_the_scan_is_dropped(ctx, office, lease, tmp_path):
    dialog = signing(ctx, office, lease)
    assert "Den signerte kontrakten er ikke arkivert." in usable_words(dialog)
    for row in range(2):
        dialog.form.row("signers").editor.cell(row, "signed_on").set_value(TODAY)
    scan = tmp_path / "signert.pdf"
    scan.write_bytes(b"%PDF-1.4 skann")
    drop(dialog.zone, scan)
    ctx.jobs.idle()
    go(dialog)
    found = lease_sign.clause_status(office.desk, lease)
    assert {clause.value: use.yes for clause, use in found.items()}["a"] is True
    (version,) = lease_sign.versions_of(office.desk, lease)
    assert [day for _name, day in version.signed] == [TODAY, TODAY]
    assert version.signed_document_id is not None


def test_a_scan_without_a_date_of_signing_is_not_filed(ctx, office, lease, tmp_path):
    dialog = signing(ctx, office, lease)
    scan = tmp_path / "signert.pdf"
    scan.write_bytes(b"%PDF-1.4 skann")
    drop(dialog.zone, scan)
    go(dialog)
    assert "ingen signeringsdato er skrevet inn" in dialog.alerts()[0].title + dialog.alerts()[0].body
    assert lease_sign.versions_of(office.desk, lease)[0].signed_document_id is None
    dialog.form.row("signers").editor.cell(0, "signed_on").set_value(TODAY)
    go(dialog)
    assert lease_sign.versions_of(office.desk, lease)[0].signed_document_id is not None


def test_a_later_signature_leaves_the_earlier_ones_guardian_alone(ctx, office, lease):
    dialog = signing(ctx, office, lease)
    first = dialog.form.row("signers").editor
    first.cell(0, "signed_on").set_value(TODAY)
    first.cell(0, "guardian").set_value(True)
    go(dialog)
    again = signing(ctx, office, lease)
    again.form.row("signers").editor.cell(1, "signed_on").set_value(TODAY)
    assert [s.person_id for s in again._signatures(again.form.values())] == [office.people[1]]
    go(again)
    (version,) = lease_sign.versions_of(office.desk, lease)
    assert len(version.signed) == 2


def drop(zone, path: Path):
    data = QMimeData()
    data.setUrls([QUrl.fromLocalFile(str(path))])
    event = QDropEvent(QPointF(5, 5), Qt.DropAction.CopyAction, data, Qt.MouseButton.LeftButton,
                       Qt.KeyboardModifier.NoModifier)  # fmt: skip
    zone.dropEvent(event)


@pytest.mark.parametrize("typed", [f"{TODAY + timedelta(days=1):%d.%m.%Y}", "32.13.2026"])
def test_a_wrong_date_of_signing_stops_with_a_red_edge_on_its_own_cell(ctx, office, lease, typed):
    dialog = signing(ctx, office, lease)
    rows = dialog.form.row("signers").editor
    rows.cell(0, "signed_on").set_raw(typed)
    rows.cell(1, "signed_on").set_value(TODAY)
    go(dialog)
    edges = [rows.cell(row, "signed_on").focus.property("st") or "" for row in range(2)]
    assert edges == ["error", ""]
    assert [c.kind for c in controls(dialog)] == [Kind.HARD]
    assert lease_sign.versions_of(office.desk, lease)[0].signed == ()
    rows.cell(0, "signed_on").set_value(TODAY)
    rows.edited.emit()
    go(dialog)
    assert len(lease_sign.versions_of(office.desk, lease)[0].signed) == 2


def test_choosing_the_scan_files_nothing_before_the_signatures_are_saved(ctx, office, lease, tmp_path):
    dialog = signing(ctx, office, lease)
    scan = tmp_path / "signert.pdf"
    scan.write_bytes(b"%PDF-1.4 skann")
    drop(dialog.zone, scan)
    ctx.jobs.idle()
    assert "signert.pdf" in dialog.zone.accessibleName()
    assert lease_sign.versions_of(office.desk, lease)[0].signed_document_id is None
    dialog.form.row("signers").editor.cell(0, "signed_on").set_value(TODAY)
    scan.unlink()
    go(dialog)
    assert [m.kind for m in dialog.alerts()] == [AlertKind.HARD]
    assert lease_sign.versions_of(office.desk, lease)[0].signed == ()


def test_a_scan_of_a_wrong_kind_is_refused_by_name(ctx, office, lease, tmp_path):
    dialog = signing(ctx, office, lease)
    wrong = tmp_path / "notat.docx"
    wrong.write_bytes(b"PK\x03\x04 ikke en skann")
    dialog.choose_scan(wrong)
    go(dialog)
    assert "PDF" in dialog.alerts()[0].title + dialog.alerts()[0].body
    assert lease_sign.versions_of(office.desk, lease)[0].signed_document_id is None


# -- changes ------------------------------------------------------------------------------------


def test_a_co_tenant_is_added_with_consents_and_the_addendum_is_printed(ctx, office, lease):
    dialog = begin(ctx, ChangeDialog(ctx, about_of(card_of(office, lease)), card_of(office, lease)))
    put(dialog, kind=ChangeKind.CO_TENANT_ADDED, newcomer=Choice(office.people[3], "Balto, Risten"))
    assert controls(dialog) == [], "nobody has been asked yet"
    assert "samtykke mangler" in dialog.form.row("given")._help.text()
    go(dialog)
    assert {c.kind for c in controls(dialog)} == {Kind.HARD}
    assert dialog.form.waiting.faults == len(controls(dialog)) == 3
    assert dialog.form.row("given")._help.text() == ""
    assert not dialog.save.isEnabled()
    consents = dialog.form.row("given").editor
    shown = {key for key in Consent if not consents.box(key).isHidden()}
    assert shown == {Consent.LANDLORD, Consent.PRESENT_TENANTS, Consent.NEW_TENANT}
    put(dialog, given=frozenset(shown))
    assert controls(dialog) == []
    assert "svarer for leie fra" in dialog._effects.text()
    assert "Bostøtte" in dialog._tasks.text()
    go(dialog)
    assert "Risten Balto" in [t.name for t in card_of(office, lease).tenants]
    print_first(dialog)
    kinds = [row.kind for row in documents.documents_of(office.desk, documents.CaseLink(tenancy_id=lease))]
    assert kinds == [DocumentKind.ADDENDUM]


def test_ticking_one_consent_shows_which_are_left(ctx, office, lease):
    dialog = begin(ctx, ChangeDialog(ctx, about_of(card_of(office, lease)), card_of(office, lease)))
    put(dialog, kind=ChangeKind.CO_TENANT_ADDED, newcomer=Choice(office.people[3], "Balto, Risten"))
    put(dialog, given=frozenset({Consent.LANDLORD}))
    assert len(controls(dialog)) == dialog.form.waiting.faults == 2
    put(dialog, kind=ChangeKind.SWAP)
    assert not any(c.fields == ("given",) for c in controls(dialog))


@pytest.mark.parametrize(
    ("kind", "asked", "not_asked"),
    [
        (ChangeKind.CHILD_MOVES_IN, {"newcomer", "role"}, {"leaver", "new_end", "other"}),
        (ChangeKind.MEMBER_MOVES_OUT, {"leaver"}, {"newcomer", "successor"}),
        (ChangeKind.BREAK_UP, {"leaver", "successor", "debt_ore"}, {"newcomer", "relations"}),
        (ChangeKind.DEATH, {"leaver", "successor", "relations"}, {"new_end", "given"}),
        (ChangeKind.SWAP, {"other", "debt_ore"}, {"leaver", "newcomer"}),
        (ChangeKind.RENEWAL, {"new_end", "rent_ore", "renewal_reason"}, {"leaver", "newcomer"}),
    ],
)
def test_each_kind_of_change_asks_for_its_own(ctx, office, lease, kind, asked, not_asked):
    dialog = begin(ctx, ChangeDialog(ctx, about_of(card_of(office, lease)), card_of(office, lease)))
    put(dialog, kind=kind)
    hidden = {field.key for field in dialog.form.spec.fields if dialog.form.row(field.key).isHidden()}
    assert not asked & hidden
    assert not_asked <= hidden


def test_a_renewal_shows_the_controls_of_a_new_term_under_its_own_fields(ctx, office, lease):
    dialog = begin(ctx, ChangeDialog(ctx, about_of(card_of(office, lease)), card_of(office, lease)))
    put(dialog, kind=ChangeKind.RENEWAL, new_end=date(2027, 6, 30))
    short = [c for c in controls(dialog) if "new_end" in c.fields or "renewal_reason" in c.fields]
    assert short
    assert any("new_end" in mend.values for control in short for mend in control.mends)


def test_a_swap_finds_the_other_tenancy_and_not_itself(ctx, office, lease):
    from boligdesk.casework import tenancy_new

    draft = tenancy_new.propose(office.desk, office.units[1], office.people[3:], date(2026, 12, 1))
    other = tenancy_new.create(office.desk, draft).value
    dialog = begin(ctx, ChangeDialog(ctx, about_of(card_of(office, lease)), card_of(office, lease)))
    put(dialog, kind=ChangeKind.SWAP)
    dialog._search("other", "fjordgata")
    ctx.jobs.idle()
    offered = dialog.form.row("other").editor._offered
    assert [choice.key for choice in offered] == [other]


# -- two people ---------------------------------------------------------------------------------


def test_a_tenancy_changed_meanwhile_is_told_and_the_act_goes_on_from_there(ctx, office, lease):
    card = card_of(office, lease)
    dialog = begin(ctx, EndDialog(ctx, about_of(card)))
    put(dialog, agreed_last_day=date(2027, 3, 31))
    tenancy_change.make_change(
        office.desk, change_of(office, lease, kind=ChangeKind.CO_TENANT_RELEASED, on=FIRST, person_id=office.people[0])
    )
    go(dialog)
    (alert,) = dialog.alerts()
    assert isinstance(alert, Alert)
    assert alert.kind is AlertKind.SOFT
    assert "mens du skrev" in alert.title
    assert tenancy_end.endings_of(office.desk, lease) == []
    assert dialog.form.values()["agreed_last_day"] == date(2027, 3, 31)
    alert.buttons()[0].click()
    ctx.jobs.idle()
    write_reasons(dialog, "Leietakeren vil flytte")
    go(dialog)
    assert [row.effective_on for row in tenancy_end.endings_of(office.desk, lease)] == [date(2027, 3, 31)]


# -- endings ------------------------------------------------------------------------------------


def test_a_tenants_notice_gives_its_last_day_explained_and_a_letter(ctx, office, lease):
    dialog = begin(ctx, EndDialog(ctx, about_of(card_of(office, lease))))
    (line,) = dialog.dates.lines
    assert line.step.day == date(2027, 2, 28)
    assert not line.children_shown
    line.opener.click()
    assert line.children_shown
    go(dialog)
    (row,) = tenancy_end.endings_of(office.desk, lease)
    assert (row.kind, row.effective_on) == (EndKind.TENANT_NOTICE, date(2027, 2, 28))
    print_first(dialog)
    kinds = [r.kind for r in documents.documents_of(office.desk, documents.CaseLink(tenancy_id=lease))]
    assert kinds == [DocumentKind.CONFIRMATION]


def test_our_notice_needs_ground_and_reason_and_shows_all_three_dates(ctx, office, lease):
    dialog = begin(ctx, EndDialog(ctx, about_of(card_of(office, lease)), EndKind.LANDLORD_NOTICE))
    assert {c.fields[0] for c in controls(dialog)} == {"ground", "reasons_text"}
    assert len(dialog.dates.lines) == 3
    put(dialog, ground=NoticeGround.BREACH, reasons_text="Leien er ikke betalt siden mai.")
    assert controls(dialog) == []
    go(dialog)
    (row,) = tenancy_end.endings_of(office.desk, lease)
    assert (row.ground, row.protest_by) == (NoticeGround.BREACH, date(2026, 12, 23))
    protest = begin(ctx, ProtestDialog(ctx, about_of(card_of(office, lease)), row))
    go(protest)
    row = tenancy_end.endings_of(office.desk, lease)[0]
    assert row.protested_on == TODAY
    suit = begin(ctx, SuitDialog(ctx, about_of(card_of(office, lease)), row))
    put(suit, court="Fjordvik tingrett", case_number="26-012345TVI")
    go(suit)
    sued = tenancy_end.endings_of(office.desk, lease)[0]
    assert (sued.sued_on, sued.court, sued.court_case) == (TODAY, "Fjordvik tingrett", "26-012345TVI")


def test_keys_back_early_say_how_long_the_rent_runs(ctx, office, lease):
    version = card_of(office, lease).version
    request = tenancy_end.EndRequest(lease, version, EndKind.TENANT_NOTICE, TODAY)
    tenancy_end.record_end(office.desk, request)
    dialog = begin(ctx, MoveOutDialog(ctx, about_of(card_of(office, lease))))
    put(dialog, on=date(2027, 2, 27))
    assert "28.02.2027" in dialog.rent.text()
    put(dialog, on=date(2027, 2, 28))
    assert dialog.rent.text() == ""


def test_the_spouse_must_consent_when_the_home_is_shared(ctx, office, lease):
    dialog = begin(ctx, EndDialog(ctx, about_of(card_of(office, lease))))
    put(dialog, shared_with_spouse=True)
    assert [c.fields for c in controls(dialog)] == [("spouse_consent",)]
    put(dialog, spouse_consent="Brev av 20.11.2026")
    assert controls(dialog) == []


def test_a_notice_is_taken_back_only_with_a_reason(ctx, office, lease):
    go(begin(ctx, EndDialog(ctx, about_of(card_of(office, lease)))))
    (row,) = tenancy_end.endings_of(office.desk, lease)
    dialog = begin(ctx, WithdrawDialog(ctx, about_of(card_of(office, lease)), row))
    go(dialog)
    assert dialog.form.stops == 1
    put(dialog, reason="Leietakeren blir boende")
    go(dialog)
    assert tenancy_end.endings_of(office.desk, lease)[0].withdrawn_on == TODAY


def test_escape_keeps_what_was_typed(qtbot, ctx, office, lease):
    dialog = begin(ctx, EndDialog(ctx, about_of(card_of(office, lease)), EndKind.LANDLORD_NOTICE))
    put(dialog, reasons_text="Bråk etter midnatt")
    qtbot.keyClick(dialog, Qt.Key.Key_Escape)
    assert not dialog.isVisible()
    assert ctx.window.said[-1][0] == "Utkastet er lagret på denne PC-en."
    again = begin(ctx, EndDialog(ctx, about_of(card_of(office, lease))))
    assert again.form.values()["reasons_text"] == "Bråk etter midnatt"
    assert again.form.values()["kind"] is EndKind.LANDLORD_NOTICE
    (told,) = again.alerts()
    told.buttons()[0].click()
    ctx.jobs.idle()
    assert again.form.values()["kind"] is EndKind.TENANT_NOTICE
    assert again.keeper.find() is None


# -- the way out --------------------------------------------------------------------------------


def test_protocol_keys_back_and_settlement(qtbot, ctx, office, lease, monkeypatch):
    monkeypatch.setenv("BOLIGDESK_DATO", "2027-03-01")
    blank = blank_protocol(office.desk, lease, moving_in=False)
    dialog = begin(ctx, ProtocolDialog(ctx, about_of(card_of(office, lease)), blank))
    rooms = dialog.form.row("rooms").editor
    before = rooms.count
    rooms.add_button.click()
    rooms.cell(before, "name").set_value("Kjellerbod")
    dialog.form.row("keys").editor.add_button.click()
    dialog.form.row("keys").editor.cell(0, "kind").set_value("Ytterdør")
    dialog.form.row("keys").editor.cell(0, "count").set_value(3)
    go(dialog)
    print_first(dialog)
    assert dialog.shelf.buttons[0].isVisible()
    leaving = begin(ctx, MoveOutDialog(ctx, about_of(card_of(office, lease))))
    put(leaving, on=date(2027, 2, 28), address="Nygata 1, 9990 Fjordvik")
    go(leaving)
    assert card_of(office, lease).closed_on == date(2027, 2, 28)
    settling = begin(ctx, SettlementDialog(ctx, about_of(card_of(office, lease))))
    put(settling, charged_last_ore=895000, deposit_with_interest_ore=2700000, lines=(
        {"kind": LineKind.RENT_OWED, "note": "januar", "amount_ore": 895000, "agreed": True},
        {"kind": LineKind.DAMAGE, "note": "dør", "amount_ore": 300000, "agreed": False},
    ))  # fmt: skip
    shown = [label.text() for label in settling.result.findChildren(type(settling._line).__mro__[1])]
    assert "11\u00a0950\u00a0kr" in shown  # owed in all
    assert "15\u00a0050\u00a0kr" in shown  # deposit back, the disputed part held

    def amounts() -> list[Label]:
        """Those that stand there now: the sums are written anew while one types."""
        labels = settling.result.findChildren(Label)
        return [label for label in labels if label.isVisible() and label.text().endswith("\u00a0kr")]

    def right_edges() -> set[int]:
        return {label.mapTo(settling, label.rect().topRight()).x() for label in amounts()}

    assert len(amounts()) > 3
    qtbot.waitUntil(lambda: len(right_edges()) == 1)  # one column, aligned right, once the layout has settled
    assert all(label.alignment() & Qt.AlignmentFlag.AlignRight for label in amounts())
    assert settling.explained.lines[0].step.ore == 1195000
    go(settling)
    print_first(settling)
    kinds = {r.kind for r in documents.documents_of(office.desk, documents.CaseLink(tenancy_id=lease))}
    assert kinds == {DocumentKind.PROTOCOL, DocumentKind.SETTLEMENT}


def test_keys_back_in_the_future_is_refused_in_the_dialog(ctx, office, lease):
    dialog = begin(ctx, MoveOutDialog(ctx, about_of(card_of(office, lease))))
    put(dialog, on=date(2027, 6, 1))
    go(dialog)
    assert dialog.alerts()
    assert card_of(office, lease).closed_on is None
    assert dialog.save.isEnabled()


def test_the_five_weeks_of_the_deposit_become_a_task(ctx, office, lease, monkeypatch):
    monkeypatch.setenv("BOLIGDESK_DATO", "2027-03-01")
    leaving = begin(ctx, MoveOutDialog(ctx, about_of(card_of(office, lease))))
    put(leaving, on=date(2027, 2, 28), address="Nygata 1, 9990 Fjordvik")
    go(leaving)
    dialog = begin(ctx, DepositAskedForDialog(ctx, about_of(card_of(office, lease))))
    put(dialog, on=date(2027, 3, 1))
    go(dialog)
    with office.desk.store.reading() as session:
        query = select(Task.due).where(Task.tenancy_id == lease, Task.kind == TaskKind.RELEASE_SECURITY)
        assert date(2027, 4, 5) in session.execute(query).scalars().all()


def test_an_agreed_end_of_a_shared_home_asks_for_the_spouse_too(ctx, office, lease):
    dialog = begin(ctx, EndDialog(ctx, about_of(card_of(office, lease)), EndKind.AGREED))
    assert dialog.form.row("shared_with_spouse").isVisible()
