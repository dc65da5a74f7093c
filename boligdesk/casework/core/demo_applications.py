"""The applications of the sample office as they come in: households, needs, papers, and those that end early."""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import replace
from datetime import date, timedelta
from functools import partial

from sqlalchemy import select

from ...models.application import Application
from ...models.stock import Area
from ...rules.application_words import AreaWish, AssistanceState, FloorNeed, StayKind
from ...rules.vocabulary import ContactKind, HouseholdRole, Protection
from .. import application_needs, application_papers, applications, households, persons
from .application_inputs import ApplicationInput, AreaInput, MemberInput, NeedInput, StayInput
from .demo_cases import Case, sample_cases
from .demo_data import sample_data
from .demo_people import Family, People
from .demo_steps import Matter, Scene, Step
from .desk import Who
from .person_checks import ContactInput, NewPerson

#: A fixed term ends so long after today: soon enough to be without a home.
_TERM_ENDS, _PAPERS_HOLD, _EXPECTED = 45, 180, 120


def matters(people: People, on: date, owners: tuple[Who, Who]) -> list[Matter]:
    """Every case with its household and the caseworker who has it: the second of them has every fourth."""
    cases = enumerate(sample_cases().cases)
    return [Matter(case, _family(people, case, on), owners[place % 4 == 1], place) for place, case in cases]


def _family(people: People, case: Case, on: date) -> Family:
    """A household as it stood when it applied."""
    found = people.family(case.rooms, on - timedelta(days=case.days_ago))
    return found.protected(Protection.CONFIDENTIAL) if case.protected else found


def steps(scene: Scene, matter: Matter) -> Iterator[Step]:
    """Somebody comes to the counter with a form; the caseworker takes it from there."""
    day = scene.back(matter.case.days_ago)
    yield day, partial(_register, scene, matter, day)


def _register(scene: Scene, matter: Matter, day: date) -> None:
    case, words = matter.case, sample_data().words["soknad"]
    lived = _people(scene, matter, day)
    members = [MemberInput(role, person) for person, role in lived]
    if case.expects is not None:
        members.append(MemberInput(HouseholdRole.CHILD, None, case.expects, day + timedelta(days=_EXPECTED)))
    new = ApplicationInput(
        lived[0][0],
        case.kind,
        day,
        case.channel,
        members=tuple(members),
        stay=StayInput(case.stay, to_date=_ends(scene, case)),
        target_group=case.group,
        own_words=words[matter.place % len(words)],
        asks_assistance=case.bistand,
        papers=case.papers,
    )
    matter.id = scene.diary.act(matter.owner, day, applications.register_application, new)
    _need(scene, matter, day)
    _came(scene, matter, day)
    if case.closed is not None:
        _close(scene, matter, day)


def _people(scene: Scene, matter: Matter, day: date) -> list[tuple[int, HouseholdRole]]:
    """The household is registered, a protected one by somebody who may see it."""
    act, who = scene.diary.act, matter.owner if matter.case.protected else scene.counter
    roles = [HouseholdRole.MAIN, HouseholdRole.PARTNER]
    named = [*zip(matter.family.adults, roles, strict=False)]
    named += [(child, HouseholdRole.CHILD) for child in matter.family.children]
    named[0] = (_reached(matter, named[0][0]), named[0][1])
    lived = [(act(who, day, persons.register, person), role) for person, role in named]
    act(who, day, households.create_household, [households.MemberInput(person, role) for person, role in lived])
    return lived


def _reached(matter: Matter, person: NewPerson) -> NewPerson:
    """The applicant with the address that letters go to; a hidden one is not written down here."""
    if matter.case.protected:
        return person
    office, number = sample_data().office, 2 * matter.place + 1
    street = sample_data().words["gater"][matter.place % len(sample_data().words["gater"])]
    home = ContactInput(ContactKind.ADDRESS, f"{street} {number}", office["postcode"], office["city"])
    return replace(person, contacts=(*person.contacts, home))


def _ends(scene: Scene, case: Case) -> date | None:
    return scene.back(-_TERM_ENDS) if case.stay is StayKind.RENTS_FIXED_TERM else None


def _need(scene: Scene, matter: Matter, day: date) -> None:
    case = matter.case
    if case.rooms_wish is None and case.floor is FloorNeed.ANY:
        return
    area = scene.diary.session.execute(select(Area.id).order_by(Area.name)).scalars().first()
    wishes = (AreaInput(area, AreaWish.WANT),) if area is not None else ()
    ground = case.floor is FloorNeed.GROUND
    need = NeedInput(floor=case.floor, wheelchair=ground, rooms_wish=case.rooms_wish, areas=wishes)
    scene.diary.act(matter.owner, day, application_needs.change_need, matter.id, 1, need)


def _came(scene: Scene, matter: Matter, day: date) -> None:
    """Some of the papers came with the form."""
    if not matter.case.came:
        return
    look, until = scene.diary.look(matter.owner, day), day + timedelta(days=_PAPERS_HOLD)
    for row in application_papers.application_papers.inner(look, matter.id)[: matter.case.came]:
        act = application_papers.paper_received
        scene.diary.act(matter.owner, day, act, row.id, row.version, day, until)


def _close(scene: Scene, matter: Matter, day: date) -> None:
    act, said = scene.diary.act, sample_data().words["soknad"][0]
    settle, close = applications.settle_assistance, applications.close_application
    version = scene.version(Application, matter.id)
    version = act(matter.owner, day, settle, matter.id, version, AssistanceState.DECLINED, said)
    if matter.case.closed is not None:
        act(matter.owner, day, close, matter.id, version, matter.case.closed)
