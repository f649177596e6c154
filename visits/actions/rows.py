"""Storing the rows of a visit, and what the history keeps of them. Part of the actions, which check and log."""

from datetime import date

from django.core.exceptions import ValidationError

from evaluations.actions.texts import clean_text, plain
from evaluations.exceptions import Invalid, Stale
from evaluations.models import Period
from evaluations.quarters import Quarter
from visits import policies
from visits.actions.drafts import Outcome, Plan
from visits.models import Visit, VisitMember, VisitUnit
from visits.queries.visits import with_people

LIMITS = {"participants": ("Daftar peserta", 5000), "findings": ("Temuan", 10000)}


def locked(visit: Visit) -> Visit:
    """The visit as it stands, with units and team, locked until the transaction ends."""
    Visit.objects.select_for_update().get(pk=visit.pk)
    return with_people(Visit.objects.filter(pk=visit.pk)).get()


def check_version(visit: Visit, seen: int) -> None:
    """Raise Stale when somebody changed the visit after it was shown."""
    if visit.version != seen:
        raise Stale(
            "Catatan ini sudah diubah orang lain. Periksa isinya yang terbaru, lalu ulangi perubahan Anda.", visit
        )


def check_quarters(*days: date) -> None:
    """Hold the quarters of these days, so that nobody locks them meanwhile. Raises WrongState when one is locked."""
    for quarter in sorted({Quarter.of(day) for day in days}):
        held = Period.objects.select_for_update(no_key=True).filter(**quarter._asdict())
        policies.check_quarter(held.first())


def set_plan(visit: Visit, plan: Plan) -> None:
    """Fill in the fields of the plan, checked but not stored. Raises Invalid."""
    visit.kind, visit.day, visit.starts_at = plan.kind, plan.day, plan.starts_at
    visit.until = plan.until if plan.until != plan.day else None
    visit.topic, visit.place = plain(plan.topic), plain(plan.place)
    for field, sentence in (("topic", "Tulis topiknya."), ("place", "Tulis tempatnya.")):
        if not getattr(visit, field):
            raise Invalid(sentence, field)
    if visit.until and visit.until < visit.day:
        raise Invalid("Hari terakhir tidak boleh sebelum hari pertama.", "until")


def set_outcome(visit: Visit, outcome: Outcome) -> None:
    """Fill in what came of it, checked but not stored. Raises Invalid."""
    visit.number = plain(outcome.number)
    for field, (name, limit) in LIMITS.items():
        text = clean_text(getattr(outcome, field), name, field, limit)
        if not text:
            raise Invalid(f"{name} belum ditulis.", field)
        setattr(visit, field, text)


def store(visit: Visit, plan: Plan) -> Visit:
    """Store the visit, its units and its team; gives it back with them. Raises Invalid."""
    try:
        visit.full_clean()
    except ValidationError as error:
        field, sentences = next(iter(error.message_dict.items()))
        raise Invalid(" ".join(sentences), "" if field == "__all__" else field) from error
    visit.save()
    units, team = {unit.pk for unit in plan.units}, {user.pk: user.pk == plan.lead.pk for user in plan.team}
    old_units = set(VisitUnit.objects.filter(visit=visit).values_list("unit_id", flat=True))
    old_team = dict(VisitMember.objects.filter(visit=visit).values_list("user_id", "is_lead"))
    VisitUnit.objects.filter(visit=visit, unit__in=old_units - units).delete()
    VisitUnit.objects.bulk_create(VisitUnit(visit=visit, unit_id=pk) for pk in sorted(units - old_units))
    if old_team != team:
        VisitMember.objects.filter(visit=visit).delete()
        VisitMember.objects.bulk_create(
            VisitMember(visit=visit, user_id=pk, is_lead=is_lead) for pk, is_lead in team.items()
        )
    return with_people(Visit.objects.filter(pk=visit.pk)).get()


def logged(visit: Visit) -> dict:
    """What the history keeps: the fields people filled in, in words where they are rows."""
    return {
        "kind": visit.kind,
        "topic": visit.topic,
        "day": visit.day.isoformat(),
        "until": visit.until.isoformat() if visit.until else None,
        "starts_at": f"{visit.starts_at:%H.%M}" if visit.starts_at else None,
        "place": visit.place,
        "unit kerja": [unit.name for unit in visit.unit_rows],
        "tim": [row.user.full_name for row in visit.member_rows],
        "number": visit.number,
        "participants": visit.participants,
        "findings": visit.findings,
    }
