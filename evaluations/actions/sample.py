"""Writing the sample data. Answers go in many at once; every figure still comes from the one engine."""

from collections.abc import Iterable
from dataclasses import dataclass
from datetime import date, datetime
from enum import StrEnum

from django.contrib.auth.hashers import make_password
from django.db import transaction

from accounts.models import User
from evaluations.actions.instruments import load_instrument
from evaluations.actions.sample_sheets import Past, write_period
from evaluations.enums import InstrumentState
from evaluations.exceptions import WrongState
from evaluations.models import Answer, Evaluation, Instrument, Period
from evaluations.queries.instruments import loaded
from evaluations.sample import people, plans
from evaluations.scoring import library
from history import log
from history.models import Source
from units.models import Assignment, AssignmentKind, Organisation, RoleGrant, WorkUnit

GRANTED_ON = date(2023, 1, 1)
# What only a person can have written into the organisation's row.
LETTERHEAD = ("address", "contact", "logo", "signatory_name", "signatory_rank", "signatory_nip")


class Contents(StrEnum):
    """What a database holds, as far as samples are concerned."""

    EMPTY = "empty"
    SAMPLE = "sample"
    FOREIGN = "foreign"


@dataclass(frozen=True, slots=True)
class Counts:
    """How much was written."""

    units: int
    users: int
    periods: int
    evaluations: int
    answers: int


def contents() -> Contents:
    """EMPTY without units, users and periods; SAMPLE with nothing but samples; else FOREIGN."""
    if any(model.objects.filter(is_sample=False).exists() for model in (WorkUnit, User)):
        return Contents.FOREIGN
    if WorkUnit.objects.exists() and User.objects.exists():
        return Contents.SAMPLE
    untouched = not any(model.objects.exists() for model in (WorkUnit, User, Period)) and not _letterhead_filled()
    return Contents.EMPTY if untouched else Contents.FOREIGN


def _letterhead_filled() -> bool:
    row = Organisation.objects.filter(pk=1).first()
    return row is not None and any(getattr(row, field) for field in LETTERHEAD)


@transaction.atomic
def load_sample(*, today: date, now: datetime) -> Counts:
    """Fill an empty database with the sample data; the open quarter's deadlines count from `today`.

    Raises WrongState when the database holds anything already; then nothing changed.
    """
    if contents() != Contents.EMPTY:
        raise WrongState("Basis data ini sudah berisi data; data contoh hanya dimuat ke basis data kosong.")
    instrument = _instrument(now)
    units = _write_units()
    users = _write_users(units)
    _write_organisation(now)
    past = Past()
    for period in plans.build(loaded(instrument).instrument, today=today):
        write_period(period, instrument, units, users, past, today=today)
    return Counts(
        units=len(units),
        users=len(users),
        periods=Period.objects.count(),
        evaluations=Evaluation.objects.count(),
        answers=Answer.objects.count(),
    )


def _instrument(now: datetime) -> Instrument:
    """The built-in instrument, loaded when it is missing."""
    parsed, data, sha256 = library.read(library.builtin_path())
    known = Instrument.objects.filter(identifier=parsed.id, version=parsed.version, state=InstrumentState.PUBLISHED)
    return known.first() or load_instrument(data=data, sha256=sha256, now=now)[0]


def _write_units() -> dict[str, WorkUnit]:
    WorkUnit.objects.bulk_create(
        WorkUnit(
            code=unit.code,
            name=unit.name,
            parent_agency=unit.parent,
            head_name=f"Kepala Contoh {unit.code}",
            head_nip=f"{int(unit.code):018}",
            head_rank="Pangkat contoh",
            is_sample=True,
        )
        for unit in people.UNITS
    )
    return {unit.code: unit for unit in WorkUnit.objects.all()}


def _write_users(units: dict[str, WorkUnit]) -> dict[str, User]:
    """The sample accounts with their roles and assignments. They share one hash: Argon2 is slow on purpose."""
    password = make_password(people.PASSWORD)
    User.objects.bulk_create(
        User(
            username=user.username,
            full_name=user.full_name,
            position=user.position,
            password=password,
            is_sample=True,
        )
        for user in people.USERS
    )
    users = {user.username: user for user in User.objects.all()}
    RoleGrant.objects.bulk_create(
        RoleGrant(user=users[user.username], role=user.role, unit=units.get(user.unit), starts_on=GRANTED_ON)
        for user in people.USERS
    )
    Assignment.objects.bulk_create(_assignments(units, users))
    return users


def _assignments(units: dict[str, WorkUnit], users: dict[str, User]) -> Iterable[Assignment]:
    for username, codes in people.ASSIGNED.items():
        for code in sorted(codes):
            yield Assignment(user=users[username], unit=units[code], kind=AssignmentKind.LEAD, starts_on=GRANTED_ON)


def _write_organisation(now: datetime) -> None:
    row, _ = Organisation.objects.update_or_create(pk=1, defaults=people.ORGANISATION)
    log.write(verb="data contoh dimuat", subject=row, by=None, at=now, source=Source.COMMAND)
