from django.conf import settings
from django.core.management.base import BaseCommand, CommandError
from django.utils import timezone

from files.scans import ask_again


class Command(BaseCommand):
    help = "Mengantrekan lagi pemindaian virus bagi berkas yang masih menunggu."

    def add_arguments(self, parser):
        parser.add_argument(
            "--semua",
            action="store_true",
            help="juga berkas yang diunggah sebelum ada pemindai; berkas itu tidak ditampilkan sampai selesai dipindai",
        )

    def handle(self, *args, semua: bool, **options):
        if not settings.CLAMD_SOCKET:
            raise CommandError("CLAMD_SOCKET belum diatur, sehingga tidak ada pemindai.")
        asked = ask_again(unscanned=semua, now=timezone.now())
        self.stdout.write(f"{asked} berkas menunggu pemindaian.")
