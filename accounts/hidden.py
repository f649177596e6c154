"""Addresses that do not even tell whether something is there."""

from collections.abc import Callable


def hidden(view: Callable) -> Callable:
    """Decorator: who is not signed in gets 404 instead of the way to the sign-in page (LoginRequiredMiddleware).

    For documents: an address that was passed on says nothing to whoever may not open it.
    """
    view.is_hidden = True
    return view
