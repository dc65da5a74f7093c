"""Where an office may lie: a share is known as one and opened without WAL, a synchronised folder is refused."""

from __future__ import annotations

from pathlib import Path

import pytest
from sqlalchemy import text

from boligdesk.casework import start
from boligdesk.database.engine import Storage, guess_storage, kind_of_mount, open_store
from boligdesk.rules.messages import RefusedError

MOUNTS = (
    "/dev/sda1 / ext4 rw 0 0",
    "//tjener/felles /mnt/felles cifs rw 0 0",
    "//tjener/bolig /mnt/Bolig\\040og\\040eiendom cifs rw 0 0",
    "tmpfs /mnt/felles/lokal tmpfs rw 0 0",
)


@pytest.mark.parametrize("folder", ["OneDrive - Fjordvik kommune", "Dropbox", "Google Drive", "iCloudDrive"])
def test_a_synchronised_folder_is_refused_and_nothing_is_left_in_it(tmp_path: Path, folder: str) -> None:
    place = tmp_path / folder / "Bolig" / "kontor.boligdesk"
    place.parent.mkdir(parents=True)
    for asked in (lambda: start.create_office(place, "Prøvekontoret"), lambda: open_store(place)):
        with pytest.raises(RefusedError) as refused:
            asked()
        assert refused.value.fault.code == "lager.skymappe"
    assert list(place.parent.iterdir()) == []


@pytest.mark.parametrize(
    ("path", "kind"),
    [
        ("/srv/bolig/kontor.boligdesk", "ext4"),
        ("/mnt/felles/kontor.boligdesk", "cifs"),
        ("/mnt/Bolig og eiendom/kontor.boligdesk", "cifs"),
        ("/mnt/felles/lokal/kontor.boligdesk", "tmpfs"),
        ("/mnt/fellesskapet/kontor.boligdesk", "ext4"),
    ],
)
def test_the_innermost_mount_says_what_lies_under_a_path(path: str, kind: str) -> None:
    assert kind_of_mount(Path(path), MOUNTS) == kind


def test_a_mounted_volume_on_a_mac_counts_as_a_share(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr("sys.platform", "darwin")
    assert guess_storage(Path("/Volumes/felles/kontor.boligdesk")) is Storage.SHARE
    assert guess_storage(Path("/Users/siri/kontor.boligdesk")) is Storage.LOCAL


def test_a_share_is_opened_without_wal(tmp_path: Path) -> None:
    start.create_office(tmp_path / "kontor.boligdesk", "Prøvekontoret").close()
    store = start.open_office(f"/{tmp_path}/kontor.boligdesk")  # two slashes: a share, as on Windows
    assert guess_storage(tmp_path) is Storage.LOCAL and store.storage is Storage.SHARE
    with store.reading() as session:
        assert session.execute(text("PRAGMA journal_mode")).scalar_one() == "delete"
    store.close()
