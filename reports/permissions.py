"""May this USER? Pure questions about an actor; deny by default."""

from reports.enums import PER_UNIT, Paper
from reports.models import Edition
from units.actors import Actor
from units.roles import Permission


def may_make(actor: Actor, paper: str, unit_id: int | None) -> bool:
    """May the actor have a paper made? Who reads reports; that for the desk evaluation is the unit's own people's, and
    of those who read the evaluations of all units."""
    if paper == Paper.DESK:
        return unit_id is not None and (actor.reads_all or actor.belongs_to(unit_id))
    return actor.may(Permission.READ_REPORTS)


def may_issue(actor: Actor, unit_id: int | None) -> bool:
    """A supervisor issues the papers of a quarter (`unit_id` None), and those of units they do not belong to."""
    return actor.may(Permission.ISSUE_REPORTS) and (unit_id is None or not actor.belongs_to(unit_id))


def may_read(actor: Actor, edition: Edition) -> bool:
    """Who reads reports reads all; a unit's own people what was issued about their unit alone."""
    own = edition.is_issued and edition.paper in PER_UNIT and actor.belongs_to(edition.unit_id)
    return actor.may(Permission.READ_REPORTS) or own


def may_write_narrative(actor: Actor, unit_id: int | None) -> bool:
    """Evaluators and supervisors write what a report says (`unit_id` None), and of units they do not belong to."""
    return actor.may(Permission.WRITE_REPORTS) and (unit_id is None or not actor.belongs_to(unit_id))


def may_correct_narrative(actor: Actor, unit_id: int | None) -> bool:
    """After the report is issued only who issues it writes, to prepare a correction."""
    return may_write_narrative(actor, unit_id) and actor.may(Permission.ISSUE_REPORTS)
