"""The admin site: entered by role, with our own sign-in and password pages."""

from functools import update_wrapper

from django.contrib.admin import AdminSite
from django.contrib.auth.decorators import login_not_required
from django.contrib.auth.views import redirect_to_login
from django.core.exceptions import PermissionDenied
from django.shortcuts import redirect
from django.urls import reverse
from django.utils.decorators import method_decorator
from django.views.decorators.cache import never_cache

from units.roles import Permission

ENTRY = (
    Permission.MANAGE_UNITS,
    Permission.MANAGE_USERS,
    Permission.MANAGE_PERIODS,
    Permission.MANAGE_INSTRUMENTS,
    Permission.VERIFY,
    Permission.APPROVE,
)


class RoleAdminSite(AdminSite):
    """Open to administrators, evaluators and supervisors; what each finds inside is up to RoleAdminMixin."""

    site_header = "ZI Tracker – Pengelolaan"
    site_title = "Pengelolaan ZI Tracker"
    index_title = "Pengelolaan"
    empty_value_display = "–"
    enable_nav_sidebar = True

    def has_permission(self, request) -> bool:
        return any(request.actor.may(permission) for permission in ENTRY)

    def admin_view(self, view, cacheable=False):
        """As Django's, but a signed-in person without the role gets 403 rather than a second sign-in page."""
        inner = super().admin_view(view, cacheable)

        def gate(request, *args, **kwargs):
            if request.user.is_authenticated and not self.has_permission(request):
                raise PermissionDenied("Halaman pengelolaan hanya untuk administrator, evaluator, dan pengendali TPI.")
            return inner(request, *args, **kwargs)

        return update_wrapper(gate, inner)

    @method_decorator(never_cache)
    @login_not_required
    def login(self, request, extra_context=None):
        """To our own sign-in page, and back to where the person wanted to go."""
        if request.user.is_authenticated:
            return redirect("admin:index")
        return redirect_to_login(request.GET.get("next") or reverse("admin:index"))

    def logout(self, request, extra_context=None):
        """Signing out is a form of our own pages; this address of Django's admin leads there."""
        return redirect("home")

    def password_change(self, request, extra_context=None):
        return redirect("accounts:password_change")

    def password_change_done(self, request, extra_context=None):
        return redirect("accounts:profile")
