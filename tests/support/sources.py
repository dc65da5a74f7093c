"""What the program's source says about codes of the text catalogue, read from its syntax trees."""

from __future__ import annotations

import ast
import re
import tomllib
from collections.abc import Iterator
from dataclasses import dataclass
from functools import cache
from pathlib import Path

ROOT = Path(__file__).resolve().parents[2]
PACKAGE = ROOT / "boligdesk"

_CODE = re.compile(r"[a-z][a-z0-9_]*(\.[A-Za-z0-9_]+)+")
_CALLS = {"msg", "text", "Message", "refuse"}
_NOT_FIELDS = {"language"}


@dataclass(frozen=True)
class Call:
    """A call that names a code; `given` is None when its parameters cannot be read from the source."""

    place: str
    function: str
    code: str
    given: frozenset[str] | None


@cache
def trees() -> dict[Path, ast.Module]:
    """File → syntax tree, for the whole package."""
    return {path: ast.parse(path.read_text(encoding="utf-8")) for path in sorted(PACKAGE.rglob("*.py"))}


def place(path: Path, node: ast.expr | ast.stmt) -> str:
    """`boligdesk/x.py:12`, as an editor can jump to."""
    return f"{path.relative_to(ROOT).as_posix()}:{node.lineno}"


@cache
def literals() -> dict[str, str]:
    """Code-like string literals of source and shipped tables → the first place where each stands."""
    found = {value: where for path in reversed(trees()) for value, where in _literals_in(path)}
    for path in (ROOT / "resources").rglob("*.toml"):
        if path.parent.name != "tekster":
            values = _strings(tomllib.loads(path.read_text(encoding="utf-8")))
            found |= {value: path.name for value in values if _CODE.fullmatch(value)}
    return found


def _literals_in(path: Path) -> Iterator[tuple[str, str]]:
    for node in ast.walk(trees()[path]):
        if isinstance(node, ast.Constant) and isinstance(node.value, str) and _CODE.fullmatch(node.value):
            yield node.value, place(path, node)


def _strings(content: object) -> Iterator[str]:
    if isinstance(content, str):
        yield content
    elif isinstance(content, dict):
        for value in content.values():
            yield from _strings(value)
    elif isinstance(content, list):
        for value in content:
            yield from _strings(value)


@cache
def calls() -> list[Call]:
    """All calls of msg, text, Message and refuse whose code stands there as a literal."""
    return [call for path, tree in trees().items() for node in ast.walk(tree) for call in _calls_at(path, node)]


def _calls_at(path: Path, node: ast.AST) -> Iterator[Call]:
    if not (isinstance(node, ast.Call) and node.args and _name(node.func) in _CALLS):
        return
    given = _given(node)
    for code in _codes(node.args[0]):
        yield Call(place(path, node), _name(node.func), code, given)


def _codes(node: ast.expr) -> Iterator[str]:
    """The literal, or both of `"a" if x else "b"`."""
    if isinstance(node, ast.IfExp):
        yield from _codes(node.body)
        yield from _codes(node.orelse)
    elif isinstance(node, ast.Constant) and isinstance(node.value, str) and _CODE.fullmatch(node.value):
        yield node.value


def _name(function: ast.expr) -> str:
    return function.id if isinstance(function, ast.Name) else getattr(function, "attr", "")


def _given(node: ast.Call) -> frozenset[str] | None:
    if _name(node.func) == "Message":
        return _keys(node.args[1]) if len(node.args) > 1 else frozenset()
    names = [keyword.arg for keyword in node.keywords]
    return None if None in names else frozenset(name for name in names if name) - _NOT_FIELDS


def _keys(node: ast.expr) -> frozenset[str] | None:
    if not isinstance(node, ast.Dict):
        return None
    keys = [key.value if isinstance(key, ast.Constant) else None for key in node.keys]
    return None if None in keys else frozenset(str(key) for key in keys)


@cache
def prefixes() -> dict[str, str]:
    """Beginnings of codes that are put together at run time (`f"area.thing.{x}"`) → where."""
    return {
        node.values[0].value: place(path, node)
        for path, tree in trees().items()
        for node in ast.walk(tree)
        if isinstance(node, ast.JoinedStr)
        and isinstance(node.values[0], ast.Constant)
        and isinstance(node.values[0].value, str)
        and re.fullmatch(r"[a-z][a-z0-9_]*(\.[A-Za-z0-9_]+)*\.", node.values[0].value)
    }


@cache
def enums() -> dict[str, frozenset[str]]:
    """Enum class → its values, as far as they are written out."""
    return {
        node.name: frozenset(_values(node))
        for tree in trees().values()
        for node in ast.walk(tree)
        if isinstance(node, ast.ClassDef) and any(_name(base).endswith("Enum") for base in node.bases)
    }


def _values(node: ast.ClassDef) -> Iterator[str]:
    for line in node.body:
        if isinstance(line, ast.Assign) and isinstance(line.value, ast.Constant):
            yield str(line.value.value)


@cache
def imported() -> dict[str, str]:
    """Top-level modules that the package imports → one place that does."""
    found: dict[str, str] = {}
    for path, tree in trees().items():
        for node in ast.walk(tree):
            if isinstance(node, ast.Import):
                found |= {alias.name.split(".")[0]: place(path, node) for alias in node.names}
            elif isinstance(node, ast.ImportFrom) and node.module and not node.level:
                found[node.module.split(".")[0]] = place(path, node)
    return found
