"""May this USER? Pure questions about an actor; deny by default."""

from evaluations.permissions import acts_for
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
