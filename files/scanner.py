"""Asking clamd about a content, over its socket (man clamd: INSTREAM).

Our own forty lines: the one maintained client (clamav-client) is under the GPL, and of a file larger than clamd's
StreamMaxLength it says "broken pipe" instead of what clamd answered.
"""

import re
import socket
import struct
from contextlib import suppress
from typing import BinaryIO

PIECE = 256 * 1024
TIMEOUT = 120  # seconds clamd may take for an answer
FOUND = re.compile(r"stream: (?P<threat>.+) FOUND")


class Unreachable(Exception):
    """clamd does not answer; worth trying again."""


class CannotScan(Exception):
    """clamd answered that it cannot scan this; `str()` is what it said."""


def scan(file: BinaryIO, path: str) -> str:
    """What the clamd behind the socket at `path` found in the file; "" = nothing. Raises Unreachable, CannotScan."""
    try:
        with socket.socket(socket.AF_UNIX, socket.SOCK_STREAM) as clamd:
            clamd.settimeout(TIMEOUT)
            clamd.connect(path)
            clamd.sendall(b"zINSTREAM\0")
            with suppress(BrokenPipeError, ConnectionResetError):  # it has heard enough; its answer says why
                _send(file, clamd)
            answer = _answer(clamd)
    except OSError as error:
        raise Unreachable(f"{type(error).__name__}: {error}") from error
    if answer == "stream: OK":
        return ""
    if found := FOUND.fullmatch(answer):
        return found["threat"]
    if not answer:
        raise Unreachable("clamd closed the connection without an answer")
    raise CannotScan(answer)


def _send(file: BinaryIO, clamd: socket.socket) -> None:
    while piece := file.read(PIECE):
        clamd.sendall(struct.pack("!I", len(piece)) + piece)
    clamd.sendall(struct.pack("!I", 0))


def _answer(clamd: socket.socket) -> str:
    answer = b""
    with suppress(ConnectionResetError):
        while not answer.endswith(b"\0") and (piece := clamd.recv(4096)):
            answer += piece
    return answer.rstrip(b"\0\n").decode("utf-8", "replace")
