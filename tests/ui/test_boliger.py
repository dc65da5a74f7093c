"""The tab Boliger as its users live it: list, record, forms, colleagues, protected persons, sizes."""

from __future__ import annotations

from collections.abc import Callable, Iterator
from dataclasses import replace
from datetime import date, timedelta

import pytest
from openpyxl import load_workbook
from PySide6.QtCore import QMimeData, QPointF, Qt, QUrl
from PySide6.QtGui import QDropEvent
from PySide6.QtWidgets import QAbstractButton, QApplication, QFileDialog, QLabel, QMenu, QWidget

from boligdesk.casework import start, stock, stock_edit, stock_facts
from boligdesk.casework.stock_edit import BuildingInput, DwellingInput
from boligdesk.rules.rights import SHIPPED, Right
from boligdesk.rules.terms import ExtraMode
from boligdesk.rules.vocabulary import DwellingKind, Role, StateKind, Status
from boligdesk.ui.jobs import Jobs
from boligdesk.ui.pages.boliger import BoligerPage
from boligdesk.ui.parts.alerts import Alert
from boligdesk.ui.parts.conflict import ConflictDialog, Side
from boligdesk.ui.style.apply import apply
from tests.casework import stock_world
from tests.casework.stock_world import HIDDEN, TODAY, World
from tests.support.window import bare_context
from tests.ui.boliger_world import Seat, texts_of

Sit = Callable[..., Seat]


@pytest.fixture
def world(store, monkeypatch) -> World:
    monkeypatch.setenv("BOLIGDESK_DATO", TODAY.isoformat())
    return stock_world.furnished(store)


@pytest.fixture
def sit(qtbot, jobs, tmp_path) -> Iterator[Sit]:
    """Open the page for a desk; each seat has lanes of its own, as a PC of its own has."""
    apply(QApplication.instance())
    lanes: list[Jobs] = []

    def seat(desk, size=(1440, 784)) -> Seat:
        mine = jobs if not lanes else Jobs()
        lanes.append(mine)
        ctx = bare_context(desk, mine, tmp_path / str(len(lanes)))
        page = BoligerPage(ctx)
        ctx.window.show_page(page)
        qtbot.addWidget(ctx.parent)
        ctx.parent.resize(*size)
        with qtbot.waitExposed(ctx.parent):
            ctx.parent.show()
        ctx.parent.activateWindow()
        made = Seat(ctx, page, mine)
        made.settle()
        return made

    yield seat
    for lane in lanes[1:]:
        lane.idle()
        lane.close(closed=lambda: None)


@pytest.fixture
def leader(world, sit) -> Seat:
    return sit(world.leader)


# -- the list -------------------------------------------------------------------------------------


def test_the_list_says_status_home_rent_and_who_lives_there(leader):
    assert leader.rows() == [
        ["Utleid", "Fjordgata 14", "H0201", "3", "", "8\u00a0950", "Hansen-Østby, Kari Åse"],
        ["Ledig", "Fjordgata 14", "H0301", "2", "", "6\u00a0000", "–"],
        ["Utleid", "Mårveien 12", "H0101", "4", "", "8\u00a0950", "Hemmeligsen, Anna"],
    ]
    assert leader.page.list._left.full_text == "3 boliger · 2 utleid · 1 ledig · 0 utilgjengelige"
    assert leader.page.list._right.text() == "Husleie utleid: 17\u00a0900\u00a0kr/md"
    assert leader.page.list.bar.segments.button("ledig").text() == "Ledig 1"


@pytest.mark.parametrize("typed", ["ostby", "Kari", "H0201", "fjordg h0201"])
def test_typing_finds_by_address_number_and_tenant(leader, qtbot, typed):
    qtbot.keyClicks(leader.page.list.bar.field, typed)
    assert [row[2] for row in leader.rows()] == ["H0201"]


def test_choices_and_segments_narrow_the_list(leader, world):
    leader.page.list.bar.choose("rom", 2)
    assert [row[2] for row in leader.rows()] == ["H0301"]
    leader.page.list.bar.clear()
    leader.page.list.bar.segments.choose("ledig")
    assert [row[0] for row in leader.rows()] == ["Ledig"]
    assert leader.page.list._left.full_text == "1 bolig"


def test_a_new_area_can_be_filtered_by_without_a_restart(leader, world):
    form = stock_edit.building_form(world.leader, world.ids["building"])
    done = stock_edit.change_building(world.leader, form.id, form.version, replace(form.values, new_area="Sentrum"))
    leader.ctx.hub.announce(done.changes)
    leader.settle()
    area = stock_edit.building_form(world.leader, form.id).values.area_id
    leader.page.list.bar.choose("omrade", area)
    assert {row[1] for row in leader.rows()} == {"Fjordgata 14"}


def test_the_header_sorts_and_the_chosen_row_stays(leader, world):
    leader.choose(world.ids["vacant"])
    leader.page.list.table.sort_by("rent", False)
    assert leader.rows()[0][2] == "H0301"
    assert leader.page.list.table.chosen_id == world.ids["vacant"]


@pytest.mark.parametrize(("way", "expected"), [(0, "Fjordgata 14"), (1, "H0201")])
def test_the_list_goes_to_excel_and_to_kobo(leader, tmp_path, way, expected):
    from boligdesk.ui.stock import exports

    leader.page.list.bar.field.setText("fjordgata")
    leader.settle()
    _label, act, _icon = exports.ways(leader.ctx, leader.page, leader.page.list.query())[way]
    act()
    dialog = leader.ctx.parent.findChild(QFileDialog)
    dialog.close()
    dialog.fileSelected.emit(str(tmp_path / "ut.xlsx"))
    leader.settle()
    sheet = load_workbook(tmp_path / "ut.xlsx").active
    cells = [str(c.value) for row in sheet.iter_rows() for c in row if c.value is not None]
    assert expected in cells
    assert not any("Mårveien" in cell for cell in cells)


# -- the record -----------------------------------------------------------------------------------


def test_the_record_tells_tenancy_rent_and_home(leader, world):
    leader.choose(world.ids["let"])
    said = leader.record_text()
    home = ("Fjordgata 14, H0201", "48/112", "3 rom")
    for words in (*home, "Kari Åse Hansen-Østby", "Tidsubestemt", "01.03.2025 –", "8\u00a0950\u00a0kr"):
        assert words in said
    assert stock_world.fnr(date(1991, 11, 2)) not in said
    assert leader.bar_words()[0] == "Åpne leieforholdet"


def test_the_primary_act_follows_the_state(leader, world):
    leader.choose(world.ids["vacant"])
    assert leader.bar_words()[0] == "Ny leiekontrakt"
    unit = stock_world.unit(world.leader, world.ids["vacant"])
    done = stock_facts.set_state(world.leader, unit, stock_facts.StateInput(StateKind.BLOCKED, TODAY, reason="Fukt"))
    leader.ctx.hub.announce(done.changes)
    leader.settle()
    assert not leader.page.record.bar._acts[0][0].isEnabled()
    assert "Avslutt sperringen først." in leader.record_text()


def test_after_notice_the_home_offers_moving_out_and_no_second_notice(leader, world):
    from boligdesk.ui.tenancy.ending import MoveOutDialog

    leader.choose(world.ids["let"])
    assert "Registrer oppsigelse" in leader.bar_words()
    stock_world.give_notice(world.leader, world.ids["tenancy"], TODAY + timedelta(days=60))
    leader.choose(world.ids["vacant"])
    leader.choose(world.ids["let"])
    assert "Registrer oppsigelse" not in leader.bar_words()
    place = leader.bar_words().index("Registrer utflytting")
    leader.page.record.bar._acts[place][0].click()
    leader.settle()
    dialog = leader.dialog()
    assert isinstance(dialog, MoveOutDialog)
    dialog.finish(None)
    leader.settle()


def test_reading_only_gives_no_act_that_writes(world, sit):
    reader = sit(world.desk(Role.READER))
    reader.choose(world.ids["vacant"])
    assert "Ny leiekontrakt" not in reader.bar_words()
    assert not any("Rediger" in a.text() for a in reader.page.record.header.more.menu_of_acts.actions())


def test_links_lead_to_the_tenant_and_the_primary_to_the_tenancy(leader, world, qtbot):
    leader.choose(world.ids["let"])
    link = next(b for b in leader.page.record.findChildren(QAbstractButton) if b.text() == "Kari Åse Hansen-Østby")
    qtbot.mouseClick(link, Qt.MouseButton.LeftButton)
    leader.page.record.bar._acts[0][0].click()
    assert leader.window.opened == [("person", world.ids["tenant"]), ("tenancy", world.ids["tenancy"])]


@pytest.mark.qt_log_ignore("This plugin does not support", extend=True)
def test_a_shared_home_asks_which_room(leader, world):
    home = stock_edit.register_at_address(
        world.leader, BuildingInput("Ungbo 5"), DwellingInput(kind=DwellingKind.SHARED_HOME), ("Rom 1", "Rom 2")
    )
    leader.ctx.hub.announce(home.changes)
    leader.settle()
    leader.choose(home.value)
    assert "Rommene nå" in leader.record_text()
    leader.page.record.bar._acts[0][0].click()
    menus = [m for m in leader.page.record.bar.findChildren(QMenu) if m.isVisible()]
    assert [a.text() for m in menus for a in m.actions()] == ["Rom 1", "Rom 2"]
    menus[0].close()


@pytest.mark.qt_log_ignore("This plugin does not support", extend=True)
def test_notice_protocol_and_lease_open_their_dialogs(leader, world):
    from boligdesk.ui.tenancy.ending import EndDialog
    from boligdesk.ui.tenancy.new_lease import NewLeaseDialog
    from boligdesk.ui.tenancy.protocol_dialog import ProtocolDialog

    doors = leader.page.record.acts.doors
    for kind, open_it in (
        (EndDialog, lambda: doors.end(world.ids["tenancy"])),
        (ProtocolDialog, lambda: doors.protocols(world.ids["tenancy"])[0][1]()),
        (NewLeaseDialog, lambda: doors.new_lease(stock_world.unit(world.leader, world.ids["vacant"]))),
    ):
        open_it()
        dialog = leader.dialog()
        assert isinstance(dialog, kind)
        dialog.finish(None)
        leader.settle()


# -- keyboard only --------------------------------------------------------------------------------


def test_with_the_keyboard_from_list_to_record_and_back(leader, qtbot):
    table = leader.page.first_focus()
    table.setFocus()
    qtbot.keyClick(table, Qt.Key.Key_Down)
    leader.settle()
    qtbot.keyClick(table, Qt.Key.Key_Return)
    tabs = leader.page.record.tabs
    assert QApplication.focusWidget() is tabs
    qtbot.keyClick(tabs, Qt.Key.Key_Right)
    leader.settle()
    assert leader.page.record.tab == "leieforhold"
    qtbot.keyClick(tabs, Qt.Key.Key_Escape)
    assert QApplication.focusWidget() is table
    qtbot.keyClick(table, Qt.Key.Key_H)
    assert leader.page.list.bar.field.text() == "h"
    leader.settle()


def test_a_dwelling_is_registered_with_the_keyboard_alone(leader, qtbot, world):
    leader.page.new_record("Nygata 3")
    form = leader.form().form
    assert QApplication.focusWidget() is form.row("address").editor.focus
    for typed in ("", "9800", "Vadsø"):
        qtbot.keyClicks(QApplication.focusWidget(), typed)
        qtbot.keyClick(QApplication.focusWidget(), Qt.Key.Key_Tab)
    form.row("number").editor.focus.setFocus()
    qtbot.keyClicks(QApplication.focusWidget(), "h 101")
    qtbot.keyClick(QApplication.focusWidget(), Qt.Key.Key_Return)
    leader.settle()
    assert leader.window.said[-1][0] == "Boligen er registrert"
    card = stock.dwelling_card(world.leader, leader.page.list.table.chosen_id)
    assert (card.address, card.postcode, card.number) == ("Nygata 3", "9800", "H0101")


# -- forms ----------------------------------------------------------------------------------------


def test_a_saved_form_can_be_undone_from_the_toast(leader, world):
    leader.choose(world.ids["vacant"])
    leader.more("Sett leie")
    dialog = leader.form()
    dialog.form.set_values({"rent_ore": 7_500_00, "from_date": TODAY})
    dialog.submit()
    leader.settle()
    assert leader.rows()[1][5] == "7\u00a0500"
    words, undo = leader.window.said[-1]
    assert words.startswith("Leien er satt")
    undo()
    leader.settle()
    assert leader.rows()[1][5] == "6\u00a0000"


def test_a_state_is_set_and_ended(leader, world):
    leader.choose(world.ids["vacant"])
    leader.more("Sett tilstand")
    dialog = leader.form()
    dialog.form.set_values({"kind": StateKind.READYING, "expected_to": date(2026, 11, 30)})
    dialog.submit()
    leader.settle()
    assert leader.rows()[1][0] == "Klargjøres"
    assert leader.rows()[1][6] == "Ferdig 30.11.2026"
    leader.more("Avslutt tilstanden")
    leader.form().form.set_values({"last_day": date(2026, 11, 23)})
    leader.form().submit()
    leader.settle()
    (state,) = stock.dwelling_card(world.leader, world.ids["vacant"]).states
    assert state.to_date == TODAY


def test_extras_keys_and_meters_stand_on_the_record(leader, world):
    leader.choose(world.ids["vacant"])
    leader.more("Tillegg")
    leader.form().form.set_values({"water": ExtraMode.ON_ACCOUNT, "water_ore": 310_00})
    leader.form().submit()
    leader.settle()
    assert "À konto 310\u00a0kr/md" in leader.record_text()
    leader.more("Nøkler")
    add = next(b for b in leader.dialog().findChildren(QAbstractButton) if b.text() == "Registrer nøkler")
    add.click()
    leader.form().form.set_values({"label": "Inngangsdør", "count": 3, "system_number": "14-203"})
    leader.form().submit()
    leader.settle()
    assert "Inngangsdør" in "\n".join(texts_of(leader.dialog()))
    leader.dialog().leave()
    leader.settle()
    assert "0 av 3 utlevert · 14-203" in leader.record_text()


def test_a_refusal_stands_in_the_form_and_nothing_is_lost(leader, world):
    leader.choose(world.ids["let"])
    leader.more("Ta ut av bestanden")
    dialog = leader.form()
    dialog.form.set_values({"on": TODAY, "reason": "Solgt"})
    dialog.submit()
    leader.settle()
    assert "Boligen er utleid" in "\n".join(texts_of(dialog))
    assert dialog.form.values()["reason"] == "Solgt"


def test_what_was_typed_is_offered_again_another_day(leader, world):
    leader.choose(world.ids["vacant"])
    leader.more("Rediger boligen")
    dialog = leader.form()
    dialog.form.row("purpose").editor.set_raw("Familiebolig")
    dialog.form.edited.emit("purpose")
    dialog.form._after_change()
    dialog.leave()
    leader.settle()
    (draft,) = leader.ctx.drafts.all()
    leader.choose(world.ids["let"])
    leader.page.open_draft(draft)
    assert leader.form().form.values()["purpose"] == "Familiebolig"
    assert leader.page.list.table.chosen_id == world.ids["vacant"]
    leader.form().submit()
    leader.settle()
    assert stock.dwelling_card(world.leader, world.ids["vacant"]).facts.purpose == "Familiebolig"
    assert leader.ctx.drafts.all() == []


# -- colleagues -----------------------------------------------------------------------------------


def edit(seat: Seat, dwelling_id: int, **values: object) -> None:
    """Open the form of a dwelling and type."""
    seat.choose(dwelling_id)
    seat.more("Rediger boligen")
    seat.form().form.set_values(values)


def test_two_windows_saving_the_same_dwelling_lose_nothing(world, sit):
    home = world.ids["vacant"]
    one, two = sit(world.leader), sit(world.desk(Role.CASEWORKER))
    edit(one, home, purpose="Familiebolig", storage_room="Bod 4")
    edit(two, home, purpose="Ungdomsbolig", parking="Plass 12")
    two.form().submit()
    two.settle()
    one.form().submit()
    conflict = one.dialog()
    assert isinstance(conflict, ConflictDialog)
    assert not conflict.save.isEnabled()
    assert "Ungdomsbolig" in "\n".join(texts_of(conflict))
    conflict.row("purpose").choose(Side.MINE)
    assert conflict.save.isEnabled()
    conflict.save.click()
    one.settle()
    facts = stock.dwelling_card(world.leader, home).facts
    assert (facts.purpose, facts.storage_room, facts.parking) == ("Familiebolig", "Bod 4", "Plass 12")


def test_a_draft_over_an_older_version_meets_what_came_since(world, sit):
    home = world.ids["vacant"]
    one, two = sit(world.leader), sit(world.desk(Role.CASEWORKER))
    edit(one, home, purpose="Familiebolig")
    one.form().leave()
    edit(two, home, purpose="Ungdomsbolig", parking="Plass 12")
    two.form().submit()
    two.settle()
    one.more("Rediger boligen")
    conflict = one.dialog()
    assert isinstance(conflict, ConflictDialog)
    assert (conflict.row("purpose").side, conflict.row("parking").side) == (None, Side.THEIRS)


def test_taking_the_others_version_drops_ones_own_draft(world, sit):
    home = world.ids["vacant"]
    one, two = sit(world.leader), sit(world.desk(Role.CASEWORKER))
    edit(one, home, purpose="Familiebolig")
    edit(two, home, purpose="Ungdomsbolig")
    two.form().submit()
    two.settle()
    one.form().submit()
    theirs = next(b for b in one.dialog().findChildren(QAbstractButton) if b.text().startswith("Bruk alt"))
    theirs.click()
    one.settle()
    assert stock.dwelling_card(world.leader, home).facts.purpose == "Ungdomsbolig"
    assert one.ctx.drafts.all() == []


def test_a_colleagues_change_is_told_and_the_place_stays(leader, world):
    home = world.ids["vacant"]
    leader.choose(home)
    other = start.login(world.store, "ingvild", "langtpassord")
    form = stock_edit.dwelling_form(other, home)
    done = stock_edit.change_dwelling(other, home, form.version, replace(form.values, purpose="Skjermet tun", rooms=5))
    leader.ctx.hub.announce(done.changes)
    leader.settle()
    told = [alert.title for alert in leader.page.record.findChildren(Alert) if alert.isVisible()]
    assert told == ["Ingvild Moe endret dette kl. 12.00."]
    assert "Skjermet tun" in leader.record_text()
    assert leader.rows()[1][3] == "5"
    assert leader.page.list.table.chosen_id == home


def test_ones_own_change_is_not_told_as_news(leader, world):
    leader.choose(world.ids["vacant"])
    leader.more("Sett leie")
    leader.form().form.set_values({"rent_ore": 7_500_00, "from_date": TODAY})
    leader.form().submit()
    leader.settle()
    assert [a for a in leader.page.record.findChildren(Alert) if a.isVisible()] == []


# -- protected persons ----------------------------------------------------------------------------


@pytest.mark.parametrize("role", [Role.COUNTER, Role.FOLLOW_UP, Role.READER])
def test_a_protected_tenant_is_nowhere_in_the_window(world, sit, role):
    assert Right.PROTECTED not in SHIPPED[role]
    seat = sit(world.desk(role))
    assert [row[6] for row in seat.rows()][2] == "Utleid – skjermet"
    seat.choose(world.ids["hidden"])
    for tab in ("leieforhold", "dokumenter", "historikk", "oversikt"):
        seat.page.record.tabs.choose(tab)
        seat.settle()
        said = "\n".join(texts_of(seat.ctx.parent))
        assert not [word for word in HIDDEN if word in said], tab
    assert "Utleid – skjermet" in said
    assert "Ledig" not in seat.rows()[2][0]


@pytest.mark.parametrize("typed", ["Hemmeligsen", "Anna"])
def test_a_protected_tenant_is_not_found_by_name(world, sit, typed):
    seat = sit(world.desk(Role.COUNTER))
    seat.page.list.bar.field.setText(typed)
    seat.settle()
    assert not seat.page.list.listing.ids


# -- documents and history ------------------------------------------------------------------------


def test_a_dropped_file_is_filed_on_the_dwelling(leader, world, tmp_path):
    paper = tmp_path / "befaring.pdf"
    paper.write_bytes(b"%PDF-1.4\n%%EOF\n")
    leader.choose(world.ids["vacant"])
    leader.page.record.tabs.choose("dokumenter")
    leader.settle()
    content = QMimeData()
    content.setUrls([QUrl.fromLocalFile(str(paper))])
    nothing = Qt.KeyboardModifier.NoModifier
    drop = QDropEvent(QPointF(5, 5), Qt.DropAction.CopyAction, content, Qt.MouseButton.LeftButton, nothing)
    leader.page.record.documents.dropEvent(drop)
    leader.dialog().submit()
    leader.settle()
    assert [line.title for line in stock.dwelling_card(world.leader, world.ids["vacant"]).documents] == ["befaring"]
    assert "befaring" in leader.record_text()


def test_history_tells_in_words(leader, world):
    leader.choose(world.ids["vacant"])
    leader.page.record.tabs.choose("historikk")
    leader.settle()
    said = leader.record_text()
    assert "Ny: Fastsatt leie" in said
    assert "6\u00a0000\u00a0kr" in said


# -- before anything is registered ----------------------------------------------------------------


def test_an_empty_office_is_shown_the_way_in(store, sit, monkeypatch):
    from boligdesk.ui.importing.dialog import ImportDialog

    monkeypatch.setenv("BOLIGDESK_DATO", TODAY.isoformat())
    seat = sit(stock_world.found(store).leader)
    assert seat.page.is_empty
    many, one = seat.page.empty.buttons()
    assert seat.page.first_focus() is many
    many.click()
    assert isinstance(seat.dialog(), ImportDialog)
    seat.dialog().finish(None)
    one.click()
    form = seat.form()
    form.form.set_values({"address": "Nygata 3"})
    form.submit()
    seat.settle()
    assert not seat.page.is_empty
    assert [row[1] for row in seat.rows()] == ["Nygata 3"]


# -- sizes and names ------------------------------------------------------------------------------


@pytest.mark.parametrize("size", [(1440, 784), (1280, 604)])
@pytest.mark.parametrize("tab", ["oversikt", "leieforhold", "dokumenter", "historikk"])
def test_the_page_fits_and_no_label_is_cut(world, sit, size, tab):
    seat = sit(world.leader, size)
    seat.choose(world.ids["let"])
    seat.page.record.tabs.choose(tab)
    seat.settle()
    assert (seat.ctx.parent.width(), seat.ctx.parent.height()) == size
    assert seat.page.list.table.isColumnHidden(4) is (size[0] < 1360)
    assert [label.text() for label in seat.page.findChildren(QLabel) if _cut(label)] == []


@pytest.mark.parametrize("tab", ["oversikt", "leieforhold"])
def test_longer_words_are_not_cut_either(world, sit, monkeypatch, tab):
    monkeypatch.setenv("BOLIGDESK_PSEUDO", "40")
    seat = sit(world.leader, (1280, 604))
    seat.choose(world.ids["let"])
    seat.page.record.tabs.choose(tab)
    seat.settle()
    assert (seat.ctx.parent.width(), seat.ctx.parent.height()) == (1280, 604)
    assert [label.text() for label in seat.page.findChildren(QLabel) if _cut(label)] == []


def _cut(label: QLabel) -> bool:
    if not label.isVisible() or not label.text() or "…" in label.text():
        return False
    if label.wordWrap():
        return label.height() < label.heightForWidth(label.width())
    return label.width() < label.sizeHint().width() or label.height() < label.sizeHint().height()


def test_every_control_has_a_name(leader, world):
    leader.choose(world.ids["let"])
    nameless = [
        w
        for w in leader.ctx.parent.findChildren(QWidget)
        if w.isVisible() and w.focusPolicy() & Qt.FocusPolicy.TabFocus and not (w.accessibleName() or _text(w))
    ]
    assert nameless == []


def _text(widget: QWidget) -> str:
    return widget.text() if isinstance(widget, QAbstractButton) else ""


def test_retired_dwellings_come_back(leader, world):
    leader.choose(world.ids["vacant"])
    leader.more("Ta ut av bestanden")
    leader.form().form.set_values({"on": TODAY, "reason": "Solgt"})
    leader.form().submit()
    leader.settle()
    assert len(leader.rows()) == 2
    assert stock.dwelling_card(world.leader, world.ids["vacant"]).status is Status.RETIRED
    leader.page.record.show_dwelling(world.ids["vacant"])
    leader.settle()
    leader.more("Ta inn")
    assert len(leader.rows()) == 3
