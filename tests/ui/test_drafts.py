"""Drafts: encrypted on the own PC, written after a rest, offered back, harmless when broken."""

from __future__ import annotations

import os
from datetime import UTC, date, datetime, timedelta

import pytest
from cryptography.fernet import Fernet

from boligdesk.rules.messages import RefusedError
from boligdesk.ui.drafts import AUTOSAVE_MS, Draft, DraftKeeper, DraftKey, DraftStore, drafts_folder
from boligdesk.ui.parts.form import FormView
from boligdesk.ui.parts.form_spec import FieldSpec, FormSpec, SectionSpec

NOW = datetime(2026, 11, 23, 9, 14, tzinfo=UTC)
KEY = Fernet.generate_key()
DRAFT = Draft("kontrakt", "17", 3, "Ny leiekontrakt – Fjordgata 14", NOW, {"leie": "8 800", "notat": "æøå"})


@pytest.fixture
def store(tmp_path):
    return DraftStore(tmp_path, key=KEY, database="db-1", user="ingvild")


def files(folder):
    return [path for path in folder.rglob("*") if path.is_file()]


def test_a_draft_comes_back_as_it_was(store):
    store.save(DRAFT)
    assert store.find("kontrakt", "17") == DRAFT
    assert store.find("kontrakt", "18") is None


def test_the_file_tells_nothing_to_others(store, tmp_path):
    store.save(DRAFT)
    (path,) = files(tmp_path)
    assert b"Fjordgata" not in path.read_bytes()
    assert "kontrakt" not in str(path.relative_to(tmp_path))
    assert "ingvild" not in str(path.relative_to(tmp_path))
    if os.name == "posix":
        assert path.stat().st_mode & 0o077 == 0


def test_each_user_and_database_sees_only_their_own(store, tmp_path):
    store.save(DRAFT)
    for database, user in (("db-2", "ingvild"), ("db-1", "siri")):
        assert DraftStore(tmp_path, key=KEY, database=database, user=user).all() == []
    other_key = DraftStore(tmp_path, key=Fernet.generate_key(), database="db-1", user="ingvild")
    assert other_key.find("kontrakt", "17") is None
    assert len(files(tmp_path)) == 1


def test_a_later_draft_takes_the_place_of_the_earlier_and_newest_stands_first(store, tmp_path):
    store.save(DRAFT)
    later = Draft("kontrakt", "17", 4, "x", NOW + timedelta(minutes=2), {})
    store.save(later)
    new = Draft("person", "", None, "Ny person", NOW + timedelta(minutes=1), {})
    store.save(new)
    assert store.all() == [later, new]
    assert len(files(tmp_path)) == 2
    store.discard("kontrakt", "17")
    store.discard("kontrakt", "17")
    assert store.all() == [new]


@pytest.mark.parametrize(
    "rubbish",
    [b"", b"not a token", Fernet(KEY).encrypt(b"[1]"), Fernet(KEY).encrypt(b'{"schema": 1}')],
    ids=["empty", "foreign", "list", "older"],  # the tokens differ from run to run, the names must not
)
def test_a_broken_draft_is_passed_over(store, tmp_path, rubbish):
    store.save(DRAFT)
    (path,) = files(tmp_path)
    path.write_bytes(rubbish)
    store.save(Draft("person", "", None, "Ny person", NOW, {}))
    assert [draft.form for draft in store.all()] == ["person"]
    assert store.find("kontrakt", "17") is None


def test_a_folder_that_cannot_be_made_is_told_in_plain_words(tmp_path):
    (tmp_path / "fil").write_text("", encoding="utf-8")
    with pytest.raises(RefusedError) as caught:
        DraftStore(tmp_path / "fil", key=KEY, database="d", user="u").save(DRAFT)
    assert caught.value.fault.code == "ui.utkast.ikke_lagret"


def test_drafts_lie_in_the_users_own_folder(own_home):
    assert own_home in drafts_folder().parents


@pytest.fixture
def form(qtbot):
    view = FormView(FormSpec([SectionSpec([FieldSpec("navn", "ui.innst.telefon")])]), today=date(2026, 11, 23))
    qtbot.addWidget(view)
    return view


def typed(qtbot, form, letters):
    qtbot.keyClicks(form.row("navn").editor.focus, letters)


def test_typing_is_kept_two_seconds_after_the_last_letter(qtbot, form, store):
    keeper = DraftKeeper([form], store, DraftKey("person", "Ny person"), lambda: NOW)
    typed(qtbot, form, "Hauge")
    assert keeper.waiting
    assert store.all() == []
    with qtbot.waitSignal(keeper.saved, timeout=AUTOSAVE_MS + 3000):
        pass
    assert store.find("person").values == {"navn": "Hauge"}
    keeper.done()
    assert store.all() == []
    assert not keeper.waiting


def test_what_is_typed_back_needs_no_draft(qtbot, form, store):
    keeper = DraftKeeper([form], store, DraftKey("person", "Ny person"), lambda: NOW)
    typed(qtbot, form, "a")
    keeper.save()
    assert len(store.all()) == 1
    typed(qtbot, form, "\b")
    keeper.save()
    assert store.all() == []


def test_a_failed_write_is_told_and_typing_goes_on(qtbot, form, tmp_path):
    (tmp_path / "fil").write_text("", encoding="utf-8")
    broken = DraftStore(tmp_path / "fil", key=KEY, database="d", user="u")
    keeper, heard = DraftKeeper([form], broken, DraftKey("p", "t"), lambda: NOW), []
    keeper.failed.connect(heard.append)
    typed(qtbot, form, "a")
    assert not keeper.save()
    assert [type(error) for error in heard] == [RefusedError]
