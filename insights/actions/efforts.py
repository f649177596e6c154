"""Marking how hard questions are."""

from collections.abc import Mapping
from dataclasses import dataclass
from datetime import datetime

from django.db import transaction

from evaluations.exceptions import Invalid
from evaluations.models import Evaluation
from evaluations.permissions import require
from evaluations.queries.instruments import loaded
from history import log
from history.models import Source
from insights.enums import Effort
from insights.models import EffortMark
from insights.permissions import may_weigh
from units.actors import Actor
from units.models import WorkUnit


@dataclass(frozen=True, slots=True)
class Mark:
    """What the unit thinks of one question."""

    effort: int
    is_ruled_out: bool


UNMARKED = Mark(Effort.EASY, is_ruled_out=False)


@transaction.atomic
def weigh(
    *,
    evaluation: Evaluation,
    marks: Mapping[str, Mark],
    by: Actor,
    now: datetime,
    source: str = Source.SCREEN,
) -> int:
    """Mark questions of the sheet's instrument for its unit; how many marks changed. What is not named stays.

    The last one to mark wins. Raises NotAllowed, or Invalid for a question or mark that does not exist.
    """
    require(may_weigh(by, evaluation.unit_id))
    _check(evaluation, marks)
    WorkUnit.objects.select_for_update(no_key=True).get(pk=evaluation.unit_id)  # two people must not both add a mark
    rows = {row.code: row for row in EffortMark.objects.filter(unit=evaluation.unit_id, code__in=list(marks))}
    before = {code: Mark(row.effort, row.is_ruled_out) for code, row in rows.items()}
    changed = {code: mark for code, mark in marks.items() if mark != before.get(code, UNMARKED)}
    stamps = {"changed_at": now, "changed_by": by.user}
    entries = []
    for code, mark in changed.items():
        row = rows.get(code) or EffortMark(unit_id=evaluation.unit_id, code=code)
        for name, value in {**_told(mark), **stamps}.items():
            setattr(row, name, value)
        row.save()
        entries.append(
            log.entry(
                verb="upaya pertanyaan ditandai",
                subject=row,
                by=by.user,
                at=now,
                source=source,
                old=_told(before.get(code, UNMARKED)),
                new=_told(mark),
            )
        )
    log.write_all(entries)
    return len(changed)


def _check(evaluation: Evaluation, marks: Mapping[str, Mark]) -> None:
    questions = loaded(evaluation.period.instrument).instrument.questions
    for code, mark in marks.items():
        if code not in questions:
            raise Invalid(f"Pertanyaan {code[:20]} tidak ada pada LKE {evaluation.period}.")
        if mark.effort not in Effort.values:
            raise Invalid("Upaya harus mudah, sedang, atau sulit.")


def _told(mark: Mark) -> dict:
    return {"effort": int(mark.effort), "is_ruled_out": mark.is_ruled_out}
