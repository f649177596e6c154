"""The command that scores everything anew: sheets and snapshots."""

import json
from decimal import Decimal
from io import StringIO

import pytest
from django.core.management import CommandError, call_command

from evaluations.actions.periods import lock_period
from evaluations.canonical import sha256
from evaluations.models import Score, Snapshot
from tests.factories import NOW, EvaluationFactory, actor, answer, fill, person
from tests.guard import unguarded
from units.roles import Role

pytestmark = pytest.mark.django_db

SOUND = ["3 nilai dihitung ulang; 0 perbedaan ditemukan.", "0 rekaman dihitung ulang; 0 perbedaan ditemukan."]


def _run(*arguments, fails: bool = False):
    """The lines; `fails`: whether the command ends with an error, that is with exit code 1."""
    out = StringIO()
    if fails:
        with pytest.raises(CommandError, match="tidak sesuai dengan jawabannya") as refused:
            call_command("recompute_scores", *arguments, stdout=out)
        assert refused.value.returncode == 1
    else:
        call_command("recompute_scores", *arguments, stdout=out)
    return out.getvalue().splitlines()


@pytest.fixture
def evaluation(instrument):
    row = EvaluationFactory(state="in_review")
    fill(row, "unit", "A")
    fill(row, "tpi", "B")
    fill(EvaluationFactory(), "unit", "C")
    return row


@pytest.fixture
def recorded(evaluation):
    """The same two sheets, locked and recorded."""
    lock_period(period=evaluation.period, by=actor(person(Role.SUPERVISOR)), now=NOW)
    return Snapshot.objects.get(evaluation=evaluation)


def test_nothing_differs(evaluation):
    assert _run() == SOUND


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
    assert _run(fails=True) == [line, "3 nilai dihitung ulang; 1 perbedaan ditemukan.", SOUND[1]]
    assert stored.values().get() == before | changes  # looking changes nothing
    assert _run("--perbaiki") == [line, "3 nilai dihitung ulang; 1 perbedaan diperbaiki.", SOUND[1]]
    assert stored.values().get() == before
    assert _run() == SOUND


def test_a_score_without_answers_is_removed(evaluation):
    row = EvaluationFactory()
    fields = Score.objects.filter(evaluation=evaluation, assessor="unit").values().get()
    Score.objects.create(**fields | {"id": None, "evaluation_id": row.pk})
    assert _run("--perbaiki")[-2] == "3 nilai dihitung ulang; 1 perbedaan diperbaiki."
    assert Score.objects.filter(evaluation=row).count() == 0


def test_a_missing_score_is_written(evaluation):
    before = Score.objects.filter(evaluation=evaluation, assessor="unit").values("official", "strict", "detail").get()
    Score.objects.filter(evaluation=evaluation, assessor="unit").delete()
    assert _run("--perbaiki")[-2] == "3 nilai dihitung ulang; 1 perbedaan diperbaiki."
    assert Score.objects.filter(evaluation=evaluation, assessor="unit").values(*before).get() == before


# --- snapshots ------------------------------------------------------------------------------------
def test_sound_snapshots(recorded):
    assert _run() == [SOUND[0], "2 rekaman dihitung ulang; 0 perbedaan ditemukan."]


def _tamper(snapshot: Snapshot, *, resealed: bool) -> None:
    """What only somebody with the database in hands can do; `resealed`: with a digest that fits again."""
    digest = sha256(snapshot.content) if resealed else snapshot.digest
    parts = [json.dumps(part) for part in (snapshot.head, snapshot.details, snapshot.sheet)]
    with unguarded("evaluations_snapshot") as cursor:
        change = "UPDATE evaluations_snapshot SET head = %s, details = %s, sheet = %s, digest = %s WHERE id = %s"
        cursor.execute(change, [*parts, digest, snapshot.pk])


def _total(snapshot):
    snapshot.head["scores"]["tpi"]["strict"] = "99.0000000000"


def _verdict(snapshot):
    snapshot.head["scores"]["unit"]["passes_wbk"] = False


def _unproven(snapshot):
    snapshot.head["scores"]["unit"]["unproven"] = 0


def _area(snapshot):
    snapshot.details["scores"]["tpi"]["areas"]["1"] = "0.0000000000"


def _answer(snapshot):
    snapshot.sheet["answers"]["tpi"]["A.I.1.i.a"]["option"] = "Ya"


def _left_out(snapshot):
    del snapshot.head["scores"]["unit"]


@pytest.mark.parametrize(
    ("change", "words"),
    [
        (_total, "nilai TPI"),
        (_verdict, "nilai Unit"),
        (_unproven, "nilai Unit"),
        (_area, "nilai TPI"),
        (_answer, "nilai TPI"),
        (_left_out, "nilai Unit"),
    ],
)
def test_a_tampered_snapshot_is_found_even_with_a_new_digest(recorded, change, words):
    """Found, told and never repaired: the command goes on failing."""
    change(recorded)
    _tamper(recorded, resealed=True)
    line = f"{recorded}: {words} tidak sesuai dengan isi rekaman."
    expected = [line, "2 rekaman dihitung ulang; 1 perbedaan ditemukan."]
    assert [row for row in _run(fails=True) if "rekaman" in row][:2] == expected
    assert [row for row in _run("--perbaiki", fails=True) if "rekaman" in row][:2] == expected


def test_a_digest_that_does_not_fit_is_found(recorded):
    recorded.sheet["answers"]["tpi"]["A.I.1.i.a"]["note"] = "Disisipkan."
    _tamper(recorded, resealed=False)
    assert f"{recorded}: SHA-256 tidak sesuai dengan isi rekaman." in _run(fails=True)


def test_a_locked_score_that_is_not_what_was_recorded_is_found(recorded):
    """Even where the answers were changed along with it, so that scoring them again finds nothing."""
    evaluation = recorded.evaluation
    answer(evaluation, "A.I.1.i.a", "tpi", "Ya")
    assert _run(fails=True) == [
        SOUND[0],
        "2 rekaman dihitung ulang; 0 perbedaan ditemukan.",
        f"{evaluation} (tpi): nilai tersimpan berbeda dari rekaman penguncian.",
    ]
