"""Dated grants: who holds which role, for which unit, from when to when."""

from django.conf import settings
from django.db import models
from django.db.models import Q

from units.models.dated import Dated
from units.models.work_unit import WorkUnit
from units.roles import UNIT_ROLES, Role


class RoleGrant(Dated):
    """A role of a user; unit roles name the unit, all others name none."""

    user = models.ForeignKey(
        settings.AUTH_USER_MODEL, on_delete=models.PROTECT, related_name="grants", verbose_name="pengguna"
    )
    role = models.CharField("peran", max_length=20, choices=Role)
    unit = models.ForeignKey(
        WorkUnit,
        on_delete=models.PROTECT,
        null=True,
        blank=True,
        related_name="grants",
        verbose_name="unit kerja",
        help_text="Wajib untuk anggota Tim ZI dan kepala unit; kosongkan untuk peran lain.",
    )

    class Meta(Dated.Meta):
        abstract = False
        verbose_name = "peran pengguna"
        verbose_name_plural = "peran pengguna"
        ordering = ["user", "role", "starts_on"]
        constraints = [
            *Dated.Meta.constraints,
            models.CheckConstraint(
                condition=Q(role__in=Role.values),
                name="rolegrant_role_known",
                violation_error_message="Peran tidak dikenal.",
            ),
            models.CheckConstraint(
                condition=Q(role__in=sorted(UNIT_ROLES), unit__isnull=False)
                | (~Q(role__in=sorted(UNIT_ROLES)) & Q(unit__isnull=True)),
                name="rolegrant_unit_fits_role",
                violation_error_message=(
                    "Anggota Tim ZI dan kepala unit harus terikat pada satu unit; peran lain tidak."
                ),
            ),
            models.UniqueConstraint(
                fields=["user", "role", "unit", "starts_on"],
                name="rolegrant_once",
                violation_error_message="Peran ini sudah diberikan kepada pengguna tersebut sejak tanggal yang sama.",
            ),
            # NULL never equals NULL in a unique index, so roles without a unit need a constraint of their own.
            models.UniqueConstraint(
                fields=["user", "role", "starts_on"],
                condition=Q(unit=None),
                name="rolegrant_once_without_unit",
                violation_error_message="Peran ini sudah diberikan kepada pengguna tersebut sejak tanggal yang sama.",
            ),
        ]

    def __str__(self) -> str:
        return f"{self.user} – {self.get_role_display()}"
