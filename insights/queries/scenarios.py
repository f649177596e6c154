"""The scenarios of a unit, and the sheet they are held against, as far as the actor may see them."""

from collections.abc import Mapping
from dataclasses import dataclass

from django.db.models import OuterRef, QuerySet

from evaluations.enums import Assessor
from evaluations.models import Evaluation
from evaluations.permissions import sees_tpi
from evaluations.queries import evaluations
from evaluations.queries.history_nouns import Noun, register
from evaluations.queries.instruments import Loaded, loaded
from evaluations.queries.participation import KEEPING
from evaluations.queries.sheets import rows_of, value_of
from evaluations.scoring.types import Answer, Instrument
from insights.models import Scenario
from insights.permissions import sees_column
from units.actors import Actor


@dataclass(frozen=True)
class Ground:
    """One assessor's answers by code, which a trial is held against; None for open ones and those only carried."""

    evaluation: Evaluation
    assessor: str
    source: Loaded
    answers: Mapping[str, Answer]

    @property
    def instrument(self) -> Instrument:
        return self.source.instrument


def ground(evaluation: Evaluation, assessor: str) -> Ground:
    """The sheet as it stands, or as it was recorded. One query. Whether the reader may see it is for the caller."""
    source = loaded(evaluation.period.instrument)
    answers = {code: value_of(answer) for code, answer in rows_of(evaluation)[assessor].items()}
    return Ground(evaluation, assessor, source, answers)


def columns(actor: Actor, evaluation: Evaluation) -> list[str]:
    """Assessors whose values the actor may try from."""
    return [key for key in Assessor.values if sees_column(actor, evaluation, key)]


def readable(actor: Actor, evaluation: Evaluation) -> QuerySet[Scenario]:
    """The scenarios of a sheet that the actor may read, the sheet being theirs to read."""
    rows = Scenario.objects.filter(evaluation=evaluation.pk, assessor__in=columns(actor, evaluation))
    return rows.select_related("changed_by")


def copyable(actor: Actor, evaluation: Evaluation) -> list[Scenario]:
    """The unit's scenarios of any quarter that the actor may try in this sheet; the newest first. One query.

    Whose values they are held against the actor must see in both quarters. Whether both instruments score alike is
    told by `policies.check_alike`.
    """
    rows = Scenario.objects.filter(
        evaluation__in=evaluations.visible(actor).order_by(),
        evaluation__unit=evaluation.unit_id,
        assessor__in=columns(actor, evaluation),
    )
    rows = rows.select_related("evaluation__period__instrument", "evaluation__unit")
    rows = rows.defer("evaluation__period__instrument__predicates")
    found = [row for row in rows if row.assessor == Assessor.UNIT or sees_tpi(actor, row.evaluation)]
    return sorted(found, key=lambda row: row.changed_at, reverse=True)


def register_noun() -> None:
    """Let the history tell scenarios. Called once, when the app is set up."""
    register(
        "skenario",
        "Skenario",
        Noun(
            Scenario,
            "insights:scenario",
            fetched=("evaluation__unit", "evaluation__period"),
            arguments=lambda row: [row.evaluation.period, row.evaluation.unit.code, row.pk],
            of_unit=lambda unit: Scenario.objects.filter(evaluation__unit=unit),
            of_period=lambda period: Scenario.objects.filter(evaluation__period=period),
        ),
    )


def register_keeping() -> None:
    """A sheet with scenarios stays in its quarter. Called once, when the app is set up."""
    KEEPING.append(_of_sheet)


def _of_sheet(key: OuterRef) -> QuerySet[Scenario]:
    return Scenario.objects.filter(evaluation=key)
