"""What every record has: an integer key, who and when, a version counter; and the column types of the office."""

from datetime import UTC, date, datetime
from enum import Enum
from typing import Any, TypeVar

from sqlalchemy import BigInteger, Date, DateTime, Integer, MetaData, String, TypeDecorator
from sqlalchemy.engine import Dialect
from sqlalchemy.orm import DeclarativeBase, Mapped, declared_attr, mapped_column

NAMING = {
    "ix": "ix_%(table_name)s_%(column_0_N_name)s",
    "uq": "uq_%(table_name)s_%(column_0_N_name)s",
    "ck": "ck_%(table_name)s_%(constraint_name)s",
    "fk": "fk_%(table_name)s_%(column_0_N_name)s",
    "pk": "pk_%(table_name)s",
}

E = TypeVar("E", bound=Enum)


class Moment(TypeDecorator[datetime]):
    """A point in time in UTC; aware in Python on both engines."""

    impl = DateTime(timezone=True)
    cache_ok = True

    def process_bind_param(self, value: datetime | None, dialect: Dialect) -> datetime | None:
        """To UTC; SQLite keeps it without its zone."""
        if value is None:
            return None
        utc = value.astimezone(UTC)
        return utc.replace(tzinfo=None) if dialect.name == "sqlite" else utc

    def process_result_value(self, value: datetime | None, dialect: Dialect) -> datetime | None:
        """Back with its zone."""
        if value is None:
            return None
        return value.replace(tzinfo=UTC) if value.tzinfo is None else value.astimezone(UTC)


class Code(TypeDecorator[Any]):
    """An enum stored as its English code."""

    impl = String(40)
    cache_ok = True

    def __init__(self, kind: type[Enum]) -> None:
        super().__init__()
        self.kind = kind

    def process_bind_param(self, value: Any, dialect: Dialect) -> str | None:
        """The enum's code; anything that is not one of them is an error at once."""
        return None if value is None else self.kind(value).value

    def process_result_value(self, value: Any, dialect: Dialect) -> Enum | None:
        """Back as the enum."""
        return None if value is None else self.kind(value)


class Base(DeclarativeBase):
    """The office's records."""

    metadata = MetaData(naming_convention=NAMING)
    type_annotation_map = {datetime: Moment, date: Date}


#: Money columns are whole øre.
Ore = BigInteger


class Keyed(Base):
    """A row with one integer key, as all but the kept bytes have."""

    __abstract__ = True

    id: Mapped[int] = mapped_column(Integer, primary_key=True, sort_order=-10)


class Record(Keyed):
    """A row that people change: stamped, and versioned so that two savers notice each other."""

    __abstract__ = True

    created_at: Mapped[datetime] = mapped_column(sort_order=90)
    created_by: Mapped[int | None] = mapped_column(Integer, sort_order=91)
    updated_at: Mapped[datetime] = mapped_column(sort_order=92)
    updated_by: Mapped[int | None] = mapped_column(Integer, sort_order=93)
    version: Mapped[int] = mapped_column(Integer, sort_order=94)

    @declared_attr.directive
    def __mapper_args__(cls) -> dict[str, Any]:
        return {"version_id_col": cls.version}


class Voidable:
    """Case records can be withdrawn with a reason; they stay readable (E6)."""

    voided_at: Mapped[datetime | None] = mapped_column(sort_order=80)
    voided_by: Mapped[int | None] = mapped_column(Integer, sort_order=81)
    void_reason: Mapped[str | None] = mapped_column(String(500), sort_order=82)
