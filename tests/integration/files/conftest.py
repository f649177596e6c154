"""Each test has a private storage of its own."""

from collections.abc import Callable

import pytest
from django.core.files.storage import Storage, storages
from django.core.signals import request_finished
from django.db import close_old_connections

from files.models import StoredFile


@pytest.fixture
def use_storage(settings, monkeypatch) -> Callable[[dict], Storage]:
    """Makes what an entry of STORAGES describes the private storage."""

    def use(entry: dict) -> Storage:
        settings.STORAGES = settings.STORAGES | {"private": entry}
        monkeypatch.setattr(StoredFile._meta.get_field("content"), "storage", storages["private"])
        return storages["private"]

    return use


@pytest.fixture(autouse=True)
def private_folder(settings, tmp_path, use_storage):
    """An empty folder for what the test stores."""
    options = settings.STORAGES["private"]["OPTIONS"] | {"location": tmp_path / "private"}
    use_storage(settings.STORAGES["private"] | {"OPTIONS": options})
    return tmp_path / "private"


@pytest.fixture(autouse=True)
def _answers_close_alone():
    """Closing an answer closes the connection too, and with it the test's transaction (Django's client prevents it)."""
    request_finished.disconnect(close_old_connections)
    yield
    request_finished.connect(close_old_connections)
