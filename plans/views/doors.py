"""One door per object: 404 for what is not there or not yours."""

from django.shortcuts import get_object_or_404

from plans.models import Action
from plans.queries.plan import visible
from units.models import WorkUnit
from units.queries.units import visible_units


def unit_for(request, code: str) -> WorkUnit:
    """The unit, if the actor may read its plan; else 404."""
    return get_object_or_404(visible_units(request.actor), code=code)


def action_for(request, pk: int) -> Action:
    """The action, if the actor may read it; else 404."""
    return get_object_or_404(visible(request.actor), pk=pk)
