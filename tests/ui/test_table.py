"""Tables over ids: pages, order, selection, columns, keyboard, copying – with 20 000 rows."""

from __future__ import annotations

from dataclasses import dataclass, replace
from datetime import date

import pytest
from PySide6.QtCore import QPoint, Qt
from PySide6.QtGui import QAccessible, QGuiApplication

from boligdesk.rules.messages import refuse
from boligdesk.ui.parts.chips import ChipKind
from boligdesk.ui.parts.table_columns import ColumnChoice, MemoryStore
from boligdesk.ui.parts.table_model import (
    PAGE,
    CellKind,
    Column,
    Group,
    PagedTableModel,
    Role,
    Yields,
    written,
)
from boligdesk.ui.parts.table_view import Table

COUNT = 20_000


@dataclass(frozen=True)
class Home:
    id: int
    address: str
    rent_ore: int
    state: ChipKind = ChipKind.UTLEID
    since: date = date(2026, 1, 1)


COLUMNS = (
    Column[Home]("state", "ui.tabell.navn", lambda h: h.state, CellKind.CHIP, width=110, sort="status"),
    Column[Home]("address", "ui.tabell.utvalg", lambda h: h.address, stretch=1, yields=Yields.LAST, sort="adresse"),
    Column[Home]("rent", "ui.tabell.sorter", lambda h: h.rent_ore, CellKind.MONEY, width=90),
    Column[Home]("since", "ui.tabell.standard", lambda h: h.since, CellKind.DATE, width=100, hide_below=520),
)


class Stock:
    """An office of homes in memory, which counts how often it is asked."""

    def __init__(self, count: int = COUNT) -> None:
        self.homes = {n: Home(n, f"Fjordgata {n}", n * 100) for n in range(1, count + 1)}
        self.asked: list[list[int]] = []

    def rows(self, ids):
        self.asked.append(list(ids))
        return {i: self.homes[i] for i in ids if i in self.homes}


@pytest.fixture
def stock():
    return Stock()


@pytest.fixture
def table(qtbot, jobs, stock):
    view = Table(COLUMNS, name="boliger", store=MemoryStore())
    qtbot.addWidget(view)
    view.resize(640, 480)
    view.serve(jobs, stock.rows)
    with qtbot.waitExposed(view):
        view.show()
    return view


def cell(table, line, column, role=Qt.ItemDataRole.DisplayRole):
    return table.paged.index(line, column).data(role)


def test_the_model_keeps_qts_contract(qtmodeltester, qapp):
    model = PagedTableModel(COLUMNS)
    qtmodeltester.check(model)
    model.set_ids([1, 2, 3])
    model.deliver({1: Home(1, "A", 1), 2: Home(2, "B", 2)})
    qtmodeltester.check(model)
    model.set_ids([3, 1, 2], [Group("I dag", 1), Group("Senere", 2)])
    qtmodeltester.check(model)


def test_rows_are_ellipses_until_their_page_is_here(table, jobs, stock):
    table.show_ids(range(1, COUNT + 1))
    assert cell(table, 0, 1) == "…"
    jobs.idle()
    assert cell(table, 0, 1) == "Fjordgata 1"
    assert cell(table, 0, 2) == "1"
    assert cell(table, 0, 3) == "01.01.2026"
    assert cell(table, 0, 0) == "Utleid"
    assert cell(table, 0, 1, Role.ID) == 1
    assert stock.asked == [list(range(1, PAGE + 1))]


def test_a_jump_fetches_only_the_page_it_lands_on(table, jobs, stock):
    table.show_ids(range(1, COUNT + 1))
    jobs.idle()
    table.choose(15_050)
    jobs.idle()
    assert table.chosen_id == 15_050
    assert len(stock.asked) <= 3
    assert 15_050 in stock.asked[-1]


def test_twenty_thousand_rows_are_shown_from_one_page(table, jobs, stock):
    table.show_ids(range(1, COUNT + 1))
    table.grab()
    jobs.idle()
    assert sum(len(ids) for ids in stock.asked) <= 400


def test_the_chosen_row_stays_chosen_when_the_list_changes(table, jobs):
    heard = []
    table.show_ids([1, 2, 3, 4])
    table.choose(3)
    table.chosen.connect(heard.append)
    table.show_ids([9, 4, 3, 2])
    assert table.chosen_id == 3
    assert heard == []
    table.show_ids([9, 4])
    assert table.chosen_id is None
    table.show_ids([3, 9])
    assert table.chosen_id == 3
    jobs.idle()


def test_a_changed_row_is_fetched_anew_and_the_old_value_stays_till_then(table, jobs, stock):
    table.show_ids([1, 2, 3])
    jobs.idle()
    stock.homes[2] = replace(stock.homes[2], address="Havneveien 2")
    table.paged.refresh([2])
    assert cell(table, 1, 1) == "Fjordgata 2"
    jobs.idle()
    assert cell(table, 1, 1) == "Havneveien 2"
    assert stock.asked[-1] == [2]


def test_a_row_that_is_gone_is_asked_for_once_only(table, jobs, stock):
    del stock.homes[2]
    table.show_ids([1, 2, 3])
    jobs.idle()
    table.viewport().repaint()
    jobs.idle()
    assert len(stock.asked) == 1
    assert cell(table, 1, 1) == "…"


def test_a_refused_page_is_told_and_asked_for_again_later(qtbot, jobs):
    answers, heard = [refuse("ui.proeve"), {1: Home(1, "A", 100)}], []
    jobs.refused.connect(heard.append)

    def rows(_ids):
        answer = answers.pop(0)
        if isinstance(answer, Exception):
            raise answer
        return answer

    view = Table(COLUMNS, name="x")
    qtbot.addWidget(view)
    view.serve(jobs, rows)
    view.show_ids([1])
    assert cell(view, 0, 1) == "…"
    jobs.idle()
    assert len(heard) == 1
    assert cell(view, 0, 1) == "…"
    jobs.idle()
    assert cell(view, 0, 1) == "A"


def test_groups_are_headings_that_cannot_be_chosen(qtbot, table, jobs):
    table.show_ids([5, 6, 7], [Group("Må gjøres i dag", 1), Group("Denne uken", 2)])
    jobs.idle()
    assert [cell(table, n, 0) for n in (0, 2)] == ["Må gjøres i dag – 1", "Denne uken – 2"]
    assert table.columnSpan(0, 0) == len(COLUMNS)
    table.choose(5)
    qtbot.keyClick(table, Qt.Key.Key_Down)
    assert table.chosen_id == 6
    qtbot.keyClick(table, Qt.Key.Key_Up)
    assert table.chosen_id == 5
    qtbot.keyClick(table, Qt.Key.Key_Up)
    assert table.chosen_id == 5
    qtbot.keyClick(table, Qt.Key.Key_End)
    assert table.chosen_id == 7
    qtbot.keyClick(table, Qt.Key.Key_Home)
    assert table.chosen_id == 5
    with pytest.raises(ValueError, match="groups"):
        table.show_ids([5], [Group("x", 2)])


def test_keys_open_leave_and_type(qtbot, table, jobs):
    heard = []
    table.opened.connect(lambda i: heard.append(("åpnet", i)))
    table.left.connect(lambda: heard.append("ut"))
    table.typed.connect(heard.append)
    table.show_ids([1, 2, 3])
    table.choose(2)
    for key in (Qt.Key.Key_Return, Qt.Key.Key_Escape, Qt.Key.Key_K):
        qtbot.keyClick(table, key)
    assert heard == [("åpnet", 2), "ut", "k"]
    jobs.idle()


def test_copying_gives_cells_parted_by_tabs_also_for_rows_not_yet_fetched(qtbot, table, jobs):
    table.show_ids(range(1, COUNT + 1))
    table.setColumnHidden(0, True)
    table.selectAll()
    table.copy()
    table.paged.row_at(0)  # painted before the copied rows are here
    jobs.idle(30)
    lines = QGuiApplication.clipboard().text().split("\n")
    assert len(lines) == COUNT
    assert lines[-1] == "Fjordgata 20000\t20\u00a0000\t01.01.2026"


def test_pressing_a_header_asks_for_an_order_and_again_for_its_reverse(qtbot, table):
    heard = []
    table.sort_wanted.connect(lambda *order: heard.append(order))
    for _ in range(2):
        x = table.columnViewportPosition(1) + 20
        qtbot.mouseClick(table.horizontalHeader().viewport(), Qt.MouseButton.LeftButton, pos=QPoint(x, 10))
    qtbot.mouseClick(
        table.horizontalHeader().viewport(),
        Qt.MouseButton.LeftButton,
        pos=QPoint(table.columnViewportPosition(2) + 20, 10),
    )
    assert heard == [("adresse", False), ("adresse", True)]


def test_columns_widths_and_order_are_remembered(qtbot):
    store = MemoryStore()
    first = Table(COLUMNS, name="boliger", store=store)
    qtbot.addWidget(first)
    first.resize(640, 300)
    first.show()
    first.horizontalHeader().resizeSection(2, 133)
    first.columns_menu().actions()[2].setChecked(False)
    first.sort_by("adresse", True)
    again = ColumnChoice(COLUMNS, store, "boliger")
    assert again.widths["rent"] == 133
    assert again.hidden == {"since"}
    assert again.sort == ("adresse", True)
    store.set("tabell/boliger", {"sortering": ["finnes ikke", 1], "bredder": {}})
    assert ColumnChoice(COLUMNS, store, "boliger").sort is None


@pytest.mark.parametrize("width", [200, 330, 420, 519, 520, 700, 1400])
def test_columns_fill_the_width_and_the_address_gives_way_last(width):
    choice = ColumnChoice(COLUMNS, MemoryStore(), "boliger")
    widths = choice.fitted(width)
    least = sum(COLUMNS[n].floor for n in widths)
    assert sum(widths.values()) == max(width, least)
    assert all(widths[n] >= COLUMNS[n].floor for n in widths)
    assert (3 in widths) is (width >= 520)


def test_the_first_to_yield_shrinks_before_the_others():
    columns = (
        Column[Home]("a", "ui.tabell.navn", str, width=100, least=50, yields=Yields.FIRST),
        Column[Home]("b", "ui.tabell.navn", str, width=100, least=50, yields=Yields.LAST),
    )
    assert ColumnChoice(columns, MemoryStore(), "x").fitted(160) == {0: 60, 1: 100}
    assert ColumnChoice(columns, MemoryStore(), "x").fitted(120) == {0: 50, 1: 70}


def test_what_a_screen_reader_hears_is_what_is_painted(qtbot, jobs):
    columns = (Column[Home]("a", "ui.tabell.navn", lambda h: h.address, second=lambda h: f"bolig {h.id}"),)
    view = Table(columns, name="y")
    qtbot.addWidget(view)
    view.show_rows({4: Home(4, "Kirkebakken 22", 1)})
    assert cell(view, 0, 0) == "Kirkebakken 22"
    assert cell(view, 0, 0, Qt.ItemDataRole.AccessibleTextRole) == "Kirkebakken 22, bolig 4"
    assert view.row_height == 46


def test_values_are_written_the_norwegian_way():
    assert written(None) == ""
    assert written("–") == "–"
    assert written(895000, CellKind.MONEY) == "8\u00a0950"
    assert written(12345) == "12\u00a0345"
    assert written(date(2026, 2, 1)) == "01.02.2026"


def test_heights_follow_density_and_headings_leave_no_trace(table, jobs):
    table.show_ids([5, 6, 7], [Group("I dag", 1), Group("Senere", 2)])
    assert [table.rowHeight(n) for n in range(3)] == [30, 32, 30]
    table.show_ids([5, 6, 7])
    assert [table.rowHeight(n) for n in range(3)] == [32, 32, 32]
    table.set_comfortable(True)
    assert [table.rowHeight(n) for n in range(3)] == [40, 40, 40]
    jobs.idle()


def test_the_accessible_tree_holds_the_words_that_are_painted(table, jobs):
    table.show_ids([1, 2])
    jobs.idle()
    grid = QAccessible.queryAccessibleInterface(table)
    assert grid.role() == QAccessible.Role.Table
    said = {grid.child(n).text(QAccessible.Text.Name) for n in range(grid.childCount()) if grid.child(n)}
    assert {"Fjordgata 1", "Fjordgata 2", "Utleid", "01.01.2026"} <= said
