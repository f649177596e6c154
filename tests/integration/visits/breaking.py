"""How to break each rule the database keeps about visits and eksposes: part of test_constraints' table."""

from tests.factories import NOW, TODAY, PeriodFactory, StoredFileFactory, UserFactory, WorkUnitFactory
from tests.integration.evaluations.breaking import again, changed
from visits.models import Decision, Ekspose, Visit, VisitMember, VisitPhoto, VisitUnit


def _visit(**changes) -> Visit:
    fields = {"day": TODAY, "place": "Aula", "topic": "Pengawasan", "made_at": NOW, "made_by": UserFactory()}
    return Visit.objects.create(**fields | changes)


def _done(**changes) -> Visit:
    return changed(_visit(state="done", findings="Ada.", done_at=NOW, done_by=UserFactory()), **changes)


def _cancelled(**changes) -> Visit:
    row = _visit(state="cancelled", cancel_reason="Banjir", cancelled_at=NOW, cancelled_by=UserFactory())
    return changed(row, **changes)


def _member(**changes) -> VisitMember:
    return VisitMember.objects.create(visit=_visit(), user=UserFactory(), **changes)


def _ekspose() -> Ekspose:
    who = {"made_by": UserFactory(), "changed_by": UserFactory()}
    fields = {"day": TODAY, "place": "Aula", "participants": "Inspektur", "made_at": NOW, "changed_at": NOW}
    return Ekspose.objects.create(period=PeriodFactory(), **fields, **who)


def _decision(**changes) -> Decision:
    return changed(Decision.objects.create(ekspose=_ekspose(), number=1, text="Setuju"), **changes)


BREAK = {
    "visit_kind_known": lambda: changed(_visit(), kind="wisata"),
    "visit_state_known": lambda: changed(_visit(), state="hilang"),
    "visit_says_what_and_where": lambda: changed(_visit(), place=""),
    "visit_ends_after_start": lambda: changed(_visit(), until=TODAY),
    "visit_done_says_findings": lambda: _done(findings=""),
    "visit_done_says_when": lambda: changed(_visit(), done_at=NOW, done_by=UserFactory()),
    "visit_cancelled_says_when": lambda: changed(_visit(), cancelled_at=NOW, cancelled_by=UserFactory()),
    "visit_cancelled_says_why": lambda: _cancelled(cancel_reason=""),
    "visit_version_positive": lambda: changed(_visit(), version=0),
    "visit_done_at_and_by": lambda: _done(done_by=None),
    "visit_cancelled_at_and_by": lambda: _cancelled(cancelled_by=None),
    "visit_unit_once": lambda: again(VisitUnit.objects.create(visit=_visit(), unit=WorkUnitFactory())),
    "visit_member_once": lambda: again(_member()),
    "visit_led_by_one": lambda: again(_member(is_lead=True), user_id=UserFactory().pk),
    "visit_photo_removed_at_and_by": lambda: changed(
        VisitPhoto.objects.create(visit=_visit(), file=StoredFileFactory(kind="jpeg")), removed_at=NOW
    ),
    "ekspose_says_where_and_who": lambda: changed(_ekspose(), participants=""),
    "ekspose_version_positive": lambda: changed(_ekspose(), version=0),
    "decision_numbered_once": lambda: again(_decision()),
    "decision_number_positive": lambda: _decision(number=0),
    "decision_says_what": lambda: _decision(text=""),
}
