"""What a row says about a role: which, in which unit, from when to when."""

import re
from datetime import date, datetime

from django.utils.dates import MONTHS

from units.imports.rows import Row
from units.models import RoleGrant, WorkUnit
from units.roles import UNIT_ROLES, Role

EXAMPLE = "Tulis seperti 31/12/2024."
FORMATS = ("%d/%m/%Y", "%d-%m-%Y", "%d.%m.%Y", "%Y-%m-%d")
YEARS = range(2000, 2101)
ROLES = {
    name.casefold(): role
    for role in Role
    for name in (role.label, role.value, role.label.removesuffix(" unit kerja"), role.label.removesuffix(" kerja"))
}


def grant_of(row: Row, units: list[WorkUnit], today: date) -> tuple[RoleGrant | None, list[str]]:
    """The unsaved grant a row asks for, without its user (None: no role), and why it cannot be given.

    Without a first day a role begins today.
    """
    problems: list[str] = []
    if not row.text("role"):
        if any(row.text(key) for key in ("unit", "starts_on", "ends_on")):
            problems.append("Kode unit dan tanggal hanya diisi bersama peran.")
        return None, problems
    role = ROLES.get(row.text("role").casefold())
    if role is None:
        known = ", ".join(str(role.label) for role in Role)
        return None, [f"Peran “{row.text('role')}” tidak dikenal. Pilihannya: {known}."]
    unit = _unit(row.text("unit"), role, units, problems)
    starts_on = _day(row.text("starts_on"), "Mulai", problems) or today
    ends_on = _day(row.text("ends_on"), "Sampai", problems)
    if ends_on and ends_on < starts_on:
        problems.append("Tanggal berakhir tidak boleh sebelum tanggal mulai.")
    return RoleGrant(role=role, unit=unit, starts_on=starts_on, ends_on=ends_on), problems


def _unit(code: str, role: Role, units: list[WorkUnit], problems: list[str]) -> WorkUnit | None:
    if role not in UNIT_ROLES:
        if code:
            problems.append(f"Peran {role.label} tidak terikat pada unit kerja; kosongkan kode unit.")
        return None
    if not code:
        problems.append(f"Peran {role.label} memerlukan kode unit.")
        return None
    unit = _named(code, units)
    if unit is None:
        problems.append(f"Kode unit “{code}” tidak dikenal.")
    elif not unit.is_active:
        problems.append(f"Unit kerja {unit.code} ({unit.name}) tidak aktif.")
    return unit


def _named(code: str, units: list[WorkUnit]) -> WorkUnit | None:
    """The unit of that code. Excel makes 7 of 07, so a bare number may also mean the one code of that value."""
    exact = next((unit for unit in units if unit.code.casefold() == code.casefold()), None)
    if exact or not code.isdecimal():
        return exact
    alike = [unit for unit in units if unit.code.isdecimal() and int(unit.code) == int(code)]
    return alike[0] if len(alike) == 1 else None


def _day(text: str, heading: str, problems: list[str]) -> date | None:
    if not text:
        return None
    day = _parsed(text)
    if day is None or day.year not in YEARS:
        problems.append(f"{heading} “{text}” bukan tanggal yang dapat dibaca. {EXAMPLE}")
        return None
    return day


def _parsed(text: str) -> date | None:
    words = re.fullmatch(r"(\d{1,2}) ([a-z]+) (\d{4})", text.casefold())
    months = {str(name).casefold(): number for number, name in MONTHS.items()}
    if words and words[2] in months:
        text = f"{words[1]}/{months[words[2]]}/{words[3]}"
    for pattern in FORMATS:
        try:
            return datetime.strptime(text, pattern).date()  # noqa: DTZ007  a day, not a moment
        except ValueError:
            continue
    return None
