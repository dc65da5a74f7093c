"""Who acts for a person today, by the records, and how they stand on a letter (forvaltningsloven § 12)."""

from __future__ import annotations

from collections.abc import Iterable, Mapping

from sqlalchemy import or_, select

from ...forms import data as paper
from ...models.person import Representative
from ...rules.acting_for import ActingFor, postal_lines
from ...rules.messages import Message
from ...rules.vocabulary import RepresentativeKind
from ...texts import enum_text
from .acts import Look

_ACTS_AS: Mapping[RepresentativeKind, str] = {
    RepresentativeKind.GUARDIAN: "representant.brev.guardian",
    RepresentativeKind.PARENT: "representant.brev.parent",
    RepresentativeKind.PROXY: "representant.brev.proxy",
}


def acting_for(look: Look, person_id: int) -> tuple[ActingFor, ...]:
    """Those whose mandate holds today. One whose own address is hidden from who is at the desk is not among them."""
    query = (
        select(Representative)
        .where(Representative.person_id == person_id)
        .where(or_(Representative.from_date.is_(None), Representative.from_date <= look.today))
        .where(or_(Representative.to_date.is_(None), Representative.to_date >= look.today))
        .order_by(Representative.id)
    )
    found = look.session.execute(query).scalars()
    return tuple(ActingFor(row.name, row.kind, postal_lines(row.contact)) for row in found)


def acting_named(acting: Iterable[ActingFor], language: str) -> str:
    """By name and kind, for the line that says who gets a copy."""
    return ", ".join(f"{one.name} ({enum_text(one.kind, language).lower()})" for one in acting)


def receivers(acting: Iterable[ActingFor], party: str) -> tuple[paper.Recipient, ...]:
    """Each as the receiver of a letter of its own. The party's address is never on it (P30)."""
    return tuple(
        paper.Recipient(name=one.name, lines=one.lines, acts_as=Message(_ACTS_AS[one.kind], {"navn": party}))
        for one in acting
    )
