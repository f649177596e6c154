"""Why a template is not filled."""

UNREADABLE, SYNTAX, FORBIDDEN, UNKNOWN, BROKEN, TOO_MUCH, FAILED = (
    "unreadable",
    "syntax",
    "forbidden",
    "unknown",
    "broken",
    "too-much",
    "failed",
)


class Refused(Exception):
    """The template cannot be filled. `kind` is one of the names above."""

    def __init__(self, kind: str, about: str = "") -> None:
        super().__init__(kind, about)
        self.kind, self.about = kind, about
