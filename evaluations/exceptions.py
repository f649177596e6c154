"""Domain words for "no". Each carries a sentence for the user; views turn the class into a status code."""


class Refused(Exception):
    """Base: the change does not happen. `str()` is an Indonesian sentence for the person."""

    status = 409


class NotAllowed(Refused):
    """This user may not do this."""

    status = 403


class WrongState(Refused):
    """The evaluation or the period is in a state that does not take this change."""


class DeadlinePassed(Refused):
    """The date for this work is over."""


class Stale(Refused):
    """Somebody changed the same answer in between. `current` is the row as it stands now."""

    def __init__(self, sentence: str, current=None):
        super().__init__(sentence)
        self.current = current


class UnitChanged(Refused):
    """The unit changed the answer that the TPI was about to judge."""


class Invalid(Refused):
    """A value that the instrument does not take. `field` names the figure at fault, "" the whole answer."""

    status = 422

    def __init__(self, sentence: str, field: str = ""):
        super().__init__(sentence)
        self.field = field


class Incomplete(Refused):
    """Something is still missing; `missing` lists it as sentences."""

    status = 422

    def __init__(self, sentence: str, missing: list[str]):
        super().__init__(sentence)
        self.missing = missing
