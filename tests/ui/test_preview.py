"""Preview, printing, opening and saving of documents – with real PDFs made here."""

from __future__ import annotations

import io
import os

import pikepdf
import pytest
from PySide6.QtCore import Qt
from PySide6.QtGui import QPageRanges
from PySide6.QtPrintSupport import QPrinter
from reportlab.lib.pagesizes import A4
from reportlab.pdfgen import canvas

from boligdesk.rules.messages import RefusedError, msg
from boligdesk.ui.parts.pdf_preview import PdfPreview
from boligdesk.ui.parts.printing import PrintRun, ReaderFiles, safe_name, save_pdf
from boligdesk.ui.parts.progress import PATIENCE_MS, ProgressPanel


def document(pages=3, word="leiekontrakt"):
    out = io.BytesIO()
    sheet = canvas.Canvas(out, pagesize=A4)
    for number in range(pages):
        sheet.drawString(100, 700, f"Side {number + 1}: {word}")
        sheet.showPage()
    sheet.save()
    return out.getvalue()


@pytest.fixture
def preview(qtbot):
    view = PdfPreview()
    qtbot.addWidget(view)
    view.resize(500, 700)
    with qtbot.waitActive(view):
        view.show()
        view.activateWindow()
    assert view.show_pdf(document())
    return view


def test_pages_are_turned_by_arrows_and_keys_within_the_document(qtbot, preview):
    assert preview._page.text() == "Side 1 av 3"
    assert not preview.back.isEnabled()
    qtbot.mouseClick(preview.forward, Qt.MouseButton.LeftButton)
    qtbot.keyClick(preview.view, Qt.Key.Key_PageDown)
    assert preview._page.text() == "Side 3 av 3"
    assert not preview.forward.isEnabled()
    qtbot.keyClick(preview.view, Qt.Key.Key_PageDown)
    qtbot.keyClick(preview.view, Qt.Key.Key_PageUp)
    assert preview.page == 1
    assert preview.view.accessibleDescription() == "Side 2 av 3"


def test_a_new_version_stays_on_the_page_if_it_has_one(preview):
    preview.go_to(2)
    assert preview.show_pdf(document(4))
    assert (preview.page, preview.pages) == (2, 4)
    assert preview.show_pdf(document(1))
    assert (preview.page, preview.pages) == (0, 1)


def test_zooming_changes_the_size_and_has_ends(qtbot, preview):
    whole = preview.zoom_factor
    qtbot.mouseClick(preview.larger, Qt.MouseButton.LeftButton)
    assert preview.zoom_factor == pytest.approx(whole * 1.25)
    for _ in range(40):
        preview.zoom(1.25)
    assert preview.zoom_factor == 5
    preview.fit()
    assert preview.zoom_factor == pytest.approx(whole)


def test_words_are_found_and_counted(qtbot, preview):
    preview.open_search()
    qtbot.keyClicks(preview.search_field, "leiekontrakt")
    qtbot.waitUntil(lambda: preview.hits == 3)
    assert preview._found.text() == "1 av 3 treff"
    qtbot.keyClick(preview.search_field, Qt.Key.Key_Return)
    qtbot.keyClick(preview.search_field, Qt.Key.Key_Return)
    assert preview._found.text() == "3 av 3 treff"
    assert preview.page == 2
    qtbot.keyClick(preview.search_field, Qt.Key.Key_Escape)
    assert preview.search_field.isHidden()


def test_a_damaged_document_is_told_not_shown(preview):
    assert not preview.show_pdf(b"%PDF-1.4 rubbish")
    assert preview._problem.isVisible()
    assert preview.show_pdf(document())
    assert preview.view.isVisible()


def printed(qtbot, tmp_path, content, ranges="", pages=None):
    printer = QPrinter(QPrinter.PrinterMode.HighResolution)
    printer.setOutputFormat(QPrinter.OutputFormat.PdfFormat)
    printer.setOutputFileName(str(tmp_path / "ut.pdf"))
    if ranges:
        printer.setPrintRange(QPrinter.PrintRange.PageRange)
        printer.setPageRanges(QPageRanges.fromString(ranges))
    run, told = PrintRun(content, printer, pages), []
    run.progress.connect(lambda done, total: told.append((done, total)))
    with qtbot.waitSignal(run.finished, timeout=20000) as finished:
        run.start()
    return finished.args[0], told, tmp_path / "ut.pdf"


@pytest.mark.parametrize(
    ("ranges", "pages", "count"), [("", None, 3), ("2-3", None, 2), ("3-9", None, 1), ("", [0], 1)]
)
def test_the_pages_asked_for_go_out_one_by_one(qtbot, tmp_path, ranges, pages, count):
    ok, told, path = printed(qtbot, tmp_path, document(), ranges, pages)
    assert ok
    assert told == [(n, count) for n in range(1, count + 1)]
    with pikepdf.open(path) as out:
        assert len(out.pages) == count
        streams = [item for item in out.objects if isinstance(item, pikepdf.Stream)]
        widths = [int(item.Width) for item in streams if item.get("/Subtype") == "/Image"]
        assert max(widths) == pytest.approx(A4[0] / 72 * 300, abs=3)


def test_printing_nothing_says_so(qtbot, tmp_path):
    ok, told, _path = printed(qtbot, tmp_path, document(), pages=[])
    assert (ok, told) == (False, [])


def test_a_print_can_be_stopped_between_pages(qtbot, tmp_path):
    printer = QPrinter()
    printer.setOutputFormat(QPrinter.OutputFormat.PdfFormat)
    printer.setOutputFileName(str(tmp_path / "ut.pdf"))
    run, told = PrintRun(document(30), printer), []
    run.progress.connect(lambda done, _t: told.append(done) or run.cancel())
    with qtbot.waitSignal(run.finished, timeout=20000) as finished:
        run.start()
    assert finished.args == [False]
    assert told == [1]


def test_a_damaged_document_is_not_printed(qapp):
    with pytest.raises(RefusedError) as caught:
        PrintRun(b"rubbish", QPrinter())
    assert caught.value.fault.code == "ui.utskrift.ikke_lesbar"


def test_copies_for_the_reader_are_private_and_swept(tmp_path):
    files, opened = ReaderFiles(tmp_path / "visning"), []
    path = files.open(b"%PDF", "Leiekontrakt: Fjordgata 14/H0203", lambda url: opened.append(url) or True)
    assert path.name == "Leiekontrakt Fjordgata 14 H0203.pdf"
    assert opened[0].toLocalFile() == path.as_posix()
    if os.name == "posix":
        assert (tmp_path / "visning").stat().st_mode & 0o077 == 0
    files.sweep()
    assert list((tmp_path / "visning").iterdir()) == []
    with pytest.raises(RefusedError, match="ingen_leser"):
        files.open(b"%PDF", "x", lambda _url: False)


@pytest.mark.parametrize(
    ("given", "made"),
    [("Vedtak.pdf", "Vedtak.pdf"), ("../../etc", "etc.pdf"), ("", "dokument.pdf"), ("a" * 200, "a" * 80 + ".pdf")],
)
def test_file_names_are_safe(given, made):
    assert safe_name(given) == made


def test_saving_is_whole_or_told(tmp_path):
    save_pdf(tmp_path / "a.pdf", b"1")
    save_pdf(tmp_path / "a.pdf", b"2")
    assert (tmp_path / "a.pdf").read_bytes() == b"2"
    with pytest.raises(RefusedError) as caught:
        save_pdf(tmp_path / "finnes ikke" / "a.pdf", b"1")
    assert caught.value.fault.code == "ui.utskrift.ikke_skrevet"
    assert [entry.name for entry in tmp_path.iterdir()] == ["a.pdf"]


def test_progress_shows_itself_only_when_the_work_is_long_and_can_stop_it(qtbot, jobs):
    panel, seen = ProgressPanel(), []
    qtbot.addWidget(panel)
    panel.run(jobs, msg("ui.felles.lagre"), lambda hand: hand.tell(1, 1), done=seen.append)
    jobs.idle()
    assert seen == [None]
    assert panel.isHidden()

    def endless(hand):
        hand.tell(3, 10)
        while True:
            hand.check()

    panel.run(jobs, msg("ui.felles.lagre"), endless, done=seen.append, cancelled=lambda: seen.append("stoppet"))
    qtbot.waitUntil(panel.isVisible, timeout=PATIENCE_MS * 10)
    assert (panel.bar.value(), panel.bar.maximum()) == (3, 10)
    assert panel._count.text() == "3 av 10"
    qtbot.mouseClick(panel.stop_button, Qt.MouseButton.LeftButton)
    jobs.idle()
    assert seen == [None, "stoppet"]
    assert panel.isHidden()
