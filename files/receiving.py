"""While an upload comes in: nothing over the limit of its kind is written, and a full disk is told, not crashed on."""

from contextlib import suppress
from io import BytesIO

from django.core.files.uploadedfile import UploadedFile
from django.core.files.uploadhandler import TemporaryFileUploadHandler

from files.contents import too_large
from files.exceptions import NoRoom, Rejected
from files.kinds import BY_EXTENSION, max_bytes
from files.names import extension_of
from files.room import NO_ROOM, is_full


class Unreceived(UploadedFile):
    """Stands for an upload that was broken off. `refusal` is why; files.actions.store raises it.

    It is empty, but its size is what came, so that forms which ask for a file see one.
    """

    def __init__(self, name: str, content_type: str, size: int, refusal: Rejected):
        super().__init__(BytesIO(), name, content_type, size)
        self.refusal = refusal


class UploadHandler(TemporaryFileUploadHandler):
    """As Django's: into a temporary file, piece by piece; but only up to the limit of the file's kind."""

    def new_file(self, *args, **kwargs):
        """A new file begins; its name tells how large it may become."""
        self.file, self.refusal, self.size = None, None, 0
        try:
            super().new_file(*args, **kwargs)
        except OSError as error:
            self._full(error)
        self.kind = BY_EXTENSION.get(extension_of(self.file_name))
        self.limit = max_bytes(self.kind)

    def receive_data_chunk(self, raw_data, start):
        """Write a piece, or let it pass when the file is refused already."""
        self.size += len(raw_data)
        if self.refusal is None and self.size > self.limit:
            self._give_up(too_large(self.kind))
        if self.refusal is None:
            try:
                self.file.write(raw_data)
            except OSError as error:
                self._full(error)

    def file_complete(self, file_size):
        """The uploaded file, or what stands for one that was refused."""
        if self.refusal is None:
            try:
                return super().file_complete(file_size)
            except OSError as error:  # what was still in memory is written now
                self._full(error)
        return Unreceived(self.file_name, self.content_type, max(self.size, 1), self.refusal)

    def upload_interrupted(self):
        """The line broke: nothing stays."""
        if self.file is not None:
            super().upload_interrupted()

    def _full(self, error: OSError) -> None:
        if not is_full(error):
            raise error
        self._give_up(NoRoom(NO_ROOM))

    def _give_up(self, refusal: Rejected) -> None:
        self.refusal = refusal
        if self.file is not None:
            with suppress(OSError):  # closing writes what is in memory, for which there may be no room either
                self.file.close()
            self.file = None
