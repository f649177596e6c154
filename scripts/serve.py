"""The last step of `./run`: the web server and the worker side by side, until somebody stops them or one of them dies.

Each runs in a session of its own, so that Ctrl+C reaches only this process, which ends both in order: a request or a
job under way may finish, but not for longer than PATIENCE. The kernel ends both when this process is killed outright.
"""

import contextlib
import ctypes
import os
import signal
import subprocess
import sys
import time

PATIENCE = 30  # seconds for what is under way, as long as gunicorn waits for requests
SIGNALS = (signal.SIGINT, signal.SIGTERM, signal.SIGHUP)
PR_SET_PDEATHSIG = 1

PARTS = {
    "Peladen web": ["-m", "gunicorn", "--config", "gunicorn.conf.py", "zi_tracker.wsgi:application"],
    "Pekerja latar": ["manage.py", "run_worker"],
}


class Stopped(Exception):
    """Somebody asked to stop."""


def main() -> int:
    """Exit code: 0 when stopped, 1 when one part died by itself."""
    for number in SIGNALS:
        signal.signal(number, _stop)
    running: dict[str, subprocess.Popen] = {}
    died = None
    try:
        for name, arguments in PARTS.items():
            running[name] = _start(arguments)
        died = _first_to_die(running)
        _say(f"\n{died} berhenti tanpa diminta, jadi zi_tracker dihentikan. Jalankan ./run lagi.", sys.stderr)
    except Stopped:
        _say("\nMenghentikan zi_tracker...")
    try:
        _end(running.values())
    except Stopped:
        pass  # a second time: no more patience
    finally:
        _kill(running.values())
    return 1 if died else 0


def _stop(number, frame):
    raise Stopped


def _start(arguments: list[str]) -> subprocess.Popen:
    return subprocess.Popen(
        [sys.executable, *arguments],
        start_new_session=True,
        preexec_fn=lambda: ctypes.CDLL(None).prctl(PR_SET_PDEATHSIG, signal.SIGTERM),
    )


def _first_to_die(running: dict[str, subprocess.Popen]) -> str:
    """Waits until one part has ended; its name."""
    ended = os.waitid(os.P_ALL, 0, os.WEXITED | os.WNOWAIT).si_pid
    return next(name for name, part in running.items() if part.pid == ended)


def _end(parts) -> None:
    """Ask all to end and wait for them, PATIENCE seconds at most."""
    for part in parts:
        part.terminate()
    if not _ended(parts, 4):
        _say(f"Menunggu yang sedang berjalan, paling lama {PATIENCE} detik. Ctrl+C sekali lagi: berhenti seketika.")
        _ended(parts, PATIENCE)


def _ended(parts, seconds: float) -> bool:
    """Have all parts ended within that time?"""
    until = time.monotonic() + seconds
    for part in parts:
        try:
            part.wait(max(0, until - time.monotonic()))
        except subprocess.TimeoutExpired:
            return False
    return True


def _kill(parts) -> None:
    """Nobody of the sessions stays behind."""
    for number in SIGNALS:
        signal.signal(number, signal.SIG_IGN)
    for part in parts:
        with contextlib.suppress(ProcessLookupError):
            os.killpg(part.pid, signal.SIGKILL)
        part.wait()


def _say(sentence: str, to=None) -> None:
    print(sentence, file=to, flush=True)


if __name__ == "__main__":
    sys.exit(main())
