"""Days and moments as a workbook writes them in sentences."""

from datetime import date, datetime

from django.utils.formats import date_format
from django.utils.timezone import localtime


def day_text(day: date) -> str:
    """21 Agustus 2024."""
    return date_format(day, "DATE_FORMAT")


def moment_text(moment: datetime) -> str:
    """21 Agustus 2024 pukul 09.00 WIB."""
    local = localtime(moment)
    return f"{day_text(local.date())} pukul {local:%H.%M} WIB"
