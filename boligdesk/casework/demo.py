"""The sample office: a municipality like the model customer, the same every time it is made for a day.

Everything in it is invented, every fødselsnummer synthetic (month + 80). It is made by the office's own acts, each on
its own day in the past, so that history, tasks and deadlines are as they would be.
"""

from __future__ import annotations

import tempfile
from collections.abc import Callable, Iterable
from datetime import UTC, date, datetime, time, timedelta
from functools import partial
from pathlib import Path
from random import Random

from sqlalchemy import select

from ..database.engine import Storage, Store
from ..models.office import User
from ..models.tenancy import LeaseVersion, Tenancy, TenancyTenant
from ..rules.periods import add_months
from ..rules.rights import SHIPPED
from ..rules.vocabulary import ContactWay, Protection, Role, StateKind
from ..shipped import resources
from . import contacts, criteria_sets, lease_print, lease_sign, persons, settings, stock_facts, tasks
from .core import (
    demo_acute,
    demo_applications,
    demo_decisions,
    demo_guidance,
    demo_offers,
    demo_renewals,
    demo_rent,
    demo_sheets,
)
from .core.acts import Work
from .core.demo_cases import sample_cases
from .core.demo_data import sample_data
from .core.demo_diary import Diary, desk_on
from .core.demo_homes import register_stock
from .core.demo_leases import Let, Lets
from .core.demo_people import People
from .core.demo_plan import Plan
from .core.demo_steps import Scene, Step
from .core.demo_today import share_out
from .core.desk import Who, office_today
from .start import SYSTEM, at_the_door, create_office

_SEED = 9990
_YEARS_OF_STOCK = 7
_ORG_NUMBER = "999000002"
_ACCOUNT = "99990000006"
_SIGNED = 4
_SET = "fjordvik"
#: What happens to an application, in the order of the day when it all happens at once.
_OF_APPLICATIONS = (demo_applications, demo_acute, demo_sheets, demo_decisions, demo_offers)

Event = tuple[date, int, Callable[[], object]]


@at_the_door
def make_sample(target: str | Path, on: date | None = None, storage: Storage | None = None) -> Store:
    """Make the sample office at a path or PostgreSQL URL; refuses when something is there already.

    The same day gives the same office, but for its identity and its secrets.
    """
    day = on or office_today()
    data = sample_data()
    office = {name: value for name, value in data.office.items() if name != "name"}
    facts = office | {"org_number": _ORG_NUMBER, "account_number": _ACCOUNT}
    store = create_office(target, data.office["name"], training=True, storage=storage, **facts)
    try:
        with store.writing() as session:
            printed = _Sample(Diary(store, session), day).write()
        _print_leases(store, day, printed)
    except BaseException:
        store.close()
        raise
    return store


class _Sample:
    """The sample office being written down, event by event in the order of time."""

    def __init__(self, diary: Diary, on: date) -> None:
        self.diary, self.on = diary, on
        self.random = _dice(_SEED)
        self.events: list[Event] = []
        self.ids: dict[int, int] = {}
        self.opened = on.replace(year=on.year - _YEARS_OF_STOCK, month=1, day=2)

    def write(self) -> tuple[Who, list[int]]:
        """All of it; the answer is who prints the leases that are printed, and which those are."""
        users = self._staff()
        self.leader, self.first, self.second = users[Role.LEADER][0], *users[Role.CASEWORKER]
        self.counter = users[Role.COUNTER][0]
        for name, title in sample_data().signatories:
            self.diary.act(self.leader, self.opened, settings.add_signatory, name, title)
        self._rules()
        units = register_stock(self.diary, self.first, self.opened, self.random)
        people = People(sample_data(), self.random, self.on)
        plan = Plan(units, people, self.random, self.on)
        lets = Lets(self.diary, self.first)
        for let in [*plan.ended, *plan.running]:
            self._let(lets, let)
        self._endings(lets, plan)
        self._states(plan)
        self._desk_work(plan)
        self._queue(people)
        self._rent(plan)
        self._guidance(plan)
        for _, _, happen in sorted(self.events, key=lambda event: event[:2]):
            happen()
        share_out(self.diary, self.on, self.leader, self.first, self.second, sample_data().words["gitt_videre"])
        return self.first, lets.printed

    def _rules(self) -> None:
        """The council's criteria, made up for this office, taken into use."""
        text = (resources() / "eksempel" / "kriterier.toml").read_text(encoding="utf-8")
        self.diary.act(self.leader, self.opened, criteria_sets.import_text, _SET, text)
        self.diary.act(self.leader, self.opened, criteria_sets.adopt, _SET, self.opened, 1)

    def _staff(self) -> dict[Role, list[Who]]:
        return self.diary.note(SYSTEM, self.opened, "users.add_user", _hire)

    def _at(self, day: date, happen: Callable[[], object]) -> None:
        if day <= self.on:
            self.events.append((day, len(self.events), happen))

    def _let(self, lets: Lets, let: Let) -> None:
        met, made = let.start - timedelta(days=34), let.start - timedelta(days=9)

        def make() -> None:
            self.ids[id(let)] = lets.let(let, made)

        self._at(met, lambda: lets.register(let, met))
        self._at(made, make)
        self._at(let.start, lambda: lets.sign(let, self.ids[id(let)], let.start))
        if let.notice_on:
            self._at(let.notice_on, lambda: lets.notice(self.ids[id(let)], let.notice_on or self.on))
        if let.ends:
            ready = let.ends + timedelta(days=18)
            self._at(let.ends, lambda: lets.move_out(let, self.ids[id(let)], let.ends or self.on))
            self._at(ready, lambda: lets.finish(let, self.ids[id(let)], ready))

    def _endings(self, lets: Lets, plan: Plan) -> None:
        for place, let in enumerate(plan.notices):
            day = self.on - timedelta(days=12 + 9 * place)
            self._at(day, partial(lambda let, day: lets.notice(self.ids[id(let)], day), let, day))
        sent = self.on - timedelta(days=16)
        self._at(sent, lambda: lets.landlord_notice(self.ids[id(plan.landlord_notice)], sent))

    def _states(self, plan: Plan) -> None:
        """What the vacant dwellings wait for."""
        someone = People(sample_data(), _dice(_SEED + 1), self.on).adult(female=True)
        kinds = [StateKind.REFURBISHMENT, StateKind.REFURBISHMENT, StateKind.BLOCKED, StateKind.RESERVED]
        kinds += [StateKind.READYING] * 3
        for place, (unit, kind) in enumerate(zip(plan.vacant[1:], kinds, strict=False)):
            day = self.on - timedelta(days=6 + 2 * place)
            given = stock_facts.StateInput(kind, day, expected_to=add_months(day, 1 + place % 3))
            self._at(day, partial(self._state, unit.id, given, someone))

    def _state(self, unit_id: int, given: stock_facts.StateInput, someone: persons.NewPerson) -> None:
        if given.kind is StateKind.RESERVED:
            person_id = self.diary.act(self.first, given.from_date, persons.register, someone)
            given = stock_facts.StateInput(given.kind, given.from_date, None, given.expected_to, person_id=person_id)
        self.diary.act(self.first, given.from_date, stock_facts.set_state, unit_id, given)

    def _desk_work(self, plan: Plan) -> None:
        """The contacts of the last weeks, and what waits to be done around today."""
        words = sample_data().words
        settled = [let for let in plan.running if let.start < self.on - timedelta(days=50)]
        for back in range(45, 0, -1):
            day = self.on - timedelta(days=back)
            if day.weekday() < 5:
                let, said = self.random.choice(settled), self.random.choice(words["kontakt"])
                way = self.random.choice((ContactWay.WALK_IN, ContactWay.PHONE, ContactWay.EMAIL))
                self._at(day, partial(self._contact, let, day, way, said))
        for place, title in enumerate(words["oppgave"]):
            let, who = self.random.choice(settled), self.first if place % 2 else self.second
            self._at(self.on - timedelta(days=7), partial(self._task, let, who, title, 2 * place - 4))

    def _queue(self, people: People) -> None:
        """The applications of the last months with all that became of them, and a renewal round."""
        scene = Scene(self.diary, self.on, self.leader, self.counter, sample_cases().words)
        for matter in demo_applications.matters(people, self.on, (self.first, self.second)):
            for kind in _OF_APPLICATIONS:
                self._all(kind.steps(scene, matter))
        self._all(demo_renewals.steps(scene, self.second))

    def _rent(self, plan: Plan) -> None:
        """Fourteen months of rent, and those who did not pay it all."""
        scene = Scene(self.diary, self.on, self.leader, self.counter, sample_cases().words)
        self._all(demo_rent.steps(scene, self.leader, self.first, partial(self._payers, plan)))

    def _guidance(self, plan: Plan) -> None:
        """Families who have lived here for a while, and are guided."""
        scene = Scene(self.diary, self.on, self.leader, self.counter, sample_cases().words)
        since = self.on - timedelta(days=400)
        families = [let for let in plan.running if let.family.children and let.start < since and not let.guardian]
        guided = [let for let in families if let.family.adults[0].protection is Protection.NONE][: demo_guidance.GUIDED]
        self._all(demo_guidance.steps(scene, self.first, lambda: [self.ids[id(let)] for let in guided]))

    def _payers(self, plan: Plan) -> dict[int, demo_rent.Payer]:
        """The tenants who are known not to pay in time, by tenancy: some who rent today, and the last who left."""
        now = {self.ids.get(id(plan.running[place]), 0): habit for place, habit in demo_rent.HABITS.items()}
        left = max(plan.ended, key=lambda let: let.ends or self.on)
        found = {tenancy: demo_rent.Payer(habit, self.on.replace(day=1)) for tenancy, habit in now.items()}
        last = (left.ends or self.on).replace(day=1)
        return found | {self.ids.get(id(left), 0): demo_rent.Payer(demo_rent.LEFT_OWING, last)}

    def _all(self, steps: Iterable[Step]) -> None:
        for day, happen in steps:
            self._at(day, happen)

    def _contact(self, let: Let, day: date, way: ContactWay, said: str) -> None:
        at = datetime.combine(day, time(7, 45), UTC)
        self.diary.act(self.counter, day, contacts.add_contact, self._tenant(let), way, said, at)

    def _task(self, let: Let, who: Who, title: str, days: int) -> None:
        due, tenancy = self.on + timedelta(days=days), self.ids[id(let)]
        given = tasks.TaskInput(title, due, tenancy_id=tenancy, person_id=self._tenant(let))
        self.diary.act(who, self.on - timedelta(days=7), tasks.add_task, given)

    def _tenant(self, let: Let) -> int:
        query = select(Tenancy.first_tenant_id).where(Tenancy.id == self.ids[id(let)])
        return self.diary.session.execute(query).scalar_one()


def _dice(seed: int) -> Random:
    """The same throws every time; nothing secret hangs on them."""
    return Random(seed)  # noqa: S311


def _hire(work: Work) -> dict[Role, list[Who]]:
    """The people of the office. A training office asks for no passwords, so they have none."""
    found: dict[Role, list[Who]] = {}
    for user in sample_data().users:
        row = work.add(User(login=user.login, name=user.name, role=user.role, email=f"{user.login}@eksempel.no"))
        who = Who(row.id, user.name, user.login, user.role, SHIPPED[user.role])
        found.setdefault(user.role, []).append(who)
    one, other = found[Role.CASEWORKER]
    for user_id, deputy in ((one.user_id, other.user_id), (other.user_id, one.user_id)):
        work.get(User, user_id or 0).deputy_id = deputy
    return found


def _print_leases(store: Store, on: date, printed: tuple[Who, list[int]]) -> None:
    """Print the newest leases; some of them come back signed."""
    who, tenancies = printed
    desk = desk_on(store, who, on, 0)
    with tempfile.TemporaryDirectory() as folder:
        for place, tenancy_id in enumerate(tenancies):
            paper = lease_print.print_lease(desk, tenancy_id).value
            if place >= _SIGNED:
                continue
            version, tenants = _newest(store, tenancy_id)
            signatures = tuple(lease_sign.NewSignature(person, on) for person in tenants)
            lease_sign.register_signatures(desk, version, signatures, on)
            scan = Path(folder) / "skann.pdf"
            scan.write_bytes(paper.pdf)
            lease_sign.file_signed_scan(desk, version, scan)


def _newest(store: Store, tenancy_id: int) -> tuple[int, list[int]]:
    with store.reading() as session:
        version = select(LeaseVersion.id).where(LeaseVersion.tenancy_id == tenancy_id).order_by(LeaseVersion.id.desc())
        tenants = select(TenancyTenant.person_id).where(TenancyTenant.tenancy_id == tenancy_id)
        return session.execute(version).scalars().first() or 0, list(session.execute(tenants).scalars())
