"""The facts of applications with where each comes from: what the record knows, and what somebody has typed (E19).

A typed fact stands over a reckoned one, and the reckoned one stays visible beside it. What the record does not know
for certain is unknown: no fact at all (P16).
"""

from __future__ import annotations

from collections.abc import Collection, Iterable, Iterator, Mapping
from dataclasses import dataclass, replace
from datetime import date

from sqlalchemy import select

from ...models.application import Application, ApplicationFact, ApplicationNeed
from ...models.tenancy import Tenancy, TenancyTenant
from ...rules.allocation.catalogue import FACTS
from ...rules.allocation.facts import Scalar
from ...rules.allocation.given import Facts, read_value
from ...rules.application_words import StayKind, TargetGroup
from ...rules.messages import Message, RefusedError, msg
from ...rules.periods import years_between
from ...rules.vocabulary import HouseholdRole
from .acts import Look
from .application_rows import OF_AGE, Applicant, Member, applicants, members_of
from .debt_rows import RentDebt, rent_debts
from .memberships import CHILDREN
from .narrowing import narrowed
from .person_homes import Home, Living, tenancies_of
from .protection import SHIELD_OFF
from .stay_facts import STAY_FACTS


@dataclass(frozen=True)
class SourcedFact:
    """A fact, who or what says so, and as of which day (None: nobody has said).

    `overrules` is what the record itself says where somebody has typed something else. `version` is that of the
    typed fact, for the form that changes it.
    """

    key: str
    value: Scalar
    source: Message
    as_of: date | None
    typed: bool = False
    overrules: SourcedFact | None = None
    version: int | None = None

    @property
    def label(self) -> Message:
        """What the fact is called."""
        return FACTS[self.key].label


@dataclass(frozen=True)
class _Case:
    """What is read about one application before its facts are made."""

    received_on: date
    applicant: Applicant
    members: tuple[Member, ...]
    homes: tuple[Home, ...]
    has_rented: bool
    debt: RentDebt | None
    stay: StayKind | None
    stay_to: date | None
    target: TargetGroup | None
    wheelchair: bool
    on: date


def sourced_facts(look: Look, application_ids: Collection[int], on: date) -> dict[int, dict[str, SourcedFact]]:
    """Key → fact for each application, as known on `on`. Ids that are gone or hidden are left out."""
    typed = _typed(look, application_ids)
    found: dict[int, dict[str, SourcedFact]] = {}
    for application_id, case in _cases(look, application_ids, on).items():
        facts = {fact.key: fact for fact in _reckoned(case)}
        for fact in typed.get(application_id, ()):
            facts[fact.key] = _over(fact, facts.get(fact.key))
        found[application_id] = facts
    return found


def facts_of(sourced: Mapping[str, SourcedFact]) -> Facts:
    """The values alone, as the criteria are held against them."""
    return Facts({key: fact.value for key, fact in sourced.items()})


def _over(typed: SourcedFact, known: SourcedFact | None) -> SourcedFact:
    return replace(typed, overrules=known) if known and known.value != typed.value else typed


def _typed(look: Look, ids: Collection[int]) -> dict[int, list[SourcedFact]]:
    fact = ApplicationFact
    query = select(fact.application_id, fact.key, fact.value, fact.source, fact.as_of, fact.version)
    found: dict[int, list[SourcedFact]] = {}
    for row in look.session.execute(narrowed(query, fact.application_id, ids)):
        try:
            value = read_value(row.key, row.value)
        except RefusedError:  # a fact of an older catalogue: it can no longer be asked about
            continue
        source = msg("vurderingsark.kilde.oppgitt", kilde=row.source)
        found.setdefault(row.application_id, []).append(
            SourcedFact(row.key, value, source, row.as_of, typed=True, version=row.version)
        )
    return found


def _cases(look: Look, ids: Collection[int], on: date) -> dict[int, _Case]:
    """Everything the facts are made of, in a handful of questions however many applications there are."""
    own = Application
    columns = (own.id, own.received_on, own.stay_kind, own.stay_to, own.target_group, ApplicationNeed.wheelchair)
    query = select(*columns).join(ApplicationNeed, ApplicationNeed.application_id == own.id, isouter=True)
    wanted = set(ids)
    rows = [row for row in look.session.execute(narrowed(query, own.id, ids)) if row.id in wanted]
    who, members = applicants(look, ids), members_of(look, ids)
    persons = sorted({who[row.id].person_id for row in rows if row.id in who})
    homes, have_rented, debts = tenancies_of(look, persons, on), _have_rented(look, persons), rent_debts(look, persons)
    return {
        row.id: _Case(
            received_on=row.received_on,
            applicant=who[row.id],
            members=members.get(row.id, ()),
            homes=tuple(homes.get(who[row.id].person_id, ())),
            has_rented=who[row.id].person_id in have_rented,
            debt=debts.get(who[row.id].person_id),
            stay=row.stay_kind,
            stay_to=row.stay_to,
            target=row.target_group,
            wheelchair=bool(row.wheelchair),
            on=on,
        )
        for row in rows
        if row.id in who
    }


def _have_rented(look: Look, person_ids: Collection[int]) -> frozenset[int]:
    """Who has had a lease, hidden ones too: "never rented" is not said of somebody whose lease cannot be shown."""
    tenant = TenancyTenant
    query = select(tenant.person_id).join(Tenancy, Tenancy.id == tenant.tenancy_id).where(Tenancy.voided_at.is_(None))
    found = look.session.execute(narrowed(query, tenant.person_id, person_ids), execution_options={SHIELD_OFF: True})
    return frozenset(found.scalars())


def _reckoned(case: _Case) -> Iterator[SourcedFact]:
    """What the record says without anybody being asked; of two that say the same thing, the later one stands."""
    received = case.received_on
    yield SourcedFact("soknad_mottatt", received, msg("vurderingsark.kilde.soknad"), received)
    if case.applicant.born:
        yield SourcedFact("fodt", case.applicant.born, msg("vurderingsark.kilde.person"), case.on)
    yield from _household(case)
    yield from _stay(case)
    yield from _tenancies(case)
    if case.target is TargetGroup.REFUGEE:
        yield SourcedFact("flyktning", True, msg("vurderingsark.kilde.malgruppe"), received)
    if case.wheelchair:
        yield SourcedFact("trenger_tilrettelagt_bolig", True, msg("vurderingsark.kilde.behov"), received)


def _household(case: _Case) -> Iterator[SourcedFact]:
    """Who lives there now. Those who are expected are told of beside the number, never silently in or out of it."""
    others = [m for m in case.members if m.person_id != case.applicant.person_id]
    here = [m for m in others if not m.expected]
    expected = len(others) - len(here)
    source = msg("vurderingsark.kilde.husstand")
    if expected:
        source = msg("vurderingsark.kilde.husstand_ventet", antall=expected)
    children = [m for m in here if _is_child(m, case.on)]
    yield SourcedFact("husstand_antall", 1 + len(here), source, case.received_on)
    yield SourcedFact("barn_antall", len(children), source, case.received_on)
    if any(m.role is HouseholdRole.CHILD for m in children):
        yield SourcedFact("daglig_omsorg_for_barn", True, source, case.received_on)
    elif not children and not expected:
        yield SourcedFact("daglig_omsorg_for_barn", False, source, case.received_on)


def _is_child(member: Member, on: date) -> bool:
    """By the birth date, whatever the role: a sibling or a grandchild under 18 is a child of the household too."""
    return years_between(member.born, on) < OF_AGE if member.born else member.role in CHILDREN


def _stay(case: _Case) -> Iterator[SourcedFact]:
    """Where the applicant stays. A stay that is over says nothing about today."""
    over = case.stay_to is not None and case.stay_to < case.on
    if case.stay is None or over:
        return
    source = msg("vurderingsark.kilde.opphold")
    for key, value in STAY_FACTS.get(case.stay, {}).items():
        yield SourcedFact(key, value, source, case.received_on)
    if case.stay is StayKind.RENTS_FIXED_TERM and case.stay_to:
        yield SourcedFact("leieavtale_slutt", case.stay_to, source, case.received_on)


def _tenancies(case: _Case) -> Iterator[SourcedFact]:
    """What the register of leases knows: the lease of today, or that there has never been one."""
    if not case.has_rented:
        never = msg("vurderingsark.kilde.aldri_leid")
        yield SourcedFact("husleiegjeld", "ingen", msg("vurderingsark.kilde.kun_husleie"), case.on)
        yield SourcedFact("utkastelse", False, never, case.on)
    if case.debt is not None:
        yield from _debt(case.debt, case.on)
    for home in _running(case.homes):
        source = msg("vurderingsark.kilde.leieforhold", nummer=home.number)
        yield SourcedFact("eier_eller_leier_bolig", True, source, case.on)
        yield SourcedFact("tidsbegrenset_leie", home.fixed_until is not None, source, case.on)
        if home.until:
            yield SourcedFact("leieavtale_slutt", home.until, source, case.on)


def _debt(debt: RentDebt, on: date) -> Iterator[SourcedFact]:
    """What the rent accounts say: a debt that is there, "none" only where every account is known, and an eviction.

    It is the office's own rent only: other debt to the municipality is asked for (P16).
    """
    source = msg("vurderingsark.kilde.leiekonto")
    if debt.owed_ore:
        agreed = debt.agreed_ore == debt.owed_ore
        owes = msg("vurderingsark.kilde.leiekonto_skyldig", belop=debt.owed_ore)
        yield SourcedFact("husleiegjeld", "avtale" if agreed else "apen", owes, on)
    elif debt.complete:
        yield SourcedFact("husleiegjeld", "ingen", source, debt.known_to)
    if debt.evicted_on:
        yield SourcedFact("utkastelse", True, source, debt.evicted_on)
        yield SourcedFact("utkastelse_dato", debt.evicted_on, source, debt.evicted_on)


def _running(homes: Iterable[Home]) -> list[Home]:
    """The lease of today; of two that run at once, the one that began first speaks last and stands."""
    return [home for home in homes if home.living is Living.TENANT]
