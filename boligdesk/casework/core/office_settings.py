"""The office's choices: every one declared here with its default and what it may be."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass
from enum import StrEnum
from types import MappingProxyType
from typing import Any

from sqlalchemy import select

from ...models.office import Setting
from ...rules.messages import refuse
from .acts import Look


class OfficeSetting(StrEnum):
    """A choice of the office; its value is its key in the table `setting`."""

    SIGN_LEASE_DAYS = "followup.sign_lease_days"
    HOUSING_ALLOWANCE_DAYS = "followup.housing_allowance_days"
    SECURITY_DAYS = "followup.security_days"
    ONE_MONTH_VISIT_DAYS = "followup.one_month_visit_days"
    KID_CHECK_DAYS = "followup.kid_check_days"
    TERM_ENDS_MONTHS = "followup.term_ends_months"
    SETTLEMENT_DAYS = "followup.settlement_days"
    READY_DWELLING_DAYS = "followup.ready_dwelling_days"
    JOURNAL_DAYS = "followup.journal_days"
    APPLICATION_ANSWER_DAYS = "application.answer_days"
    APPLICATION_DECIDE_WEEKS = "application.decide_weeks"
    APPLICATION_PAPERS_DAYS = "application.papers_days"
    TWO_PERSONS = "decision.two_persons"
    POSTAL_MARGIN_DAYS = "decision.postal_margin_days"
    OFFER_ANSWER_DAYS = "offer.answer_days"
    WAITING_BY_DATE = "waiting.by_date"
    COMPLAINT_FORWARD_DAYS = "complaint.forward_days"
    COMPLAINT_MEND_DAYS = "complaint.mend_days"
    RENT_THROUGH_NOTICE = "ending.rent_through_notice"
    NEW_NOTICE_AFTER_BREAK = "arrears.new_notice_after_break"
    BENEFIT_GROUP = "guidance.benefit_group"
    PLAN_REVIEW_MONTHS = "guidance.review_months"
    LOCK_SCREEN_MINUTES = "window.lock_minutes"
    BACKUP_DAYS = "backup.warn_days"


@dataclass(frozen=True)
class Declared:
    """What a choice is when nobody has chosen, and its bounds (both inclusive)."""

    default: int
    lowest: int
    highest: int

    @property
    def is_yes_no(self) -> bool:
        """A choice between no (0) and yes (1)."""
        return (self.lowest, self.highest) == (0, 1)


DECLARED: Mapping[OfficeSetting, Declared] = MappingProxyType(
    {
        OfficeSetting.SIGN_LEASE_DAYS: Declared(14, 1, 90),
        OfficeSetting.HOUSING_ALLOWANCE_DAYS: Declared(7, 0, 60),
        OfficeSetting.SECURITY_DAYS: Declared(14, 0, 90),
        OfficeSetting.ONE_MONTH_VISIT_DAYS: Declared(30, 7, 120),
        OfficeSetting.KID_CHECK_DAYS: Declared(45, 7, 120),
        OfficeSetting.TERM_ENDS_MONTHS: Declared(6, 1, 12),
        OfficeSetting.SETTLEMENT_DAYS: Declared(30, 7, 120),
        OfficeSetting.READY_DWELLING_DAYS: Declared(21, 1, 365),
        OfficeSetting.JOURNAL_DAYS: Declared(3, 0, 30),
        OfficeSetting.APPLICATION_ANSWER_DAYS: Declared(0, 0, 31),
        OfficeSetting.APPLICATION_DECIDE_WEEKS: Declared(4, 0, 26),
        OfficeSetting.APPLICATION_PAPERS_DAYS: Declared(14, 3, 60),
        OfficeSetting.TWO_PERSONS: Declared(0, 0, 1),
        OfficeSetting.POSTAL_MARGIN_DAYS: Declared(5, 0, 14),
        OfficeSetting.OFFER_ANSWER_DAYS: Declared(7, 1, 60),
        OfficeSetting.WAITING_BY_DATE: Declared(0, 0, 1),
        OfficeSetting.COMPLAINT_FORWARD_DAYS: Declared(14, 1, 90),
        OfficeSetting.COMPLAINT_MEND_DAYS: Declared(14, 3, 60),
        OfficeSetting.RENT_THROUGH_NOTICE: Declared(1, 0, 1),
        OfficeSetting.NEW_NOTICE_AFTER_BREAK: Declared(1, 0, 1),
        OfficeSetting.BENEFIT_GROUP: Declared(0, 0, 4),
        OfficeSetting.PLAN_REVIEW_MONTHS: Declared(12, 1, 36),
        OfficeSetting.LOCK_SCREEN_MINUTES: Declared(0, 0, 240),
        OfficeSetting.BACKUP_DAYS: Declared(7, 1, 60),
    }
)


def setting_of(look: Look, which: OfficeSetting) -> int:
    """The office's choice, or the declared default."""
    chosen = look.session.execute(select(Setting.value).where(Setting.key == which.value)).scalar_one_or_none()
    return int(chosen) if isinstance(chosen, int) else DECLARED[which].default


def checked(which: OfficeSetting, value: Any) -> int:
    """A value that this choice may have; others are refused with the bounds."""
    declared = DECLARED[which]
    if not isinstance(value, int) or not declared.lowest <= value <= declared.highest:
        raise refuse("innstilling.utenfor", fra=declared.lowest, til=declared.highest)
    return value
