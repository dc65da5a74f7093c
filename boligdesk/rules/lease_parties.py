"""Controls on who lets, on what legal basis, and to whom (P2, P4, § 11-1)."""

from __future__ import annotations

from collections.abc import Iterator

from .findings import hard, lacking, soft
from .lease_facts import LeaseFacts, LeaseTenant
from .limits import Law, LeaseLimit
from .messages import Control, msg
from .periods import years_between
from .terms import LandlordKind
from .vocabulary import Disposal


def landlord_may_let(facts: LeaseFacts, _law: Law) -> Iterator[Control]:
    """No municipal lease under tilvisning; with a letting right only, the municipality is no landlord (P4)."""
    if facts.landlord_kind is LandlordKind.REFERRAL:
        yield hard(
            msg("husleie.utleier.tilvisning"),
            "husleieloven § 1-1",
            "landlord_kind",
            why=msg("husleie.utleier.tilvisning.hvorfor"),
        )
    elif facts.disposal is Disposal.LETTING_RIGHT:
        yield hard(
            msg("husleie.utleier.tildelingsrett"),
            "husleieloven § 1-1",
            "landlord_kind",
            why=msg("husleie.utleier.tilvisning.hvorfor"),
        )


def basis_is_told(facts: LeaseFacts, law: Law) -> Iterator[Control]:
    """§ 11-1 holds only when the tenant was told in writing before signing and the decision is named."""
    if not facts.on_11_1:
        return
    signing = facts.sign_date or law.today
    if facts.informed_11_1_on is None:
        yield hard(
            msg("husleie.grunnlag.uten_opplysning"),
            "husleieloven § 11-1",
            "informed_11_1_on",
            why=msg("husleie.grunnlag.uten_opplysning.hvorfor"),
        )
    elif facts.informed_11_1_on > signing:
        yield hard(
            msg("husleie.grunnlag.sen_opplysning", opplyst=facts.informed_11_1_on, signert=signing),
            "husleieloven § 11-1",
            "informed_11_1_on",
            why=msg("husleie.grunnlag.uten_opplysning.hvorfor"),
        )
    if not facts.decision_ref.strip():
        yield soft(msg("husleie.grunnlag.uten_vedtak"), "decision_ref", paragraph="husleieloven § 11-1")


def tenants_can_sign(facts: LeaseFacts, law: Law) -> Iterator[Control]:
    """At least one tenant; each has a name, a day of birth, and a guardian where the mandate or age demands it."""
    if not facts.tenants:
        yield hard(msg("husleie.leier.ingen"), "husleieloven § 1-1", "tenants")
    for tenant in facts.tenants:
        yield from _tenant(tenant, facts, law)


def _tenant(tenant: LeaseTenant, facts: LeaseFacts, law: Law) -> Iterator[Control]:
    if not tenant.name.strip():
        yield hard(msg("husleie.leier.uten_navn"), "husleieloven § 1-1", "tenants")
    if tenant.born is None:
        yield lacking(msg("husleie.leier.uten_fodselsdato", navn=tenant.name), "tenants")
    if tenant.guardian.strip():
        return
    if _under_age(tenant, facts, law):
        yield hard(
            msg("husleie.leier.mindrearig", navn=tenant.name, alder=law.number(LeaseLimit.AGE_OF_MAJORITY_YEARS)),
            "vergemålsloven § 9",
            "tenants",
        )
    elif tenant.guardian_needed:
        yield hard(msg("husleie.leier.verge_mangler", navn=tenant.name), "vergemålsloven", "tenants")


def _under_age(tenant: LeaseTenant, facts: LeaseFacts, law: Law) -> bool:
    if tenant.born is None:
        return False
    signing = facts.sign_date or law.today
    return years_between(tenant.born, signing) < law.number(LeaseLimit.AGE_OF_MAJORITY_YEARS)


def home_is_large_enough(facts: LeaseFacts, law: Law) -> Iterator[Control]:
    """More persons per room than the office's custom needs a reason."""
    if facts.occupants is None or not facts.rooms:
        return
    if facts.occupants > facts.rooms * law.number(LeaseLimit.PERSONS_PER_ROOM):
        yield soft(msg("husleie.husstand.trangt", personer=facts.occupants, rom=facts.rooms), "occupants")
