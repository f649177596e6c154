"""The pages on which a report is written: who opens them, what they say, and what a browser without script sends."""

import re

import pypdfium2
import pytest

from evaluations.enums import Assessor
from history.models import Entry
from reports.models import Narrative
from tests.factories import EvaluationFactory, PeriodFactory, WorkUnitFactory, fill, person
from tests.integration.evaluations.pages_case import sign_in, statuses, text
from tests.integration.evaluations.sheet_case import HTMX, cast
from tests.papers import quarterly
from units.roles import Role

pytestmark = pytest.mark.django_db

INDEX = "/tw/2024-2/laporan/narasi/"
SUMMARY, UNIT = f"{INDEX}ringkasan/", f"{INDEX}analisis/07/"
READ = ["", "ringkasan/", "analisis/07/", "ringkasan/riwayat/", "analisis/07/riwayat/"]
POST = ["ringkasan/simpan/", "analisis/07/simpan/", "saran/sesuai/", "saran/kembalikan/", "saran/pakai/"]


@pytest.fixture
def sheet(instrument):
    return EvaluationFactory(period=PeriodFactory(quarter=2, state="locked"), unit=WorkUnitFactory(code="07"))


@pytest.fixture
def writer(client, sheet):
    return sign_in(client, person(Role.EVALUATOR))


def basis(client, address: str) -> str:
    return re.search(r'name="[a-z]+\.b" value="([0-9a-f]{64})"', client.get(address).text)[1]


def save(client, place: str, sent: dict, version: int = 0, **headers):
    code = place.partition("/")[0]
    fields = {f"{code}.b": basis(client, f"{INDEX}{place}/"), f"{code}.r": version}
    named = {f"{code}.{name}": value for name, value in sent.items()}
    return client.post(f"{INDEX}{place}/simpan/", fields | named, headers=headers)


# --- doors --------------------------------------------------------------------------------------------
WRITERS = {"evaluator", "unassigned evaluator", "supervisor"}


@pytest.mark.parametrize("rest", READ)
def test_who_reads(client, sheet, rest):
    people = cast(sheet) | {"anonymous": None}
    expected = {who: 302 if who == "anonymous" else 200 if who in WRITERS else 403 for who in people}
    assert statuses(client, people, INDEX + rest) == expected


@pytest.mark.parametrize("rest", POST)
def test_who_writes(client, sheet, rest):
    people = {who: user for who, user in cast(sheet).items() if who not in WRITERS} | {"anonymous": None}
    expected = {who: 302 if who == "anonymous" else 403 for who in people}
    assert statuses(client, people, INDEX + rest, "post") == expected


@pytest.mark.parametrize(("rest", "method"), [*((rest, "post") for rest in READ), *((rest, "get") for rest in POST)])
def test_other_methods_are_not_allowed(writer, rest, method):
    assert getattr(writer, method)(INDEX + rest).status_code == 405


@pytest.mark.parametrize(
    "address",
    [
        "/tw/2020-1/laporan/narasi/",
        "/tw/2020-1/laporan/narasi/ringkasan/",
        f"{INDEX}analisis/",
        f"{INDEX}analisis/08/",  # takes no part
        f"{INDEX}penutup/",
        f"{INDEX}ringkasan/07/",
    ],
)
def test_what_is_not_there(writer, address):
    WorkUnitFactory(code="08")
    assert writer.get(address).status_code == 404


def test_a_planned_quarter_has_nothing_to_write(client, instrument):
    PeriodFactory(quarter=2, state="planned")
    sign_in(client, person(Role.SUPERVISOR))
    assert "Periode ini masih direncanakan." in text(client.get(INDEX))
    assert client.get(SUMMARY).status_code == 404


@pytest.mark.parametrize(("role", "offered"), [(Role.EVALUATOR, True), (Role.LEADER, False)])
def test_the_reports_page_leads_here(client, sheet, role, offered):
    page = sign_in(client, person(role)).get("/tw/2024-2/laporan/")
    assert (f'href="{INDEX}"' in page.text) is offered


# --- reading --------------------------------------------------------------------------------------------
def test_every_section_begins_with_what_the_figures_say(writer, sheet):
    page = text(writer.get(UNIT))
    sentence = "Pada Triwulan II Tahun 2024 belum ada nilai hasil verifikasi TPI untuk unit kerja ini."
    assert page.count(sentence) == 3  # in the editor, in the field without script, and beside them
    assert "Belum ditulis: yang tercetak adalah kalimat dari angka" in page


@pytest.mark.parametrize("units", [1, 12])
@pytest.mark.parametrize(("rest", "queries"), [("", 25), ("ringkasan/", 25), ("ringkasan/riwayat/", 11)])
def test_queries_do_not_grow_with_units(client, sheet, django_assert_num_queries, units, rest, queries):
    for _ in range(units - 1):
        EvaluationFactory(period=sheet.period)
    sign_in(client, person(Role.EVALUATOR))
    for evaluation in sheet.period.evaluations.all():
        save(client, f"analisis/{evaluation.unit.code}", {"isi": "Baik"})
    with django_assert_num_queries(queries):
        client.get(INDEX + rest)


def test_a_quarter_whose_report_is_issued_is_read_only_for_evaluators(client, instrument):
    EvaluationFactory(period=PeriodFactory(quarter=2, state="reported"), unit=WorkUnitFactory(code="07"))
    found = {}
    for role in (Role.EVALUATOR, Role.SUPERVISOR):
        page = sign_in(client, person(role)).get(SUMMARY).text
        found[role] = ("data-editor" in page, "edisi perbaikan" in page)
    assert found == {Role.EVALUATOR: (False, True), Role.SUPERVISOR: (True, False)}


# --- writing --------------------------------------------------------------------------------------------
def test_a_text_saves_itself_and_is_printed(writer, sheet):
    fill(sheet, Assessor.TPI, "A")
    reply = save(writer, "ringkasan", {"isi": "<p>Kalimat <b>buatan</b> sendiri.</p>"}, **HTMX)
    assert (reply.status_code, 'name="ringkasan.r" value="1"' in reply.text, "Tersimpan" in reply.text) == (
        200,
        True,
        True,
    )
    save(writer, "analisis/07", {"isi": "Unit ini bekerja baik."})
    content = quarterly(Narrative.objects.first().changed_by)
    pages = " ".join(page.get_textpage().get_text_range() for page in pypdfium2.PdfDocument(content))
    assert [pages.count(sentence) for sentence in ("Kalimat buatan sendiri.", "Unit ini bekerja baik.")] == [1, 1]


def test_bad_text_is_refused_with_a_sentence_and_nothing_changes(writer):
    save(writer, "ringkasan", {"isi": "Satu"})
    sent = {
        "a" * 1_000_000: "paling banyak 50.000 huruf",
        "<script>alert(1)</script>\u202e": "Tulisan tidak boleh kosong",
    }
    for html, sentence in sent.items():
        reply = save(writer, "ringkasan", {"isi": html}, version=1, **HTMX)
        assert (reply.status_code, sentence in reply.text, reply["HX-Retarget"]) == (422, True, "#s-ringkasan")
    plain = save(writer, "ringkasan", {"teks": "- a\n" * 250_000}, version=1)
    assert (plain.status_code, "paling banyak 50.000 huruf" in plain.text) == (422, True)
    assert Narrative.objects.get().html == "<p>Satu</p>"


def test_what_was_sent_never_comes_back_as_script(writer):
    save(writer, "ringkasan", {"isi": "<p>a</p><script>alert(1)</script><img src=x onerror=alert(2)>"})
    page = writer.get(SUMMARY).text
    assert (page.count("alert("), page.count("<p>a</p>")) == (0, 1)


def test_the_second_of_two_writers_sees_both_texts_and_chooses(client, sheet):
    first, second = person(Role.EVALUATOR), person(Role.SUPERVISOR)
    save(sign_in(client, first), "ringkasan", {"isi": "Dari evaluator"})
    sign_in(client, second)
    reply = save(client, "ringkasan", {"isi": "Dari pengendali"}, **HTMX)
    assert reply.status_code == 409
    assert f"sudah diubah {first}" in reply.text
    assert "<p>Dari evaluator</p>" in reply.text
    assert save(client, "ringkasan", {"isi": "Dari pengendali"}, version=1).status_code == 302
    assert Narrative.objects.get().html == "<p>Dari pengendali</p>"


def test_without_script_a_plain_text_is_enough(writer):
    reply = save(writer, "ringkasan", {"teks": "Satu\r\ndua\r\n\r\n- a\r\n- b"})
    assert (reply.status_code, reply["Location"]) == (302, SUMMARY)
    assert Narrative.objects.get().html == "<p>Satu<br>dua</p><ul><li>a</li><li>b</li></ul>"
    refused = save(writer, "ringkasan", {"teks": "Lain"}, version=0)
    assert (refused.status_code, "Lain</textarea>" in refused.text, "Satu<br>dua" in refused.text) == (409, True, True)
    assert 'name="ringkasan.r" value="1"' in refused.text


def test_without_script_a_text_left_alone_keeps_its_marks(writer):
    save(writer, "ringkasan", {"isi": "<p>Nilai <b>naik</b></p>"})
    shown = re.search(r"<textarea[^>]*>([^<]*)</textarea>", writer.get(SUMMARY).text)[1]
    save(writer, "ringkasan", {"teks": shown}, version=1)
    assert Narrative.objects.get().html == "<p>Nilai <strong>naik</strong></p>"


# --- the figures move ---------------------------------------------------------------------------------------
def test_a_writer_is_told_when_the_figures_have_moved(client, instrument):
    sheet = EvaluationFactory(period=PeriodFactory(quarter=2), unit=WorkUnitFactory(code="07"))
    sign_in(client, person(Role.EVALUATOR))
    save(client, "analisis/07", {"isi": "Belum ada nilai."})
    moved = "Angka berubah sejak bagian ini ditulis."
    assert moved not in text(client.get(UNIT))
    fill(sheet, Assessor.TPI, "A")
    assert moved in text(client.get(UNIT))
    assert text(client.get(INDEX)).count("Angka berubah") == 1
    client.post(f"{UNIT}sesuai/", {"versi": "1", "dasar": basis(client, UNIT)})
    assert moved not in text(client.get(UNIT))
    assert Narrative.objects.get().html == "<p>Belum ada nilai.</p>"


# --- back again -----------------------------------------------------------------------------------------------
def test_the_composed_sentences_come_back(writer):
    save(writer, "ringkasan", {"isi": "Satu"})
    assert writer.post(f"{SUMMARY}kembalikan/", {"versi": "0"}).status_code == 409
    assert writer.post(f"{SUMMARY}kembalikan/", {"versi": "1"})["Location"] == SUMMARY
    assert Narrative.objects.count() == 0
    assert "Dikembalikan ke kalimat dari angka." in text(writer.get(f"{SUMMARY}riwayat/"))


def test_an_older_text_is_used_again(writer):
    save(writer, "ringkasan", {"isi": "Satu"})
    writer.post(f"{SUMMARY}kembalikan/", {"versi": "1"})
    wanted = str(Entry.objects.get(verb="narasi ditulis").pk)
    page = writer.get(f"{SUMMARY}riwayat/").text
    assert f'name="riwayat" value="{wanted}"' in page
    assert writer.post(f"{SUMMARY}pakai/", {"riwayat": wanted, "versi": "0"})["Location"] == SUMMARY
    assert Narrative.objects.get().html == "<p>Satu</p>"
    newest = text(writer.get(f"{SUMMARY}riwayat/"))
    assert newest.count("Berlaku sekarang") == 1
    assert "Dipakai lagi: tulisan " in newest


@pytest.mark.parametrize("wanted", ["", "0", "x"])
def test_no_such_text_in_the_history(writer, wanted):
    assert writer.post(f"{SUMMARY}pakai/", {"riwayat": wanted, "versi": "0"}).status_code == 404


def test_a_section_never_written_has_no_history(writer):
    assert "Bagian ini belum pernah ditulis" in text(writer.get(f"{SUMMARY}riwayat/"))
