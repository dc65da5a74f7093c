"""On which line every value of a TOML text stands: the standard reader does not tell, and an editor needs it.

The text has been read by `tomllib` first, so only valid TOML comes here, and no value is understood, only passed.
"""

from __future__ import annotations

Path = tuple[str | int, ...]

_SPACE = " \t\r\n"
_ENDS_BARE = " \t\r\n,]}#"


def lines_of(text: str) -> dict[Path, int]:
    """Path of every table and value ("krav", 0, "oppfylt", "minst") → line, counted from 1."""
    scanner = _Scanner(text)
    scanner.document()
    return scanner.lines


class _Scanner:
    def __init__(self, text: str) -> None:
        self._text = text
        self._at = 0
        self._line = 1
        self._tables: dict[Path, int] = {}
        self.lines: dict[Path, int] = {}

    def document(self) -> None:
        """Every header and every `key = value` from top to bottom."""
        table: Path = ()
        self._skip_blank()
        while self._peek():
            if self._peek() == "[":
                table = self._header()
            else:
                self._pair(table)
            self._skip_blank()

    def _header(self) -> Path:
        line, repeated = self._line, self._text.startswith("[[", self._at)
        self._step(2 if repeated else 1)
        keys = self._keys("]")
        self._step(2 if repeated else 1)
        path: Path = ()
        for place, key in enumerate(keys, start=1):
            path += (key,)
            if repeated and place == len(keys):
                self._tables[path] = self._tables.get(path, -1) + 1
            if path in self._tables:
                path += (self._tables[path],)
        self.lines[path] = line
        return path

    def _pair(self, table: Path) -> None:
        line = self._line
        path = table + self._keys("=")
        self._step()
        self.lines[path] = line
        self._value(path)

    def _keys(self, end: str) -> tuple[str, ...]:
        keys: list[str] = []
        while True:
            self._skip_blank()
            keys.append(self._string()[1:-1] if self._peek() in "\"'" else self._bare("=.]" + _ENDS_BARE))
            self._skip_blank()
            if self._peek() == end:
                return tuple(keys)
            self._step()

    def _value(self, path: Path) -> None:
        self._skip_blank()
        self.lines.setdefault(path, self._line)
        first = self._peek()
        if first == "[":
            self._array(path)
        elif first == "{":
            self._inline_table(path)
        elif first in "\"'":
            self._string()
        else:
            self._bare(_ENDS_BARE)

    def _array(self, path: Path) -> None:
        self._step()
        place = 0
        while self._next_item("]"):
            self._value((*path, place))
            place += 1
        self._step()

    def _inline_table(self, path: Path) -> None:
        self._step()
        while self._next_item("}"):
            self._pair(path)
        self._step()

    def _next_item(self, end: str) -> bool:
        self._skip_blank()
        if self._peek() == ",":
            self._step()
            self._skip_blank()
        return self._peek() != end

    def _string(self) -> str:
        """Pass a string of any of the four kinds; the whole of it, with its quotes."""
        start, quote = self._at, self._peek()
        mark = quote * 3 if self._text.startswith(quote * 3, self._at) else quote
        self._step(len(mark))
        while not self._text.startswith(mark, self._at):
            self._step(2 if quote == '"' and self._peek() == "\\" else 1)
        self._step(len(mark))
        while len(mark) == 3 and self._peek() == quote:  # up to two quotes may stand before the closing three
            self._step()
        return self._text[start : self._at]

    def _bare(self, ends: str) -> str:
        start = self._at
        while self._peek() and self._peek() not in ends:
            self._step()
        return self._text[start : self._at]

    def _skip_blank(self) -> None:
        while self._peek() and self._peek() in _SPACE + "#":
            if self._peek() == "#":
                self._bare("\n")
            else:
                self._step()

    def _peek(self) -> str:
        return self._text[self._at : self._at + 1]

    def _step(self, count: int = 1) -> None:
        self._line += self._text.count("\n", self._at, self._at + count)
        self._at += count
