"""The rent of the sample office: charged each month, and paid into the bank as tenants do – most in time, some not."""

from __future__ import annotations

import hashlib
from collections.abc import Callable, Iterator, Mapping
from dataclasses import dataclass, replace
from datetime import date, timedelta
from functools import partial
from typing import Any

from sqlalchemy import Integer, Select, cast, func, select

from ...exchange.bank import BankFile, BankFormat, Payment
from ...models.ledger import LedgerEntry, RentAccount
from ...models.office import Office
from ...models.person import Person
from ...models.tenancy import Tenancy
from ...rules.arrears.words import LedgerKind
from ...rules.periods import ONE_DAY, add_months, first_of_month, months_between
from .. import arrears_list, charges, ledger_settings, payments
from .demo_steps import Scene, Step
from .desk import Who

_MONTHS = 14
#: The day of the month before on which a month is charged, and the day the payments since the last time are booked.
_CHARGED, _BOOKED = 25, 24
#: Somebody who pays at all, pays so many days after the due day.
_PAYS_AFTER = (-2, 0, 0, 1, 2, 4)
_LATE = 13


@dataclass(frozen=True)
class Habit:
    """How a tenant pays: the months of late that are unpaid, the share (percent) of those before, days late.

    `part_of`: so many of the latest months are paid in part only. `names_kid`: whether the last payment says whose it
    is.
    """

    unpaid: int = 0
    part_of: int = 0
    share: int = 60
    late: int = 0
    ahead: bool = False
    names_kid: bool = True


@dataclass(frozen=True)
class Payer:
    """A tenant whose payments are told of, and the last month (its 1st) that he was charged for."""

    habit: Habit
    last: date


#: By place among those who rent today: long in arrears, some months behind, a protected parent, a missed month, a part
#: of some months, late every month, a month ahead, the last one without KID.
HABITS: Mapping[int, Habit] = {
    12: Habit(unpaid=7),
    14: Habit(unpaid=4, part_of=6),
    25: Habit(unpaid=2),
    30: Habit(unpaid=2),
    33: Habit(unpaid=3),
    **dict.fromkeys((18, 48, 57, 64, 74, 99), Habit(unpaid=1)),
    40: Habit(part_of=2),
    63: Habit(part_of=4, share=75),
    86: Habit(part_of=1, share=40),
    70: Habit(late=_LATE),
    81: Habit(late=_LATE + 3),
    95: Habit(ahead=True),
    88: Habit(names_kid=False),
}
#: The one who moved out last and left a debt.
LEFT_OWING = Habit(unpaid=2)


def steps(scene: Scene, leader: Who, who: Who, payers: Callable[[], Mapping[int, Payer]]) -> Iterator[Step]:
    """The days on which a month was charged and on which payments were booked, up to the day of the sample.

    `payers` by tenancy, asked when the payments come; everybody else pays in time.
    """
    first = add_months(first_of_month(scene.on), 1 - _MONTHS)
    since = add_months(first, -1).replace(day=_CHARGED)
    yield since, partial(scene.diary.act, leader, since, ledger_settings.choose_ledger, LedgerKind.OWN, first)
    for number in range(_MONTHS + 1):
        month = add_months(first, number)
        charged, day = add_months(month, -1).replace(day=_CHARGED), min(month.replace(day=_BOOKED), scene.on)
        yield charged, partial(scene.diary.steps, who, charged, charges.charge_month, month)
        if since < day:
            yield day, partial(_book, scene, who, payers, since, day)
        since = day
    yield scene.on, partial(scene.diary.steps, who, scene.on, arrears_list.rebuild_day)


def _book(scene: Scene, who: Who, payers: Callable[[], Mapping[int, Payer]], since: date, day: date) -> None:
    """Book what came in from a day on; the bank has told of the payments through the day before the booking."""
    came = (one for one in _payments(scene, payers()) if since <= one.booked_on < day)
    ordered = sorted(came, key=lambda one: (one.booked_on, one.archive_ref))
    lines = tuple(replace(one, line=place) for place, one in enumerate(ordered, 1))
    name = f"camt054-{day:%Y%m%d}.xml"
    mark = hashlib.sha256(name.encode()).hexdigest()
    file = BankFile(name, BankFormat.CAMT054, mark, lines, sources=(f"{day:%Y%m%d}",))
    scene.diary.steps(who, day, payments.book_file, payments.FilePlan(file), day - ONE_DAY)


def _payments(scene: Scene, payers: Mapping[int, Payer]) -> Iterator[Payment]:
    """What the claims of each month were met with: one payment for all of a month."""
    account = scene.diary.session.get_one(Office, 1).account_number
    present = first_of_month(scene.on)
    for row in scene.diary.session.execute(_claims()):
        payer = payers.get(row.id, Payer(Habit(), present))
        back = months_between(row.month, payer.last)
        paid = _paid(payer.habit, back) * row.ore // 100
        if paid > 0:
            found = _payment(row, payer.habit, account, paid)
            yield found if payer.habit.names_kid or back else replace(found, kid=None, text="husleie")


def _claims() -> Select[*tuple[Any, ...]]:
    entry = LedgerEntry
    return (
        select(Tenancy.id, Tenancy.kid, entry.month, func.min(entry.on_date).label("due"))
        .add_columns(cast(func.sum(entry.amount_ore), Integer).label("ore"), Person.first_name, Person.last_name)
        .join(RentAccount, RentAccount.id == entry.account_id)
        .join(Tenancy, Tenancy.id == RentAccount.tenancy_id)
        .join(Person, Person.id == Tenancy.first_tenant_id)
        .where(entry.month.is_not(None))
        .group_by(Tenancy.id, Tenancy.kid, entry.month, Person.first_name, Person.last_name)
        .order_by(Tenancy.id, entry.month)
    )


def _paid(habit: Habit, back: int) -> int:
    """How many percent of a month are paid, so many months before the last."""
    if back < habit.unpaid:
        return 0
    if back < habit.part_of:
        return habit.share
    return 200 if habit.ahead and back == 0 else 100


def _payment(row: Any, habit: Habit, account: str, paid_ore: int) -> Payment:
    on = row.due + timedelta(days=habit.late or _PAYS_AFTER[(row.id + row.month.month) % len(_PAYS_AFTER)])
    return Payment(
        account=account,
        booked_on=on,
        amount_ore=paid_ore,
        kid=row.kid,
        kind="PMNT",
        line=0,
        archive_ref=f"{row.id:05d}{row.month:%y%m}",
        payer=f"{row.first_name} {row.last_name}".strip(),
    )
