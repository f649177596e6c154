"""How the history tells issued papers and what is written in them."""

from evaluations.queries.history_nouns import Noun, register
from reports.converters import Place
from reports.models import Edition, Narrative, WordTemplate
from units.roles import Permission

ABOUT = frozenset({"unit_id", "period_id"})  # of what was removed, for the filters: its title tells both


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
            hidden=ABOUT,
        ),
    )
    register(
        "narasi",
        "Narasi laporan",
        Noun(
            Narrative,
            "reports:narrative",
            fetched=("period", "unit"),
            permission=Permission.WRITE_REPORTS,
            arguments=lambda row: [row.period, Place(row.section, row.unit.code if row.unit else "")],
            of_unit=lambda unit: Narrative.objects.filter(unit=unit),
            of_period=lambda period: Narrative.objects.filter(period=period),
            hidden=ABOUT | {"topic", "title", "html", "version"},
        ),
    )
    register(
        "templat-word",
        "Templat Word",
        Noun(
            WordTemplate,
            "reports:word_templates",
            permission=Permission.MANAGE_UNITS,
            arguments=lambda _row: [],
        ),
    )
