"""Part C from end to end (issue 4): charged, paid by the bank's file, missed, called, written to, agreed.

The agreement is kept; or it is broken, and § 4-18 and begjæring follow, until all is paid in the last hour.
"""

from __future__ import annotations

from collections.abc import Iterator
from contextlib import contextmanager
from datetime import date
from pathlib import Path

import pytest
from PySide6.QtPrintSupport import QPrintDialog

from boligdesk.casework.agreement_card import agreements_of
from boligdesk.casework.arrears_card import ArrearsCard, arrears_card
from boligdesk.casework.arrears_letter_list import LetterRow, case_letters
from boligdesk.casework.core.desk import Desk
from boligdesk.casework.documents import open_document
from boligdesk.database.engine import Storage
from boligdesk.rules.arrears.steps import ArrearsStep
from boligdesk.rules.arrears.words import ArrearsEventKind, PlanState
from boligdesk.ui.arrears.batch_dialog import BatchDialog
from boligdesk.ui.arrears.file_dialog import PaymentFileDialog
from boligdesk.ui.arrears.letter_dialog import LetterDialog
from boligdesk.ui.arrears.letter_petition import PetitionDialog
from tools.bank_samples import Paid, ocr_order, transmission

from .arrears_office import accounts, furnish_arrears
from .hand import Hand, at_window
from .papers import assert_pages_are_drawn, text_of

pytestmark = pytest.mark.reise
OURS, OWES, PAYS = "12345678903", "Kvernmo", "Balto"
K = ArrearsEventKind


class Days:
    """The office, one day after the other: each is a window that is opened and closed."""

    def __init__(self, qtbot, folder: Path, target: str, monkeypatch: pytest.MonkeyPatch) -> None:
        self.qtbot, self.folder, self.target, self.patch = qtbot, folder, target, monkeypatch
        self.files = 0

    @contextmanager
    def on(self, day: date) -> Iterator[Hand]:
        """Sit down in Restanser on a day."""
        self.patch.setenv("BOLIGDESK_DATO", day.isoformat())
        with at_window(self.qtbot, self.folder / "siri", self.target) as hand:
            hand.page("restanser")
            yield hand

    def bank_says(self, hand: Hand, day: date, *paid: tuple[str, int]) -> None:
        """Let the bank's OCR file fall on the page and book it."""
        self.files += 1
        path = self.folder / f"ocr{self.files}.txt"
        order = ocr_order([Paid(kid, ore, day=day) for kid, ore in paid], account=OURS, number=self.files)
        path.write_bytes(transmission(order, number=self.files))
        hand.drop_file(hand.page("restanser"), path)
        dialog = hand.dialog
        assert isinstance(dialog, PaymentFileDialog) and dialog.plan is not None and not dialog.plan.file.faults
        hand.click(dialog.book)
        hand.settle()
        assert f"Innbetalinger er kjent til og med {day:%d.%m.%Y}" in hand.reads()
        hand.press("Lukk")


@pytest.fixture
def days(qtbot, tmp_path: Path, target: str, storage: Storage, monkeypatch: pytest.MonkeyPatch) -> Days:
    furnish_arrears(target, storage, tmp_path, monkeypatch)
    return Days(qtbot, tmp_path, f"/{target}" if storage is Storage.SHARE else target, monkeypatch)


def desk_of(hand: Hand) -> Desk:
    """The desk of a window."""
    assert hand.window.seat is not None
    return hand.window.seat.desk


def case_of(hand: Hand) -> ArrearsCard:
    """The case of the family."""
    return arrears_card(desk_of(hand), accounts(desk_of(hand))[OWES].id)


def letters(hand: Hand) -> tuple[LetterRow, ...]:
    """The letters of the family, the newest first."""
    return case_letters(desk_of(hand), accounts(desk_of(hand))[OWES].id).made


def makes_and_sends(hand: Hand, button: str) -> str:
    """Take the step's letter, make it, and say that it went; its words."""
    hand.press(button)
    assert isinstance(hand.dialog, LetterDialog)
    return sends(hand)


def sends(hand: Hand) -> str:
    """Make the letter that is shown, and say that it went today."""
    hand.press("Lag brevet")
    assert "Det teller først når det er meldt sendt" in hand.reads() and letters(hand)[0].counts_from is None
    hand.press("Meld sendt")
    hand.press("Meld sendt")
    assert hand.dialog is None
    assert letters(hand)[0].counts_from == desk_of(hand).today
    pdf = open_document(desk_of(hand), letters(hand)[0].document_id).content
    assert_pages_are_drawn(pdf)
    return text_of(pdf)


def to_the_agreement(days: Days) -> None:
    """December is charged; the family pays nothing, is called, reminded, dunned with a fee, and is to pay in parts."""
    with days.on(date(2026, 12, 1)) as hand:
        charge_month(hand)
        assert accounts(desk_of(hand))[OWES].open_ore == 895_000
    with days.on(date(2026, 12, 4)) as hand:
        days.bank_says(hand, date(2026, 12, 3), (kid(hand, PAYS), 895_000))
        assert list(accounts(desk_of(hand), everybody=False)) == [OWES]
        hand.press("Logg kontakt")
        hand.write("Hva ble sagt", "Mistet jobben, venter på dagpenger")
        hand.press("Lagre kontakten")
        assert case_of(hand).recommended.step is ArrearsStep.REMINDER
        assert "8 950,00 kr" in makes_and_sends(hand, "Lag betalingspåminnelse")
    with days.on(date(2026, 12, 21)) as hand:
        days.bank_says(hand, date(2026, 12, 18), (kid(hand, PAYS), 100))
        hand.choose_act("Lag mange brev")
        assert isinstance(hand.dialog, BatchDialog)
        hand.choose("Hvilket brev", "Purring med gebyr")
        hand.dialog.kinds.activated.emit(1)
        hand.settle()
        hand.press("Lag 1 brev")
        assert "1 brev er laget. De er ikke sendt." in hand.reads()
        hand.press("Meld 1 sendt")
        hand.press("Meld sendt")
        assert "1 brev er meldt sendt." in hand.reads()
        hand.press("Lukk")
        assert letters(hand)[0].counts_from == date(2026, 12, 21)
        assert accounts(desk_of(hand))[OWES].open_ore == 895_000 + 38_00
    with days.on(date(2027, 1, 11)) as hand:
        days.bank_says(hand, date(2027, 1, 8), (kid(hand, PAYS), 100))
        assert case_of(hand).recommended.step is ArrearsStep.AGREEMENT
        hand.press("Betalingsavtale")
        hand.write("Antall avdrag", "2")
        hand.write("Første avdrag", "20.01.2027")
        hand.press("Lagre avtalen")
        assert hand.dialog is None
        assert plan(hand)[0] is PlanState.RUNNING


def charge_month(hand: Hand) -> None:
    """The month's claims; whose books the accounts are is chosen the first time."""
    hand.press("Lag leiekrav")
    hand.press("Boligdesk lager kravene")
    hand.click(hand.dialog.charge)  # type: ignore[union-attr]
    hand.settle()
    assert "Leiekrav for desember 2026 er laget" in hand.reads()
    hand.press("Lukk")


def kid(hand: Hand, name: str) -> str:
    """The KID of a tenancy."""
    return accounts(desk_of(hand))[name].home.kid or ""


def plan(hand: Hand) -> tuple[PlanState, str, int]:
    """The newest agreement of the family: where it stands, its KID and its instalment (øre)."""
    card = agreements_of(desk_of(hand), accounts(desk_of(hand))[OWES].id)[0]
    return card.state, card.kid or "", card.parts[0].amount_ore


def test_an_agreement_that_is_kept_ends_the_case(days: Days) -> None:
    to_the_agreement(days)
    with days.on(date(2027, 1, 21)) as hand:
        _, own, ore = plan(hand)
        days.bank_says(hand, date(2027, 1, 20), (own, ore))
        assert plan(hand)[0] is PlanState.RUNNING
    with days.on(date(2027, 2, 23)) as hand:
        left = accounts(desk_of(hand))[OWES].open_ore
        days.bank_says(hand, date(2027, 2, 19), (plan(hand)[1], left))
        assert accounts(desk_of(hand))[OWES].open_ore == 0
        assert OWES not in accounts(desk_of(hand), everybody=False)
    with days.on(date(2027, 2, 24)) as hand:
        assert plan(hand)[0] is PlanState.KEPT
        assert "Ingen restanser" in hand.reads()


@pytest.mark.lagring
def test_a_broken_agreement_goes_to_namsmannen_and_is_paid_in_the_last_hour(days: Days) -> None:
    to_the_agreement(days)
    with days.on(date(2027, 2, 3)) as hand:
        days.bank_says(hand, date(2027, 2, 2), (kid(hand, PAYS), 100))
    with days.on(date(2027, 2, 4)) as hand:
        assert plan(hand)[0] is PlanState.BROKEN
        hand.press("Lag varsel § 4-18")
        assert isinstance(hand.dialog, LetterDialog) and "Brevet kan ikke lages nå" in hand.reads()
        hand.press("Skriv vurderingene")
        for point in ("Bostøtte", "NAV", "Annen bolig", "Tolk", "Barnas situasjon", "Beslutning"):
            hand.write(point, f"{point}: undersøkt og vurdert")
        hand.press("Lagre vurderingene")
        said = sends(hand)
        assert "låsen er byttet" in said and "8 950,00 kr" in said
        assert case_of(hand).facts.notice is not None
    with days.on(date(2027, 2, 24)) as hand:
        days.bank_says(hand, date(2027, 2, 23), (kid(hand, PAYS), 100))
        assert case_of(hand).recommended.step is ArrearsStep.PETITION
        files_the_petition(hand)
    with days.on(date(2027, 3, 3)) as hand:
        days.bank_says(hand, date(2027, 3, 2), (kid(hand, OWES), accounts(desk_of(hand))[OWES].open_ore))
        assert case_of(hand).open_ore == 0 and case_of(hand).recommended.step is ArrearsStep.STOP_CASE
        hand.press("Stopp saken hos namsmannen")
        hand.press("Registrer hendelsen")
        assert case_of(hand).facts.case.stopped_on == date(2027, 3, 3)
        assert OWES not in accounts(desk_of(hand), everybody=False), "paid and stopped: nothing is left to do"


def files_the_petition(hand: Hand) -> None:
    """Go through the points, print them, and record that the begjæring went."""
    hand.press("Gjør klar begjæring")
    assert isinstance(hand.dialog, PetitionDialog) and "Ikke i orden" not in hand.reads().split("NAV er varslet")[0]
    hand.press("Skriv ut sjekklisten")
    printing = hand.window.findChild(QPrintDialog)
    assert printing is not None
    printing.reject()
    hand.settle()
    hand.press("Registrer som sendt")
    hand.press("Registrer hendelsen")
    assert case_of(hand).facts.case.filed_on == date(2027, 2, 24)
