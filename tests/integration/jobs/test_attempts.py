"""What comes of an attempt: success, another attempt after a pause, or failure with a sentence."""

from datetime import datetime, timedelta
from threading import Barrier, Thread

import pytest
from django.core.management import call_command
from django.db import connection, connections
from django.utils import timezone
from django_q.exceptions import TimeoutException
from django_q.models import OrmQ

from jobs import actions, attempts, policies, queries, queue, worker
from jobs.exceptions import GiveUp, Lost
from jobs.models import Job, Pulse
from jobs.runs import Run
from tests.factories import NOW
from tests.integration.jobs.kinds import kind
from tests.jobs import run_jobs

FAILED = "Pekerjaan ini gagal karena kesalahan pada server. Administrator dapat melihat sebabnya."
MINUTE = timedelta(minutes=1)


def ask(name: str = "uji", payload: dict | None = None, **fields) -> Job:
    return actions.enqueue(kind=name, payload=payload or {}, now=NOW, **fields)


def said(*fields: str) -> tuple:
    """These fields of the only job."""
    return Job.objects.values_list(*fields).get()


def told() -> list[tuple[str, tuple]]:
    return [(row.task["func"], row.task["args"]) for row in OrmQ.objects.order_by("pk")]


def broken(run: Run):
    raise ValueError("rusak")


# --- success --------------------------------------------------------------------------------------
@pytest.mark.django_db
def test_a_job_runs_once_and_keeps_its_result():
    seen = []

    def handler(run: Run) -> dict:
        run.progress(1, 2)
        seen.append((run.payload, run.attempt, run.now, *said("state", "done", "total", "started_at", "heartbeat_at")))
        return {"pages": 3}

    with kind(handler):
        ask(payload={"unit": 7})
        assert (run_jobs(NOW), run_jobs(NOW)) == (1, 0)
    assert seen == [({"unit": 7}, 1, NOW, "running", 1, 2, NOW, NOW)]
    assert said("state", "result", "done", "total", "attempts", "finished_at", "heartbeat_at", "error") == (
        "done",
        {"pages": 3},
        2,
        2,
        1,
        NOW,
        None,
        "",
    )


@pytest.mark.django_db
def test_the_longest_waiting_runs_first():
    seen = []
    with kind(lambda run: seen.append(run.payload["n"])):
        actions.enqueue(kind="uji", payload={"n": 2}, now=NOW)
        actions.enqueue(kind="uji", payload={"n": 1}, now=NOW - MINUTE)
        actions.enqueue(kind="uji", payload={"n": 3}, now=NOW)
        assert run_jobs(NOW) == 3
    assert seen == [1, 2, 3]


@pytest.mark.django_db
def test_a_job_may_ask_for_jobs():
    with kind(lambda run: {}), kind(lambda run: ask(key="anak") and None, name="induk"):
        ask("induk")
        assert run_jobs(NOW) == 2


# --- failure --------------------------------------------------------------------------------------
@pytest.mark.django_db
def test_pauses_grow_until_the_attempts_are_used_up():
    with kind(broken, attempts=6):
        ask()
        now, waits = NOW, []
        while run_jobs(now, failing=True):
            state, due = said("state", "due_at")
            if state == "queued":
                assert run_jobs(due - MINUTE / 60, failing=True) == 0  # a second too early
                waits.append(due - now)
                now = due
    assert waits == [1 * MINUTE, 5 * MINUTE, 15 * MINUTE, 60 * MINUTE, 60 * MINUTE]
    assert said("state", "attempts", "error", "detail", "finished_at", "heartbeat_at") == (
        "failed",
        6,
        FAILED,
        "ValueError: rusak",
        now,
        None,
    )


@pytest.mark.django_db
def test_a_job_that_succeeds_in_the_end_has_no_error():
    with kind(lambda run: {"attempt": run.attempt} if run.attempt > 1 else broken(run)):
        ask()
        run_jobs(NOW, failing=True)
        assert said("state", "error", "detail") == ("queued", FAILED, "ValueError: rusak")
        assert run_jobs(NOW + MINUTE) == 1
    assert said("state", "error", "detail", "result") == ("done", "", "", {"attempt": 2})


@pytest.mark.django_db
def test_a_result_that_cannot_be_stored_is_a_failed_attempt():
    with kind(lambda run: {"value": object()}, attempts=1):
        ask()
        run_jobs(NOW, failing=True)
    assert said("state", "result", "detail") == (
        "failed",
        None,
        "TypeError: Object of type object is not JSON serializable",
    )


@pytest.mark.django_db
def test_giving_up_ends_it_at_once_with_its_own_sentence():
    def handler(run: Run):
        raise GiveUp("Alamat surel tidak ada.")

    with kind(handler):
        ask()
        assert run_jobs(NOW, failing=True) == 1
    assert said("state", "attempts", "attempt_limit", "error") == ("failed", 1, 5, "Alamat surel tidak ada.")


@pytest.mark.django_db
def test_a_job_of_a_kind_that_is_no_more_fails():
    with kind(broken):
        ask()
    assert run_jobs(NOW, failing=True) == 1
    assert said("state", "error", "detail") == (
        "failed",
        "Versi aplikasi ini tidak mengenal pekerjaan seperti ini.",
        "no handler is registered for jobs of kind 'uji'",
    )


@pytest.mark.django_db
def test_an_attempt_that_takes_too_long_is_stopped_and_the_process_replaced():
    def handler(run: Run):
        raise TimeoutException  # as django-q does, by an alarm

    with kind(handler):
        ask()
        with pytest.raises(TimeoutException):
            worker.run_due(NOW)
    assert said("state", "due_at", "error") == (
        "queued",
        NOW + MINUTE,
        "Pekerjaan ini memakan waktu terlalu lama dan dihentikan.",
    )


# --- one at a time --------------------------------------------------------------------------------
@pytest.mark.django_db(transaction=True)
def test_of_two_workers_one_has_the_job():
    with kind(broken):
        job = ask()
    barrier, claimed = Barrier(2), []

    def claim():
        barrier.wait()
        claimed.append(attempts.claim(job.pk, now=NOW))
        connections[connection.alias].close()

    threads = [Thread(target=claim) for _ in range(2)]
    for thread in threads:
        thread.start()
    for thread in threads:
        thread.join(60)
    assert sorted(row is None for row in claimed) == [False, True]
    assert said("state", "attempts") == ("running", 1)


@pytest.mark.django_db
@pytest.mark.parametrize("state", ["running", "done", "failed", "not due"])
def test_only_a_waiting_job_that_is_due_begins(state):
    with kind(broken):
        job = ask()
    if state == "not due":
        assert attempts.claim(job.pk, now=NOW - MINUTE) is None
    else:
        running = attempts.claim(job.pk, now=NOW)
        if state == "done":
            attempts.succeed(running, result=None, now=NOW)
        if state == "failed":
            attempts.fail(running, sentence="Gagal.", now=NOW, for_good=True)
        before = Job.objects.values().get()
        assert attempts.claim(job.pk, now=NOW + MINUTE) is None
        assert Job.objects.values().get() == before


@pytest.mark.django_db
@pytest.mark.parametrize(
    "write",
    [
        lambda job: attempts.beat(job, now=NOW),
        lambda job: attempts.progress(job, done=1, total=2, now=NOW),
        lambda job: attempts.succeed(job, result={}, now=NOW),
        lambda job: attempts.fail(job, sentence="Gagal.", now=NOW),
        lambda job: attempts.bury(job, now=NOW),
    ],
    ids=["beat", "progress", "succeed", "fail", "bury"],
)
def test_an_attempt_given_up_for_dead_changes_nothing(write):
    with kind(broken):
        ask()
    first = attempts.claim(Job.objects.get().pk, now=NOW)
    assert attempts.bury(first, now=NOW)
    second = attempts.claim(first.pk, now=NOW)
    before = Job.objects.values().get()
    assert (second.attempts, write(first)) == (2, False)
    assert Job.objects.values().get() == before


@pytest.mark.django_db
def test_a_handler_whose_attempt_was_taken_away_stops():
    reached = []

    def handler(run: Run):
        assert attempts.bury(run.job, now=NOW)
        try:
            run.progress(1, 2)
        except Exception:  # a handler that swallows everything must not go on either
            reached.append("swallowed")
        reached.append("went on")

    with kind(handler):
        ask()
        running = attempts.claim(Job.objects.get().pk, now=NOW)
        with pytest.raises(Lost):
            handler(Run(running, lambda: NOW))
    assert reached == []


# --- dead workers ---------------------------------------------------------------------------------
def _dies(job: Job, at: datetime) -> None:
    """A worker begins the job and is killed."""
    assert attempts.claim(job.pk, now=at)
    OrmQ.objects.all().delete()


@pytest.mark.django_db
def test_a_job_whose_worker_died_is_told_to_the_queue_again():
    now = timezone.now()
    with kind(lambda run: {}):
        job = ask()
        _dies(job, now - policies.SILENCE - MINUTE)
        worker.look()
        assert said("state", "attempts", "error") == ("queued", 1, "Pekerja latar berhenti di tengah pekerjaan ini.")
        assert told() == [("jobs.worker.run_job", (job.pk,))]
        assert run_jobs() == 1
    assert said("state", "attempts", "error") == ("done", 2, "")


@pytest.mark.django_db
def test_a_job_that_kills_every_worker_fails():
    now = timezone.now()
    with kind(broken, attempts=2):
        job = ask()
        for _ in range(2):
            _dies(job, now - policies.SILENCE - MINUTE)
            Job.objects.filter(state="running").update(heartbeat_at=now - policies.SILENCE - MINUTE)
            worker.look()
            Job.objects.filter(state="queued").update(due_at=NOW)
    assert said("state", "attempts", "error") == ("failed", 2, "Pekerja latar berhenti di tengah pekerjaan ini.")


@pytest.mark.django_db
def test_a_job_that_beats_is_left_alone():
    with kind(broken):
        job = ask()
    _dies(job, timezone.now() - policies.SILENCE / 2)
    worker.look()
    assert (said("state", "attempts"), told()) == (("running", 1), [])


@pytest.mark.django_db
def test_a_beat_that_comes_between_keeps_it_alive():
    with kind(broken):
        job = ask()
    running = attempts.claim(job.pk, now=NOW)
    assert attempts.beat(running, now=NOW + MINUTE)
    assert not attempts.bury(running, now=NOW + 2 * MINUTE)
    assert said("state", "heartbeat_at") == ("running", NOW + MINUTE)


@pytest.mark.django_db
def test_the_queue_is_told_once_of_each_job_that_is_due():
    now = timezone.now()
    with kind(broken):
        known = actions.enqueue(kind="uji", payload={}, now=now)
        actions.enqueue_many(kind="uji", payloads={"a": {}, "b": {}}, now=now)
        many = list(Job.objects.exclude(pk=known.pk).order_by("pk").values_list("pk", flat=True))
        paused = actions.enqueue(kind="uji", payload={}, now=now)
        attempts.fail(attempts.claim(paused.pk, now=timezone.now()), sentence="Gagal.", now=now + MINUTE)
        forgotten = actions.enqueue(kind="uji", payload={}, now=now - policies.TELL_AGAIN - MINUTE)
    OrmQ.objects.all().delete()
    worker.look()
    worker.look()
    assert told() == [("jobs.worker.run_job", (pk,)) for pk in (forgotten.pk, *many)]


@pytest.mark.django_db
def test_what_a_dead_worker_had_taken_from_the_queue_is_let_go():
    now = timezone.now()
    with kind(broken):
        ask()
    OrmQ.objects.update(lock=now + 20 * MINUTE)  # as django-q does on taking it
    queue.release(now)
    assert list(OrmQ.objects.values_list("lock", flat=True)) == [now]


# --- is a worker there? ---------------------------------------------------------------------------
@pytest.mark.django_db
def test_a_worker_is_heard_by_its_round_or_by_a_running_job():
    now = timezone.now()
    assert (queries.heard_at(), queries.worker_is_silent(now)) == (None, True)
    worker.look()
    assert not queries.worker_is_silent(now)
    Pulse.objects.update(at=NOW)
    assert (queries.heard_at(), queries.worker_is_silent(NOW + policies.UNHEARD)) == (NOW, False)
    assert queries.worker_is_silent(NOW + policies.UNHEARD + MINUTE)
    with kind(broken):
        attempts.claim(ask().pk, now=NOW + 9 * MINUTE)  # the round waits behind a long job
    assert (queries.heard_at(), queries.worker_is_silent(NOW + 10 * MINUTE)) == (NOW + 9 * MINUTE, False)


@pytest.mark.django_db
def test_many_short_jobs_show_that_a_worker_lives():
    with kind(lambda run: {}):
        for _ in range(2):
            Pulse.objects.update_or_create(pk=1, defaults={"at": NOW})
            worker.run_job(ask().pk)
            assert not queries.worker_is_silent(timezone.now())
        heard = queries.heard_at()
        worker.run_job(ask().pk)
        assert queries.heard_at() == heard  # seldom written


@pytest.mark.django_db
def test_a_command_runs_what_is_due_and_ends(capsys):
    with kind(lambda run: {}):
        ask()
        call_command("run_worker", sekali=True)
    assert (capsys.readouterr().out, said("state")) == ("1 percobaan pekerjaan dijalankan.\n", ("done",))
