"""Opening the store: own PC, network share or PostgreSQL, each with the settings that were measured to hold."""

from __future__ import annotations

import sqlite3
import sys
from collections.abc import Iterator, Sequence
from contextlib import contextmanager
from enum import Enum
from pathlib import Path
from typing import Any

from sqlalchemy import Connection, Engine, create_engine, event, make_url
from sqlalchemy.orm import Session, sessionmaker

from ..rules.messages import refuse
from .documents import DocumentStore, FolderDocuments, TableDocuments
from .faults import translated

#: "BOLD" in the file header: how a file of ours is known from a foreign one.
APPLICATION_ID = 0x424F4C44
SQLITE_HEADER = b"SQLite format 3\x00"

_CLOUD_FOLDERS = ("onedrive", "dropbox", "google drive", "googledrive", "icloud")


class Storage(Enum):
    """Where the records lie."""

    LOCAL = "local"
    SHARE = "share"
    SERVER = "server"


_PRAGMAS: dict[Storage, dict[str, str | int]] = {
    Storage.LOCAL: {"journal_mode": "WAL", "synchronous": "FULL"},
    Storage.SHARE: {"journal_mode": "DELETE", "synchronous": "EXTRA", "mmap_size": 0},
}


class Store:
    """One office's records, open. `reading` and `writing` give sessions; nothing else touches the engine."""

    def __init__(self, engine: Engine, storage: Storage, target: str, documents: DocumentStore) -> None:
        self.engine = engine
        self.storage = storage
        self.target = target
        self.documents = documents
        self._read = sessionmaker(engine, expire_on_commit=False, autoflush=False)
        self._write = sessionmaker(engine.execution_options(write=True), expire_on_commit=False)

    @property
    def is_file(self) -> bool:
        """Whether the store is an SQLite file."""
        return self.storage is not Storage.SERVER

    @property
    def shown_target(self) -> str:
        """The address as it may be shown."""
        return shown_place(self.target)

    @property
    def path(self) -> Path:
        """The SQLite file; only for file stores."""
        return Path(self.target)

    @contextmanager
    def reading(self) -> Iterator[Session]:
        """A read transaction: one consistent view, never written, ended as soon as the block ends."""
        with translated(), self._read() as session:
            yield session

    @contextmanager
    def writing(self) -> Iterator[Session]:
        """A write transaction: the lock is taken at once, all or nothing is kept."""
        self._require_file()
        with translated(), self._write.begin() as session:
            yield session

    def _require_file(self) -> None:
        """A file that was moved away under an open program still takes writes on some systems: into nothing."""
        if self.is_file and not self.path.exists():
            raise refuse("lager.borte")

    def close(self) -> None:
        """Let go of all connections."""
        self.engine.dispose()


def is_server_target(target: str) -> bool:
    """Whether the office's address is a PostgreSQL URL and not a file."""
    return target.startswith(("postgresql://", "postgresql+psycopg://", "postgres://"))


def shown_place(target: str) -> str:
    """An office's address as it may be shown and written down: without the password of a server."""
    return make_url(target).render_as_string(hide_password=True) if is_server_target(target) else target


def open_store(target: str | Path, storage: Storage | None = None, *, timeout: float = 15.0) -> Store:
    """Open the store at a file path or PostgreSQL URL; `storage` None works out own PC or share from the path.

    Refuses a foreign file, a synchronised cloud folder and a WAL file on a share. Does not create or migrate.
    """
    text = str(target)
    if is_server_target(text):
        return _open_server(text, timeout)
    path = Path(text).absolute()
    return _open_file(path, storage or guess_storage(path), timeout)


def guess_storage(path: Path) -> Storage:
    """Own PC or network share, judged by the path (UNC, mapped drive, network file system)."""
    text = str(path)
    if text.startswith(("\\\\", "//")):
        return Storage.SHARE
    if sys.platform == "win32":
        return _windows_storage(path)
    if sys.platform == "darwin" and path.parts[1:2] == ("Volumes",):
        return Storage.SHARE  # a share or a loose disk: the share's settings are right for both
    return Storage.SHARE if _mount_type(path) in _NETWORK_MOUNTS else Storage.LOCAL


_NETWORK_MOUNTS = {"cifs", "smb3", "smbfs", "nfs", "nfs4", "fuse.sshfs", "9p", "afpfs"}


def _windows_storage(path: Path) -> Storage:
    import ctypes  # only here: the drive's kind is known to Windows alone

    remote_drive = 4
    windll: Any = getattr(ctypes, "windll", None)
    kind = windll.kernel32.GetDriveTypeW(f"{path.drive}\\") if windll else 0
    return Storage.SHARE if kind == remote_drive else Storage.LOCAL


def _mount_type(path: Path) -> str:
    try:
        lines = Path("/proc/mounts").read_text(encoding="utf-8").splitlines()
    except OSError:
        return ""
    return kind_of_mount(path, lines)


def kind_of_mount(path: Path, lines: Sequence[str]) -> str:
    """The file system under a path by the lines of /proc/mounts, which write a blank in a folder's name as "\\040"."""
    best = ("", "")
    for line in lines:
        _, mount, kind, *_ = (part.replace("\\040", " ") for part in line.split(" "))
        inside = mount == "/" or path == Path(mount) or Path(mount) in path.parents
        if inside and len(mount) >= len(best[0]):
            best = (mount, kind)
    return best[1]


def _open_file(path: Path, storage: Storage, timeout: float) -> Store:
    check_place(path, storage)
    engine = create_engine(
        f"sqlite:///{path}",
        connect_args={"timeout": timeout, "check_same_thread": False},
        pool_size=5,
        hide_parameters=True,  # a name must not reach the log through an error's text
    )
    event.listen(engine, "connect", _pragmas(storage))
    event.listen(engine, "begin", _begin)
    return Store(engine, storage, str(path), FolderDocuments(documents_folder(path)))


def documents_folder(path: Path) -> Path:
    """The folder beside the base where prints and scans lie."""
    return path.with_name(f"{path.stem}.dokumenter")


def check_place(path: Path, storage: Storage) -> None:
    """Refuse what cannot carry the records: no folder, foreign file, cloud folder, WAL on a share."""
    if not path.parent.is_dir():
        raise refuse("lager.mappe_mangler", mappe=str(path.parent))
    if any(part.lower().startswith(_CLOUD_FOLDERS) for part in path.parts):
        raise refuse("lager.skymappe", mappe=str(path.parent))
    if path.exists():
        _check_header(path, storage)


def _check_header(path: Path, storage: Storage) -> None:
    try:
        with path.open("rb") as file:
            header = file.read(100)
    except OSError as error:
        raise refuse("lager.borte") from error
    if header and (not header.startswith(SQLITE_HEADER) or len(header) < 100):
        raise refuse("lager.fremmed_fil")
    uses_wal = bool(header) and header[18] == 2
    if uses_wal and storage is Storage.SHARE and path.with_name(f"{path.name}-wal").exists():
        raise refuse("lager.wal_pa_deling")


def _pragmas(storage: Storage) -> Any:
    settings = _PRAGMAS[storage]

    def configure(connection: sqlite3.Connection, _record: object) -> None:
        connection.isolation_level = None  # the driver must not send a BEGIN of its own
        for name, value in settings.items():
            connection.execute(f"PRAGMA {name}={value}")
        connection.execute("PRAGMA foreign_keys=ON")

    return configure


def _begin(connection: Connection) -> None:
    write = connection.get_execution_options().get("write", False)
    connection.exec_driver_sql("BEGIN IMMEDIATE" if write else "BEGIN")


def _open_server(text: str, timeout: float) -> Store:
    url = make_url(text.replace("postgres://", "postgresql://", 1)).set(drivername="postgresql+psycopg")
    engine = create_engine(
        url,
        pool_pre_ping=True,
        pool_recycle=1800,
        hide_parameters=True,
        connect_args={
            "connect_timeout": 5,
            "application_name": "boligdesk",
            "keepalives": 1,
            "options": f"-c lock_timeout={int(timeout * 1000)}",
        },
    )
    return Store(engine, Storage.SERVER, text, TableDocuments(engine))
