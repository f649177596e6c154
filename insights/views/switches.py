"""Links that change one part of an address and keep the others."""

from collections.abc import Mapping

from django.http import QueryDict


def switch(asked: QueryDict, name: str, labels: Mapping[str, str], current: str) -> list[dict]:
    """One link per key of `labels`; "" takes the part out of the address. The page of a list starts anew."""
    found = []
    for key, label in labels.items():
        query = asked.copy()
        query.pop("hal", None)
        query.pop(name, None)
        if key:
            query[name] = str(key)
        found.append({"label": label, "url": f"?{query.urlencode()}", "current": str(key) == current})
    return found
