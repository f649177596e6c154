"""Background work: runs until it is stopped."""

import ctypes
import os
import signal

from django.core.management.base import BaseCommand, CommandError
from django.utils import timezone
from django_q.cluster import Cluster

from jobs import schedules, worker

PR_SET_PDEATHSIG = 1


class Command(BaseCommand):
    help = "Menjalankan pekerjaan latar sampai dihentikan; dengan --sekali hanya yang sudah waktunya, lalu selesai."

    def add_arguments(self, parser):
        parser.add_argument(
            "--sekali", action="store_true", help="kerjakan yang sudah waktunya dalam proses ini, lalu selesai"
        )

    def handle(self, *args, sekali: bool, **options):
        if sekali:
            made = worker.run_due(timezone.now())
            self.stdout.write(f"{made} percobaan pekerjaan dijalankan.")
            return
        schedules.write(timezone.now())
        worker.look()
        os.register_at_fork(after_in_child=_end_with_parent)
        cluster = Cluster()
        cluster.start()
        cluster.sentinel.join()  # until a signal stops it
        if cluster.sentinel.exitcode:
            raise CommandError("Pekerja latar berhenti tanpa diminta.")


def _end_with_parent() -> None:
    """The kernel ends this process with the one that made it, so that a killed worker leaves nobody behind."""
    ctypes.CDLL(None).prctl(PR_SET_PDEATHSIG, signal.SIGTERM)
