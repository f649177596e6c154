"""What a template can do: print data, repeat, choose, and set what people wrote as paragraphs and lists."""

import re
from io import BytesIO

import pytest
from docx import Document
from docx.oxml.ns import qn

from reports.word.ours.looks import field
from reports.word.rendering import NotFilled
from tests.uploads import png
from tests.words import changed, everything, filled, lines, opened, part, refusal, tables, template


def run(text: str, *marks: str) -> dict:
    return {"teks": text, "tebal": "tebal" in marks, "miring": "miring" in marks, "garis": "garis" in marks}


def test_names_loops_and_conditions():
    content = template(
        "{{ unit.nama|upper }}, {{ jumlah }} unit",
        "{%p if draf %}",
        "Draf",
        "{%p else %}",
        "Final",
        "{%p endif %}",
        rows=[
            ["No.", "Area"],
            ["{%tr for a in area %}", ""],
            ["{{ loop.index }}", "{{ a.nama }}"],
            ["{%tr endfor %}", ""],
        ],
        head="{{ unit.nama }}",
    )
    data = {"unit": {"nama": "RSUD"}, "jumlah": 2, "draf": False, "area": [{"nama": "Satu"}, {"nama": "Dua"}]}
    made = filled(content, data)
    assert lines(made) == ["RSUD, 2 unit", "Final"]
    assert tables(made) == [[["No.", "Area"], ["1", "Satu"], ["2", "Dua"]]]
    assert opened(made).sections[0].header.paragraphs[0].text == "RSUD"


def test_what_is_written_is_text_and_never_markup():
    words = "<w:p/> & {{ judul }} {% x %} \"'"
    assert everything(filled(template("{{ judul }}"), {"judul": words})) == words


def test_lines_of_a_text_stay_apart():
    (paragraph,) = opened(filled(template("{{ isi }}"), {"isi": "satu\ndua"})).paragraphs
    assert paragraph.text == "satu\ndua"


def test_a_story_becomes_paragraphs_and_lists():
    story = [
        {"jenis": "alinea", "isi": [run("Nilai "), run("naik", "tebal"), run(" <b>", "miring", "garis")]},
        {
            "jenis": "daftar",
            "bernomor": True,
            "butir": [
                {
                    "isi": [run("satu")],
                    "daftar": [
                        {"jenis": "daftar", "bernomor": False, "butir": [{"isi": [run("titik")], "daftar": []}]}
                    ],
                },
                {"isi": [run("dua")], "daftar": []},
            ],
        },
        {"jenis": "daftar", "bernomor": True, "butir": [{"isi": [run("lagi")], "daftar": []}]},
    ]
    made = opened(filled(template("{{p isi|paragraf('Body Text') }}"), {"isi": story}, {"isi": None}))
    assert [(one.text, one.style.name) for one in made.paragraphs] == [
        (words, "Body Text") for words in ("Nilai naik <b>", "satu", "titik", "dua", "lagi")
    ]
    looks = [(one.text, one.bold, one.italic, one.underline) for one in made.paragraphs[0].runs]
    assert looks == [("Nilai ", None, None, None), ("naik", True, None, None), (" <b>", None, True, True)]
    numbers = [
        (one.text, one._p.pPr.numPr.ilvl.val, one._p.pPr.numPr.numId.val)
        for one in made.paragraphs
        if one._p.pPr.numPr is not None
    ]
    assert numbers == [("satu", 0, 9001), ("titik", 1, 9002), ("dua", 0, 9001), ("lagi", 0, 9003)]
    root = made.part.numbering_part.element
    kinds = {
        num.numId: root.xpath(f"w:abstractNum[@w:abstractNumId='{num.abstractNumId.val}']/w:lvl[1]/w:numFmt/@w:val")[0]
        for num in root.num_lst
        if num.numId > 9000
    }
    assert kinds == {9001: "decimal", 9002: "bullet", 9003: "decimal"}


def test_a_picture_is_put_in_with_words_for_it():
    content = template("{{ 'logo'|gambar(20, 'Logo') }}", "{{ tak_ada|gambar }}")
    made = opened(filled(content, {"tak_ada": ""}, pictures={"logo": png()}))
    (shape,) = made.inline_shapes
    assert (shape.width.mm, shape._inline.docPr.get("descr")) == (20, "Logo")


def test_the_properties_are_those_of_the_work_whatever_the_template_says():
    content = changed_properties(template("{{ judul }}"))
    properties = opened(filled(content, {"judul": "x"})).core_properties
    found = (properties.title, properties.author, properties.language, properties.keywords, properties.subject)
    assert found == ("Judul", "Penerbit", "id-ID", "", "")


def changed_properties(content: bytes) -> bytes:
    core = part(content, "docProps/core.xml")
    return changed(content, **{"docProps/core.xml": core.replace("Word Document", "{{ judul.__class__ }}")})


def test_a_loop_without_items_leaves_a_document_that_opens():
    """Word opens no table without rows, and no cell without a paragraph."""
    rows = [["{%tr for a in area %}", ""], ["{{ a.nama }}", "{{p a.isi|paragraf }}"], ["{%tr endfor %}", ""]]
    content, names = template("Isi", rows=rows), {"area": [{"nama": None, "isi": None}]}
    assert tables(filled(content, {"area": []}, names)) == []
    made = opened(filled(content, {"area": [{"nama": "Satu", "isi": []}]}, names))
    assert [[len(cell.paragraphs) for cell in row.cells] for row in made.tables[0].rows] == [[1, 1]]


def test_a_coloured_cell_keeps_the_order_that_word_asks_for():
    content = template(rows=[["{% cellbg warna %}{{ nilai }}", "x"]])
    cell = opened(filled(content, {"warna": "C0D7F9", "nilai": "80"})).tables[0].cell(0, 0)
    assert [child.tag for child in cell._tc.tcPr] == [qn("w:tcW"), qn("w:shd")]
    assert cell._tc.tcPr.find(qn("w:shd")).get(qn("w:fill")) == "C0D7F9"


@pytest.mark.parametrize(
    ("words", "sentence"),
    [
        ("{{ namaa }}", "nama yang tidak dikenal: namaa"),
        ("{{ unit.namaa }}", "nama yang tidak dikenal: unit.namaa"),
        ("{% if tidak %}{{ unit.kode }}{% endif %}", "nama yang tidak dikenal: unit.kode"),
        ("{% for a in area %}{{ a.bobot }}{% endfor %}", "nama yang tidak dikenal: a.bobot"),
        ("{% for a in unit %}x{% endfor %}", "nama yang tidak dikenal: for … in unit (bukan daftar)"),
        ("{{ a.nama }}", "nama yang tidak dikenal: a"),
        ("{{ area[0].x }}", "nama yang tidak dikenal: area[0].x"),
        ("{{ area[7].nama }}", "nama yang tidak dikenal: nama pada isi ke-8 dari sebuah daftar"),
        ("{{p unit.nama|paragraf('Gaya Lain') }}", "nama yang tidak dikenal: gaya Gaya Lain"),
        ("{% for a in area %}", "yang salah tulis (dalam isi dokumen), dekat"),
        ("{{ unit.nama|sulap }}", "yang salah tulis (dalam isi dokumen), dekat"),
        ("{{ unit. }}", "yang salah tulis (dalam isi dokumen), dekat"),
    ],
)
def test_a_mistake_is_named(words, sentence):
    data = {"unit": {"nama": "RSUD"}, "tidak": False, "area": [{"nama": "Satu"}]}
    assert sentence in refusal(template(words), data)


@pytest.mark.parametrize(
    ("words", "sentence"),
    [
        ("{{ unit }}", "mencetak unit (dalam isi dokumen), padahal itu daftar atau kelompok"),
        ("{{ area }}", "mencetak area (dalam isi dokumen), padahal itu daftar atau kelompok"),
        ("{{ unit.nama|paragraf }}", "tidak diizinkan: paragraf untuk yang bukan narasi (dalam isi dokumen)"),
        ("{{ jumlah + 1 }}", "tidak diizinkan: hitungan (dalam isi dokumen)"),
        ("{{ -jumlah }}", "tidak diizinkan: hitungan (dalam isi dokumen)"),
        ("{% set x = jumlah %}", "tidak diizinkan: set (dalam isi dokumen)"),
        ("{% if unit.nama > jumlah %}x{% endif %}", "tidak dapat diisi (dalam isi dokumen)"),
    ],
)
def test_what_is_not_possible_is_said_without_words_of_programmers(words, sentence):
    told = refusal(template(words), {"unit": {"nama": "RSUD"}, "jumlah": 3, "area": [{"nama": "Satu"}]})
    assert sentence in told
    assert not re.search(r"Error|Node|lxml|docx|'|line \d", told)


def test_the_place_of_a_mistake_is_told():
    assert "namaa (dalam kepala halaman)" in refusal(template("{{ nama }}", head="{{ namaa }}"), {"nama": "x"})


def test_a_loop_that_begins_outside_a_table_and_ends_in_it_is_refused():
    content = template("{% for a in area %}", rows=[["{{ a }}{% endfor %}"]])
    with pytest.raises(NotFilled) as error:
        filled(content, {"area": ["x", "y"]})
    assert str(error.value) == (
        "Perintah dalam templat memotong susunan dokumen (dalam isi dokumen), misalnya for dimulai di dalam tabel dan "
        "berakhir di luarnya. Tulis {%tr … %} untuk baris tabel dan {%p … %} untuk alinea."
    )


def with_contents(*, is_updated: bool) -> bytes:
    """A template with a table of contents and two headings, one of them in a loop; as we build it, or after somebody
    had Word write its entries."""
    document, out = Document(), BytesIO()
    contents = document.add_paragraph()
    field(contents, 'TOC \\o "1-3"', "Daftar isi")
    if is_updated:
        entry, last = document.add_paragraph("Area {{ a }}\t"), document.add_paragraph()
        field(entry, "PAGEREF _Toc1", "2")
        last._p.append(contents.runs[-1]._r)
    for words, level in (("Bab I", 1), ("{%p for a in area %}", 0), ("Area {{ a }}", 2), ("{%p endfor %}", 0)):
        document.add_heading(words, level) if level else document.add_paragraph(words)
    document.save(out)
    return out.getvalue()


@pytest.mark.parametrize("is_updated", [False, True])
def test_the_table_of_contents_names_the_headings_and_asks_for_their_pages(is_updated):
    made = opened(filled(with_contents(is_updated=is_updated), {"area": ["satu", "dua"]}))
    assert [(one.text, one.style.style_id) for one in made.paragraphs if one.style.style_id.startswith("Heading")] == [
        ("Bab I", "Heading1"),
        ("Area satu", "Heading2"),
        ("Area dua", "Heading2"),
    ]
    entries = [one for one in made.paragraphs if "PAGEREF" in one._p.xml]
    assert [one.text for one in entries] == ["Bab I\t…", "Area satu\t…", "Area dua\t…"]
    wanted = [one._p.xpath("string(.//w:instrText)").split()[1] for one in entries]
    assert wanted == made.element.body.xpath(".//w:bookmarkStart/@w:name")
    assert made.settings.element.xpath("./w:updateFields/@w:val") == ["true"]
    assert "TOC" not in {text.split()[0] for text in made.element.body.xpath(".//w:instrText/text()")}
