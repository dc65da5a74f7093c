"""Persons, how they are reached, who may act for them, and the households they live in."""

from datetime import date, datetime
from typing import Any

from sqlalchemy import Boolean, CheckConstraint, ForeignKey, Index, Integer, String, Text, UniqueConstraint
from sqlalchemy.orm import Mapped, mapped_column

from ..rules.identifiers import Scheme
from ..rules.person_keys import contact_key
from ..rules.vocabulary import ContactKind, HouseholdRole, Protection, RepresentativeKind
from .base import Code, Keyed, Record


class Person(Record):
    """Somebody the office knows; registered once, ever. A merged person stays as a tombstone (`merged_into_id`)."""

    __tablename__ = "person"

    last_name: Mapped[str] = mapped_column(String(80))
    first_name: Mapped[str] = mapped_column(String(80))
    birth_date: Mapped[date | None] = mapped_column(index=True)
    died_on: Mapped[date | None]
    language: Mapped[str] = mapped_column(String(40), default="")
    letter_language: Mapped[str] = mapped_column(String(2), default="nb")
    interpreter: Mapped[bool] = mapped_column(Boolean, default=False)
    protection: Mapped[Protection] = mapped_column(Code(Protection), index=True, default=Protection.NONE)
    note: Mapped[str] = mapped_column(Text, default="")
    merged_into_id: Mapped[int | None] = mapped_column(ForeignKey("person.id"), index=True)
    sort_key: Mapped[str] = mapped_column(String(200), index=True)
    search_key: Mapped[str] = mapped_column(String(200))

    @property
    def name(self) -> str:
        """Etternavn, Fornavn: as lists show it."""
        return f"{self.last_name}, {self.first_name}" if self.first_name else self.last_name

    @property
    def full_name(self) -> str:
        """Fornavn Etternavn: as letters show it."""
        return f"{self.first_name} {self.last_name}".strip()


class PersonIdentifier(Record):
    """A public number of a person; unique over history too (E6)."""

    __tablename__ = "person_identifier"
    __table_args__ = (UniqueConstraint("scheme", "value"),)

    person_id: Mapped[int] = mapped_column(ForeignKey("person.id"), index=True)
    scheme: Mapped[Scheme] = mapped_column(Code(Scheme))
    value: Mapped[str] = mapped_column(String(20))
    from_date: Mapped[date | None]
    to_date: Mapped[date | None]


def _key_of_new_contact(context: Any) -> str:
    given = context.get_current_parameters()
    return contact_key(ContactKind(given["kind"]), given["value"], given.get("postcode") or "")[:200]


class ContactPoint(Record):
    """A phone number, an e-mail or a postal address; ended and added anew, never rewritten."""

    __tablename__ = "contact_point"

    person_id: Mapped[int] = mapped_column(ForeignKey("person.id"), index=True)
    kind: Mapped[ContactKind] = mapped_column(Code(ContactKind))
    value: Mapped[str] = mapped_column(String(160))
    postcode: Mapped[str] = mapped_column(String(4), default="")
    city: Mapped[str] = mapped_column(String(60), default="")
    label: Mapped[str] = mapped_column(String(40), default="")
    from_date: Mapped[date | None]
    to_date: Mapped[date | None]
    search_key: Mapped[str] = mapped_column(String(200), index=True, default=_key_of_new_contact)


class Representative(Record):
    """Somebody who may act for a person: guardian, parent, proxy; `must_sign` by the mandate."""

    __tablename__ = "representative"

    person_id: Mapped[int] = mapped_column(ForeignKey("person.id"), index=True)
    kind: Mapped[RepresentativeKind] = mapped_column(Code(RepresentativeKind))
    name: Mapped[str] = mapped_column(String(120))
    contact: Mapped[str] = mapped_column(String(200), default="")
    mandate: Mapped[str] = mapped_column(String(300), default="")
    must_sign: Mapped[bool] = mapped_column(Boolean, default=False)
    from_date: Mapped[date | None]
    to_date: Mapped[date | None]


class Household(Record):
    """People who live together; who and when stands in the members."""

    __tablename__ = "household"

    note: Mapped[str] = mapped_column(Text, default="")


class HouseholdMember(Record):
    """A person's time in a household (both dates inclusive)."""

    __tablename__ = "household_member"
    __table_args__ = (
        CheckConstraint("to_date IS NULL OR from_date IS NULL OR to_date >= from_date", name="period"),
        Index("ix_household_member_household_person", "household_id", "person_id"),
    )

    household_id: Mapped[int] = mapped_column(ForeignKey("household.id"))
    person_id: Mapped[int] = mapped_column(ForeignKey("person.id"), index=True)
    role: Mapped[HouseholdRole] = mapped_column(Code(HouseholdRole))
    from_date: Mapped[date | None]
    to_date: Mapped[date | None]
    recorded_at: Mapped[datetime]


class LooksSeen(Keyed):
    """A look at a full number or a protected person: who saw what, when (reads are audited too)."""

    __tablename__ = "look"

    at: Mapped[datetime] = mapped_column(index=True)
    user_id: Mapped[int | None] = mapped_column(Integer)
    person_id: Mapped[int] = mapped_column(ForeignKey("person.id"), index=True)
    what: Mapped[str] = mapped_column(String(40))
