"""What the program that opens on its list does not use is not loaded before the list stands."""

from __future__ import annotations

import subprocess
import sys

import pytest

_UI = "boligdesk.ui."


@pytest.mark.parametrize(
    ("opened", "later"),
    [
        ("boligdesk.models", {"sqlalchemy.dialects.postgresql"}),
        (_UI + "shell.entrance", {_UI + "shell.start_page", _UI + "shell.login_page"}),
        (
            _UI + "pages.boliger",
            {_UI + "stock.acts", _UI + "stock.drafts", _UI + "stock.exports", _UI + "stock.dwelling_forms",
             _UI + "record_tabs.documents", _UI + "record_tabs.history"},
        ),
    ],
    ids=["models", "entrance", "boliger"],
)  # fmt: skip
def test_a_start_loads_only_what_it_shows(opened: str, later: set[str]) -> None:
    code = f"import sys, {opened}; print(sorted({later!r} & set(sys.modules)))"
    found = subprocess.run([sys.executable, "-c", code], capture_output=True, encoding="utf-8", check=True, timeout=60)
    assert found.stdout.strip() == "[]"
