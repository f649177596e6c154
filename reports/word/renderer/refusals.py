"""Why a template is not filled."""

# What is wrong with the document itself.
DAMAGED, FETCHES, HOLDS, RUNS, FIELDS = "damaged", "fetches", "holds", "runs", "fields"
# What is wrong with its commands.
SYNTAX, FORBIDDEN, UNKNOWN, GROUP, BROKEN, TOO_MUCH, FAILED = (
    "syntax",
    "forbidden",
    "unknown",
    "group",
    "broken",
    "too-much",
    "failed",
)


class Refused(Exception):
    """The template cannot be filled. `kind` is one of the names above, `place` the part of the document where."""

    def __init__(self, kind: str, about: str = "", place: str = "") -> None:
        super().__init__(kind, about, place)
        self.kind, self.about, self.place = kind, about, place
