"""Web server and worker as real processes on a database of their own: how they work, end and are killed."""

import os
import re
import shutil
import signal
import socket
import sqlite3
import subprocess
import sys
import time
import urllib.request
from collections.abc import Callable, Iterator
from pathlib import Path
from threading import Event

import pytest

from tests.conftest import ROOT

PATIENCE = 60  # seconds; only a failing test waits that long

ENQUEUE = """
import django; django.setup()
from django.utils import timezone
from jobs.actions import enqueue
enqueue(kind=%r, payload={"pipe": %r}, now=timezone.now())
"""


def until(look: Callable, what: str):
    """The first true answer of `look`."""
    end = time.monotonic() + PATIENCE
    while not (seen := look()):
        assert time.monotonic() < end, f"not within {PATIENCE} s: {what}"
        Event().wait(0.05)
    return seen


class Place:
    """A folder with a database, a free port, and what is started there."""

    def __init__(self, folder: Path):
        with socket.socket() as probe:
            probe.bind(("127.0.0.1", 0))
            self.port = probe.getsockname()[1]
        self.database = folder / "zi.sqlite3"
        self.pipe = folder / "pipe"
        os.mkfifo(self.pipe)
        self.environment = os.environ | {
            "DJANGO_SETTINGS_MODULE": "tests.slow.settings",
            "PYTHONPATH": str(ROOT),
            "VAR_DIR": str(folder),
            "DATABASE_URL": f"sqlite:///{self.database}",
            "DEBUG": "true",  # static files need no preparation
            "PORT": str(self.port),
            "WEB_CONCURRENCY": "1",
        }
        self.started: list[subprocess.Popen] = []

    def python(self, *arguments: str) -> None:
        subprocess.run([sys.executable, *arguments], cwd=ROOT, env=self.environment, check=True)

    def ask(self, kind: str) -> None:
        self.python("-c", ENQUEUE % (kind, str(self.pipe)))

    def start(self, *arguments: str) -> subprocess.Popen:
        process = subprocess.Popen(
            [sys.executable, *arguments],
            cwd=ROOT,
            env=self.environment,
            stdout=subprocess.PIPE,
            stderr=subprocess.STDOUT,
            text=True,
        )
        self.started.append(process)
        return process

    def serve(self) -> subprocess.Popen:
        """Both parts, answering."""
        pair = self.start("scripts/serve.py")
        until(self.answers, "the web server answers")
        return pair

    def answers(self) -> bool:
        try:
            with urllib.request.urlopen(f"http://127.0.0.1:{self.port}/sehat/", timeout=5) as answer:
                return answer.read() == b"ok"
        except OSError:
            return False

    def job(self) -> tuple:
        """State, attempts and result of the only job."""
        connection = sqlite3.connect(self.database, timeout=20)
        try:
            return connection.execute("SELECT state, attempts, result FROM jobs_job").fetchone()
        finally:
            connection.close()

    def let_time_pass(self) -> None:
        """The last beat becomes older than any living attempt's."""
        connection = sqlite3.connect(self.database, timeout=20)
        with connection:
            connection.execute("UPDATE jobs_job SET heartbeat_at = '2024-01-01 00:00:00'")
        connection.close()


@pytest.fixture(scope="module")
def empty_database(tmp_path_factory) -> Path:
    place = Place(tmp_path_factory.mktemp("empty"))
    place.python("manage.py", "migrate", "--verbosity", "0")
    return place.database


@pytest.fixture
def place(tmp_path, empty_database) -> Iterator[Place]:
    place = Place(tmp_path)
    shutil.copy(empty_database, place.database)
    yield place
    for pair in place.started:
        pair.kill()  # its parts end with it
        pair.stdout.close()
        pair.wait(PATIENCE)


def children(pid: int) -> dict[int, str]:
    """Processes started by that one: key -> command line."""
    found = {}
    for status in Path("/proc").glob("[0-9]*/status"):
        try:
            if re.search(rf"^PPid:\t{pid}$", status.read_text(), re.MULTILINE):
                found[int(status.parent.name)] = (status.parent / "cmdline").read_text().replace("\0", " ")
        except OSError:  # ended meanwhile
            continue
    return found


def descendants(pid: int) -> set[int]:
    own = children(pid)
    return set(own).union(*(descendants(child) for child in own))


def said(pair: subprocess.Popen) -> list[str]:
    """Why an ended pair says it ended. That it waits is left out: how long that takes is the machine's business."""
    lines = pair.stdout.read().splitlines()
    return [line for line in lines if line.endswith(("lagi.", "zi_tracker..."))]


def part(pair: subprocess.Popen, word: str) -> int:
    return next(pid for pid, command in children(pair.pid).items() if word in command)


def gone(pids: set[int]) -> bool:
    return not any(Path(f"/proc/{pid}").exists() for pid in pids)


def test_a_job_whose_worker_was_killed_is_taken_up_again(place):
    place.ask("uji-lambat")
    pair = place.serve()
    until(lambda: place.job() == ("running", 1, None), "the first attempt runs")
    everybody = descendants(pair.pid)

    os.kill(part(pair, "run_worker"), signal.SIGKILL)
    assert pair.wait(PATIENCE) == 1
    assert said(pair) == ["Pekerja latar berhenti tanpa diminta, jadi zi_tracker dihentikan. Jalankan ./run lagi."]
    until(lambda: gone(everybody), "web server and worker are gone")
    assert place.job() == ("running", 1, None)  # nobody was left to say otherwise

    place.let_time_pass()
    place.serve()
    until(lambda: place.job() == ("done", 2, '{"attempt": 2}'), "the second attempt succeeds")


def test_the_worker_ends_with_the_web_server(place):
    pair = place.serve()
    everybody = descendants(pair.pid)
    os.kill(part(pair, "gunicorn"), signal.SIGKILL)
    assert pair.wait(PATIENCE) == 1
    assert said(pair) == ["Peladen web berhenti tanpa diminta, jadi zi_tracker dihentikan. Jalankan ./run lagi."]
    until(lambda: gone(everybody), "web server and worker are gone")


@pytest.mark.parametrize("number", [signal.SIGINT, signal.SIGTERM], ids=["Ctrl-C", "TERM"])
def test_both_stop_when_asked(place, number):
    pair = place.serve()
    until(lambda: len(descendants(pair.pid)) == 7, "all processes are there")  # web 1 + 1, worker 1 + 1 + 3
    everybody = descendants(pair.pid)
    pair.send_signal(number)
    assert pair.wait(PATIENCE) == 0
    assert said(pair) == ["Menghentikan zi_tracker..."]
    assert gone(everybody)


def test_nobody_stays_when_run_itself_is_killed(place):
    pair = place.serve()
    everybody = descendants(pair.pid)
    pair.kill()
    until(lambda: gone(everybody), "web server and worker are gone")


def test_a_job_under_way_is_waited_for(place):
    place.ask("uji-lambat")
    pair = place.serve()
    until(lambda: place.job() == ("running", 1, None), "the first attempt runs")
    pair.send_signal(signal.SIGINT)
    assert [pair.stdout.readline() for _ in range(3)] == [
        "\n",
        "Menghentikan zi_tracker...\n",
        "Menunggu yang sedang berjalan, paling lama 30 detik. Ctrl+C sekali lagi: berhenti seketika.\n",
    ]
    place.pipe.write_text("selesai")
    assert pair.wait(PATIENCE) == 0
    assert place.job() == ("done", 1, '{"attempt": 1}')


def test_a_second_ctrl_c_waits_for_nothing(place):
    place.ask("uji-lambat")
    pair = place.serve()
    until(lambda: place.job() == ("running", 1, None), "the first attempt runs")
    everybody = descendants(pair.pid)
    pair.send_signal(signal.SIGINT)
    until(lambda: "Menunggu" in pair.stdout.readline(), "it says that it waits")
    pair.send_signal(signal.SIGINT)
    assert pair.wait(PATIENCE) == 0
    until(lambda: gone(everybody), "web server and worker are gone")
    assert place.job() == ("running", 1, None)


def test_a_cluster_that_lives_but_does_nothing_is_started_anew(place):
    """Its process is killed while it waits for work, and with it the lock of the inner queue is lost."""
    place.environment["UNHEARD"] = "15"
    worker = place.start("manage.py", "run_worker")
    sentinel = until(lambda: list(children(worker.pid)), "the cluster is there")[0]
    processes = until(lambda: len(found := sorted(children(sentinel))) == 3 and found, "its processes are there")
    os.kill(processes[0], signal.SIGKILL)  # the first one made is the one that runs jobs
    until(lambda: len({*children(sentinel)} - {*processes}) == 1, "another takes its place")
    place.ask("uji-singkat")
    until(lambda: place.job() == ("done", 1, None), "the job is done")
    assert (gone({sentinel}), worker.poll()) == (True, None)  # by another cluster of the same worker
    worker.send_signal(signal.SIGTERM)
    assert worker.wait(PATIENCE) == 0
