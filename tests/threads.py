"""Several things at the same moment, on real connections. Only for tests with `django_db(transaction=True)`."""

from contextlib import contextmanager
from threading import Barrier, Event, Thread

from django.db import connection, connections


def at_once(*calls):
    """Run the calls in threads of their own that start together; each result or exception, in order."""
    barrier, results = Barrier(len(calls)), [None] * len(calls)

    def run(place, call):
        try:
            barrier.wait()
            results[place] = call()
        except Exception as error:  # the test looks at it
            results[place] = error
        finally:
            connections[connection.alias].close()

    threads = [Thread(target=run, args=item) for item in enumerate(calls)]
    for thread in threads:
        thread.start()
    for thread in threads:
        thread.join(60)
    return results


@contextmanager
def after_locking(model, locked: Event, wait_for: Event | None = None, seconds: float = 10):
    """Within, whoever's thread this is tells `locked` when it has the lock of rows of that model, then waits.

    A database without row locks (SQLite lets one write at a time) never does either.
    """

    def watch(execute, sql, params, many, context):
        result = execute(sql, params, many, context)
        if f'FROM "{model._meta.db_table}"' in sql and " FOR " in sql and not locked.is_set():
            locked.set()
            if wait_for:
                wait_for.wait(seconds)
        return result

    with connection.execute_wrapper(watch):
        yield


def wait_for_lock(locked: Event) -> None:
    """Wait until another thread told of its lock, where there are such locks."""
    if connection.features.has_select_for_update:
        locked.wait(10)
