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
    LOCK_SCREEN_MINUTES = "window.lock_minutes"
    BACKUP_DAYS = "backup.warn_days"


@dataclass(frozen=True)
class Declared:
    """What a choice is when nobody has chosen, and its bounds (both inclusive)."""

    default: int
    lowest: int
    highest: int


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
