"""Each test has a private storage of its own."""

from tests.integration.files.conftest import private_folder, use_storage

__all__ = ["private_folder", "use_storage"]
