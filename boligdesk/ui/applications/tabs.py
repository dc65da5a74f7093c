"""The tabs of an application's record: each is a class in a file of its own, named in `TABS`."""

from __future__ import annotations

from ...casework.application_card import ApplicationCard
from ...rules.rights import Right
from ..record_tabs.tabbed import RecordTab, TabDef

FORM, ASSESSMENT, DOCUMENTS, DECISIONS, HISTORY = "soknaden", "vurdering", "dokumenter", "vedtak", "historikk"
COMPLAINTS, WAITING = "klage", "venteliste"
_HERE = __package__ or ""


class ApplicationTab(RecordTab[ApplicationCard]):
    """One tab of an application."""


#: In the order in which they stand.
TABS: tuple[TabDef, ...] = (
    TabDef(FORM, "ui.soknader.fane_soknaden", f"{_HERE}.form_tab:FormTab", Right.APPLICATION_READ),
    TabDef(ASSESSMENT, "ui.vurdering.tittel", f"{_HERE}.sheet_tab:SheetTab", Right.APPLICATION_READ),
    TabDef(DOCUMENTS, "ui.soknader.fane_dokumenter", f"{_HERE}.papers_tab:PapersTab", Right.DOCUMENT_READ),
    TabDef(DECISIONS, "ui.vedtak.tittel", f"{_HERE}.decision_tab:DecisionsTab", Right.APPLICATION_READ),
    TabDef(WAITING, "ui.venteliste.fane", f"{_HERE}.waiting_tab:WaitingTab", Right.APPLICATION_READ),
    TabDef(COMPLAINTS, "ui.klage.tittel", f"{_HERE}.complaint_tab:ComplaintsTab", Right.APPLICATION_READ),
    TabDef(HISTORY, "ui.soknader.fane_historikk", f"{_HERE}.history_tab:HistoryTab", Right.AUDIT_READ),
)
