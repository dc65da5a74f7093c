"""What a command answers, and how it is written: as text, or as one JSON document with ASCII keys."""

from __future__ import annotations

import json
import sys
from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from typing import Any

from ..rules.messages import Fault, Message, RefusedError
from ..texts import fault_text, render

DONE, REFUSED, WRONG_USE = 0, 1, 2


@dataclass(frozen=True)
class Answer:
    """A finished command: `data` for `--json` (a list where a list was given), `lines` for people."""

    data: Mapping[str, Any] | Sequence[Mapping[str, Any]]
    lines: Sequence[str] = ()
    exit_code: int = DONE


def write(answer: Answer, *, as_json: bool) -> int:
    """Write an answer to standard output; returns its exit code."""
    _put(sys.stdout, [_document(answer.data)] if as_json else answer.lines)
    return answer.exit_code


def write_refusal(error: RefusedError, *, as_json: bool, exit_code: int = REFUSED) -> int:
    """Write why something was refused: JSON to standard output, plain sentences to standard error."""
    faults = [fault_data(fault) for fault in error.faults]
    if as_json:
        _put(sys.stdout, [_document({"feil": faults})])
    else:
        _put(sys.stderr, [" ".join(part for part in (f["hva"], f["hvor"], f["rett"]) if part) for f in faults])
    return exit_code


def fault_data(fault: Fault) -> dict[str, str]:
    """A fault as scripts read it."""
    words = fault_text(fault)
    return {"kode": words.code, "hva": words.what, "hvor": words.where, "rett": words.mend}


def finding(message: Message) -> dict[str, str]:
    """A sentence with its code, as scripts read it."""
    return {"kode": message.code, "tekst": render(message)}


def _document(data: Mapping[str, Any] | Sequence[Mapping[str, Any]]) -> str:
    # Escaped letters survive every code page that a Windows pipe may have.
    return json.dumps(data, ensure_ascii=True, indent=2)


def _put(stream: Any, lines: Sequence[str]) -> None:
    """A console that lacks a letter gets a question mark instead of an error."""
    encoding = getattr(stream, "encoding", None) or "utf-8"
    for line in lines:
        stream.write(line.encode(encoding, "replace").decode(encoding) + "\n")
    stream.flush()


def aligned(headings: Sequence[str], rows: Sequence[Sequence[str]], right: frozenset[int] = frozenset()) -> list[str]:
    """A table in columns of even width; the columns in `right` are set to the right."""
    table = [list(headings), *[list(row) for row in rows]]
    widths = [max(len(row[place]) for row in table) for place in range(len(headings))]

    def line(row: Sequence[str]) -> str:
        cells = (c.rjust(w) if i in right else c.ljust(w) for i, (c, w) in enumerate(zip(row, widths, strict=True)))
        return "  ".join(cells).rstrip()

    return [line(row) for row in table]


def facts(pairs: Sequence[tuple[str, str]]) -> list[str]:
    """Name and value, one pair a line, the values under each other."""
    width = max(len(name) for name, _ in pairs)
    return [f"{name.ljust(width)}  {value}" for name, value in pairs]
