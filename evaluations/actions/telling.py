"""Telling people what happened to a sheet or a quarter. Called inside the transaction in which it happens."""

from collections.abc import Iterable, Mapping
from datetime import datetime
from types import MappingProxyType
from typing import TypeVar

from django.urls import reverse
from django.utils import timezone
from django.utils.formats import date_format

from evaluations.enums import Assessor, Work
from evaluations.letters import LETTERS, OPEN_ADVICE, VERIFY_BY
from evaluations.models import Evaluation, Period, Recommendation
from evaluations.policies import deadline_for, last_day
from evaluations.queries.recipients import everybody, recipients
from evaluations.queries.recommendations import open_counts
from evaluations.workflow import PERIOD_TELLS, Step, Tell
from inbox.actions import tell_all
from inbox.events import Note
from units.actors import Actor

NAMED = 5  # units a text names before it counts
Row = TypeVar("Row", Evaluation, Recommendation)


def tell_step(evaluation: Evaluation, step: Step, *, by: Actor, now: datetime, reason: str = "") -> int:
    """Tell the step's audiences that it was taken; how many messages were written."""
    words = {"by": by.user.full_name, "reason": reason, "repair": _date(last_day(evaluation, Work.REPAIR))}
    verify = deadline_for(evaluation, Assessor.TPI)
    words["verify_by"] = VERIFY_BY.format(date=_date(verify)) if verify else ""
    key = f"penilaian {evaluation.pk} putaran {evaluation.round}"
    return _tell(step.tells, [evaluation], key, words, by, now)


def tell_joined(sheet: Evaluation, *, by: Actor, now: datetime) -> int:
    """Tell about a unit that joins an open quarter what others were told when it opened."""
    key = f"periode {sheet.period_id} penilaian {sheet.pk}"
    advice = open_counts([sheet.unit_id])
    return _tell(PERIOD_TELLS["open"], [sheet], key, _deadlines(sheet.period), by, now, advice)


def tell_period(period: Period, action: str, *, by: Actor, now: datetime) -> int:
    """Tell the audiences of a step of the quarter; how many messages were written."""
    sheets = list(Evaluation.objects.filter(period=period).select_related("period", "unit").order_by("unit__code"))
    # A quarter is opened once; locking and opening again may alternate.
    key = f"periode {period.pk}" if action == "open" else f"periode {period.pk} {now.isoformat()}"
    advice = open_counts([sheet.unit_id for sheet in sheets]) if action == "open" else {}
    return _tell(PERIOD_TELLS[action], sheets, key, _deadlines(period), by, now, advice)


def _deadlines(period: Period) -> dict[str, str]:
    return {str(work): _date(getattr(period, f"{work}_deadline")) for work in Work}


def _tell(
    tells: Iterable[Tell],
    sheets: list[Evaluation],
    key: str,
    words: dict[str, str],
    by: Actor,
    now: datetime,
    advice: Mapping[int, int] = MappingProxyType({}),
) -> int:
    """`advice` counts the open recommendations by unit."""
    if not tells or not sheets:
        return 0
    actors = everybody(sheets, today=timezone.localdate(now))
    notes = []
    for tell in tells:
        audience, found = recipients(tell.audience, sheets, actors)
        letter = LETTERS[tell.event, audience]
        for own, users in grouped(found, besides=by):
            said = {**words, "unit": names(own), "period": str(own[0].period), "advice": _open_advice(own, advice)}
            title, text = letter.title.format(**said), letter.text.format(**said)
            notes.append(Note(tell.event, key, users, title, text, address(own)))
    return tell_all(notes=notes, now=now)


def _open_advice(own: list[Evaluation], advice: Mapping[int, int]) -> str:
    count = sum(advice.get(sheet.unit_id, 0) for sheet in own)
    return OPEN_ADVICE.format(count=count) if count else ""


def grouped(
    found: Iterable[tuple[Actor, list[Row]]], *, besides: Actor | None = None
) -> list[tuple[list[Row], list[int]]]:
    """The same sheets or recommendations, the same text: (these, keys of the people but the one who did it)."""
    groups: dict[tuple[int, ...], tuple[list[Row], list[int]]] = {}
    for actor, own in found:
        if besides is None or actor.user.pk != besides.user.pk:
            groups.setdefault(tuple(row.pk for row in own), (own, []))[1].append(actor.user.pk)
    return list(groups.values())


def names(sheets: list[Evaluation]) -> str:
    """The units by name, the first few of many."""
    first = [sheet.unit.name for sheet in sheets[:NAMED]]
    rest = len(sheets) - len(first)
    return f"{', '.join(first)}, dan {rest} unit kerja lain" if rest else ", ".join(first)


def address(sheets: list[Evaluation]) -> str:
    """The page of the one unit, or the quarter's board."""
    period = sheets[0].period
    if len(sheets) == 1:
        return reverse("evaluations:unit", kwargs={"period": period, "unit": sheets[0].unit.code})
    return reverse("evaluations:board", kwargs={"period": period})


def _date(day) -> str:
    return date_format(day)
