"""Deployment check: sample users must not exist where others can reach the site."""

from django.core.checks import Error, Tags, register
from django.db import DatabaseError

from accounts.models import User


@register(Tags.security, deploy=True)
def no_sample_users(app_configs, databases=None, **kwargs) -> list[Error]:
    """An error while any sample account exists (`check --deploy`)."""
    try:
        exist = User.objects.filter(is_sample=True).exists()
    except DatabaseError:
        return []  # no tables yet: nothing to protect
    if not exist:
        return []
    return [
        Error(
            "Akun contoh masih ada dan kata sandinya diketahui umum.",
            hint="Gunakan basis data baru tanpa data contoh: ./run --kosong.",
            id="accounts.E001",
        )
    ]
