"""The office's own card: name, letterhead, numbers, KID plan, logo, who signs, and the choices of follow-up."""

from __future__ import annotations

from dataclasses import asdict, dataclass, fields

from sqlalchemy import select

from ..models.office import Office, Setting, Signatory
from ..rules.identifiers import check_account, check_org_number
from ..rules.kid import KidPlan, Modulus, check_plan
from ..rules.messages import Control, Fault, RefusedError, refuse
from ..rules.rights import Right
from .core.acts import Look, Work, reads, writes
from .core.office_settings import DECLARED, OfficeSetting, checked, setting_of

_LARGEST_LOGO = 1_000_000
_PICTURES = {b"\x89PNG\r\n\x1a\n": "image/png", b"\xff\xd8\xff": "image/jpeg"}


@dataclass(frozen=True)
class OfficeFacts:
    """What the office says of itself on paper and to the bank."""

    name: str
    unit: str = ""
    org_number: str = ""
    address: str = ""
    postcode: str = ""
    city: str = ""
    phone: str = ""
    email: str = ""
    opening_hours: str = ""
    account_number: str = ""
    letter_language: str = "nb"
    kid_length: int = 9
    kid_modulus: int = 10
    kid_prefix: str = ""


@dataclass(frozen=True)
class SignatoryRow:
    """Somebody who signs leases for the landlord."""

    id: int
    version: int
    name: str
    title: str
    active: bool


@dataclass(frozen=True)
class OfficeForm:
    """The office's card as its form shows it."""

    version: int
    training: bool
    facts: OfficeFacts
    has_logo: bool
    signatories: tuple[SignatoryRow, ...]


@dataclass(frozen=True)
class SettingRow:
    """One choice: its value now, the default and the bounds (inclusive)."""

    key: OfficeSetting
    value: int
    default: int
    lowest: int
    highest: int

    @property
    def is_yes_no(self) -> bool:
        """A choice between no (0) and yes (1)."""
        return DECLARED[self.key].is_yes_no


@reads(Right.OPEN)
def office(look: Look) -> OfficeForm:
    """The office's card."""
    row = look.get(Office, 1)
    facts = OfficeFacts(**{f.name: getattr(row, f.name) for f in fields(OfficeFacts)})
    signers = look.session.execute(select(Signatory).order_by(Signatory.name, Signatory.id)).scalars()
    lines = tuple(SignatoryRow(s.id, s.version, s.name, s.title, s.active) for s in signers)
    return OfficeForm(row.version, row.training, facts, row.logo_sha256 is not None, lines)


@writes(Right.SETTINGS_WRITE)
def change_office(work: Work, version: int, facts: OfficeFacts) -> int:
    """Change the office's card; wrong numbers and an impossible KID plan are refused. Returns the new version."""
    row = work.load(Office, 1, version)
    if not facts.name.strip():
        raise refuse("innstilling.navn_mangler")
    _refuse(check_org_number(facts.org_number) if facts.org_number else None)
    _refuse(check_account(facts.account_number) if facts.account_number else None)
    _refuse(check_plan(KidPlan(facts.kid_length, Modulus(f"mod{facts.kid_modulus}"), facts.kid_prefix)))
    for name, value in asdict(facts).items():
        setattr(row, name, value.strip() if isinstance(value, str) else value)
    work.session.flush()
    return row.version


def _refuse(control: Control | None) -> None:
    if control is not None:
        raise RefusedError(Fault(control.code, control.what))


@writes(Right.SETTINGS_WRITE)
def set_logo(work: Work, version: int, content: bytes) -> int:
    """Keep a PNG or JPEG of at most 1 MB as letterhead; the bytes lie safe before the card names them."""
    row = work.load(Office, 1, version)
    kind = next((kind for start, kind in _PICTURES.items() if content.startswith(start)), None)
    if kind is None:
        raise refuse("innstilling.logo_type")
    if len(content) > _LARGEST_LOGO:
        raise refuse("innstilling.logo_stor")
    row.logo_sha256, row.logo_type = work.desk.store.documents.put(content), kind
    work.session.flush()
    return row.version


@writes(Right.SETTINGS_WRITE)
def remove_logo(work: Work, version: int) -> int:
    """Print letters without a logo. Returns the new version."""
    row = work.load(Office, 1, version)
    row.logo_sha256 = row.logo_type = None
    work.session.flush()
    return row.version


@reads(Right.OPEN)
def logo(look: Look) -> bytes | None:
    """The logo's bytes, if there is one."""
    key = look.get(Office, 1).logo_sha256
    return look.desk.store.documents.get(key) if key else None


@writes(Right.SETTINGS_WRITE)
def add_signatory(work: Work, name: str, title: str = "") -> int:
    """Somebody more who may sign leases for the landlord."""
    if not name.strip():
        raise refuse("innstilling.navn_mangler")
    return work.add(Signatory(name=name.strip(), title=title.strip(), active=True)).id


@writes(Right.SETTINGS_WRITE)
def change_signatory(work: Work, signatory_id: int, version: int, name: str, title: str, *, active: bool) -> int:
    """Change a signatory; one who has left is set inactive and stays on old leases. Returns the new version."""
    row = work.load(Signatory, signatory_id, version)
    if not name.strip():
        raise refuse("innstilling.navn_mangler")
    row.name, row.title, row.active = name.strip(), title.strip(), active
    work.session.flush()
    return row.version


@reads(Right.OPEN)
def office_settings(look: Look) -> tuple[SettingRow, ...]:
    """All choices of the office with their values now."""
    return tuple(SettingRow(k, setting_of(look, k), d.default, d.lowest, d.highest) for k, d in DECLARED.items())


@writes(Right.SETTINGS_WRITE)
def change_setting(work: Work, key: OfficeSetting, value: int) -> None:
    """Choose; a value outside the bounds is refused."""
    wanted = checked(key, value)
    row = work.session.execute(select(Setting).where(Setting.key == key.value)).scalar_one_or_none()
    if row is None:
        work.add(Setting(key=key.value, value=wanted))
    else:
        row.value = wanted
