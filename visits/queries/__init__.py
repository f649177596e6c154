"""The read side. What other apps ask of visits: `in_quarter`, `ekspose_of`, `upcoming`."""

from visits.queries.ekspose import ekspose_of
from visits.queries.upcoming import upcoming
from visits.queries.visits import in_quarter

__all__ = ["ekspose_of", "in_quarter", "upcoming"]
