"""The table of roles, and what it lets people do."""

from units.actors import NOBODY, Actor
from units.roles import ROLES, UNIT_ROLES, Permission, Role

P = Permission


def test_who_may_what():
    assert {role: {str(permission) for permission in info.permissions} for role, info in ROLES.items()} == {
        Role.ADMINISTRATOR: {
            "manage_units",
            "manage_users",
            "manage_periods",
            "manage_instruments",
            "read_history",
            "read_all",
            "read_reports",
        },
        Role.UNIT_MEMBER: {"answer"},
        Role.UNIT_HEAD: {"answer", "submit"},
        Role.EVALUATOR: {"read_all", "read_reports", "write_reports", "verify", "visit"},
        Role.SUPERVISOR: {
            "read_all",
            "read_reports",
            "write_reports",
            "issue_reports",
            "approve",
            "compare_evaluators",
            "manage_periods",
            "lock_periods",
            "read_history",
            "visit",
            "record_ekspose",
        },
        Role.LEADER: {"read_all", "read_reports", "compare_evaluators"},
    }


def test_every_role_and_permission_is_in_use():
    assert set(ROLES) == set(Role)
    assert {permission for info in ROLES.values() for permission in info.permissions} == set(Permission)
    assert {role for role, info in ROLES.items() if not info.purpose.endswith(".")} == set()


def test_roles_of_a_unit_count_there_only():
    head = Actor(user=None, unit_roles={7: frozenset({Role.UNIT_HEAD})})
    assert {unit: head.may_in_unit(P.SUBMIT, unit) for unit in (7, 8)} == {7: True, 8: False}
    assert {permission for permission in P if head.may(permission)} == set()
    assert (head.belongs_to(7), head.belongs_to(8), head.unit_ids) == (True, False, [7])
    assert frozenset({Role.UNIT_MEMBER, Role.UNIT_HEAD}) == UNIT_ROLES


def test_roles_without_a_unit_count_in_none():
    supervisor = Actor(user=None, roles=frozenset({Role.SUPERVISOR}))
    assert (supervisor.may(P.APPROVE), supervisor.may_in_unit(P.APPROVE, 7)) == (True, False)


def test_names_in_the_order_of_the_table():
    actor = Actor(
        user=None,
        roles=frozenset({Role.LEADER, Role.EVALUATOR}),
        unit_roles={2: frozenset({Role.UNIT_MEMBER}), 1: frozenset({Role.UNIT_MEMBER})},
    )
    assert actor.role_names == ["Anggota Tim ZI unit kerja", "Evaluator TPI", "Pimpinan"]
    assert actor.unit_ids == [1, 2]


def test_nobody_may_nothing():
    assert {permission for permission in P if NOBODY.may(permission) or NOBODY.may_in_unit(permission, 1)} == set()
