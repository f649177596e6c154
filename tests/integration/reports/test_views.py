"""Who may read which report, and what the pages say."""

import re
import subprocess
import sys

import pypdfium2
import pytest

from evaluations.enums import Assessor
from reports import pdf
from tests.factories import EvaluationFactory, PeriodFactory, WorkUnitFactory, fill, person
from units.roles import Role

pytestmark = pytest.mark.django_db

INDEX, PDF = "/tw/2024-2/laporan/", "/tw/2024-2/laporan/triwulan.pdf"
READERS = {Role.ADMINISTRATOR, Role.EVALUATOR, Role.SUPERVISOR, Role.LEADER}


def sign_in(client, role, unit=None):
    client.force_login(person(role, unit), backend="accounts.backends.Backend")
    return client


def text(response) -> str:
    main = response.content.decode().partition('id="konten"')[2].partition("<footer")[0]
    return " ".join(re.sub(r"<[^>]*>", " ", main.partition(">")[2]).split())


@pytest.fixture
def period(instrument):
    return PeriodFactory(quarter=2, state="locked")


@pytest.mark.parametrize("url", [INDEX, PDF])
@pytest.mark.parametrize("role", list(Role))
def test_who_may_read(client, period, role, url):
    unit = WorkUnitFactory() if role in {Role.UNIT_MEMBER, Role.UNIT_HEAD} else None
    assert sign_in(client, role, unit).get(url).status_code == (200 if role in READERS else 403)


@pytest.mark.parametrize("url", [INDEX, PDF])
def test_nobody_reads_without_signing_in(client, period, url):
    response = client.get(url)
    assert (response.status_code, "masuk" in response["Location"]) == (302, True)


@pytest.mark.parametrize("url", [INDEX, PDF])
@pytest.mark.parametrize("method", ["post", "put", "delete"])
def test_only_reading(client, period, url, method):
    assert getattr(sign_in(client, Role.LEADER), method)(url).status_code == 405


@pytest.mark.parametrize("url", [INDEX, PDF])
def test_no_such_quarter(client, instrument, url):
    assert sign_in(client, Role.LEADER).get(url).status_code == 404


@pytest.mark.parametrize(
    ("role", "url", "status"),
    [(Role.LEADER, INDEX, 404), (Role.LEADER, PDF, 404), (Role.SUPERVISOR, INDEX, 200), (Role.SUPERVISOR, PDF, 404)],
)
def test_a_planned_quarter_has_no_report(client, instrument, role, url, status):
    PeriodFactory(quarter=2, state="planned")
    response = sign_in(client, role).get(url)
    assert response.status_code == status
    if status == 200:
        assert "Periode ini masih direncanakan" in text(response)


def test_the_page_of_a_locked_quarter(client, period):
    EvaluationFactory(period=period, unit=WorkUnitFactory(code="07"), state="approved")
    EvaluationFactory(period=period, unit=WorkUnitFactory(code="08", name="<b>Delapan</b> & Co"), state="in_review")
    response = sign_in(client, Role.LEADER).get(INDEX)
    page = text(response)
    assert "Periode dikunci pada 21 Agustus 2024" in page
    assert "1 dari 2 unit kerja" in page
    assert "Tidak selesai sampai periode dikunci &lt;b&gt;Delapan&lt;/b&gt; &amp; Co" in page
    assert "Unduh laporan (PDF)" in page
    assert PDF in response.content.decode()


def test_the_page_of_an_open_quarter_offers_a_draft(client, instrument):
    EvaluationFactory(period=PeriodFactory(quarter=2))
    page = text(sign_in(client, Role.LEADER).get(INDEX))
    assert "masih draf karena periode belum dikunci" in page
    assert "Unduh draf (PDF)" in page


def test_the_page_of_a_quarter_without_units(client, period):
    page = text(sign_in(client, Role.LEADER).get(INDEX))
    assert "Tidak ada unit kerja yang dinilai pada periode ini." in page
    assert "Unduh" not in page


@pytest.mark.parametrize("units", [1, 3])
def test_queries_of_the_page_do_not_grow_with_units(client, period, django_assert_num_queries, units):
    for _ in range(units):
        EvaluationFactory(period=period)
    sign_in(client, Role.LEADER)
    with django_assert_num_queries(12):
        client.get(INDEX)


@pytest.mark.parametrize(
    ("state", "name"), [("locked", "laporan-zi-2024-tw2.pdf"), ("open", "laporan-zi-2024-tw2-draf.pdf")]
)
def test_the_file(client, instrument, state, name):
    evaluation = EvaluationFactory(period=PeriodFactory(quarter=2, state=state), state="approved")
    fill(evaluation, Assessor.UNIT, "A")
    fill(evaluation, Assessor.TPI, "A")
    response = sign_in(client, Role.SUPERVISOR).get(PDF)
    assert response["Content-Type"] == "application/pdf"
    assert response["Content-Disposition"] == f'attachment; filename="{name}"'
    assert "no-store" in response["Cache-Control"]
    pages = [page.get_textpage().get_text_range() for page in pypdfium2.PdfDocument(response.content)]
    assert len(pages) >= 12
    assert all(("DRAF" in page) is (state == "open") for page in pages)
    assert any(str(evaluation.unit) in page for page in pages)


def test_while_another_report_is_drawn_one_is_asked_to_come_back(client, period, monkeypatch):
    monkeypatch.setattr(pdf, "WAIT_SECONDS", 0)
    sign_in(client, Role.LEADER)
    with pdf.ONE_AT_A_TIME:
        response = client.get(PDF)
    assert (response.status_code, response["Retry-After"], response["Content-Type"]) == (
        503,
        "0",
        "text/html; charset=utf-8",
    )
    assert "Laporan sedang disusun untuk orang lain. Coba lagi sebentar lagi." in text(response)
    assert client.get(PDF).status_code == 200


def test_drawing_is_imported_only_to_draw():
    """WeasyPrint takes a second, which every start of the server and every command would pay."""
    code = "import django; django.setup(); import zi_tracker.urls, sys; print('weasyprint' in sys.modules)"
    found = subprocess.run([sys.executable, "-c", code], capture_output=True, text=True, check=True)
    assert found.stdout == "False\n"


def test_the_link_may_end_on_a_page(client, period):
    """With `download` a browser would keep the sentence of a refusal to itself."""
    EvaluationFactory(period=period)
    link = re.search(rf'<a [^>]*href="{PDF}"[^>]*>', sign_in(client, Role.LEADER).get(INDEX).text)
    assert "download>" not in link[0]
