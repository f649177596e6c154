"""Forms about accounts. The rules are those of the actions (units.actions.users)."""

from crispy_forms.layout import HTML, Column, Row
from django import forms
from django.utils import timezone

from accounts.models import User, nip_validator
from units.actions import users
from units.actors import Actor
from units.forms.screens import SentForm, UnitField, date_input, helper_for
from units.models import RoleGrant, WorkUnit
from units.roles import UNIT_ROLES, Role

PASSWORD, MAIL = "kata-sandi", "tautan"
DELIVERIES = [
    (PASSWORD, "Kata sandi sekali pakai, ditampilkan satu kali di layar ini"),
    (MAIL, "Tautan lewat surel; pemilik akun membuat kata sandinya sendiri"),
]


class NipField(forms.CharField):
    """18 digits, however they are grouped: 19800101 200501 1 001."""

    def __init__(self, **kwargs):
        super().__init__(max_length=30, validators=[nip_validator], **kwargs)

    def to_python(self, value) -> str:
        return "".join(super().to_python(value).split())


class DetailsForm(SentForm, forms.ModelForm):
    """Who somebody is."""

    layout = (
        Row(Column("full_name", css_class="col-md-7"), Column("username", css_class="col-md-5")),
        Row(Column("nip", css_class="col-md-5"), Column("position", css_class="col-md-7")),
        "email",
    )
    nip = NipField(label="NIP", required=False, help_text="18 angka; boleh dengan spasi.")

    class Meta:
        model = User
        fields = ["full_name", "username", "nip", "position", "email"]
        help_texts = {
            "full_name": "Lengkap dengan gelar.",
            "username": "Untuk masuk. Huruf, angka, dan @ . + - _ tanpa spasi.",
            "email": "Untuk pemberitahuan dan tautan kata sandi; boleh kosong.",
        }
        widgets = {"username": forms.TextInput({"autocomplete": "off", "autocapitalize": "none"})}

    def __init__(self, *args, actor: Actor, **kwargs):
        super().__init__(*args, **kwargs)
        self.actor = actor
        self.helper = helper_for(*self.layout)

    def write(self) -> User:
        """Store the changed details."""
        return users.change(user=self.instance, by=self.actor, now=timezone.now())


class AccountForm(DetailsForm):
    """A new account: who, which roles from which day, and how they come to a password."""

    layout = (
        *DetailsForm.layout,
        HTML('<h2 class="form-part">Peran</h2>'),
        "roles",
        Row(Column("member_of", css_class="col-md-6"), Column("head_of", css_class="col-md-6")),
        "starts_on",
        HTML('<h2 class="form-part">Kata sandi</h2>'),
        "delivery",
    )
    roles = forms.MultipleChoiceField(
        label="Di Inspektorat dan pimpinan",
        choices=[(role.value, role.label) for role in Role if role not in UNIT_ROLES],
        required=False,
        widget=forms.CheckboxSelectMultiple,
    )
    member_of = UnitField(label="Anggota Tim ZI pada", queryset=None, required=False, empty_label="Bukan anggota")
    head_of = UnitField(label="Kepala pada", queryset=None, required=False, empty_label="Bukan kepala unit")
    starts_on = forms.DateField(label="Peran berlaku mulai", widget=date_input(), required=False)
    delivery = forms.ChoiceField(
        label="Cara menerima kata sandi", choices=DELIVERIES, initial=PASSWORD, widget=forms.RadioSelect
    )

    def __init__(self, *args, **kwargs):
        super().__init__(*args, **kwargs)
        self.initial.setdefault("starts_on", timezone.localdate())
        for name in ("member_of", "head_of"):
            self.fields[name].queryset = WorkUnit.objects.filter(is_active=True)

    def clean(self):
        cleaned = super().clean()
        if self._roles() and not cleaned.get("starts_on") and "starts_on" not in self.errors:
            self.add_error("starts_on", "Tulis sejak kapan perannya berlaku.")
        return cleaned

    def _roles(self) -> list[tuple[str, WorkUnit | None]]:
        """Every role asked for, with its unit."""
        cleaned = self.cleaned_data
        in_units = [(Role.UNIT_MEMBER, cleaned.get("member_of")), (Role.UNIT_HEAD, cleaned.get("head_of"))]
        return [(role, None) for role in cleaned.get("roles", [])] + [row for row in in_units if row[1]]

    def write(self) -> str:
        """Store the account; returns its one-time password, "" when a link is on its way."""
        since = self.cleaned_data["starts_on"]
        return users.create(
            user=self.instance,
            grants=[RoleGrant(role=role, unit=unit, starts_on=since) for role, unit in self._roles()],
            by_mail=self.cleaned_data["delivery"] == MAIL,
            by=self.actor,
            now=timezone.now(),
        )


class ResetForm(SentForm, forms.Form):
    """How somebody comes to a new password."""

    delivery = forms.ChoiceField(
        label="Cara menerima kata sandi baru", choices=DELIVERIES, initial=PASSWORD, widget=forms.RadioSelect
    )

    def __init__(self, *args, user: User, actor: Actor, **kwargs):
        super().__init__(*args, **kwargs)
        self.user, self.actor = user, actor
        if not user.email:
            self.fields["delivery"].choices = DELIVERIES[:1]
            self.fields[
                "delivery"
            ].help_text = "Akun ini belum mempunyai alamat surel, jadi tautan tidak dapat dikirim."
        self.helper = helper_for("delivery")

    def write(self) -> str:
        """Reset the password; returns the one-time password, "" when a link is on its way."""
        who = {"user": self.user, "by": self.actor, "now": timezone.now()}
        if self.cleaned_data["delivery"] == PASSWORD:
            return users.reset_password(**who)
        users.mail_link(**who)
        return ""
