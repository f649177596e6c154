"""Sheets and stored scores, to be read: steps are taken on the screens, scores follow the answers."""

from django.contrib import admin
from django.utils.html import format_html, format_html_join

from evaluations.admin.base import ReadOnlyAdmin
from evaluations.models import Evaluation, Score
from evaluations.queries import evaluations
from evaluations.queries.instruments import loaded
from evaluations.queries.standing import Standing
from evaluations.scoring.rounding import missing_text, text
from units.roles import Permission


@admin.register(Evaluation)
class EvaluationAdmin(ReadOnlyAdmin):
    view_permissions = frozenset({Permission.READ_ALL})
    list_display = ["unit", "period", "state", "submitted_at", "reviewed_at", "approved_at"]
    list_filter = ["state", "period", "unit"]
    list_select_related = ["unit", "period"]
    search_fields = ["unit__code", "unit__name"]

    def get_queryset(self, request):
        return evaluations.visible(request.actor)


@admin.register(Score)
class ScoreAdmin(ReadOnlyAdmin):
    """Nilai triwulan. Wrong ones are corrected at the answer they come from."""

    view_permissions = frozenset({Permission.READ_ALL})
    list_display = ["evaluation", "assessor", "strict_text", "official_text", "answered", "passes_wbk", "passes_wbbm"]
    list_filter = ["assessor", "passes_wbk", "passes_wbbm", "evaluation__period", "evaluation__unit"]
    list_select_related = ["evaluation__unit", "evaluation__period"]
    fields = [
        "evaluation",
        "assessor",
        "strict_text",
        "official_text",
        "answered",
        "questions",
        "areas",
        "gates",
        "nodes",
    ]

    def get_queryset(self, request):
        rows = evaluations.visible_scores(request.actor)
        return rows.select_related("evaluation__unit", "evaluation__period__instrument")

    @admin.display(description="Nilai ketat", ordering="strict")
    def strict_text(self, score):
        return text(score.strict)

    @admin.display(description="Nilai LKE", ordering="official")
    def official_text(self, score):
        return text(score.official)

    @admin.display(description="Area perubahan (nilai ketat)")
    def areas(self, score):
        return _table(
            ["Area", "Nilai", "Bobot"],
            [(area.title, text(area.reached), text(area.weight)) for area in _standing(score).areas],
        )

    @admin.display(description="Nilai minimal")
    def gates(self, score):
        return _table(
            ["Predikat", "Nilai minimal", "Diperlukan", "Dicapai", "Kurang"],
            [
                (
                    key,
                    gate.label,
                    text(gate.required),
                    text(gate.reached),
                    "terpenuhi" if gate.passed else missing_text(gate.missing),
                )
                for key, gates in _standing(score).gates.items()
                for gate in gates
            ],
        )

    @admin.display(description="Komponen dan indikator")
    def nodes(self, score):
        standing = _standing(score)
        rows = [
            (code, node.title, *map(text, standing.node(code)))
            for code, node in standing.loaded.instrument.nodes.items()
        ]
        return _table(["Kode", "Judul", "Nilai LKE", "Nilai ketat"], rows)


def _standing(score: Score) -> Standing:
    return Standing(score, loaded(score.evaluation.period.instrument))


def _table(head: list[str], rows: list[tuple[str, ...]]) -> str:
    """A plain table of texts."""
    return format_html(
        "<table><thead><tr>{}</tr></thead><tbody>{}</tbody></table>",
        format_html_join("", "<th>{}</th>", ((title,) for title in head)),
        format_html_join("", "<tr>{}</tr>", ((_cells(row),) for row in rows)),
    )


def _cells(row: tuple[str, ...]) -> str:
    return format_html_join("", "<td>{}</td>", ((cell,) for cell in row))
