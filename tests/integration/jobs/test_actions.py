"""Asking for work."""

from datetime import timedelta

import pytest
from django.db import transaction
from django_q.models import OrmQ

from history.models import Entry
from jobs import actions
from jobs.enums import JobState
from jobs.exceptions import CannotRetry, UnknownKind
from jobs.models import Job
from tests.factories import NOW, UserFactory
from tests.integration.jobs.kinds import kind
from tests.jobs import run_jobs

pytestmark = pytest.mark.django_db


def nothing(run):
    return None


def told() -> list[tuple[str, tuple]]:
    """What the queue was told, oldest first."""
    return [(row.task["func"], row.task["args"]) for row in OrmQ.objects.order_by("pk")]


def test_a_job_waits_and_the_queue_is_told():
    person = UserFactory()
    with kind(nothing, attempts=3) as name:
        job = actions.enqueue(kind=name, payload={"unit": 7}, now=NOW, by=person)
    job.refresh_from_db()
    assert (job.state, job.title, job.payload, job.created_by, job.created_at) == (
        JobState.QUEUED,
        "Pekerjaan uji",
        {"unit": 7},
        person,
        NOW,
    )
    assert (job.attempts, job.attempt_limit, job.due_at) == (0, 3, NOW)
    assert told() == [("jobs.worker.run_job", (job.pk,))]


def test_a_title_of_its_own():
    with kind(nothing) as name:
        job = actions.enqueue(kind=name, payload={}, now=NOW, title="Laporan TW II 2024")
    assert job.title == "Laporan TW II 2024"


def test_the_same_key_is_one_job():
    with kind(nothing) as name, kind(nothing, name="lain"):
        first = actions.enqueue(kind=name, payload={"n": 1}, now=NOW, key="surat:1")
        again = actions.enqueue(kind=name, payload={"n": 2}, now=NOW + timedelta(hours=1), key="surat:1")
        other = actions.enqueue(kind="lain", payload={}, now=NOW, key="surat:1")
    assert (again.pk, again.payload, other.pk == first.pk) == (first.pk, {"n": 1}, False)
    assert told() == [("jobs.worker.run_job", (first.pk,)), ("jobs.worker.run_job", (other.pk,))]


def test_a_finished_job_is_not_done_again_under_its_key():
    with kind(nothing) as name:
        first = actions.enqueue(kind=name, payload={}, now=NOW, key="surat:1")
        assert run_jobs() == 1
        again = actions.enqueue(kind=name, payload={}, now=NOW, key="surat:1")
        assert (again.pk, again.state, run_jobs()) == (first.pk, JobState.DONE, 0)


def test_without_a_key_every_asking_is_a_job():
    with kind(nothing) as name:
        actions.enqueue(kind=name, payload={}, now=NOW)
        actions.enqueue(kind=name, payload={}, now=NOW)
        assert run_jobs() == 2


def test_an_unknown_kind_is_refused_at_once():
    with pytest.raises(UnknownKind):
        actions.enqueue(kind="tidak-ada", payload={}, now=NOW)
    assert Job.objects.count() == 0


def test_a_job_of_a_change_that_fails_was_never_asked_for():
    with kind(nothing) as name, transaction.atomic():
        actions.enqueue(kind=name, payload={}, now=NOW)
        transaction.set_rollback(True)
    assert (Job.objects.count(), told()) == (0, [])


@pytest.mark.parametrize("amount", [1, 30])
def test_many_jobs_in_a_fixed_number_of_statements(amount, django_assert_num_queries):
    with kind(nothing) as name:
        actions.enqueue(kind=name, payload={"n": 0}, now=NOW, key="0")
        OrmQ.objects.all().delete()
        with django_assert_num_queries(4):  # savepoint, the jobs, the queue, release
            actions.enqueue_many(kind=name, payloads={str(n): {"n": n} for n in range(amount + 1)}, now=NOW)
        assert told() == [("jobs.worker.look", ())]
        assert sorted(Job.objects.values_list("key", flat=True), key=int) == [str(n) for n in range(amount + 1)]
        assert run_jobs() == amount + 1


def test_no_jobs_tell_nobody():
    with kind(nothing) as name:
        actions.enqueue_many(kind=name, payloads={}, now=NOW)
    assert told() == []


def failing(run):
    raise ValueError("rusak")


def test_a_failed_job_is_given_its_attempts_again():
    administrator = UserFactory()
    with kind(failing, attempts=1) as name:
        job = actions.enqueue(kind=name, payload={}, now=NOW)
        assert run_jobs(NOW, failing=True) == 1
        OrmQ.objects.all().delete()
        job = actions.retry(job=job, by=administrator, now=NOW + timedelta(hours=1))
    assert (job.state, job.attempts, job.attempt_limit, job.error, job.detail, job.finished_at) == (
        JobState.QUEUED,
        1,
        2,
        "",
        "",
        None,
    )
    assert told() == [("jobs.worker.run_job", (job.pk,))]
    entry = Entry.objects.get(subject="job")
    assert (entry.verb, entry.subject, entry.subject_id, entry.topic, entry.by, entry.at) == (
        "pekerjaan dicoba lagi",
        "job",
        job.pk,
        "uji",
        administrator,
        NOW + timedelta(hours=1),
    )


@pytest.mark.parametrize("run_first", [False, True], ids=["waiting", "done"])
def test_only_a_failed_job_is_tried_again_by_hand(run_first):
    with kind(nothing) as name:
        job = actions.enqueue(kind=name, payload={}, now=NOW)
        if run_first:
            run_jobs()
        before = Job.objects.values().get()
        OrmQ.objects.all().delete()
        with pytest.raises(CannotRetry, match="tidak lagi gagal"):
            actions.retry(job=job, by=UserFactory(), now=NOW)
    assert (Job.objects.values().get(), told(), Entry.objects.filter(subject="job").count()) == (before, [], 0)


def test_a_failed_job_of_a_kind_that_is_no_more_is_not_tried_again():
    with kind(failing, attempts=1) as name:
        job = actions.enqueue(kind=name, payload={}, now=NOW)
        run_jobs(NOW, failing=True)
    with pytest.raises(CannotRetry, match="tidak mengenal"):
        actions.retry(job=job, by=UserFactory(), now=NOW)
    assert Job.objects.values_list("state", "attempt_limit").get() == ("failed", 1)
