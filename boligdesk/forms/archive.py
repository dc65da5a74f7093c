"""The archive's form of a PDF: PDF/A-2b with metadata in XMP, an sRGB output intent and reproducible bytes."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import date
from functools import cache
from io import BytesIO
from xml.sax.saxutils import escape

import pikepdf
from pikepdf import Array, Dictionary, Name, Pdf, String

from ..shipped import resources

PRODUCER = "Boligdesk"

_XMP = """<?xpacket begin="\ufeff" id="W5M0MpCehiHzreSzNTczkc9d"?>
<x:xmpmeta xmlns:x="adobe:ns:meta/"><rdf:RDF xmlns:rdf="http://www.w3.org/1999/02/22-rdf-syntax-ns#">
<rdf:Description rdf:about="" xmlns:dc="http://purl.org/dc/elements/1.1/" xmlns:xmp="http://ns.adobe.com/xap/1.0/"
 xmlns:pdf="http://ns.adobe.com/pdf/1.3/" xmlns:pdfaid="http://www.aiim.org/pdfa/ns/id/">
<pdfaid:part>2</pdfaid:part><pdfaid:conformance>B</pdfaid:conformance>
<dc:format>application/pdf</dc:format>
<dc:title><rdf:Alt><rdf:li xml:lang="x-default">{title}</rdf:li></rdf:Alt></dc:title>
<dc:creator><rdf:Seq><rdf:li>{author}</rdf:li></rdf:Seq></dc:creator>
<dc:description><rdf:Alt><rdf:li xml:lang="x-default">{subject}</rdf:li></rdf:Alt></dc:description>
<dc:language><rdf:Bag><rdf:li>{language}</rdf:li></rdf:Bag></dc:language>
<xmp:CreatorTool>{producer}</xmp:CreatorTool><xmp:CreateDate>{moment}</xmp:CreateDate>
<xmp:ModifyDate>{moment}</xmp:ModifyDate><pdf:Producer>{producer}</pdf:Producer>
</rdf:Description></rdf:RDF></x:xmpmeta>
<?xpacket end="w"?>"""


@dataclass(frozen=True)
class Metadata:
    """What the archive reads without opening the pages."""

    title: str
    author: str
    subject: str
    language: str
    dated: date


def archived(raw: bytes, metadata: Metadata) -> bytes:
    """The same pages as PDF/A-2b; the same input gives the same bytes."""
    with Pdf.open(BytesIO(raw)) as pdf:
        for page in pdf.pages:
            _tidy(page.obj)
        pdf.Root.OutputIntents = Array([_output_intent(pdf)])
        pdf.Root.Metadata = pdf.make_stream(_xmp(metadata), Type=Name.Metadata, Subtype=Name.XML)
        pdf.Root.Lang = String(metadata.language)
        pdf.Root.ViewerPreferences = Dictionary(DisplayDocTitle=True)
        _describe(pdf, metadata)
        out = BytesIO()
        pdf.save(
            out,
            deterministic_id=True,
            force_version="1.7",
            object_stream_mode=pikepdf.ObjectStreamMode.generate,
        )
    return out.getvalue()


def _tidy(page: pikepdf.Object) -> None:
    """Drop what reportlab adds to every page unasked: a transition, and Helvetica, which is not embedded."""
    if Name.Trans in page:
        del page[Name.Trans]
    faces = page.Resources.get(Name.Font, Dictionary())
    for name in [name for name, face in faces.items() if Name.FontDescriptor not in face]:
        del faces[name]


def _output_intent(pdf: Pdf) -> pikepdf.Object:
    profile = pdf.make_stream(_srgb(), N=3)
    return pdf.make_indirect(
        Dictionary(
            Type=Name.OutputIntent,
            S=Name.GTS_PDFA1,
            OutputConditionIdentifier=String("sRGB"),
            Info=String("sRGB IEC61966-2.1"),
            DestOutputProfile=profile,
        )
    )


@cache
def _srgb() -> bytes:
    return (resources() / "skrifter" / "sRGB.icc").read_bytes()


def _xmp(metadata: Metadata) -> bytes:
    words = {name: escape(getattr(metadata, name)) for name in ("title", "author", "subject", "language")}
    moment = f"{metadata.dated.isoformat()}T00:00:00Z"
    return _XMP.format(**words, producer=PRODUCER, moment=moment).encode()


def _describe(pdf: Pdf, metadata: Metadata) -> None:
    """The old information dictionary, saying the same as the XMP packet."""
    moment = f"D:{metadata.dated:%Y%m%d}000000Z"
    pdf.trailer.Info = pdf.make_indirect(
        Dictionary(
            Title=String(metadata.title),
            Author=String(metadata.author),
            Subject=String(metadata.subject),
            Creator=String(PRODUCER),
            Producer=String(PRODUCER),
            CreationDate=String(moment),
            ModDate=String(moment),
        )
    )
