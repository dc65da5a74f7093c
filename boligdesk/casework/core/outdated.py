"""Rows of the list of Restanser that an act has made old: what the next step looks at has changed.

An act on an account reckons it anew itself (`account_state.refresh`). All others (a talk, a signature, a child that
moves in, keys that come back) only say here that its row is old, and it is reckoned when somebody looks.
"""

from __future__ import annotations

from collections.abc import Collection
from typing import Any

from sqlalchemy import Select, or_, select, union, update
from sqlalchemy.orm import Session

from ...models.application import RenewalItem
from ...models.audit import AuditEntry
from ...models.ledger import AccountLiable, AccountState, RentAccount
from ...models.person import HouseholdMember
from ...models.tenancy import Tenancy

_RECKONED = "boligdesk_reckoned"
#: Records of a tenancy, or of a rent account, that the steps look at.
_OF_TENANCY = frozenset(
    {
        *("tenancy", "tenancy_tenant", "tenancy_change", "lease_version", "lease_signature", "clause_use", "ending"),
        *("account_liable", "claim_mark", "claim_interruption", "ledger_entry", "ledger_allocation"),
        *("account_hold", "arrears_event", "considered_point", "payment_agreement", "instalment"),
    }
)
_OF_PERSON = frozenset({"contact_log"})
_OF_HOUSEHOLD = frozenset({"household_member"})
_OF_APPLICATION = frozenset({"complaint", "renewal_item"})
_WATCHED = _OF_TENANCY | _OF_PERSON | _OF_HOUSEHOLD | _OF_APPLICATION | {"person"}
_state, _account = AccountState.__table__, RentAccount.__table__


def reckoned(session: Session, account_ids: Collection[int]) -> None:
    """These rows were reckoned in this act, after what it changed."""
    session.info.setdefault(_RECKONED, set()).update(account_ids)


def outdate(session: Session, act_id: int, touched: Collection[tuple[str, int]]) -> None:
    """Say of the rows that an act has made old that they are."""
    done = session.info.pop(_RECKONED, set())
    entities = {entity for entity, _ in touched}
    if not _WATCHED & entities:
        return
    changed = _changed_persons(session, act_id) if "person" in entities else []
    old = {row for row in session.connection().execute(_concerned(act_id, changed)).scalars() if row not in done}
    if old:
        session.connection().execute(update(AccountState).where(_state.c.account_id.in_(old)).values(rules_version=""))


def _concerned(act_id: int, changed: Collection[int]) -> Any:
    """Accounts whose tenancy, household, persons or renewal the act's audit lines are about."""
    liable, tenancy, item = AccountLiable.__table__, Tenancy.__table__, RenewalItem.__table__
    member = HouseholdMember.__table__
    persons = or_(
        liable.c.person_id.in_(_about(act_id, "person_id", _OF_PERSON)),
        liable.c.person_id.in_(changed),
    )
    homes = or_(
        tenancy.c.household_id.in_(_about(act_id, "household_id", _OF_HOUSEHOLD)),
        tenancy.c.household_id.in_(select(member.c.household_id).where(member.c.person_id.in_(changed))),
    )
    renewed = item.c.application_id.in_(_about(act_id, "application_id", _OF_APPLICATION))
    of_tenancy = or_(
        _account.c.tenancy_id.in_(_about(act_id, "tenancy_id", _OF_TENANCY)),
        _account.c.tenancy_id.in_(select(tenancy.c.id).where(homes)),
        _account.c.tenancy_id.in_(select(item.c.tenancy_id).where(renewed)),
    )
    return union(select(_account.c.id).where(of_tenancy), select(liable.c.account_id).where(persons))


def _about(act_id: int, subject: str, entities: frozenset[str]) -> Select[Any]:
    entry = AuditEntry.__table__
    column = entry.c[subject]
    return select(column).where(entry.c.act_id == act_id, entry.c.entity.in_(entities), column.is_not(None))


#: Of a person the steps look at the address protection, and at whether it is a child that lives there.
_LOOKED_AT = frozenset({"protection", "birth_date"})


def _changed_persons(session: Session, act_id: int) -> list[int]:
    """Persons of whom the act has changed something that the steps look at."""
    entry = AuditEntry.__table__
    query = select(entry.c.entity_id, entry.c.after).where(entry.c.act_id == act_id, entry.c.entity == "person")
    return [row.entity_id for row in session.connection().execute(query) if _LOOKED_AT & set(row.after or {})]
