"""The cards of a startlån case: where it stands, its texts, finansieringsbevis, purchase and papers."""

from __future__ import annotations

from collections.abc import Callable, Sequence
from dataclasses import dataclass
from functools import partial

from PySide6.QtWidgets import QHBoxLayout, QVBoxLayout, QWidget

from ...casework.loan_cases import LoanCard, ProofRow, PurchaseRow
from ...casework.loan_papers import LoanPaperRow
from ...rules.startlan.target import QUESTIONS
from ...texts import enum_text, formats, render, text
from ..parts.buttons import link
from ..parts.chips import Chip, ChipLook, Tone
from ..parts.facts import Facts
from ..parts.labels import Label
from ..people.acts import row_menu
from ..people.rows import Lines, top_label
from ..shell.context import Context
from ..style import tokens
from . import loan_forms as forms
from .loan_expiring import proof_chip
from .loan_questions import target_chips

_DAY_W, _STATE_W = 92, 150


@dataclass(frozen=True)
class CaseActs:
    """The case of the cards; `may`: it runs and may be written. `choose(id)` shows another case."""

    ctx: Context
    case: LoanCard | None
    may: bool
    choose: Callable[[int], object]


def first_words(*, anonymous: bool) -> QWidget:
    """Nothing is there yet."""
    return Label(text("ui.startlan.krever_navn" if anonymous else "ui.startlan.ingen_sak"), colour="text2", wrap=True)


def case_facts(on: CaseActs, cases: Sequence[LoanCard]) -> QWidget:
    """Where the case stands, who it is for and why, and the person's other cases."""
    case = on.case
    assert case is not None
    facts = Facts()
    facts.add(text("ui.startlan.formal"), enum_text(case.purpose))
    facts.add(text("ui.startlan.trinn"), enum_text(case.stage), text("ui.startlan.apnet", dato=case.opened_on))
    facts.add(text("ui.startlan.malgruppe"), _chips(target_chips(case.target)))
    facts.add("", Label(render(case.target.explanation.message), wrap=True))
    if case.target.open_questions:
        asks = {asked.question: render(asked.ask) for asked in QUESTIONS}
        left = "\n".join(f"• {asks[question]}" for question in case.target.open_questions)
        facts.add(text("ui.startlan.ubesvart"), Label(left, colour="text2", wrap=True))
    for other in cases:
        if other.id != case.id:
            button = link(f"{enum_text(other.purpose)} · {enum_text(other.stage)}")
            button.clicked.connect(partial(on.choose, other.id))
            facts.add(text("ui.startlan.annen_sak"), button)
    return facts


def _chips(looks: Sequence[ChipLook]) -> QWidget:
    home = QWidget()
    row = QHBoxLayout(home)
    row.setContentsMargins(0, 0, 0, 0)
    row.setSpacing(tokens.S8)
    for look in looks:
        row.addWidget(Chip(look))
    row.addStretch(1)
    return home


def text_facts(case: LoanCard) -> QWidget:
    """What is best for the children, the reasons, the note."""
    home = QWidget()
    column = QVBoxLayout(home)
    column.setContentsMargins(0, 0, 0, 0)
    column.setSpacing(tokens.S4)
    for code, words in (
        ("ui.startlan.barnets_beste", case.child_assessment),
        ("ui.startlan.grunner", case.reasons),
        ("ui.startlan.notat", case.note),
    ):
        column.addWidget(Label(text(code), "label"))
        column.addWidget(Label(words or text("ui.startlan.ikke_skrevet"), colour="" if words else "text2", wrap=True))
    return home


def proof_lines(on: CaseActs) -> Lines:
    """Every finansieringsbevis, the newest first."""
    lines = Lines(_DAY_W)
    for proof in on.case.proofs if on.case else ():
        words = text("ui.startlan.bevis_linje", sum=proof.amount_ore, fra=proof.issued_on, til=proof.expires_on)
        if proof.note:
            words = f"{words}\n{proof.note}"
        lines.add(_proof_state(proof), top_label(words), None, _proof_menu(on, proof))
    if lines.empty:
        lines.say(text("ui.startlan.ingen_bevis"))
    return lines


def _proof_state(proof: ProofRow) -> QWidget:
    if proof.used_on is not None:
        return Chip(ChipLook(text("ui.startlan.brukt_kort"), Tone.NEUTRAL, "check"))
    return proof_chip(proof.state)


def _proof_menu(on: CaseActs, proof: ProofRow) -> QWidget:
    if not on.may or proof.used_on is not None or on.case is None:
        return QWidget()
    button, menu = row_menu(text("ui.startlan.om_bevis", dato=proof.expires_on))
    menu.add(text("ui.startlan.forleng"), partial(forms.extend_proof_dialog, on.ctx, on.case, proof), "calendar-plus")
    menu.add(text("ui.startlan.bruk"), partial(forms.use_proof_dialog, on.ctx, on.case, proof), "check")
    return button


def purchase_lines(on: CaseActs) -> Lines:
    """Each step of the purchase in its order, with its day and amount."""
    lines = Lines(_DAY_W, _STATE_W)
    for row in on.case.purchase if on.case else ():
        day = row.done_on or row.due
        said = " · ".join(filter(None, (enum_text(row.step), _amount(row), row.note)))
        state = Chip(_step_look(row)) if day is not None else Label("")
        lines.add(Label(formats.day(day) if day else "", "label"), top_label(said), state, _step_button(on, row))
    return lines


def _amount(row: PurchaseRow) -> str:
    return formats.kroner(row.amount_ore) if row.amount_ore is not None else ""


def _step_look(row: PurchaseRow) -> ChipLook:
    if row.done_on is not None:
        return ChipLook(text("ui.startlan.gjort"), Tone.OK, "check")
    return ChipLook(text("ui.startlan.frist"), Tone.INFO, "clock")


def _step_button(on: CaseActs, row: PurchaseRow) -> QWidget:
    if not on.may or on.case is None:
        return QWidget()
    button, menu = row_menu(text("ui.startlan.om_steg", hva=enum_text(row.step)))
    menu.add(text("ui.startlan.skriv_steg"), partial(forms.purchase_dialog, on.ctx, on.case, row), "pencil")
    return button


def paper_lines(on: CaseActs, papers: Sequence[LoanPaperRow]) -> Lines:
    """What the case needs, asked for and received."""
    lines = Lines(0)
    for row in papers:
        said = f"{enum_text(row.paper)}\n{row.note}" if row.note else enum_text(row.paper)
        lines.add(QWidget(), top_label(said), Chip(_paper_look(row)), _paper_button(on, row))
    return lines


def _paper_look(row: LoanPaperRow) -> ChipLook:
    if row.received_on is not None:
        return ChipLook(text("ui.startlan.mottatt", dato=row.received_on), Tone.OK, "check")
    if row.asked_on is not None:
        return ChipLook(text("ui.startlan.bedt_om", dato=row.asked_on), Tone.INFO, "mail")
    return ChipLook(text("ui.startlan.papir_mangler"), Tone.WARN, "circle-help")


def _paper_button(on: CaseActs, row: LoanPaperRow) -> QWidget:
    if not on.may or on.case is None:
        return QWidget()
    button, menu = row_menu(text("ui.startlan.om_papir", hva=enum_text(row.paper)))
    menu.add(text("ui.startlan.skriv_papir"), partial(forms.paper_dialog, on.ctx, on.case, row), "pencil")
    return button
