"""How the history tells visits and eksposes."""

from evaluations.queries.history_nouns import Noun, register
from visits.models import Ekspose, Visit
from visits.queries.visits import lies_in


def register_nouns() -> None:
    """Called once, when the app is set up."""
    register(
        "pendampingan",
        "Pendampingan dan ekspose",
        Noun(
            Visit,
            "visits:show",
            of_unit=lambda unit: Visit.objects.filter(visit_units__unit=unit),
            of_period=lambda period: Visit.objects.filter(lies_in(period)),
        ),
        Noun(
            Ekspose,
            "visits:ekspose",
            fetched=("period",),
            arguments=lambda row: [row.period],
            of_period=lambda period: Ekspose.objects.filter(period=period),
        ),
    )
