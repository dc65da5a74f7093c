"""Whom a letter goes to when the tenants have moved: where they live now, never the home they have left."""

from __future__ import annotations

from sqlalchemy import select

from ...forms import data as paper
from ...models.person import Person
from ...models.tenancy import Ending
from ...rules.vocabulary import Protection
from . import papers
from .acts import Look


def receiver_after(look: Look, tenancy_id: int, tenant_ids: tuple[int, ...]) -> paper.Recipient:
    """The former tenants where they live now; never the home they have left, where somebody else may open it.

    Several tenants share the letter only at the address they left behind together; where one of them is protected
    it is addressed by hand (P30).
    """
    names = papers.named(look, tenant_ids)
    hidden = any(look.get(Person, p).protection is not Protection.NONE for p in tenant_ids)
    if len(tenant_ids) == 1:
        own = papers.own_address(look, tenant_ids[0], look.today)
        if own:
            return paper.Recipient(name=names, lines=own)
    left = "" if hidden and len(tenant_ids) > 1 else forwarding_address(look, tenancy_id)
    return paper.Recipient(name=names, lines=tuple(part.strip() for part in left.split(",") if part.strip()))


def forwarding_address(look: Look, tenancy_id: int) -> str:
    """The address the tenants gave when they left, in one line; empty when they gave none."""
    query = select(Ending.forwarding_address).where(Ending.tenancy_id == tenancy_id).order_by(Ending.id.desc())
    return look.session.execute(query).scalars().first() or ""
