"""What is done with an application at a window, step by step, and what is read from its papers."""

from __future__ import annotations

from PySide6.QtCore import Qt
from PySide6.QtPrintSupport import QPrintDialog
from PySide6.QtWidgets import QApplication, QDialog

from boligdesk.casework.application_list import ApplicationQuery, ApplicationSegment, application_ids
from boligdesk.casework.core.desk import Desk
from boligdesk.casework.documents import CaseLink, documents_of, open_document
from boligdesk.rules.vocabulary import DocumentKind
from boligdesk.ui.pages.soknader import SoknaderPage
from boligdesk.ui.record_tabs.document_view import DocumentDialog

from .hand import Hand
from .papers import text_of

INCOME = "Dokumentasjon på inntekt siste tre måneder"


def desk_of(hand: Hand) -> Desk:
    """The desk somebody sits at."""
    assert hand.window.seat is not None
    return hand.window.seat.desk


def leave_printer(hand: Hand) -> None:
    """Nobody is there to choose a printer; the papers are kept all the same."""
    for dialog in hand.window.findChildren(QPrintDialog):
        dialog.done(QDialog.DialogCode.Rejected)
    hand.window.activateWindow()
    hand.settle()


def new_person(hand: Hand, last: str, first: str, born: str) -> None:
    """Fill in the form of somebody new."""
    hand.write("Etternavn", last)
    hand.write("Fornavn og mellomnavn", first)
    hand.write("Fødselsdato", born)
    hand.press("Registrer personen")


def walks_in(hand: Hand, *, assistance: str = "Nei") -> None:
    """Mari Elle Solbakken comes to the counter with her daughter; nobody of them is known."""
    hand.page("soknader")
    hand.press("Ny søknad")
    hand.press("Registrer ny søker")
    new_person(hand, "Solbakken", "Mari Elle", "14.03.1988")
    assert QApplication.focusWidget() is hand.field("Søknaden gjelder")
    hand.press("Ny person")
    new_person(hand, "Solbakken", "Elle", "02.05.2020")
    assert hand.field("Rolle for Solbakken, Elle · født 02.05.2020").currentText() == "Barn"
    hand.choose("Bor nå", "Midlertidig hos familie eller venner")
    hand.write("Med egne ord", "Vi bor på sofaen hos søsteren min.")
    hand.tick(f"Søker også bistand: {assistance}")
    hand.tick("Siste skattemelding")
    hand.press("Registrer søknaden")
    assert hand.dialog is None, hand.reads()


def the_application(desk: Desk, segment: ApplicationSegment = ApplicationSegment.OPEN) -> int:
    """The one application of the office."""
    (found,) = application_ids(desk, ApplicationQuery(segment=segment))
    return found


def letter(desk: Desk, application_id: int, kind: DocumentKind) -> bytes:
    """The newest document of a kind in the case."""
    rows = [row for row in documents_of(desk, CaseLink(application_id=application_id)) if row.kind is kind]
    assert rows, f"no {kind} in the case"
    return open_document(desk, max(row.id for row in rows)).content


def assert_says(pdf: bytes, *words: str) -> str:
    """Each of these words stands in the paper; its whole text."""
    said = text_of(pdf)
    for part in words:
        assert part in said, f"{part!r} is not in: {said}"
    return said


# -- papers ---------------------------------------------------------------------------------------


def confirm_and_ask_for_papers(hand: Hand) -> None:
    """The confirmation is printed, and a letter that asks for what is lacking."""
    hand.press("Skriv ut bekreftelse")
    leave_printer(hand)
    hand.press("Be om vedlegg")
    hand.tick(INCOME)
    hand.press("Lagre og skriv ut brev")
    leave_printer(hand)
    assert hand.dialog is None, hand.reads()


def receive(hand: Hand, *papers: str) -> None:
    """These papers come."""
    hand.tab("Dokumenter")
    for paper in papers:
        hand.choose_act_of(f"Valg for {paper}", "Har kommet")
        hand.press("Lagre")


# -- the sheet ------------------------------------------------------------------------------------


def type_fact(hand: Hand, number: int, fact: str, value: str, source: str) -> None:
    """A fact as a paper says it."""
    hand.choose_act_of(f"Svar på vilkår {number}", f"Legg inn: {fact}")
    hand.write("Opplysning", value)
    hand.write("Kilde", source)
    hand.press("Lagre opplysningen")
    assert hand.dialog is None, hand.reads()


def answer(hand: Hand, number: int, word: str) -> None:
    """The caseworker's own answer to one demand."""
    hand.choose_act_of(f"Svar på vilkår {number}", word)
    if hand.dialog is not None:
        hand.write("Begrunnelse", "Vurdert i samtale i skranken.")
        hand.press("Lagre svaret")
    assert hand.dialog is None, hand.reads()


def assess(hand: Hand, residence: str, *answers: str) -> None:
    """Every demand with its facts and an answer; the child is seen. `residence`: registered here since that day."""
    hand.tab("Vurdering")
    type_fact(hand, 2, "Bosatt og folkeregistrert sammenhengende i kommunen siden", residence, "Folkeregisteret")
    type_fact(hand, 3, "Husstandens samlede brutto årsinntekt", "310 000", "Skattemelding 2025")
    for number, word in enumerate(answers, 1):
        answer(hand, number, word)
    hand.choose_act("Skriv vurderingen")
    hand.write("Barnets beste", "Elle trenger et fast sted å bo, og skolen er i Fjordvik.")
    hand.choose("Er barnet hørt?", "Barnets syn er formidlet av en forelder")
    hand.write("Hvordan", "Moren fortalte hva Elle har sagt.")
    hand.write("Søkerens eget syn", "Hun klarer ikke å bo på sofaen lenger.")
    hand.write("Avveining", "Familien er uten egen bolig, og barnet går på skole her.")
    hand.press("Lagre vurderingen")
    assert hand.dialog is None, hand.reads()


# -- the vedtak -----------------------------------------------------------------------------------


def propose(hand: Hand, result: str) -> None:
    """A vedtak on municipal housing is written and sent to approval; whoever wrote it cannot approve it."""
    hand.tab("Vedtak")
    hand.press("Nytt vedtak")
    hand.choose("Resultat", result)
    hand.press("Lag utkast")
    hand.press("Lagre utkastet")
    hand.press("Send til godkjenning")
    assert not hand.button("Godkjenn og gjør vedtaket").isEnabled()


def open_case(hand: Hand, tab: str, name: str = "Solbakken") -> None:
    """The application of somebody, on a tab."""
    page = hand.page("soknader")
    assert isinstance(page, SoknaderPage)
    hand.click_row(page.list.table, name)
    hand.tab(tab)


def approve_and_send(hand: Hand) -> None:
    """Somebody else looks at it, makes it a vedtak and sends the letter by post."""
    open_case(hand, "Vedtak")
    hand.press("Godkjenn og gjør vedtaket")
    hand.press("Gjør vedtaket")
    assert isinstance(hand.dialog, DocumentDialog)
    hand.keys(Qt.Key.Key_Escape)
    hand.press("Registrer sending")
    hand.press("Lagre")
    assert hand.dialog is None, hand.reads()


#: What no letter about a vedtak on municipal housing can be without; the rules that were answered stand in it too.
DEMANDED = (
    "Vedtak om kommunal bolig",
    "Vedtaket gjelder Mari Elle Solbakken, født 14.03.1988",
    "Kommunal bolig for 1 voksen og 1 barn, mottatt 23.11.2026 (søknad 2026-0001)",
    "Kommunen tildeler boliger etter egne regler: Fjordvik 2026.",
    "forvaltningsloven §§ 24 og 25",
    "Fylt 18 år Du må ha fylt 18 år. (§ 3 a) Søkerens fødselsdato: 14.03.1988 (Personkortet, 23.11.2026) Oppfylt",
    "310 000 kr (Skattemelding 2025, 23.11.2026)",
    "Elle trenger et fast sted å bo",
    "Moren fortalte hva Elle har sagt.",
    "Fristen er tre uker etter at du fikk brevet.",
    "Klagen blir avgjort av kommunal klagenemnd.",
    "Send eller lever klagen til oss: Fjordvik kommune, Boligkontoret, Rådhusgata 1, 9990 Fjordvik.",
    "Du kan få hjelp av oss til å skrive klagen",
    "Du har rett til å se dokumentene i saken din.",
    "Siri Bakken, saksbehandler Godkjent av Arne Dahl",
)
