"""The habits of `docs/utvikling.md` that a machine can judge."""

import ast
import re
import statistics
from collections.abc import Iterator
from datetime import date
from pathlib import Path

from stdnum.no import fodselsnummer

from tests.support import sources
from tests.support.sources import ROOT, place, trees

#: Where the day and the time are asked for; all other code is given them.
CLOCK = ("boligdesk/casework/core/desk.py",)
COLOURS = ("boligdesk/ui/style/tokens.py",)
#: The one place that may stop and wait for an answer.
WAITING = ("boligdesk/ui/app.py",)

_FOLDERS = (".ci", ".github", "boligdesk", "docs", "installer", "resources", "tests", "tools")
_TEXT = {".cfg", ".csv", ".json", ".md", ".nsi", ".py", ".svg", ".toml", ".txt", ".yml"}


def _written() -> dict[Path, ast.Module]:
    """The package without the migrations: those are frozen as they were made."""
    return {path: tree for path, tree in trees().items() if "migrations" not in path.parts}


def _sizes() -> list[int]:
    return sorted(len(path.read_text(encoding="utf-8").splitlines()) for path in _written())


def _functions() -> Iterator[tuple[Path, ast.FunctionDef]]:
    for path, tree in _written().items():
        yield from ((path, node) for node in ast.walk(tree) if isinstance(node, ast.FunctionDef))


def _length(node: ast.FunctionDef) -> int:
    return (node.end_lineno or node.lineno) - node.lineno + 1


def _share(sizes: list[int], part: float) -> int:
    return sizes[min(len(sizes) - 1, int(len(sizes) * part))]


def test_files_are_short() -> None:
    sizes = _sizes()
    assert statistics.median(sizes) <= 150
    assert _share(sizes, 0.9) <= 350
    assert sizes[-1] <= 600


def test_functions_are_short() -> None:
    sizes = sorted(_length(node) for _, node in _functions())
    long = [f"{place(path, node)} {node.name}: {_length(node)}" for path, node in _functions() if _length(node) > 80]
    assert not long, "\n".join(long)
    assert statistics.median(sizes) <= 8
    assert _share(sizes, 0.99) <= 50


def test_modules_classes_and_public_functions_say_what_they_do() -> None:
    silent = [
        f"{path.relative_to(ROOT)}" for path, tree in trees().items() if tree.body and not ast.get_docstring(tree)
    ]
    for path, tree in trees().items():
        silent += [
            f"{place(path, node)} {node.name}" for node in tree.body if _is_public(node) if not ast.get_docstring(node)
        ]
    assert not silent, "without a docstring:\n" + "\n".join(silent)


def _is_public(node: ast.stmt) -> bool:
    return isinstance(node, (ast.FunctionDef, ast.ClassDef)) and not node.name.startswith("_")


def _attributes(allowed: tuple[str, ...]) -> Iterator[tuple[str, str, str]]:
    """Place, object and attribute of every `object.attribute` outside the allowed files."""
    for path, tree in trees().items():
        if path.relative_to(ROOT).as_posix() in allowed:
            continue
        for node in ast.walk(tree):
            if isinstance(node, ast.Attribute):
                owner = node.value
                yield place(path, node), getattr(owner, "id", getattr(owner, "attr", "")), node.attr


def test_only_the_clock_asks_what_day_it_is() -> None:
    questions = {
        ("date", "today"),
        ("datetime", "now"),
        ("datetime", "today"),
        ("datetime", "utcnow"),
        ("time", "time"),
    }
    asked = [f"{where}: {owner}.{name}" for where, owner, name in _attributes(CLOCK) if (owner, name) in questions]
    assert not asked, "\n".join(asked)


def test_no_box_is_waited_for_outside_the_messages() -> None:
    waits = [where for where, _, name in _attributes(WAITING) if where.startswith("boligdesk/ui/") and name == "exec"]
    assert not waits, "\n".join(waits)


def test_colours_of_the_window_stand_among_the_tokens_only() -> None:
    colour = re.compile(r"#(?:[0-9a-fA-F]{3}|[0-9a-fA-F]{6}|[0-9a-fA-F]{8})")
    found = [
        f"{place(path, node)}: {node.value}"
        for path, tree in trees().items()
        if path.relative_to(ROOT).as_posix() not in COLOURS and "ui" in path.parts
        for node in ast.walk(tree)
        if isinstance(node, ast.Constant) and isinstance(node.value, str) and colour.fullmatch(node.value)
    ]
    assert not found, "\n".join(found)


def _shipped_texts() -> Iterator[tuple[str, str]]:
    files = [path for folder in _FOLDERS for path in sorted((ROOT / folder).rglob("*")) if path.suffix in _TEXT]
    for path in [*files, *ROOT.glob("*.md"), *ROOT.glob("*.toml"), *ROOT.glob("*.lock"), ROOT / "dev.py"]:
        try:
            yield path.relative_to(ROOT).as_posix(), path.read_text(encoding="utf-8")
        except UnicodeDecodeError:
            continue  # a spreadsheet of the tests in an old encoding; its sister files are read


def test_no_real_national_identity_number_is_in_the_tree() -> None:
    real = [
        f"{name}: {number}"
        for name, text in _shipped_texts()
        if not name.endswith(".lock")
        for number in re.findall(r"(?<![\w.+-])\d{6} ?\d{5}(?![\w-])", text)
        if _could_be_somebody(number.replace(" ", ""))
    ]
    assert not real, "\n".join(real)


def _could_be_somebody(number: str) -> bool:
    """Valid, and with a month from 1 to 12: the synthetic ones have 80 more."""
    return 1 <= int(number[2:4]) <= 12 and fodselsnummer.is_valid(number)


def test_the_search_for_real_numbers_finds_one() -> None:
    born = date(1950, 1, 1).strftime("%d%m%y")
    valid = [n for n in (f"{born}{rest:05d}" for rest in range(100, 9999)) if fodselsnummer.is_valid(n)]
    assert valid and all(_could_be_somebody(number) for number in valid)


def test_no_path_or_index_of_a_machine_is_in_the_tree() -> None:
    ours = re.compile("|".join(("/" + "work/", "/" + "root/", "/" + "home/[a-z]", "pypi" + r"\.org", "file" + ":///")))
    found = [f"{name}: {ours.search(text)}" for name, text in _shipped_texts() if ours.search(text)]
    assert not found, "\n".join(found)


def test_every_library_the_program_imports_is_declared() -> None:
    import sys
    import tomllib
    from importlib.metadata import packages_distributions

    from tools.locks import normal

    project = tomllib.loads((ROOT / "pyproject.toml").read_text(encoding="utf-8"))["project"]
    declared = {normal(re.split(r"[^A-Za-z0-9._-]", line)[0]) for line in project["dependencies"]}
    declared |= {normal("pyside6-essentials"), "shiboken6"}
    owners = packages_distributions()
    undeclared = {
        f"{where}: {module}"
        for module, where in sources.imported().items()
        if module not in sys.stdlib_module_names and module != "boligdesk"
        if not {normal(owner) for owner in owners.get(module, ["?"])} & declared
    }
    assert not undeclared, "\n".join(sorted(undeclared))
