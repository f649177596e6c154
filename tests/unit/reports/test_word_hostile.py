"""Templates that mean harm: nothing of the server is read, nothing runs on, and nothing foreign reaches a reader."""

from io import BytesIO

import pytest
from defusedxml.ElementTree import fromstring
from docx import Document
from docx.opc.packuri import PackURI
from docx.opc.part import Part
from docx.oxml.ns import nsdecls

from reports.word import rendering
from reports.word.rendering import NotFilled
from tests.uploads import docm, pdf, zipped
from tests.words import everything, filled, opened, part, refusal, template

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
