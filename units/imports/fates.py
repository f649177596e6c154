"""What would become of each row, judged against the accounts, units and roles as they are now. Writes nothing."""

import hashlib
import json
from collections import Counter, defaultdict
from collections.abc import Iterable
from dataclasses import dataclass, field
from datetime import date

from django.core.exceptions import ValidationError
from django.db import models

from accounts.models import User
from units.actions.dated_rules import span_words
from units.imports.roles import grant_of
from units.imports.rows import COLUMNS, Row
from units.models import Assignment, RoleGrant, WorkUnit

LABELS = {column.key: column.heading for column in COLUMNS}
DETAILS = ("full_name", "email", "nip", "position")
OF_A_ROLE = ("role", "unit", "starts_on", "ends_on")


class Fate(models.TextChoices):
    """What happens to a row."""

    CREATED = "dibuat", "Akun dibuat"
    ADDED = "ditambahkan", "Sudah ada, peran ditambahkan"
    SAME = "sama", "Sama, tidak berubah"
    REFUSED = "ditolak", "Ditolak"


@dataclass(slots=True)
class Line:
    """A row with its fate. `user` is a new one to be saved, or the account there is; `grant` is to be saved."""

    row: Row
    fate: Fate
    reasons: list[str] = field(default_factory=list)
    user: User | None = None
    grant: RoleGrant | None = None

    def plan(self) -> list:
        """All that must still be true when somebody confirms: what the row says, and what becomes of it."""
        grant = self.grant
        what = [grant.role, grant.unit_id, str(grant.starts_on), str(grant.ends_on)] if grant else None
        return [self.row.stored(), self.fate, self.reasons, self.user.pk if self.user else None, what]


@dataclass(frozen=True, slots=True)
class Preview:
    """Every row's fate."""

    lines: list[Line]

    def of(self, *fates: Fate) -> list[Line]:
        """The lines of these fates."""
        return [line for line in self.lines if line.fate in fates]

    @property
    def counts(self) -> list[tuple[Fate, int]]:
        """How many rows meet each fate."""
        found = Counter(line.fate for line in self.lines)
        return [(fate, found[fate]) for fate in Fate]

    @property
    def effective(self) -> int:
        """How many rows change something."""
        return len(self.of(Fate.CREATED, Fate.ADDED))

    @property
    def with_address(self) -> int:
        """How many new accounts can be sent a link."""
        return sum(bool(line.user.email) for line in self.of(Fate.CREATED))

    @property
    def digest(self) -> str:
        """The same for the same fates: a confirmation names what it has seen."""
        plan = json.dumps([line.plan() for line in self.lines])
        return hashlib.sha256(plan.encode()).hexdigest()


class _Known:
    """The accounts, units, roles and assignments a file is held against. Four queries."""

    def __init__(self):
        users = list(User.objects.all())
        self.by_name = {user.username: user for user in users}
        self.by_lower = {user.username.casefold(): user for user in users}
        self.by_nip = {user.nip: user for user in users if user.nip}
        self.units = list(WorkUnit.objects.all())
        self.grants = _by_user(RoleGrant.objects.all())
        self.assignments = _by_user(Assignment.objects.all())


def _by_user(rows: Iterable) -> dict[int, list]:
    found = defaultdict(list)
    for row in rows:
        found[row.user_id].append(row)
    return found


def judge(rows: list[Row], today: date) -> Preview:
    """Every row's fate if the file were imported now."""
    known, seen = _Known(), {}
    return Preview([_judge(row, known, seen, today) for row in rows])


def _judge(row: Row, known: _Known, seen: dict[tuple[str, str], int], today: date) -> Line:
    user = User(username=User.normalize_username(row.text("username")), **{key: row.text(key) for key in DETAILS})
    user.nip = "".join(user.nip.split())
    grant, refused = grant_of(row, known.units, today) if row.could_read(*OF_A_ROLE) else (None, [])
    there = known.by_name.get(user.username)
    problems = row.problems + _twice(user, row.number, seen) + _malformed(user, row) + refused
    problems += _differences(there, user) if there else _taken(user, known)
    if problems:
        return Line(row, Fate.REFUSED, problems)
    if there is None:
        return Line(row, Fate.CREATED, [], user, grant)
    line = _judge_role(row, there, grant, known, today)
    line.reasons += _left_out(there, user)
    return line


def _twice(user: User, number: int, seen: dict[tuple[str, str], int]) -> list[str]:
    """A name or a number that an earlier row has."""
    told = []
    for label, value in (("Nama pengguna", user.username.casefold()), ("NIP", user.nip)):
        first = seen.setdefault((label, value), number) if value else number
        if first != number:
            told.append(f"{label} ini sudah ada pada baris {first}. Tulis satu baris per orang.")
    return told


def _malformed(user: User, row: Row) -> list[str]:
    """What the fields do not take; of a cell that could not be read that is said already."""
    try:
        user.clean_fields(exclude={"password", *(name for name in LABELS if not row.could_read(name))})
    except ValidationError as error:
        return [f"{LABELS[name]}: {sentence}" for name, told in error.message_dict.items() for sentence in told]
    return []


def _taken(user: User, known: _Known) -> list[str]:
    """Why a new account would be one too many."""
    told = []
    if alike := known.by_lower.get(user.username.casefold()):
        told.append(f"Nama pengguna ini terlalu mirip dengan akun “{alike.username}”.")
    if owner := known.by_nip.get(user.nip):
        told.append(f"NIP ini sudah tercatat pada akun “{owner.username}”.")
    return told


def _differences(there: User, user: User) -> list[str]:
    """Where the file contradicts the account of that name: perhaps another person. What is empty says nothing."""
    if not there.is_active:
        return [f"Akun “{there.username}” tidak aktif. Aktifkan dahulu."]
    return [
        f"Akun “{there.username}” sudah ada; {LABELS[name]} di aplikasi “{getattr(there, name)}”, di berkas “{theirs}”."
        for name in DETAILS
        if (theirs := getattr(user, name)) and getattr(there, name)
        if theirs.casefold() != getattr(there, name).casefold()
    ]


def _left_out(there: User, user: User) -> list[str]:
    """What the file would add to an account; an import gives roles only."""
    new = [LABELS[name] for name in DETAILS if getattr(user, name) and not getattr(there, name)]
    return [f"{' dan '.join(new)} tidak ditulis ke akun yang sudah ada."] if new else []


def _judge_role(row: Row, user: User, grant: RoleGrant | None, known: _Known, today: date) -> Line:
    """An account that is there: does it get a role?"""
    if grant is None:
        return Line(row, Fate.SAME, [], user)
    grant.user = user
    held = [other for other in known.grants[user.pk] if (other.role, other.unit_id) == (grant.role, grant.unit_id)]
    for other in held:
        if _covers(other, grant):
            return Line(row, Fate.SAME, [], user)
        if _meet(other, grant):
            told = f"Peran ini sudah dipegang {span_words(other)}. Ubah masa berlakunya pada halaman Peran."
            return Line(row, Fate.REFUSED, [told], user)
    if any(other.unit_id == grant.unit_id and _meet(other, grant) for other in known.assignments[user.pk]):
        told = "Orang ini memverifikasi unit tersebut; anggota tidak boleh memverifikasi unitnya sendiri."
        return Line(row, Fate.REFUSED, [told], user)
    return Line(row, Fate.ADDED, [], user, grant)


def _meet(one, other) -> bool:
    """Is there a day both are in force?"""
    return (one.ends_on is None or one.ends_on >= other.starts_on) and (
        other.ends_on is None or other.ends_on >= one.starts_on
    )


def _covers(one, other) -> bool:
    """Is `one` in force on every day of `other`?"""
    if one.starts_on > other.starts_on:
        return False
    return one.ends_on is None or (other.ends_on is not None and other.ends_on <= one.ends_on)
