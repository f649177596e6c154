"""The history, to be read. Here rather than in `history`, which imports nobody, since roles decide who reads it."""

import json

from django.contrib import admin
from django.utils.text import capfirst

from evaluations.admin.base import ReadOnlyAdmin
from evaluations.queries import evaluations
from history.models import Entry
from units.roles import Permission


@admin.register(Entry)
class EntryAdmin(ReadOnlyAdmin):
    view_permissions = frozenset({Permission.READ_HISTORY})
    list_display = ["at", "by", "event", "subject", "number", "topic", "source"]
    list_filter = ["subject", "verb", ("by", admin.RelatedOnlyFieldListFilter), "at", "source"]
    list_select_related = ["by"]
    search_fields = ["verb", "subject", "topic", "reason", "by__full_name"]
    fields = ["at", "by", "source", "event", "subject", "number", "topic", "old_text", "new_text", "reason"]

    def get_queryset(self, request):
        return evaluations.visible_history(request.actor)

    @admin.display(description="Peristiwa", ordering="verb")
    def event(self, entry):
        return capfirst(entry.verb)

    @admin.display(description="Nomor objek", ordering="subject_id")
    def number(self, entry):
        return str(entry.subject_id)

    @admin.display(description="Semula")
    def old_text(self, entry):
        return _readable(entry.old)

    @admin.display(description="Menjadi")
    def new_text(self, entry):
        return _readable(entry.new)


def _readable(value) -> str:
    if value is None or isinstance(value, str):
        return value or "–"
    return json.dumps(value, ensure_ascii=False, indent=1)
