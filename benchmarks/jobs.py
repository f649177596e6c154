"""What background work costs on SQLite: `python -m benchmarks.jobs`. Prints figures, judges nothing.

A person saves answers one after the other: without a worker, beside one that looks into an empty queue, and beside one
that works off many short jobs; and how many jobs were asked for and done per second meanwhile. A real worker process
on a database of its own in a temporary folder, with the application's own settings.
"""

import os
import signal
import subprocess
import sys
import tempfile
import time
from contextlib import contextmanager
from pathlib import Path
from statistics import quantiles
from threading import Event

ROUNDS = 5
JOBS = 100  # per round
SAVES = 40  # per round and line
PAUSE = 0.05  # seconds between two saves: twenty people at work

FOLDER = tempfile.TemporaryDirectory(prefix="zi-benchmark-")
os.environ.update(
    DJANGO_SETTINGS_MODULE="tests.slow.settings",
    SECRET_KEY="only-for-this-benchmark-" + "0123456789" * 4,
    VAR_DIR=FOLDER.name,
    DATABASE_URL=f"sqlite:///{Path(FOLDER.name) / 'zi.sqlite3'}",
    DEBUG="false",
    HTTPS="false",
    JOB_WORKERS="1",
)

import django  # noqa: E402 - the environment had to be set first

django.setup()

from django.conf import settings  # noqa: E402 - models need django.setup()
from django.core.management import call_command  # noqa: E402
from django.test import Client  # noqa: E402
from django.test.utils import setup_test_environment  # noqa: E402
from django.utils import timezone  # noqa: E402

from benchmarks.sheet import saving  # noqa: E402
from jobs import actions, queries  # noqa: E402
from jobs.enums import JobState  # noqa: E402
from jobs.models import Job  # noqa: E402
from tests.factories import EvaluationFactory, PeriodFactory, WorkUnitFactory, fill, person  # noqa: E402
from units.roles import Role  # noqa: E402


def prepare():
    """A request that saves one answer of a filled sheet."""
    settings.PASSWORD_HASHERS = ["django.contrib.auth.hashers.MD5PasswordHasher"]
    call_command("migrate", verbosity=0)
    settings.STATIC_ROOT.mkdir()  # WhiteNoise warns when it is missing
    unit = WorkUnitFactory()
    fill(EvaluationFactory(period=PeriodFactory(), unit=unit), "unit", "B")
    client = Client()
    client.force_login(person(Role.UNIT_MEMBER, unit), backend="accounts.backends.Backend")
    return saving(client, f"/tw/2024-3/unit/{unit.code}/lke/")


def save_for_a_while(save) -> list[float]:
    """Milliseconds of each save."""
    taken = []
    for _ in range(SAVES):
        start = time.perf_counter()
        response = save()
        taken.append((time.perf_counter() - start) * 1000)
        assert response.status_code == 200, response.status_code
        Event().wait(PAUSE)
    return taken


@contextmanager
def worker():
    """A worker process that has been heard of."""
    started = timezone.now()
    process = subprocess.Popen([sys.executable, "manage.py", "run_worker"])
    try:
        while (queries.heard_at() or started) <= started:
            Event().wait(0.1)
        Event().wait(3)  # its processes come up after its first sign of life
        yield
    finally:
        process.send_signal(signal.SIGTERM)
        process.wait()


def ask() -> float:
    """Seconds to ask for the jobs, each in a transaction of its own."""
    start = time.perf_counter()
    for _ in range(JOBS):
        actions.enqueue(kind="uji-singkat", payload={}, now=timezone.now())
    return time.perf_counter() - start


def work_off() -> float:
    """Seconds from the first end to the last, of the jobs asked for last."""
    while Job.objects.exclude(state=JobState.DONE).exists():
        Event().wait(0.2)
    ends = Job.objects.order_by("-pk").values_list("finished_at", flat=True)[:JOBS]
    return (max(ends) - min(ends)).total_seconds()


def show(name: str, taken: list[float]) -> None:
    cuts = quantiles(taken, n=20)
    print(f"save, {name:<12} median {cuts[9]:6.1f} ms   95 % {cuts[18]:6.1f} ms   longest {max(taken):6.1f} ms")


def main() -> None:
    """Prints three lines about saving and one about jobs. The three alternate, so that all see the same machine."""
    setup_test_environment()
    save = prepare()
    save_for_a_while(save)  # warm
    saved = {"no worker": [], "worker idle": [], "worker busy": []}
    asking = working = 0.0
    for _ in range(ROUNDS):
        saved["no worker"] += save_for_a_while(save)
        with worker():
            saved["worker idle"] += save_for_a_while(save)
            asking += ask()
            saved["worker busy"] += save_for_a_while(save)
            working += work_off()
    for name, taken in saved.items():
        show(name, taken)
    print(
        f"{JOBS * ROUNDS} jobs: asked for {JOBS * ROUNDS / asking:.0f} per second, done {JOBS * ROUNDS / working:.1f}"
    )


if __name__ == "__main__":
    main()
