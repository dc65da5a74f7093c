"""The day's work before anybody comes in: agreements looked at, claims that a mark held until yesterday
paid by what lay waiting, every account reckoned, missed rents noted.

The same whoever asks for it – the scheduler at night, Restanser, I dag – and as often as it is asked: a second time
the same day finds nothing more to do, so the list and the tasks always tell the same.
"""

from __future__ import annotations

from dataclasses import dataclass
from datetime import date

from ..rules.rights import Right
from .agreements import check_agreements
from .arrears_list import rebuild_day
from .arrears_tasks import MissedTasks, note_missed
from .claim_marks import pay_freed
from .core.acts import steps
from .core.agreement_watch import Watched
from .core.changes import Changes, Done
from .core.desk import Desk
from .payments import known_to


@dataclass(frozen=True)
class NightReport:
    """What was done on a day: agreements by what the look found, accounts reckoned anew, tasks made and settled.

    `known_to`: payments are known up to that day, inclusive; a rent that fell due later is not called missed (P22).
    """

    on: date
    known_to: date | None
    agreements: Watched
    reckoned: int
    tasks: MissedTasks


@steps(Right.LEDGER_READ)
def run_night_job(desk: Desk) -> Done[NightReport]:
    """Do the day's work, as far as whoever asks may: a reader has the accounts reckoned and no more."""
    may = desk.who.may
    watched = check_agreements(desk) if may(check_agreements.right) else Done(Watched(), Changes())
    freed = pay_freed(desk) if may(pay_freed.right) else Done(0, Changes())
    reckoned = rebuild_day(desk)
    noted = note_missed(desk) if may(Right.TASK_WRITE) else Done(MissedTasks(0, 0), Changes())
    report = NightReport(desk.today, known_to(desk), watched.value, reckoned, noted.value)
    return Done(report, watched.changes.and_(freed.changes).and_(noted.changes), noted.act_id)
