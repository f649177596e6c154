"""How to break each rule the database keeps about evidence and recommendations: part of test_constraints' table."""

from datetime import date

from django.db import models

from evaluations.models import AreaOwner, FollowUp
from tests.factories import (
    NOW,
    EvidenceUseFactory,
    EvidenceVersionFactory,
    RecommendationFactory,
    StoredFileFactory,
    UserFactory,
    WorkUnitFactory,
)


def again(row: models.Model, **changes) -> models.Model:
    """A second, unsaved row with the same values but for `changes`."""
    fields = {f.attname: getattr(row, f.attname) for f in row._meta.concrete_fields if not f.primary_key}
    return type(row)(**fields | changes)


def changed(row: models.Model, **changes) -> models.Model:
    """The row with `changes`, unsaved."""
    for name, value in changes.items():
        setattr(row, name, value)
    return row


def _owner() -> AreaOwner:
    return AreaOwner.objects.create(
        unit=WorkUnitFactory(), area=1, user=UserFactory(), since=NOW, named_by=UserFactory()
    )


def _follow_up() -> FollowUp:
    recommendation = RecommendationFactory(state="in_progress")
    return FollowUp.objects.create(
        recommendation=recommendation, number=1, action="report", state="in_progress", at=NOW, by=UserFactory()
    )


def _moved(**changes) -> FollowUp:
    said = {"action": "move", "state": "open", "text": "Menunggu anggaran.", "due_after": date(2024, 9, 1)}
    fields = {"recommendation": RecommendationFactory(), "number": 1, "at": NOW, "by": UserFactory()} | said | changes
    return FollowUp.objects.create(**fields)


def _judged(**changes):
    row = EvidenceUseFactory()
    said = {"verdict": "kurang", "verdict_note": "Belum ditandatangani.", "verdict_version": row.version}
    return changed(row, **said | {"verdict_at": NOW, "verdict_by": UserFactory()} | changes)


BREAK = {
    "file_kind_known": lambda: changed(StoredFileFactory(), kind="svg"),
    "file_scan_known": lambda: changed(StoredFileFactory(), scan="entah"),
    "file_not_empty": lambda: changed(StoredFileFactory(), size=0),
    "file_sha256_whole": lambda: changed(StoredFileFactory(), sha256="A" * 64),
    "file_named": lambda: changed(StoredFileFactory(), name=""),
    "file_scanned_says_when": lambda: changed(StoredFileFactory(), scan="clean"),
    "evidence_version_once": lambda: again(EvidenceVersionFactory()),
    "evidence_version_positive": lambda: again(EvidenceVersionFactory(), number=0),
    "evidence_titled": lambda: changed(EvidenceVersionFactory(), title=""),
    "evidence_file_or_link": lambda: changed(EvidenceVersionFactory(file=None, url="https://a.go.id"), url="ftp://a"),
    "evidence_use_once": lambda: again(EvidenceUseFactory()),
    "evidence_use_carried_until_confirmed": lambda: changed(
        EvidenceUseFactory(is_carried=True), confirmed_at=NOW, confirmed_by=UserFactory()
    ),
    "evidence_use_confirmed_at_and_by": lambda: changed(EvidenceUseFactory(), confirmed_at=NOW),
    "evidence_use_withdrawn_at_and_by": lambda: changed(EvidenceUseFactory(), withdrawn_by=UserFactory()),
    "evidence_use_verdict_known": lambda: _judged(verdict="bagus"),
    "evidence_use_verdict_says_who": lambda: _judged(verdict_version=None),
    "evidence_use_doubt_says_why": lambda: _judged(verdict_note=""),
    "recommendation_numbered_once": lambda: again(RecommendationFactory()),
    "recommendation_state_known": lambda: changed(RecommendationFactory(), state="hilang"),
    "recommendation_priority_known": lambda: changed(RecommendationFactory(), priority="gawat"),
    "recommendation_quarter_known": lambda: changed(RecommendationFactory(), quarter=5),
    "recommendation_says_what": lambda: changed(RecommendationFactory(), text=""),
    "recommendation_code_in_a_sheet": lambda: changed(RecommendationFactory(), evaluation=None),
    "recommendation_area_positive": lambda: changed(RecommendationFactory(), area=0),
    "recommendation_unsent_is_open": lambda: changed(RecommendationFactory(sent_at=None), state="in_progress"),
    "recommendation_numbered_when_sent": lambda: changed(RecommendationFactory(sent_at=None), number=1),
    "recommendation_closed_says_when": lambda: changed(RecommendationFactory(), state="settled"),
    "recommendation_sent_at_and_by": lambda: changed(RecommendationFactory(), sent_by=None),
    "recommendation_closed_at_and_by": lambda: changed(RecommendationFactory(state="settled"), closed_by=None),
    "follow_up_numbered_once": lambda: again(_follow_up()),
    "follow_up_number_positive": lambda: again(_follow_up(), number=0),
    "follow_up_moves_a_day_with_a_reason": lambda: again(_moved(), number=2, text=""),
    "follow_up_moves_a_day_on": lambda: again(_moved(), number=2, due_before=date(2024, 9, 1)),
    "follow_up_state_known": lambda: again(_follow_up(), number=2, state="hilang"),
    "area_owner_once": lambda: again(_owner()),
    "area_owner_area_positive": lambda: again(_owner(), area=0),
}
