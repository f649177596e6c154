"""What was removed is still found in the history by its unit and its quarter."""

import pytest

from evaluations.actions import recommendations
from evaluations.models import Recommendation
from evaluations.queries.history_log import Wanted, entries
from evaluations.queries.history_words import Teller
from insights.actions import scenarios
from insights.models import Scenario
from jobs.models import Job
from reports.actions.editions import cancel
from reports.actions.narratives import reset, write
from reports.enums import Paper, Section
from reports.models import Edition, Narrative
from tests.factories import NOW, EvaluationFactory, PeriodFactory, WorkUnitFactory, actor, answer, assign, person
from tests.integration.evaluations.advice_case import write as advise
from tests.integration.evaluations.sheet_case import CHOICE, make_sheet
from tests.integration.insights.scenario_case import make_scenario
from tests.integration.reports.edition_case import asked, quarter
from tests.integration.reports.edition_case import sheet as locked_sheet
from units.roles import Role

pytestmark = pytest.mark.django_db


def scenario(unit_code: str):
    """A unit's sheet whose scenario was kept and removed."""
    sheet = make_sheet(code=unit_code)
    answer(sheet, CHOICE, "unit", "B")
    row = make_scenario(sheet)
    scenarios.remove(scenario=row, seen=1, by=actor(person(Role.UNIT_MEMBER, sheet.unit)), now=NOW)
    return sheet


def edition(unit_code: str):
    """A locked sheet whose LHE was asked for and given up."""
    sheet = locked_sheet(quarter(), unit_code)
    row = asked(sheet.period, paper=Paper.LHE, unit=sheet.unit)
    Job.objects.all().delete()
    cancel(edition=row, by=actor(person(Role.SUPERVISOR)), now=NOW)
    return sheet


def narrative(unit_code: str):
    """A locked sheet about which somebody wrote and took it back."""
    sheet = locked_sheet(quarter(), unit_code)
    place = {"period": sheet.period, "section": Section.UNIT, "unit": sheet.unit}
    by = actor(person(Role.SUPERVISOR))
    write(**place, html="<p>Satu</p>", version=0, basis="0" * 64, by=by, now=NOW)
    reset(**place, version=1, by=by, now=NOW)
    return sheet


def recommendation(unit_code: str):
    """A sheet for which a recommendation was written and taken back."""
    sheet, by = make_sheet("in_review", unit_code), person(Role.EVALUATOR)
    assign(by, sheet.unit)
    row = advise(sheet.unit, by, evaluation=sheet)
    recommendations.remove(recommendation=row, by=actor(by), now=NOW)
    return sheet


REMOVED = {
    "rekomendasi": (Recommendation, recommendation, ["rekomendasi dihapus", "rekomendasi ditulis"]),
    "skenario": (Scenario, scenario, ["skenario dihapus", "skenario disimpan"]),
    "terbitan": (Edition, edition, ["terbitan dibatalkan", "terbitan diminta"]),
    "narasi": (Narrative, narrative, ["narasi dikembalikan ke kalimat dari angka", "narasi ditulis"]),
}


@pytest.mark.parametrize("kind", REMOVED)
def test_what_was_removed_is_found_by_its_unit_and_its_quarter(instrument, kind):
    model, make, verbs = REMOVED[kind]
    sheet, other = make("07"), EvaluationFactory(period=PeriodFactory(year=2023, quarter=1), unit=WorkUnitFactory())
    reader = actor(person(Role.LEADER))

    def found(**wanted) -> list[str]:
        return [entry.verb for entry in entries(reader, Wanted(kind=kind, **wanted))]

    assert not model.objects.exists()
    assert (found(unit=sheet.unit), found(period=sheet.period)) == (verbs, verbs)
    assert found(unit=sheet.unit, period=sheet.period) == verbs
    assert (found(unit=other.unit), found(period=other.period)) == ([], [])


@pytest.mark.parametrize("kind", ["terbitan", "narasi"])
def test_what_was_removed_is_told_by_its_title_alone(instrument, kind):
    sheet = REMOVED[kind][1]("07")
    reader = actor(person(Role.LEADER))
    told = Teller(reader).tell(entries(reader, Wanted(kind=kind)))
    name = {
        "terbitan": f"Laporan Hasil Evaluasi Pembangunan Zona Integritas {sheet.unit.name}, Triwulan II Tahun 2024",
        "narasi": f"Analisis unit kerja {sheet.unit} TW II 2024",
    }[kind]
    assert {(line.name, line.url) for line in told} == {(name, "")}
    assert {change.label for line in told for change in line.changes} & {"Unit kerja", "Periode"} == set()
