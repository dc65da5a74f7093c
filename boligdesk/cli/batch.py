"""Commands that answer for one JSON object, or for a list of them, on standard input."""

from __future__ import annotations

import json
import sys
from collections.abc import Callable
from decimal import Decimal
from typing import Any

from ..rules.messages import RefusedError, refuse
from ..texts import fault_text
from .answer import DONE, REFUSED, Answer, fault_data


def read_json(otherwise: RefusedError) -> Any:
    """One JSON document in UTF-8, with or without a byte order mark; numbers with decimals are kept exact.

    What is none is refused as `otherwise`.
    """
    stream = getattr(sys.stdin, "buffer", None)
    try:
        content = stream.read().decode("utf-8-sig") if stream else sys.stdin.read()
        return json.loads(content, parse_float=Decimal, parse_constant=_no_number, object_pairs_hook=_table)
    except (ValueError, RecursionError) as error:
        raise otherwise from error


def _no_number(word: str) -> Any:
    raise ValueError(word)


def _table(pairs: list[tuple[str, Any]]) -> dict[str, Any]:
    """A key that stands twice is refused: nobody could say which was meant."""
    table: dict[str, Any] = {}
    for key, value in pairs:
        if key in table:
            raise refuse("kommando.to_ganger", felt=key)
        table[key] = value
    return table


def answer_each(given: Any, one: Callable[[Any], Answer]) -> Answer:
    """One object gives its answer. A list gives a list, in which what was refused stands as `feil`; it is refused as
    a whole only when nothing in it worked.
    """
    if not isinstance(given, list):
        return one(given)
    answers = [_tried(item, one) for item in given]
    worked = not answers or any(answer.exit_code == DONE for answer in answers)
    lines = [line for answer in answers for line in (*answer.lines, "")]
    data: list[Any] = [answer.data for answer in answers]
    return Answer(data, lines, DONE if worked else REFUSED)


def _tried(item: Any, one: Callable[[Any], Answer]) -> Answer:
    try:
        return one(item)
    except RefusedError as error:
        words = [fault_text(fault).whole for fault in error.faults]
        return Answer({"feil": [fault_data(fault) for fault in error.faults]}, words, REFUSED)
