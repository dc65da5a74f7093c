"""The page that shows the rooms and the way of one act is true to the code: what it names is there."""

from __future__ import annotations

import re
from pathlib import Path

import pytest

ROOT = Path(__file__).resolve().parents[2]
PAGE = (ROOT / "docs" / "arkitektur.md").read_text(encoding="utf-8")
ROOMS = ("ui", "cli", "casework", "casework/core", "database", "forms", "exchange", "models", "texts", "rules")
#: What the sequence names, and the module it must stand in.
STEPS = {
    "NewLeaseDialog": "ui/tenancy/new_lease.py",
    "propose": "casework/tenancy_new.py",
    "check": "casework/tenancy_new.py",
    "create": "casework/tenancy_new.py",
    "check_lease": "rules/lease.py",
    "LeaseFacts": "rules/lease_facts.py",
    "TenancyDraft": "casework/tenancy_draft.py",
    "announce": "ui/shell/hub.py",
    "print_lease": "casework/lease_print.py",
}


def _place(name: str) -> Path:
    """Where a name of the page lies: beside the program, in it, or in the acts' own core."""
    tried = [root / name for root in (ROOT, ROOT / "boligdesk", ROOT / "boligdesk" / "casework", ROOT / "docs")]
    return next((path for path in tried if path.exists()), tried[0])


def test_every_file_it_names_is_there() -> None:
    named = re.findall(r"`([\w/]+\.(?:py|md|toml))`", PAGE)
    assert len(named) > 10
    assert [name for name in named if not _place(name).exists()] == []


@pytest.mark.parametrize("room", ROOMS)
def test_the_rooms_are_those_of_the_picture(room: str) -> None:
    assert f"{room.rsplit('/', maxsplit=1)[-1]}/" in PAGE
    assert (ROOT / "boligdesk" / room / "__init__.py").exists()


@pytest.mark.parametrize("step", STEPS)
def test_the_act_goes_the_way_that_is_drawn(step: str) -> None:
    assert step in PAGE
    source = (ROOT / "boligdesk" / STEPS[step]).read_text(encoding="utf-8")
    assert re.search(rf"^ *(?:def|class) {step}\b", source, re.MULTILINE)
