"""Who may read which report, and what the pages say."""

import re
import subprocess
import sys

import pytest

from tests.factories import EvaluationFactory, PeriodFactory, WorkUnitFactory, person
from units.roles import Role

pytestmark = pytest.mark.django_db

INDEX = "/tw/2024-2/laporan/"
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


@pytest.mark.parametrize("role", list(Role))
def test_who_may_read(client, period, role):
    unit = WorkUnitFactory() if role in {Role.UNIT_MEMBER, Role.UNIT_HEAD} else None
    assert sign_in(client, role, unit).get(INDEX).status_code == (200 if role in READERS else 403)


def test_nobody_reads_without_signing_in(client, period):
    response = client.get(INDEX)
    assert (response.status_code, "masuk" in response["Location"]) == (302, True)


@pytest.mark.parametrize("method", ["post", "put", "delete"])
def test_only_reading(client, period, method):
    assert getattr(sign_in(client, Role.LEADER), method)(INDEX).status_code == 405


def test_no_such_quarter(client, instrument):
    assert sign_in(client, Role.LEADER).get(INDEX).status_code == 404


@pytest.mark.parametrize(("role", "status"), [(Role.LEADER, 404), (Role.SUPERVISOR, 200)])
def test_a_planned_quarter_has_no_report(client, instrument, role, status):
    PeriodFactory(quarter=2, state="planned")
    response = sign_in(client, role).get(INDEX)
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
    assert "&lt;b&gt;Delapan&lt;/b&gt; &amp; Co" in page
    assert page.count("Tidak selesai sampai periode dikunci") == 1
    assert "Susun pratinjau (PDF) Laporan triwulanan" in page


def test_the_page_of_an_open_quarter_offers_a_draft(client, instrument):
    EvaluationFactory(period=PeriodFactory(quarter=2))
    page = text(sign_in(client, Role.LEADER).get(INDEX))
    assert "masih draf karena periode belum dikunci" in page
    assert "Susun draf (PDF) Laporan triwulanan" in page
    assert "Hasil belum disetujui" in page


def test_the_page_of_a_quarter_without_units(client, period):
    page = text(sign_in(client, Role.LEADER).get(INDEX))
    assert "Tidak ada unit kerja yang dinilai pada periode ini." in page
    assert "Susun" not in page


@pytest.mark.parametrize("units", [1, 3])
def test_queries_of_the_page_do_not_grow_with_units(client, period, django_assert_num_queries, units):
    for _ in range(units):
        EvaluationFactory(period=period)
    sign_in(client, Role.LEADER)
    with django_assert_num_queries(11):
        client.get(INDEX)


def test_drawing_is_imported_only_to_draw():
    """WeasyPrint takes a second, which every start of the server and every command would pay."""
    code = "import django; django.setup(); import zi_tracker.urls, sys; print('weasyprint' in sys.modules)"
    found = subprocess.run([sys.executable, "-c", code], capture_output=True, text=True, check=True)
    assert found.stdout == "False\n"
