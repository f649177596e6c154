"""What lies in the private storage."""

from pathlib import Path

from django.core.files.storage import storages


def stored() -> dict[str, bytes]:
    """Every content by its name."""
    root = Path(storages["private"].location)
    return {str(path.relative_to(root)): path.read_bytes() for path in root.rglob("*") if path.is_file()}
