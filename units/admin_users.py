"""Accounts in the admin. Here rather than in `accounts`, because who may manage them follows from roles."""

from django import forms
from django.contrib import admin
from django.contrib.auth import password_validation, update_session_auth_hash
from django.contrib.auth.models import Group
from django.utils import timezone

from accounts import actions
from accounts.forms import RULES
from accounts.models import User
from history.models import Source
from units.actions import users
from units.actors import Actor
from units.admin_base import RoleAdminMixin
from units.roles import Permission


class UserForm(forms.ModelForm):
    """An account; with both password fields filled in it also gets that password."""

    actor: Actor  # set by UserAdmin.get_form
    password1 = forms.CharField(
        label="Kata sandi baru",
        required=False,
        strip=False,
        help_text=RULES,
        widget=forms.PasswordInput(attrs={"autocomplete": "new-password"}),
    )
    password2 = forms.CharField(
        label="Ulangi kata sandi",
        required=False,
        strip=False,
        widget=forms.PasswordInput(attrs={"autocomplete": "new-password"}),
    )

    class Meta:
        model = User
        fields = actions.FIELDS

    def __init__(self, *args, **kwargs):
        super().__init__(*args, **kwargs)
        self.is_new = self.instance.pk is None
        self.fields["username"].widget.attrs["autocomplete"] = "off"  # somebody else's name, not one's own
        for name in ("password1", "password2"):
            self.fields[name].required = self.is_new

    def clean(self):
        cleaned = super().clean()
        if cleaned.get("password1") != cleaned.get("password2"):
            self.add_error("password2", "Kedua kata sandi tidak sama.")
        return cleaned

    def _post_clean(self):
        """The instance is filled in by now: rules that look at the account's names can be asked."""
        super()._post_clean()
        password = self.cleaned_data.get("password1")
        try:
            if password:
                password_validation.validate_password(password, self.instance)
        except forms.ValidationError as error:
            self.add_error("password1", error)
        try:
            if not self.is_new:
                users.check_change(user=self.instance, by=self.actor, today=timezone.localdate())
        except forms.ValidationError as error:
            self.add_error(None, error)


@admin.register(User)
class UserAdmin(RoleAdminMixin, admin.ModelAdmin):
    """Accounts are made, changed and deactivated, never deleted: what they did stays theirs."""

    change_permissions = frozenset({Permission.MANAGE_USERS})
    form = UserForm
    list_display = ("username", "full_name", "position", "is_active")
    list_filter = ("is_active",)
    search_fields = ("username", "full_name", "nip", "email")
    ordering = ("full_name", "username")
    fieldsets = (
        (None, {"fields": ("username", "full_name", "is_active")}),
        ("Data diri", {"fields": ("nip", "position", "email")}),
        (
            "Kata sandi",
            {
                "fields": ("password1", "password2"),
                "description": "Pada akun yang sudah ada, kosongkan bila kata sandi tidak diubah.",
            },
        ),
    )

    def get_form(self, request, obj=None, change=False, **kwargs):
        form = super().get_form(request, obj, change=change, **kwargs)
        return type(form.__name__, (form,), {"actor": request.actor})

    def save_model(self, request, obj, form, change):
        """Through the same actions as any other door."""
        who = {"by": request.user, "at": timezone.now(), "source": Source.ADMIN}
        password = form.cleaned_data["password1"]
        if not change:
            actions.create_user(user=obj, password=password, **who)
            return
        users.change(user=obj, by=request.actor, now=who["at"], source=Source.ADMIN)
        if password:
            actions.set_password(user=obj, password=password, **who)
            if obj.pk == request.user.pk:
                update_session_auth_hash(request, obj)


admin.site.unregister(Group)  # roles are ours (units.roles); Django's groups decide nothing here
