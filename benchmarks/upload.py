"""What an upload costs the server: `python -m benchmarks.upload`. Prints figures, judges nothing.

Sends files through a real gunicorn of one worker and prints, for each, the worker's memory before, the most it held
meanwhile and after, and the seconds from the first byte to the answer; last the seconds to refuse 2 GB.
"""

import os
import time
from collections.abc import Iterator
from http.client import HTTPConnection

from benchmarks.file_server import PORT, forget_peak, memory, prepare, serving
from tests import uploads

MEGABYTE = 1024 * 1024
PIECE = 256 * 1024
BOUNDARY = "-" * 20 + "zi-benchmark"
END = f"\r\n--{BOUNDARY}--\r\n".encode()


def films_and_documents() -> Iterator[tuple[str, bytes]]:
    """Names and contents, the largest ones just below their limits."""
    yield "1 MB.mp4", uploads.mp4(bytes(MEGABYTE - 2000))
    yield "1 MB.pdf", uploads.pdf() + b"\n%" + b" " * (MEGABYTE - 2000) + b"\n%%EOF\n"
    yield "25 MB.pdf", uploads.pdf(50) + b"\n%" + b" " * (25 * MEGABYTE - 40_000) + b"\n%%EOF\n"
    yield "25 MB.docx", uploads.docx(**{f"word/media/{n}.bin": os.urandom(MEGABYTE) for n in range(24)})
    yield "25 MB.mp4", uploads.mp4(bytes(25 * MEGABYTE - 2000))
    yield "100 MB.mp4", uploads.mp4(bytes(100 * MEGABYTE - 2000))


def send(cookie: str, name: str, content: bytes) -> tuple[int, float]:
    """Status of the answer, and seconds."""
    head = f'--{BOUNDARY}\r\nContent-Disposition: form-data; name="berkas"; filename="{name}"\r\n\r\n'.encode()
    line = HTTPConnection("127.0.0.1", PORT, timeout=120)
    start = time.perf_counter()
    _announce(line, cookie, len(head) + len(content) + len(END))
    line.send(head)
    view = memoryview(content)
    for at in range(0, len(content), PIECE):
        line.send(view[at : at + PIECE])
    line.send(END)
    answer = line.getresponse()
    answer.read()
    line.close()
    return answer.status, time.perf_counter() - start


def refused(cookie: str) -> tuple[int, float]:
    """Announces 2 GB and waits for the answer."""
    line = HTTPConnection("127.0.0.1", PORT, timeout=120)
    start = time.perf_counter()
    _announce(line, cookie, 2048 * MEGABYTE)
    answer = line.getresponse()
    line.close()
    return answer.status, time.perf_counter() - start


def _announce(line: HTTPConnection, cookie: str, length: int) -> None:
    line.putrequest("POST", "/uji/unggah/")
    line.putheader("Content-Type", f"multipart/form-data; boundary={BOUNDARY}")
    line.putheader("Accept", "application/json")
    line.putheader("Content-Length", str(length))
    line.putheader("Cookie", cookie)
    line.endheaders()


def main() -> None:
    """Prints a line for each file."""
    _, cookie = prepare()
    with serving() as worker:
        for _ in range(3):  # what every worker loads once
            send(cookie, "awal.pdf", uploads.pdf())
        print("file         status  seconds   before     peak    after  (MB held by the worker)")
        for name, content in films_and_documents():
            forget_peak(worker)
            before, _ = memory(worker)
            status, seconds = send(cookie, name, content)
            after, peak = memory(worker)
            print(f"{name:12} {status:6} {seconds:8.2f} {before:8.1f} {peak:8.1f} {after:8.1f}")
        forget_peak(worker)
        before, _ = memory(worker)
        status, seconds = refused(cookie)
        after, peak = memory(worker)
        print(f"{'2 GB':12} {status:6} {seconds:8.2f} {before:8.1f} {peak:8.1f} {after:8.1f}")


if __name__ == "__main__":
    main()
