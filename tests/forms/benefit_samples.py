"""The papers about bostøtte as samples: checklist on the net and on paper, consent, months."""

from __future__ import annotations

from dataclasses import replace
from datetime import date
from typing import Any

from boligdesk.forms.benefit_data import (
    BenefitChecklistData,
    ChecklistLine,
    ChecklistReason,
    TransferConsentData,
    TransferStatementData,
)
from boligdesk.forms.data import LetterData
from boligdesk.rules.guidance.benefit_papers import BenefitPaper, OnPaper
from boligdesk.rules.messages import msg
from boligdesk.texts import enum_code


def benefit_letters(common: dict[str, Any], tenancy: dict[str, Any]) -> tuple[tuple[str, LetterData], ...]:
    """Every form that the three letters take, about the office and the tenancy of the other samples."""
    who = "Jon-Ántte Eira Kvernmo"
    papers = tuple(
        ChecklistLine(what=msg(enum_code(paper)), stands=msg("bostottepapir.bedt_om", dato=date(2026, 11, 23)))
        for paper in BenefitPaper
    )
    net = BenefitChecklistData(
        **common,
        who=who,
        month="november 2026",
        net_last=date(2026, 11, 25),
        paper_last=date(2026, 11, 25),
        paid_on=date(2026, 12, 18),
        papers=papers,
    )
    reasons = tuple(ChecklistReason(why=msg(enum_code(why))) for why in OnPaper)
    month = TransferStatementData(
        **tenancy,
        who=who,
        advances="husleie",
        month="november 2026",
        received_ore=4_200_00,
        given_ore=3_000_00,
        surplus_ore=1_200_00,
    )
    return (
        ("sjekkliste_bostotte", net),
        ("sjekkliste_bostotte", replace(net, reasons=reasons, papers=papers[:1])),
        ("samtykke_bostotte", TransferConsentData(**tenancy, who=who, advances="husleie", start="november 2026")),
        ("oppgjor_bostotte", month),
        ("oppgjor_bostotte", replace(month, paid_out_on=date(2026, 12, 21))),
        ("oppgjor_bostotte", replace(month, received_ore=3_000_00, surplus_ore=0)),
    )
