"""Administration of quarters: plan, change, open, lock."""

from django.contrib import admin
from django.utils import timezone

from evaluations.actions.periods import lock_period, open_period
from evaluations.admin.base import RefusableAdmin
from evaluations.enums import InstrumentState, PeriodState
from evaluations.forms.admin import PeriodForm
from evaluations.models import Period
from evaluations.queries import periods
from history.models import Source
from units.roles import Permission

DEADLINES = ["fill_deadline", "verify_deadline", "repair_deadline"]
STAMPS = ["opened_at", "opened_by", "locked_at", "locked_by"]
CHANGEABLE = {PeriodState.PLANNED, PeriodState.OPEN}


@admin.register(Period)
class PeriodAdmin(RefusableAdmin):
    """A planned quarter can be changed, an open one in its deadlines, a locked one not at all."""

    form = PeriodForm
    view_permissions = frozenset({Permission.READ_ALL})
    change_permissions = frozenset({Permission.MANAGE_PERIODS})
    list_display = ["name", "instrument", "state", *DEADLINES]
    list_filter = ["state", "year"]
    list_select_related = ["instrument"]
    actions = ["open_periods", "lock_periods"]
    readonly_fields = ["name", "state", *STAMPS]

    @admin.display(description="Periode", ordering="-year")
    def name(self, period):
        """A year as a number would get a thousands separator."""
        return str(period)

    def get_queryset(self, request):
        return periods.visible(request.actor)

    def has_change_permission(self, request, obj=None) -> bool:
        return super().has_change_permission(request, obj) and (obj is None or obj.state in CHANGEABLE)

    def get_fields(self, request, obj=None):
        if obj is None:
            return ["year", "quarter", "instrument", *DEADLINES]
        if obj.state == PeriodState.PLANNED and self.has_change_permission(request, obj):
            return ["year", "quarter", "instrument", "state", *DEADLINES]
        return ["name", "instrument", "state", *DEADLINES, *STAMPS]

    def get_readonly_fields(self, request, obj=None):
        fixed = ["instrument"] if obj and obj.state != PeriodState.PLANNED else []
        return [*self.readonly_fields, *fixed]

    def formfield_for_foreignkey(self, db_field, request, **kwargs):
        field = super().formfield_for_foreignkey(db_field, request, **kwargs)
        if db_field.name == "instrument":
            field.queryset = field.queryset.filter(state=InstrumentState.PUBLISHED)
        return field

    def has_open_permission(self, request) -> bool:
        return request.actor.may(Permission.MANAGE_PERIODS)

    def has_lock_permission(self, request) -> bool:
        return request.actor.may(Permission.LOCK_PERIODS)

    @admin.action(description="Buka periode", permissions=["open"])
    def open_periods(self, request, queryset):
        self.try_each(request, queryset, lambda row: open_period(period=row, **_who(request)), "dibuka.")

    @admin.action(description="Kunci periode", permissions=["lock"])
    def lock_periods(self, request, queryset):
        self.try_each(request, queryset, lambda row: lock_period(period=row, **_who(request)), "dikunci.")


def _who(request) -> dict:
    return {"by": request.actor, "now": timezone.now(), "source": Source.ADMIN}
