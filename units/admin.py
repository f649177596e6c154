"""Administration of units, roles, assignments, the organisation and the legal basis."""

from django.contrib import admin, messages
from django.core.exceptions import ValidationError
from django.shortcuts import redirect
from django.urls import reverse
from django.utils import timezone

from history.models import Source
from units import admin_users  # noqa: F401  registers the accounts
from units.actions.records import delete_legal_basis
from units.admin_base import RoleAdminMixin
from units.forms.admin import OrganisationForm, RecordForm
from units.models import Assignment, LegalBasis, Organisation, RoleGrant, WorkUnit
from units.roles import Permission


class ActionAdmin(RoleAdminMixin, admin.ModelAdmin):
    """Saves through an action by its form; a refusal is a message, never an error page. Nothing is deleted in bulk."""

    refusals: tuple[type[Exception], ...] = (PermissionError, ValidationError)
    show_full_result_count = False

    def get_form(self, request, obj=None, change=False, **kwargs):
        form = super().get_form(request, obj, change=change, **kwargs)
        form.actor = request.actor
        return form

    def get_actions(self, request):
        actions = super().get_actions(request)
        actions.pop("delete_selected", None)
        return actions

    def save_model(self, request, obj, form, change):
        obj.pk = form.write().pk

    def changeform_view(self, request, object_id=None, form_url="", extra_context=None):
        return self._tell_refusal(request, super().changeform_view, request, object_id, form_url, extra_context)

    def delete_view(self, request, object_id, extra_context=None):
        return self._tell_refusal(request, super().delete_view, request, object_id, extra_context)

    def _tell_refusal(self, request, view, *args):
        """What an action refuses after the form was clean (somebody was faster) is told as a message."""
        try:
            return view(*args)
        except self.refusals as error:
            sentences = error.messages if isinstance(error, ValidationError) else [str(error)]
            messages.error(request, " ".join(sentences))
            return redirect(request.get_full_path())


class RecordAdmin(ActionAdmin):
    """A plain record of this app."""

    form = RecordForm
    change_permissions = frozenset({Permission.MANAGE_UNITS})


@admin.register(WorkUnit)
class WorkUnitAdmin(RecordAdmin):
    list_display = ["code", "name", "parent_agency", "target", "head_name", "is_active"]
    list_display_links = ["code", "name"]
    list_filter = ["is_active", "target"]
    search_fields = ["code", "name", "parent_agency", "head_name"]


class PersonInUnitAdmin(RecordAdmin):
    """What ties a person to a unit for some time."""

    change_permissions = frozenset({Permission.MANAGE_USERS})
    list_select_related = ["user", "unit"]
    search_fields = ["user__full_name", "user__username", "unit__name"]


@admin.register(RoleGrant)
class RoleGrantAdmin(PersonInUnitAdmin):
    list_display = ["user", "role", "unit", "starts_on", "ends_on"]
    list_filter = ["role", "unit"]


@admin.register(Assignment)
class AssignmentAdmin(PersonInUnitAdmin):
    list_display = ["user", "unit", "kind", "starts_on", "ends_on"]
    list_filter = ["kind", "unit"]


@admin.register(Organisation)
class OrganisationAdmin(ActionAdmin):
    """One row: its list leads straight to it."""

    form = OrganisationForm
    change_permissions = frozenset({Permission.MANAGE_UNITS})
    fields = [
        "government",
        "name",
        "address",
        "contact",
        "city",
        "logo_name",
        "logo",
        "remove_logo",
        "signatory_title",
        "signatory_name",
        "signatory_rank",
        "signatory_nip",
    ]
    readonly_fields = ["logo_name"]

    @admin.display(description="Logo saat ini")
    def logo_name(self, organisation):
        return organisation.logo.name if organisation.logo else "–"

    def has_add_permission(self, request) -> bool:
        return super().has_add_permission(request) and not Organisation.objects.exists()

    def changelist_view(self, request, extra_context=None):
        """Straight to the form, once it is clear that the person may see it."""
        if not self.has_view_permission(request):
            return super().changelist_view(request, extra_context)
        exists = Organisation.objects.filter(pk=1).exists()
        return redirect(
            reverse("admin:units_organisation_change", args=[1]) if exists else reverse("admin:units_organisation_add")
        )


@admin.register(LegalBasis)
class LegalBasisAdmin(RecordAdmin):
    """May be deleted: nothing refers to it, and the history keeps what it said."""

    may_delete = True
    list_display = ["title", "issued_on", "ends_on", "order"]
    search_fields = ["title"]

    def delete_model(self, request, obj):
        delete_legal_basis(record=obj, by=request.actor, now=timezone.now(), source=Source.ADMIN)
