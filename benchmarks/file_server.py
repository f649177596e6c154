"""A real gunicorn, as in production, on a database of its own in a temporary folder, and the memory it holds."""

import os
import socket
import subprocess
import sys
import tempfile
import time
import urllib.request
from collections.abc import Iterator
from contextlib import contextmanager
from pathlib import Path

ROOT = Path(__file__).resolve().parent.parent
FOLDER = tempfile.TemporaryDirectory(prefix="zi-benchmark-")
with socket.socket() as probe:
    probe.bind(("127.0.0.1", 0))
    PORT = probe.getsockname()[1]
os.environ.update(
    DJANGO_SETTINGS_MODULE="benchmarks.file_site.settings",
    SECRET_KEY="only-for-this-benchmark-" + "0123456789" * 4,
    VAR_DIR=FOLDER.name,
    DATABASE_URL=f"sqlite:///{Path(FOLDER.name) / 'zi.sqlite3'}",
    DEBUG="false",
    HTTPS="false",
    PORT=str(PORT),
    WEB_CONCURRENCY="1",
    UPLOAD_MAX_MB="25",
    UPLOAD_MAX_VIDEO_MB="100",
    CLAMD_SOCKET="",
    X_ACCEL_PREFIX="",
    S3_BUCKET="",
)

import django  # noqa: E402 - the environment had to be set first

django.setup()

from django.conf import settings  # noqa: E402 - models need django.setup()
from django.core.management import call_command  # noqa: E402
from django.test import Client  # noqa: E402

from accounts.models import User  # noqa: E402


def prepare() -> tuple[User, str]:
    """A database with one person in it, and the cookie that person is signed in with."""
    settings.STATIC_ROOT.mkdir()  # WhiteNoise warns when it is missing
    call_command("migrate", verbosity=0)
    user = User.objects.create(username="uji", full_name="Uji")
    client = Client()
    client.force_login(user, backend="accounts.backends.Backend")
    return user, f"{settings.SESSION_COOKIE_NAME}={client.cookies[settings.SESSION_COOKIE_NAME].value}"


@contextmanager
def serving() -> Iterator[int]:
    """The process id of the one worker of a server that answers."""
    command = [sys.executable, "-m", "gunicorn", "--config", "gunicorn.conf.py", "zi_tracker.wsgi:application"]
    process = subprocess.Popen(command, cwd=ROOT)
    try:
        _until_it_answers()
        yield int(Path(f"/proc/{process.pid}/task/{process.pid}/children").read_text().split()[0])
    finally:
        process.terminate()
        process.wait()


def memory(pid: int) -> tuple[float, float]:
    """Megabytes a process holds now, and the most it held since `forget_peak`."""
    status = Path(f"/proc/{pid}/status").read_text()
    lines = dict(line.split(":", 1) for line in status.splitlines() if ":" in line)
    return tuple(int(lines[name].split()[0]) / 1024 for name in ("VmRSS", "VmHWM"))


def forget_peak(pid: int) -> None:
    """From here on the peak is counted anew."""
    Path(f"/proc/{pid}/clear_refs").write_text("5")


def _until_it_answers() -> None:
    for _ in range(600):
        try:
            urllib.request.urlopen(f"http://127.0.0.1:{PORT}/sehat/", timeout=5).close()
        except OSError:
            time.sleep(0.1)
        else:
            return
    raise RuntimeError("the server does not answer")
