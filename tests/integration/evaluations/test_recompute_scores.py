"""The command that scores everything anew."""

from decimal import Decimal
from io import StringIO

import pytest
from django.core.management import call_command

from evaluations.models import Score
from tests.factories import EvaluationFactory, fill

pytestmark = pytest.mark.django_db


def _run(*arguments):
    out = StringIO()
    call_command("recompute_scores", *arguments, stdout=out)
    return out.getvalue().splitlines()


@pytest.fixture
def evaluation(instrument):
    row = EvaluationFactory(state="in_review")
    fill(row, "unit", "A")
    fill(row, "tpi", "B")
    fill(EvaluationFactory(), "unit", "C")
    return row


def test_nothing_differs(evaluation):
    assert _run() == ["3 nilai dihitung ulang; 0 perbedaan ditemukan."]


@pytest.mark.parametrize(
    "changes",
    [
        {"strict": Decimal("12.5")},
        {"passes_wbbm": True},
        {"answered": 1},
        {"detail": {}},
    ],
)
def test_a_tampered_score_is_found_and_repaired(evaluation, changes):
    stored = Score.objects.filter(evaluation=evaluation, assessor="tpi")
    before = stored.values().get()
    stored.update(**changes)
    line = f"{evaluation} (tpi): nilai tersimpan berbeda dari hitung ulang."
    assert _run() == [line, "3 nilai dihitung ulang; 1 perbedaan ditemukan."]
    assert stored.values().get() == before | changes  # looking changes nothing
    assert _run("--perbaiki") == [line, "3 nilai dihitung ulang; 1 perbedaan diperbaiki."]
    assert stored.values().get() == before
    assert _run() == ["3 nilai dihitung ulang; 0 perbedaan ditemukan."]


def test_a_score_without_answers_is_removed(evaluation):
    row = EvaluationFactory()
    fields = Score.objects.filter(evaluation=evaluation, assessor="unit").values().get()
    Score.objects.create(**fields | {"id": None, "evaluation_id": row.pk})
    assert _run("--perbaiki")[-1] == "3 nilai dihitung ulang; 1 perbedaan diperbaiki."
    assert Score.objects.filter(evaluation=row).count() == 0


def test_a_missing_score_is_written(evaluation):
    before = Score.objects.filter(evaluation=evaluation, assessor="unit").values("official", "strict", "detail").get()
    Score.objects.filter(evaluation=evaluation, assessor="unit").delete()
    assert _run("--perbaiki")[-1] == "3 nilai dihitung ulang; 1 perbedaan diperbaiki."
    assert Score.objects.filter(evaluation=evaluation, assessor="unit").values(*before).get() == before
