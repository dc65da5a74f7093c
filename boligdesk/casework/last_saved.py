"""Who last saved what two people may write on at the same time: asked when their saves meet."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import datetime
from enum import Enum

from sqlalchemy import select

from ..models.application import ApplicationAssessment, ApplicationFact, ApplicationNeed, CriterionAnswer
from ..models.base import Record
from ..models.decision import Decision
from ..rules.rights import Right
from .core.acts import Look, reads
from .core.application_rows import application_of
from .core.decision_rows import user_name


class Part(Enum):
    """A part of an application that is saved by itself."""

    ANSWER = "answer"
    APPLICATION = "application"
    DECISION = "decision"
    FACT = "fact"
    JUDGEMENT = "judgement"
    NEED = "need"


@dataclass(frozen=True)
class LastSaved:
    """Who saved and when (UTC); nobody where there is nothing kept any more."""

    who: str = ""
    at: datetime | None = None


@reads(Right.APPLICATION_READ)
def last_saved(look: Look, application_id: int, part: Part, key: str | int = "") -> LastSaved:
    """Who last saved a part of an application. `key`: the demand, the name of the fact, or the id of the decision."""
    application = application_of(look, application_id)
    row: Record | None = application
    if part is not Part.APPLICATION:
        kind, column = _KEPT[part]
        query = select(kind).filter_by(application_id=application_id, **({column: key} if column else {}))
        row = look.session.execute(query).scalar_one_or_none()
    return LastSaved(user_name(look, row.updated_by), row.updated_at) if row is not None else LastSaved()


#: What holds a part, and the column that tells one from the others.
_KEPT: dict[Part, tuple[type[Record], str]] = {
    Part.ANSWER: (CriterionAnswer, "criterion"),
    Part.DECISION: (Decision, "id"),
    Part.FACT: (ApplicationFact, "key"),
    Part.JUDGEMENT: (ApplicationAssessment, ""),
    Part.NEED: (ApplicationNeed, ""),
}
