"""The report's chapter on visits, trainings and meetings, and its paragraph on the ekspose."""

from datetime import date

import pytest

from evaluations.actions.periods import lock_period
from reports.queries.quarterly import quarterly_report
from tests.factories import NOW, TODAY, EvaluationFactory, PeriodFactory, WorkUnitFactory, actor, person
from tests.integration.evaluations.advice_case import advice, take
from tests.integration.visits.visit_case import advise, evaluator, make_visit
from units.models import WorkUnit
from units.roles import Role
from visits.actions.ekspose import save_ekspose

pytestmark = pytest.mark.django_db


@pytest.fixture
def period(instrument):
    return PeriodFactory(quarter=3)


@pytest.fixture
def leader():
    return actor(person(Role.LEADER))


def unit_of(period, code: str) -> WorkUnit:
    return EvaluationFactory(period=period, unit=WorkUnitFactory(code=code)).unit


def built(leader, period):
    return quarterly_report(leader, period, today=TODAY)


def present(period, **fields):
    usual = {"day": date(2024, 8, 20), "place": "Aula", "participants": "Inspektur", "decisions": ["Satu.", "Dua."]}
    return save_ekspose(period=period, seen=0, by=actor(person(Role.SUPERVISOR)), now=NOW, **usual | fields)


def test_a_visit_with_its_findings_and_advice(period, leader):
    unit = unit_of(period, "07")
    lead = evaluator(unit, full_name="Nama Ketua")
    make_visit(unit, state="done", lead=lead, advice=[advise(unit)], day=date(2024, 8, 19), until=date(2024, 8, 20))
    report = built(leader, period)
    (visit,) = report.visits.done
    assert (visit.day, visit.until, visit.kind, visit.topic, visit.place) == (
        date(2024, 8, 19),
        date(2024, 8, 20),
        "Pendampingan",
        "Penguatan pengawasan",
        "Aula",
    )
    assert (visit.units, visit.team, visit.findings) == (
        ("Unit Kerja 07",),
        ("Nama Ketua",),
        "Pengawasan belum berkala.",
    )
    assert [(line.name, line.text) for line in visit.advice] == [("07/R-1", "Susun jadwal pengawasan.")]
    assert [line.name for line in report.units[0].recommendations] == ["07/R-1"]


def test_only_what_took_place_in_the_quarter_the_oldest_first(period, leader):
    units = [unit_of(period, code) for code in ("01", "02")]
    make_visit(units[0], state="planned", topic="Rencana")
    make_visit(units[0], state="cancelled", topic="Batal")
    make_visit(units[0], state="done", topic="Triwulan lalu", day=date(2024, 6, 30))
    make_visit(*units, state="done", topic="Kedua", day=date(2024, 8, 20))
    make_visit(units[1], state="done", topic="Pertama", day=date(2024, 7, 1))
    done = built(leader, period).visits.done
    assert [(visit.topic, visit.kind, visit.units) for visit in done] == [
        ("Pertama", "Pendampingan", ("Unit Kerja 02",)),
        ("Kedua", "Pelatihan", ("Unit Kerja 01", "Unit Kerja 02")),
    ]


@pytest.mark.parametrize(
    ("invited", "named"),
    [(4, "Seluruh 4 unit kerja"), (3, "Unit Kerja 01; Unit Kerja 02; Unit Kerja 03")],
)
def test_a_meeting_of_all_units_does_not_list_them(period, leader, invited, named):
    units = [unit_of(period, code) for code in ("01", "02", "03", "04")]
    make_visit(*units[:invited], state="done")
    (visit,) = built(leader, period).visits.done
    assert (visit.with_whom, len(visit.units)) == (named, invited)


def test_units_are_called_what_they_were_called_then(period, leader):
    unit = unit_of(period, "07")
    make_visit(unit, state="done", lead=evaluator(unit), advice=[advise(unit)])
    lock_period(period=period, by=actor(person(Role.SUPERVISOR)), now=NOW)
    WorkUnit.objects.filter(pk=unit.pk).update(name="Nama baru", code="99")
    period.refresh_from_db()
    (visit,) = built(leader, period).visits.done
    assert (visit.units, [line.name for line in visit.advice]) == (("Unit Kerja 07",), ["07/R-1"])


def test_the_ekspose(period, leader):
    present(period)
    told = built(leader, period).visits.ekspose
    assert (told.day, told.place, told.participants, told.decisions) == (
        date(2024, 8, 20),
        "Aula",
        "Inspektur",
        ("Satu.", "Dua."),
    )


def test_a_quarter_without_visits_and_ekspose(period, leader):
    made = built(leader, period).visits
    assert (made.done, made.ekspose) == ((), None)


@pytest.mark.parametrize("count", [1, 3])
def test_queries_do_not_grow(instrument, leader, django_assert_num_queries, count):
    """Units, recommendations with turns, visits with team and advice, decisions: one of each, or three."""
    before, now = PeriodFactory(quarter=2, state="locked"), PeriodFactory(quarter=3)
    for number in range(count):
        unit = unit_of(now, f"0{number}")
        lead = evaluator(unit)
        earlier = advice(EvaluationFactory(period=before, unit=unit), number=1)
        for text in range(count):
            take(earlier, "report", person(Role.UNIT_HEAD, unit), f"Kemajuan {text}")
        make_visit(unit, state="done", lead=lead, advice=[advise(unit, f"Saran {text}") for text in range(count)])
    present(now, decisions=[f"Keputusan {text}" for text in range(count)])
    with django_assert_num_queries(24):
        report = built(leader, now)
    assert [len(report.monitoring.lines), len(report.visits.done), len(report.units)] == [count] * 3
