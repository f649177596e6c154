"""May this USER? Pure questions about an actor; deny by default."""

from evaluations.enums import Assessor
from evaluations.models import Evaluation
from evaluations.permissions import acts_for, sees_tpi
from units.actors import Actor


def may_weigh(actor: Actor, unit_id: int) -> bool:
    """May the actor say how hard a question is for the unit? Its own people, who do its work."""
    return acts_for(actor, unit_id)


def may_keep_scenarios(actor: Actor, unit_id: int) -> bool:
    """May the actor name, change and remove the unit's scenarios? Its own people; who reads may try without keeping."""
    return acts_for(actor, unit_id)


def may_read_board(actor: Actor) -> bool:
    """May the actor read the board for leadership? Who reads the evaluations of all units."""
    return actor.reads_all


def sees_column(actor: Actor, evaluation: Evaluation, assessor: str) -> bool:
    """May the actor see what a trial of that assessor's values is held against (the sheet itself they may read)?"""
    return assessor == Assessor.UNIT or (assessor == Assessor.TPI and sees_tpi(actor, evaluation))
