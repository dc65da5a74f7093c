"""The first page's head: arms or logo, office, contact lines, address window, references, fold mark."""

from __future__ import annotations

from functools import lru_cache
from io import BytesIO

from PIL import Image
from reportlab.lib.colors import HexColor
from reportlab.lib.units import mm
from reportlab.lib.utils import ImageReader
from reportlab.pdfgen.canvas import Canvas

from ..rules.messages import refuse
from ..texts import formats, render, text
from . import fonts
from .data import LetterData, Office, Recipient
from .page import GREY, HEIGHT, INK, LEFT, RIGHT, WIDTH, put_rule, put_text

_TEAL = HexColor("#0f5c6e")
_WHITE = HexColor("#ffffff")
_LOGO_HEIGHT, _LOGO_WIDTH = 12 * mm, 40 * mm
_LOGO_TOP = HEIGHT - 17 * mm
_LOGO_PIXELS, _LOGO_BYTES = 300, 24_000
_REFERENCE_X = 128 * mm


def draw_head(canvas: Canvas, letter: LetterData, language: str, *, window: bool) -> None:
    """Draw the head of page one; with `window` the address stands where the envelope shows it."""
    right_of_logo = LEFT + _draw_logo(canvas, letter.office) + 4.5 * mm
    put_text(canvas, right_of_logo, _LOGO_TOP - 4.2 * mm, letter.office.name, 14, font=fonts.SEMIBOLD, fit=85 * mm)
    put_text(canvas, right_of_logo, _LOGO_TOP - 9.6 * mm, letter.office.unit or "", 10, colour=GREY, fit=85 * mm)
    for row, line in enumerate(_contact_lines(letter.office, language)):
        put_text(canvas, WIDTH - RIGHT, _LOGO_TOP - (1.2 + 4.2 * row) * mm, line, 8.5, right=True, colour=GREY)
    if window:
        _draw_window(canvas, letter, language)
        put_rule(canvas, HEIGHT - 99 * mm, 0, 5 * mm)
    else:
        line = " · ".join(f"{label} {value}" for label, value in _references(letter, language))
        put_text(canvas, LEFT, HEIGHT - 41 * mm, line, 9.5, colour=GREY)


def check_logo(office: Office) -> None:
    """Refuse a logo that cannot be read, before anything is typeset."""
    if office.logo is not None:
        _logo(office.logo)


def head_texts(letter: LetterData) -> tuple[tuple[str, str], ...]:
    """Every word of the head with the field it comes from, so that the font can be asked first."""
    office, recipient = letter.office, letter.recipient
    named = {
        "kontor.navn": office.name,
        "kontor.enhet": office.unit,
        "kontor.adresse": office.address,
        "kontor.poststed": office.postal,
        "kontor.epost": office.email,
        "referanse": letter.reference,
        "saksbehandler": letter.caseworker,
        "mottaker.navn": recipient.name if recipient else None,
        "mottaker.adresse": " ".join(recipient.lines) if recipient else None,
        "mottaker.for": _party(recipient),
    }
    return tuple((name, words) for name, words in named.items() if words)


def _party(recipient: Recipient | None) -> str | None:
    """Whom a representative acts for; the made-up letter that shows a template names nobody."""
    name = recipient.acts_as.params.get("navn") if recipient and recipient.acts_as else None
    return None if name is None else str(name)


def _contact_lines(office: Office, language: str) -> list[str]:
    lines = [", ".join(part for part in (office.address, office.postal) if part)]
    if office.phone:
        lines.append(text("skjema.hode.telefon", language, nummer=formats.phone(office.phone)))
    lines.append(office.email or "")
    if office.org_number:
        lines.append(text("skjema.hode.orgnr", language, nummer=formats.org_number(office.org_number)))
    return [line for line in lines if line]


def _draw_window(canvas: Canvas, letter: LetterData, language: str) -> None:
    office, recipient = letter.office, letter.recipient
    sender = ", ".join(part for part in (office.name, office.address, office.postal) if part)
    words = text("skjema.hode.avsender", language, avsender=sender)
    put_text(canvas, LEFT, HEIGHT - 46 * mm, words, 7.5, colour=GREY, fit=95 * mm)
    for row, line in enumerate((recipient.name, *recipient.lines)[:6] if recipient else ()):
        put_text(canvas, LEFT, HEIGHT - (53 + 5.2 * row) * mm, line, 11, fit=95 * mm)
    put_text(canvas, LEFT, HEIGHT - 82.5 * mm, _on_behalf(letter, language), 9.5, colour=GREY, fit=WIDTH - LEFT - RIGHT)
    for row, (label, value) in enumerate(_references(letter, language)):
        y = HEIGHT - (53 + 5.2 * row) * mm
        put_text(canvas, _REFERENCE_X, y, label, 9.5, colour=GREY)
        put_text(canvas, _REFERENCE_X + 28 * mm, y, value, 9.5, fit=34 * mm)


def _references(letter: LetterData, language: str) -> list[tuple[str, str]]:
    rows = [(text("skjema.hode.dato", language), formats.day(letter.printed_on))]
    if letter.reference:
        rows.append((text("skjema.hode.referanse", language), letter.reference))
    if letter.caseworker:
        rows.append((text("skjema.hode.saksbehandler", language), letter.caseworker))
    return rows


def _on_behalf(letter: LetterData, language: str) -> str:
    """To a representative: as what, and for whom. It stands outside what the envelope shows."""
    to = letter.recipient
    return render(to.acts_as, language) if to and to.acts_as else ""


def _draw_logo(canvas: Canvas, office: Office) -> float:
    """Draw the office's logo, or neutral arms; returns its width."""
    if office.logo is None:
        _draw_arms(canvas)
        return 10.5 * mm
    content, width, height = _logo(office.logo)
    scale = min(_LOGO_HEIGHT / height, _LOGO_WIDTH / width)
    drawn = (width * scale, height * scale)
    canvas.drawImage(ImageReader(BytesIO(content)), LEFT, _LOGO_TOP - drawn[1], *drawn)
    return drawn[0]


@lru_cache(maxsize=4)
def _logo(content: bytes) -> tuple[bytes, int, int]:
    """The logo without transparency and no larger than print needs, so that a letter stays small."""
    try:
        with Image.open(BytesIO(content)) as source:
            picture = source.convert("RGBA")
    except OSError as error:
        raise refuse("skjema.logo_uleselig") from error
    picture.thumbnail((_LOGO_PIXELS * 3, _LOGO_PIXELS))
    ground = Image.new("RGB", picture.size, "white")
    ground.paste(picture, mask=picture.getchannel("A"))
    return _packed(ground), *ground.size


def _packed(picture: Image.Image) -> bytes:
    """Exact where that is small, as drawn logos are; a photograph as JPEG."""
    for form, quality in (("PNG", {}), ("JPEG", {"quality": 85}), ("JPEG", {"quality": 40})):
        out = BytesIO()
        picture.save(out, form, **quality)
        if out.tell() <= _LOGO_BYTES:
            break
    return out.getvalue()


def _draw_arms(canvas: Canvas) -> None:
    """A shield with two peaks over water: nobody's arms."""
    canvas.saveState()
    canvas.translate(LEFT, _LOGO_TOP - 12 * mm)
    canvas.scale(mm, mm)
    shield = canvas.beginPath()
    shield.moveTo(0, 12)
    shield.lineTo(10.5, 12)
    shield.lineTo(10.5, 4.6)
    shield.curveTo(10.5, 2.0, 7.6, 0.9, 5.25, 0)
    shield.curveTo(2.9, 0.9, 0, 2.0, 0, 4.6)
    shield.close()
    canvas.setFillColor(_TEAL)
    canvas.drawPath(shield, stroke=0, fill=1)
    _draw_landscape(canvas)
    canvas.restoreState()
    canvas.setFillColor(INK)


def _draw_landscape(canvas: Canvas) -> None:
    canvas.setStrokeColor(_WHITE)
    canvas.setLineWidth(0.45)
    canvas.setLineJoin(1)
    canvas.setLineCap(1)
    peaks = canvas.beginPath()
    peaks.moveTo(1.6, 5.6)
    for x, y in ((4.0, 9.0), (5.5, 6.8), (6.9, 8.4), (8.9, 5.6)):
        peaks.lineTo(x, y)
    canvas.drawPath(peaks)
    for y in (4.1, 2.9):
        wave = canvas.beginPath()
        wave.moveTo(2.2, y)
        wave.curveTo(3.6, y + 0.8, 4.2, y - 0.1, 5.25, y)
        wave.curveTo(6.3, y + 0.1, 6.9, y - 0.8, 8.3, y)
        canvas.drawPath(wave)
