"""Shipped text that changes under a copy: what is locked follows, what is free stays; and fields that may lack."""

from __future__ import annotations

from dataclasses import replace
from datetime import date

from boligdesk.rules.messages import Kind
from boligdesk.rules.template_checks import check_template, fields_that_may_lack
from boligdesk.rules.template_renewal import place_of, renewed
from boligdesk.rules.templates import Block, FieldCatalogue, Style, Template

CATALOGUE = FieldCatalogue(
    {"leie": ("kr",), "bank": ("tekst",)},
    frozenset(),
    {"folk": FieldCatalogue({"hvem": ("tekst",), "tlf": ("tekst",)}, frozenset(), {}, frozenset({"tlf"}))},
    frozenset({"bank"}),
)


def block(key: str, text: str = "Tekst", **more: object) -> Block:
    return Block(**{"key": key, "style": Style.PARAGRAPH, "text": text} | more)


def template(*blocks: Block) -> Template:
    return Template("brev", "nb", 1, date(2026, 1, 1), "Tittel", "Bunn", blocks)


SHIPPED = template(block("a"), block("lov", "Ny lov", locked=True), block("b"), block("lov2", "Mer", locked=True))


def test_what_is_locked_is_as_shipped_now_and_what_is_free_is_the_offices_own() -> None:
    own = template(block("b", "Vår b"), block("lov", "Gammel lov", locked=True), block("eget_1", "Vårt"))
    now = renewed(own, SHIPPED)
    assert [(found.key, found.text) for found in now.blocks] == [
        ("b", "Vår b"),
        ("lov2", "Mer"),
        ("lov", "Ny lov"),
        ("eget_1", "Vårt"),
    ]
    assert check_template(now, CATALOGUE, SHIPPED) == ()
    assert [found.code for found in check_template(own, CATALOGUE, SHIPPED)] == [
        "mal.last_blokk_endret",
        "mal.last_blokk_fjernet",
    ]


def test_a_lock_that_is_gone_or_new_follows_what_is_shipped() -> None:
    own = template(block("a", "Vår a"), block("borte", "Ut", locked=True), block("b", "Var låst", locked=True))
    shipped = template(block("a", locked=True), block("b", "Fri nå"))
    assert renewed(own, shipped).blocks == shipped.blocks


def test_a_letter_that_nobody_changed_stays_as_it_is() -> None:
    assert renewed(SHIPPED, SHIPPED) == SHIPPED


def test_a_block_belongs_after_the_one_it_follows_when_shipped() -> None:
    assert place_of("b", ["a", "x", "lov"], SHIPPED) == 3
    assert place_of("b", ["x", "a"], SHIPPED) == 2
    assert place_of("a", ["x"], SHIPPED) == 0


def test_a_field_that_may_lack_is_remarked_outside_its_brackets_only() -> None:
    written = template(
        block("a", "{bank} og {leie}"),
        block("lov", "[?{bank}?]"),
        block("b", "Bank | {bank}", style=Style.FACT),
        block("c", "{hvem} {tlf} {leie}", each="folk"),
        block("d", "{uleselig"),
    )
    found = list(fields_that_may_lack(written, CATALOGUE, SHIPPED))
    assert [(one.kind, one.fields, one.what.params["felt"]) for one in found] == [
        (Kind.INFO, ("a",), "bank"),
        (Kind.INFO, ("c",), "tlf"),
    ]


def test_what_the_shipped_letter_does_itself_is_not_remarked() -> None:
    shipped = template(block("a", "{bank}"))
    assert list(fields_that_may_lack(replace(shipped, blocks=(block("a", "Se {bank}."),)), CATALOGUE, shipped)) == []
