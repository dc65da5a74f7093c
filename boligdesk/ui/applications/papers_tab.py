"""The tab Dokumenter of an application: the papers it rests on, then every document that is filed on it."""

from __future__ import annotations

from collections.abc import Sequence
from functools import partial

from PySide6.QtCore import Qt
from PySide6.QtWidgets import QHBoxLayout, QVBoxLayout, QWidget

from ...casework.application_card import ApplicationCard
from ...casework.application_papers import PaperRow, PaperState
from ...casework.documents import CaseLink, documents_of
from ...texts import enum_text, formats, text
from ..parts.buttons import ghost
from ..parts.chips import Chip, ChipLook, Tone
from ..parts.labels import Label
from ..parts.recordpage import Place, Placed
from ..people.acts import row_menu
from ..people.rows import LinesCard
from ..record_tabs.bar_acts import BarAct
from ..record_tabs.documents import DocumentsCard
from ..shell.context import Context
from ..style import tokens
from .acts import ApplicationActs
from .paper_forms import drop_dialog, print_papers, received_dialog
from .tabs import ApplicationTab

_LOOKS = {
    PaperState.ASKED: ("ui.soknader.venter", Tone.NEUTRAL, "clock"),
    PaperState.LATE: ("ui.soknader.over_frist", Tone.CRIT, "clock"),
    PaperState.RECEIVED: ("ui.soknader.mottatt_vedlegg", Tone.NEUTRAL, "check"),
    PaperState.EXPIRED: ("ui.soknader.utlopt", Tone.WARN, "calendar-clock"),
    PaperState.DROPPED: ("ui.soknader.trengs_ikke", Tone.NEUTRAL, "minus"),
}


class PapersCard(LinesCard):
    """ "Vedlegg": what is asked for, what has come and how long it holds."""

    def __init__(self) -> None:
        super().__init__(text("ui.soknader.vedlegg"))
        self.ask = ghost(text("ui.soknader.be_om_vedlegg"), "plus", small=True)
        self.head.addWidget(self.ask)
        self._do: ApplicationActs | None = None
        self.ask.clicked.connect(self._ask)

    def _ask(self) -> None:
        if self._do is not None:
            self._do.ask_for_papers()

    def show_papers(self, do: ApplicationActs) -> None:
        """Show the papers, those that are waited for first."""
        self._do = do
        self.ask.setVisible(do.may_write)
        content = QWidget()
        column = QVBoxLayout(content)
        column.setContentsMargins(0, 0, 0, 0)
        column.setSpacing(tokens.S8)
        for row in sorted(do.card.papers, key=lambda row: (not row.lacking, row.id)):
            column.addLayout(_line(do, row))
        if not do.card.papers:
            column.addWidget(Label(text("ui.soknader.ingen_vedlegg_bedt"), colour="text2", wrap=True))
        self.put(content)


def _line(do: ApplicationActs, row: PaperRow) -> QHBoxLayout:
    told = QVBoxLayout()
    told.setSpacing(0)
    told.addWidget(Label(_name(row), wrap=True))
    told.addWidget(Label(_dates(row), "caption", wrap=True))
    code, tone, icon = _LOOKS[row.state]
    line = QHBoxLayout()
    line.setSpacing(tokens.S12)
    line.addLayout(told, 1)
    line.addWidget(Chip(ChipLook(text(code), tone, icon)), 0, Qt.AlignmentFlag.AlignTop)
    if do.may_write:
        line.addWidget(_menu(do, row), 0, Qt.AlignmentFlag.AlignTop)
    return line


def _name(row: PaperRow) -> str:
    kind = enum_text(row.kind)
    return f"{kind}: {row.label}" if row.label else kind


def _dates(row: PaperRow) -> str:
    told = (
        ("ui.soknader.bedt_dato", row.asked_on),
        ("ui.soknader.frist_dato", row.due_on if row.received_on is None else None),
        ("ui.soknader.kom_dato", row.received_on),
        ("ui.soknader.gjelder_dato", row.expires_on),
    )
    return " · ".join(text(code, dato=formats.day(day)) for code, day in told if day is not None)


def _menu(do: ApplicationActs, row: PaperRow) -> QWidget:
    button, menu = row_menu(text("ui.leietaker.valg_for", hva=_name(row)))
    menu.add(text("ui.soknader.har_kommet"), partial(received_dialog, do.ctx, do.card, row), "check")
    if row.lacking:
        menu.add(text("ui.soknader.trengs_ikke"), partial(drop_dialog, do.ctx, do.card, row), "x")
    return button


class PapersTab(ApplicationTab):
    """Papers and documents."""

    def __init__(self, ctx: Context) -> None:
        super().__init__(ctx)
        self.papers, self.documents = PapersCard(), DocumentsCard(ctx)

    def cards(self) -> Sequence[Placed]:
        return (Placed(self.papers, Place.WIDE), Placed(self.documents, Place.WIDE))

    def show_card(self, card: ApplicationCard) -> None:
        self.papers.show_papers(ApplicationActs(self.ctx, self, card))
        case = CaseLink(person_id=card.applicant.person_id, application_id=card.id)
        mine = CaseLink(application_id=card.id)
        self.documents.show_case(case, partial(documents_of, self.ctx.desk, mine))

    def clear(self) -> None:
        self.papers.put(QWidget())
        self.documents.clear()

    def acts(self, card: ApplicationCard) -> Sequence[BarAct]:
        do = ApplicationActs(self.ctx, self, card)
        if not do.may_write or not any(row.lacking for row in card.papers):
            return ()
        letter = partial(print_papers, self.ctx, card.id)
        return (BarAct(text("ui.soknader.brev_vedlegg"), letter, "mail", primary=True),)

    def count(self, card: ApplicationCard) -> int:
        return sum(row.lacking for row in card.papers)
