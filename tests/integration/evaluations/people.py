"""Everybody who might try something on a sheet, by the words the tables use."""

from tests.factories import UserFactory, WorkUnitFactory, assign, grant, person
from units.roles import Role


def everybody(unit) -> dict:
    """Who -> user, for the unit whose sheet it is."""
    people = {
        "administrator": person(Role.ADMINISTRATOR),
        "member": person(Role.UNIT_MEMBER, unit),
        "head": person(Role.UNIT_HEAD, unit),
        "head of another unit": person(Role.UNIT_HEAD, WorkUnitFactory()),
        "evaluator": person(Role.EVALUATOR, unit),
        "evaluator of another unit": person(Role.EVALUATOR, WorkUnitFactory()),
        "evaluator and member": person(Role.EVALUATOR, unit),
        "supervisor": person(Role.SUPERVISOR),
        "supervisor who verified": person(Role.SUPERVISOR),
        "supervisor and member": person(Role.SUPERVISOR),
        "supervisor and evaluator": person(Role.SUPERVISOR),
        "leader": person(Role.LEADER),
        "without a role": UserFactory(),
        "inactive head": person(Role.UNIT_HEAD, unit, is_active=False),
    }
    # Such a pair cannot be entered (units.actions.records); the rules hold even so.
    grant(people["evaluator and member"], Role.UNIT_MEMBER, unit)
    grant(people["supervisor and member"], Role.UNIT_MEMBER, unit)
    grant(people["supervisor and evaluator"], Role.EVALUATOR)
    assign(people["supervisor and evaluator"], unit)
    return people
