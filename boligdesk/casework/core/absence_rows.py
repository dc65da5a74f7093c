"""Who is away from–to (inclusive) and who covers meanwhile: one row per user among the office's settings."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import date

from sqlalchemy import select

from ...models.office import Setting
from ...rules.periods import Period
from .acts import Look, Work

_PREFIX = "absence."


@dataclass(frozen=True)
class Away:
    """One absence. Without a deputy of its own, the deputy of the task or of the user covers."""

    user_id: int
    from_date: date
    to_date: date
    deputy_id: int | None = None

    def holds(self, day: date) -> bool:
        """Whether the user is away that day."""
        return Period(self.from_date, self.to_date).contains(day)


def absences_of(look: Look) -> dict[int, Away]:
    """The absence each user has registered last, past ones too, in one statement."""
    rows = look.session.execute(select(Setting.key, Setting.value).where(Setting.key.startswith(_PREFIX)))
    found = (_away(int(key.removeprefix(_PREFIX)), value) for key, value in rows)
    return {away.user_id: away for away in found}


def _away(user_id: int, value: dict[str, str | int | None]) -> Away:
    deputy = value["deputy_id"]
    return Away(
        user_id,
        date.fromisoformat(str(value["from_date"])),
        date.fromisoformat(str(value["to_date"])),
        deputy if isinstance(deputy, int) else None,
    )


def keep_absence(work: Work, away: Away) -> None:
    """Keep an absence in place of what the user had before; history remembers that one."""
    value = {
        "from_date": away.from_date.isoformat(),
        "to_date": away.to_date.isoformat(),
        "deputy_id": away.deputy_id,
    }
    row = _row(work, away.user_id)
    if row is None:
        work.add(Setting(key=f"{_PREFIX}{away.user_id}", value=value))
    else:
        row.value = value


def forget_absence(work: Work, user_id: int) -> None:
    """The user is not away, or no longer."""
    row = _row(work, user_id)
    if row is not None:
        work.session.delete(row)


def _row(look: Look, user_id: int) -> Setting | None:
    return look.session.execute(select(Setting).where(Setting.key == f"{_PREFIX}{user_id}")).scalar_one_or_none()
