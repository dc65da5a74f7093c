"""The sample office of one day: made once per worker, copied by whoever works in it."""

from __future__ import annotations

import shutil
from datetime import date
from pathlib import Path

import pytest

from boligdesk.casework import demo
from boligdesk.database.engine import documents_folder

SAMPLE_DAY = date(2026, 11, 23)


@pytest.fixture(scope="session")
def sample_template(tmp_path_factory: pytest.TempPathFactory) -> Path:
    """Where it lies; nobody writes there."""
    place = tmp_path_factory.mktemp("eksempel") / "eksempel.boligdesk"
    with pytest.MonkeyPatch.context() as patch:
        patch.setenv("BOLIGDESK_DATO", SAMPLE_DAY.isoformat())
        demo.make_sample(place, SAMPLE_DAY).close()
    return place


def copy_office(place: Path, folder: Path) -> Path:
    """An office with its documents, copied into `folder` under the same name."""
    papers = documents_folder(place)
    if papers.is_dir():
        shutil.copytree(papers, folder / papers.name)
    return shutil.copyfile(place, folder / place.name)
