"""Ny leiekontrakt as the caseworker lives it: keys only, soft and hard controls, drafts, print, nothing twice."""

from __future__ import annotations

from datetime import date
from pathlib import Path

import pytest
from PySide6.QtCore import Qt
from PySide6.QtPrintSupport import QPrintDialog, QPrinter
from PySide6.QtWidgets import QApplication, QDialog, QLineEdit

from boligdesk.casework import lease_print, tenancy_new
from boligdesk.casework.documents import CaseLink, documents_of
from boligdesk.casework.person_list import PersonQuery, person_ids
from boligdesk.casework.tenancy_card import tenancy_card
from boligdesk.rules.lease_facts import Extra
from boligdesk.rules.messages import Kind
from boligdesk.rules.terms import ExtraKind, ExtraMode, LandlordKind, LegalBasis, SecurityKind
from boligdesk.rules.vocabulary import DocumentKind
from boligdesk.ui.parts.alerts import ControlAlert
from boligdesk.ui.parts.buttons import Button
from boligdesk.ui.parts.dialog import open_dialog
from boligdesk.ui.parts.stepper import StepState
from boligdesk.ui.people.new_person import NewPersonDialog, new_person_dialog
from boligdesk.ui.tenancy.editors import Picked
from boligdesk.ui.tenancy.new_lease import NewLeaseDialog
from boligdesk.ui.tenancy.signing import SignDialog

from .tenancy_office import FIRST

#: The offscreen platform says this when a list of suggestions opens.
lists = pytest.mark.qt_log_ignore("This plugin does not support (raise|grabbing|propagate)", extend=True)


@pytest.fixture
def ctx(office_ctx):
    return office_ctx


def begin(ctx, *given, **more):
    dialog = NewLeaseDialog(ctx, *given, **more)
    dialog.begin()
    ctx.jobs.idle()
    return dialog


def put(dialog, ctx, step, **values):
    """Fill fields in as an editor would, and wait for what the rules say."""
    form = dialog.forms[step]
    form.set_values(values)
    for key in values:
        form.edited.emit(key)
    ctx.jobs.idle()


def go_on(dialog, ctx, times=1):
    for _ in range(times):
        dialog.go_on()
        ctx.jobs.idle()


def alerts(dialog, step):
    return [a for a in dialog.forms[step].findChildren(ControlAlert) if not a.isHidden()]


def press(qtbot, key, modifier=Qt.KeyboardModifier.NoModifier):
    """As the keyboard does: an open list of suggestions gets the key first."""
    qtbot.keyClick(QApplication.activePopupWidget() or QApplication.focusWidget(), key, modifier)


def type_here(qtbot, words):
    qtbot.keyClicks(QApplication.focusWidget(), words)


def close_print_dialog(ctx):
    for dialog in ctx.window.findChildren(QPrintDialog):
        dialog.done(QDialog.DialogCode.Rejected)


# -- a whole lease ------------------------------------------------------------------------------


@lists
def test_a_lease_by_keys_only(qtbot, ctx, office):
    dialog = begin(ctx)
    done = []
    dialog.finished.connect(done.append)
    type_here(qtbot, "Fjordgata 16")
    ctx.jobs.idle()
    press(qtbot, Qt.Key.Key_Down)
    press(qtbot, Qt.Key.Key_Return)
    ctx.jobs.idle()
    assert dialog.forms[0].values()["unit_id"] == office.units[1]
    dialog.focusNextPrevChild(True)
    type_here(qtbot, "balto")
    ctx.jobs.idle()
    press(qtbot, Qt.Key.Key_Down)
    press(qtbot, Qt.Key.Key_Return)
    ctx.jobs.idle()
    tenants = dialog.forms[0].values()["tenants"]
    assert [person.id for person in tenants] == [office.people[3]]
    for step in range(1, 5):
        press(qtbot, Qt.Key.Key_Return)
        ctx.jobs.idle()
        assert dialog.step == step, alerts(dialog, dialog.step)
    assert dialog.next_button.hasFocus()
    press(qtbot, Qt.Key.Key_Return)
    ctx.jobs.idle()
    close_print_dialog(ctx)
    tenancy_id = dialog.last.tenancy_id
    ctx.window.activateWindow()
    qtbot.waitUntil(lambda: QApplication.focusWidget() is not None)
    press(qtbot, Qt.Key.Key_Return)
    assert done == [tenancy_id]
    card = tenancy_card(office.desk, tenancy_id)
    assert (card.rent_ore, card.from_date, card.tenants[0].name) == (880000, FIRST, "Risten Balto")
    assert card.securities[0].amount_ore == 3 * 880000
    kinds = {row.kind for row in documents_of(office.desk, CaseLink(tenancy_id=tenancy_id))}
    assert kinds == {DocumentKind.LEASE, DocumentKind.HOUSE_RULES, DocumentKind.PROTOCOL}


def test_everything_known_is_filled_in(ctx, office):
    dialog = begin(ctx, office.units[0], office.people[:2])
    values = dialog._values()
    assert (values["rent_ore"], values["deposit_ore"], values["start"]) == (895000, 2685000, FIRST)
    assert values["landlord_kind"] is LandlordKind.MUNICIPALITY
    assert values["heating_included"] is False
    assert "18.06.2026" in dialog.forms[2].row("rent_ore")._help.text()
    assert dialog._line.full_text.startswith("Jon-Ántte Eira Kvernmo · Ŋárja Eira Kvernmo · ")
    assert dialog._line.full_text.endswith("Fjordgata 14, H0203")
    assert not dialog.keeper.dirty


def test_what_was_typed_is_not_overwritten_when_another_home_is_taken(ctx, office):
    dialog = begin(ctx, office.units[0], office.people[:1])
    put(dialog, ctx, 2, rent_ore=900000)
    from boligdesk.ui.parts.filterbar import Choice

    put(dialog, ctx, 0, unit_id=Choice(office.units[1], "Fjordgata 16, H0204"))
    assert dialog._values()["rent_ore"] == 900000
    assert dialog._draft().unit_id == office.units[1]


@lists
def test_free_homes_are_offered_first(qtbot, ctx, office):
    office.lease(0)
    dialog = begin(ctx)
    press(qtbot, Qt.Key.Key_Down)
    ctx.jobs.idle()
    offered = dialog.forms[0].row("unit_id").editor._offered
    assert [choice.key for choice in offered] == [office.units[1], office.units[0]]
    assert offered[0].label == "Fjordgata 16, H0204 · Ledig"


def test_from_a_home_the_keyboard_goes_to_the_tenants(ctx, office):
    dialog = begin(ctx, office.units[1])
    assert dialog.forms[0].values()["unit_id"] == office.units[1]
    assert QApplication.focusWidget() is dialog.forms[0].row("tenants").editor.focus


def test_the_lease_that_is_printed_can_be_signed_at_once(qtbot, ctx, office):
    dialog = begin(ctx, office.units[1], office.people[:1])
    go_on(dialog, ctx, 5)
    close_print_dialog(ctx)
    (sign,) = (b for b in dialog.findChildren(Button) if b.text() == "Registrer signering")
    assert not sign.isHidden()
    qtbot.mouseClick(sign, Qt.MouseButton.LeftButton)
    ctx.jobs.idle()
    opened = open_dialog(ctx.window)
    assert isinstance(opened, SignDialog)
    assert opened.about.tenancy_id == dialog.last.tenancy_id
    assert isinstance(opened.form.values()["version"], int)


# -- what the act and the office say ------------------------------------------------------------


def test_too_much_deposit_stops_and_the_mend_sets_the_highest_lawful(qtbot, ctx, office):
    dialog = begin(ctx, office.units[1], office.people[:1])
    go_on(dialog, ctx, 2)
    put(dialog, ctx, 2, deposit_ore=6000000)
    assert not dialog.next_button.isEnabled()
    assert dialog.stops.button.text() == "1 feil må rettes før du går videre"
    assert dialog.stepper.states()[2] is StepState.STOPPED
    (alert,) = alerts(dialog, 2)
    mend = alert.buttons()[0]
    assert mend.text() == "Sett til 52\u00a0800\u00a0kr"
    mend.setFocus()
    press(qtbot, Qt.Key.Key_Space)
    ctx.jobs.idle()
    assert dialog._values()["deposit_ore"] == 5280000
    assert alerts(dialog, 2) == []
    assert dialog.next_button.isEnabled()
    go_on(dialog, ctx)
    assert dialog.step == 3


def test_a_departure_from_custom_needs_a_reason_which_is_kept(qtbot, ctx, office):
    dialog = begin(ctx, office.units[1], office.people[:1])
    go_on(dialog, ctx, 2)
    put(dialog, ctx, 2, rent_ore=1100000)
    (alert,) = [a for a in alerts(dialog, 2) if a.control.kind is Kind.SOFT]
    assert alert.control.fields == ("rent_ore",)
    assert not dialog.next_button.isEnabled()
    alert.buttons()[0].click()
    type_here(qtbot, "Vedtatt i formannskapet")
    ctx.jobs.idle()
    assert dialog.next_button.isEnabled()
    go_on(dialog, ctx, 2)
    assert dialog.stepper.states()[2] is StepState.REMARK
    dialog.last.make(printing=False)
    ctx.jobs.idle()
    kept = dict(tenancy_card(office.desk, dialog.last.tenancy_id).reasons)
    assert kept == {alert.control.code: "Vedtatt i formannskapet"}


def test_a_forbidden_extra_is_stopped_with_its_ways_out(ctx, office):
    dialog = begin(ctx, office.units[1], office.people[:1])
    go_on(dialog, ctx, 2)
    put(dialog, ctx, 2, extras=(Extra(ExtraKind.PARKING, ExtraMode.FIXED, 30000, True, 12),))
    (alert,) = alerts(dialog, 2)
    assert alert.control.kind is Kind.HARD
    alert.buttons()[-1].click()
    ctx.jobs.idle()
    assert dialog._values()["extras"] is None
    assert dialog._values()["rent_ore"] == 910000


def test_a_fault_in_an_earlier_step_shows_on_its_circle_and_is_gone_to(ctx, office):
    dialog = begin(ctx, office.units[1], office.people[:1])
    go_on(dialog, ctx, 3)
    put(dialog, ctx, 1, fixed_until=date(2026, 11, 1))
    assert dialog.step == 3
    assert dialog.stepper.states()[1] is StepState.STOPPED
    assert dialog.stepper.step(1).isEnabled()
    go_on(dialog, ctx)
    assert dialog.step == 4
    assert not dialog.next_button.isEnabled()
    dialog.stops.button.click()
    assert dialog.step == 1


def test_without_home_and_tenant_neste_names_what_is_missing(ctx, office):
    dialog = begin(ctx)
    go_on(dialog, ctx)
    assert dialog.step == 0
    assert dialog.forms[0].stops == 2
    assert dialog._beside.currentWidget() is dialog._waiting


def test_11_1_information_is_printed_before_there_is_a_tenancy(ctx, office):
    dialog = begin(ctx, office.units[1], office.people[3:])
    assert dialog.information.isHidden()
    put(dialog, ctx, 1, legal_basis=LegalBasis.SECTION_11_1)
    assert not dialog.information.isHidden()
    dialog.information_shelf.buttons[0].click()
    ctx.jobs.idle()
    close_print_dialog(ctx)
    rows = documents_of(office.desk, CaseLink(person_id=office.people[3]))
    assert [row.kind for row in rows] == [DocumentKind.INFORMATION_11_1]


def test_the_lease_is_seen_while_it_is_written(ctx, office):
    dialog = begin(ctx, office.units[1], office.people[:1])
    assert dialog._beside.currentWidget() is dialog.preview
    assert dialog.preview.pages >= 3
    put(dialog, ctx, 1, landlord_kind=LandlordKind.REFERRAL)
    assert dialog._beside.currentWidget() is dialog._waiting


def test_a_guarantee_asks_for_its_own_fields(ctx, office):
    dialog = begin(ctx, office.units[1], office.people[:1])
    assert dialog.forms[2].row("guarantor").isHidden()
    put(dialog, ctx, 2, security_kind=SecurityKind.NAV_GUARANTEE, deposit_ore=None, guarantee_ore=2640000)
    assert not dialog.forms[2].row("guarantor").isHidden()
    go_on(dialog, ctx, 3)
    assert dialog.step == 2
    put(dialog, ctx, 2, guarantor="NAV Fjordvik")
    go_on(dialog, ctx)
    assert dialog.step == 3


# -- other people, other days -------------------------------------------------------------------


def test_a_home_let_meanwhile_is_refused_and_nothing_is_lost(ctx, office):
    dialog = begin(ctx, office.units[0], office.people[3:])
    go_on(dialog, ctx, 4)
    assert dialog.step == 4
    office.lease(0)
    dialog.last.make(printing=False)
    ctx.jobs.idle()
    assert dialog.last.tenancy_id is None
    assert dialog.last._messages
    assert dialog._values()["rent_ore"] == 895000
    assert dialog.isVisible()
    assert dialog.next_button.isEnabled()


def test_escape_keeps_a_draft_that_comes_back(qtbot, ctx, office):
    dialog = begin(ctx, office.units[1], office.people[:1])
    put(dialog, ctx, 2, rent_ore=905000)
    put(dialog, ctx, 3, special_terms="Snømåking deles")
    qtbot.keyClick(dialog, Qt.Key.Key_Escape)
    assert not dialog.isVisible()
    again = begin(ctx, office.units[1], office.people[:1])
    values = again._values()
    assert (values["rent_ore"], values["special_terms"]) == (905000, "Snømåking deles")
    assert [p.id for p in values["tenants"]] == [office.people[0]]
    assert again._draft().rent_ore == 905000


def test_a_draft_of_a_former_day_is_reopened_and_goes_with_its_lease(ctx, office):
    dialog = begin(ctx, office.units[1], office.people[:1])
    put(dialog, ctx, 2, rent_ore=885000)
    dialog.leave()
    (draft,) = ctx.drafts.all()
    again = NewLeaseDialog(ctx)
    again.begin(draft)
    ctx.jobs.idle()
    assert again._draft().rent_ore == 885000
    again.last.make(printing=False)
    ctx.jobs.idle()
    assert again.last.tenancy_id is not None
    assert ctx.drafts.all() == []


def test_a_kept_draft_can_be_thrown_away(ctx, office):
    dialog = begin(ctx, office.units[1], office.people[:1])
    put(dialog, ctx, 2, rent_ore=905000)
    dialog.leave()
    again = begin(ctx, office.units[1], office.people[:1])
    again._above[0].itemAt(1).widget().buttons()[0].click()
    ctx.jobs.idle()
    assert again._values()["rent_ore"] == 880000
    assert again.keeper.find() is None


def test_the_draft_goes_when_the_lease_is_made(ctx, office):
    dialog = begin(ctx, office.units[1], office.people[:1])
    put(dialog, ctx, 2, rent_ore=905000)
    dialog.keeper.save()
    dialog.last.make(printing=False)
    ctx.jobs.idle()
    assert dialog.keeper.find() is None


def test_pressing_twice_makes_one_lease(ctx, office):
    dialog = begin(ctx, office.units[1], office.people[:1])
    dialog.last.make(printing=False)
    dialog.last.make(printing=False)
    ctx.jobs.idle()
    assert dialog.last.tenancy_id is not None
    assert dialog.last._messages[0].title == "Leiekontrakten er laget"
    assert len(dialog.last._messages) == 1


def test_one_printer_takes_the_lease_and_its_papers(qtbot, ctx, office, tmp_path):
    dialog = begin(ctx, office.units[1], office.people[:1])
    go_on(dialog, ctx, 5)
    (asked,) = ctx.window.findChildren(QPrintDialog)
    assert asked.printer().copyCount() == 2
    asked.printer().setOutputFormat(QPrinter.OutputFormat.PdfFormat)
    asked.printer().setOutputFileName(str(tmp_path / "kontrakt.pdf"))
    papers = [sheet.document.file_name for sheet in dialog.last._sheets]
    asked.done(QDialog.DialogCode.Accepted)
    last = tmp_path / Path(papers[-1]).name
    qtbot.waitUntil(lambda: last.exists() and last.stat().st_size > 10_000, timeout=15_000)
    assert (tmp_path / "kontrakt.pdf").stat().st_size > 10_000
    assert len(papers) == 3


def test_the_printed_lease_is_the_one_that_is_shown_and_given_again(ctx, office):
    dialog = begin(ctx, office.units[1], office.people[:2])
    assert dialog.next_button.text() == "Neste: Grunnlag og varighet"
    go_on(dialog, ctx, 4)
    assert dialog.next_button.text() == "Skriv ut 3 eksemplarer"
    go_on(dialog, ctx)
    close_print_dialog(ctx)
    stored = lease_print.reprint(office.desk, dialog.last.tenancy_id)
    assert dialog.last._sheets[0].document.pdf == stored.pdf


# -- people who are new -------------------------------------------------------------------------


@lists
def test_a_new_person_is_registered_and_picked(qtbot, ctx, office):
    dialog = begin(ctx, office.units[1])
    people = dialog._people("tenants")
    people.focus.setFocus()
    type_here(qtbot, "Marja Guttorm")
    ctx.jobs.idle()
    people.new_button.click()
    inner = open_dialog(ctx.window)
    assert isinstance(inner, NewPersonDialog)
    assert inner.form.values()["last_name"] == "Guttorm"
    assert inner.form.values()["first_name"] == "Marja"
    inner.submit()
    ctx.jobs.idle()
    tenants = dialog.forms[0].values()["tenants"]
    assert [p.label for p in tenants] == ["Guttorm, Marja"]
    assert tenants[0].id in person_ids(office.desk, PersonQuery(text="guttorm"))


def test_somebody_known_is_used_instead_of_registered_twice(qtbot, ctx, office):
    chosen = []
    inner = new_person_dialog(ctx, name="Risten Balto", done=lambda *found: chosen.append(found))
    ctx.jobs.idle()
    (alert,) = [a for a in inner.form.findChildren(ControlAlert) if not a.isHidden()]
    alert.buttons()[-1].click()
    ctx.jobs.idle()
    assert chosen == [(office.people[3], "Balto, Risten · født 14.03.1970")]


def test_members_have_roles(ctx, office):
    from boligdesk.rules.vocabulary import HouseholdRole

    dialog = begin(ctx, office.units[1], office.people[:1])
    put(dialog, ctx, 0, members=(Picked(office.people[2], "Máret", HouseholdRole.CHILD),))
    assert [(m.person_id, m.role) for m in dialog._draft().members] == [(office.people[2], HouseholdRole.CHILD)]
    assert [c for c in tenancy_new.check(office.desk, dialog._draft()).controls if c.kind is Kind.HARD] == []


@pytest.mark.parametrize(("width", "height", "beside"), [(1440, 900, True), (1280, 720, True), (1024, 700, False)])
def test_it_stays_inside_the_window(ctx, office, width, height, beside):
    ctx.window.resize(width, height)
    dialog = begin(ctx, office.units[1], office.people[:2])
    room = ctx.window.rect().adjusted(16, 16, -16, -16)
    assert room.contains(dialog.panel.geometry())
    assert ctx.window.size().toTuple() == (width, height)
    assert dialog._beside.isVisible() is beside
    for field in dialog.findChildren(QLineEdit):
        if field.isVisible():
            assert field.accessibleName() or field.placeholderText()
