"""A virus scanner on a real socket: speaks clamd's INSTREAM, and finds a virus in what holds EICAR."""

import socket
import struct
from pathlib import Path
from threading import Thread

EICAR = b"X5O!P%@AP[4\\PZX54(P^)7CC)7}$EICAR"
LARGEST = 2_000_000  # bytes it takes (StreamMaxLength)


class Clamd(Thread):
    """Answers one connection after the other until `stop`; `heard` is what it was sent. `says` replaces its answer."""

    def __init__(self, path: Path, says: bytes | None = None):
        super().__init__(daemon=True)
        self.heard: list[bytes] = []
        self._says = says
        self._socket = socket.socket(socket.AF_UNIX, socket.SOCK_STREAM)
        self._socket.bind(str(path))
        self._socket.listen()
        self.start()

    def run(self) -> None:
        while True:
            try:
                connection, _ = self._socket.accept()
            except OSError:
                return
            with connection, connection.makefile("rb") as stream:
                connection.sendall(self._answer(stream))

    def stop(self) -> None:
        self._socket.shutdown(socket.SHUT_RDWR)
        self._socket.close()
        self.join()

    def _answer(self, stream) -> bytes:
        if stream.read(10) != b"zINSTREAM\0":
            return b"UNKNOWN COMMAND\0"
        content = b""
        while size := struct.unpack("!I", stream.read(4))[0]:
            if len(content) + size > LARGEST:
                return b"INSTREAM size limit exceeded. ERROR\0"
            content += stream.read(size)
        self.heard.append(content)
        if self._says is not None:
            return self._says
        return b"stream: Eicar-Signature FOUND\0" if EICAR in content else b"stream: OK\0"
