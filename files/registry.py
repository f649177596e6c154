"""Who wants to know that a virus was found: `files` knows neither evidence nor messages, so others tell it here.

    @on_infected
    def tell_the_uploader(*, file: StoredFile, now: datetime) -> None:
        ...

Handlers stand in `<app>/tasks.py` and run in the transaction that notes the finding.
"""

from collections.abc import Callable

HANDLERS: list[Callable] = []


def on_infected(handler: Callable) -> Callable:
    """Register the decorated function: `handler(*, file: StoredFile, now: datetime) -> None`."""
    HANDLERS.append(handler)
    return handler
