"""How the history tells issued papers."""

from evaluations.queries.history_nouns import Noun, register
from reports.models import Edition
from units.roles import Permission


def register_nouns() -> None:
    """Called once, when the app is set up."""
    register(
        "terbitan",
        "Terbitan laporan",
        Noun(
            Edition,
            "reports:edition",
            permission=Permission.READ_REPORTS,
            of_unit=lambda unit: Edition.objects.filter(unit=unit),
            of_period=lambda period: Edition.objects.filter(period=period),
        ),
    )
