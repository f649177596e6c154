"""What the tests of the administration's screens share: one person of every kind, and the words of a page."""

from tests.factories import UserFactory, WorkUnitFactory, person
from tests.integration.evaluations.pages_case import sign_in, statuses, text
from units.roles import UNIT_ROLES, Role

__all__ = ["people", "sign_in", "statuses", "text"]


def people() -> dict:
    """Role (or "no role") -> a person who holds just that."""
    found = {role.value: person(role, WorkUnitFactory() if role in UNIT_ROLES else None) for role in Role}
    return {**found, "no role": UserFactory()}
