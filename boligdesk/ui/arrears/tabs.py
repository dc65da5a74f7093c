"""The tabs of a case in Restanser: each is a class in a file of its own, named in `TABS`."""

from __future__ import annotations

from ...casework.arrears_card import ArrearsCard
from ...rules.rights import Right
from ..record_tabs.tabbed import RecordTab, TabDef

STEP, ACCOUNT, LETTERS, AGREEMENTS, HISTORY = "neste", "konto", "brev", "avtaler", "historikk"
_HERE = __package__ or ""


class ArrearsTab(RecordTab[ArrearsCard]):
    """One tab of the case of an account."""


#: In the order in which they stand.
TABS: tuple[TabDef, ...] = (
    TabDef(STEP, "ui.restanser.fane_neste", f"{_HERE}.step_tab:StepTab", Right.LEDGER_READ),
    TabDef(ACCOUNT, "ui.restanser.fane_konto", f"{_HERE}.account_tab:AccountTab", Right.LEDGER_READ),
    TabDef(LETTERS, "ui.brev.fane", f"{_HERE}.letters_tab:LettersTab", Right.LEDGER_READ),
    TabDef(AGREEMENTS, "ui.restanser.fane_avtaler", f"{_HERE}.agreement_tab:AgreementTab", Right.LEDGER_READ),
    TabDef(HISTORY, "ui.restanser.fane_historikk", f"{_HERE}.history_tab:HistoryTab", Right.AUDIT_READ),
)
