"""The slides of a quarter on the screen: who opens them, of which quarters, and at what price."""

import pytest
from django.db import connection
from django.test.utils import CaptureQueriesContext

from evaluations.actions.scores import rescore
from evaluations.actions.snapshots import record_period
from evaluations.enums import Assessor
from evaluations.models import Answer
from history.models import Source
from reports.documents.slides import Kind
from reports.enums import Paper
from reports.papers import document_of
from tests.factories import NOW, TODAY, EvaluationFactory, PeriodFactory, WorkUnitFactory, actor, fill, person
from tests.integration.evaluations.pages_case import sign_in, statuses, text
from tests.integration.evaluations.people import everybody
from tests.integration.reports.edition_case import quarter
from units.roles import Role

pytestmark = pytest.mark.django_db

SLIDES = "/tw/2024-2/paparan/"
QUERIES = 23
READERS = {"administrator", "evaluator", "evaluator of another unit", "evaluator and member", "leader"}
READERS |= {"supervisor", "supervisor who verified", "supervisor and member", "supervisor and evaluator"}


@pytest.fixture
def period(instrument):
    return quarter()


def filled(period, code: str, option: str = "A", **fields):
    """An approved sheet with every answer, and the snapshot of the lock."""
    row = EvaluationFactory(period=period, unit=WorkUnitFactory(code=code, **fields), state="approved")
    for assessor in Assessor:
        fill(row, assessor, option)
    rescore(row)
    record_period(period=period, by=period.locked_by, now=NOW, source=Source.SCREEN)
    return row


def test_who_may_open_them(client, period):
    people = everybody(filled(period, "07").unit)
    del people["inactive head"]
    assert statuses(client, people, SLIDES) == {who: 200 if who in READERS else 403 for who in people}


def test_nobody_opens_them_without_signing_in(client, period):
    assert "masuk" in client.get(SLIDES)["Location"]


@pytest.mark.parametrize("method", ["post", "put", "delete"])
def test_only_reading(client, period, method):
    assert getattr(sign_in(client, person(Role.LEADER)), method)(SLIDES).status_code == 405


@pytest.mark.parametrize(("key", "status"), [("2031-1", 404), ("2024-4", 409)])
def test_quarters_without_slides(client, period, key, status):
    PeriodFactory(quarter=4, state="planned")
    response = sign_in(client, person(Role.SUPERVISOR)).get(f"/tw/{key}/paparan/")
    assert response.status_code == status
    if status == 409:
        assert "Laporan belum ada: periode belum dibuka." in text(response)


def test_a_quarter_without_units(client, period):
    assert "Belum ada unit kerja yang dievaluasi pada triwulan ini." in text(
        sign_in(client, person(Role.LEADER)).get(SLIDES)
    )


def test_a_locked_quarter_is_shown_as_recorded(client, period):
    row = filled(period, "07", name="RSUD Lama")
    Answer.objects.filter(evaluation=row).update(option="")
    row.unit.name = "RSUD Baru"
    row.unit.save()
    page = text(sign_in(client, person(Role.LEADER)).get(SLIDES))
    assert ["RSUD Lama" in page, "RSUD Baru" in page, "Langkah dihitung setelah" in page] == [True, False, False]


def test_queries_do_not_grow_with_units(client, period):
    sign_in(client, person(Role.LEADER))
    counts = []
    for codes in (["01"], ["02", "03", "04"]):
        for code in codes:
            filled(period, code)
        client.get(SLIDES)
        with CaptureQueriesContext(connection) as found:
            assert client.get(SLIDES).status_code == 200
        counts.append(len(found))
    assert counts == [QUERIES, QUERIES]


def test_screen_and_paper_have_the_same_slides(client, period):
    filled(period, "07")
    made = document_of(Paper.SLIDES, period, None, reader=actor(person(Role.LEADER)), today=TODAY)
    page = sign_in(client, person(Role.LEADER)).get(SLIDES).content.decode()
    assert page.count('<section class="slide"') == len(made.slides)
    assert {slide.kind for slide in made.slides} == set(Kind) - {Kind.TREND}


def test_it_is_reached_from_the_reports_and_the_board(client, period):
    filled(period, "07")
    sign_in(client, person(Role.LEADER))
    pages = [client.get(f"/tw/2024-2/{page}").content.decode() for page in ("laporan/", "", "ekspose/")]
    assert [SLIDES in page for page in pages] == [True, True, True]
    assert '<form method="post" action="/tw/2024-2/laporan/susun/paparan/pdf/">' in pages[0]
