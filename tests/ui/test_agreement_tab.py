"""The tab Avtaler: a plan whose instalments are told before it is saved, a promise, a fast trekk, and an end."""

from __future__ import annotations

from datetime import date
from pathlib import Path

import pytest

from boligdesk.casework import agreement_card, deductions
from boligdesk.database.engine import Store
from boligdesk.rules.arrears.words import PayerKind, PlanState
from boligdesk.texts import text
from boligdesk.ui.arrears.tabs import AGREEMENTS
from boligdesk.ui.jobs import Jobs
from boligdesk.ui.parts.buttons import MenuButton
from tests.casework.arrears_world import DECEMBER, JANUARY, RENT, arrears_world
from tests.casework.budget_world import household_of, keep_with_left
from tests.casework.lease_world import lease_world

from .restanser_world import Counter

pytestmark = pytest.mark.qt_log_ignore("does not support (raise|grabbing)")


def test_a_plan_a_promise_and_a_deduction_from_the_tab(
    store: Store, monkeypatch: pytest.MonkeyPatch, jobs: Jobs, tmp_path: Path, qtbot
):
    owing = arrears_world(lease_world(store, monkeypatch), monkeypatch)
    owing.owe(DECEMBER, JANUARY)
    desk = Counter(owing.desk, jobs, tmp_path)
    qtbot.addWidget(desk.window)
    desk.page.record.go_to(AGREEMENTS)
    desk.wait()
    assert "Ingen avtaler" in desk.words() and "Ingen faste trekk" in desk.words()
    desk.press("ui.avtale.lofte")
    desk.fill(due=date(2027, 1, 25))
    assert "Muntlig lovnad · 0,00 kr av 18 000,00 kr er betalt" in desk.words()
    desk.press("ui.avtale.ny")
    assert "6 avdrag for 18 000,00 kr: 3 000,00 kr hver måned" in desk.words()
    dialog = desk.dialog
    form = dialog.form  # type: ignore[attr-defined]
    form.set_values(form.values() | {"surplus": 4_000_00})
    dialog.ask()  # type: ignore[attr-defined]
    desk.wait()
    assert "5 avdrag for 18 000,00 kr: 4 000,00 kr hver måned" in desk.words()
    desk.fill()
    plan, promise = agreement_card.agreements_of(owing.desk, owing.account)
    assert [part.amount_ore for part in plan.parts] == [4_000_00] * 4 + [2 * RENT - 16_000_00]
    assert promise.state is PlanState.ENDED and "Avdrag 5: 2 000,00 kr" in desk.words()
    desk.press("ui.avtale.signert")
    desk.fill()
    desk.press("ui.avtale.avslutt")
    desk.fill(why="betalte alt med skattepengene")
    ended = agreement_card.agreements_of(owing.desk, owing.account)[0]
    assert ended.state is PlanState.ENDED and ended.signed_on == owing.desk.today
    deductions.add_deduction(
        owing.desk,
        deductions.DeductionInput(owing.account, PayerKind.NAV, "NAV Fjordvik", RENT, JANUARY, DECEMBER),
    )
    desk.page.record.reload()
    desk.wait()
    assert "NAV Fjordvik · 9 000,00 kr i måneden · fra 04.01.2027" in desk.words()
    assert "1 av 1 leieforhold har fast trekk (100 %)" in desk.words().replace("\u00a0", " ")


def test_an_agreement_written_down_by_mistake_is_withdrawn(
    store: Store, monkeypatch: pytest.MonkeyPatch, jobs: Jobs, tmp_path: Path, qtbot
):
    owing = arrears_world(lease_world(store, monkeypatch), monkeypatch)
    owing.owe(DECEMBER, JANUARY)
    desk = Counter(owing.desk, jobs, tmp_path)
    qtbot.addWidget(desk.window)
    desk.page.record.go_to(AGREEMENTS)
    desk.wait()
    desk.press("ui.avtale.ny")
    desk.fill()
    bar = desk.page.record.findChild(MenuButton)
    assert bar is not None
    next(act for act in bar.menu_of_acts.actions() if act.text() == text("ui.avtale.trekk_tilbake")).trigger()
    desk.fill(why="Gjaldt en annen leietaker")
    assert agreement_card.agreements_of(owing.desk, owing.account) == () and "Ingen avtaler" in desk.words()


def test_the_plan_proposes_what_the_budget_has_left_and_asks_why_where_it_is_more(
    store: Store, monkeypatch: pytest.MonkeyPatch, jobs: Jobs, tmp_path: Path, qtbot
):
    owing = arrears_world(lease_world(store, monkeypatch), monkeypatch)
    owing.owe(DECEMBER, JANUARY)
    keep_with_left(owing.desk, household_of(owing), 3_000_00)
    desk = Counter(owing.desk, jobs, tmp_path)
    qtbot.addWidget(desk.window)
    desk.page.record.go_to(AGREEMENTS)
    desk.wait()
    desk.press("ui.avtale.ny")
    desk.wait()
    assert "Budsjettet fra 20.01.2027 har 3 000 kr igjen i måneden når alt er betalt (foreløpig tall)." in desk.words()
    assert "6 avdrag for 18 000,00 kr: 3 000,00 kr hver måned" in desk.words()
    form = desk.dialog.form  # type: ignore[attr-defined]
    form.set_values(form.values() | {"surplus": 4_000_00})
    desk.dialog.ask()  # type: ignore[attr-defined]
    desk.wait()
    assert "Et avdrag på 4 000 kr er mer enn de 3 000 kr budsjettet fra 20.01.2027" in desk.words()
    desk.dialog.submit()  # type: ignore[attr-defined]
    desk.wait()
    assert agreement_card.agreements_of(owing.desk, owing.account) == ()
    desk.press("ui.avtale.apne_veiledning")
    ((kind, _person),) = desk.window.opened
    assert kind == "guidance"
