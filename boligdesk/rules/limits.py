"""The dated limits of husleieloven and of the office's custom, by name."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import date
from enum import StrEnum

from .rates import Rates, RateValue


class LeaseLimit(StrEnum):
    """Keys of `resources/satser/husleieloven.toml` and `praksis.toml`."""

    MIN_TERM_MONTHS = "min_term_months"
    MIN_TERM_SHARED_HOUSE_MONTHS = "min_term_shared_house_months"
    MOVE_OUT_REQUEST_MONTHS = "move_out_request_months"
    ADVANCE_RENT_MONTHS = "advance_rent_months"
    SECURITY_MAX_MONTHS = "security_max_months"
    DEPOSIT_RELEASE_WEEKS = "deposit_release_weeks"
    KPI_INTERVAL_MONTHS = "kpi_interval_months"
    KPI_NOTICE_MONTHS = "kpi_notice_months"
    MARKET_QUIET_MONTHS = "market_quiet_months"
    MARKET_NOTICE_MONTHS = "market_notice_months"
    MARKET_GAP_MONTHS = "market_gap_months"
    NOTICE_MONTHS = "notice_months"
    NOTICE_ROOM_MONTHS = "notice_room_months"
    PROTEST_MONTHS = "protest_months"
    SUIT_MONTHS = "suit_months"
    EVICTION_NOTICE_DAYS = "eviction_notice_days"
    DEATH_DESCENDANT_MONTHS = "death_descendant_months"
    DEATH_OTHERS_MONTHS = "death_others_months"
    AGE_OF_MAJORITY_YEARS = "age_of_majority_years"
    RENT_DEPARTURE_PERCENT = "rent_departure_percent"
    STANDARD_SECURITY_MONTHS = "standard_security_months"
    PERSONS_PER_ROOM = "persons_per_room"


def limit_row(rates: Rates, limit: LeaseLimit, on: date) -> RateValue:
    """The row of a limit on a day; MissingRateError names it when there is none."""
    return rates.on(limit.value, on)


def limit_of(rates: Rates, limit: LeaseLimit, on: date) -> int:
    """The limit on a day as a whole number (months, weeks, days, years or percent, see its row)."""
    return limit_row(rates, limit, on).whole


@dataclass(frozen=True)
class Law:
    """The limits as they stand on `on` (the day of signing), seen from `today`."""

    rates: Rates
    on: date
    today: date

    def row(self, limit: LeaseLimit) -> RateValue:
        """The row of a limit; MissingRateError names it when there is none."""
        return limit_row(self.rates, limit, self.on)

    def number(self, limit: LeaseLimit) -> int:
        """The limit as a whole number."""
        return self.row(limit).whole
