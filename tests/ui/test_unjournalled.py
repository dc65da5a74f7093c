"""The list "Ikke journalført": a printed lease stands there until it has its number (P9)."""

from __future__ import annotations

from boligdesk.casework import documents, lease_print
from boligdesk.ui.record_tabs.documents import DocumentsCard
from boligdesk.ui.record_tabs.unjournalled import unjournalled_dialog


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
