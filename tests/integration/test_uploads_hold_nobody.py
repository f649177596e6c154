"""An upload is looked at before the transaction begins: on SQLite one transaction keeps all other writers waiting."""

from datetime import date

import pytest
from django.core.files.uploadedfile import SimpleUploadedFile
from django.db import connection

from evaluations.actions import evidence, follow_ups
from tests.factories import NOW, EvaluationFactory, RecommendationFactory, actor, builtin_instrument, person
from tests.integration.evaluations.evidence_case import YES_NO, add_file, member_of
from tests.uploads import jpeg, pdf
from units.roles import Role
from visits.actions.drafts import Plan
from visits.actions.photos import add_photo
from visits.actions.visits import plan_visit

pytestmark = pytest.mark.django_db(transaction=True)


class Watched(SimpleUploadedFile):
    """An upload that notes whether a transaction was open whenever it was read as a whole."""

    def __init__(self, name: str, content: bytes):
        super().__init__(name, content)
        self.inside: list[bool] = []

    def chunks(self, chunk_size=None):
        self.inside.append(connection.in_atomic_block)
        return super().chunks(chunk_size)


@pytest.fixture
def evaluation(db):
    builtin_instrument()
    return EvaluationFactory()


def test_evidence(evaluation):
    file = Watched("sk.pdf", pdf())
    evidence.add_file(evaluation=evaluation, code=YES_NO, upload=file, title="SK", by=member_of(evaluation), now=NOW)
    assert file.inside == [False]


def test_another_version(evaluation):
    member, file = member_of(evaluation), Watched("sk.pdf", pdf(2))
    evidence.replace_file(use=add_file(evaluation, member), upload=file, by=member, now=NOW)
    assert file.inside == [False]


def test_a_follow_up(evaluation):
    file = Watched("laporan.pdf", pdf())
    row = RecommendationFactory(evaluation=evaluation)
    follow_ups.take(
        recommendation=row, action="report", text="Sudah.", uploads=[file], by=member_of(evaluation), now=NOW
    )
    assert file.inside == [False]


def test_a_photo(evaluation):
    user = person(Role.SUPERVISOR)
    who, file = actor(user), Watched("rapat.jpg", jpeg())
    plan = Plan("assistance", "Area 1", date(2024, 8, 20), "Aula", (evaluation.unit,), user)
    visit = plan_visit(plan=plan, by=who, now=NOW)
    add_photo(visit=visit, upload=file, by=who, now=NOW)
    assert file.inside == [False]
