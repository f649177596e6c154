"""What the addresses of ways ask for: a predicate and whose values."""

from dataclasses import dataclass

from django.http import Http404, HttpRequest

from evaluations.enums import Assessor
from evaluations.models import Evaluation
from evaluations.permissions import sees_tpi
from evaluations.queries.instruments import loaded
from evaluations.views.doors import evaluation_for
from insights.documents.trace import Judged
from insights.queries.judged import aim_of, judged_of, main_of


@dataclass(frozen=True, slots=True)
class Asked:
    """A sheet with the predicate and the assessor asked for; `judged` holds all that wrote something."""

    evaluation: Evaluation
    predicate: str
    assessor: str
    judged: dict[str, Judged]

    @property
    def side(self) -> Judged | None:
        """The sheet of that assessor; None while they wrote nothing."""
        return self.judged.get(self.assessor)

    @property
    def label(self) -> str:
        return Assessor(self.assessor).label

    @property
    def context(self) -> dict:
        """What every page of ways shows around its own."""
        instrument = loaded(self.evaluation.period.instrument).instrument
        return {
            "evaluation": self.evaluation,
            "asked": self,
            "predicates": list(instrument.predicates),
            "assessors": [(key, side.label) for key, side in self.judged.items()],
        }


def asked_for(request: HttpRequest, period, unit: str) -> Asked:
    """The sheet and what the address asks about it (`?predikat=`, `?penilai=`); 404 for what there is not, or not for
    this reader. Without: what the unit aims at, and whose values its page goes by.
    """
    evaluation = evaluation_for(request, period, unit)
    judged = judged_of(request.actor, evaluation)
    predicates = loaded(evaluation.period.instrument).instrument.predicates
    predicate = request.GET.get("predikat") or aim_of(evaluation)
    assessor = request.GET.get("penilai") or main_of(request.actor, evaluation, judged)
    hidden = assessor == Assessor.TPI and not sees_tpi(request.actor, evaluation)
    if predicate not in predicates or assessor not in Assessor.values or hidden:
        raise Http404("Predikat atau penilai ini tidak ada.")
    return Asked(evaluation, predicate, assessor, judged)
