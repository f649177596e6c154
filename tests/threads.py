"""Several things at the same moment, on real connections. Only for tests with `django_db(transaction=True)`."""

from threading import Barrier, Thread

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
