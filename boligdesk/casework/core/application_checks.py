"""What is to be said of an application before it is saved: impossible dates, doublets, and who lives in two homes."""

from __future__ import annotations

from collections.abc import Collection, Iterator, Sequence
from datetime import date

from sqlalchemy import ColumnElement, Select, or_, select

from ...models.application import Application, ApplicationMember
from ...models.person import ContactPoint, Household, Person
from ...rules.application_words import ApplicationKind
from ...rules.findings import finding, set_to, soft
from ...rules.messages import Control, Kind, Mend, msg
from ...rules.periods import Period
from ...rules.vocabulary import ContactKind, HouseholdRole
from .acts import Look
from .application_inputs import ApplicationInput, MemberInput, StayInput
from .application_rows import standing
from .memberships import CHILDREN, elsewhere
from .person_homes import Living, homes, still
from .person_records import too_long
from .protection import SHIELD_OFF

_MOST = 3


def check_new(look: Look, new: ApplicationInput) -> tuple[Control, ...]:
    """Every finding before an application is registered; hard ones stop, soft ones want a reason."""
    applicant = look.get(Person, new.applicant_id)
    found = [
        *check_received(applicant, new.received_on, look.today),
        *check_stay(new.stay),
        *_check_texts(new),
        *_check_consent(new, look.today),
        *_check_home(look, new),
        *check_members(look, applicant.id, new.members, None),
    ]
    if any(control.kind is Kind.HARD for control in found):
        return tuple(found)
    return (*found, *_doublets(look, applicant, new.members))


def check_received(applicant: Person, received: date, today: date) -> Iterator[Control]:
    """A day that cannot be: to come, before the applicant was born, after the applicant died."""
    if received > today:
        yield finding(Kind.HARD, msg("soknad.mottatt_i_framtiden", dato=received), "received_on")
    if applicant.birth_date is not None and received < applicant.birth_date:
        what = msg("soknad.mottatt_for_fodsel", dato=received, navn=applicant.full_name, fodt=applicant.birth_date)
        yield finding(Kind.HARD, what, "received_on")
    if applicant.died_on is not None:
        what = msg("soknad.soker_er_dod", navn=applicant.full_name, dato=applicant.died_on)
        yield finding(Kind.HARD, what, "applicant")


def check_stay(stay: StayInput) -> Iterator[Control]:
    """The present stay cannot end before it begins."""
    if stay.from_date is not None and stay.to_date is not None and stay.to_date < stay.from_date:
        yield finding(Kind.HARD, msg("soknad.opphold_snudd", fra=stay.from_date, til=stay.to_date), "stay_to")


def _check_texts(new: ApplicationInput) -> Iterator[Control]:
    texts = {"helped_by": new.helped_by, "stay_note": new.stay.note, "consent_scope": new.consent_scope}
    yield from too_long(Application, texts)


def _check_consent(new: ApplicationInput, today: date) -> Iterator[Control]:
    if new.consent_on is not None and new.consent_on > today:
        yield finding(Kind.HARD, msg("soknad.samtykke_i_framtiden", dato=new.consent_on), "consent_on")
    if new.consent_on is not None and not new.consent_scope.strip():
        yield finding(Kind.HARD, msg("soknad.samtykke_uten_omfang.hva"), "consent_scope")


def _check_home(look: Look, new: ApplicationInput) -> Iterator[Control]:
    """Bytte and forlengelse are asked for by somebody who rents from the municipality."""
    if new.kind in (ApplicationKind.SWAP, ApplicationKind.RENEWAL) and tenancy_of(look, new.applicant_id) is None:
        what = msg("soknad.leier_ikke", navn=look.get(Person, new.applicant_id).full_name)
        yield finding(Kind.HARD, what, "kind")


def tenancy_of(look: Look, person_id: int) -> int | None:
    """The tenancy that a person holds today, None for those who rent nothing here."""
    home = homes(look, [person_id], look.today).get(person_id)
    return home.tenancy_id if home is not None and home.living is Living.TENANT else None


# -- who lives where ----------------------------------------------------------------------------


def check_members(
    look: Look, applicant_id: int, members: Sequence[MemberInput], application_id: int | None
) -> tuple[Control, ...]:
    """Nobody stands twice, an expected one says why, and a child in two homes is said to have delt fast bosted.

    A grown-up who is in another application too wants a reason once: when they are put in.
    """
    ids = [member.person_id for member in members if member.person_id is not None]
    found = [_twice(look, person_id) for person_id in dict.fromkeys(ids) if ids.count(person_id) > 1]
    if any(member.person_id is None and member.growth is None for member in members):
        found.append(finding(Kind.HARD, msg("soknad.medlem_uten_grunn"), "members"))
    if sum(member.role is HouseholdRole.MAIN for member in members) > 1:
        found.append(finding(Kind.HARD, msg("soknad.to_hovedpersoner"), "members"))
    known = _lives_with(look, application_id)
    for member in members:
        accepted = member.person_id in known and member.role not in CHILDREN
        if member.person_id not in (None, applicant_id) and member.growth is None and not accepted:
            found += _two_homes(look, applicant_id, member, application_id)
    return tuple(found)


def _lives_with(look: Look, application_id: int | None) -> frozenset[int | None]:
    """Who stands in an application already, the expected left out; nobody before it is registered."""
    member = ApplicationMember
    query = select(member.person_id).where(member.application_id == application_id, member.growth.is_(None))
    return frozenset(look.session.execute(query).scalars()) if application_id is not None else frozenset()


def _twice(look: Look, person_id: int) -> Control:
    return finding(Kind.HARD, msg("soknad.star_to_ganger", navn=look.get(Person, person_id).full_name), "members")


def _two_homes(look: Look, applicant_id: int, member: MemberInput, application_id: int | None) -> Iterator[Control]:
    assert member.person_id is not None
    if member.role is HouseholdRole.CHILD_SHARED:
        return
    person = look.get(Person, member.person_id)
    other = _other_application(look, person.id, applicant_id, application_id)
    home = _other_household(look, person.id, applicant_id)
    if other is None and home is None:
        return
    if member.role not in CHILDREN:
        if other is not None:
            what = msg("soknad.er_med_i_annen", navn=person.full_name, nummer=other.number)
            yield soft(what, "members", mends=(_open_other(other),))
        return
    yield _child_elsewhere(look, person, other, home)


def _other_application(look: Look, person_id: int, applicant_id: int, itself: int | None) -> Application | None:
    """Somebody else's standing application that the person makes or is part of, hidden ones too.

    One that the applicant makes or is part of is a doublet, not another home.
    """
    member = ApplicationMember
    part_of = select(member.application_id).where(member.person_id == person_id, member.growth.is_(None))
    query = select(Application).where(
        standing(), or_(Application.applicant_id == person_id, Application.id.in_(part_of))
    )
    of_applicant = select(member.application_id).where(member.person_id == applicant_id)
    query = query.where(Application.applicant_id != applicant_id, Application.id.not_in(of_applicant))
    if itself is not None:
        query = query.where(Application.id != itself)
    return look.session.execute(query.order_by(Application.id), execution_options={SHIELD_OFF: True}).scalars().first()


def _other_household(look: Look, person_id: int, applicant_id: int) -> int | None:
    """A household of the register in which the person lives today, and the applicant does not; hidden ones too."""
    today = Period(look.today, look.today)
    own = {member.household_id for member in elsewhere(look, applicant_id, today)}
    lives = (member.household_id for member in elsewhere(look, person_id, today))
    return next((household_id for household_id in lives if household_id not in own), None)


def _child_elsewhere(look: Look, child: Person, other: Application | None, home: int | None) -> Control:
    """What is hidden from this desk is refused without a word of where."""
    shown = other is not None and look.session.execute(_visible(Application, other.id)).first() is not None
    if other is not None and shown:
        what = msg("soknad.barn_i_annen_soknad", navn=child.full_name, nummer=other.number)
    elif home is not None and look.session.execute(_visible(Household, home)).first() is not None:
        what = msg("soknad.barn_bor_annet_sted", navn=child.full_name)
    else:
        what = msg("soknad.barn_kan_ikke_fores", navn=child.full_name)
    return finding(Kind.HARD, what, "members", why=msg("soknad.velg_delt_bosted"))


def _visible(kind: type[Application] | type[Household], record_id: int) -> Select[int]:
    return select(kind.id).where(kind.id == record_id)


# -- doublets -----------------------------------------------------------------------------------


def _doublets(look: Look, applicant: Person, members: Sequence[MemberInput]) -> Iterator[Control]:
    """Standing applications that may be the same: same person, same address, same phone. Only what the desk may see."""
    for other in _standing_of(look, Application.applicant_id == applicant.id):
        what = msg("soknad.har_apen", navn=applicant.full_name, nummer=other.number, dato=other.received_on)
        yield soft(what, "applicant", mends=(_open_other(other),))
    for other in _part_of(look, applicant.id):
        what = msg("soknad.soker_er_med_i", navn=applicant.full_name, nummer=other.number)
        yield soft(what, "applicant", mends=(_open_other(other),))
    own = {applicant.id, *(member.person_id for member in members if member.person_id is not None)}
    for kind, code in ((ContactKind.ADDRESS, "soknad.samme_adresse"), (ContactKind.PHONE, "soknad.samme_telefon")):
        for other, name in _sharing(look, kind, applicant.id, own):
            yield soft(msg(code, navn=name, nummer=other.number), "applicant", mends=(_open_other(other),))


def _open_other(other: Application) -> Mend:
    return set_to("soknad.apne_den", {"application_id": other.id}, nummer=other.number)


def _standing_of(look: Look, which: ColumnElement[bool]) -> list[Application]:
    query = select(Application).where(standing(), which).order_by(Application.id.desc()).limit(_MOST)
    return list(look.session.execute(query).scalars())


def _part_of(look: Look, person_id: int) -> list[Application]:
    member = ApplicationMember
    part_of = select(member.application_id).where(member.person_id == person_id)
    return _standing_of(look, (Application.id.in_(part_of)) & (Application.applicant_id != person_id))


def _sharing(look: Look, kind: ContactKind, person_id: int, own: Collection[int]) -> Iterator[tuple[Application, str]]:
    """Others' standing applications whose applicant has one of the person's present addresses or phones."""
    point = ContactPoint
    mine = (
        select(point.search_key)
        .where(point.person_id == person_id, point.kind == kind, point.search_key != "")
        .where(still(point.to_date, look.today))
    )
    keys = look.session.execute(mine).scalars().all()
    query = (
        select(Application, Person)
        .join(Person, Person.id == Application.applicant_id)
        .join(point, point.person_id == Person.id)
        .where(standing(), point.kind == kind, still(point.to_date, look.today), point.search_key.in_(keys))
        .where(Person.id.not_in(own))
        .order_by(Application.id)
        .distinct()
        .limit(_MOST)
    )
    for application, person in look.session.execute(query):
        yield application, person.full_name
