"""The letters about unpaid rent for the tests. All names are invented."""

from __future__ import annotations

from dataclasses import replace
from datetime import date
from decimal import Decimal
from typing import Any

from boligdesk.forms.arrears_data import (
    CheckLine,
    ClaimLine,
    EvictionNoticeData,
    FeeLetterData,
    GuaranteeClaimData,
    NavNoticeData,
    OwnDemandData,
    PetitionData,
    ReminderData,
    RescissionData,
    TermNoticeData,
)
from boligdesk.forms.data import Recipient
from boligdesk.rules.ledger.entries import EntryKind
from boligdesk.rules.messages import msg

from .samples import TENANCY


def _line(kind: EntryKind, due: date, amount: int, rest: int) -> ClaimLine:
    name = msg(f"enum.EntryKind.{kind.value}")
    what = msg("reskontro.post.maned", post=name, maned=due) if kind is EntryKind.RENT else name
    return ClaimLine(what=what, kind=kind, due=due, amount_ore=amount, remaining_ore=rest)


OCTOBER = _line(EntryKind.RENT, date(2026, 10, 1), 8_950_00, 3_450_50)
NOVEMBER = _line(EntryKind.RENT, date(2026, 11, 2), 8_950_00, 8_950_00)
INTEREST = _line(EntryKind.INTEREST, date(2026, 11, 15), 112_37, 112_37)
FEE = _line(EntryKind.FEE, date(2026, 11, 23), 38_00, 38_00)
THIS_FEE = replace(FEE, what=msg("restansebrev.gebyr_for"))
TODAY = date(2026, 11, 23)
ABOUT: dict[str, Any] = TENANCY | {"printed_on": TODAY, "reference": "2026-0118"}
PAY: dict[str, Any] = {"account": "12345678903", "kid": "004201108", "pay_by": date(2026, 12, 10)}
DEMAND: dict[str, Any] = ABOUT | PAY | {"claims": (OCTOBER, NOVEMBER)}

REMINDER = ReminderData(**DEMAND)
FEE_LETTER = FeeLetterData(**DEMAND | {"claims": (OCTOBER, NOVEMBER, THIS_FEE)})
OWN_DEMAND = OwnDemandData(
    **DEMAND | {"claims": (OCTOBER, NOVEMBER, INTEREST, FEE)},
    interest_percent=Decimal("12.25"),
    interest_from=date(2026, 10, 2),
)
EVICTION = EvictionNoticeData(**DEMAND, extras=(INTEREST, FEE))
TERM_NOTICE = TermNoticeData(
    **ABOUT, ended_on=date(2026, 8, 31), asked_on=date(2026, 9, 21), move_by=date(2026, 12, 10)
)
RESCISSION = RescissionData(
    **ABOUT, claims=(OCTOBER, NOVEMBER), extras=(INTEREST, FEE), account="12345678903", kid="004201108"
)
NAV_NOTICE = NavNoticeData(
    **ABOUT | {"recipient": Recipient(name="NAV Fjordvik")},
    unpaid_since=date(2026, 10, 1),
    noticed_on=date(2026, 11, 20),
)
GUARANTEE = GuaranteeClaimData(
    **DEMAND | {"recipient": Recipient(name="NAV Fjordvik")},
    reference_number="NAV-77/2025",
    guarantee_ore=10_000_00,
    valid_to=date(2028, 8, 31),
)
PETITION = PetitionData(
    **ABOUT | {"recipient": None},
    noticed_on=date(2026, 11, 2),
    possible_from=date(2026, 11, 20),
    points=(
        CheckLine(what="Tvangsklausulen er signert av alle leietakerne", found=msg("restansebrev.funn.ja")),
        CheckLine(what="NAV er varslet", found=msg("restansebrev.funn.nei")),
    ),
    claims=(OCTOBER, NOVEMBER),
    extras=(INTEREST,),
)
LETTERS = {
    "betalingspaminnelse": REMINDER,
    "inkassovarsel": FEE_LETTER,
    "betalingsoppfordring": OWN_DEMAND,
    "varsel_4_18": EVICTION,
    "varsel_4_18_utlop": TERM_NOTICE,
    "heving": RESCISSION,
    "melding_nav_9_11": NAV_NOTICE,
    "krav_garanti": GUARANTEE,
    "sjekkliste_begjaering": PETITION,
}
