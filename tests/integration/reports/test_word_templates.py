"""Replacing our Word templates: who may, what is taken, what is kept, and what it changes."""

import pytest
from django.db import IntegrityError, transaction
from django.urls import reverse

from evaluations.exceptions import Invalid, NotAllowed, WrongState
from history.models import Entry
from reports.actions import word_templates as actions
from reports.enums import IN_WORD, Paper
from reports.models import WordTemplate
from reports.queries.word_templates import names_of, template_for, templates
from reports.word import ours
from tests.factories import NOW, WorkUnitFactory, actor, person
from tests.integration.evaluations.pages_case import sign_in, statuses, text
from tests.integration.evaluations.people import everybody
from tests.office import converted
from tests.unit.reports.word_case import bodied, fields, related
from tests.uploads import docm, pdf, sent, zip_bomb_docx
from tests.words import everything, lines, opened, template
from units.roles import Role

pytestmark = pytest.mark.django_db
QUERIES = 7
LHE, QUARTERLY = Paper.LHE, Paper.QUARTERLY
INDEX = "/pengelolaan/templat-word/"


@pytest.fixture(autouse=True)
def _files(private_folder):
    """Templates are kept in a folder of this test."""


def upload(*words: str, name: str = "Templat LHE.docx"):
    return sent(name, template(*(words or ("{{ judul }}", "{{ unit.nama }}"))))


def put(*words: str, paper: Paper = LHE, by=None) -> WordTemplate:
    return actions.put_in_force(paper=paper, upload=upload(*words), by=by or actor(person(Role.ADMINISTRATOR)), now=NOW)


# --- who ------------------------------------------------------------------------------------------
PAGES = [
    ("get", INDEX),
    ("get", f"{INDEX}lhe/nama/"),
    ("get", f"{INDEX}triwulan/nama/"),
    ("get", f"{INDEX}lhe/templat.docx"),
]


@pytest.mark.parametrize(("method", "address"), PAGES)
def test_who_may_see_them(client, instrument, method, address):
    people = everybody(WorkUnitFactory())
    del people["inactive head"]
    expected = {who: 200 if who == "administrator" else 403 for who in people}
    assert statuses(client, people, address, method) == expected


@pytest.mark.parametrize("address", [f"{INDEX}lhe/", f"{INDEX}lhe/bawaan/"])
def test_who_may_change_them(client, instrument, address):
    people = everybody(WorkUnitFactory())
    del people["inactive head"]
    found = statuses(client, people, address, "post")
    assert {who for who, status in found.items() if status != 403} == {"administrator"}


def test_actions_ask_too(instrument):
    for by in (Role.SUPERVISOR, Role.LEADER, Role.EVALUATOR):
        with pytest.raises(NotAllowed):
            put(by=actor(person(by)))
        with pytest.raises(NotAllowed):
            actions.go_back(paper=LHE, by=actor(person(by)), now=NOW)
        with pytest.raises(NotAllowed):
            actions.try_template(paper=LHE, upload=upload(), by=actor(person(by)), now=NOW)


@pytest.mark.parametrize(
    ("method", "address", "status"),
    [
        ("post", INDEX, 405),
        ("get", f"{INDEX}lhe/", 405),
        ("get", f"{INDEX}lhe/bawaan/", 405),
        ("post", f"{INDEX}lhe/nama/", 405),
        ("post", f"{INDEX}lhe/templat.docx", 405),
        ("post", f"{INDEX}rekap/", 404),
        ("get", f"{INDEX}rekap/nama/", 404),
        ("get", f"{INDEX}puisi/templat.docx", 404),
        ("get", f"{INDEX}9999/berkas/", 404),
        ("post", f"{INDEX}lhe/bawaan/", 409),  # ours is in force
    ],
)
def test_what_there_is_not(client, instrument, method, address, status):
    sign_in(client, person(Role.ADMINISTRATOR))
    assert getattr(client, method)(address).status_code == status


def test_nobody_without_signing_in(client):
    assert "masuk" in client.get(INDEX)["Location"]


# --- what is kept ---------------------------------------------------------------------------------
def test_without_any_ours_is_in_force():
    assert {paper: template_for(paper) for paper in IN_WORD} == {paper: ours.template(paper) for paper in IN_WORD}
    assert [(one.paper, one.in_force, one.earlier) for one in templates()] == [(QUARTERLY, None, ()), (LHE, None, ())]


def test_one_that_is_put_in_force_replaces_the_one_before_which_is_kept():
    first, second = put("Pertama {{ judul }}"), put("Kedua {{ judul }}")
    first.refresh_from_db()
    assert (first.dropped_at, first.dropped_by.pk) == (NOW, first.dropped_by_id)
    assert lines(template_for(LHE)) == ["Kedua {{ judul }}"]
    assert template_for(QUARTERLY) == ours.template(QUARTERLY)
    assert [(one.in_force, one.earlier) for one in templates()] == [(None, ()), (second, (first,))]


def test_going_back_to_ours_keeps_what_was():
    row = put()
    actions.go_back(paper=LHE, by=actor(person(Role.ADMINISTRATOR)), now=NOW)
    assert template_for(LHE) == ours.template(LHE)
    assert [one.earlier for one in templates()] == [(), (row,)]
    with pytest.raises(WrongState):
        actions.go_back(paper=LHE, by=actor(person(Role.ADMINISTRATOR)), now=NOW)


def test_the_history_tells_each_change():
    row, other = put("Satu"), put("Dua")
    actions.go_back(paper=LHE, by=actor(person(Role.ADMINISTRATOR)), now=NOW)
    found = Entry.objects.filter(subject="wordtemplate").order_by("pk")
    assert [(entry.verb, entry.subject_id, bool(entry.old), bool(entry.new)) for entry in found] == [
        ("templat Word diberlakukan", row.pk, False, True),
        ("templat Word diberlakukan", other.pk, True, True),
        ("templat bawaan diberlakukan lagi", other.pk, True, False),
    ]


def test_the_same_again_is_refused_and_nothing_changes():
    content, by = template("Sama"), actor(person(Role.ADMINISTRATOR))
    row = actions.put_in_force(paper=LHE, upload=sent("a.docx", content), by=by, now=NOW)
    with pytest.raises(Invalid) as error:
        actions.put_in_force(paper=LHE, upload=sent("b.docx", content), by=by, now=NOW)
    row.refresh_from_db()
    assert (str(error.value), row.dropped_at) == ("Templat ini sudah berlaku.", None)


def test_trying_keeps_nothing():
    made = actions.try_template(paper=LHE, upload=upload(), by=actor(person(Role.ADMINISTRATOR)), now=NOW)
    assert lines(made) == ["[judul]", "[nama]"]
    assert WordTemplate.objects.count() == 0


def test_two_in_force_at_once_are_refused_by_the_database():
    row, other = put(), put("{{ judul }}", paper=QUARTERLY)
    actions.go_back(paper=QUARTERLY, by=actor(person(Role.ADMINISTRATOR)), now=NOW)
    other.refresh_from_db()
    with pytest.raises(IntegrityError), transaction.atomic():
        WordTemplate.objects.filter(pk=other.pk).update(paper=LHE, dropped_at=None, dropped_by=None)
    assert [one.in_force for one in templates()] == [None, row]


def test_one_that_waits_for_the_virus_scanner_makes_no_document():
    row = put()
    row.file.scan = "waiting"
    row.file.save()
    with pytest.raises(WrongState):
        template_for(LHE)


# --- the page -------------------------------------------------------------------------------------
def test_trying_on_the_page_sends_the_example(client):
    sign_in(client, person(Role.ADMINISTRATOR))
    response = client.post(f"{INDEX}lhe/", {"berkas": upload(), "coba": "ya"})
    assert response["Content-Disposition"] == 'attachment; filename="contoh-lhe.docx"'
    assert lines(response.content) == ["[judul]", "[nama]"]


def test_putting_in_force_and_going_back_on_the_page(client):
    sign_in(client, person(Role.ADMINISTRATOR))
    page = text(client.post(f"{INDEX}lhe/", {"berkas": upload()}, follow=True))
    assert "Templat Word untuk Laporan Hasil Evaluasi berlaku mulai sekarang." in page
    row = WordTemplate.objects.get()
    kept = client.get(reverse("reports:word_template", args=[row.pk]))
    assert lines(b"".join(kept.streaming_content)) == ["{{ judul }}", "{{ unit.nama }}"]
    page = text(client.post(f"{INDEX}lhe/bawaan/", follow=True))
    assert "Templat bawaan untuk Laporan Hasil Evaluasi berlaku lagi." in page
    assert "Templat sebelumnya (1)" in page


@pytest.mark.parametrize(
    ("given", "status", "sentence"),
    [
        pytest.param(None, 422, "Pilih templat Word (.docx).", id="nothing"),
        pytest.param(lambda: sent("a.docx", b""), 422, "Berkas ini kosong", id="empty"),
        pytest.param(lambda: sent("a.pdf", pdf()), 422, "PDF tidak diterima di sini.", id="PDF"),
        pytest.param(lambda: sent("a.docx", pdf()), 422, "Isi berkas ini bukan DOCX", id="PDF in disguise"),
        pytest.param(lambda: sent("a.docm", docm()), 422, "dapat berisi makro", id="macros"),
        pytest.param(lambda: sent("a.docx", docm()), 422, "berisi makro", id="macros in disguise"),
        pytest.param(lambda: sent("a.docx", zip_bomb_docx()), 422, "bom zip", id="bomb"),
        pytest.param(lambda: upload("{{ judulnya }}"), 422, "nama yang tidak dikenal: judulnya", id="unknown name"),
        pytest.param(lambda: upload("{{ judul.__class__ }}"), 422, "nama yang tidak dikenal", id="walk"),
        pytest.param(
            lambda: upload("{{ range(9) }}"),
            422,
            "tidak diizinkan: memanggil fungsi dengan tanda kurung (dalam isi dokumen)",
            id="call",
        ),
        pytest.param(
            lambda: sent("a.docx", bodied(fields("DDEAUTO x"))),
            422,
            "bidang yang tidak diizinkan: DDEAUTO (dalam isi dokumen)",
            id="program by a field",
        ),
        pytest.param(
            lambda: sent("a.docx", related("attachedTemplate", "https://jahat.example/a.dotm")),
            422,
            "mengambil sesuatu dari luar berkasnya: https://jahat.example/a.dotm",
            id="another template",
        ),
        pytest.param(lambda: upload("{% if draf %}"), 422, "salah tulis", id="not closed"),
    ],
)
@pytest.mark.parametrize("button", [{}, {"coba": "ya"}])
def test_what_is_not_taken_says_why(client, given, status, sentence, button):
    sign_in(client, person(Role.ADMINISTRATOR))
    response = client.post(f"{INDEX}lhe/", ({"berkas": given()} if given else {}) | button)
    assert response.status_code == status
    assert sentence in text(response)
    assert WordTemplate.objects.count() == 0


@pytest.mark.parametrize("changes", [0, 3])
def test_queries_do_not_grow_with_what_was_in_force(client, django_assert_num_queries, changes):
    for number in range(changes):
        put(f"Ke-{number}", by=actor(person(Role.ADMINISTRATOR)))
    sign_in(client, person(Role.ADMINISTRATOR))
    with django_assert_num_queries(QUERIES):
        client.get(INDEX)


# --- ours, and their names ------------------------------------------------------------------------
@pytest.mark.parametrize("paper", sorted(IN_WORD))
def test_ours_is_taken_as_it_is_given_out(client, paper):
    sign_in(client, person(Role.ADMINISTRATOR))
    given = client.get(f"{INDEX}{paper}/templat.docx").content
    response = client.post(f"{INDEX}{paper}/", {"berkas": sent("templat.docx", given)})
    assert (response.status_code, WordTemplate.objects.count()) == (302, 1)


@pytest.mark.parametrize("paper", sorted(IN_WORD))
def test_ours_is_the_same_each_time_it_is_built(paper):
    assert ours.BUILDERS[paper]() == ours.BUILDERS[paper]()


def test_ours_is_taken_after_libreoffice_saved_it():
    again = converted({"lhe": ours.template(LHE)}, "docx:MS Word 2007 XML", given_as="docx")["lhe"]
    made = actions.try_template(paper=LHE, upload=sent("a.docx", again), by=actor(person(Role.ADMINISTRATOR)), now=NOW)
    assert "[judul]" in everything(made)


@pytest.mark.parametrize("paper", sorted(IN_WORD))
def test_every_name_is_told_with_its_meaning(client, paper):
    page = text(sign_in(client, person(Role.ADMINISTRATOR)).get(f"{INDEX}{paper}/nama/"))
    fields = [field for group in names_of(Paper(paper)) for field in group.fields]
    assert [field.name for field in fields if field.about.strip() not in page] == []
    assert all(field.about for field in fields)


def test_ours_speaks_indonesian_and_repeats_the_heads_of_tables():
    document = opened(ours.template(QUARTERLY))
    assert document.styles.element.xpath("//w:docDefaults//w:lang/@w:val") == ["id-ID"]
    heads = [table._tbl.xpath("./w:tr[w:trPr/w:tblHeader]") for table in document.tables[1:]]
    assert all(heads)


@pytest.mark.parametrize("paper", sorted(IN_WORD))
def test_what_ends_a_section_or_follows_a_table_takes_no_page_of_its_own(paper):
    """A full page would else be followed by an empty one."""
    document = opened(ours.template(paper))
    body = document.element.body
    ends = body.xpath("./w:p[w:pPr/w:sectPr]") + body.xpath(
        "./w:tbl[position() > 1]/following-sibling::w:p[1][not(w:r)]"
    )
    names = {document.styles.element.get_by_id(one.style).name_val for one in ends}
    looks = document.styles["ZI Jarak"].paragraph_format
    assert (names, looks.line_spacing.pt, looks.line_spacing_rule.name) == ({"ZI Jarak"}, 1, "EXACTLY")
