"""The letter of an offer: home, rent, day for the answer and what a no means, in the applicant's written language."""

from __future__ import annotations

from typing import Any

from ..forms.offer_data import OfferLetterData
from ..models.decision import Decision, Offer
from ..models.person import Person
from ..models.stock import Area, Building, Dwelling
from ..rules.acting_for import ActingFor
from ..rules.application_words import OfferState
from ..rules.messages import Message, msg, refuse
from ..rules.rights import Right
from ..rules.vocabulary import Accessible, DocumentKind, Protection
from .core.acting_rows import acting_for, acting_named, receivers
from .core.acts import Look, Work, reads, steps, writes
from .core.application_letter import application_letter, shared
from .core.application_rows import application_of
from .core.changes import Done
from .core.desk import Desk
from .core.document_rows import NewDocument, keep, stored_print
from .core.lease_facts import dwelling_of
from .core.papers import dwelling_paper
from .core.printing import Letter, PrintedDocument, print_letter, stored

_ACCESS = {
    Accessible.YES: msg("tilbud.brev.tilgjengelig.yes"),
    Accessible.PARTLY: msg("tilbud.brev.tilgjengelig.partly"),
    Accessible.NO: msg("tilbud.brev.tilgjengelig.no"),
}


@steps(Right.APPLICATION_WRITE)
def print_offer(desk: Desk, offer_id: int) -> Done[PrintedDocument]:
    """The letter of an open offer, filed on the case; and one to each who acts for the applicant."""

    def file(at: Desk, new: NewDocument) -> Done[int]:
        return _file(at, new, offer_id)

    return print_letter(desk, *_letter(desk, offer_id), file)


@reads(Right.APPLICATION_READ)
def _letter(look: Look, offer_id: int) -> tuple[Letter, PrintedDocument | None]:
    offer = look.get(Offer, offer_id)
    if offer.state is not OfferState.OPEN or offer.voided_at is not None:
        raise refuse("tilbud.er_over", tilstand=msg(f"enum.OfferState.{offer.state.value}"))
    application = application_of(look, offer.application_id)
    person = look.get(Person, application.applicant_id)
    acting = _told_where(look, person)
    common = {name: value for name, value in shared(look, application).items() if name != "received_on"}
    data = OfferLetterData(
        **common,
        **_home(look, offer, person.letter_language),
        decision=look.get(Decision, offer.decision_id).number if offer.decision_id else "",
        answer_by=offer.answer_by,
        rent_ore=offer.rent_ore,
        lease_months=offer.lease_months,
        move_in_on=max(offer.move_in_on, look.today) if offer.move_in_on else None,
        viewing=offer.viewing or None,
        why=offer.why or None,
        copy_to=acting_named(acting, person.letter_language) or None,
    )
    copies = receivers(acting, person.full_name)
    letter = application_letter(look, application, "tilbud_bolig", DocumentKind.OFFER, data, copies)
    return letter, stored(look, letter)


def _told_where(look: Look, person: Person) -> tuple[ActingFor, ...]:
    """Those who act for the party; of a protected one nobody is told by letter where the home lies (P30)."""
    return acting_for(look, person.id) if person.protection is Protection.NONE else ()


def _home(look: Look, offer: Offer, language: str) -> dict[str, Any]:
    """The home in the letter's words; what is not registered is left out."""
    dwelling = dwelling_of(look, offer.unit_id)
    paper = dwelling_paper(look, offer.unit_id, language)
    return {
        "address": ", ".join(filter(None, (paper.address, paper.number, paper.postal))),
        "home": msg(f"enum.DwellingKind.{dwelling.kind.value}"),
        "rooms": dwelling.rooms,
        "bedrooms": dwelling.bedrooms,
        "area": _area(dwelling),
        "floor": paper.floor,
        "part_of_town": _part_of_town(look, dwelling),
        "access": _ACCESS[dwelling.accessible] if dwelling.accessible else None,
    }


def _area(dwelling: Dwelling) -> Message | None:
    return msg("tilbud.brev.areal", m2=dwelling.area_m2) if dwelling.area_m2 is not None else None


def _part_of_town(look: Look, dwelling: Dwelling) -> str | None:
    area_id = look.get(Building, dwelling.building_id).area_id
    return look.get(Area, area_id).name if area_id else None


@writes(Right.DOCUMENT_WRITE)
def _file(work: Work, new: NewDocument, offer_id: int) -> int:
    """File the letter and hang it on its offer; a colleague may have printed the same this instant."""
    before = stored_print(work, {"application_id": new.application_id}, new.data_sha256 or "")
    document = before or keep(work, new)
    work.load(Offer, offer_id).document_id = document.id
    return document.id
