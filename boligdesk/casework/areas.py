"""The parts of town into which the office divides its stock."""

from __future__ import annotations

from dataclasses import dataclass

from sqlalchemy import func, select

from ..models.stock import Area, Building
from ..rules.folding import sort_key
from ..rules.messages import refuse
from ..rules.rights import Right
from .core.acts import Look, Work, reads, writes


@dataclass(frozen=True)
class AreaRow:
    """A part of town and how many buildings lie in it."""

    id: int
    name: str
    version: int
    buildings: int


@reads(Right.STOCK_READ)
def areas(look: Look) -> tuple[AreaRow, ...]:
    """All areas in Norwegian order."""
    query = (
        select(Area.id, Area.name, Area.version, func.count(Building.id))
        .outerjoin(Building, Building.area_id == Area.id)
        .group_by(Area.id, Area.name, Area.version)
    )
    rows = [AreaRow(*row) for row in look.session.execute(query)]
    return tuple(sorted(rows, key=lambda row: sort_key(row.name)))


@writes(Right.STOCK_WRITE)
def area_named(work: Work, name: str) -> int:
    """The area of this name, made when there is none; capitals and blanks make no difference."""
    wanted = " ".join(name.split())
    if not wanted:
        raise refuse("bolig.omrade_uten_navn")
    for area_id, known in work.session.execute(select(Area.id, Area.name)):
        if sort_key(known) == sort_key(wanted):
            return int(area_id)
    return work.add(Area(name=wanted)).id


@writes(Right.STOCK_WRITE)
def rename_area(work: Work, area_id: int, version: int, name: str) -> int:
    """Give an area another name; refuses one that is taken. Returns the new version."""
    area = work.load(Area, area_id, version)
    wanted = " ".join(name.split())
    if not wanted:
        raise refuse("bolig.omrade_uten_navn")
    others = work.session.execute(select(Area.name).where(Area.id != area_id)).scalars()
    if any(sort_key(other) == sort_key(wanted) for other in others):
        raise refuse("bolig.omrade_finnes", navn=wanted)
    area.name = wanted
    work.session.flush()
    return area.version


@writes(Right.STOCK_WRITE)
def remove_area(work: Work, area_id: int, version: int) -> None:
    """Take away an area in which no building lies."""
    area = work.load(Area, area_id, version)
    used = work.session.execute(select(func.count()).select_from(Building).where(Building.area_id == area_id)).scalar()
    if used:
        raise refuse("bolig.omrade_i_bruk", navn=area.name, antall=used)
    work.session.delete(area)
