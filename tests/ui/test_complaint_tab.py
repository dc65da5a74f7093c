"""The tab Klage in a window: registered while the rules speak, mended, assessed, sent with its letter, answered."""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import replace
from datetime import date, timedelta
from pathlib import Path

import pytest

from boligdesk.casework.complaint_letters import forward_complaint
from boligdesk.casework.complaints import BodyAnswer, record_answer, uphold
from boligdesk.casework.core.desk import Desk
from boligdesk.casework.start import enter_without_login
from boligdesk.database.engine import Store
from boligdesk.rules.application_words import BodyResult, Channel, ComplaintState, Lateness, Stage
from boligdesk.rules.complaints import DismissGround, FormDemand
from boligdesk.rules.vocabulary import Role
from boligdesk.texts import text
from boligdesk.ui.applications.complaint_forms import ComplaintForm
from boligdesk.ui.applications.complaint_forward import ForwardDialog
from boligdesk.ui.applications.complaint_tab import ComplaintsTab
from boligdesk.ui.jobs import Jobs
from boligdesk.ui.parts.chips import Chip
from boligdesk.ui.record_tabs.document_view import DocumentDialog
from boligdesk.ui.record_tabs.form_dialog import FormFrame

from ..casework.complaint_world import GIVEN, TODAY, ComplaintWorld, complaint_world, place_world
from .case_tab import CaseTab


class Complaints(CaseTab[ComplaintsTab]):
    """The tab Klage, seen by one person."""

    def __init__(self, office: ComplaintWorld, desk: Desk, jobs: Jobs, folder: Path) -> None:
        self.office = office
        super().__init__(ComplaintsTab, office.world.case, desk, jobs, folder)

    @property
    def primary(self) -> str:
        return next((act.label for act in self.acts if act.primary), "")

    def fill(self, **values: object) -> None:
        shown = self.dialog
        assert isinstance(shown, FormFrame)
        shown.form.set_values({**shown.form.values(), **values})
        shown.save.click()
        self.wait()

    def leave(self) -> None:
        self.dialog.leave()
        self.wait()


@pytest.fixture
def office(store: Store, monkeypatch: pytest.MonkeyPatch) -> ComplaintWorld:
    return complaint_world(store, monkeypatch)


@pytest.fixture
def seen(qtbot, office: ComplaintWorld, jobs: Jobs, tmp_path: Path) -> Iterator[Complaints]:
    """Its tab, seen by Ingvild."""
    shown = Complaints(office, office.world.ingvild, jobs, tmp_path)
    qtbot.addWidget(shown.window)
    yield shown
    shown.wait()


def test_registered_assessed_sent_and_answered(seen: Complaints) -> None:
    """From nothing to the body's answer, in the window alone."""
    assert text("ui.klage.ingen") in seen.words()
    seen.press("ui.klage.registrer")
    form = seen.dialog
    assert isinstance(form, ComplaintForm)
    told = " ".join(chip.accessibleName() for chip in form.told.findChildren(Chip) if chip.isVisibleTo(form))
    assert "14.12.2026" in told and "kommunal klagenemnd" in told and "hva som ønskes endret" in told
    assert "kom fram 23.11.2026" in form.told.why.text()
    seen.fill(wants="En bolig", reasons="Barnet har ingen seng.")
    row = seen.office.row
    assert (row.given.channel, row.lacking, seen.tab.count(seen.card)) == (Channel.LETTER, (), 1)
    assert "Barnet har ingen seng." in seen.words()
    assert seen.primary == text("ui.klage.ny_vurdering")
    seen.press("ui.klage.ny_vurdering")
    seen.fill(assessment="Ingen nye opplysninger.")
    assert seen.primary == text("ui.klage.send")
    seen.press("ui.klage.send")
    sending = seen.dialog
    assert isinstance(sending, ForwardDialog)
    assert sending.preview.pages >= 1
    seen.fill(documents=frozenset())
    assert seen.office.row.state is ComplaintState.RECEIVED  # without the vedtak it does not go
    sending.form.set_values({"documents": frozenset(seen.office.papers)})
    sending.ask()
    seen.wait()
    assert sending.form.blocked  # the complaint itself, which came by letter, is not filed: a reason is asked for
    sending.leave()
    seen.wait()
    seen.press("ui.klage.endre_kort")
    seen.fill(channel=Channel.COUNTER)
    seen.press("ui.klage.send")
    seen.fill()
    assert seen.office.row.state is ComplaintState.FORWARDED
    assert isinstance(seen.dialog, DocumentDialog)
    seen.leave()
    assert seen.primary == text("ui.klage.registrer_svar")
    seen.press("ui.klage.registrer_svar")
    seen.fill(result=BodyResult.UPHELD, reference="26/77")
    assert seen.office.row.state is ComplaintState.CLOSED
    assert "26/77" in seen.words() and seen.tab.count(seen.card) == 0


def test_form_is_mended(seen: Complaints) -> None:
    """What lacks stands over the facts; the letter is shown; the mended form is noted."""
    seen.office.complain(signed=False)
    seen.show()
    assert "Klagen mangler underskrift" in seen.words()
    assert seen.primary == text("ui.klage.be_om_retting")
    seen.press("ui.klage.be_om_retting")
    seen.fill()
    assert isinstance(seen.dialog, DocumentDialog)
    seen.leave()
    assert "07.12.2026" in seen.words()
    seen.press("ui.klage.endre_kort")
    seen.fill(ticks=frozenset({FormDemand.SIGNED, FormDemand.NAMES_DECISION}))
    assert (seen.office.row.lacking, seen.office.row.mend_by) == ((), None)
    assert "Klagen mangler" not in seen.words()


def test_late_is_taken_up_or_dismissed(seen: Complaints) -> None:
    seen.office.sent_earlier(date(2026, 10, 1), date(2026, 10, 1))
    seen.office.complain()
    seen.show()
    assert text("ui.klage.er_sen") in seen.words()
    assert text("ui.klage.ny_vurdering") not in {act.label for act in seen.acts}
    seen.press("ui.klage.ta_stilling")
    seen.fill(choice=DismissGround.LATE, why="Tre uker for sen.")
    assert seen.office.row.state is ComplaintState.DISMISSED
    assert seen.primary == text("ui.klage.brev_avvist")
    seen.press("ui.klage.brev_avvist")
    assert isinstance(seen.dialog, DocumentDialog)
    seen.leave()
    seen.press("ui.klage.registrer")
    seen.fill(posted_on=TODAY, wants="Bolig")
    seen.press("ui.klage.ta_stilling")
    seen.fill(choice="take_up", why="Hun lå på sykehus.")
    assert seen.office.row.lateness is Lateness.LATE_ACCEPTED
    assert text("ui.klage.alle") in seen.words()  # two complaints: the other can be looked at


def test_a_change_leads_to_the_new_vedtak(seen: Complaints) -> None:
    seen.office.complain()
    seen.show()
    seen.press("ui.klage.ny_vurdering")
    seen.fill(outcome="changes", assessment="Hun har fått barn til.")
    assert seen.went == ["vedtak"]
    assert text("ui.klage.svar_begynt") in seen.words()
    assert seen.primary == text("ui.klage.til_vedtaket")


def test_a_lost_place_is_given_back_by_the_new_assessment(
    qtbot, store: Store, monkeypatch: pytest.MonkeyPatch, jobs: Jobs, tmp_path: Path
) -> None:
    """One act: no new vedtak is begun, the household stands on the list again."""
    office = place_world(store, monkeypatch)
    office.complain()
    shown = Complaints(office, office.world.ingvild, jobs, tmp_path)
    qtbot.addWidget(shown.window)
    shown.press("ui.klage.ny_vurdering")
    assert isinstance(shown.dialog, FormFrame)
    outcomes = {choice.label for choice in shown.dialog.form.row("outcome").spec.choices}
    assert outcomes == {text("ui.klage.star"), text("ui.klage.gi_plass")}
    shown.fill(outcome="changes", assessment="Varselet kom aldri fram.")
    assert (office.row.state, shown.went) == (ComplaintState.CHANGED, [])
    assert office.world.application().stage is Stage.WAITING
    shown.wait()


def test_what_the_body_gave_back_is_carried_out_by_one_button(
    qtbot, store: Store, monkeypatch: pytest.MonkeyPatch, jobs: Jobs, tmp_path: Path
) -> None:
    """Offered while the place is lost, and gone when it is given."""
    office = place_world(store, monkeypatch)
    row, desk = office.complain(), office.world.ingvild
    uphold(desk, row.id, row.version, "Vi mener det samme.")
    forward_complaint(desk, row.id, office.row.version, office.papers)
    record_answer(desk, row.id, office.row.version, BodyAnswer(BodyResult.CHANGED, TODAY))
    shown = Complaints(office, desk, jobs, tmp_path)
    qtbot.addWidget(shown.window)
    assert shown.primary == text("ui.klage.gi_plass")
    shown.press("ui.klage.gi_plass")
    shown.fill(why="Nemnda: plassen skal stå.")
    assert office.world.application().stage is Stage.WAITING
    assert text("ui.klage.gi_plass") not in {act.label for act in shown.acts}
    shown.wait()


def test_a_day_that_cannot_be_stops_the_form(seen: Complaints) -> None:
    seen.press("ui.klage.registrer")
    seen.dialog.form.set_values({**seen.dialog.form.values(), "received_on": TODAY + timedelta(days=9)})  # type: ignore[attr-defined]
    seen.dialog.ask()  # type: ignore[attr-defined]
    seen.wait()
    assert seen.dialog.form.blocked  # type: ignore[attr-defined]


def test_a_reader_sees_and_does_nothing(
    qtbot, office: ComplaintWorld, jobs: Jobs, tmp_path: Path, store: Store
) -> None:
    office.complain()
    shown = Complaints(office, replace(enter_without_login(store, Role.READER)), jobs, tmp_path)
    qtbot.addWidget(shown.window)
    assert GIVEN.wants in shown.words()
    assert shown.acts == []
    shown.tab.clear()
    assert GIVEN.wants not in shown.words()
    shown.wait()
