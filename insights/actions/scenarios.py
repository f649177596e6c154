"""What a unit keeps of what it tried out. Nothing here touches an answer of the sheet."""

from collections.abc import Mapping
from datetime import datetime
from fractions import Fraction
from typing import Any

from django.core.exceptions import ValidationError
from django.db import transaction

from evaluations.actions.locks import lock
from evaluations.actions.texts import clean_text
from evaluations.exceptions import Invalid, WrongState
from evaluations.models import Evaluation
from evaluations.permissions import require
from evaluations.queries.instruments import loaded
from evaluations.scoring.rounding import exact_text
from evaluations.scoring.types import Question
from history import log
from history.models import Source
from insights import permissions, policies
from insights.documents.tried import read, stored
from insights.models import Scenario
from insights.queries.scenarios import ground
from units.actors import Actor

NAME_LIMIT = 80  # letters


@transaction.atomic
def keep(
    *,
    evaluation: Evaluation,
    name: str,
    assessor: str,
    answers: Mapping[str, Any],
    by: Actor,
    now: datetime,
    source: str = Source.SCREEN,
) -> Scenario:
    """Keep answers (as `documents.tried.read` takes them) under a new name; only what differs from the sheet is kept.

    Codes the instrument does not know are left out. Raises NotAllowed, WrongState (the unit left the quarter) or
    Invalid (an answer, the name, nothing differs, no room for another).
    """
    _require(by, evaluation, assessor)
    lock(evaluation)  # two people giving the same name, or the last one there is room for, come one after the other
    policies.check_room(evaluation, Scenario.objects.filter(evaluation=evaluation.pk).count())
    row = Scenario(evaluation=evaluation, assessor=assessor, made_at=now, made_by=by.user)
    row.name, row.answers = _clean_name(name), _differing(evaluation, assessor, answers)
    row.changed_at, row.changed_by = now, by.user
    _store(row)
    _log("skenario disimpan", row, by, now, source, None, logged(row))
    return row


@transaction.atomic
def change(
    *,
    scenario: Scenario,
    answers: Mapping[str, Any],
    seen: int,
    by: Actor,
    now: datetime,
    source: str = Source.SCREEN,
) -> Scenario:
    """Let a scenario hold other answers; sending the same again changes nothing. `seen` is the version the page showed.

    Raises NotAllowed, WrongState (removed meanwhile), Stale or Invalid.
    """
    row = _locked(scenario, seen, by)
    old = logged(row)
    row.answers = _differing(scenario.evaluation, row.assessor, answers)
    return _changed(row, "skenario diubah", old, by, now, source)


@transaction.atomic
def rename(
    *, scenario: Scenario, name: str, seen: int, by: Actor, now: datetime, source: str = Source.SCREEN
) -> Scenario:
    """Give a scenario another name. Raises as `change`."""
    row = _locked(scenario, seen, by)
    old = logged(row)
    row.name = _clean_name(name)
    return _changed(row, "skenario diganti namanya", old, by, now, source)


@transaction.atomic
def remove(*, scenario: Scenario, seen: int, by: Actor, now: datetime, source: str = Source.SCREEN) -> None:
    """Remove a scenario; the history keeps what it held. Raises NotAllowed, WrongState or Stale."""
    row = _locked(scenario, seen, by)
    _log("skenario dihapus", row, by, now, source, logged(row), None)
    row.delete()


def _require(by: Actor, evaluation: Evaluation, assessor: str) -> None:
    require(permissions.may_keep_scenarios(by, evaluation.unit_id))
    require(permissions.sees_column(by, evaluation, assessor))


def _locked(scenario: Scenario, seen: int, by: Actor) -> Scenario:
    """The scenario as it stands, and its sheet, locked until the transaction ends."""
    _require(by, scenario.evaluation, scenario.assessor)
    lock(scenario.evaluation)
    row = Scenario.objects.select_related("changed_by", "evaluation__period__instrument").filter(pk=scenario.pk).first()
    if row is None:
        raise WrongState("Skenario ini sudah dihapus.")
    policies.check_seen(row, seen)
    return row


def _differing(evaluation: Evaluation, assessor: str, answers: Mapping[str, Any]) -> dict[str, Any]:
    """The answers as they are stored. Raises Invalid."""
    base = ground(evaluation, assessor)
    found = read(base.instrument, base.answers, answers)
    if found.problems:
        first = found.problems[0]
        raise Invalid(f"{first.code}: {first.sentence}", first.code)
    if not found.answers:
        raise Invalid("Belum ada jawaban yang berbeda dari lembar yang sebenarnya.")
    return stored(found.answers)


def _clean_name(name: str) -> str:
    return clean_text(" ".join(name.split()), "Nama skenario", "name", NAME_LIMIT)


def _changed(row: Scenario, verb: str, old: dict, by: Actor, now: datetime, source: str) -> Scenario:
    if old == logged(row):
        return row
    row.version, row.changed_at, row.changed_by = row.version + 1, now, by.user
    _store(row)
    _log(verb, row, by, now, source, old, logged(row))
    return row


def _store(row: Scenario) -> None:
    """Save. Raises Invalid with the sentence of the constraint that is broken."""
    try:
        row.validate_constraints()
    except ValidationError as error:
        raise Invalid(" ".join(error.messages), "name") from error
    row.save()


def _log(verb: str, row: Scenario, by: Actor, now: datetime, source: str, old: dict | None, new: dict | None) -> None:
    log.write(verb=verb, subject=row, by=by.user, at=now, source=source, old=old, new=new)


def logged(row: Scenario) -> dict:
    """What the history keeps of it: the answers as words, since their form is the screen's."""
    questions = loaded(row.evaluation.period.instrument).instrument.questions
    answers = [f"{code}: {_words(questions.get(code), answer)}" for code, answer in sorted(row.answers.items())]
    return {"name": row.name, "assessor": row.assessor, "evaluation_id": row.evaluation_id, "answers": answers}


def _words(question: Question | None, answer: Any) -> str:
    """An option, or the figures that differ, with the labels of the question where the instrument still has them."""
    if not isinstance(answer, dict):
        return answer or "dikosongkan"
    labels = {item.key: item.label for item in question.inputs} if question else {}
    keys = [key for key in labels if key in answer] + sorted(answer.keys() - labels.keys())
    return "; ".join(f"{labels.get(key, key)}: {exact_text(Fraction(answer[key]))}" for key in keys)
