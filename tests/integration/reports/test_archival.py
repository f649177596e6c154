"""What is issued is PDF/A-3a by its structure. No validator can be had from the registries: it was not validated."""

import pikepdf
import pypdfium2
import pytest

from reports import pdf
from reports.enums import Paper
from reports.papers import whole
from tests.integration.reports.draft_case import UNITS, opened, texts
from tests.unit.reports.report_case import drawn, report

SAMPLE = report(*UNITS, is_sample=True)
FONT_FILES = {"/FontFile", "/FontFile2", "/FontFile3"}


@pytest.fixture(scope="module")
def content() -> bytes:
    return pdf.archival(whole(Paper.QUARTERLY, SAMPLE, "laporan"))


@pytest.fixture(scope="module")
def made(content) -> pikepdf.Pdf:
    return opened(content)


def dictionaries(made: pikepdf.Pdf) -> list[pikepdf.Dictionary]:
    return [item for item in made.objects if isinstance(item, (pikepdf.Dictionary, pikepdf.Stream))]


def test_says_what_the_paper_says(content):
    assert texts(content) == texts(drawn(SAMPLE))


def test_names_its_standard(made):
    with made.open_metadata() as metadata:
        assert (metadata["pdfaid:part"], metadata["pdfaid:conformance"]) == ("3", "A")
        assert metadata["dc:title"] == str(made.docinfo["/Title"]) == SAMPLE.full_title


def test_defines_its_colours(made):
    (intent,) = made.Root.OutputIntents
    assert str(intent.S) == "/GTS_PDFA1"
    assert (int(intent.DestOutputProfile.N), intent.DestOutputProfile.read_bytes()[36:40]) == (3, b"acsp")


def test_is_tagged_indonesian_and_has_an_outline(made):
    assert (str(made.Root.Lang), bool(made.Root.MarkInfo.Marked)) == ("id", True)
    assert str(made.Root.StructTreeRoot.Type) == "/StructTreeRoot"
    with made.open_outline() as outline:
        assert [item.title for item in outline.root][-1] == "Lampiran 3 Lembar Kerja Evaluasi Unit Kerja 03"


def test_every_font_is_embedded_and_can_be_read_as_text(made):
    fonts = [item for item in dictionaries(made) if str(item.get("/Type")) == "/Font"]
    simple = [font for font in fonts if "/DescendantFonts" not in font]
    assert {"/FontDescriptor" in font for font in simple} == {True}
    assert {bool(FONT_FILES & set(font.FontDescriptor.keys())) for font in simple} == {True}
    assert {"/ToUnicode" in font for font in fonts if "/DescendantFonts" in font} == {True}


def test_holds_nothing_that_an_archive_refuses(made):
    """No encryption, scripts, actions, forms, outside contents; annotations are printed; the file has an identifier."""
    assert not made.is_encrypted
    refused = {"/JS", "/JavaScript", "/Launch", "/AA", "/OpenAction", "/XFA", "/Movie", "/Sound"}
    assert [item for item in dictionaries(made) if refused & set(item.keys())] == []
    assert {int(item.F) for item in dictionaries(made) if str(item.get("/Type")) == "/Annot"} <= {4}
    assert len(made.trailer.ID) == 2
    assert [item for item in dictionaries(made) if "/LZWDecode" in str(item.get("/Filter", ""))] == []


def test_opens(content):
    assert len(pypdfium2.PdfDocument(content)) == len(texts(content))
