"""Who signs for the TPI what was found at one unit."""

from datetime import date

from evaluations.models import Evaluation
from reports.documents.parts import Signer
from units.models import Assignment, AssignmentKind

ROLE = "Ketua Tim Penilai Internal"


def verifier_of(evaluation: Evaluation, day: date) -> Signer:
    """The leader of the team assigned to the unit on that day; without one, who finished the verification."""
    rows = Assignment.objects.on(day).filter(unit=evaluation.unit_id, kind=AssignmentKind.LEAD)
    lead = rows.select_related("user").order_by("starts_on").last()
    if lead:
        return Signer(ROLE, lead.user.full_name, nip=lead.user.nip)
    return Signer("Tim Penilai Internal", evaluation.reviewed_by.full_name if evaluation.reviewed_by else "")
