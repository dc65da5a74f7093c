"""The record of a tenancy: what it shows, which act comes first, that it follows what is saved."""

from __future__ import annotations

from datetime import date

import pytest
from PySide6.QtCore import Qt
from PySide6.QtPrintSupport import QPrintDialog
from PySide6.QtWidgets import QApplication, QDialog, QLabel, QWidget

from boligdesk.casework import documents, history, lease_print, lease_sign, tenancy_card, tenancy_end
from boligdesk.casework.core.person_homes import Living
from boligdesk.rules.terms import EndKind
from boligdesk.rules.vocabulary import SendingWay
from boligdesk.texts import enum_text, render, text
from boligdesk.ui.parts.buttons import Button, ButtonKind, plain_label
from boligdesk.ui.parts.chips import Chip
from boligdesk.ui.parts.dialog import open_dialog
from boligdesk.ui.record_tabs.document_view import DocumentDialog
from boligdesk.ui.record_tabs.sendings import sendings_dialog
from boligdesk.ui.tenancy.panel import DOCUMENTS, HISTORY, TenancyPanel
from boligdesk.ui.tenancy.signing import SignDialog

TODAY = date(2026, 11, 23)


@pytest.fixture
def panel(office, office_ctx):
    made = TenancyPanel(office_ctx)
    office_ctx.window.show_page(made)
    made.lease = office.lease(why="")
    made.show_tenancy(made.lease)
    office_ctx.jobs.idle()
    return made


def buttons(panel):
    return [plain_label(b) for b in panel.bar.findChildren(Button) if b.isVisible()]


def primary(panel):
    (first,) = [b for b in panel.bar.findChildren(Button) if b.isVisible() and b.kind is ButtonKind.PRIMARY]
    return plain_label(first)


def words(panel):
    shown = [w for w in panel.findChildren(QWidget) if w.isVisible() and isinstance(w, (QLabel, Chip))]
    return " | ".join(w.text() if isinstance(w, QLabel) else w.look.text for w in shown)


def again(panel):
    panel.read()
    panel.ctx.jobs.idle()


def test_it_shows_the_lease(panel):
    said = words(panel)
    for fact in ("Jon-Ántte Eira Kvernmo og Ŋárja Eira Kvernmo", "8\u00a0950\u00a0kr", "Ingen sluttdato",
                 "26\u00a0850\u00a0kr", "Kan ikke brukes", "000000109"):  # fmt: skip
        assert fact in said, fact


def test_the_next_natural_act_is_primary(panel, office):
    assert primary(panel) == "Skriv ut kontrakten"
    lease_print.print_lease(office.desk, panel.lease)
    again(panel)
    assert primary(panel) == "Registrer signering"


def test_a_lease_that_was_only_saved_says_what_comes_next(panel, office):
    assert [b for b in buttons(panel) if b != "Mer"][:2] == ["Skriv ut kontrakten", "Registrer signering"]
    assert "Skriv ut" in buttons(panel)
    assert "Ikke signert" in words(panel) and "Skriv den ut og få den signert" in words(panel)
    next(b for b in panel.bar.findChildren(Button) if plain_label(b) == "Registrer signering").click()
    question = open_dialog(panel.ctx.window)
    question.buttons["print"].click()
    panel.ctx.jobs.idle()
    for asked in panel.ctx.window.findChildren(QPrintDialog):
        asked.done(QDialog.DialogCode.Rejected)
    again(panel)
    assert primary(panel) == "Registrer signering"
    assert len(lease_sign.versions_of(office.desk, panel.lease)) == 1
    sign(office, panel.lease)
    again(panel)
    assert "Venter på skanning" in words(panel) and "Ikke signert" not in words(panel)


def sign(office, lease):
    """Both tenants have signed the printed lease; gives its version."""
    (version,) = lease_sign.versions_of(office.desk, lease)
    signed = tuple(lease_sign.NewSignature(person, TODAY) for person in office.people[:2])
    return lease_sign.register_signatures(office.desk, version.id, signed, TODAY).value


def test_the_history_is_told_in_words_only(panel, office):
    lease_print.print_lease(office.desk, panel.lease)
    sign(office, panel.lease)
    fields = [
        (render(record.what), render(field.label), field.after)
        for line in history.tenancy_history(office.desk, panel.lease)
        for record in line.records
        for field in record.fields
    ]
    assert ("Ny: Vurdering av utkastelsesklausul", "Kan brukes", "Nei") in fields
    assert [field for field in fields if field[2].startswith(("[", "{"))] == []


def test_two_homes_are_told_on_both_leases_with_the_reason_that_was_given(panel, office):
    assert "et annet løpende leieforhold" not in words(panel)
    other = office.lease(unit=1, tenants=1, why="Flytter i etapper")
    again(panel)
    for lease, number in ((panel.lease, "2026-0002"), (other, "2026-0001")):
        panel.show_tenancy(lease)
        panel.ctx.jobs.idle()
        assert f"har et annet løpende leieforhold, kontrakt {number}." in words(panel)
        assert words(panel).count("Flytter i etapper") == 1


def test_after_notice_moving_out_comes_first_and_notice_can_be_withdrawn(panel, office, tmp_path):
    lease_print.print_lease(office.desk, panel.lease)
    version = sign(office, panel.lease)
    again(panel)
    assert primary(panel) == "Registrer signering", "the scan is not filed"
    scan = tmp_path / "s.pdf"
    scan.write_bytes(b"%PDF-1.4")
    lease_sign.file_signed_scan(office.desk, version, scan)
    again(panel)
    assert primary(panel) == "Endre leieforholdet"
    card = tenancy_card.tenancy_card(office.desk, panel.lease)
    request = tenancy_end.EndRequest(panel.lease, card.version, EndKind.TENANT_NOTICE, TODAY)
    tenancy_end.record_end(office.desk, request)
    again(panel)
    assert primary(panel) == "Registrer utflytting"
    more = [action.text() for action in panel.bar.more.menu_of_acts.actions()]
    assert "Trekk tilbake" in more
    assert "Avslutt" not in buttons(panel) + more


def test_a_dialog_opens_by_keys_and_the_record_follows_what_it_saved(qtbot, panel, office):
    lease_print.print_lease(office.desk, panel.lease)
    again(panel)
    panel.bar.findChildren(Button)[0].setFocus()
    target = next(b for b in panel.bar.findChildren(Button) if plain_label(b) == "Registrer signering")
    qtbot.keyClick(target, Qt.Key.Key_Return)
    panel.ctx.jobs.idle()
    dialog = open_dialog(panel.ctx.window)
    assert isinstance(dialog, SignDialog)
    for row in range(2):
        dialog.form.row("signers").editor.cell(row, "signed_on").set_value(TODAY)
    dialog.submit()
    panel.ctx.jobs.idle()
    assert "Signert av Jon-Ántte Eira Kvernmo 23.11.2026" in words(panel)


def test_one_word_for_one_thing_on_every_screen():
    assert text("ui.kontrakt.gjor_endring") == text("ui.kontrakt.endring_tittel") == "Endre leieforholdet"
    assert text("ui.leietaker.endring_leieforhold") == "Endre leieforholdet"
    assert text("ui.kontrakt.kommende") == enum_text(Living.COMING) == "Kommende"
    assert text("ui.bolig.disponeres") == text("felt.disposal")


def test_names_and_home_open_their_records(panel, office):
    for button in panel.findChildren(Button):
        if plain_label(button) in ("Ŋárja Eira Kvernmo", "Fjordgata 14, H0203"):
            button.click()
    assert ("person", office.people[1]) in panel.ctx.window.opened
    assert any(kind == "dwelling" for kind, _id in panel.ctx.window.opened)


@pytest.mark.parametrize("tab", ["oversikt", "dokumenter", "historikk"])
@pytest.mark.parametrize("size", [(1440, 900), (1280, 720)])
def test_every_tab_stays_inside_the_window(panel, tab, size):
    panel.ctx.window.resize(*size)
    panel.tabs.choose(tab)
    panel.ctx.jobs.idle()
    QApplication.processEvents()  # the layout settles after the last answer
    assert panel.ctx.window.size().toTuple() == size
    for label in panel.findChildren(QLabel):
        if label.isVisible() and not label.wordWrap():
            room = f"{label.accessibleName() or label.text()}: {label.width()} of {label.sizeHint().width()} px"
            assert label.sizeHint().width() <= label.width() + 1 or "…" in label.text(), room


# -- documents and history ------------------------------------------------------------------------


def document(panel, office):
    """The lease as the tab of documents shows it."""
    printed = lease_print.print_lease(office.desk, panel.lease).value
    again(panel)
    panel.tabs.choose(DOCUMENTS)
    panel.ctx.jobs.idle()
    assert panel.documents.chosen.id == printed.document_id
    return printed


def submitted(panel, **values):
    form = open_dialog(panel.ctx.window)
    form.form.set_values(values)
    form.submit()
    panel.ctx.jobs.idle()


def test_a_document_is_journalled_sent_and_comes_back(panel, office):
    printed = document(panel, office)
    panel.documents.journal_button.click()
    submitted(panel, number="26/00418-5")
    assert documents.unjournalled(office.desk) == []
    panel.documents.sent_button.click()
    submitted(panel, way=SendingWay.HANDED_OVER, receiver="Verge Anna Li", received_on=TODAY)
    (sent,) = documents.sendings_of(office.desk, printed.document_id)
    assert (sent.way, sent.receiver, sent.received_on) == (SendingWay.HANDED_OVER, "Verge Anna Li", TODAY)
    assert panel.documents.chosen.journal_number == "26/00418-5"
    sendings_dialog(panel.ctx, panel.documents.chosen)
    panel.ctx.jobs.idle()
    listed = open_dialog(panel.ctx.window)
    next(b for b in listed.findChildren(Button) if plain_label(b) == "Kom i retur").click()
    panel.ctx.jobs.idle()
    assert documents.sendings_of(office.desk, printed.document_id)[0].returned_on == TODAY


def test_a_document_is_shown_and_given_to_the_printer(panel, office):
    printed = document(panel, office)
    panel.documents.show_button.click()
    panel.ctx.jobs.idle()
    shown = open_dialog(panel.ctx.window)
    assert isinstance(shown, DocumentDialog)
    assert shown.preview.pages >= 3
    shown.print_button.click()
    (asked,) = panel.ctx.window.findChildren(QPrintDialog)
    assert asked.printer().docName() == printed.title
    asked.done(QDialog.DialogCode.Rejected)


def test_a_scan_that_is_a_picture_is_saved_as_one(panel):
    scan = documents.OpenedDocument("skann.png", "image/png", "Skann", b"")
    asked = DocumentDialog(panel.ctx, scan).ask_where()
    assert asked.defaultSuffix() == "png"
    assert asked.nameFilters() == ["*.png"]


def test_another_tenancy_shows_nothing_of_the_one_before(panel, office):
    document(panel, office)
    other = office.lease(unit=1, tenants=1)
    panel.show_tenancy(other)
    panel.ctx.jobs.idle()
    assert panel.documents.chosen is None
    panel.tabs.choose(HISTORY)
    panel.ctx.jobs.idle()
    assert "2026-0002" in words(panel) and "2026-0001" not in words(panel)
