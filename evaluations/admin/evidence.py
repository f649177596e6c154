"""Evidence, to be read: it is added and judged on the screens."""

from django.contrib import admin

from evaluations.admin.base import ReadOnlyAdmin
from evaluations.models import EvidenceUse
from evaluations.queries import evaluations
from units.roles import Permission


@admin.register(EvidenceUse)
class EvidenceUseAdmin(ReadOnlyAdmin):
    view_permissions = frozenset({Permission.READ_ALL})
    list_display = ["evaluation", "question", "version", "verdict", "withdrawn_at"]
    list_filter = ["verdict", "is_carried", "evaluation__period", "evaluation__unit"]
    search_fields = ["question__code", "version__title", "version__file__name", "version__url"]

    def get_queryset(self, request):
        rows = evaluations.visible_evidence(request.actor)
        return rows.select_related("evaluation__unit", "evaluation__period", "question", "version", "since")
