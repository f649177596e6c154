"""Administration of instruments: drafts are edited part by part, copied from a published version, and published."""

from django.contrib import admin
from django.urls import reverse
from django.utils import timezone
from django.utils.html import format_html_join

from evaluations.actions.instruments import copy_instrument, publish_instrument
from evaluations.actions.instruments_delete import delete_draft, delete_part
from evaluations.admin.base import RefusableAdmin
from evaluations.enums import InstrumentState
from evaluations.forms.admin import PartForm
from evaluations.models import AnswerScale, Area, Component, Indicator, Instrument, Question, Threshold
from evaluations.models.instrument import InstrumentPart
from evaluations.queries.instruments import users_of
from history.models import Source
from units.roles import Permission

PARTS = [Area, AnswerScale, Component, Indicator, Question, Threshold]


class DraftAdmin(RefusableAdmin):
    """Changed and deleted by administrators while it is a draft; read by everybody who reads all."""

    form = PartForm
    view_permissions = frozenset({Permission.READ_ALL})
    change_permissions = frozenset({Permission.MANAGE_INSTRUMENTS})

    def instrument_of(self, obj) -> Instrument:
        return obj

    may_delete = True

    def has_change_permission(self, request, obj=None) -> bool:
        return super().has_change_permission(request, obj) and self._is_open(obj)

    def has_delete_permission(self, request, obj=None) -> bool:
        return super().has_delete_permission(request, obj) and self._is_open(obj)

    def _is_open(self, obj) -> bool:
        return obj is None or not self.instrument_of(obj).is_published

    def get_deleted_objects(self, objs, request):
        """What the action will do: only what nobody refers to goes, and an instrument takes its parts along."""
        users = [f"{user._meta.verbose_name} {user}" for obj in objs for user in users_of(obj)]
        return [str(obj) for obj in objs], {self.opts.verbose_name_plural: len(objs)}, set(), users


@admin.register(Instrument)
class InstrumentAdmin(DraftAdmin):
    list_display = ["title", "version_text", "state", "legal_basis", "fingerprint"]
    list_filter = ["state"]
    fields = ["identifier", "version_text", "title", "legal_basis", "predicates", "state", "fingerprint", "parts"]
    readonly_fields = ["identifier", "version_text", "state", "fingerprint", "parts"]
    actions = ["copy_instruments", "publish_instruments"]

    def has_add_permission(self, request, obj=None) -> bool:
        """A new version starts as a copy."""
        return False

    def delete_model(self, request, obj):
        delete_draft(instrument=obj, **_who(request))

    def has_manage_permission(self, request) -> bool:
        return request.actor.may(Permission.MANAGE_INSTRUMENTS)

    @admin.display(description="Versi", ordering="version")
    def version_text(self, instrument):
        return str(instrument.version)

    @admin.display(description="Bagian")
    def parts(self, instrument):
        """Links to the lists of what this instrument consists of."""
        return format_html_join(
            ", ",
            '<a href="{}?instrument__id__exact={}">{}</a>',
            (
                (
                    reverse(f"admin:evaluations_{model._meta.model_name}_changelist"),
                    str(instrument.pk),
                    model._meta.verbose_name_plural,
                )
                for model in PARTS
            ),
        )

    @admin.action(description="Salin menjadi versi baru", permissions=["manage"])
    def copy_instruments(self, request, queryset):
        self.try_each(
            request,
            queryset,
            lambda row: copy_instrument(instrument=row, **_who(request)),
            "disalin menjadi draf versi baru.",
        )

    @admin.action(description="Terbitkan", permissions=["manage"])
    def publish_instruments(self, request, queryset):
        self.try_each(
            request,
            queryset,
            lambda row: publish_instrument(instrument=row, **_who(request)),
            "terbit dan tidak dapat diubah lagi.",
        )


class PartAdmin(DraftAdmin):
    """A part stays in its instrument; what it refers to is offered from the same one."""

    list_filter = ["instrument"]
    list_select_related = ["instrument"]

    def instrument_of(self, obj) -> Instrument:
        return obj.instrument

    def delete_model(self, request, obj):
        delete_part(part=obj, **_who(request))

    def get_queryset(self, request):
        return super().get_queryset(request).select_related(*self.list_select_related)

    def get_readonly_fields(self, request, obj=None):
        return ["instrument"] if obj else []

    def get_form(self, request, obj=None, change=False, **kwargs):
        request.edited_part = obj
        return super().get_form(request, obj, change=change, **kwargs)

    def formfield_for_foreignkey(self, db_field, request, **kwargs):
        field = super().formfield_for_foreignkey(db_field, request, **kwargs)
        part = getattr(request, "edited_part", None)
        if db_field.name == "instrument":
            field.queryset = field.queryset.filter(state=InstrumentState.DRAFT)
        elif issubclass(field.queryset.model, InstrumentPart):
            rows = field.queryset.select_related("instrument")
            field.queryset = (
                rows.filter(instrument=part.instrument)
                if part
                else rows.filter(instrument__state=InstrumentState.DRAFT)
            )
        return field


@admin.register(Area)
class AreaAdmin(PartAdmin):
    list_display = ["number", "title", "instrument"]
    fields = ["instrument", "order", "number", "title"]


@admin.register(AnswerScale)
class AnswerScaleAdmin(PartAdmin):
    list_display = ["key", "options", "instrument"]
    fields = ["instrument", "order", "key", "options"]


@admin.register(Component)
class ComponentAdmin(PartAdmin):
    list_display = ["code", "title", "weight", "area", "instrument"]
    list_select_related = ["instrument", "area"]
    fields = ["instrument", "order", "code", "title", "weight", "parent", "area"]
    search_fields = ["code", "title"]


@admin.register(Indicator)
class IndicatorAdmin(PartAdmin):
    list_display = ["code", "title", "weight", "component", "instrument"]
    list_select_related = ["instrument", "component"]
    fields = ["instrument", "order", "code", "title", "weight", "component"]
    search_fields = ["code", "title"]


@admin.register(Question)
class QuestionAdmin(PartAdmin):
    list_display = ["code", "text", "scale", "instrument"]
    list_select_related = ["instrument", "scale"]
    fields = [
        "instrument",
        "order",
        "indicator",
        "code",
        "text",
        "scale",
        "criteria",
        "evidence",
        "inputs",
        "formula",
        "checks",
        "note",
    ]
    search_fields = ["code", "text"]


@admin.register(Threshold)
class ThresholdAdmin(PartAdmin):
    list_display = ["predicate", "target", "minimum", "instrument"]
    fields = ["instrument", "order", "predicate", "target", "minimum"]


def _who(request) -> dict:
    return {"by": request.actor, "now": timezone.now(), "source": Source.ADMIN}
