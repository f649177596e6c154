"""Nouns of this app, one file each."""

from units.models.assignment import Assignment, AssignmentKind
from units.models.grant import RoleGrant
from units.models.organisation import LegalBasis, Organisation
from units.models.user_import import UserImport
from units.models.work_unit import Predicate, WorkUnit

__all__ = [
    "Assignment",
    "AssignmentKind",
    "LegalBasis",
    "Organisation",
    "Predicate",
    "RoleGrant",
    "UserImport",
    "WorkUnit",
]
