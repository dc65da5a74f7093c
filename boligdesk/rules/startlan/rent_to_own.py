"""Leie til eie: the tenant wants to buy the municipal home they live in (H23)."""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass

from ..findings import hard, info, lacking, soft
from ..messages import Control, Message, msg


@dataclass(frozen=True)
class RentToOwnFacts:
    """None: not told. Amounts in øre."""

    tenant_lives_there: bool | None
    municipality_sells: bool | None
    valuation_ore: int | None
    price_ore: int | None
    arrears_ore: int | None
    needs_home_with_services: bool | None = False


def check_rent_to_own(facts: RentToOwnFacts) -> tuple[Control, ...]:
    """What stands in the way of the purchase, what is still to be asked, and what follows for the tenancy."""
    return tuple(_controls(facts))


def _controls(facts: RentToOwnFacts) -> Iterator[Control]:
    yield from _demand(facts.tenant_lives_there, msg("startlan.leie_til_eie.bor_der"), "tenant_lives_there")
    yield from _demand(facts.municipality_sells, msg("startlan.leie_til_eie.selges"), "municipality_sells")
    if facts.valuation_ore is None:
        yield lacking(msg("startlan.leie_til_eie.takst"), "valuation")
    elif facts.price_ore is not None and facts.price_ore > facts.valuation_ore:
        over = facts.price_ore - facts.valuation_ore
        yield soft(msg("startlan.leie_til_eie.over_takst", belop=over), "price")
    if facts.arrears_ore is None:
        yield lacking(msg("startlan.leie_til_eie.restanse_ukjent"), "arrears")
    elif facts.arrears_ore > 0:
        yield soft(msg("startlan.leie_til_eie.restanse", belop=facts.arrears_ore), "arrears")
    if facts.needs_home_with_services:
        yield soft(msg("startlan.leie_til_eie.tjenester"), "services")
    yield info(msg("startlan.leie_til_eie.leieforholdet"), "tenancy")


def _demand(met: bool | None, what: Message, field: str) -> Iterator[Control]:
    if met is None:
        yield lacking(msg("startlan.loptid.sporres", hva=what), field)
    elif not met:
        yield hard(what, "Kommunens eget vedtak om salg", field)
