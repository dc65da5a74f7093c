"""Without a display the office's main job is run all the same: pictures of each step and the papers are left."""

from __future__ import annotations

import os
import subprocess
import sys
from io import BytesIO
from pathlib import Path

from pypdf import PdfReader
from PySide6.QtGui import QImage

ROOT = Path(__file__).resolve().parents[2]


def test_the_main_job_leaves_its_pictures_and_papers(tmp_path: Path) -> None:
    done = subprocess.run(
        [sys.executable, "-m", "boligdesk.ui.showcase", "--ut", tmp_path / "ut"],
        cwd=ROOT,
        env={**os.environ, "QT_QPA_PLATFORM": "offscreen"},
        capture_output=True,
        text=True,
        encoding="utf-8",
        check=False,
        timeout=180,
    )
    assert done.returncode == 0, done.stderr
    pictures = sorted((tmp_path / "ut").glob("*.png"))
    assert [path.name for path in pictures] == [line.strip() for line in done.stdout.splitlines() if "png" in line]
    assert {QImage(str(path)).size().toTuple() for path in pictures} == {(1440, 900)}
    (lease,) = (tmp_path / "ut").glob("leiekontrakt-*.pdf")
    said = "".join(page.extract_text() for page in PdfReader(BytesIO(lease.read_bytes())).pages)
    assert "Risten Balto" in said
    assert len(list((tmp_path / "ut").glob("*.pdf"))) >= 3
