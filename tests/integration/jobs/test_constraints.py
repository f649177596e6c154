"""Every constraint, by name; and what the rules of time promise each other."""

import pytest
from django.apps import apps
from django.conf import settings
from django.contrib import admin
from django.db import IntegrityError, transaction

from jobs import policies
from jobs.models import Job, Pulse
from tests.factories import NOW

RUNNING = {"state": "running", "attempts": 1, "started_at": NOW, "heartbeat_at": NOW}
DONE = {"state": "done", "attempts": 1, "started_at": NOW, "finished_at": NOW}
FAILED = {**DONE, "state": "failed", "error": "Gagal."}

BROKEN = [
    ("job_once_per_key", {"key": "sama"}),
    ("job_state_known", {"state": "asing"}),
    ("job_says_what", {"kind": ""}),
    ("job_says_what", {"title": ""}),
    ("job_progress_within_total", {"done": 3, "total": 2}),
    ("job_progress_within_total", {"done": 1}),
    ("job_attempts_within_limit", {"attempts": 6}),
    ("job_attempts_within_limit", {"attempt_limit": 0}),
    ("job_beats_while_running", {**RUNNING, "heartbeat_at": None}),
    ("job_beats_while_running", {**RUNNING, "started_at": None}),
    ("job_beats_while_running", {**RUNNING, "attempts": 0}),
    ("job_beats_while_running", {**DONE, "heartbeat_at": NOW}),
    ("job_finished_has_time", {**DONE, "finished_at": None}),
    ("job_finished_has_time", {**RUNNING, "finished_at": NOW}),
    ("job_finished_has_time", {"finished_at": NOW}),
    ("job_failed_says_why", {**FAILED, "error": ""}),
    ("job_failed_says_why", {**DONE, "error": "Gagal."}),
]
# What the database may say instead.
ALSO = {
    "job_once_per_key": ("jobs_job.key",),  # SQLite names a unique index by its columns
    "job_state_known": ("job_beats_while_running",),  # broken as well, and PostgreSQL goes by the alphabet
}


def make(**fields) -> Job:
    plain = {"kind": "uji", "title": "Uji", "attempt_limit": 5, "created_at": NOW, "due_at": NOW}
    return Job.objects.create(**(plain | fields))


@pytest.mark.django_db
@pytest.mark.parametrize(("name", "fields"), BROKEN)
def test_the_database_refuses(name, fields):
    make(key="sama")
    with pytest.raises(IntegrityError) as refused, transaction.atomic():
        make(**fields)
    constraint = next(item for item in Job._meta.constraints if item.name == name)
    assert any(word in str(refused.value) for word in (name, *ALSO.get(name, ())))
    assert constraint.violation_error_message.endswith(".")


@pytest.mark.django_db
@pytest.mark.parametrize("fields", [{}, RUNNING, DONE, FAILED, {"error": "Gagal sekali."}, {"done": 2, "total": 2}])
def test_the_database_takes(fields):
    make(**fields)
    make(**fields)  # without a key any number
    assert Job.objects.count() == 2


def test_every_constraint_is_tested():
    assert {name for name, _ in BROKEN} == {constraint.name for constraint in Job._meta.constraints}


@pytest.mark.django_db
def test_one_pulse():
    with pytest.raises(IntegrityError, match="pulse_is_single"):
        Pulse.objects.create(pk=2, at=NOW)


def test_times_fit_each_other():
    """An attempt is ended before the queue hands it out again; beats are missed several times before it is dead."""
    timeout, retry = settings.Q_CLUSTER["timeout"], settings.Q_CLUSTER["retry"]
    assert timeout < retry < policies.TELL_AGAIN.total_seconds()
    assert policies.BEAT * 5 < policies.SILENCE < policies.UNHEARD


def test_the_queues_own_tables_are_not_in_the_admin():
    models = set(apps.get_app_config("django_q").get_models())
    assert (len(models) > 3, models & set(admin.site._registry)) == (True, set())
