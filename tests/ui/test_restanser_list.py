"""Restanser on the sample office: the badge at start, the groups, and sums that are the ledger's own."""

from __future__ import annotations

from collections.abc import Callable
from pathlib import Path

import pytest
from PySide6.QtGui import QAction

from boligdesk.casework.arrears_list import ArrearsQuery, arrears_ids, arrears_rows, arrears_sums, rebuild_day
from boligdesk.casework.core.desk import Desk
from boligdesk.casework.imports import ListKind
from boligdesk.casework.statements import statement
from boligdesk.rules.arrears.words import StepStanding, WorkGroup
from boligdesk.rules.ledger.account import AgeBucket
from boligdesk.texts import enum_text, formats, text
from boligdesk.ui.arrears.head_acts import HEAD_ACTS
from boligdesk.ui.arrears.listing import AGREED, ALL
from boligdesk.ui.importing.dialog import ImportDialog
from boligdesk.ui.pages.restanser import RestanserPage
from boligdesk.ui.parts.dialog import open_dialog
from boligdesk.ui.shell.main_window import MainWindow
from tests.support.sample import SAMPLE_DAY, copy_office

from .shell_support import close_window, desk_at, open_window, settle


@pytest.fixture
def office(sample_template: Path, tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> str:
    """A sample office whose accounts are reckoned for its day."""
    monkeypatch.setenv("BOLIGDESK_DATO", SAMPLE_DAY.isoformat())
    place = str(copy_office(sample_template, tmp_path))
    with desk_at(place) as desk:
        rebuild_day(desk)
    return place


@pytest.fixture
def window(qtbot, tmp_path, office):
    opened = open_window(qtbot, tmp_path, office)
    yield opened
    if not opened._closed:
        close_window(qtbot, opened)


def asked(office: str, question: Callable[[Desk], object]) -> object:
    """An answer from a desk beside the window."""
    with desk_at(office) as desk:
        return question(desk)


def page(window: MainWindow) -> RestanserPage:
    window.open_page("restanser")
    settle(window)
    shown = window.room.current
    assert isinstance(shown, RestanserPage)
    return shown


def test_the_badge_stands_there_before_the_tab_was_opened(qtbot, window, office):
    qtbot.waitUntil(lambda: window.tabs.count_of("restanser") > 0, timeout=10_000)
    assert "restanser" not in window.room._pages
    assert window.tabs.count_of("restanser") == len(asked(office, lambda d: arrears_ids(d, ArrearsQuery())))


def test_the_sums_of_the_list_are_those_of_the_accounts(office):
    with desk_at(office) as desk:
        for query in (ArrearsQuery(), ArrearsQuery(agreement=True), ArrearsQuery(everybody=True)):
            ids, sums = arrears_ids(desk, query), arrears_sums(desk, query)
            found = [statement(desk, one) for one in ids]
            assert sums.accounts == len(ids) == sum(sums.by_group.values())
            assert sums.open_ore == sum(one.open_ore for one in found) == sum(sums.ages.values())
            assert sums.ages == {age: sum(one.ages[age] for one in found) for age in AgeBucket}
        assert arrears_sums(desk, ArrearsQuery()).open_ore > 0, "the sample owes something"


def test_the_groups_stand_in_the_order_of_work_and_hold_what_they_say(office):
    with desk_at(office) as desk:
        ids, sums = arrears_ids(desk, ArrearsQuery()), arrears_sums(desk, ArrearsQuery())
        rows, at = arrears_rows(desk, ids), 0
        for group, count in sums.by_group.items():
            for row in (rows[one] for one in ids[at : at + count]):
                assert (row.standing is StepStanding.READY) is (
                    group in (WorkGroup.TODAY, WorkGroup.WEEK, WorkGroup.NOW)
                )
                if group is WorkGroup.WEEK:
                    assert row.must_before > desk.today
                if group is WorkGroup.WAITS:
                    assert row.possible_from is not None
            at += count
        assert at == len(ids)


def test_list_chart_and_segments_tell_the_same(window, office):
    shown = page(window)
    sums = asked(office, lambda desk: arrears_sums(desk, ArrearsQuery()))
    assert shown.list.bar.segments.current == ALL
    assert shown.ages.total_ore == sums.open_ore and formats.kroner(sums.ages[AgeBucket.TO_30]) in (
        shown.ages.accessibleName()
    )
    told = [group.title for group in shown.list.listing.groups]
    assert told == [enum_text(group) for group, count in sums.by_group.items() if count]
    shown.list.bar.segments.choose(AGREED)
    settle(window)
    agreed = asked(office, lambda desk: arrears_sums(desk, ArrearsQuery(agreement=True)))
    assert shown.ages.total_ore == agreed.open_ore
    assert len(shown.list.listing.ids) == agreed.accounts


def test_every_act_of_the_head_opens_its_window(window):
    head = page(window).head
    acts: dict[str, QAction] = {act.text(): act for act in head.more.menu_of_acts.actions()}
    for offered in HEAD_ACTS:
        acts[text(offered.label)].trigger()
        settle(window)
        dialog = open_dialog(window.work)
        assert dialog is not None, offered.label
        if isinstance(dialog, ImportDialog):
            assert dialog.choose.kind is ListKind.OPEN_ITEMS
        dialog.leave()
        settle(window)
