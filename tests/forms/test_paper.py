"""The PDF itself: fonts, archive form, same bytes, size, speed, hostile values, draft mark, logo."""

from __future__ import annotations

import json
import subprocess
import sys
from concurrent.futures import ThreadPoolExecutor
from dataclasses import replace
from datetime import date
from io import BytesIO

import pikepdf
import pytest
from PIL import Image
from pypdf import PdfReader
from reportlab.lib.units import mm
from reportlab.pdfbase import pdfmetrics

from boligdesk.forms.data import LetterData, Recipient
from boligdesk.rules.messages import RefusedError
from boligdesk.texts import fault_text

from .conftest import pages_of, printed
from .samples import CONFIRMATION, LEASE, LETTERS, OFFICE, PROTOCOL_OUT

A_LETTER = 80_000


@pytest.mark.parametrize(("key", "data"), LETTERS)
def test_all_fonts_are_embedded_and_ours(key: str, data: LetterData) -> None:
    with pikepdf.open(BytesIO(printed(key, data, draft=True).pdf)) as pdf:
        faces = [o for o in pdf.objects if isinstance(o, pikepdf.Dictionary) and o.get("/Type") == "/Font"]
        used = [face for page in pdf.pages for face in page.Resources.Font.values()]
        assert used
        assert len(faces) == len({str(face.BaseFont) for face in used})
        for face in faces:
            assert "SourceSans3" in str(face.BaseFont)
            assert len(face.FontDescriptor.FontFile2.read_bytes()) > 1000
            assert "/ToUnicode" in face


@pytest.mark.parametrize(("key", "data"), LETTERS)
def test_no_page_names_a_font_it_does_not_have(key: str, data: LetterData) -> None:
    with pikepdf.open(BytesIO(printed(key, data).pdf)) as pdf:
        for page in pdf.pages:
            had = set(page.Resources.Font.keys())
            named = {str(words[0]) for words, verb in pikepdf.parse_content_stream(page) if str(verb) == "Tf"}
            assert named <= had


@pytest.mark.parametrize(("key", "data"), LETTERS)
def test_the_archive_can_take_it(key: str, data: LetterData) -> None:
    made = printed(key, data, "nn")
    with pikepdf.open(BytesIO(made.pdf)) as pdf:
        xmp = pdf.Root.Metadata.read_raw_bytes().decode()
        assert "<pdfaid:part>2</pdfaid:part><pdfaid:conformance>B</pdfaid:conformance>" in xmp
        assert f">{made.title}<" in xmp
        assert "Fjordvik kommune" in xmp
        intent = pdf.Root.OutputIntents[0]
        assert intent.S == "/GTS_PDFA1"
        assert intent.DestOutputProfile.read_bytes()[36:40] == b"acsp"
        assert str(pdf.Root.Lang) == "nn-NO"
        assert str(pdf.docinfo.Title) == made.title
        assert str(pdf.docinfo.CreationDate) == "D:20250818000000Z"
        assert pdf.Root.get("/AcroForm") is None
        assert pdf.Root.get("/OpenAction") is None
        assert not pdf.is_encrypted


@pytest.mark.parametrize(("key", "data"), LETTERS)
def test_the_same_data_gives_the_same_bytes_and_small_ones(key: str, data: LetterData) -> None:
    first, again = printed(key, data), printed(key, data)
    assert first.pdf == again.pdf
    assert len(first.pdf) <= A_LETTER
    assert first.pages == len(PdfReader(BytesIO(first.pdf)).pages)


def test_letters_printed_side_by_side_do_not_disturb_each_other() -> None:
    numbers = [number % len(LETTERS) for number in range(len(LETTERS) + 10)]
    alone = {number: printed(*LETTERS[number]).pdf for number in (2, 3)}
    with ThreadPoolExecutor(8) as pool:
        made = list(pool.map(lambda number: printed(*LETTERS[number]).pdf, numbers))
    together = [(number, pdf) for number, pdf in zip(numbers, made, strict=True) if number in alone]
    assert len(together) == 4
    assert all(pdf == alone[number] for number, pdf in together)


def test_printing_is_loaded_only_when_something_is_printed() -> None:
    code = "import sys, boligdesk.forms.making; sys.exit('reportlab' in sys.modules or 'pikepdf' in sys.modules)"
    assert subprocess.run([sys.executable, "-c", code], check=False).returncode == 0


def test_other_data_gives_other_bytes() -> None:
    assert printed("leiekontrakt", LEASE).pdf != printed("leiekontrakt", replace(LEASE, kid="004201109")).pdf
    later = replace(LEASE, printed_on=date(2025, 8, 19))
    assert printed("leiekontrakt", LEASE).pdf != printed("leiekontrakt", later).pdf


@pytest.mark.parametrize(
    "name",
    [
        "Đặng Sơn",
        "Šarūnaitė & Sønner <as>",
        "x</b>",
        "</para><br/>&amp;",
        "{leie} **fet** [§ 1] | celle",
        "Čáhcesuolu-Ŧđŋšž ÆØÅæøå",
        "Ýmir O’Brien-Łukasz",
    ],
)
def test_any_name_is_printed_letter_for_letter(name: str) -> None:
    tenant = replace(LEASE.tenants[0], name=name)
    data = replace(LEASE, tenants=(tenant,), recipient=Recipient(name=name), special_terms=(name,))
    words = " ".join(pages_of(printed("leiekontrakt", data).pdf))
    assert words.count(name) >= 4


def test_even_the_longest_name_is_signed_whole_within_its_column() -> None:
    name = "Anne-Margrethe Ravdna Elle Johánas-Birehtte Čáhcesuolu Nordre Sandvær-Kvernmo Østmarka"
    tenant = replace(LEASE.tenants[0], name=name)
    made = printed("leiekontrakt", replace(LEASE, tenants=(tenant,), recipient=Recipient(name=name)))
    ends: list[tuple[float, float]] = []

    def note(words: str, _cm: object, matrix: list[float], _font: object, size: float) -> None:
        if name in words:
            ends.append((matrix[4] / mm, size))

    PdfReader(BytesIO(made.pdf)).pages[-1].extract_text(visitor_text=note)
    ((x, size),) = ends
    assert x + pdfmetrics.stringWidth(name, "SourceSans3-Semibold", size) / mm <= 210 - 20 + 0.1
    assert size < 10


def test_a_name_with_loose_accents_is_printed_whole() -> None:
    words = pages_of(printed("bekreftelse", replace(CONFIRMATION, paragraphs=("A\u030ase Mu\u0308ller",))).pdf)[0]
    assert "Åse Müller" in words


@pytest.mark.parametrize(
    ("data", "field", "character"),
    [
        (replace(CONFIRMATION, paragraphs=("Til ሰላም",)), "tekst", "ሰ"),
        (replace(CONFIRMATION, recipient=Recipient(name="محمد")), "mottaker.navn", "م"),
        (replace(CONFIRMATION, office=replace(OFFICE, unit="Bolig\u0007")), "kontor.enhet", "\u0007"),
    ],
)
def test_a_character_the_font_lacks_stops_the_print_and_is_named(data: LetterData, field: str, character: str) -> None:
    with pytest.raises(RefusedError) as refused:
        printed("bekreftelse", data)
    fault = refused.value.fault
    assert fault.code == "skjema.tegn_mangler"
    assert (fault.what.params["felt"], fault.what.params["tegn"]) == (field, character)
    assert f"U+{ord(character):04X}" in fault_text(fault).what
    assert fault_text(fault).mend


def test_lines_in_a_value_are_lines_on_paper() -> None:
    made = printed("bekreftelse", replace(CONFIRMATION, paragraphs=("Første\r\nandre",)))
    lines = PdfReader(BytesIO(made.pdf)).pages[0].extract_text().splitlines()
    assert "Første" in [line.strip() for line in lines]
    assert "andre" in [line.strip() for line in lines]


def test_a_draft_is_marked_on_every_page_and_a_final_print_on_none() -> None:
    assert all("UTKAST" in page for page in pages_of(printed("leiekontrakt", LEASE, draft=True).pdf))
    assert not any("UTKAST" in page for page in pages_of(printed("leiekontrakt", LEASE).pdf))


def test_an_address_that_must_not_be_printed_is_not() -> None:
    data = replace(CONFIRMATION, recipient=Recipient(name="Kari Sandvær"), rows=())
    words = pages_of(printed("bekreftelse", data).pdf)[0]
    assert "Kari Sandvær" in words
    assert "FJORDVIK" not in words


@pytest.mark.parametrize(("kind", "mode"), [("PNG", "RGBA"), ("JPEG", "RGB"), ("PNG", "P")])
def test_a_large_logo_keeps_the_letter_small(kind: str, mode: str) -> None:
    picture = Image.effect_noise((2400, 1800), 40).convert("RGB")
    picture = picture.convert(mode)
    content = BytesIO()
    picture.save(content, kind)
    made = printed("bekreftelse", replace(CONFIRMATION, office=replace(OFFICE, logo=content.getvalue())))
    with pikepdf.open(BytesIO(made.pdf)) as pdf:
        (image,) = pdf.pages[0].Resources.XObject.values()
        assert image.Height == 300
        assert len(made.pdf) <= A_LETTER
        assert "/SMask" not in image


def test_a_broken_logo_is_refused() -> None:
    with pytest.raises(RefusedError) as refused:
        printed("bekreftelse", replace(CONFIRMATION, office=replace(OFFICE, logo=b"ingen fil")))
    assert refused.value.fault.code == "skjema.logo_uleselig"


def test_what_was_printed_can_be_kept_beside_the_document() -> None:
    fields = dict(printed("leiekontrakt", LEASE).fields)
    assert fields["leie"] == "8\u00a0950\u00a0kr"
    assert fields["slutt"] == "31.08.2028"
    assert json.loads(json.dumps(fields)) == fields


def test_a_long_protocol_repeats_its_heads_and_counts_its_pages() -> None:
    rooms = PROTOCOL_OUT.rooms * 30
    pages = pages_of(printed("overtakelsesprotokoll", replace(PROTOCOL_OUT, rooms=rooms)).pdf)
    assert len(pages) > 3
    assert "God / brukbar / dårlig" in pages[1]
    for number, words in enumerate(pages, 1):
        assert f"Side {number} av {len(pages)}" in words


def test_an_amount_is_never_broken_over_two_lines() -> None:
    """Wherever on the line it falls, and whoever typed it."""
    typed = "\n".join("i " * size + "450 000 kroner" for size in range(60, 140))
    letter = replace(CONFIRMATION, paragraphs=(typed,))
    pages = PdfReader(BytesIO(printed("bekreftelse", letter).pdf)).pages
    lines = [line.strip() for page in pages for line in page.extract_text().splitlines()]
    assert [line for line in lines if line.startswith(("000", "kroner"))] == []
    assert "450 000 kroner" in [line.replace("\u00a0", " ") for line in lines]


def test_texts_longer_than_a_page_run_on() -> None:
    long = " ".join(f"ord{number}" for number in range(2500))
    rooms = (replace(PROTOCOL_OUT.rooms[0], remark=long),)
    for key, data in (
        ("overtakelsesprotokoll", replace(PROTOCOL_OUT, rooms=rooms)),
        ("bekreftelse", replace(CONFIRMATION, paragraphs=(long,))),
        ("bekreftelse", replace(CONFIRMATION, rows=(replace(CONFIRMATION.rows[0], value=long),))),
        ("leiekontrakt", replace(LEASE, special_terms=(long,))),
    ):
        words = " ".join(pages_of(printed(key, data).pdf))
        assert "ord0 " in words
        assert "ord2499" in words


def test_ten_tenants_can_sign() -> None:
    tenants = tuple(replace(LEASE.tenants[0], name=f"Leietaker {letter}") for letter in "ABCDEFGHIJ")
    words = " ".join(pages_of(printed("leiekontrakt", replace(LEASE, tenants=tenants)).pdf))
    assert all(words.count(tenant.name) >= 2 for tenant in tenants)
