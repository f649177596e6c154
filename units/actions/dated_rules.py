"""What must hold between dated rows and no constraint can say: no own unit, no doubles, never without administrator."""

from collections.abc import Iterable
from datetime import date, timedelta

from django.core.exceptions import ValidationError
from django.utils.formats import date_format

from accounts.models import User
from units.models import Assignment, RoleGrant
from units.models.dated import Dated
from units.roles import Role

Span = tuple[date, date | None]  # first and last day, both counting; None = without end


def lock(record: Dated) -> None:
    """Let others who change rows of the same person, or administrators, wait. Inside the action's transaction."""
    # Administrators first, as closing an account does (actions.users): two who wait for each other would be a deadlock.
    list(RoleGrant.objects.select_for_update().filter(role=Role.ADMINISTRATOR).order_by("pk"))
    list(User.objects.select_for_update().filter(pk=record.user_id))


def check(record: Dated, *, today: date) -> None:
    """Raise ValidationError with the sentence of the first rule that saving the row would break."""
    _check_own_unit(record)
    _check_overlap(record)
    check_administrators(record, today=today)


def _check_own_unit(record: Dated) -> None:
    """Nobody verifies a unit they belong to: refuse the pair whichever half comes second."""
    if isinstance(record, Assignment):
        other = RoleGrant.objects.filter(unit=record.unit)
    elif isinstance(record, RoleGrant) and record.unit_id:
        other = Assignment.objects.filter(unit=record.unit)
    else:
        return
    if other.filter(user=record.user).overlapping(record.starts_on, record.ends_on).exists():
        raise ValidationError("Orang ini anggota unit tersebut; anggota tidak boleh memverifikasi unitnya sendiri.")


def _check_overlap(record: Dated) -> None:
    """The same person, unit and role twice on one day would leave one in force when the other is ended."""
    same = {"user": record.user, "unit": record.unit}
    if isinstance(record, RoleGrant):
        same["role"] = record.role
    rows = type(record).objects.filter(**same).exclude(pk=record.pk)
    other = rows.overlapping(record.starts_on, record.ends_on).first()
    if other:
        what = "memegang peran ini" if isinstance(record, RoleGrant) else "ditugaskan pada unit ini"
        raise ValidationError(f"Orang ini sudah {what} {span_words(other)}. Ubah masa berlakunya, bukan menambah lagi.")


def span_words(row: Dated) -> str:
    """From when to when, as it stands in a sentence."""
    until = f"sampai {date_format(row.ends_on)}" if row.ends_on else "seterusnya"
    return f"sejak {date_format(row.starts_on)} {until}"


def check_administrators(record: Dated | None = None, *, today: date, removed: bool = False) -> None:
    """Refuse what would leave a day without administrator from today on, unless an earlier such day is there already.

    `removed` asks about deleting the row instead of saving it.
    """
    if not isinstance(record, RoleGrant):
        return
    rows = RoleGrant.objects.filter(role=Role.ADMINISTRATOR, user__is_active=True).overlapping(today, None)
    stored = {pk: (first, last) for pk, first, last in rows.values_list("pk", "starts_on", "ends_on")}
    planned = {pk: span for pk, span in stored.items() if pk != record.pk}
    if record.role == Role.ADMINISTRATOR and record.user.is_active and not removed:
        planned[record.pk] = (record.starts_on, record.ends_on)
    refuse_gap(stored.values(), planned.values(), today)


def refuse_gap(stored: Iterable[Span], planned: Iterable[Span], today: date) -> None:
    """Raise ValidationError when the first day without administrator comes, or comes sooner, by a change."""
    before, after = first_day_without(stored, today), first_day_without(planned, today)
    if after and (before is None or after < before):
        raise ValidationError(
            f"Dengan perubahan ini tidak ada lagi administrator mulai {date_format(after)}. "
            "Beri dahulu peran administrator kepada orang lain."
        )


def first_day_without(spans: Iterable[Span], today: date) -> date | None:
    """The first day from today on that no span covers; None when one follows the other without end."""
    day = today
    for first, last in sorted(spans, key=lambda span: span[0]):
        if first > day:
            break
        if last is None:
            return None
        day = max(day, last + timedelta(days=1))
    return day
