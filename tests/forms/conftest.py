"""Reading printed letters back as a recipient would."""

from __future__ import annotations

from collections.abc import Callable
from io import BytesIO

import pytest
from pypdf import PdfReader

from boligdesk.forms import shipped_templates
from boligdesk.forms.data import LetterData
from boligdesk.forms.making import Printed, make

Read = Callable[..., str]


def flat(text: str) -> str:
    """Words with single blanks: lines and no-break spaces do not matter to the reader."""
    return " ".join(text.replace("\u00a0", " ").split())


def pages_of(pdf: bytes) -> list[str]:
    """The words of each page."""
    return [flat(page.extract_text()) for page in PdfReader(BytesIO(pdf)).pages]


def printed(key: str, data: LetterData, language: str = "nb", *, draft: bool = False) -> Printed:
    """Print with the shipped template."""
    return make(key, data, shipped_templates.load(key, language), draft=draft)


@pytest.fixture
def read() -> Read:
    """Print a letter and give back all its words."""

    def words(key: str, data: LetterData, language: str = "nb") -> str:
        return " ".join(pages_of(printed(key, data, language).pdf))

    return words
