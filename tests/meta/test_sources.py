"""The reader of codes behind `test_catalogue.py` sees what stands in a source, in every way it may be written."""

import ast

import pytest

from tests.support import sources
from tests.support.sources import PACKAGE, Call

SOURCE = """
from enum import StrEnum
from sqlalchemy import select
import PySide6.QtCore
from . import near

class Kind(StrEnum):
    ONE = "one"
    TWO = "two"

def f(params, late):
    msg("a.plain")
    msg("a.filled", n=1, language="nn")
    raise refuse("a.refused" if late else "a.early", day=late)
    Message("a.written", {"x": 1})
    Message("a.unreadable", params)
    text("a.spread", **params)
    table = {"key": "a.in_a_table"}
    Message(f"a.built.{late}")
"""


@pytest.fixture(autouse=True)
def planted(monkeypatch: pytest.MonkeyPatch) -> None:
    trees = {PACKAGE / "planted.py": ast.parse(SOURCE)}
    monkeypatch.setattr(sources, "trees", lambda: trees)


def test_calls_with_their_parameters() -> None:
    found = {call.code: (call.function, call.given) for call in sources.calls.__wrapped__()}
    assert found == {
        "a.plain": ("msg", frozenset()),
        "a.filled": ("msg", frozenset({"n"})),
        "a.refused": ("refuse", frozenset({"day"})),
        "a.early": ("refuse", frozenset({"day"})),
        "a.written": ("Message", frozenset({"x"})),
        "a.unreadable": ("Message", None),
        "a.spread": ("text", None),
    }
    assert Call("boligdesk/planted.py:12", "msg", "a.plain", frozenset()) in sources.calls.__wrapped__()


def test_words_in_tables_and_beginnings() -> None:
    assert sources.literals.__wrapped__()["a.in_a_table"] == "boligdesk/planted.py:18"
    assert list(sources.prefixes.__wrapped__()) == ["a.built."]


def test_enums_and_imports() -> None:
    assert sources.enums.__wrapped__() == {"Kind": frozenset({"one", "two"})}
    assert set(sources.imported.__wrapped__()) == {"enum", "sqlalchemy", "PySide6"}
