"""The bahan desk evaluasi from the database: who has it made, and what it says of which sheet."""

import pytest

from evaluations.actions.periods import lock_period
from evaluations.actions.scores import rescore
from evaluations.enums import Assessor, EvidenceVerdict
from evaluations.exceptions import WrongState
from evaluations.models import Answer
from jobs.models import Job
from reports.queries.desk import desk_sheet
from tests.factories import (
    NOW,
    TODAY,
    ActionFactory,
    EvaluationFactory,
    EvidenceUseFactory,
    EvidenceVersionFactory,
    PeriodFactory,
    RecommendationFactory,
    actor,
    person,
    stricter_instrument,
)
from tests.integration.evaluations.pages_case import sign_in, statuses, text
from tests.integration.evaluations.people import everybody
from tests.integration.reports.desk_case import sheet, told
from tests.jobs import run_jobs
from units.models import RoleGrant
from units.roles import Role

pytestmark = pytest.mark.django_db

PAGE = "/tw/2024-2/unit/07/bahan-desk/"
ASK = "/tw/2024-2/unit/07/laporan/susun/bahan-desk/pdf/"
STRANGERS = {"head of another unit", "without a role"}
CODE = "A.I.1.i.a"
QUERIES = 11


@pytest.fixture(autouse=True)
def _instrument(instrument):
    """The built-in one."""


# --- who ------------------------------------------------------------------------------------------
@pytest.mark.parametrize(("address", "method", "works"), [(PAGE, "get", 200), (ASK, "post", 302)])
@pytest.mark.parametrize("state", ["draft", "in_review", "approved"])
def test_who_may_have_it_made(client, address, method, works, state):
    people = everybody(sheet(state=state).unit)
    del people["inactive head"]
    expected = {who: 404 if who in STRANGERS else works for who in people}
    assert statuses(client, people, address, method) == expected
    assert Job.objects.count() == (len(people) - len(STRANGERS) if method == "post" else 0)


@pytest.mark.parametrize("address", [PAGE, ASK])
def test_nobody_without_signing_in(client, address):
    sheet()
    assert "masuk" in client.post(address)["Location"]


@pytest.mark.parametrize(("address", "method"), [(PAGE, "post"), (ASK, "get")])
def test_looking_and_asking_are_different_methods(client, address, method):
    row = sheet()
    assert getattr(sign_in(client, person(Role.UNIT_HEAD, row.unit)), method)(address).status_code == 405


@pytest.mark.parametrize("address", [PAGE.replace("07", "99"), PAGE.replace("2024-2", "2031-1")])
def test_what_there_is_not(client, address):
    row = sheet()
    assert sign_in(client, person(Role.UNIT_HEAD, row.unit)).get(address).status_code == 404


def test_the_unit_still_makes_no_other_paper(client):
    row = sheet(state="approved")
    client = sign_in(client, person(Role.UNIT_HEAD, row.unit))
    found = [
        client.post(ASK.replace("bahan-desk/pdf", f"{paper}/pdf")).status_code for paper in ("lhe", "berita-acara")
    ]
    assert (found, Job.objects.count()) == ([403, 403], 0)


# --- the way --------------------------------------------------------------------------------------
def test_it_is_made_told_of_and_fetched(client):
    row = sheet(state="draft")
    client = sign_in(client, person(Role.UNIT_MEMBER, row.unit))
    assert client.post(ASK)["Location"] == f"{PAGE}#bahan-desk-07-pdf"
    run_jobs()
    job = Job.objects.get()
    page = client.get(PAGE)
    assert f"/laporan/berkas/{job.pk}/" in page.text
    response = client.get(f"/laporan/berkas/{job.pk}/")
    name = 'attachment; filename="bahan-desk-zi-2024-tw2-07-draf.pdf"'
    assert (response.status_code, response["Content-Disposition"]) == (200, name)


def test_who_left_the_unit_gets_nothing(client):
    row = sheet()
    head = person(Role.UNIT_HEAD, row.unit)
    sign_in(client, head).post(ASK)
    RoleGrant.objects.filter(user=head).update(ends_on=TODAY.replace(year=2020), starts_on=TODAY.replace(year=2019))
    run_jobs(failing=True)
    job = Job.objects.get()
    assert job.error == "Anda tidak lagi berwenang membaca laporan ini, jadi tidak disusun."
    assert client.get(f"/laporan/berkas/{job.pk}/").status_code == 403


def test_a_planned_quarter_has_none(client):
    row = EvaluationFactory(period=PeriodFactory(quarter=4, state="planned"), unit=sheet().unit)
    with pytest.raises(WrongState, match="periode belum dibuka"):
        told(row, Role.SUPERVISOR)


# --- what it says ---------------------------------------------------------------------------------
@pytest.mark.parametrize("role", [Role.UNIT_HEAD, Role.SUPERVISOR])
@pytest.mark.parametrize(
    ("state", "sides", "passed"),
    [
        ("draft", ("Unit",), True),
        ("in_review", ("Unit",), True),
        ("reviewed", ("Unit",), True),
        ("returned", ("Unit", "TPI"), True),
        ("approved", ("TPI", "Unit"), False),
    ],
)
def test_the_tpis_values_come_with_the_result_and_not_before(state, sides, passed, role):
    """The paper is the head's, so whoever makes it gets the same one."""
    made = told(sheet(state=state, unit_grade="A", tpi_grade="C"), role)
    assert (made.sides, made.passed) == (sides, passed)


@pytest.mark.parametrize(("state", "place", "judged"), [("in_review", "hlm. 3", False), ("approved", "hlm. 3", True)])
def test_evidence_with_its_page(state, place, judged):
    row = sheet(state=state, tpi_grade="A")
    _evidence(row, EvidenceVerdict.SUFFICIENT, place=place)
    group = told(row).proofs[0]
    assert [(line.code, line.place) for line in group.lines] == [(CODE, place)]
    assert group.is_judged is judged


def test_what_the_tpi_doubts_is_left_out_once_the_unit_may_know():
    found = {}
    for quarter, state in ((1, "in_review"), (2, "approved")):
        row = sheet(state=state, tpi_grade="A", quarter=quarter, code=f"0{quarter}")
        _evidence(row, EvidenceVerdict.WEAK, verdict_note="Tidak ditandatangani.")
        group = told(row).proofs[0]
        found[state] = len(group.lines), group.nothing
    assert found == {
        "in_review": (1, ""),
        "approved": (0, "Belum ada data dukung yang dinilai memadai oleh TPI."),
    }


def _evidence(row, verdict: str, **fields):
    version = EvidenceVersionFactory(unit=row.unit)
    said = {"verdict": verdict, "verdict_version": version, "verdict_at": NOW, "verdict_by": person(Role.EVALUATOR)}
    return EvidenceUseFactory(evaluation=row, version=version, code=CODE, **said, **fields)


def test_weak_points_tell_what_was_done():
    row = sheet(state="approved")
    advice = RecommendationFactory(evaluation=row, unit=row.unit, code=CODE, text="Tetapkan keputusan tim.", number=1)
    RecommendationFactory(evaluation=row, unit=row.unit, text="Rahasia.", sent_at=None, number=None)
    ActionFactory(unit=row.unit, recommendation=advice, text="Menyusun keputusan.")
    found = [line for line in told(row).weak if line.name]
    assert [(line.name, line.subject, line.text) for line in found] == [("07/R-1", CODE, "Tetapkan keputusan tim.")]
    assert "Menyusun keputusan." in found[0].since[-1]


def test_questions_are_the_criteria_just_above():
    asked = told(sheet(state="approved", tpi_grade="C")).asked
    assert len(asked) == 10
    assert all(line.criterion and line.present != line.option for line in asked if line.option not in {"Ya"})


def test_no_answer_at_all():
    made = told(sheet(unit_grade="", tpi_grade="", state="draft"))
    assert (made.total, made.answered, made.sides, made.passed) == (0, 0, ("Unit",), False)
    assert {group.nothing for group in made.proofs} == {
        "Belum ada data dukung yang berlaku pada jawaban yang bernilai."
    }


def test_a_locked_quarter_is_told_as_recorded():
    row = sheet(state="approved", name="RSUD Lama")
    before = told(row)
    period = lock_period(period=row.period, by=actor(person(Role.SUPERVISOR)), now=NOW)
    Answer.objects.filter(evaluation=row, assessor=Assessor.TPI).update(option="")
    row.unit.name = "RSUD Baru"
    row.unit.save()
    after = desk_sheet(actor(person(Role.LEADER)), period, row.unit, today=TODAY)
    assert (after.unit, after.total, after.gates) == ("RSUD Lama", before.total, before.gates)


def test_another_version_of_the_instrument_has_its_own_minimums():
    row = sheet(state="approved", tpi_grade="A")
    period = PeriodFactory(quarter=4, instrument=stricter_instrument())
    other = EvaluationFactory(period=period, unit=row.unit, state="approved")
    rescore(other)
    assert [told(one).gates[0].required for one in (row, other)] == [75, 80]


@pytest.mark.parametrize("many", [1, 4])
def test_queries_do_not_grow(django_assert_num_queries, many):
    row = sheet(state="approved")
    for number in range(1, many + 1):
        advice = RecommendationFactory(evaluation=row, number=number)
        ActionFactory(unit=row.unit, recommendation=advice)
        EvidenceUseFactory(evaluation=row, code=CODE)
    reader = actor(person(Role.UNIT_HEAD, row.unit))
    with django_assert_num_queries(QUERIES):
        desk_sheet(reader, row.period, row.unit, today=TODAY)


def test_the_page_says_whose_values(client):
    row = sheet()
    page = text(sign_in(client, person(Role.UNIT_HEAD, row.unit)).get(PAGE))
    assert "Bahan memuat nilai menurut unit saja" in page
