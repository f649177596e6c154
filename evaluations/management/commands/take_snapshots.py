"""Record locked quarters that were locked before snapshots were taken."""

from django.core.management.base import BaseCommand
from django.utils import timezone

from evaluations.actions.snapshots import record_missing


class Command(BaseCommand):
    help = "Merekam penilaian pada periode terkunci yang belum mempunyai rekaman penguncian. Aman diulang."

    def handle(self, *args, verbosity: int, **options):
        counts = record_missing(now=timezone.now())
        for period, count in counts.items():
            self.stdout.write(f"{period}: {count} penilaian direkam sebagaimana keadaannya sekarang.")
        if not counts and verbosity > 0:
            self.stdout.write("Semua periode terkunci sudah direkam; tidak ada yang berubah.")
