"""What the home must be and what the applicant wishes: size, floor, access, price, parts of town."""

from __future__ import annotations

from collections.abc import Iterator, Sequence

from sqlalchemy import select

from ..models.application import Application, ApplicationArea, ApplicationNeed
from ..models.stock import Area
from ..rules.findings import finding
from ..rules.messages import Control, Kind, msg
from ..rules.rights import Right
from .core.acts import Work, writes
from .core.application_inputs import AreaInput, NeedInput
from .core.application_rows import need_of, open_application, touch
from .core.person_records import too_long
from .core.stops import refuse_stops

_MOST_ROOMS = 12
_PLAIN = (
    *("bedrooms", "floor", "wheelchair", "rooms_wish", "max_rent_ore", "from_date"),
    *("bedrooms_reason", "access_note", "pets", "avoid", "services"),
)


@writes(Right.APPLICATION_WRITE)
def change_need(work: Work, application_id: int, version: int, need: NeedInput) -> int:
    """Write needs and wishes. Returns the application's new version.

    An own number of bedrooms overrules the computed one and wants its reason.
    """
    application = open_application(work, application_id, version)
    refuse_stops(_check(need))
    touch(work, application)
    row = need_of(work, application.id) or ApplicationNeed(application_id=application.id)
    for name in _PLAIN:
        value = getattr(need, name)
        setattr(row, name, value.strip() if isinstance(value, str) and name != "floor" else value)
    row.kinds = [kind.value for kind in need.kinds]
    work.add(row)
    _put_areas(work, application, need.areas)
    work.session.flush()
    return application.version


def _check(need: NeedInput) -> Iterator[Control]:
    if need.bedrooms is not None and not 0 <= need.bedrooms <= _MOST_ROOMS:
        yield finding(Kind.HARD, msg("soknad.soverom_utenfor", grense=_MOST_ROOMS), "bedrooms")
    if need.bedrooms is not None and not need.bedrooms_reason.strip():
        yield finding(Kind.HARD, msg("soknad.soverom_uten_grunn"), "bedrooms_reason")
    if need.max_rent_ore is not None and need.max_rent_ore <= 0:
        yield finding(Kind.HARD, msg("soknad.leie_ikke_null"), "max_rent_ore")
    chosen = [area.area_id for area in need.areas]
    if len(set(chosen)) < len(chosen):
        yield finding(Kind.HARD, msg("soknad.omrade_to_ganger"), "areas")
    texts = {name: getattr(need, name) for name in ("bedrooms_reason", "access_note", "pets", "avoid", "services")}
    yield from too_long(ApplicationNeed, texts)


def _put_areas(work: Work, application: Application, areas: Sequence[AreaInput]) -> None:
    query = select(ApplicationArea).where(ApplicationArea.application_id == application.id)
    old = {row.area_id: row for row in work.session.execute(query).scalars()}
    for given in areas:
        area = work.get(Area, given.area_id)
        row = old.pop(area.id, None) or ApplicationArea(application_id=application.id, area_id=area.id)
        row.wish, row.reason = given.wish, given.reason.strip()
        work.add(row)
    for row in old.values():
        work.session.delete(row)
