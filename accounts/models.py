"""Who signs in. Roles and units are the business of `units`; this app knows neither."""

from django.contrib.auth.base_user import AbstractBaseUser, BaseUserManager
from django.contrib.auth.validators import UnicodeUsernameValidator
from django.core.validators import RegexValidator
from django.db import models

nip_validator = RegexValidator(r"^\d{18}$", "NIP terdiri atas 18 angka tanpa spasi.")


class UserManager(BaseUserManager):
    """Creates users with a hashed password."""

    def create_user(self, username: str, password: str | None = None, **fields) -> "User":
        """A new user; without a password nobody can sign in as them until one is set."""
        user = self.model(username=self.model.normalize_username(username), **fields)
        user.set_password(password)
        user.save(using=self._db)
        return user


class User(AbstractBaseUser):
    """A person. What they may do follows from dated role grants, never from flags here."""

    username = models.CharField(
        "nama pengguna",
        max_length=60,
        unique=True,
        validators=[UnicodeUsernameValidator()],
        error_messages={"unique": "Nama pengguna ini sudah dipakai."},
    )
    full_name = models.CharField("nama lengkap", max_length=150)
    email = models.EmailField("surel", blank=True)
    nip = models.CharField("NIP", max_length=18, blank=True, validators=[nip_validator])
    position = models.CharField("jabatan", max_length=150, blank=True)
    is_active = models.BooleanField("aktif", default=True, help_text="Akun yang tidak aktif tidak dapat masuk.")
    is_sample = models.BooleanField("akun contoh", default=False, editable=False)
    # Somebody else chose the password: its owner replaces it before anything else (accounts.middleware).
    must_change_password = models.BooleanField("harus mengganti kata sandi", default=False, editable=False)
    created_at = models.DateTimeField("dibuat", auto_now_add=True)

    objects = UserManager()

    USERNAME_FIELD = "username"
    EMAIL_FIELD = "email"
    REQUIRED_FIELDS = ["full_name"]

    class Meta:
        verbose_name = "pengguna"
        verbose_name_plural = "pengguna"
        ordering = ["full_name", "username"]
        constraints = [
            models.CheckConstraint(
                condition=~models.Q(username=""),
                name="user_has_username",
                violation_error_message="Nama pengguna wajib diisi.",
            ),
        ]

    def __str__(self) -> str:
        return self.full_name or self.username

    def get_full_name(self) -> str:
        return self.full_name

    def get_short_name(self) -> str:
        return self.full_name.split(",")[0]

    # The admin asks these of every user; our admin site decides by role (zi_tracker.admin_site).
    is_staff = False
    is_superuser = False

    def has_perm(self, perm, obj=None) -> bool:
        return False

    def has_module_perms(self, app_label) -> bool:
        return False
