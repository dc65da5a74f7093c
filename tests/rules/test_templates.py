"""The template language: reading, conditions, checks, filling, keeping."""

from __future__ import annotations

from dataclasses import replace
from datetime import date

import pytest

from boligdesk.rules.messages import RefusedError
from boligdesk.rules.template_checks import check_template
from boligdesk.rules.template_fill import fill, missing_values
from boligdesk.rules.template_text import TemplateTextError, parse_condition, parse_text
from boligdesk.rules.templates import (
    Block,
    FieldCatalogue,
    FieldValue,
    Style,
    Template,
    TemplateData,
    from_json,
    plain,
    to_json,
)

CATALOGUE = FieldCatalogue(
    {"leie": ("kr", "belop"), "navn": ("tekst",), "bank": ("tekst",)},
    frozenset({"fixed", "special"}),
    {"folk": FieldCatalogue({"hvem": ("tekst",)}, frozenset({"ung"}))},
)


def template(*blocks: Block) -> Template:
    return Template("brev", "nb", 1, date(2026, 1, 1), "Tittel {navn}", "Bunn", blocks, numbered=True)


def data(**values: str | int | None) -> TemplateData:
    people = tuple(
        TemplateData({"hvem": FieldValue(name)}, {"ung": young}) for name, young in (("Kari", False), ("Ola", True))
    )
    fields = {"leie": 895000, "navn": "Kari", "bank": None} | values
    found = {name: FieldValue(value, "kr" if name == "leie" else "tekst") for name, value in fields.items()}
    return TemplateData(found, {"fixed": True, "special": False}, {"folk": people})


def show(value: object, form: str, _language: str) -> str:
    return f"{value}/{form}"


def codes(*blocks: Block, shipped: Template | None = None) -> list[str]:
    return [found.code for found in check_template(template(*blocks), CATALOGUE, shipped)]


def block(text: str, **more: object) -> Block:
    return Block(**{"key": "a", "style": Style.PARAGRAPH, "text": text} | more)


@pytest.mark.parametrize(
    ("condition", "holds"),
    [
        ("", True),
        ("fixed", True),
        ("not fixed", False),
        ("fixed and special", False),
        ("special or fixed", True),
        ("not (special and fixed)", True),
        ("not special and fixed", True),
        ("special and special or fixed", True),
        ("special and (special or fixed)", False),
        ("not not fixed", True),
    ],
)
def test_conditions_follow_the_usual_order(condition: str, holds: bool) -> None:
    assert parse_condition(condition).holds({"fixed": True, "special": False}) is holds


@pytest.mark.parametrize("broken", ["fixed and", "(fixed", "fixed)", "and", "fixed special", "fixed == 1", "__x"])
def test_a_broken_condition_is_refused(broken: str) -> None:
    with pytest.raises(TemplateTextError):
        parse_condition(broken)


@pytest.mark.parametrize("broken", ["**fet", "[§ 1", "§ 1]", "{Leie}", "{leie", "leie}", "[?a", "a?]", "[?a[?b?]?]"])
def test_a_broken_text_is_refused(broken: str) -> None:
    with pytest.raises(TemplateTextError):
        parse_text(broken)


def test_cells_bold_and_references_are_told_apart() -> None:
    label, value = (
        fill(template(block("Navn | **{navn}**, 5 * 3? [husleieloven § 9-3]", style=Style.FACT)), data(), show)
        .blocks[0]
        .cells
    )
    assert plain(label) == "Navn"
    assert [(run.text, run.bold, run.reference) for run in value] == [
        ("Kari/tekst", True, False),
        (", 5 * 3? ", False, False),
        ("husleieloven §\u00a09-3", False, True),
    ]


def test_a_value_never_becomes_markup_or_a_cell() -> None:
    filled = fill(template(block("{navn} | x", style=Style.FACT)), data(navn="**a** | {leie} [b]"), show)
    assert plain(filled.blocks[0].cells[0]) == "**a** | {leie} [b]/tekst"
    assert len(filled.blocks[0].cells) == 2


def test_fields_take_their_own_form_or_the_one_asked_for() -> None:
    filled = fill(template(block("{leie} {leie:belop}")), data(), show)
    assert plain(filled.blocks[0].cells[0]) == "895000/kr 895000/belop"
    assert filled.used["navn"] == "Kari/tekst"


def test_blocks_are_numbered_as_they_are_printed_and_can_be_pointed_at() -> None:
    filled = fill(
        template(
            Block("h1", Style.HEADING, "En"),
            Block("gone", Style.HEADING, "Borte", condition="special"),
            Block("h2", Style.HEADING, "To"),
            Block("c1", Style.CLAUSE, "{hvem}", each="folk"),
            Block("c2", Style.CLAUSE, "{hvem}", each="folk", condition="ung"),
            Block("end", Style.PARAGRAPH, "se {#h2} og {#c2}"),
        ),
        data(),
        show,
    )
    assert [(b.key, b.number) for b in filled.blocks[:-1]] == [
        ("h1", "1"),
        ("h2", "2"),
        ("c1", "2.1"),
        ("c1", "2.2"),
        ("c2", "2.3"),
    ]
    assert plain(filled.blocks[-1].cells[0]) == "se 2 og 2.3"


def test_pointing_at_a_block_that_is_left_out_is_refused() -> None:
    gone = Block("gone", Style.HEADING, "x", condition="special")
    with pytest.raises(RefusedError) as refused:
        fill(template(gone, block("se {#gone}")), data(), show)
    assert refused.value.fault.code == "mal.henvisning_tom"


def test_a_used_field_without_value_is_named_and_nothing_is_printed() -> None:
    found = missing_values(template(block("{bank} {bank}")), data(navn=" "))
    assert [control.what.params["felt"] for control in found] == ["navn", "bank"]
    with pytest.raises(RefusedError) as refused:
        fill(template(block("{bank}")), data(), show)
    assert refused.value.fault.what.params["felt"] == "bank"


def test_what_is_not_printed_needs_no_value() -> None:
    blocks = (block("x[?, {bank}?]"), block("{bank}", key="b", condition="special"))
    filled = fill(template(*blocks), data(), show)
    assert [plain(b.cells[0]) for b in filled.blocks] == ["x"]
    assert plain(fill(template(blocks[0]), data(bank="Banken"), show).blocks[0].cells[0]) == "x, Banken/tekst"


def test_a_fact_without_value_is_left_out() -> None:
    blocks = (Block("a", Style.FACT, "Bank | [?{bank}?]"), Block("b", Style.FACT, "Navn | {navn}"))
    assert [b.key for b in fill(template(*blocks), data(), show).blocks] == ["b"]


def test_what_says_nothing_is_left_out_with_its_subheading() -> None:
    """The receiver sees neither an empty line nor a heading over nothing."""
    blocks = (
        Block("why_h", Style.SUBHEADING, "Beskjed"),
        Block("why", Style.PARAGRAPH, "[?{bank}?]"),
        Block("next_h", Style.SUBHEADING, "Videre"),
        Block("next", Style.PARAGRAPH, "{navn}"),
        Block("note", Style.NOTE, "[?{bank}?]"),
    )
    assert [b.key for b in fill(template(*blocks), data(), show).blocks] == ["next_h", "next"]
    assert len(fill(template(*blocks), data(bank="Banken"), show).blocks) == 5


def test_a_table_has_one_row_per_item_and_a_sum() -> None:
    table = Block("t", Style.TABLE, "Hvem | Leie", each="folk", row="{hvem} | ", total="Sum | {leie}", blank=2)
    filled = fill(template(table), data(), show).blocks[0]
    assert [plain(row[0]) for row in filled.rows] == ["Kari/tekst", "Ola/tekst"]
    assert plain(filled.total[1]) == "895000/kr"
    assert filled.blank == 2


@pytest.mark.parametrize(
    ("bad", "code"),
    [
        (block("{ukjent}"), "mal.ukjent_felt"),
        (block("{navn:kr}"), "mal.ukjent_form"),
        (block("{hvem}"), "mal.ukjent_felt"),
        (block(""), "mal.tom_blokk"),
        (block("**x"), "mal.tekst_uleselig"),
        (block("x", condition="fixed and"), "mal.betingelse_uleselig"),
        (block("x", condition="ukjent"), "mal.ukjent_betingelse"),
        (block("x", condition="ung"), "mal.ukjent_betingelse"),
        (block("x", each="ukjent"), "mal.ukjent_liste"),
        (block("{#ukjent}"), "mal.ukjent_henvisning"),
        (block("Vedtak om bolig", style=Style.ANNEX), "mal.vedtak_vedlegg"),
    ],
)
def test_the_check_finds_what_is_wrong(bad: Block, code: str) -> None:
    assert codes(bad) == [code]


def test_the_check_is_content_with_a_good_template() -> None:
    assert codes(block("{navn} {hvem}", each="folk", condition="fixed and ung"), block("{#a}", key="b")) == []


def test_the_same_block_twice_is_found() -> None:
    assert codes(block("x"), block("x")) == ["mal.blokk_to_ganger"] * 2


def test_locked_blocks_can_be_neither_removed_nor_changed() -> None:
    locked = block("Loven sier", locked=True)
    shipped = template(locked, block("fritt", key="free"))
    assert codes(locked, shipped=shipped) == []
    assert codes(block("fritt", key="free"), shipped=shipped) == ["mal.last_blokk_fjernet"]
    assert codes(replace(locked, text="Noe annet"), shipped=shipped) == ["mal.last_blokk_endret"]
    assert codes(replace(locked, condition="special"), shipped=shipped) == ["mal.last_blokk_endret"]
    assert codes(replace(locked, locked=False), shipped=shipped) == ["mal.last_blokk_endret"]


def test_a_template_survives_being_kept_as_json() -> None:
    kept = template(block("æøå {navn}", condition="fixed", locked=True), Block("t", Style.TABLE, "a", blank=3))
    assert from_json(to_json(kept)) == kept
    with pytest.raises((ValueError, TypeError)):
        from_json('{"blocks": [], "dated": "2026-01-01"}')
