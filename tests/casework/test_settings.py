"""The office's card, its logo, its signatories and its choices."""

from __future__ import annotations

from dataclasses import replace

import pytest

from boligdesk.casework import settings
from boligdesk.casework.core.acts import Look
from boligdesk.casework.core.conflict import ConflictError
from boligdesk.casework.core.office_settings import OfficeSetting, setting_of
from boligdesk.database.engine import Store
from boligdesk.rules.messages import RefusedError
from boligdesk.texts import enum_text

from . import stock_world
from .stock_world import World

PNG = b"\x89PNG\r\n\x1a\n" + b"0" * 100


@pytest.fixture
def world(store: Store) -> World:
    return stock_world.found(store)


@pytest.mark.lagring
def test_the_offices_card(world: World) -> None:
    desk = world.leader
    form = settings.office(desk)
    facts = replace(form.facts, name="Fjordvik kommune", unit="Boligkontoret", kid_length=10, kid_modulus=11)
    version = settings.change_office(desk, form.version, facts).value
    assert settings.office(desk).facts == facts
    with pytest.raises(ConflictError):
        settings.change_office(desk, form.version, facts)
    for wrong in ({"org_number": "123456789"}, {"account_number": "12345678901"}, {"kid_length": 40}, {"name": " "}):
        with pytest.raises(RefusedError):
            settings.change_office(desk, version, replace(facts, **wrong))
    assert settings.office(desk).version == version


@pytest.mark.lagring
def test_the_logo_lies_in_the_document_store(world: World) -> None:
    desk = world.leader
    assert settings.logo(desk) is None
    version = settings.set_logo(desk, settings.office(desk).version, PNG).value
    assert settings.logo(desk) == PNG
    for content, code in ((b"GIF89a", "innstilling.logo_type"), (PNG * 10_000, "innstilling.logo_stor")):
        with pytest.raises(RefusedError, match=code.replace(".", r"\.")):
            settings.set_logo(desk, version, content)
    settings.remove_logo(desk, version)
    assert not settings.office(desk).has_logo


@pytest.mark.lagring
def test_signatories(world: World) -> None:
    desk = world.leader
    new = settings.add_signatory(desk, "Ola Leder", "Boligsjef").value
    settings.change_signatory(desk, new, 1, "Ola Leder", "Enhetsleder", active=False)
    assert [(s.name, s.title, s.active) for s in settings.office(desk).signatories] == [
        ("Ola Leder", "Enhetsleder", False)
    ]
    with pytest.raises(RefusedError):
        settings.add_signatory(desk, " ")


@pytest.mark.lagring
def test_choices_have_defaults_and_bounds(world: World) -> None:
    desk = world.leader
    rows = {row.key: row for row in settings.office_settings(desk)}
    assert set(rows) == set(OfficeSetting)
    assert all(row.value == row.default and row.lowest <= row.default <= row.highest for row in rows.values())
    assert all(enum_text(key) for key in rows)
    for value in (7, 10):
        settings.change_setting(desk, OfficeSetting.SIGN_LEASE_DAYS, value)
        with world.store.reading() as session:
            assert setting_of(Look(session, desk), OfficeSetting.SIGN_LEASE_DAYS) == value
    with pytest.raises(RefusedError, match=r"innstilling\.utenfor"):
        settings.change_setting(desk, OfficeSetting.SIGN_LEASE_DAYS, 0)
