"""Where the person lives now: address, contract, how long, with whom, at what rent."""

from __future__ import annotations

from ...casework.core.person_homes import Home, Living
from ...casework.person_card import PersonCard
from ...rules.rights import Right
from ...rules.vocabulary import ContactKind
from ...texts import formats, text
from ..parts.buttons import link
from ..parts.cards import Card
from ..parts.chips import Chip
from ..parts.facts import Facts
from . import words
from .acts import PersonActs
from .listing import living_chip
from .rows import LinkLine


def current(card: PersonCard) -> Home | None:
    """The tenancy that the person holds now, or the next to come; None for one who only lives with a tenant."""
    held = [t.home for t in card.tenancies if t.home.living in (Living.TENANT, Living.COMING)]
    return min(held, key=lambda home: (home.living is not Living.TENANT, -home.from_date.toordinal()), default=None)


class HomeCard(Card):
    """ "Bor nå"."""

    def __init__(self) -> None:
        super().__init__(text("ui.leietaker.bor_na"))
        self._facts = Facts()
        self.add(self._facts)

    def show_person(self, do: PersonActs) -> None:
        """Show the home of a person."""
        self.layout_again()
        if do.card.home is None:
            self._without_home(do.card)
        else:
            self._with_home(do, do.card.home)

    def layout_again(self) -> None:
        """A fresh set of rows: an emptied grid keeps its old row numbers."""
        old, self._facts = self._facts, Facts()
        self.body.replaceWidget(old, self._facts)
        old.hide()
        old.deleteLater()

    def _without_home(self, card: PersonCard) -> None:
        self._facts.add(text("ui.leietaker.leieforhold"), text("ui.leietaker.leier_ikke"))
        post = next((p for p in card.contact_points if p.active and p.kind is ContactKind.ADDRESS), None)
        if post is not None:
            where = ", ".join(part for part in (post.value, f"{post.postcode} {post.city}".strip()) if part)
            self._facts.add(text("ui.leietaker.postadresse"), where)

    def _with_home(self, do: PersonActs, home: Home) -> None:
        facts, card = self._facts, do.card
        where = LinkLine(home.address)
        where.clicked.connect(lambda: do.open("dwelling", home.dwelling_id))
        facts.add(text("ui.leietaker.adresse"), where, note=home.postal)
        chip = living_chip(home.living, home.until, do.ctx.desk.today)
        number = link(home.number)
        number.setEnabled(do.may(Right.TENANCY_READ))
        number.clicked.connect(lambda: do.open("tenancy", home.tenancy_id))
        facts.add(text("ui.leietaker.kontrakt"), number)
        facts.add(text("ui.leietaker.fra_til"), words.stretch(home))
        facts.add(text("ui.leietaker.status"), Chip(chip))
        together = [m for household in card.households for m in household.now]
        if together:
            facts.add(text("ui.leietaker.husstand"), words.household(card.households[0].now))
        self._rent(card, home)

    def _rent(self, card: PersonCard, home: Home) -> None:
        rent = next((t.rent_ore for t in card.tenancies if t.home.tenancy_id == home.tenancy_id), None)
        if rent is not None:
            self._facts.add(text("ui.leietaker.husleie"), text("ui.leietaker.per_maned", sum=formats.kroner(rent)))
        if home.living is Living.LIVES_WITH:
            self._facts.add(text("ui.leietaker.rolle"), text("ui.leietaker.ikke_part"))
