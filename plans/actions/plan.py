"""Writing a unit's plan. The head and the members of a unit write it; nobody else does."""

from collections.abc import Iterable
from datetime import datetime

from django.db import transaction

from evaluations import permissions
from evaluations.actions.texts import clean_reason
from history import log
from history.models import Source
from plans import policies
from plans.actions.drafts import Checker, Draft, checked
from plans.actions.telling import tell_assigned
from plans.enums import CLOSED
from plans.models import Action
from plans.workflow import STEPS
from units.actors import Actor
from units.models import WorkUnit


def add(*, unit: WorkUnit, draft: Draft, by: Actor, now: datetime, source: str = Source.SCREEN) -> Action:
    """One new action; as `add_all`."""
    return add_all(unit=unit, drafts=[draft], by=by, now=now, source=source)[0]


@transaction.atomic
def add_all(
    *, unit: WorkUnit, drafts: Iterable[Draft], by: Actor, now: datetime, source: str = Source.SCREEN
) -> list[Action]:
    """Several new actions at once, or none when one cannot be taken; their owners are told in one message each.

    The same number of queries however many drafts. Raises NotAllowed or Invalid.
    """
    permissions.require(permissions.acts_for(by, unit.pk))
    actions = [Action(unit=unit, made_at=now, made_by=by.user, **fields) for fields in checked(unit, drafts, now)]
    Action.objects.bulk_create(actions)
    entries = [
        log.entry(
            verb="rencana aksi ditambahkan",
            subject=action,
            by=by.user,
            at=now,
            source=source,
            new={"unit_id": unit.pk, **_told(_content(action))},
        )
        for action in actions
    ]
    log.write_all(entries)
    tell_assigned(actions, by=by, now=now)
    return actions


@transaction.atomic
def change(
    *,
    action: Action,
    draft: Draft,
    by: Actor,
    now: datetime,
    seen: int | None = None,
    source: str = Source.SCREEN,
) -> Action:
    """Let an action say something else; a new owner is told. Sending the same again changes nothing.

    `seen` is the version the page showed (None: not asked). Raises NotAllowed, WrongState, Invalid or Stale.
    """
    permissions.require(permissions.acts_for(by, action.unit_id))
    action = _locked(action)
    policies.check_changeable(action)
    policies.check_seen(action, seen)
    fields = Checker(action.unit, now).fields(draft, action)
    before = _content(action)
    changed = {name for name, value in fields.items() if before[name] != value}
    if not changed:
        return action
    for name in changed:
        setattr(action, name, fields[name])
    action.version += 1
    action.save()
    log.write(
        verb="rencana aksi diubah",
        subject=action,
        by=by.user,
        at=now,
        source=source,
        old=_told({name: before[name] for name in changed}),
        new=_told({name: fields[name] for name in changed}),
    )
    if "owner_id" in changed:
        tell_assigned([action], by=by, now=now)
    return action


@transaction.atomic
def take(
    *, action: Action, step: str, by: Actor, now: datetime, reason: str = "", source: str = Source.SCREEN
) -> Action:
    """Take a step of `workflow.STEPS` (its key). Raises NotAllowed, WrongState, or Invalid when a reason is missing."""
    permissions.require(permissions.acts_for(by, action.unit_id))
    asked = STEPS[step]
    action = _locked(action)
    policies.check_step(action, asked)
    reason = clean_reason(reason, "Tulis alasannya.") if asked.reason else ""
    before = action.state
    action.state, action.reason = asked.target, reason
    closes = asked.target in CLOSED
    action.closed_at, action.closed_by = (now, by.user) if closes else (None, None)
    action.save()
    log.write(
        verb=f"rencana aksi {asked.done}",
        subject=action,
        topic="status",
        by=by.user,
        at=now,
        source=source,
        old=before,
        new=action.state,
        reason=reason,
    )
    return action


def _locked(action: Action) -> Action:
    """The action as it stands, locked until the transaction ends."""
    return Action.objects.select_for_update(of=("self",)).select_related("unit").get(pk=action.pk)


CONTENT = ("text", "area", "code", "recommendation_id", "owner_id", "due_on", "year", "quarter", "note")


def _content(action: Action) -> dict:
    return {name: getattr(action, name) for name in CONTENT}


def _told(values: dict) -> dict:
    """Values as the history keeps them."""
    return values | ({"due_on": values["due_on"].isoformat()} if "due_on" in values else {})
