"""The web server is killed outright amid many saves: every acknowledged answer is there after the restart."""

import os
import re
import signal
import socket
import subprocess
import sys
import time
import urllib.request
from http.client import HTTPConnection, HTTPException
from itertools import count
from threading import Event, Thread
from urllib.parse import urlencode

import pytest
from django.conf import settings
from django.db import connection
from django.test import Client

from evaluations.actions.scores import recompute
from evaluations.models import Answer, Evaluation
from evaluations.queries.instruments import loaded
from history.models import Entry
from tests.conftest import ROOT
from tests.factories import EvaluationFactory, person
from units.roles import Role

pytestmark = pytest.mark.django_db(transaction=True)

PATIENCE = 60  # seconds; only a failing test waits that long
ROUNDS = 3  # how often the server is killed
BETWEEN = 40  # answers acknowledged between two kills
TOKEN = "k" * 32  # cookie and header must say the same


def until(look, what: str):
    """The first true answer of `look`."""
    end = time.monotonic() + PATIENCE
    while not (seen := look()):
        assert time.monotonic() < end, f"not within {PATIENCE} s: {what}"
        Event().wait(0.02)
    return seen


class Server:
    """gunicorn as in production, with its settings, on the test's database."""

    def __init__(self, folder):
        with socket.socket() as probe:
            probe.bind(("127.0.0.1", 0))
            self.port = probe.getsockname()[1]
        name = connection.settings_dict["NAME"]
        self.environment = os.environ | {
            "DJANGO_SETTINGS_MODULE": "zi_tracker.settings",
            "DATABASE_URL": f"sqlite:///{name}"
            if connection.vendor == "sqlite"
            else f"{os.environ['DATABASE_URL'].rpartition('/')[0]}/{name}",
            "DEBUG": "true",  # static files need no preparation
            "VAR_DIR": str(folder),
            "PORT": str(self.port),
            "WEB_CONCURRENCY": "2",
        }
        self.process = None

    def start(self) -> None:
        command = [sys.executable, "-m", "gunicorn", "--config", "gunicorn.conf.py", "zi_tracker.wsgi:application"]
        self.process = subprocess.Popen(command, cwd=ROOT, env=self.environment, start_new_session=True)
        until(self.answers, "the web server answers")

    def answers(self) -> bool:
        try:
            with urllib.request.urlopen(f"http://127.0.0.1:{self.port}/sehat/", timeout=5) as answer:
                return answer.read() == b"ok"
        except OSError:
            return False

    def kill(self) -> None:
        """All its processes at once, with no chance to finish anything."""
        os.killpg(self.process.pid, signal.SIGKILL)
        self.process.wait()


@pytest.fixture
def server(tmp_path):
    """A server that is stopped whatever happens."""
    made = Server(tmp_path)
    yield made
    if made.process and made.process.poll() is None:
        made.kill()


class Writer:
    """A person who answers some questions of a sheet again and again, each time differently, until the line breaks."""

    def __init__(self, evaluation: Evaluation, codes: list[str], server: Server):
        self.evaluation, self.codes, self.server = evaluation, codes, server
        client = Client()
        client.force_login(person(Role.UNIT_MEMBER, evaluation.unit), backend="accounts.backends.Backend")
        self.session = client.cookies[settings.SESSION_COOKIE_NAME].value
        self.acknowledged: dict[str, tuple[int, str, str]] = {}  # code -> version, option, note
        self.doubtful: tuple[str, str, str] | None = None  # code, option, note of the request that got no reply
        self.number = count()
        self.done = 0
        self.refused: list[tuple] = []

    def run(self) -> None:
        """First what is in doubt, as the browser's outbox does; then on."""
        while True:
            code, option, note = self.doubtful or self._next()
            self.doubtful = code, option, note
            try:
                status, body = self._post(code, option, note)
            except (OSError, HTTPException):
                return
            version = re.search(rf'name="{re.escape(code)}\.r" value="(\d+)"', body)
            if status != 200 or not version:
                self.refused.append((status, code, body))
                return
            self.acknowledged[code] = int(version[1]), option, note
            self.doubtful = None
            self.done += 1

    def _next(self) -> tuple[str, str, str]:
        number = next(self.number)
        return self.codes[number % len(self.codes)], "ABC"[number % 3], f"Putaran {number}"

    def _post(self, code: str, option: str, note: str) -> tuple[int, str]:
        version = self.acknowledged.get(code, (0, "", ""))[0]
        line = HTTPConnection("127.0.0.1", self.server.port, timeout=PATIENCE)
        try:
            line.request(
                "POST",
                f"/tw/2024-3/unit/{self.evaluation.unit.code}/lke/{code}/",
                urlencode({f"{code}.v": option, f"{code}.n": note, f"{code}.r": version}),
                {
                    "Content-Type": "application/x-www-form-urlencoded",
                    "Cookie": f"{settings.SESSION_COOKIE_NAME}={self.session}; {settings.CSRF_COOKIE_NAME}={TOKEN}",
                    "HX-Request": "true",
                    "X-CSRFToken": TOKEN,
                },
            )
            answer = line.getresponse()
            return answer.status, answer.read().decode()
        finally:
            line.close()

    def lost(self) -> list[str]:
        """What is not as this person was told: each acknowledged answer, or after it the one that got no reply."""
        rows = Answer.objects.filter(evaluation=self.evaluation, question__code__in=self.codes)
        stored = {row.question.code: (row.version, row.option, row.note) for row in rows.select_related("question")}
        allowed = {code: [told] for code, told in self.acknowledged.items()}
        if self.doubtful:
            code, option, note = self.doubtful
            told = allowed.setdefault(code, [None])
            told.append(((told[0][0] if told[0] else 0) + 1, option, note))
        return [
            f"{code}: {stored.get(code)} is none of {allowed.get(code)}"
            for code in sorted(stored.keys() | allowed.keys())
            if stored.get(code) not in allowed.get(code, [])
        ]


def half_written(evaluation: Evaluation) -> list[str]:
    """Answers whose history does not tell each of their versions, the last one as it stands, and scores that differ."""
    found = []
    for row in Answer.objects.filter(evaluation=evaluation).select_related("question"):
        topic = f"{row.question.code}/unit"
        told = list(Entry.objects.filter(subject="evaluation", subject_id=evaluation.pk, topic=topic).order_by("pk"))
        if len(told) != row.version or told[-1].new != {"jawaban": row.option, "catatan": row.note}:
            found.append(f"{topic}: version {row.version}, {len(told)} entries")
    _, different = recompute(evaluation=evaluation, repair=False)
    return found + [f"score of {assessor}" for assessor in different]


def test_a_save_on_sqlite_waits_for_the_disk(tmp_path):
    environment = os.environ | {
        "DJANGO_SETTINGS_MODULE": "zi_tracker.settings",
        "DATABASE_URL": f"sqlite:///{tmp_path / 'zi.sqlite3'}",
    }
    pragmas = "[connection.cursor().execute(f'PRAGMA {key}').fetchone()[0] for key in ('journal_mode', 'synchronous')]"
    code = f"import django; django.setup(); from django.db import connection; print({pragmas})"
    done = subprocess.run(
        [sys.executable, "-c", code], cwd=ROOT, env=environment, check=True, capture_output=True, text=True
    )
    assert done.stdout.strip() == "['wal', 2]"  # 2 is FULL


def test_every_acknowledged_answer_survives_the_death_of_the_server(server):
    sheets = [EvaluationFactory(), EvaluationFactory()]
    questions = loaded(sheets[0].period.instrument).instrument.questions.values()
    codes = [question.code for question in questions if not question.is_numeric and len(question.scale.values) >= 3][
        :24
    ]
    writers = [Writer(sheet, codes[part::2], server) for sheet in sheets for part in (0, 1)]
    for _ in range(ROUNDS):
        server.start()
        wanted = sum(writer.done for writer in writers) + BETWEEN
        threads = [Thread(target=writer.run) for writer in writers]
        for thread in threads:
            thread.start()
        until(lambda wanted=wanted: sum(writer.done for writer in writers) >= wanted, f"{BETWEEN} answers")
        server.kill()
        for thread in threads:
            thread.join(PATIENCE)
        assert [writer.refused for writer in writers] == [[]] * len(writers)
        assert [writer.lost() for writer in writers] == [[]] * len(writers)
        assert [half_written(sheet) for sheet in sheets] == [[], []]
        assert all(writer.doubtful for writer in writers)  # each was in the middle of a save
    assert all(writer.done for writer in writers)
