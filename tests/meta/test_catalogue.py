"""The text catalogue and the source agree: no unknown code, no unused text, no wrong parameter (E1)."""

import string

import pytest

from boligdesk.texts import catalogue as texts
from tests.support import sources

#: Codes put together at run time, by their beginning. Kept small: the reason stands beside each.
BUILT = {
    "enum.": "the name of an enum member; every class is compared with its names below",
    "import.felt.": "one name per import field; the fields are a table of their own",
    "felt.": "one label per audited column; test_history compares them with the records",
    "mal.betingelse.": "one name per fact of a letter; test_letter_words compares them with the data of the letters",
    "sats.navn.": "one name per rate; test_rates compares them with the shipped sets",
    "post.": "one name per table, as history calls it",
}

PARTS = ("hva", "hvor", "rett")

#: Code-like words in the source that are no codes (file names and the like), beyond what the areas tell apart.
NOT_CODES: frozenset[str] = frozenset()


def _all() -> dict[str, dict[str, str]]:
    return {code: dict(versions) for code, versions in texts.catalogue().items()}


def _fields(code: str) -> frozenset[str]:
    return texts.fields_of(code)


def _known(code: str) -> bool:
    return texts.has(code) or texts.has(f"{code}.hva")


def test_codes_named_in_calls_exist() -> None:
    missing = [
        f"{call.place}: {call.code}"
        for call in sources.calls()
        if not texts.has(f"{call.code}.hva" if call.function == "refuse" else call.code)
    ]
    assert not missing, "not in resources/tekster:\n" + "\n".join(missing)


def test_other_words_that_look_like_codes_exist() -> None:
    areas = {".".join(code.split(".")[:2]) for code in texts.catalogue()} - {"enum"}
    missing = [
        f"{where}: {word}"
        for word, where in sources.literals().items()
        if ".".join(word.split(".")[:2]) in areas and word not in NOT_CODES and not _known(word)
        if not any(code.startswith(f"{word}.") for code in texts.catalogue())
    ]
    assert not missing, "not in resources/tekster:\n" + "\n".join(missing)


def test_every_text_is_used() -> None:
    words = sources.literals()
    unused = [
        code
        for code in texts.catalogue()
        if code not in words
        and not code.startswith(tuple(BUILT))
        and not (code.endswith(PARTS) and code.rpartition(".")[0] in words)
    ]
    assert not unused, "no source names these texts:\n" + "\n".join(unused)


def test_only_declared_beginnings_are_put_together() -> None:
    areas = {code.split(".")[0] for code in texts.catalogue()}
    surprising = [
        f"{where}: {beginning}"
        for beginning, where in sources.prefixes().items()
        if beginning.split(".")[0] in areas and not beginning.startswith(tuple(BUILT))
    ]
    assert not surprising, "write whole codes, or add the beginning to BUILT:\n" + "\n".join(surprising)


def test_calls_give_the_fields_the_text_has() -> None:
    wrong = []
    for call in sources.calls():
        codes = [f"{call.code}.{part}" for part in PARTS] if call.function == "refuse" else [call.code]
        known = [code for code in codes if texts.has(code)]
        wanted = frozenset().union(*(_fields(code) for code in known))
        if known and call.given is not None and call.given != wanted:
            wrong.append(f"{call.place}: {call.code} has {sorted(wanted)}, is given {sorted(call.given)}")
    assert not wrong, "\n".join(wrong)


@pytest.mark.parametrize("language", texts.LANGUAGES)
def test_every_text_can_be_rendered(language: str) -> None:
    wrong = []
    for code, versions in _all().items():
        version = versions.get(language)
        if version is not None and (fault := _fault(version)):
            wrong.append(f"{code} ({language}): {fault}")
    assert not wrong, "\n".join(wrong)


def _fault(version: str) -> str | None:
    if not version.strip():
        return "empty"
    try:
        parsed = list(string.Formatter().parse(version))
    except ValueError as error:
        return str(error)
    return next(
        (fault for _, name, form, _ in parsed if name is not None and (fault := _field_fault(name, form))), None
    )


def _field_fault(name: str, form: str | None) -> str | None:
    if not name.isidentifier():
        return f"field {name!r} is no plain name"
    if form and form.startswith("flertall|"):
        return None if form.count("|") == 2 else f"{form!r} needs one form and many"
    return None if not form or form in texts._FORMS else f"no form {form!r}"


def test_languages_of_a_text_have_the_same_fields() -> None:
    wrong = []
    for code, versions in _all().items():
        names = {language: frozenset(texts._names(version)) for language, version in versions.items()}
        if not {"nb"} <= set(versions) <= set(texts.LANGUAGES) or len(set(names.values())) > 1:
            wrong.append(f"{code}: {names}")
    assert not wrong, "\n".join(wrong)


def test_an_enum_is_named_whole_or_not_at_all() -> None:
    named: dict[str, set[str]] = {}
    for code in texts.catalogue():
        if code.startswith("enum."):
            _, class_name, value = code.split(".", 2)
            named.setdefault(class_name, set()).add(value)
    wrong = [
        f"enum.{name}: {sorted(values ^ sources.enums().get(name, frozenset()))}"
        for name, values in named.items()
        if values != sources.enums().get(name)
    ]
    assert not wrong, "source and catalogue differ:\n" + "\n".join(wrong)


def test_nynorsk_of_an_enum_is_whole_or_absent() -> None:
    having: dict[str, set[bool]] = {}
    for code, versions in _all().items():
        if code.startswith("enum."):
            having.setdefault(code.split(".")[1], set()).add("nn" in versions)
    assert not [name for name, answers in having.items() if len(answers) > 1]


def test_what_is_printed_has_nynorsk() -> None:
    printed = {
        code: where
        for code, where in sources.literals().items()
        if where.startswith(("boligdesk/forms/", "boligdesk/reports/")) and texts.has(code)
    }
    missing = [f"{where}: {code}" for code, where in printed.items() if "nn" not in _all()[code]]
    assert not missing, "printed, but not in nynorsk:\n" + "\n".join(missing)
