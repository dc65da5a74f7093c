"""What every letter about an application shares: office, receiver, reference, caseworker, and where it is filed."""

from __future__ import annotations

from collections.abc import Collection
from datetime import date
from typing import Any

from sqlalchemy import select

from ...forms import data as paper
from ...models.application import Application
from ...models.casefile import Document, Sending
from ...models.person import Person
from ...rules.messages import Message, msg
from ...rules.vocabulary import DocumentKind, TaskKind
from .acting_rows import acting_for, receivers
from .acts import Look, Work
from .application_rows import Member
from .application_write import answer_again, promise
from .document_rows import is_copy
from .papers import letter_address, named, office_of
from .printing import Letter
from .tasks import finish_application_tasks
from .templates import template_of


def shared(look: Look, application: Application) -> dict[str, Any]:
    """The fields that all letters about an application carry. It goes to the applicant alone."""
    applicant = look.get(Person, application.applicant_id)
    address = letter_address(look, applicant.id, look.today)
    return {
        "office": office_of(look),
        "printed_on": look.today,
        "recipient": paper.Recipient(name=named(look, (applicant.id,)), lines=address),
        "reference": application.number,
        "caseworker": look.who.on_paper,
        "number": application.number,
        "received_on": application.received_on,
        "applicant": applicant.full_name,
    }


def household_words(members: Collection[Member]) -> Message:
    """How many shall live in the home, the expected among them; nobody is named (P30)."""
    children = sum(member.is_child for member in members)
    expected = sum(member.expected for member in members)
    adults = len(members) - children
    counted = (
        msg("soknad.brev.husstand", voksne=adults, barn=children)
        if children
        else msg("soknad.brev.husstand_voksne", voksne=adults)
    )
    return msg("soknad.brev.husstand_ventet", husstand=counted, ventede=expected) if expected else counted


def copies_to(look: Look, application: Application) -> tuple[paper.Recipient, ...]:
    """Those who act for the applicant, as receivers of letters of their own (forvaltningsloven § 12)."""
    applicant = look.get(Person, application.applicant_id)
    return receivers(acting_for(look, applicant.id), applicant.full_name)


def application_letter(
    look: Look,
    application: Application,
    key: str,
    kind: DocumentKind,
    data: Any,
    copies: tuple[paper.Recipient, ...] = (),
) -> Letter:
    """A letter about an application, ready to be printed in the applicant's letter language. Its file names nobody."""
    language = look.get(Person, application.applicant_id).letter_language
    return Letter(
        key,
        kind,
        data,
        template_of(look, key, language),
        f"{key.replace('_', '-')}-{application.number}.pdf",
        person_id=application.applicant_id,
        application_id=application.id,
        case_number=application.number,
        copies=copies,
    )


def answer_sent(work: Work, document: Document, sending: Sending) -> None:
    """A foreløpig svar that went out: the demand of § 11 a is met, and the vedtak is due the day it promised."""
    if document.kind is not DocumentKind.PRELIMINARY_ANSWER or document.application_id is None:
        return
    application = work.get(Application, document.application_id)
    application.answered_on, application.answer_due = sending.sent_on, None
    finish_application_tasks(work, application.id, TaskKind.PRELIMINARY_ANSWER)
    promise(work, application, date.fromisoformat(document.data["letter"]["expected_on"]))


def answer_returned(work: Work, document: Document, returned_on: date) -> None:
    """A foreløpig svar came back: nobody was answered (§ 11 a), unless another one reached them."""
    if document.kind is not DocumentKind.PRELIMINARY_ANSWER or document.application_id is None or is_copy(document):
        return
    application = work.get(Application, document.application_id)
    query = (
        select(Sending.sent_on, Document)
        .join(Document, Document.id == Sending.document_id)
        .where(Document.application_id == application.id, Document.kind == DocumentKind.PRELIMINARY_ANSWER)
        .where(Document.voided_at.is_(None), Sending.returned_on.is_(None))
    )
    went = [sent_on for sent_on, letter in work.session.execute(query).all() if not is_copy(letter)]
    application.answered_on = max(went, default=None)
    if application.answered_on is None:
        answer_again(work, application, returned_on)
