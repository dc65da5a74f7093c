"""XML from outside, read so that it can do no harm: no document type, no entities, bounded depth, size and text.

Expat reads the text in pieces, and finished parts (an entry of a statement) are handed on and let go, so a large file
is never held as a tree.
"""

from __future__ import annotations

import re
from collections.abc import Iterator
from typing import Any
from xml.parsers import expat

from ...rules.messages import refuse

MAX_DEPTH = 60
MAX_NODES = 6_000_000
MAX_TEXT = 100_000
_PIECE = 250_000
_ENCODINGS = {"utf-8", "utf8", "us-ascii", "ascii", "iso-8859-1", "latin-1", "iso-8859-15", "windows-1252"}
_DECLARED = re.compile(rb"""<\?xml[^>]{0,200}?\bencoding\s*=\s*["']([A-Za-z0-9._-]+)["']""")


class Node:
    """An element: its local name, the line it begins on, its text and children. Plain and small."""

    __slots__ = ("attributes", "children", "line", "tag", "text")

    def __init__(self, tag: str, line: int, attributes: dict[str, str]) -> None:
        self.tag = tag
        self.line = line
        self.attributes = attributes
        self.text = ""
        self.children: list[Node] = []

    def all(self, path: str) -> list[Node]:
        """Every element at a path such as "NtryDtls/TxDtls"."""
        found = [self]
        for tag in path.split("/"):
            found = [child for node in found for child in node.children if child.tag == tag]
        return found

    def find(self, path: str) -> Node | None:
        """The first element at a path, or None."""
        return next(iter(self.all(path)), None)

    def value(self, path: str) -> str:
        """The text of the first element at a path, without blanks around it; empty when there is none."""
        found = self.find(path)
        return found.text.strip() if found else ""


def looks_like_xml(content: bytes) -> bool:
    """Whether the bytes begin as XML does."""
    start = content[:200]
    if start.startswith((b"\xff\xfe", b"\xfe\xff")):
        return start.decode("utf-16", "replace").lstrip().startswith("<")
    return start.removeprefix(b"\xef\xbb\xbf").lstrip().startswith(b"<")


class XmlStream:
    """The parts of a document whose tag is among `wanted`, in the order they end, each with its parent.

    A part is not kept in its parent. `namespace` and `message` (the element inside the root) are known from the first
    part on. Refuses (`betaling.xml.*`) what is not well-formed, has a document type, or is past the bounds.
    """

    def __init__(self, content: bytes, wanted: frozenset[str]) -> None:
        self.namespace = ""
        self.message = ""
        self._text = _decoded(content)
        self._wanted = wanted
        self._stack: list[Node] = []
        self._names: dict[str, str] = {}
        self._done: list[tuple[Node, Node]] = []
        self._count = 0
        self._parser = self._expat()

    def __iter__(self) -> Iterator[tuple[Node, Node]]:
        """(parent, part) by (parent, part), read as far as needed."""
        for start in range(0, len(self._text), _PIECE):
            self._read(self._text[start : start + _PIECE], last=start + _PIECE >= len(self._text))
            done, self._done = self._done, []
            yield from done

    def _read(self, piece: str, *, last: bool) -> None:
        """One piece. If no element begins in it, it is one endless tag, which Expat would read anew every time."""
        before = self._count
        try:
            self._parser.Parse(piece, last)
        except expat.ExpatError as error:
            raise refuse("betaling.xml.ugyldig", linje=error.lineno) from error
        if self._count == before and not last:
            raise refuse("betaling.xml.grense", linje=self._parser.CurrentLineNumber)

    def _expat(self) -> Any:
        parser = expat.ParserCreate("utf-8", " ")
        parser.buffer_text = True
        parser.StartElementHandler = self._start
        parser.EndElementHandler = self._end
        parser.CharacterDataHandler = self._characters
        parser.StartDoctypeDeclHandler = _no_doctype
        parser.EntityDeclHandler = _no_doctype
        return parser

    def _start(self, name: str, attributes: dict[str, str]) -> None:
        line = self._parser.CurrentLineNumber
        self._count += 1
        if self._count > MAX_NODES or len(self._stack) >= MAX_DEPTH:
            raise refuse("betaling.xml.grense", linje=line)
        node = Node(self._names.get(name) or self._named(name), line, attributes)
        if self._stack:
            self._stack[-1].text = ""  # blanks between elements say nothing, and would add up
            if node.tag not in self._wanted:
                self._stack[-1].children.append(node)
        if len(self._stack) == 1:
            self.message = self.message or node.tag
        self._stack.append(node)

    def _named(self, name: str) -> str:
        """The local name within the document's own namespace; a foreign element keeps its whole name."""
        namespace, _, tag = name.rpartition(" ")
        if not self._stack:
            self.namespace = namespace
        self._names[name] = tag if namespace == self.namespace else name
        return self._names[name]

    def _end(self, _name: str) -> None:
        node = self._stack.pop()
        if node.tag in self._wanted and self._stack:
            self._done.append((self._stack[-1], node))

    def _characters(self, data: str) -> None:
        node = self._stack[-1]
        node.text += data
        if len(node.text) > MAX_TEXT:
            raise refuse("betaling.xml.grense", linje=self._parser.CurrentLineNumber)


def _no_doctype(*_given: object) -> None:
    raise refuse("betaling.xml.dtd")


def _decoded(content: bytes) -> str:
    """The text, in an encoding we know; a document type is refused before any parser has seen it."""
    try:
        text = content.decode(_encoding(content))
    except UnicodeDecodeError as error:
        raise refuse("betaling.xml.tegnsett") from error
    if "<!DOCTYPE" in text or "<!ENTITY" in text:
        raise refuse("betaling.xml.dtd")
    return text


def _encoding(content: bytes) -> str:
    if content.startswith((b"\xff\xfe", b"\xfe\xff")):
        return "utf-16"
    if content.startswith(b"\xef\xbb\xbf"):
        return "utf-8-sig"
    declared = _DECLARED.match(content[:400].lstrip())
    name = declared[1].decode("ascii").lower() if declared else "utf-8"
    if name not in _ENCODINGS:
        raise refuse("betaling.xml.tegnsett")
    return name
