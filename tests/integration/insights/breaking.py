"""How to break each rule the database keeps about ways and scenarios: part of test_constraints' table."""

from insights.models import EffortMark, Scenario
from tests.factories import NOW, EvaluationFactory, UserFactory, WorkUnitFactory
from tests.integration.evaluations.breaking import again, changed


def _mark() -> EffortMark:
    return EffortMark.objects.create(unit=WorkUnitFactory(), code="A.I.1.i.a", changed_at=NOW, changed_by=UserFactory())


def _scenario() -> Scenario:
    user = UserFactory()
    fields = {"made_at": NOW, "made_by": user, "changed_at": NOW, "changed_by": user}
    return Scenario.objects.create(evaluation=EvaluationFactory(), name="Semua SK", assessor="unit", **fields)


BREAK = {
    "effort_once_per_question": lambda: again(_mark(), effort=4),
    "effort_names_question": lambda: changed(_mark(), code=""),
    "effort_known": lambda: changed(_mark(), effort=3),
    "scenario_name_once": lambda: again(_scenario(), name="SEMUA SK"),
    "scenario_named": lambda: changed(_scenario(), name=""),
    "scenario_assessor_known": lambda: changed(_scenario(), assessor="semua"),
    "scenario_version_counts": lambda: changed(_scenario(), version=0),
}
