"""Lists as descriptions: filtering, segments, footer, empty answers, keyboard between filter and list."""

from __future__ import annotations

from dataclasses import dataclass

import pytest
from PySide6.QtCore import Qt
from PySide6.QtWidgets import QApplication

from boligdesk.ui.parts.filterbar import Choice, ChoiceFilter, Segment
from boligdesk.ui.parts.listpage import Listing, ListPage, ListSpec
from boligdesk.ui.parts.table_columns import MemoryStore
from boligdesk.ui.parts.table_model import CellKind, Column


@dataclass(frozen=True)
class Home:
    id: int
    address: str
    rooms: int
    rent_ore: int


HOMES = {n: Home(n, f"{'Fjordgata' if n % 2 else 'Havneveien'} {n}", n % 4 + 1, 800_000) for n in range(1, 51)}


class Office:
    def __init__(self):
        self.asked = []
        self.gone = set()
        self.read = []

    def ids(self, query):
        self.asked.append(query)
        found = [
            h
            for h in HOMES.values()
            if h.id not in self.gone
            and query.text.casefold() in h.address.casefold()
            and query.choices["rom"] in (None, h.rooms)
        ]
        if query.segment == "fa":
            found = found[:3]
        found.sort(key=lambda h: h.id, reverse=query.descending)
        return Listing([h.id for h in found], sum_ore=sum(h.rent_ore for h in found), counts={"fa": 3})

    def rows(self, ids):
        self.read.append(tuple(ids))
        return {i: HOMES[i] for i in ids}


@pytest.fixture
def office():
    return Office()


@pytest.fixture
def page(qtbot, jobs, office):
    spec = ListSpec(
        name="boliger",
        columns=(
            Column[Home]("adresse", "ui.tabell.navn", lambda h: h.address, sort="adresse", stretch=1),
            Column[Home]("leie", "ui.tabell.sorter", lambda h: h.rent_ore, CellKind.MONEY),
        ),
        ids=office.ids,
        rows=office.rows,
        filters=[
            ChoiceFilter("rom", "ui.tabell.utvalg", [Choice(None, "Alle rom"), Choice(2, "2 rom"), Choice(9, "9 rom")])
        ],
        segments=[Segment("alle", "ui.tabell.utvalg"), Segment("fa", "ui.tabell.navn")],
        sort=("adresse", False),
    )
    view = ListPage(spec, jobs, MemoryStore())
    qtbot.addWidget(view)
    view.resize(700, 500)
    with qtbot.waitExposed(view):
        view.show()
    jobs.idle()
    return view


def shown(page):
    return list(page.table.paged.ids)


def test_the_first_row_is_chosen_and_the_footer_counts_and_sums(page):
    assert page.table.chosen_id == 1
    assert page._left.full_text == "50 rader"
    assert page._right.text() == "400\u00a0000\u00a0kr"
    assert page.bar.segments.button("fa").text() == "Liste 3"


def test_typing_narrows_after_the_last_letter_only(qtbot, page, jobs, office):
    before = len(office.asked)
    qtbot.keyClicks(page.bar.field, "havn")
    jobs.idle()
    assert [q.text for q in office.asked[before:]] == ["havn"]
    assert shown(page) == list(range(2, 51, 2))


def test_choices_and_segments_go_into_the_question(page, jobs):
    page.bar.choose("rom", 2)
    jobs.idle()
    assert {HOMES[i].rooms for i in shown(page)} == {2}
    page.bar.segments.choose("fa")
    jobs.idle()
    assert shown(page) == [1, 5, 9]


def test_nothing_found_says_so_and_offers_the_way_back(qtbot, page, jobs):
    page.bar.choose("rom", 9)
    jobs.idle()
    assert not page.table.isVisible()
    assert page._none_label.text() == "Ingen treff. Endre eller tøm filteret."
    qtbot.mouseClick(page._clear, Qt.MouseButton.LeftButton)
    jobs.idle()
    assert len(shown(page)) == 50
    assert page.table.isVisible()


def test_the_keyboard_goes_from_filter_to_list_and_back(qtbot, page, jobs):
    opened = []
    page.opened.connect(opened.append)
    page.activateWindow()
    page.focus_filter()
    qtbot.keyClick(page.bar.field, Qt.Key.Key_Down)
    assert QApplication.focusWidget() is page.table
    qtbot.keyClick(page.table, Qt.Key.Key_Down)
    qtbot.keyClick(page.table, Qt.Key.Key_Return)
    assert opened == [2]
    qtbot.keyClick(page.table, Qt.Key.Key_F)
    assert QApplication.focusWidget() is page.bar.field
    assert page.bar.field.text() == "f"
    qtbot.keyClick(page.bar.field, Qt.Key.Key_Escape)
    assert page.bar.field.text() == ""
    jobs.idle()


def test_an_order_is_asked_of_the_store(page, jobs):
    page.table.sort_by("adresse", True)
    jobs.idle()
    assert shown(page)[0] == 50
    assert page.table.chosen_id == 1


def test_a_hidden_list_waits_with_its_question_until_it_is_shown(page, jobs, office):
    page.hide()
    before = len(office.asked)
    page.changed([1])
    jobs.idle()
    assert len(office.asked) == before
    page.show()
    jobs.idle()
    assert len(office.asked) == before + 1


def test_export_gets_the_question_and_the_columns_shown(qtbot, page):
    heard = []
    page.export_wanted.connect(lambda *what: heard.append(what))
    page.bar.field.setText("havn")
    qtbot.mouseClick(page.bar.export_button, Qt.MouseButton.LeftButton)
    ((query, columns),) = heard
    assert query.text == "havn"
    assert [c.key for c in columns] == ["adresse", "leie"]


def test_what_stands_outside_the_list_is_not_given_up_for_the_first_row(qtbot, page, jobs):
    chosen = []
    page.bar.segments.choose("fa")
    jobs.idle()
    page.table.chosen.connect(chosen.append)
    assert not page.table.stand_on(40)
    page.table.setFocus()
    page.bar.field.setFocus()
    page.changed()
    jobs.idle()
    page.table.setFocus()
    assert page.table.chosen_id is None
    assert chosen == [None]


def test_a_record_asked_for_before_the_list_has_come_is_not_given_up(qtbot, jobs, office):
    spec = ListSpec(
        name="boliger",
        columns=(Column[Home]("adresse", "ui.tabell.navn", lambda h: h.address),),
        ids=office.ids,
        rows=lambda ids: {i: HOMES[i] for i in ids},
        filters=[ChoiceFilter("rom", "ui.tabell.utvalg", [Choice(None, "Alle rom")])],
    )
    view = ListPage(spec, jobs, MemoryStore())
    qtbot.addWidget(view)
    view.table.stand_on(999)
    with qtbot.waitExposed(view):
        view.show()
    jobs.idle()
    assert shown(view) == list(range(1, 51))
    assert view.table.chosen_id is None


def test_narrowing_after_that_leads_to_the_first_row_as_always(qtbot, page, jobs):
    page.table.stand_on(999)
    qtbot.keyClicks(page.bar.field, "havn")
    jobs.idle()
    page.focus_list()
    assert page.table.chosen_id == 2


def test_what_somebody_saves_out_of_the_list_is_still_stood_on_until_the_user_narrows(page, jobs, office):
    page.table.choose(7)
    office.gone = {7}
    page.changed()
    jobs.idle()
    page.table.setFocus()
    assert page.table.chosen_id is None
    assert page.table.stands_outside
    office.gone = set()
    page.changed()
    jobs.idle()
    assert page.table.chosen_id == 7


def test_the_first_rows_come_with_the_ids_and_are_not_asked_for_twice(page, office):
    assert office.read == [tuple(HOMES)]
    assert page.table.paged.index(0, 0).data() == "Fjordgata 1"


def test_another_order_reads_no_row_that_is_here_already(page, jobs, office):
    page.table.sort_by("adresse", True)
    jobs.idle()
    assert shown(page)[0] == 50
    assert office.read == [tuple(HOMES)]


def test_rows_that_a_colleague_saved_are_read_anew(page, jobs, office):
    page.changed([3])
    jobs.idle()
    assert [3 in ids for ids in office.read] == [True, True]


def test_of_a_long_list_the_rows_around_the_chosen_one_come_with_the_ids(qtbot, jobs):
    long = [Home(n, f"Fjordgata {n}", 2, 0) for n in range(1, 1001)]
    read = []

    def rows(ids):
        read.append(tuple(ids))
        return {i: long[i - 1] for i in ids}

    spec = ListSpec(
        name="lang",
        columns=(Column[Home]("adresse", "ui.tabell.navn", lambda h: h.address, sort="adresse"),),
        ids=lambda query: Listing(range(1000, 0, -1) if query.descending else range(1, 1001)),
        rows=rows,
        sort=("adresse", False),
    )
    view = ListPage(spec, jobs, MemoryStore())
    qtbot.addWidget(view)
    with qtbot.waitExposed(view):
        view.show()
    jobs.idle()
    view.table.choose(150)
    view.table.sort_by("adresse", True)
    jobs.idle()
    assert view.table.chosen_id == 150
    assert read[1] == tuple(range(250, 200, -1)), "what of the page around row 150 was not here"


def test_the_record_of_the_first_row_is_chosen_after_its_rows_stand(qtbot, jobs, office, page):
    fresh = ListPage(page.spec, jobs, MemoryStore())
    qtbot.addWidget(fresh)
    stood = []
    fresh.chosen.connect(lambda _id: stood.append(fresh.table.paged.index(0, 0).data()))
    with qtbot.waitExposed(fresh):
        fresh.show()
    jobs.idle()
    assert stood == ["Fjordgata 1"]
