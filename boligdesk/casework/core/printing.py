"""Printing in three steps: read the data, make the PDF outside any transaction, file it (E10, E15).

What goes to representatives too is filed once more for each of them, with their own address and as its own document.
"""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import dataclass, replace
from functools import reduce

from ...forms.data import LetterData, Recipient
from ...forms.making import make
from ...models.casefile import Document
from ...rules.explanation import Explanation, dump
from ...rules.rights import Right
from ...rules.templates import Template
from ...rules.vocabulary import DocumentKind
from ...texts import text
from .acts import Look, Work, reads, writes
from .changes import Changes, Done
from .desk import Desk
from .document_rows import COPY_OF, NewDocument, copies_of, data_key, keep, plain_data, stored_print


@dataclass(frozen=True)
class Letter:
    """A letter ready to be printed: kind, data, template, and where it belongs."""

    key: str
    kind: DocumentKind
    data: LetterData
    template: Template
    file_name: str
    person_id: int | None = None
    tenancy_id: int | None = None
    dwelling_id: int | None = None
    application_id: int | None = None
    case_number: str = ""
    #: Those who get the same letter addressed to themselves (forvaltningsloven § 12).
    copies: tuple[Recipient, ...] = ()
    #: How the figures that the program worked out came about; kept with the print and never worked out again (E4).
    explanations: tuple[Explanation, ...] = ()


@dataclass(frozen=True)
class PrintedDocument:
    """What came of printing. `fresh` is False when the stored document was given again.

    `copies` are the same letter to each representative.
    """

    document_id: int
    title: str
    file_name: str
    pdf: bytes
    fresh: bool
    copies: tuple[PrintedDocument, ...] = ()


def stored(look: Look, letter: Letter) -> PrintedDocument | None:
    """The document printed from the same data before, byte for byte."""
    case = {name: getattr(letter, name) for name in ("tenancy_id", "person_id", "application_id")}
    found = stored_print(look, case, _digest(letter))
    return given_again(look, found) if found else None


def given_again(look: Look, kept: Document) -> PrintedDocument:
    """A kept document, byte for byte."""
    pdf = look.desk.store.documents.get(kept.sha256)
    return PrintedDocument(kept.id, kept.title, kept.file_name, pdf, fresh=False)


def _digest(letter: Letter) -> str:
    return data_key(letter.key, letter.data, letter.template)[1]


def print_letter(
    desk: Desk, letter: Letter, before: PrintedDocument | None, file: Callable[[Desk, NewDocument], Done[int]]
) -> Done[PrintedDocument]:
    """Make the PDF (unless `before` is the same already), let `file` write its row in one act; then the copies."""
    done = Done(before, Changes()) if before is not None else _printed(desk, letter, file)
    made = tuple(_copied(desk, letter, receiver, done.value.document_id) for receiver in letter.copies)
    changes = reduce(Changes.and_, (copy.changes for copy in made), done.changes)
    return Done(replace(done.value, copies=tuple(copy.value for copy in made)), changes, done.act_id)


def _copied(desk: Desk, letter: Letter, receiver: Recipient, original: int) -> Done[PrintedDocument]:
    """The letter as it goes to a representative; one that is filed already is given again."""
    kept = _kept_copy(desk, original, receiver)
    if kept is not None:
        return Done(kept, Changes())
    copy = replace(letter, data=replace(letter.data, recipient=receiver))
    return _printed(desk, copy, lambda d, new: _file_copy(d, _as_copy(new, receiver, original, letter.template)))


def _as_copy(new: NewDocument, receiver: Recipient, original: int, template: Template) -> NewDocument:
    title = text("representant.brev.tittel", template.language, tittel=new.title, navn=receiver.name)
    return replace(new, title=title[:200], data={**new.data, COPY_OF: original})


@reads(Right.DOCUMENT_READ)
def _kept_copy(look: Look, original: int, receiver: Recipient) -> PrintedDocument | None:
    wanted = plain_data(receiver)
    kept = next((copy for copy in copies_of(look, original) if copy.data["letter"]["recipient"] == wanted), None)
    return given_again(look, kept) if kept else None


@writes(Right.DOCUMENT_WRITE)
def _file_copy(work: Work, new: NewDocument) -> int:
    return keep(work, new).id


def _printed(desk: Desk, letter: Letter, file: Callable[[Desk, NewDocument], Done[int]]) -> Done[PrintedDocument]:
    printed = make(letter.key, letter.data, letter.template)
    plain, digest = data_key(letter.key, letter.data, letter.template)
    done = file(
        desk,
        NewDocument(
            kind=letter.kind,
            title=printed.title,
            file_name=letter.file_name,
            content=printed.pdf,
            media_type="application/pdf",
            dated=letter.data.printed_on,
            data={
                "letter": plain,
                "fields": dict(printed.fields),
                "explanations": [dump(explanation) for explanation in letter.explanations],
            },
            data_sha256=digest,
            template=f"{letter.template.key} {letter.template.language} {letter.template.version}",
            person_id=letter.person_id,
            tenancy_id=letter.tenancy_id,
            dwelling_id=letter.dwelling_id,
            application_id=letter.application_id,
            case_number=letter.case_number,
        ),
    )
    result = PrintedDocument(done.value, printed.title, letter.file_name, printed.pdf, fresh=True)
    return Done(result, done.changes, done.act_id)
