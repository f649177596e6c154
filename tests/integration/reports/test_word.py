"""The quarterly report and the LHE in Word: who gets them, what stands in them, and that LibreOffice opens them."""

import re
from dataclasses import replace
from decimal import Decimal
from html import unescape
from io import BytesIO

import pytest
from django.urls import reverse
from PIL import Image

from evaluations.actions.scores import rescore
from evaluations.actions.snapshots import record_period
from evaluations.enums import Assessor
from evaluations.quarters import Quarter
from history.models import Source
from jobs.models import Job
from reports.actions import narratives
from reports.actions.word_templates import put_in_force
from reports.documents.parts import TrendPoint
from reports.enums import Paper, Section
from reports.illustrations import illustrations
from reports.papers import compose, document_of
from reports.word import ours
from reports.word.renderer.safety import check
from tests.factories import NOW, TODAY, EvaluationFactory, WorkUnitFactory, actor, fill, person
from tests.integration.evaluations.pages_case import sign_in, statuses, text
from tests.integration.evaluations.people import everybody
from tests.integration.reports.edition_case import quarter, sheet
from tests.jobs import run_jobs
from tests.office import converted
from tests.uploads import png, sent
from tests.words import everything, lines, made, opened, tables, template
from units.models import Organisation
from units.roles import Role

pytestmark = [pytest.mark.django_db, pytest.mark.once]
NUMBER = re.compile(r"−?\d+,\d\d\b")
READERS = {"administrator", "evaluator", "evaluator of another unit", "evaluator and member", "leader"}
READERS |= {"supervisor", "supervisor who verified", "supervisor and member", "supervisor and evaluator"}


@pytest.fixture
def period(instrument, private_folder):
    return quarter()


def asking(paper: str = "triwulan", unit: str = "") -> str:
    return f"/tw/2024-2/{f'unit/{unit}/' if unit else ''}laporan/susun/{paper}/docx/"


def scored(period, code: str, grade: str = "A", **unit):
    row = EvaluationFactory(period=period, unit=WorkUnitFactory(code=code, **unit), state="approved")
    fill(row, Assessor.UNIT, "A")
    fill(row, Assessor.TPI, grade)
    rescore(row)
    record_period(period=period, by=period.locked_by, now=NOW, source=Source.SCREEN)
    return row


def document(paper: Paper, period, unit=None):
    return document_of(paper, period, unit, reader=actor(person(Role.SUPERVISOR)), today=TODAY)


def word(paper: Paper, period, unit=None) -> bytes:
    return made(document(paper, period, unit), ours.template(paper), paper)


# --- asking ---------------------------------------------------------------------------------------
@pytest.mark.parametrize("address", [asking(), asking("lhe", "07")])
def test_who_may_ask_is_who_may_ask_for_a_pdf(client, period, address):
    people = everybody(sheet(period, "07").unit)
    del people["inactive head"]
    asks = {who: 302 if who in READERS else 403 for who in people}
    assert statuses(client, people, address, "post") == asks


@pytest.mark.parametrize(
    ("method", "address", "status"),
    [
        ("post", asking("rekap"), 404),
        ("post", asking("surat-pengantar"), 404),
        ("post", asking("berita-acara", "07"), 404),
        ("post", asking("lhe"), 404),
        ("post", asking("lhe", "99"), 404),
        ("post", asking("lhe", "08"), 409),
        ("get", asking(), 405),
    ],
)
def test_what_there_is_not(client, period, method, address, status):
    sheet(period, "07")
    sheet(period, "08", state="in_review")
    sign_in(client, person(Role.LEADER))
    assert (getattr(client, method)(address).status_code, Job.objects.count()) == (status, 0)


def test_it_is_made_told_of_and_fetched(client, period):
    scored(period, "07", name="RSUD Contoh")
    sign_in(client, person(Role.LEADER)).post(asking("lhe", "07"))
    run_jobs()
    job = Job.objects.get(kind="paper")
    assert (job.state, job.error) == ("done", "")
    response = client.get(reverse("reports:prepared", args=[job.pk]))
    kind = "application/vnd.openxmlformats-officedocument.wordprocessingml.document"
    assert (response["Content-Type"], response["Content-Disposition"]) == (
        kind,
        'attachment; filename="lhe-zi-2024-tw2-07.docx"',
    )
    properties = opened(response.content).core_properties
    assert properties.title == "Laporan Hasil Evaluasi Pembangunan Zona Integritas RSUD Contoh, Triwulan II Tahun 2024"
    assert (properties.author, properties.language) == ("Inspektorat Provinsi Kalimantan Tengah", "id-ID")
    assert "Unduh Word" in text(client.get("/tw/2024-2/laporan/"))


def test_a_template_that_fails_says_so_to_whoever_asked(client, period):
    """It was taken with an example of two items; here there is none."""
    by = actor(person(Role.ADMINISTRATOR))
    content = template("{{ rekomendasi_lalu[1].nomor }}")
    put_in_force(paper=Paper.LHE, upload=sent("a.docx", content), by=by, now=NOW)
    scored(period, "07")
    sign_in(client, person(Role.LEADER)).post(asking("lhe", "07"))
    run_jobs(failing=True)
    job = Job.objects.get(kind="paper")
    assert (job.state, job.error) == (
        "failed",
        "Templat menyebut nama yang tidak dikenal: nomor pada isi ke-2 dari sebuah daftar (dalam isi dokumen). "
        "Cocokkan dengan daftar nama.",
    )


def test_a_template_in_force_makes_the_document(client, period):
    by = actor(person(Role.ADMINISTRATOR))
    content = template("Milik kami: {{ unit.nama }}, {{ unit.nilai }}")
    put_in_force(paper=Paper.LHE, upload=sent("a.docx", content), by=by, now=NOW)
    scored(period, "07", name="RSUD <b>Contoh</b> & Rekan")
    sign_in(client, person(Role.LEADER)).post(asking("lhe", "07"))
    run_jobs()
    response = client.get(reverse("reports:prepared", args=[Job.objects.get(kind="paper").pk]))
    assert lines(response.content) == ["Milik kami: RSUD <b>Contoh</b> & Rekan, 100,00"]


# --- what stands in them --------------------------------------------------------------------------
@pytest.mark.parametrize("paper", [Paper.LHE, Paper.QUARTERLY])
def test_the_figures_are_those_of_the_pdf(period, paper):
    unit = scored(period, "07", "C").unit
    scored(period, "08")
    sheet(period, "09", state="in_review")
    which = unit if paper == Paper.LHE else None
    html = compose(paper, period, which, reader=actor(person(Role.SUPERVISOR)), today=TODAY).html
    printed, with_charts = (numbers(html, pattern) for pattern in (r"<svg.*?</svg>|<[^>]*>", r"<[^>]*>"))
    assert printed <= set(NUMBER.findall(everything(word(paper, period, which)))) <= with_charts


def test_the_lhe_tells_where_its_figures_come_from_as_the_pdf_does(period):
    told = document(Paper.LHE, period, scored(period, "07", "C").unit)
    rows = [*told.unit.sheet, *told.unit.sums]
    origins = [f"{who}: {how}" for row in rows for who, how in row.equations]
    assert len(origins) > 2 * 63  # of unit and TPI for every node
    found = [line for cell in _cells(made(told, ours.template(Paper.LHE), Paper.LHE)) for line in cell.split("\n")]
    assert [line for line in found if line in set(origins)] == origins


def test_the_annexes_of_the_quarterly_report_leave_that_to_the_lhe(period):
    scored(period, "07", "C")
    assert "Nilai minimal: WBK" not in everything(word(Paper.QUARTERLY, period))


def test_what_a_unit_lacks_stands_line_by_line(period):
    scored(period, "07", "C")
    told = document(Paper.QUARTERLY, period)
    gates = [gate.label for gate in told.units[0].failed]
    assert len(gates) > 2
    (cell,) = [cell for cell in _cells(word(Paper.QUARTERLY, period)) if cell.startswith(f"{gates[0]}: kurang")]
    assert [line.partition(":")[0] for line in cell.split("\n")] == gates


def _cells(content: bytes) -> list[str]:
    return [cell for table in tables(content) for row in table for cell in row]


def numbers(html: str, left_out: str) -> set[str]:
    return set(NUMBER.findall(unescape(re.sub(left_out, " ", html, flags=re.DOTALL))))


def test_what_people_wrote_are_paragraphs_lists_and_marks(period):
    scored(period, "07")
    html = "<p>Nilai <strong>naik</strong> &amp; &lt;b&gt;</p><ol><li>satu<ul><li>titik</li></ul></li><li>dua</li></ol>"
    narratives.write(
        period=period,
        section=Section.SUMMARY,
        unit=None,
        html=html,
        version=0,
        basis="0" * 64,
        by=actor(person(Role.EVALUATOR)),
        now=NOW,
    )
    told = document(Paper.QUARTERLY, period)
    paragraphs = opened(made(told, ours.template(Paper.QUARTERLY))).paragraphs
    start = next(place for place, one in enumerate(paragraphs) if one.text == "Ringkasan eksekutif") + 1
    start = next(place for place in range(start, len(paragraphs)) if paragraphs[place].text.startswith("Nilai naik"))
    found = [(one.text, one._p.pPr.numPr is not None) for one in paragraphs[start : start + 4]]
    assert found == [("Nilai naik & <b>", False), ("satu", True), ("titik", True), ("dua", True)]
    assert [run.text for run in paragraphs[start].runs if run.bold] == ["naik"]


def test_a_draft_says_so_and_a_quarter_without_units_has_a_report(instrument, private_folder):
    period = quarter(state="open")
    content = word(Paper.QUARTERLY, period)
    assert "Draf – periode belum dikunci, angka masih dapat berubah" in lines(content)
    assert "belum ada unit kerja yang dievaluasi." in everything(content)
    check(content)


def test_the_letterhead_has_the_logo(period):
    scored(period, "07")
    settings, _ = Organisation.objects.get_or_create(pk=1)
    settings.logo.save("logo.png", sent("logo.png", png()))
    assert [shape.width.mm for shape in opened(word(Paper.QUARTERLY, period)).inline_shapes] == [21]


def charts_in(content: bytes) -> list[tuple[str, int, float]]:
    """Of each picture: what it is said to show, its width in millimetres, how much wider than high it is drawn."""
    document, found = opened(content), []
    for shape in document.inline_shapes:
        inline = shape._inline
        part = document.part.related_parts[inline.graphic.graphicData.pic.blipFill.blip.embed]
        with Image.open(BytesIO(part.blob)) as picture:
            assert picture.format == "PNG"
            assert len(picture.getcolors(1 << 24)) > 8  # something is drawn
            ratio = round(picture.width / picture.height, 1)
        assert ratio == round(shape.width / shape.height, 1)  # and not pressed
        found.append((inline.docPr.get("descr"), round(shape.width.mm), ratio))
    return found


def illustrated(told, paper: Paper) -> bytes:
    return made(told, ours.template(paper), paper, **illustrations(told))


UNITS = "Bagan nilai total setiap unit kerja dibandingkan dengan nilai minimal"
AREAS = "Bagan capaian keenam area dibandingkan dengan nilai minimal"
TREND = "Bagan nilai total dari triwulan ke triwulan"


def test_the_charts_of_the_pdf_stand_in_the_report(period):
    scored(period, "07", "C")
    sheet(period, "09", state="draft")
    told = document(Paper.QUARTERLY, period)
    assert [(name, width) for name, width, _ in charts_in(illustrated(told, Paper.QUARTERLY))] == [
        (UNITS, 165),
        (AREAS, 140),
    ]


def test_the_charts_of_a_unit_stand_in_its_lhe(period):
    told = document(Paper.LHE, period, scored(period, "07", "C").unit)
    assert charts_in(illustrated(told, Paper.LHE)) == [(AREAS, 165, 2.6)]
    points = (TrendPoint(Quarter(2024, 1), Decimal(50)), TrendPoint(Quarter(2024, 2), Decimal(60)))
    told = replace(told, unit=replace(told.unit, trend=points))
    assert charts_in(illustrated(told, Paper.LHE)) == [(AREAS, 165, 2.6), (TREND, 58, 1.6)]


# --- LibreOffice ----------------------------------------------------------------------------------
def test_libreoffice_opens_them_without_loss_of_tables(period):
    unit = scored(period, "07", "C").unit
    scored(period, "08")
    given = {"lhe": word(Paper.LHE, period, unit), "triwulan": word(Paper.QUARTERLY, period)}
    again = converted(given, "docx:MS Word 2007 XML", given_as="docx")
    for name, content in given.items():
        assert [[len(row) for row in table] for table in tables(again[name])] == [
            [len(row) for row in table] for table in tables(content)
        ]
        assert _words(again[name]) == _words(content)
        assert len(tables(content)) >= 5


def _words(content: bytes) -> list[str]:
    return [" ".join(cell.split()) for table in tables(content) for row in table for cell in row]
