"""Background work: runs until it is stopped."""

from django.core.management.base import BaseCommand, CommandError
from django.utils import timezone

from jobs import keeper, worker


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
        elif keeper.keep():
            raise CommandError("Pekerja latar berhenti tanpa diminta.")
