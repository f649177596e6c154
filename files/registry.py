"""Who wants to know what the scanner said: `files` knows neither evidence nor messages, so others tell it here.

    @on_infected
    def tell_the_uploader(*, file: StoredFile, now: datetime) -> None:
        ...

Handlers stand in `<app>/tasks.py` and run in the transaction that notes the finding.
"""

from collections.abc import Callable

HANDLERS: list[Callable] = []
SCANNED: list[Callable] = []


def on_infected(handler: Callable) -> Callable:
    """Register the decorated function: `handler(*, file: StoredFile, now: datetime) -> None`."""
    HANDLERS.append(handler)
    return handler


def on_scanned(handler: Callable) -> Callable:
    """As `on_infected`, called whatever the scanner found: from now on the file is shown, or never.

    And when a file that was shown unscanned is sent to the scanner, and is not shown until that is over.
    """
    SCANNED.append(handler)
    return handler
