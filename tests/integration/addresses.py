"""An address of every page, for tests that try them all."""

import re

from django.urls import URLPattern

# What stands for a part of an address: by the name of its converter, or by its own where there is none.
BY_CONVERTER = {
    "IntConverter": "1",
    "PeriodConverter": "2024-3",
    "PlaceConverter": "saran",
    "UUIDConverter": f"{1:032x}",
}
BY_NAME = {"app_label": "accounts", "url": "tidak-ada"}


def patterns(resolver, namespace="", prefix=""):
    """Every address of the URLconf as (name with namespace, pattern, an address it matches)."""
    for entry in resolver.url_patterns:
        address = prefix + _filled(entry.pattern)
        if isinstance(entry, URLPattern):
            yield f"{namespace}{entry.name or entry.lookup_str}", entry, address
        else:
            yield from patterns(entry, f"{namespace}{entry.namespace}:" if entry.namespace else namespace, address)


def _filled(pattern) -> str:
    """A piece of an address that the pattern matches."""
    if hasattr(pattern, "_route"):
        kinds = {name: type(converter).__name__ for name, converter in pattern.converters.items()}
        return re.sub(r"<(?:\w+:)?(\w+)>", lambda part: BY_CONVERTER.get(kinds[part[1]], "x"), pattern._route)
    return re.sub(r"\(\?P<(\w+)>[^)]*\)", lambda part: BY_NAME[part[1]], pattern._regex.strip("^$"))
