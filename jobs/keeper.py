"""Keeps a cluster of django-q's processes at work: starts it, and starts it anew when it lives but does nothing.

A process killed while it waits for work takes the lock of the cluster's inner queue with it: the others live on and
wait for ever. Only their silence tells.
"""

import ctypes
import logging
import os
import signal
from datetime import datetime

from django.db import DatabaseError, connection, connections
from django.utils import timezone
from django_q.cluster import Cluster

from jobs import policies, queries, queue, schedules, worker

logger = logging.getLogger(__name__)

WATCH = 10  # seconds between two looks at the cluster
PR_SET_PDEATHSIG = 1


def keep() -> int:
    """Run until a signal stops the cluster (0) or it dies (not 0)."""
    os.register_at_fork(after_in_child=_end_with_parent)
    while True:
        cluster = _start()
        if not _falls_silent(cluster, since=timezone.now()):
            return cluster.sentinel.exitcode
        logger.critical("the worker has done nothing for %s; starting it anew", policies.UNHEARD)
        cluster.sentinel.kill()
        cluster.sentinel.join()


def _start() -> Cluster:
    now = timezone.now()
    schedules.write(now)
    queue.release(now)
    worker.look()
    connections.close_all()  # a connection must not be shared with the processes forked now
    cluster = Cluster()
    cluster.start()
    return cluster


def _falls_silent(cluster: Cluster, *, since: datetime) -> bool:
    """Waits until the cluster has ended (False) or nothing has been heard of it for too long (True)."""
    while True:
        cluster.sentinel.join(WATCH)
        if not cluster.sentinel.is_alive():
            return False
        try:
            heard = queries.heard_at()
        except DatabaseError:  # without a database nobody can be heard; it may come back
            connection.close()
            continue
        if timezone.now() - max(heard or since, since) > policies.UNHEARD:
            return True


def _end_with_parent() -> None:
    """The kernel ends this process with the one that made it, so that a killed worker leaves nobody behind."""
    ctypes.CDLL(None).prctl(PR_SET_PDEATHSIG, signal.SIGTERM)
