"""What a job can run into. Sentences are Indonesian: they are shown to the person who asked for the job."""


class GiveUp(Exception):
    """Raised by a handler that will not succeed however often it is tried; `str()` is a sentence for the user."""


class TryAgain(Exception):
    """Raised by a handler that failed this time; `str()` is a sentence for the user, the cause for administrators."""


class Lost(BaseException):
    """The attempt was taken from this process (it was silent for too long); whatever it still does counts for nothing.

    Not an `Exception`: a handler that catches everything must not go on beside the attempt that replaced it.
    """


class UnknownKind(LookupError):
    """No handler is registered under that name: a mistake in the code, or a job of an older version."""


class CannotRetry(Exception):
    """This job is not tried again by hand; `str()` is a sentence for the user, `status` that of the page."""

    status = 409
