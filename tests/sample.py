"""The sample data for tests: load once per module, every test of the module starts from it.

How to use it: import the fixture in the `conftest.py` of a folder (or in one test module), then ask for it by name
together with pytest-django's `db` mark:

    from tests.sample import sample  # noqa: F401

    @pytest.mark.django_db
    def test_board(sample, client): ...

`sample` is the day of loading (a date). The rows live in a transaction around the whole module that is rolled back at
its end; each test runs in a savepoint inside it, so tests do not see each other's changes and other modules see
none of it. All tests of the module share it, those too that do not ask for it: a test that needs an empty database
stands in another module. Loading takes about three seconds per module and worker.

Only for `django_db` without `transaction=True`: a live server's threads do not see an open transaction; such tests call
`load(today)` themselves.
"""

from collections.abc import Iterator
from datetime import date, datetime, time

import pytest
from django.db import transaction
from django.utils import timezone

from evaluations.actions.sample import Counts, load_sample
from evaluations.queries import instruments


def load(today: date) -> Counts:
    """Load the sample data as on that day."""
    return load_sample(today=today, now=datetime.combine(today, time(12), tzinfo=timezone.get_default_timezone()))


@pytest.fixture(scope="module")
def sample(django_db_setup, django_db_blocker) -> Iterator[date]:
    """The sample data, loaded today; yields the day."""
    instruments.forget()
    with django_db_blocker.unblock(), transaction.atomic():
        today = timezone.localdate()
        load(today)
        with django_db_blocker.block():
            yield today
        transaction.set_rollback(True)
    instruments.forget()
