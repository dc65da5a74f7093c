"""The list "Ikke journalført": a printed lease stands there until it has its number (P9)."""

from __future__ import annotations

from PySide6.QtWidgets import QPushButton

from boligdesk.casework import documents, lease_print
from boligdesk.texts import text
from boligdesk.ui.record_tabs.documents import DocumentsCard
from boligdesk.ui.record_tabs.unjournalled import unjournalled_dialog
from tests.support.excel import exported


def test_a_printed_lease_waits_for_its_number_and_then_leaves(office, office_ctx):
    printed = lease_print.print_lease(office.desk, office.lease()).value
    dialog = unjournalled_dialog(office_ctx)
    office_ctx.jobs.idle()
    card = dialog.findChild(DocumentsCard)
    assert card.chosen is not None and card.chosen.id == printed.document_id
    assert not card.attach.isVisible()
    done = documents.journal(office.desk, printed.document_id, card.chosen.version, "26/01234-5")
    office_ctx.hub.announce(done.changes, None)
    office_ctx.jobs.idle()
    assert card.chosen is None


def test_the_list_goes_to_excel_for_whoever_keeps_the_archive(office, office_ctx, tmp_path):
    printed = lease_print.print_lease(office.desk, office.lease()).value
    dialog = unjournalled_dialog(office_ctx)
    office_ctx.jobs.idle()
    button = next(b for b in dialog.findChildren(QPushButton) if b.text() == text("ui.felles.eksporter"))
    cells = exported(office_ctx.window, button, office_ctx.jobs, tmp_path)
    assert printed.document_id and any("Leiekontrakt" in row for row in cells)
