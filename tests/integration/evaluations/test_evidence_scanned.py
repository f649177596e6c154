"""With a virus scanner, evidence proves something only once its file was found clean; then the sheets count anew."""

import pytest

from evaluations.actions.answers import save_answer
from evaluations.actions.periods import lock_period
from evaluations.actions.scores import recompute
from evaluations.models import Evaluation, Score
from evaluations.queries.missing import unproven_sentences
from evaluations.queries.sheets import rows_of
from files import scans
from files.models import StoredFile
from jobs.models import Job
from tests.factories import NOW, EvaluationFactory, EvidenceUseFactory, PeriodFactory, actor, person
from tests.integration.evaluations.evidence_case import YES_NO, add_file, member_of, unproven
from tests.integration.files.clamd import Clamd
from tests.jobs import run_jobs
from tests.uploads import pdf, sent, store
from units.roles import Role

pytestmark = pytest.mark.django_db


@pytest.fixture
def scanner(settings, tmp_path):
    """Starts a scanner that answers that."""
    started = []
    settings.CLAMD_SOCKET = str(tmp_path / "clamd.ctl")

    def start(says: bytes) -> None:
        started.append(Clamd(tmp_path / "clamd.ctl", says))

    yield start
    for clamd in started:
        clamd.stop()


@pytest.fixture
def waiting(instrument, scanner):
    """A sheet whose one answer is proven by a file that waits for the scanner."""
    sheet = EvaluationFactory()
    member = member_of(sheet)
    save_answer(evaluation=sheet, code=YES_NO, assessor="unit", value="Ya", note="", version=0, by=member, now=NOW)
    add_file(sheet, member)
    return sheet


@pytest.mark.parametrize(("says", "left"), [(b"stream: OK\0", 0), (b"stream: Eicar-Test FOUND\0", 1)])
def test_a_file_counts_once_it_was_found_clean(waiting, scanner, says, left):
    assert unproven(waiting) == 1
    assert unproven_sentences(waiting, rows_of(waiting)) == [f"{YES_NO}: berkas bukti belum lolos pemindaian virus."]
    scanner(says)
    run_jobs(NOW)
    run_jobs(NOW)  # the count is a job that the scan asks for
    assert unproven(waiting) == left
    assert Job.objects.get(kind="recount-evidence").result == {"sheets": 1}


def test_files_that_are_scanned_later_do_not_count_until_they_were(waiting, scanner):
    """As `scan_files --semua` asks, once there is a scanner; what waits already is not counted again."""
    StoredFile.objects.update(scan="unscanned")
    recompute(evaluation=waiting, repair=True)
    assert unproven(waiting) == 0
    Job.objects.all().delete()
    for _ in range(2):
        scans.ask_again(unscanned=True, now=NOW)
    assert sorted(Job.objects.values_list("kind", flat=True)) == ["recount-evidence", scans.KIND, scans.KIND]
    run_jobs(NOW, failing=True)  # no scanner answers
    assert unproven(waiting) == 1
    assert recompute(evaluation=waiting, repair=False)[1] == []


def test_only_sheets_of_open_quarters_count_anew(waiting, scanner):
    """A locked quarter goes on saying what was recorded."""
    use = waiting.evidence_uses.get()
    locked = EvaluationFactory(unit=waiting.unit, period=PeriodFactory(quarter=2))
    EvidenceUseFactory(evaluation=locked, code=YES_NO, version=use.version)
    save_answer(
        evaluation=locked, code=YES_NO, assessor="unit", value="Ya", note="", version=0,
        by=member_of(locked), now=NOW,
    )  # fmt: skip
    lock_period(period=locked.period, by=actor(person(Role.SUPERVISOR)), now=NOW)
    scanner(b"stream: OK\0")
    run_jobs(NOW)
    run_jobs(NOW)
    counted = Score.objects.filter(assessor="unit").values_list("evaluation__period__quarter", "unproven")
    assert dict(counted) == {3: 0, 2: 1}
    assert Evaluation.objects.count() == 2


def test_a_file_that_is_no_evidence_asks_for_nothing(instrument, scanner):
    store(upload=sent("foto.pdf", pdf()), by=person(Role.EVALUATOR), now=NOW)
    scanner(b"stream: OK\0")
    run_jobs(NOW)
    assert list(Job.objects.values_list("kind", flat=True)) == [scans.KIND]
    assert StoredFile.objects.get().is_shown
