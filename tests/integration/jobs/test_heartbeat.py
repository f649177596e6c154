"""The thread that shows an attempt lives."""

import time
from datetime import timedelta
from threading import Event

import pytest

from jobs import actions, attempts, policies
from jobs.heartbeat import beating
from jobs.models import Job
from tests.factories import NOW
from tests.integration.jobs.kinds import kind

PATIENCE = 60  # seconds; only a failing test waits that long


@pytest.mark.django_db(transaction=True)
def test_a_busy_handler_is_heard(monkeypatch):
    monkeypatch.setattr(policies, "BEAT", timedelta(milliseconds=20))
    with kind(lambda run: {}) as name:
        job = attempts.claim(actions.enqueue(kind=name, payload={}, now=NOW).pk, now=NOW)
    end = time.monotonic() + PATIENCE
    with beating(job):
        while Job.objects.get().heartbeat_at == NOW:
            assert time.monotonic() < end, "no beat"
            Event().wait(0.02)
    assert attempts.succeed(job, result=None, now=NOW)
    assert Job.objects.get().heartbeat_at is None  # the thread has ended before the job does
