"""`python -m tools.fuzz_bank [--antall N] [--fro S]`: bend bank files in every way and see that nothing gives.

Every variant must be read or refused with a sentence, within the time; a file with control sums is never accepted
with another sum than it had, and a refused one hands on no payment.
"""

from __future__ import annotations

import argparse
import random
import sys
import tempfile
import time
from collections import Counter
from collections.abc import Callable, Iterator
from dataclasses import dataclass
from datetime import date
from pathlib import Path

from boligdesk.exchange.bank import BankFile, read_bank_file
from boligdesk.rules.messages import RefusedError
from boligdesk.texts import fault_text

from . import bank_samples as samples
from .bank_samples import NETS_SHAPE, Paid
from .environment import ROOT

TODAY = date(2026, 11, 22)
LONGEST_S = 3.0
_DATA = ROOT / "tests" / "data" / "bank"
_TELLING = b"0123456789-+ .,;<>/&\"'\r\n\t\x00\x1a\xff\xc3\xe6NYCDBOK"


@dataclass(frozen=True)
class Base:
    """A right file; `sum_ore` is None where the format has no control sum that would catch a change."""

    name: str
    content: bytes
    sum_ore: int | None


@dataclass(frozen=True)
class Broken:
    """A promise that did not hold, with the bytes that broke it."""

    base: str
    why: str
    content: bytes


def bases() -> list[Base]:
    """Files of all formats: the public samples that may be kept here, and made ones."""
    some, groups = samples.rents(3), [samples.rents(3), [Paid("", -5000, text="Feil konto")], [Paid("12345674", 9900)]]
    mixed = samples.transmission(
        samples.ocr_order(NETS_SHAPE),
        samples.mandate_order(["000112000507155", "12345674"]),
        samples.ocr_order([Paid("", 500_00, "21", text="Husleie for mai"), *some], "01234567890", 2),
    )
    made = {
        "nets.txt": samples.transmission(samples.ocr_order(NETS_SHAPE)),
        "en.txt": samples.transmission(samples.ocr_order([Paid("12345674", 945_000)])),
        "blandet.txt": mixed,
        "v02.xml": samples.camt(groups),
        "v08.xml": samples.camt(groups, version="08"),
        "utskrift02.xml": samples.camt(groups, statement=True),
        "utskrift08.xml": samples.camt(groups, statement=True, version="08"),
    }
    kept = [Base(path.name, path.read_bytes(), None) for path in sorted(_DATA.iterdir())]
    return [*map(_with_sum, (*kept, *(Base(n, c, 0) for n, c in made.items()))), _list(NETS_SHAPE)]


def _list(payments: tuple[Paid, ...]) -> Base:
    return Base("liste.csv", samples.payment_list(payments), None)


def _with_sum(base: Base) -> Base:
    """What the file says when it is whole. A camt.054 without totals promises nothing about entries left out."""
    with tempfile.TemporaryDirectory() as folder:
        path = Path(folder) / base.name
        path.write_bytes(base.content)
        found = read_bank_file(path, today=TODAY)
    totals = not base.name.endswith(".xml") or b"TxsSummry" in base.content
    return Base(base.name, base.content, found.sum_ore if found.ok and totals else None)


def bent(content: bytes, random_: random.Random) -> bytes:
    """The file after one to three changes."""
    for _ in range(random_.choice((1, 1, 1, 2, 3))):
        content = random_.choice(_CHANGES)(content, random_)
    return content


def _flip(content: bytes, r: random.Random) -> bytes:
    at = r.randrange(len(content) + 1)
    return content[:at] + bytes([r.randrange(256)]) + content[at + 1 :]


def _telling(content: bytes, r: random.Random) -> bytes:
    at = r.randrange(len(content) + 1)
    return content[:at] + bytes([r.choice(_TELLING)]) + content[at + r.randrange(2) :]


def _digit(content: bytes, r: random.Random) -> bytes:
    places = [at for at, byte in enumerate(content) if 48 <= byte <= 57]
    if not places:
        return content
    at = r.choice(places)
    return content[:at] + bytes([48 + r.randrange(10)]) + content[at + 1 :]


def _cut(content: bytes, r: random.Random) -> bytes:
    return content[: r.randrange(len(content) + 1)]


def _drop(content: bytes, r: random.Random) -> bytes:
    at = r.randrange(len(content) + 1)
    return content[:at] + content[at + r.choice((1, 2, 80, 82, 164, 500)) :]


def _repeat(content: bytes, r: random.Random) -> bytes:
    at, length = r.randrange(len(content) + 1), r.choice((1, 2, 82, 164, 5000))
    return content[: at + length] + content[at:]


def _swap_lines(content: bytes, r: random.Random) -> bytes:
    lines = content.split(b"\n")
    a, b = r.randrange(len(lines)), r.randrange(len(lines))
    lines[a], lines[b] = lines[b], lines[a]
    return b"\n".join(lines)


def _drop_lines(content: bytes, r: random.Random) -> bytes:
    lines = content.split(b"\n")
    at = r.randrange(len(lines))
    return b"\n".join(lines[:at] + lines[at + r.choice((1, 2, 4)) :])


def _repeat_lines(content: bytes, r: random.Random) -> bytes:
    lines = content.split(b"\n")
    at, many = r.randrange(len(lines)), r.choice((1, 2, 4))
    return b"\n".join(lines[: at + many] + lines[at:])


def _nest(content: bytes, r: random.Random) -> bytes:
    """Something that no bank writes: depth, an entity, a row of attributes."""
    at = r.randrange(len(content) + 1)
    bomb, row = b"<!DOCTYPE x [<!ENTITY a 'b'>]>", b"<x " + b"y='1' " * 50
    odd = (b"<a>" * 90, b"&lol;", bomb, b"<![CDATA[1]]>", row, b"9" * 99)
    return content[:at] + r.choice(odd) + content[at:]


_CHANGES: tuple[Callable[[bytes, random.Random], bytes], ...] = (
    *(_flip, _telling, _digit, _cut, _drop, _repeat),
    *(_swap_lines, _drop_lines, _repeat_lines, _nest),
)


def judged(base: Base, content: bytes, path: Path) -> tuple[str, Broken | None]:
    """What a variant came to ("lest", "avvist"), and the promise it broke, if any. Writes it to `path` first."""
    path.write_bytes(content)
    start = time.perf_counter()
    try:
        found = read_bank_file(path, today=TODAY)
        why = _broken_promise(base, found)
    except RefusedError as refused:
        return "avvist", None if fault_text(refused.fault).what else Broken(base.name, "uten setning", content)
    except Exception as error:  # whatever it is, it is what we look for
        return "krasj", Broken(base.name, f"{type(error).__name__}: {error}", content)
    if time.perf_counter() - start > LONGEST_S:
        why = why or "for lang tid"
    return "lest" if found.ok else "avvist", Broken(base.name, why, content) if why else None


def _broken_promise(base: Base, found: BankFile) -> str:
    if not found.ok:
        silent = not all(fault_text(fault).what for fault in found.faults)
        return "avvist, men gir betalinger" if found.payments else "uten setning" if silent else ""
    if base.sum_ore is not None and found.sum_ore != base.sum_ore:
        return f"sum {found.sum_ore} godtatt, var {base.sum_ore}"
    return ""


def variants(number: int, seed: int) -> Iterator[tuple[Base, bytes]]:
    """So many bent files, the same for the same seed."""
    random_, all_bases = random.Random(seed), bases()
    for place in range(number):
        base = all_bases[place % len(all_bases)]
        yield base, bent(base.content, random_)


def main() -> int:
    """Run; 1 when a promise was broken, with the bytes kept in `out/`."""
    parser = argparse.ArgumentParser(prog="python -m tools.fuzz_bank")
    parser.add_argument("--antall", type=int, default=100_000, help="hvor mange filer som prøves")
    parser.add_argument("--fro", type=int, default=1, help="samme frø gir de samme filene")
    asked = parser.parse_args()
    counts: Counter[str] = Counter()
    with tempfile.TemporaryDirectory() as folder:
        path = Path(folder) / "fil.dat"
        for base, content in variants(asked.antall, asked.fro):
            result, broken = judged(base, content, path)
            counts[result] += 1
            if broken:
                return _kept(broken)
    print(f"{asked.antall} filer prøvd (frø {asked.fro}): {counts['lest']} lest, {counts['avvist']} avvist. Alt holdt.")
    return 0


def _kept(broken: Broken) -> int:
    kept = ROOT / "out" / "fuzz_bank.dat"
    kept.parent.mkdir(exist_ok=True)
    kept.write_bytes(broken.content)
    print(f"{broken.base}: {broken.why}. Filen ligger i {kept}")
    return 1


if __name__ == "__main__":
    sys.exit(main())
