"""A month of rent: charged, the bank's file let fall on the window, a missed rent in the list, the first call made."""

from __future__ import annotations

from datetime import date
from pathlib import Path

import pytest

from boligdesk.casework.arrears_list import ArrearsQuery, ArrearsRow, arrears_ids, arrears_rows
from boligdesk.casework.core.desk import Desk
from boligdesk.rules.arrears.steps import ArrearsStep
from boligdesk.texts import formats
from boligdesk.ui.arrears.charge_dialog import ChargeDialog
from boligdesk.ui.arrears.file_dialog import PaymentFileDialog
from boligdesk.ui.pages.restanser import RestanserPage
from tools.bank_samples import Paid, ocr_order, transmission

from .hand import Hand, at_window

pytestmark = pytest.mark.reise
#: The account the office of the journeys has its rents paid to.
OWN = "99990000006"
PAID_ON = date(2026, 11, 20)


def accounts(desk: Desk, *, everybody: bool) -> list[ArrearsRow]:
    """The accounts of the list, or all, in its order."""
    ids = arrears_ids(desk, ArrearsQuery(everybody=everybody))
    rows = arrears_rows(desk, ids)
    return [rows[one] for one in ids]


def charge_november(hand: Hand) -> None:
    """Choose whose books the accounts are, and charge the month."""
    hand.press("Lag leiekrav")
    assert isinstance(hand.dialog, ChargeDialog)
    hand.press("Boligdesk lager kravene")
    assert "Kreves" in hand.reads()
    hand.click(hand.dialog.charge)
    hand.settle()
    assert "Leiekrav for november 2026 er laget" in hand.reads()
    hand.press("Lukk")


def bank_file(folder: Path, rows: list[ArrearsRow]) -> Path:
    """What the bank sends: each pays what is charged, and one forgets the KID."""
    paid = [Paid(row.home.kid or "", row.open_ore, day=PAID_ON) for row in rows]
    stranger = Paid("1234567897", 450000, day=PAID_ON)
    path = folder / "ocr.txt"
    path.write_bytes(transmission(ocr_order([*paid, stranger], account=OWN)))
    return path


def test_a_month_from_charge_to_the_first_call(qtbot, tmp_path, office):
    with at_window(qtbot, tmp_path / "siri", office) as hand:
        page = hand.page("restanser")
        assert isinstance(page, RestanserPage) and page.is_empty
        charge_november(hand)
        assert hand.window.seat is not None
        desk = hand.window.seat.desk
        charged = [row for row in accounts(desk, everybody=True) if row.open_ore and row.home.kid]
        missing, paying = charged[0], charged[1:]
        assert paying

        hand.drop_file(page, bank_file(tmp_path, paying))
        dialog = hand.dialog
        assert isinstance(dialog, PaymentFileDialog) and "9 innbetalinger" in hand.reads()
        assert dialog.plan is not None and dialog.plan.waiting == 1
        hand.click(dialog.book)
        hand.settle()
        assert "Innbetalinger er kjent til og med 20.11.2026" in hand.reads()
        hand.press("Lukk")

        assert "Innbetalinger t.o.m. 20.11.2026 er registrert" in hand.reads()
        assert [row.id for row in accounts(desk, everybody=False)] == [missing.id] == list(page.list.listing.ids)
        assert f"{formats.amount(missing.open_ore)}" in hand.reads()
        hand.press("Logg kontakt")
        hand.write("Hva ble sagt", "Betaler fredag")
        hand.press("Lagre kontakten")
        assert hand.dialog is None and "Betaler fredag" in hand.reads()
        (after,) = accounts(desk, everybody=False)
        assert after.talked_on == date(2026, 11, 23) and after.step is not ArrearsStep.CONTACT
