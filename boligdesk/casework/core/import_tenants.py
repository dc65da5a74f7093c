"""Rows of a tenant list laid over the records: persons, households, tenancies and their terms."""

from __future__ import annotations

from dataclasses import dataclass
from typing import Any

from ...exchange.fields import label_of
from ...exchange.plan import PlanRow
from ...exchange.records import ChildRow, TenantRow
from ...models.casefile import Task
from ...models.tenancy import Tenancy
from ...rules.messages import Kind, Mend, msg
from ...rules.periods import Period
from ...rules.reading import PersonName
from ...rules.terms import LegalBasis, SecurityKind
from ...rules.vocabulary import ContactKind, Disposal, HouseholdRole, TaskKind, TaskState
from ...texts import render, text
from .import_homes import Home, Stock
from .import_leases import Lease, Leases, close_followed, judge
from .import_people import Human, People, same_name
from .import_rows import FlaggedLease, Staged

#: Decision key of a mend that says which known person the n-th person of a row is.
PERSON = "person_"


@dataclass
class _Desk:
    """What laying a list over the records needs at hand."""

    staged: Staged
    stock: Stock
    people: People
    leases: Leases


def stage_tenants(staged: Staged) -> None:
    """Lay every bookable row of a tenant list over the records, then look at the new leases with the act's eyes."""
    stock = Stock.read(staged.look, staged.batch)
    people = People.read(staged.look, staged.batch)
    desk = _Desk(staged, stock, people, Leases.read(staged.look, staged.batch, people))
    for row in staged.plan.rows:
        if staged.bookable(row) and isinstance(row.record, TenantRow):
            _stage(desk, row, row.record)
    close_followed(desk.leases)
    for lease, controls in judge(desk.leases, stock):
        staged.flagged.append(FlaggedLease(lease.row or 0, lease.id, controls))
        words = " ".join(render(control.what) for control in controls)
        staged.batch.add(
            Task,
            kind=TaskKind.MANUAL,
            title=text("importering.bryter_loven"),
            why=words[:500],
            state=TaskState.OPEN,
            owner_id=staged.look.who.user_id,
            tenancy_id=lease.id,
            person_id=lease.values["first_tenant_id"],
        )


def _stage(desk: _Desk, row: PlanRow, record: TenantRow) -> None:
    home = _home(desk, record)
    unit_id = _unit(desk, record, home) if home else None
    if home is None or unit_id is None:
        return
    lease = _same_row(desk, record, unit_id) or desk.leases.started(unit_id, record.from_date)
    if lease is None and record.same_tenancy_as is not None:
        desk.staged.refuse(record.row, "fra", msg("importering.uten_hovedrad", rad=record.same_tenancy_as))
    elif _possible(desk, record, unit_id, lease):
        _lay(desk, row, record, home, unit_id, lease)


def _lay(desk: _Desk, row: PlanRow, record: TenantRow, home: Home, unit_id: int, lease: Lease | None) -> None:
    known = _persons(desk, row, record, desk.leases.people_on(unit_id))
    if known is None:
        return
    tenants, changed = _register(desk, record, known)
    if lease is None:
        _add(desk, record, home, unit_id, tenants)
    elif lease.row is not None:
        _join(desk, record, lease, tenants)
    else:
        desk.staged.done(record.row, [*changed, *_update(desk, record, lease, tenants)])


def _home(desk: _Desk, record: TenantRow) -> Home | None:
    """The dwelling of the row; a row without one, or with several, is refused with the way to mend it."""
    homes = desk.stock.homes_at(record.address, record.postcode, record.number, record.reference)
    rooms = desk.stock.homes_at(record.address, record.postcode, record.number, "") if record.reference else []
    homes = homes or rooms
    if len(homes) == 1:
        return homes[0]
    if homes:
        numbers = ", ".join(sorted(str(home.values["number"] or home.values["reference"]) for home in homes))
        what = msg("importering.flere_boliger", adresse=record.address, nummer=numbers)
        desk.staged.refuse(record.row, "bolignummer", what)
    else:
        what = msg("importering.ukjent_bolig", adresse=record.address, nummer=record.number)
        desk.staged.refuse(record.row, "adresse", what)
    return None


def _unit(desk: _Desk, record: TenantRow, home: Home) -> int | None:
    """The letting unit: the only one, or in a bofellesskap the one the row's reference names."""
    if len(home.units) == 1:
        return next(iter(home.units.values()))
    named = [unit for name, unit in home.units.items() if name.casefold() == record.reference.casefold()]
    if named:
        return named[0]
    rooms = ", ".join(home.units)
    desk.staged.refuse(record.row, "referanse", msg("importering.flere_rom", adresse=record.address, rom=rooms))
    return None


def _same_row(desk: _Desk, record: TenantRow, unit_id: int) -> Lease | None:
    if record.same_tenancy_as is None:
        return None
    return next((x for x in desk.leases.by_unit[unit_id] if x.row == record.same_tenancy_as), None)


def _possible(desk: _Desk, record: TenantRow, unit_id: int, lease: Lease | None) -> bool:
    """Whether the unit is free in this time and the KID unused; what is hidden is told without a name (P30)."""
    if lease is not None and lease.hidden:
        desk.staged.refuse(record.row, "navn", msg("importering.finnes_fra_for"))
        return False
    start = lease.values["from_date"] if lease else record.from_date
    ends = record.to_date or (lease.values["to_date"] if lease else None)
    other = desk.leases.in_the_way(unit_id, Period(start, ends), lease)
    if other is not None:
        desk.staged.refuse(record.row, "fra", msg("importering.utleid", fra=other.values["from_date"]))
        return False
    if record.kid and desk.leases.kids.get(record.kid, lease and lease.id) != (lease and lease.id):
        desk.staged.refuse(record.row, "kid", msg("importering.kid_brukt", kid=record.kid))
        return False
    return True


def _persons(desk: _Desk, row: PlanRow, record: TenantRow, here: set[int]) -> list[Human | None] | None:
    """Whom the row means, None for somebody new; no answer at all when the row is refused."""
    found: list[Human | None] = []
    for place, person in enumerate(record.persons):
        chosen = row.decisions.get(f"{PERSON}{place}")
        human = desk.people.by_id.get(chosen) if isinstance(chosen, int) else desk.people.find(person, here)
        if human is not None and human.hidden:
            desk.staged.refuse(record.row, "navn", msg("importering.finnes_fra_for"))
            return None
        if human is not None and chosen is None and not same_name(human, person.name):
            what = msg("importering.annet_navn", navn=str(person.name), kjent=human.name)
            desk.staged.say(record.row, "fodselsnummer", Kind.SOFT, what)
        elif human is None and (alike := desk.people.namesakes(person)):
            desk.staged.say(record.row, "navn", Kind.SOFT, *_namesake(place, person.name, alike))
        found.append(human)
    return found


def _namesake(place: int, name: PersonName, alike: list[Human]) -> tuple[Any, ...]:
    what = msg("importering.samme_navn", navn=str(name))
    return what, *(
        Mend(msg("importering.er_denne", navn=h.name, fodt=h.values["birth_date"]), {f"{PERSON}{place}": h.id})
        for h in alike[:3]
    )


def _register(desk: _Desk, record: TenantRow, known: list[Human | None]) -> tuple[list[Human], list[str]]:
    """Stage the persons of a row; the answer is who they are and which fields of known ones change."""
    tenants: list[Human] = []
    changed: list[str] = []
    for person, found in zip(record.persons, known, strict=True):
        human = found or desk.people.find(person, ()) or desk.people.add(person.name, person.birth_date)
        said: dict[str, Any] = {"birth_date": person.birth_date, "protection": record.protection}
        if not tenants:
            said |= {"language": record.language[:40], "interpreter": record.interpreter}
        names = {"birth_date": "fodt", "protection": "skjermet", "language": "sprak", "interpreter": "tolk"}
        changed += [names[name] for name in desk.people.fill(human, **said)]
        changed += ["fodselsnummer"] * desk.people.number(human, person)
        tenants.append(human)
    changed += ["telefon"] * desk.people.contact(tenants[0], ContactKind.PHONE, record.phone)
    changed += ["epost"] * desk.people.contact(tenants[0], ContactKind.EMAIL, record.email)
    return tenants, changed


def _add(desk: _Desk, record: TenantRow, home: Home, unit_id: int, tenants: list[Human]) -> None:
    rent = record.rent_ore if record.rent_ore is not None else desk.stock.rent_on(unit_id, desk.staged.look.today)
    head = desk.stock.head_lease_on(home, record.from_date)
    if head is None and home.values["disposal"] is Disposal.LEASED_IN:
        desk.staged.say(record.row, "adresse", Kind.SOFT, msg("importering.uten_innleie", adresse=record.address))
    draft = desk.leases.draft(
        home,
        tenants,
        unit_id=unit_id,
        start=record.from_date,
        rent_ore=rent,
        fixed_until=record.to_date,
        legal_basis=record.legal_basis or LegalBasis.ORDINARY,
        heating_included=record.heating_included,
        security_kind=SecurityKind.DEPOSIT if record.deposit_ore else SecurityKind.NONE,
        deposit_ore=record.deposit_ore or 0,
        kid=record.kid or None,
        head_lease_id=head[0] if head else None,
    )
    lease = desk.leases.add(draft, home, record.row, "\n".join(_lines(record)))
    _children(desk, record, lease, tenants[0])
    desk.staged.new(record.row)


def _join(desk: _Desk, record: TenantRow, lease: Lease, tenants: list[Human]) -> None:
    """A further row of a tenancy this import makes: more tenants and children."""
    for human in tenants:
        if human.id not in lease.tenants:
            desk.leases.add_tenant(lease, human.id)
    _children(desk, record, lease, tenants[0])
    desk.staged.new(record.row)


def _children(desk: _Desk, record: TenantRow, lease: Lease, parent: Human) -> bool:
    """Stage the children of a row as members of the household; those who live there already are left alone."""
    household = lease.values["household_id"]
    here = list(desk.people.living_in(household))
    added = False
    for child in record.children:
        name = _child_name(child, parent)
        if any(same_name(human, name) for human in here):
            continue
        note = text("importering.fodt_ar", ar=child.birth_year) if child.birth_year else ""
        human = desk.people.add(name, child.birth_date, protection=record.protection, note=note)
        desk.people.move_in(household, human.id, HouseholdRole.CHILD, record.from_date, desk.staged.look.now)
        added = True
    return added


def _child_name(child: ChildRow, parent: Human) -> PersonName:
    first, _, last = child.name.rpartition(" ")
    return PersonName(first, last) if first else PersonName(child.name, parent.values["last_name"])


def _lines(record: TenantRow) -> list[str]:
    """What the list says that has no field, one line each, for the tenancy's note."""
    lines = [f"{label}: {words}" for label, words in record.notes]
    if record.children_count and len(record.children) < record.children_count:
        lines.append(f"{text('import.felt.antall_barn')}: {record.children_count}")
    return lines


def _update(desk: _Desk, record: TenantRow, lease: Lease, tenants: list[Human]) -> list[str]:
    """Stage what differs in a tenancy of the records. One that was made in the program is only compared, not changed:
    its terms follow from a signed lease."""
    differing = _differing(record, lease, tenants)
    if not lease.values["imported"]:
        if differing:
            what = msg("importering.fort_i_programmet", felt=label_of(differing[0]))
            desk.staged.refuse(record.row, differing[0], what)
        return []
    for human in tenants:
        if human.id not in lease.tenants:
            desk.leases.add_tenant(lease, human.id)
    _terms(desk, record, lease, differing)
    if _children(desk, record, lease, tenants[0]):
        differing.append("barn")
    lines = [line for line in _lines(record) if line not in lease.values["note"].splitlines()]
    if lines:
        desk.staged.batch.change(Tenancy, lease.id, note="\n".join([*lease.values["note"].splitlines(), *lines]))
        differing.append("opplysning")
    return differing


def _differing(record: TenantRow, lease: Lease, tenants: list[Human]) -> list[str]:
    """Fields in which the row says something else than the records; what it does not say differs in nothing."""
    values = lease.values
    pairs: dict[str, tuple[object, object]] = {
        "til": (record.to_date, values["fixed_until"]),
        "leie": (record.rent_ore or None, lease.term.get("rent_ore")),
        "depositum": (record.deposit_ore or None, lease.deposit and lease.deposit[1]),
        "kid": (record.kid or None, values["kid"]),
        "hjemmel": (record.legal_basis, values["legal_basis"]),
    }
    found = ["navn"] if any(human.id not in lease.tenants for human in tenants) else []
    return found + [name for name, (said, known) in pairs.items() if said is not None and said != known]


def _terms(desk: _Desk, record: TenantRow, lease: Lease, differing: list[str]) -> None:
    batch = desk.staged.batch
    if "til" in differing:
        batch.change(Tenancy, lease.id, fixed_until=record.to_date)
        if lease.values["to_date"] in (None, lease.values["fixed_until"]):  # a notice given since stands
            batch.change(Tenancy, lease.id, to_date=record.to_date)
    if "hjemmel" in differing:
        batch.change(Tenancy, lease.id, legal_basis=record.legal_basis)
    if "leie" in differing and record.rent_ore:
        desk.leases.set_rent(lease, record.rent_ore)
    if "depositum" in differing and record.deposit_ore:
        desk.leases.set_deposit(lease, record.deposit_ore)
    if "kid" in differing:
        desk.leases.set_kid(lease, record.kid, imported=True)
