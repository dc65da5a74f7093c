"""From a spreadsheet to a signed lease, through the real windows: the first day of an office with Boligdesk."""

from __future__ import annotations

import re
from datetime import date
from io import BytesIO
from pathlib import Path

import pytest
from pypdf import PdfReader
from PySide6.QtPrintSupport import QPrintDialog, QPrinter
from PySide6.QtWidgets import QDialog

from boligdesk.casework import start, stock, tenancy_list
from boligdesk.casework.core.desk import Desk
from boligdesk.casework.documents import CaseLink, documents_of, open_document
from boligdesk.casework.tenancy_card import TenancyCard, tenancy_card
from boligdesk.database.engine import Storage
from boligdesk.rules.kid import Modulus, control_digit
from boligdesk.rules.vocabulary import DocumentKind, Status
from boligdesk.shipped import resources
from boligdesk.ui.importing.choose import DropZone
from boligdesk.ui.importing.dialog import ImportDialog
from boligdesk.ui.pages.boliger import BoligerPage
from boligdesk.ui.pages.leietakere import LeietakerePage
from boligdesk.ui.settings.dialog import SettingsDialog
from boligdesk.ui.shell.start_page import NewOfficeDialog
from boligdesk.ui.tenancy.signing import DropZone as ScanZone

from .hand import Hand, at_window
from .papers import assert_pages_are_drawn, text_of

pytestmark = pytest.mark.reise
LISTS = resources() / "eksempel"


@pytest.fixture
def place(new_target: str, storage: Storage) -> str:
    """Where the new office is to lie; two slashes are a share, as on Windows."""
    return f"/{new_target}" if storage is Storage.SHARE else new_target


@pytest.mark.lagring
def test_from_a_spreadsheet_to_a_signed_lease(
    qtbot, tmp_path: Path, place: str, storage: Storage, monkeypatch: pytest.MonkeyPatch
):
    with at_window(qtbot, tmp_path) as hand:
        make_office(hand, place)
        describe_office(hand)
        bring_in_homes(hand)
        bring_in_tenants(hand)
        let_a_home(hand)
        desk = desk_of(hand)
        assert desk.store.storage is storage
        card = the_lease_of(desk, "Solbakken")
        lease = check_papers(desk, card)
        sign(hand, card, keep(tmp_path / "signert.pdf", lease))
        a_child_moves_in(hand, card)
        gives_notice(hand)
    monkeypatch.setenv("BOLIGDESK_DATO", "2027-02-28")
    with at_window(qtbot, tmp_path) as hand:  # the office opened last
        moves_out(hand, card)
        desk = desk_of(hand)
        assert tenancy_card(desk, card.id).closed_on == date(2027, 2, 28)
        assert stock.dwelling_card(desk, card.dwelling_id).status is Status.READYING


def desk_of(hand: Hand) -> Desk:
    """The desk somebody sits at."""
    assert hand.window.seat is not None
    return hand.window.seat.desk


# -- the first hour -----------------------------------------------------------------------------


def make_office(hand: Hand, place: str) -> None:
    """From the first page to an empty office."""
    hand.press("Lag et nytt kontor")
    assert isinstance(hand.dialog, NewOfficeDialog)
    hand.write("Kommunens navn", "Fjordvik kommune")
    hand.write("Hvor skal det ligge?", place)
    hand.press("Lag kontoret")
    assert "Ingenting venter ennå" in hand.reads()
    hand.press("Gå til Boliger")
    assert "Ingen boliger ennå" in hand.reads()


def describe_office(hand: Hand) -> None:
    """What every lease says of the landlord."""
    hand.window.tools.settings()
    hand.settle()
    assert isinstance(hand.dialog, SettingsDialog)
    for label, words in (
        ("Enhet", "Boligkontoret"),
        ("Adresse", "Rådhusgata 1"),
        ("Postnummer", "9990"),
        ("Poststed", "Fjordvik"),
        ("Organisasjonsnummer", "999000002"),
        ("Kontonummer", "99990000006"),
    ):
        hand.write(label, words)
    hand.press("Lagre kontoret")
    hand.press("Lukk")


def bring_in_homes(hand: Hand) -> None:
    """The list of homes; one rent was typed with a letter for a nought, and is mended where it stands."""
    page = hand.page("boliger")
    hand.press("Importer liste …")
    dialog = hand.dialog
    assert isinstance(dialog, ImportDialog)
    hand.drop_file(hand.top.findChild(DropZone), LISTS / "boligliste.xlsx")
    assert "Bokstaven O i tallet" in hand.reads()
    assert not dialog.forward.isEnabled()
    hand.click_row(dialog.rows, "Bokstaven O", "mend")
    hand.choose_in_menu("Rett til 8\u00a0950,00\u00a0kr")
    hand.press("Forhåndsvis 19 rader")
    hand.press("Importer 19 rader")
    assert "19" in hand.reads()
    hand.press("Lukk")
    assert isinstance(page, BoligerPage)
    assert "Alle 19" in hand.reads()


def bring_in_tenants(hand: Hand) -> None:
    """Who rents what."""
    page = hand.page("leietakere")
    hand.press("Importer liste …")
    hand.drop_file(hand.top.findChild(DropZone), LISTS / "leietakere.xlsx")
    hand.press("Forhåndsvis 9 rader")
    hand.press("Importer 9 rader")
    hand.press("Lukk")
    assert isinstance(page, LeietakerePage)
    assert "Hauge, Torbjørn" in hand.reads()


# -- the lease ----------------------------------------------------------------------------------


def let_a_home(hand: Hand) -> None:
    """The home whose rent was mended, to somebody new."""
    page = hand.page("boliger")
    assert isinstance(page, BoligerPage)
    hand.click_row(page.list.table, "Fjordgata 14", "bolig")
    hand.write_letters(page.list.bar.field.accessibleName(), "fjordgata 14 h0102")
    hand.click_row(page.list.table, "H0102", "bolig")
    assert "Fjordgata 14, H0102" in hand.reads()
    hand.press("Ny leiekontrakt")
    hand.press("Ny person")
    hand.write("Etternavn", "Solbakken")
    hand.write("Fornavn og mellomnavn", "Mari Elle")
    hand.write("Fødselsdato", "14.03.1988")
    hand.write("Telefon", "90000123")
    hand.press("Registrer personen")
    assert "Solbakken, Mari Elle" in hand.reads()
    hand.press("Neste: Grunnlag og varighet")
    hand.write("Slutter", "30.11.2029")
    hand.press("Neste: Leie og sikkerhet")
    assert hand.field("Leie per måned").text() == "8\u00a0950"
    hand.tick("Oppvarming i leien: Nei")
    hand.write("Depositum", "99 000")
    assert "Depositum kan ikke være mer enn 6" in hand.reads()
    hand.press("Sett til 53\u00a0700\u00a0kr")
    hand.write("Depositum", "26 850")
    hand.press("Neste: Vilkår")
    hand.press("Neste: Forhåndsvisning")
    hand.press("Skriv ut to eksemplarer")
    print_to(hand, None)
    hand.press("Lukk")


def print_to(hand: Hand, path: Path | None) -> None:
    """Answer the print dialog: to a file, or not at all."""
    for dialog in hand.window.findChildren(QPrintDialog):
        if path is not None:
            dialog.printer().setOutputFormat(QPrinter.OutputFormat.PdfFormat)
            dialog.printer().setOutputFileName(str(path))
        dialog.done(QDialog.DialogCode.Accepted if path else QDialog.DialogCode.Rejected)
    hand.window.activateWindow()
    hand.settle()


def the_lease_of(desk: Desk, name: str) -> TenancyCard:
    """The one tenancy of somebody."""
    (found,) = tenancy_list.tenancy_ids(desk, tenancy_list.TenancyQuery(text=name))
    return tenancy_card(desk, found)


def keep(path: Path, content: bytes) -> Path:
    """Write a file."""
    path.write_bytes(content)
    return path


def check_papers(desk: Desk, card: TenancyCard) -> bytes:
    """The lease says, field by field, what was agreed; its pages are pages and not blanks."""
    papers = {row.kind: row for row in documents_of(desk, CaseLink(tenancy_id=card.id))}
    assert {DocumentKind.LEASE, DocumentKind.HOUSE_RULES, DocumentKind.PROTOCOL} <= set(papers)
    content = open_document(desk, papers[DocumentKind.LEASE].id).content
    said = text_of(content)
    for words in (
        "Leiekontrakt for kommunal bolig",
        "Fjordvik kommune, Boligkontoret, org.nr. 999 000 002",
        "Mari Elle Solbakken, født 14.03.1988, telefon 900 00 123",
        "Fjordgata 14, 9990 Fjordvik, bolignummer H0102",
        "gnr. 48, bnr. 112",
        "3 rom, 71 m²",
        "01.12.2026",
        "30.11.2029",
        "8 950 kr per måned",
        "konto 9999.00.00006",
        "26 850 kr",
        "husleieloven",
    ):
        assert words in said, f"{words!r} is not in the lease: {said}"
    kid = re.search(r"KID (\d+)", said)
    assert kid is not None
    assert kid.group(1) == card.kid
    assert kid.group(1)[-1] == control_digit(kid.group(1)[:-1], Modulus.MOD10)
    assert f"Side 1 av {len(PdfReader(BytesIO(content)).pages)}" in said
    assert_pages_are_drawn(content, 2)
    return content


# -- afterwards ---------------------------------------------------------------------------------


def sign(hand: Hand, card: TenancyCard, scan: Path) -> None:
    """Both sign, the scan is filed: the clauses can be used."""
    hand.page("leietakere")
    hand.window.open_record("tenancy", card.id)
    hand.settle()
    hand.press("Registrer signering")
    hand.drop_file(hand.top.findChild(ScanZone), scan)
    hand.write("Signert", "23.11.2026")
    hand.write("Utleier signerte", "23.11.2026")
    hand.press("Lagre signaturene")


def a_child_moves_in(hand: Hand, card: TenancyCard) -> None:
    """A child is registered, and moves in with its mother; the addendum is made."""
    hand.press("Ny person")
    hand.write("Etternavn", "Solbakken")
    hand.write("Fornavn og mellomnavn", "Elle")
    hand.write("Fødselsdato", "02.05.2020")
    hand.press("Registrer personen")
    hand.window.open_record("tenancy", card.id)
    hand.settle()
    hand.press("Endre leieforholdet")
    hand.choose("Hva endres", "Barn flytter inn")
    hand.find_and_take("Hvem", "solbakken elle")
    hand.press("Utfør endringen")
    hand.press("Lukk")
    assert "Elle Solbakken" in hand.reads()


def gives_notice(hand: Hand) -> None:
    """The tenant's notice, with the last day reckoned."""
    hand.press("Avslutt")
    assert "28.02.2027" in hand.reads()
    hand.press("Registrer")
    hand.press("Lukk")
    assert "Oppsagt" in hand.reads()


def moves_out(hand: Hand, card: TenancyCard) -> None:
    """Keys back on the last day: the lease is over, the home is to be made ready."""
    hand.page("leietakere")
    hand.window.open_record("tenancy", card.id)
    hand.settle()
    hand.choose_act("Registrer utflytting")
    hand.press("Avslutt leieforholdet")
    assert "Avsluttet" in hand.reads()


def test_the_office_is_made_where_it_is_said(qtbot, tmp_path: Path, place: str):
    with at_window(qtbot, tmp_path) as hand:
        make_office(hand, place)
    store = start.open_office(place)
    assert start.office_card(store).name == "Fjordvik kommune"
    store.close()
