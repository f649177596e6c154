"""What a Word document may hold: nothing foreign reaches a reader, whatever it is called and however it is written."""

from io import BytesIO

import pytest
from docx import Document

from reports.word.renderer.refusals import DAMAGED, FETCHES, FIELDS, HOLDS, RUNS, TOO_MUCH, Refused
from reports.word.renderer.safety import check
from reports.word.rendering import NotFilled
from tests.unit.reports.word_case import (
    BODY,
    OFFICE,
    W,
    begin,
    bodied,
    box,
    either,
    fields,
    holding,
    related,
    said,
)
from tests.uploads import jpeg, png
from tests.words import changed, filled, opened, part, template


def found(content: bytes) -> str:
    """The kind of refusal; "" where the document is safe."""
    try:
        check(content)
    except Refused as error:
        return error.kind
    return ""


# --- members ------------------------------------------------------------------------------------
DDE = f'<w:x xmlns:w="{W}"><w:fldSimple w:instr="DDEAUTO c:\\cmd"/></w:x>'
SVG = '<svg xmlns="http://www.w3.org/2000/svg"/>'


@pytest.mark.parametrize(
    ("kind", "content"),
    [
        pytest.param(RUNS, holding("word/x.bin", DDE, "application/xml"), id="XML under another ending"),
        pytest.param(RUNS, holding("word/x.Dat", DDE, "Application/XML; charset=utf-8", "dAT"), id="in other letters"),
        pytest.param(
            RUNS,
            holding("word/x.png", DDE, f"{OFFICE}.wordprocessingml.header+xml"),
            id="a head that is called a picture",
        ),
        pytest.param(HOLDS, holding("word/x.xml", DDE, "application/vnd.lain+xml"), id="XML of a kind we do not know"),
        pytest.param(HOLDS, holding("word/x.bin", b"x"), id="a member of no kind"),
        pytest.param(HOLDS, holding("word/vbaProject.bin", b"x", "application/vnd.ms-office.vbaProject"), id="macros"),
        pytest.param(HOLDS, holding("word/a.bin", b"x", "application/vnd.ms-office.activeX"), id="control"),
        pytest.param(
            HOLDS,
            holding("word/a.bin", b"x", f"{OFFICE}.oleObject"),
            id="object",
        ),
        pytest.param(HOLDS, holding("word/a.svg", SVG, "image/svg+xml", "svg"), id="drawing that may run"),
        pytest.param(HOLDS, holding("word/a.emf", b"x", "image/x-emf", "emf"), id="old drawing"),
        pytest.param(HOLDS, holding("word/a.htm", "<p/>", "text/html"), id="page of the web"),
        pytest.param(HOLDS, holding("word/a.png", SVG, "image/png"), id="picture that is none"),
        pytest.param(DAMAGED, holding("word/DOCUMENT.xml", "<x/>"), id="two members of a name"),
        pytest.param(DAMAGED, holding("word/../a.xml", "<x/>"), id="a name that leads out"),
        pytest.param(DAMAGED, holding("word/a.rels", "<x/>"), id="relations of nothing"),
        pytest.param(DAMAGED, holding("word/document.xml", "<x/>", "application/xml"), id="two kinds of a member"),
        pytest.param(DAMAGED, changed(template("x"), **{BODY: "<w:document"}), id="not whole"),
        pytest.param(DAMAGED, b"PK\x03\x04", id="no zip"),
        pytest.param(DAMAGED, b"", id="nothing"),
    ],
)
def test_a_document_is_made_of_known_members(kind, content):
    assert found(content) == kind


def test_a_member_that_unpacks_to_too_much_is_refused_before_it_is_read():
    assert found(changed(template("x"), **{BODY: bytes(129 << 20)})) == TOO_MUCH


def test_a_template_may_unpack_to_less():
    content = changed(template("x"), **{"word/x.xml": bytes(33 << 20)})
    assert len(content) < 100_000
    with pytest.raises(NotFilled, match="terlalu besar"):
        filled(content, {})


def test_so_are_too_many_members():
    assert found(changed(template("x"), **{f"word/{number}.xml": "" for number in range(1001)})) == TOO_MUCH


@pytest.mark.parametrize(
    "body",
    [
        pytest.param("<!DOCTYPE x [<!ENTITY a 'b'>]><x>&a;</x>", id="entity"),
        pytest.param('<!DOCTYPE x SYSTEM "file:///etc/passwd"><x/>', id="another file"),
        pytest.param('<?xml version="1.0" encoding="utf-16"?><!DOCTYPE x><x/>'.encode("utf-16"), id="in other letters"),
        pytest.param("<x>" * 300 + "</x>" * 300, id="deep"),
    ],
)
def test_xml_that_would_grow_is_refused(body):
    assert found(changed(template("x"), **{BODY: body})) == DAMAGED


# --- relations ----------------------------------------------------------------------------------
STRICT = "http://purl.oclc.org/ooxml/officeDocument/relationships"
EVIL = "https://jahat.example/a"


@pytest.mark.parametrize(
    ("kind", "content"),
    [
        pytest.param(FETCHES, related("image", f"{EVIL}.png"), id="picture from the net"),
        pytest.param(FETCHES, related("image", f"{EVIL}.png", where=STRICT), id="in the strict form"),
        pytest.param(FETCHES, related("attachedTemplate", f"{EVIL}.dotm"), id="another template"),
        pytest.param(FETCHES, related("attachedTemplate", "\\\\jahat\\a.dotm"), id="a template on a share"),
        pytest.param(FETCHES, related("oleObject", "file:///C:/a.xlsx"), id="linked object"),
        pytest.param(FETCHES, related("mailMergeSource", "file:///C:/a.csv"), id="letters for many"),
        pytest.param(FETCHES, related("subDocument", f"{EVIL}.docx"), id="document in parts"),
        pytest.param(FETCHES, related("frame", f"{EVIL}.htm"), id="frame"),
        pytest.param(FETCHES, related("hyperlink", "file:///C:/a.exe"), id="link to a program"),
        pytest.param(FETCHES, related("hyperlink", "\\\\jahat\\a"), id="link to a share"),
        pytest.param(FETCHES, related("hyperlink", "javascript:alert(1)"), id="link that runs"),
        pytest.param(FETCHES, related("hyperlink", "ms-word:ofe|u|x"), id="link that opens a program"),
        pytest.param(FETCHES, related("hyperlink", EVIL, where="http://lain.example"), id="a link by another's name"),
        pytest.param(FETCHES, related("image", f"{EVIL}.png", outside=False), id="outside without saying so"),
        pytest.param(FETCHES, related("image", "media/tidak-ada.png", outside=False), id="to nothing"),
        pytest.param(HOLDS, related("aFChunk", "a.mht", outside=False), id="chunk of HTML"),
        pytest.param(HOLDS, related("package", "styles.xml", outside=False), id="workbook of a chart"),
        pytest.param(HOLDS, related("vbaProject", "styles.xml", outside=False), id="macros"),
    ],
)
def test_relations_lead_to_members_or_are_links_one_clicks(kind, content):
    assert found(content) == kind


@pytest.mark.parametrize(
    "xml",
    [
        '<w:p><w:r><w:drawing><a:blip r:embed="rIdX"/></w:drawing></w:r></w:p>',
        '<w:p><w:r><w:drawing><a:blip rs:embed="rIdX"/></w:drawing></w:r></w:p>',
        '<w:p><w:r><w:pict><v:imagedata r:id="rIdX"/></w:pict></w:r></w:p>',
        '<w:p><w:r><w:pict><v:imagedata o:relid="1" r:pict="rIdX"/></w:pict></w:r></w:p>',
    ],
)
def test_a_link_is_no_picture(xml):
    assert found(bodied(xml, related("hyperlink", "https://example.go.id/"))) == FETCHES


@pytest.mark.parametrize(
    ("kind", "xml"),
    [
        (FETCHES, f'<w:p><w:r><w:pict><v:imagedata src="{EVIL}"/></w:pict></w:r></w:p>'),
        (FETCHES, f'<w:p><w:r><w:pict><v:imagedata o:href="{EVIL}"/></w:pict></w:r></w:p>'),
        (FETCHES, '<w:p><w:r><w:pict><v:imagedata r:href="rId1"/></w:pict></w:r></w:p>'),
        (FETCHES, '<w:p><w:r><w:pict><v:shape href="\\\\jahat\\a"/></w:pict></w:r></w:p>'),
        (FETCHES, '<w:p><w:r><w:drawing><a:blip r:link="rId1"/></w:drawing></w:r></w:p>'),
        (HOLDS, "<w:altChunk/>"),
        (HOLDS, "<strict:altChunk/>"),
        (HOLDS, "<w:p><w:r><w:object/></w:r></w:p>"),
        (HOLDS, "<w:p><w:r><w:control/></w:r></w:p>"),
        (HOLDS, "<w:p><o:OLEObject/></w:p>"),
        (HOLDS, "<w:subDoc/>"),
        (HOLDS, '<w:p><a:hlinkClick r:id="" action="ppaction://program"/></w:p>'),
    ],
)
def test_what_fetches_or_holds_something_foreign_is_refused(kind, xml):
    assert found(bodied(xml)) == kind


@pytest.mark.parametrize("name", ["mailMerge", "attachedTemplate", "saveThroughXslt"])
def test_so_are_settings_that_do(name):
    content = template("Isi")
    settings = part(content, "word/settings.xml").replace("</w:settings>", f"<w:{name}/></w:settings>")
    assert found(changed(content, **{"word/settings.xml": settings})) == HOLDS


# --- fields -------------------------------------------------------------------------------------
@pytest.mark.parametrize(
    ("kind", "xml"),
    [
        (RUNS, fields("DDEAUTO c:\\\\windows\\\\system32\\\\cmd.exe")),
        (RUNS, fields(" D", "DEAU", "TO x")),
        (RUNS, fields("dde x")),
        (RUNS, fields("PAGE DDEAUTO x")),
        (RUNS, fields('"DDEAUTO" x')),
        (RUNS, fields("INCLUDEPICTURE https://jahat.example/a.png")),
        (RUNS, fields('QUOTE "x"')),
        (RUNS, fields("IF 1 = 1 x y")),
        (RUNS, fields("= 1 + 1")),
        (RUNS, fields("DATABASE \\d x")),
        (RUNS, fields("MACROBUTTON AutoOpen x")),
        (RUNS, fields("MERGEFIELD nama")),
        (RUNS, fields("")),
        (RUNS, '<w:p><w:fldSimple w:instr=" INCLUDETEXT C:\\a "/></w:p>'),
        (RUNS, '<w:p><strict:fldSimple strict:instr="DDE x"/></w:p>'),
        (RUNS, f"<w:p>{begin()}{said('DDEAUTO x')}{begin('end')}</w:p>"),
        (FIELDS, f"<w:p>{begin()}{said('PAGE')}</w:p>"),
        (FIELDS, f"<w:p>{said('PAGE')}</w:p>"),
        (FIELDS, f"<w:p>{begin('end')}</w:p>"),
        (FIELDS, f"<w:p>{begin('lain')}</w:p>"),
        (FIELDS, fields("PAGE", "<w:r><w:t>DDE</w:t></w:r>")),
        (FIELDS, fields("PAGE", f"{begin()}{said('PAGE')}{begin('end')}")),
        (FIELDS, fields("<w:r><w:delInstrText>PAGE X</w:delInstrText></w:r>", "DDEAUTO x")),
        (FIELDS, fields("<w:del><w:r><w:instrText>PAGE X</w:instrText></w:r></w:del>", "DDEAUTO x")),
        (FIELDS, fields("<x:lain><w:r><w:instrText>PAGE X</w:instrText></w:r></x:lain>", "DDEAUTO x")),
        (FIELDS, fields(either(said("PAGE X"), ""), "DDEAUTO x")),
        (FIELDS, fields(either(said("PAGE"), said("DDE")), "AUTO x")),
        (FIELDS, f"<w:p>{either(begin(), begin())}{said('DDE x')}{begin('end')}</w:p>"),
        (FIELDS, f"<w:p>{begin()}{said('PAGE X')}{either(begin('end'), '')}{said('DDE')}{begin('end')}</w:p>"),
        (FIELDS, "<w:p><w:r><w:instrText>PAGE <x:a/>X</w:instrText></w:r></w:p>"),
    ],
)
def test_fields_count_name_or_point_and_are_whole(kind, xml):
    assert found(bodied(xml)) == kind


@pytest.mark.parametrize(
    "words",
    [
        "HYPERLINK file:///C:/a.exe",
        'HYPERLINK "\\\\\\\\jahat\\\\a" \\o "HYPERLINK http://a"',
        'HYPERLINK \\o "HYPERLINK http://a" "\\\\\\\\jahat\\\\a"',
        'HYPERLINK "http://a" "file:///C:/a.exe"',
        'HYPERLINK \\n "file:///C:/a.exe"',
        'HYPERLINK \\* "file:///C:/a.exe"',
        'HYPERLINK \\l "\\\\\\\\jahat\\\\a"',
        "HYPERLINK “\\\\\\\\jahat\\\\a” \\o “http://a”",
        'HYPERLINK "http://a" \\t "file:///C:/a"',
        'HYPERLINK "javascript:alert(1)"',
        'HYPERLINK ""',
    ],
)
def test_a_field_links_to_pages_and_mailboxes_only(words):
    assert found(bodied(fields(words))) == FETCHES


def test_the_sentence_names_the_field_and_its_place():
    content = template("Isi", head="x")
    head = part(content, "word/header1.xml").replace("</w:p>", f"</w:p>{fields('DDEAUTO x')}")
    with pytest.raises(NotFilled) as error:
        filled(changed(content, **{"word/header1.xml": head}), {})
    assert str(error.value) == (
        "Dokumen ini memuat bidang yang tidak diizinkan: DDEAUTO (dalam kepala halaman). Hapus bidang itu, lalu simpan "
        "ulang."
    )


def test_a_field_that_comes_about_by_filling_is_found():
    """The template itself says nothing; the document does."""
    content = bodied(fields("PAGE DDE{{ unit.nama }}"))
    assert found(content) == ""
    with pytest.raises(NotFilled, match="DDEAUTO"):
        filled(content, {"unit": {"nama": "AUTO"}})


# --- what letterheads need ----------------------------------------------------------------------
def illustrated() -> bytes:
    document, out = Document(), BytesIO()
    for picture in (png(), jpeg()):
        document.add_picture(BytesIO(picture))
    document.save(out)
    return out.getvalue()


FONT = f"{OFFICE}.obfuscatedFont"


@pytest.mark.parametrize(
    "content",
    [
        pytest.param(template("Isi"), id="plain"),
        pytest.param(illustrated(), id="pictures"),
        pytest.param(related("hyperlink", "https://inspektorat.example.go.id/"), id="link"),
        pytest.param(related("hyperlink", "mailto:inspektorat@example.go.id"), id="mailbox"),
        pytest.param(related("hyperlink", "#_Toc1"), id="link inside"),
        pytest.param(related("hyperlink", "https://example.go.id", where=STRICT), id="link in the strict form"),
        pytest.param(
            bodied('<w:p><w:hyperlink r:id="rIdX"/><a:hlinkClick r:id="rIdX"/></w:p>', related("hyperlink", EVIL)),
            id="what one clicks",
        ),
        pytest.param(bodied(fields(" PAGE ") + fields("NUMPAGES \\* MERGEFORMAT")), id="page"),
        pytest.param(bodied(fields('TOC \\o "1-3" \\h \\z \\u')), id="contents"),
        pytest.param(bodied(fields('DATE \\@ "d MMMM yyyy"') + fields('STYLEREF "Heading 1"')), id="day and heading"),
        pytest.param(bodied(fields("HYPERLINK https://example.go.id")), id="link by a field"),
        pytest.param(bodied(fields('HYPERLINK "https://example.go.id" \\o "Laman kami" \\t "_blank"')), id="its tip"),
        pytest.param(bodied(fields('HYPERLINK \\l "_Toc1"')), id="link inside by a field"),
        pytest.param(
            bodied(
                f"<w:p>{begin()}{said('TOC')}{begin('separate')}{fields('PAGEREF _Toc1')[5:-6]}{begin('end')}</w:p>"
            ),
            id="a field in what another shows",
        ),
        pytest.param(bodied(box(fields("PAGE"))), id="page in a text box"),
        pytest.param(holding("word/fonts/font1.odttf", b"x", FONT, "odttf"), id="font"),
        pytest.param(
            holding("word/intelligence2.xml", "<x/>", "application/vnd.ms-office.intelligence2+xml"), id="editor"
        ),
        pytest.param(holding("customXml/item9.xml", "<b:Sources xmlns:b='x'/>"), id="what Word keeps beside"),
    ],
)
def test_what_letterheads_need_is_taken(content):
    assert found(content) == ""


def test_what_is_taken_can_be_filled():
    assert [one.text for one in opened(filled(illustrated(), {})).paragraphs] == ["", ""]
