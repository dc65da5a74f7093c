"""Printing in three steps: read the data, make the PDF outside any transaction, file it (E10, E15)."""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import dataclass

from ...forms.data import LetterData
from ...forms.making import make
from ...models.casefile import Document
from ...rules.explanation import Explanation, dump
from ...rules.templates import Template
from ...rules.vocabulary import DocumentKind
from .acts import Look
from .changes import Changes, Done
from .desk import Desk
from .document_rows import NewDocument, data_key, stored_print


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
    case_number: str = ""
    #: How the figures that the program worked out came about; kept with the print and never worked out again (E4).
    explanations: tuple[Explanation, ...] = ()


@dataclass(frozen=True)
class PrintedDocument:
    """What came of printing. `fresh` is False when the stored document was given again."""

    document_id: int
    title: str
    file_name: str
    pdf: bytes
    fresh: bool


def stored(look: Look, letter: Letter) -> PrintedDocument | None:
    """The document printed from the same data before, byte for byte."""
    found = stored_print(look, letter.tenancy_id, letter.person_id, _digest(letter))
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
    """Make the PDF (unless `before` is the same already) and let `file` write its row in one act."""
    if before is not None:
        return Done(before, Changes())
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
            case_number=letter.case_number,
        ),
    )
    result = PrintedDocument(done.value, printed.title, letter.file_name, printed.pdf, fresh=True)
    return Done(result, done.changes, done.act_id)
