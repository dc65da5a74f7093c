"""The rent account: who owes, what was written on it, which credit paid which claim, and how the rent changes.

Revision 0004 is not frozen yet: until issue 4 is closed its tables may still move.
Every row that hangs on an account names it in `account_id`, so that protection and history find it.
"""

from datetime import date, datetime
from decimal import Decimal
from typing import Any

from sqlalchemy import (
    JSON,
    Boolean,
    CheckConstraint,
    ForeignKey,
    Index,
    Integer,
    String,
    Text,
    UniqueConstraint,
)
from sqlalchemy.orm import Mapped, mapped_column

from ..rules.arrears.steps import ArrearsStep, TrackState
from ..rules.arrears.words import RentChangeState, StepStanding
from ..rules.ledger.claims import Mark
from ..rules.ledger.entries import EntryKind
from ..rules.ledger.limitation import Interruption
from ..rules.rent_change import RentChangeBasis
from ..rules.terms import ExtraKind
from ..rules.use_settlement import ShareKey
from .base import Code, Keyed, Ore, Record, Voidable
from .stock import Exact


class RentAccount(Record):
    """The account of a tenancy. It is opened with the tenancy and survives it; a debt never falls out of a list.

    `follow_up_id` is who at the office gets in touch when rent is missed; nobody yet: anybody may take it.
    """

    __tablename__ = "rent_account"
    __table_args__ = (UniqueConstraint("tenancy_id"),)

    tenancy_id: Mapped[int] = mapped_column(ForeignKey("tenancy.id"))
    follow_up_id: Mapped[int | None] = mapped_column(ForeignKey("app_user.id"), index=True)


class AccountLiable(Record):
    """Who answers for what falls due from–to (inclusive, NULL = open); several answer jointly.

    `estate`: the person is dead, and the estate answers (P25).
    """

    __tablename__ = "account_liable"
    __table_args__ = (
        UniqueConstraint("account_id", "person_id", "from_date"),
        CheckConstraint("to_date IS NULL OR to_date >= from_date", name="period"),
    )

    account_id: Mapped[int] = mapped_column(ForeignKey("rent_account.id"), index=True)
    person_id: Mapped[int] = mapped_column(ForeignKey("person.id"), index=True)
    from_date: Mapped[date]
    to_date: Mapped[date | None]
    estate: Mapped[bool] = mapped_column(Boolean, default=False)


class LedgerEntry(Keyed):
    """One line of an account, never changed and never taken away (`rules.ledger.entries.Entry`).

    Owed is above zero, to the tenant's good below (øre). `on_date` is the day it counts from (a claim's due day,
    moved to a bank day; a payment's value day), `nominal_on` the day the lease names. `key` makes a charge
    repeatable without doubling, `month` is the 1st of the month it is for. `line_id` is the payment it came with:
    several entries where a sum was split. `detail` keeps what is needed to explain it (interest: from–to, base, rate).
    """

    __tablename__ = "ledger_entry"
    __table_args__ = (
        UniqueConstraint("key"),
        CheckConstraint("amount_ore <> 0", name="of_something"),
        Index("ix_ledger_entry_account_day", "account_id", "on_date"),
    )

    account_id: Mapped[int] = mapped_column(ForeignKey("rent_account.id"))
    kind: Mapped[EntryKind] = mapped_column(Code(EntryKind))
    amount_ore: Mapped[int] = mapped_column(Ore)
    on_date: Mapped[date]
    nominal_on: Mapped[date | None]
    recorded_at: Mapped[datetime]
    recorded_by: Mapped[int | None] = mapped_column(Integer)
    key: Mapped[str | None] = mapped_column(String(80))
    month: Mapped[date | None]
    corrects_id: Mapped[int | None] = mapped_column(ForeignKey("ledger_entry.id"), index=True)
    text: Mapped[str] = mapped_column(String(300), default="")
    line_id: Mapped[int | None] = mapped_column(ForeignKey("payment_line.id"), index=True)
    document_id: Mapped[int | None] = mapped_column(ForeignKey("document.id"), index=True)
    detail: Mapped[Any] = mapped_column(JSON)


class LedgerAllocation(Keyed):
    """So much (øre) of a credit pays a claim; below zero it takes such a payment back, for `reason`. Never changed."""

    __tablename__ = "ledger_allocation"
    __table_args__ = (CheckConstraint("amount_ore <> 0", name="of_something"),)

    account_id: Mapped[int] = mapped_column(ForeignKey("rent_account.id"), index=True)
    credit_id: Mapped[int] = mapped_column(ForeignKey("ledger_entry.id"), index=True)
    claim_id: Mapped[int] = mapped_column(ForeignKey("ledger_entry.id"), index=True)
    amount_ore: Mapped[int] = mapped_column(Ore)
    recorded_at: Mapped[datetime]
    recorded_by: Mapped[int | None] = mapped_column(Integer)
    reason: Mapped[str] = mapped_column(String(300), default="")


class ClaimMark(Record, Voidable):
    """What holds for one claim from–to (inclusive, NULL = open): disputed, agreed, written off, frozen … (P25)."""

    __tablename__ = "claim_mark"
    __table_args__ = (CheckConstraint("to_date IS NULL OR to_date >= from_date", name="period"),)

    account_id: Mapped[int] = mapped_column(ForeignKey("rent_account.id"), index=True)
    claim_id: Mapped[int] = mapped_column(ForeignKey("ledger_entry.id"), index=True)
    mark: Mapped[Mark] = mapped_column(Code(Mark))
    from_date: Mapped[date]
    to_date: Mapped[date | None]
    reason: Mapped[str] = mapped_column(String(500), default="")
    agreement_id: Mapped[int | None] = mapped_column(ForeignKey("payment_agreement.id"), index=True)


class ClaimInterruption(Record, Voidable):
    """The debtor acknowledged a claim, or it was settled by judgment: foreldelse starts anew (P25)."""

    __tablename__ = "claim_interruption"

    account_id: Mapped[int] = mapped_column(ForeignKey("rent_account.id"), index=True)
    claim_id: Mapped[int] = mapped_column(ForeignKey("ledger_entry.id"), index=True)
    kind: Mapped[Interruption] = mapped_column(Code(Interruption))
    on_date: Mapped[date]
    note: Mapped[str] = mapped_column(String(500), default="")


class AccountState(Keyed):
    """Where an account stands on `on_date`, for the list: a projection, rebuilt at any time, never the truth.

    Sums in øre; the five ages are of open claims past due and add up to `open_ore`. `step_rank` sorts what must be
    done first (lowest first). `answer` keeps the recommendation as it is told;
    the losing rules stand on the card, which is reckoned when it is opened.
    """

    __tablename__ = "account_state"
    __table_args__ = (
        UniqueConstraint("account_id"),
        Index("ix_account_state_rank", "step_rank", "must_before", "account_id"),
        Index("ix_account_state_overdue", "overdue_ore", "account_id"),
        Index("ix_account_state_oldest", "oldest_due", "account_id"),
    )

    account_id: Mapped[int] = mapped_column(ForeignKey("rent_account.id"))
    on_date: Mapped[date]
    rules_version: Mapped[str] = mapped_column(String(40), default="")
    balance_ore: Mapped[int] = mapped_column(Ore, default=0)
    overdue_ore: Mapped[int] = mapped_column(Ore, default=0)
    open_ore: Mapped[int] = mapped_column(Ore, default=0)
    oldest_due: Mapped[date | None]
    to_14_ore: Mapped[int] = mapped_column(Ore, default=0)
    to_30_ore: Mapped[int] = mapped_column(Ore, default=0)
    to_60_ore: Mapped[int] = mapped_column(Ore, default=0)
    to_90_ore: Mapped[int] = mapped_column(Ore, default=0)
    over_90_ore: Mapped[int] = mapped_column(Ore, default=0)
    step: Mapped[ArrearsStep | None] = mapped_column(Code(ArrearsStep))
    step_state: Mapped[StepStanding] = mapped_column(Code(StepStanding), default=StepStanding.NOTHING)
    step_rank: Mapped[int] = mapped_column(Integer, default=0)
    possible_from: Mapped[date | None]
    must_before: Mapped[date | None]
    money_state: Mapped[TrackState] = mapped_column(Code(TrackState), default=TrackState.NOTHING)
    eviction_state: Mapped[TrackState] = mapped_column(Code(TrackState), default=TrackState.NOTHING)
    term_state: Mapped[TrackState] = mapped_column(Code(TrackState), default=TrackState.NOTHING)
    answer: Mapped[Any] = mapped_column(JSON)


class UseRound(Record, Voidable):
    """The settlement of one extra for a building, or for chosen tenancies: the real cost of a period and its key.

    `unit_price` is øre per unit where each meter is paid by itself. `office_ore` is what no tenant pays: empty homes,
    and whoever pays no à konto. `source` and the document say what the cost was read from. `booked` is
    False in a mirror of other books.
    """

    __tablename__ = "use_round"
    __table_args__ = (CheckConstraint("to_date >= from_date", name="period"),)

    building_id: Mapped[int | None] = mapped_column(ForeignKey("building.id"), index=True)
    extra_kind: Mapped[ExtraKind] = mapped_column(Code(ExtraKind))
    share_key: Mapped[ShareKey] = mapped_column(Code(ShareKey))
    from_date: Mapped[date]
    to_date: Mapped[date]
    total_ore: Mapped[int] = mapped_column(Ore)
    office_ore: Mapped[int] = mapped_column(Ore)
    unit_price: Mapped[Decimal | None] = mapped_column(Exact)
    source: Mapped[str] = mapped_column(String(200))
    document_id: Mapped[int | None] = mapped_column(ForeignKey("document.id"), index=True)
    due_on: Mapped[date]
    booked: Mapped[bool] = mapped_column(Boolean)


class UseSettlement(Record, Voidable):
    """One tenancy's part of a round: charged à konto and really used from–to (øre), and the entry it became.

    `monthly_ore` is what à konto would be at the same use: a proposal, it changes no terms.
    """

    __tablename__ = "use_settlement"
    __table_args__ = (CheckConstraint("to_date >= from_date", name="period"),)

    round_id: Mapped[int] = mapped_column(ForeignKey("use_round.id"), index=True)
    account_id: Mapped[int] = mapped_column(ForeignKey("rent_account.id"), index=True)
    extra_kind: Mapped[ExtraKind] = mapped_column(Code(ExtraKind))
    from_date: Mapped[date]
    to_date: Mapped[date]
    charged_ore: Mapped[int] = mapped_column(Ore)
    actual_ore: Mapped[int] = mapped_column(Ore)
    monthly_ore: Mapped[int | None] = mapped_column(Ore)
    entry_id: Mapped[int | None] = mapped_column(ForeignKey("ledger_entry.id"), index=True)
    document_id: Mapped[int | None] = mapped_column(ForeignKey("document.id"), index=True)
    explanation: Mapped[Any] = mapped_column(JSON)


class RentRound(Record, Voidable):
    """One adjustment of many rents: by index (§ 4-2: one series, two of its months) or to gjengs leie (§ 4-3)."""

    __tablename__ = "rent_round"

    basis: Mapped[RentChangeBasis] = mapped_column(Code(RentChangeBasis))
    series: Mapped[str] = mapped_column(String(10), default="")
    from_month: Mapped[date | None]
    to_month: Mapped[date | None]
    from_value: Mapped[Decimal | None] = mapped_column(Exact)
    to_value: Mapped[Decimal | None] = mapped_column(Exact)
    effective_on: Mapped[date]
    note: Mapped[str] = mapped_column(Text, default="")
    closed_on: Mapped[date | None]


class RentChange(Record, Voidable):
    """One tenancy's changed rent (øre per month): planned for a day, sent to every tenant, in force from a day (P23).

    `sent_on` is the day the last of the tenants was sent the notice (`RentNotice`); without it nothing takes effect.
    """

    __tablename__ = "rent_change"

    round_id: Mapped[int | None] = mapped_column(ForeignKey("rent_round.id"), index=True)
    tenancy_id: Mapped[int] = mapped_column(ForeignKey("tenancy.id"), index=True)
    basis: Mapped[RentChangeBasis] = mapped_column(Code(RentChangeBasis))
    old_rent_ore: Mapped[int] = mapped_column(Ore)
    new_rent_ore: Mapped[int] = mapped_column(Ore)
    planned_on: Mapped[date]
    effect_on: Mapped[date | None]
    sent_on: Mapped[date | None]
    term_id: Mapped[int | None] = mapped_column(ForeignKey("tenancy_term.id"), index=True)
    state: Mapped[RentChangeState] = mapped_column(Code(RentChangeState), default=RentChangeState.PLANNED)
    explanation: Mapped[Any] = mapped_column(JSON)


class RentNotice(Record):
    """The notice of a changed rent to one of the tenants: its document, and the day it was sent (P23)."""

    __tablename__ = "rent_notice"
    __table_args__ = (UniqueConstraint("change_id", "person_id"),)

    change_id: Mapped[int] = mapped_column(ForeignKey("rent_change.id"), index=True)
    tenancy_id: Mapped[int] = mapped_column(ForeignKey("tenancy.id"), index=True)
    person_id: Mapped[int] = mapped_column(ForeignKey("person.id"), index=True)
    document_id: Mapped[int] = mapped_column(ForeignKey("document.id"), index=True)
    sent_on: Mapped[date | None]


class IndexValue(Keyed):
    """A month of a price index that the office has beyond the shipped tables; never written over (E3).

    `seen_on`: the day somebody saw the figure at its source and typed it; NULL when it came in a file.
    """

    __tablename__ = "index_value"
    __table_args__ = (UniqueConstraint("series", "month"),)

    series: Mapped[str] = mapped_column(String(10))
    month: Mapped[date]
    value: Mapped[Decimal] = mapped_column(Exact)
    source: Mapped[str] = mapped_column(String(200), default="")
    seen_on: Mapped[date | None]
    recorded_at: Mapped[datetime]
    recorded_by: Mapped[int | None] = mapped_column(Integer)
