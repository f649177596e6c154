"""Forms of the account screens."""

from django import forms
from django.contrib.auth.forms import AuthenticationForm, PasswordChangeForm, SetPasswordForm

RULES = (
    "Paling sedikit 10 karakter, tidak hanya angka, tidak mirip dengan nama atau surel pemilik akun, "
    "dan bukan kata sandi yang umum dipakai."
)


class LoginForm(AuthenticationForm):
    """Name and password. The message never tells which of the two is wrong, nor whether the account exists."""

    error_messages = dict.fromkeys(("invalid_login", "inactive"), "Nama pengguna atau kata sandi salah.")

    def __init__(self, *args, **kwargs):
        super().__init__(*args, **kwargs)
        self.fields["username"].label = "Nama pengguna"
        self.fields["password"].label = "Kata sandi"


class NewPasswordForm(SetPasswordForm):
    """A new password twice."""

    error_messages = {"password_mismatch": "Kedua kata sandi baru tidak sama."}

    def __init__(self, *args, **kwargs):
        super().__init__(*args, **kwargs)
        self.fields["new_password1"].label = "Kata sandi baru"
        self.fields["new_password1"].help_text = RULES
        self.fields["new_password2"].label = "Ulangi kata sandi baru"
        self.fields["new_password2"].help_text = ""


class OwnPasswordForm(NewPasswordForm, PasswordChangeForm):
    """The old password and the new one twice."""

    error_messages = {**NewPasswordForm.error_messages, "password_incorrect": "Kata sandi lama salah."}
    field_order = ["old_password", "new_password1", "new_password2"]

    def __init__(self, *args, **kwargs):
        super().__init__(*args, **kwargs)
        self.fields["old_password"].label = "Kata sandi lama"

    def clean(self):
        cleaned = super().clean()
        old, new = cleaned.get("old_password"), cleaned.get("new_password1")
        if old and new and old == new:
            self.add_error("new_password1", forms.ValidationError("Kata sandi baru sama dengan yang lama."))
        return cleaned


class GivenPasswordForm(OwnPasswordForm):
    """Replaces a password that an administrator gave."""

    error_messages = {**OwnPasswordForm.error_messages, "password_incorrect": "Kata sandi yang diberikan salah."}

    def __init__(self, *args, **kwargs):
        super().__init__(*args, **kwargs)
        self.fields["old_password"].label = "Kata sandi yang diberikan"


class ForgottenForm(forms.Form):
    """Who forgot their password."""

    name = forms.CharField(
        label="Nama pengguna atau alamat surel",
        max_length=254,
        widget=forms.TextInput(attrs={"autocomplete": "username", "autocapitalize": "none", "spellcheck": "false"}),
    )
