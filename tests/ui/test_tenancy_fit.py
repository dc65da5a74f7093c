"""The dialogs of a tenancy, filled with long words and large sums, in the smallest window; the count in their foot."""

from __future__ import annotations

from datetime import date
from pathlib import Path

import pytest
from PySide6.QtWidgets import QApplication

from boligdesk.casework import lease_print, lease_sign, tenancy_card
from boligdesk.casework.protocols import blank_protocol
from boligdesk.rules.settlement import LineKind
from boligdesk.rules.terms import ChangeKind, EndKind
from boligdesk.ui.parts.filterbar import Choice
from boligdesk.ui.parts.form import StopCount
from boligdesk.ui.parts.form_row import Stops
from boligdesk.ui.tenancy.changing import ChangeDialog
from boligdesk.ui.tenancy.ending import EndDialog
from boligdesk.ui.tenancy.panel_acts import about_of
from boligdesk.ui.tenancy.protocol_dialog import ProtocolDialog
from boligdesk.ui.tenancy.settlement_dialog import SettlementDialog
from boligdesk.ui.tenancy.signing import SignDialog, SigningFacts
from tests.support import screens

LONG = "Fotografert sammen med leietakerens representant fra boligkontoret"


@pytest.mark.parametrize(
    ("stops", "said"),
    [
        (Stops(1, 0), "1 feil må rettes før du går videre"),
        (Stops(2, 0), "2 feil må rettes før du går videre"),
        (Stops(0, 1), "1 begrunnelse mangler"),
        (Stops(0, 2), "2 begrunnelser mangler"),
        (Stops(1, 2), "1 feil må rettes, og 2 begrunnelser mangler"),
    ],
)
def test_the_foot_counts_one_and_many(qtbot, stops, said):
    foot = StopCount()
    qtbot.addWidget(foot)
    foot.show_count(stops)
    assert foot.button.text() == said


def _begun(ctx, dialog, **values):
    dialog.begin()
    ctx.jobs.idle()
    dialog.form.set_values(values)
    for key in values:
        dialog.form.edited.emit(key)
    ctx.jobs.idle()
    return dialog


def _signing_filled(ctx, card, desk):
    lease_print.print_lease(desk, card.id)
    facts = SigningFacts(lease_sign.versions_of(desk, card.id), card.tenants)
    dialog = _begun(ctx, SignDialog(ctx, about_of(card), facts))
    dialog.form.row("signers").editor.cell(0, "interpreter").set_value("Autorisert tolk " + LONG)
    dialog.choose_scan(Path(f"{LONG}.pdf"))
    return dialog


def _change_filled(ctx, card, _desk):
    joins = Choice(card.tenants[1].person_id + 2, "Risten Balto")
    return _begun(ctx, ChangeDialog(ctx, about_of(card), card), kind=ChangeKind.CO_TENANT_ADDED, newcomer=joins)


def _end_filled(ctx, card, _desk):
    return _begun(ctx, EndDialog(ctx, about_of(card)), kind=EndKind.LANDLORD_NOTICE)


def _protocol_filled(ctx, card, desk):
    blank = blank_protocol(desk, card.id, moving_in=False)
    defects = ({"what": LONG, "who": "Vaktmesteren", "until": date(2026, 12, 24)},)
    return _begun(ctx, ProtocolDialog(ctx, about_of(card), blank), defects=defects, address=LONG)


def _settlement_filled(ctx, card, _desk):
    lines = (
        {"kind": LineKind.RENT_OWED, "note": LONG, "amount_ore": 123456700, "agreed": True},
        {"kind": LineKind.DAMAGE, "note": LONG, "amount_ore": 300000, "agreed": False},
    )
    sums = {"charged_last_ore": 123456789, "deposit_with_interest_ore": 987654321}
    return _begun(ctx, SettlementDialog(ctx, about_of(card)), lines=lines, **sums)


@pytest.mark.parametrize("filled", [_signing_filled, _change_filled, _end_filled, _protocol_filled, _settlement_filled])
def test_a_filled_dialog_shows_every_word_and_sum_in_a_small_window(office_ctx, office, filled):
    ctx, card = office_ctx, tenancy_card.tenancy_card(office.desk, office.lease())
    ctx.window.resize(1280, 720)  # 1920 x 1080 at 150 %
    dialog = filled(ctx, card, office.desk)
    ctx.jobs.idle()
    for _turn in range(4):  # a layout settles from the outside in
        QApplication.processEvents()
    assert screens.clipped(ctx.window) == []
    assert ctx.window.size().toTuple() == (1280, 720)
    assert ctx.window.rect().contains(dialog.panel.geometry())
    assert dialog.save.isVisible()
