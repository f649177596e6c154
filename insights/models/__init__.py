"""What a unit keeps about its way: how hard each question is, and what it tried out."""

from insights.models.effort_mark import EffortMark
from insights.models.scenario import Scenario

__all__ = ["EffortMark", "Scenario"]
