"""What the operating system says of a file is told in our words."""

from __future__ import annotations

import os
from pathlib import Path

import pytest

from boligdesk.rules.os_reasons import os_reason
from boligdesk.texts import render


def _why(path: Path) -> str:
    with pytest.raises(OSError) as caught, path.open("wb", buffering=0) as file:
        file.write(b"x")
    return render(os_reason(caught.value))


def test_common_reasons_are_said_in_bokmal(tmp_path: Path) -> None:
    (tmp_path / "fil").write_bytes(b"")
    assert _why(tmp_path / "borte" / "x.pdf") == "filen eller mappen finnes ikke"
    assert _why(tmp_path / "fil" / "x.pdf") == "filen eller mappen finnes ikke"
    assert _why(tmp_path / ("x" * 300)) == "navnet er for langt"


@pytest.mark.skipif(os.name == "nt", reason="Windows answers a folder with no access")
def test_a_folder_is_not_a_file(tmp_path: Path) -> None:
    assert _why(tmp_path) == "det er en mappe, ikke en fil"


@pytest.mark.skipif(not Path("/dev/full").exists(), reason="only Linux has a disk that is always full")
def test_a_full_disk() -> None:
    assert _why(Path("/dev/full")) == "disken er full"


def test_a_file_that_another_program_holds_on_windows() -> None:
    error = PermissionError(13, "Permission denied")
    assert render(os_reason(error)) == "du har ikke tilgang til filen eller mappen"
    error.winerror = 32  # type: ignore[attr-defined, unused-ignore]
    assert render(os_reason(error)) == "den er åpen i et annet program"


def test_an_uncommon_reason_keeps_the_words_of_the_system() -> None:
    assert render(os_reason(OSError(9999, "Strange device"))) == "systemet sier «Strange device»"
    assert render(os_reason(OSError("no number at all"))) == "systemet sier «no number at all»"
