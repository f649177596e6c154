"""A locked quarter shows its evidence as it was recorded; snapshots keep from the unit what it may not know."""

import json
from datetime import date

import pytest
from django.db import connection

from evaluations.actions import evidence as actions
from evaluations.actions.periods import lock_period
from evaluations.actions.snapshots import record_step
from evaluations.models import Evaluation, EvidenceUse, EvidenceVersion, Score, Snapshot
from evaluations.queries.board import board
from evaluations.queries.evidence import evidence_of, is_sufficient, twins, uses_of
from evaluations.queries.evidence_view import proofs_of
from evaluations.queries.snapshot_list import snapshot_list
from evaluations.queries.snapshots import as_recorded
from tests.factories import (
    NOW,
    EvaluationFactory,
    EvidenceUseFactory,
    EvidenceVersionFactory,
    PeriodFactory,
    StoredFileFactory,
    UserFactory,
    actor,
    answer,
    fill,
    person,
)
from tests.guard import unguarded
from tests.integration.evaluations.evidence_case import LINK, YES_NO, doubt, evaluator_of, member_of, put
from tests.integration.evaluations.sheet_case import CHOICE
from units.roles import Role

pytestmark = pytest.mark.django_db


@pytest.fixture
def sheet(instrument):
    """A reviewed sheet: a doubted file, a carried link, a withdrawn file."""
    sheet = EvaluationFactory(state="in_review")
    answer(sheet, YES_NO, "unit", "Ya")
    version = EvidenceVersionFactory(unit=sheet.unit, title="SK Lama", valid_until=date(2024, 12, 31))
    use = EvidenceUseFactory(evaluation=sheet, code=YES_NO, version=version, place="hlm. 3")
    link = EvidenceVersionFactory(unit=sheet.unit, title="Laman Lama", file=None, url=LINK)
    EvidenceUseFactory(evaluation=sheet, code=CHOICE, version=link, is_carried=True, since=PeriodFactory(quarter=1))
    gone = {"withdrawn_at": NOW, "withdrawn_by": UserFactory(full_name="Penarik Lama")}
    EvidenceUseFactory(evaluation=sheet, code=YES_NO, version__title="Ditarik Lama", **gone)
    doubt(use, evaluator_of(sheet), note="Catatan Lama")
    return put(sheet, "approved")


@pytest.fixture
def locked(sheet):
    lock_period(period=sheet.period, by=actor(person(Role.SUPERVISOR)), now=NOW)
    return Evaluation.objects.get(pk=sheet.pk)


def told(evaluation) -> dict:
    """What a page says of every use, in words."""
    return {
        code: [
            (
                use.pk, use.version.pk, use.version.number, use.version.title, use.version.host, use.place,
                use.version.file and (use.version.file.pk, use.version.file.name, use.version.file.sha256),
                use.version.valid_until, str(use.since), use.is_carried, use.present_verdict, use.present_note,
                str(use.added_by), str(use.verdict_by), str(use.withdrawn_by),
                is_sufficient(use, evaluation.period),
            )
            for use in uses
        ]
        for code, uses in evidence_of(evaluation).items()
    }  # fmt: skip


def change_everything() -> None:
    """What only somebody with a database shell can."""
    with connection.cursor() as cursor:
        cursor.execute("UPDATE accounts_user SET full_name = 'Orang Baru'")
        cursor.execute("UPDATE evaluations_evidenceversion SET title = 'Judul Baru', valid_until = '2024-01-01'")
        cursor.execute(
            "UPDATE evaluations_evidenceuse SET place = 'Baru', verdict_note = 'Baru', is_carried = %s", [False]
        )
        cursor.execute("UPDATE files_storedfile SET name = 'baru.pdf', sha256 = %s", ["f" * 64])
        cursor.execute("UPDATE evaluations_score SET unproven = 99")


def test_a_locked_quarter_says_what_it_said(sheet, locked):
    before = told(sheet)
    assert {code: len(uses) for code, uses in before.items()} == {YES_NO: 1, CHOICE: 1}
    assert told(as_recorded([locked])[0]) == before
    everything = [use.version.title for use in uses_of(as_recorded([locked])[0], YES_NO)]
    change_everything()
    recorded = as_recorded([Evaluation.objects.get(pk=locked.pk)])[0]
    assert told(recorded) == before
    assert [use.version.title for use in uses_of(recorded, YES_NO)] == everything == ["SK Lama", "Ditarik Lama"]
    assert uses_of(recorded, "B.I.a") == []
    assert [str(use.withdrawn_by) for use in uses_of(recorded, YES_NO)] == ["None", "Penarik Lama"]


def test_of_a_locked_quarter_the_board_tells_the_recorded_count(locked):
    leader = actor(person(Role.LEADER))
    assert [row.unproven for row in board(leader, locked.period, "unit")] == [1]
    change_everything()
    assert [row.unproven for row in board(leader, locked.period, "unit")] == [1]


def test_versions_of_later_quarters_are_not_shown_in_it(sheet, locked):
    version = EvidenceVersion.objects.get(title="SK Lama")
    later = EvaluationFactory(unit=sheet.unit, period=PeriodFactory(quarter=4))
    use = EvidenceUseFactory(evaluation=later, code=YES_NO, version=version)
    actions.replace_link(use=use, url="https://baru.go.id", by=member_of(later), now=NOW)
    (shown, _) = proofs_of(uses_of(as_recorded([locked])[0], YES_NO), locked.period)
    assert (shown.title, shown.earlier) == ("SK Lama", [])
    (shown,) = proofs_of(uses_of(later, YES_NO), later.period)
    assert (shown.version.host, [one.title for one in shown.earlier]) == ("baru.go.id", ["SK Lama"])


def test_what_a_snapshot_holds(locked):
    sheet = Snapshot.objects.get(evaluation=locked, moment="lock").sheet["evidence"]
    assert {code: [use["version"]["title"] for use in uses] for code, uses in sheet.items()} == {
        YES_NO: ["SK Lama", "Ditarik Lama"],
        CHOICE: ["Laman Lama"],
    }
    use = EvidenceUse.objects.get(version__title="SK Lama")
    file = use.version.file
    assert sheet[YES_NO][0] == {
        "id": use.pk,
        "evidence_id": use.evidence_id,
        "place": "hlm. 3",
        "since": [2024, 3],
        "added_at": "2024-08-21T02:00:00+00:00",
        "added_by_id": use.added_by_id,
        "is_carried": False,
        "confirmed_at": None,
        "confirmed_by_id": None,
        "withdrawn_at": None,
        "withdrawn_by_id": None,
        "verdict": "kurang",
        "verdict_note": "Catatan Lama",
        "verdict_version_id": use.version_id,
        "verdict_at": "2024-08-21T02:00:00+00:00",
        "verdict_by_id": use.verdict_by_id,
        "version": {
            "id": use.version_id,
            "number": 1,
            "title": "SK Lama",
            "url": "",
            "valid_until": "2024-12-31",
            "made_at": "2024-08-21T02:00:00+00:00",
            "made_by_id": use.version.made_by_id,
            "file": {
                "id": file.pk,
                "name": file.name,
                "kind": "pdf",
                "size": 1000,
                "sha256": file.sha256,
                "pages": 1,
                "scan": "unscanned",
            },
        },
    }
    link = sheet[CHOICE][0]
    assert (link["version"]["url"], link["version"]["file"], link["since"], link["is_carried"]) == (
        LINK, None, [2024, 1], True,
    )  # fmt: skip


def test_a_snapshot_from_before_there_was_evidence_is_read_as_none(locked):
    """Format 1 documents may lack keys that were added later."""
    row = Snapshot.objects.get(evaluation=locked, moment="lock")
    row.sheet.pop("evidence")
    for totals in row.head["scores"].values():
        totals.pop("unproven")
    with unguarded("evaluations_snapshot") as cursor:
        cursor.execute(
            "UPDATE evaluations_snapshot SET sheet = %s, head = %s WHERE id = %s",
            [json.dumps(row.sheet), json.dumps(row.head), row.pk],
        )
    recorded = as_recorded([locked])[0]
    assert (evidence_of(recorded), uses_of(recorded, YES_NO), twins(recorded)) == ({}, [], {})
    assert [line.unproven for line in board(actor(person(Role.LEADER)), locked.period, "unit")] == [0]


def test_twins_of_a_locked_sheet_are_found_by_what_was_recorded(locked):
    sha256 = EvidenceVersion.objects.get(title="SK Lama").file.sha256
    other = EvaluationFactory()
    EvidenceUseFactory(
        evaluation=other, version=EvidenceVersionFactory(unit=other.unit, file=StoredFileFactory(sha256=sha256))
    )
    assert {key: twin.units for key, twin in twins(as_recorded([locked])[0]).items()} == {sha256: [other.unit]}


@pytest.mark.parametrize("count", [1, 30])
def test_a_recorded_sheet_is_read_at_the_same_cost(instrument, django_assert_num_queries, count):
    """What was recorded in one query, with the answers; the versions and the files of one question in one each."""
    sheet = EvaluationFactory()
    fill(sheet, "unit")
    for _ in range(count):
        EvidenceUseFactory(evaluation=sheet, code=YES_NO)
    lock_period(period=sheet.period, by=actor(person(Role.SUPERVISOR)), now=NOW)
    row = Evaluation.objects.select_related("period__instrument", "unit").get(pk=sheet.pk)
    with django_assert_num_queries(2):
        recorded = as_recorded([row])[0]
        assert len(evidence_of(recorded)[YES_NO]) == count
    with django_assert_num_queries(2):
        assert [len(use.evidence.versions.all()) for use in uses_of(recorded, YES_NO)] == [1] * count


# --- what a snapshot keeps from the unit ----------------------------------------------------------
def test_a_document_with_verdicts_is_not_given_to_the_unit_before_it_may_know(instrument):
    """Submitted again with verdicts and without a single value of the TPI: the document holds what it may not know."""
    sheet = EvaluationFactory(state="in_review")
    member = person(Role.UNIT_MEMBER, sheet.unit)
    use = EvidenceUseFactory(evaluation=sheet, code=YES_NO)
    record_step(evaluation=put(sheet, "submitted"), moment="submit", by=member, now=NOW, source="screen")
    doubt(use, evaluator_of(put(sheet, "in_review")))
    sheet.round = 2
    record_step(evaluation=put(sheet, "submitted"), moment="submit", by=member, now=NOW, source="screen")
    assert Score.objects.filter(assessor="tpi").count() == 0

    def may_download(user):
        return [(view.snapshot.number, view.may_download) for view in snapshot_list(actor(user), sheet)]

    assert may_download(member) == [(2, False), (1, True)]
    assert may_download(person(Role.LEADER)) == [(2, True), (1, True)]
