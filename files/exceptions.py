"""Why a file is not taken or not shown. `str()` is an Indonesian sentence for the person, `status` the answer's."""


class Rejected(Exception):
    """The upload is not stored, or the file is not shown; nothing has changed."""

    status = 422


class TooLarge(Rejected):
    """More bytes than that kind of file may have."""

    status = 413


class NoRoom(Rejected):
    """The disk (or the bucket) is full."""

    status = 507


class Busy(Rejected):
    """The server draws as many pages at once as it may; worth trying again."""

    status = 503


class Gone(Rejected):
    """The content is not where it was put: the storage was moved or restored without it."""

    status = 410


class NotShown(Rejected):
    """The virus scanner has not yet said that the file is clean, or said that it is not."""

    status = 409
