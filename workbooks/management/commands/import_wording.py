"""The regulation's own sentences as a new version of the instrument."""

from argparse import ArgumentParser
from typing import Any

from django.core.management.base import BaseCommand, CommandError
from django.db import transaction
from django.utils import timezone

from evaluations.actions.instruments import reword_instrument
from evaluations.enums import InstrumentState
from evaluations.exceptions import Refused
from evaluations.models import Instrument
from evaluations.queries.instruments import loaded
from evaluations.scoring.library import InstrumentError
from workbooks.exceptions import Unreadable
from workbooks.reading.wording import Wording, read


class Command(BaseCommand):
    """Reads the form of Lampiran III (.xlsx) or the master soal (.json); weights, scales and minimums stay."""

    help = (
        "Mengambil kalimat resmi pertanyaan dan kriteria dari formulir Lampiran III (.xlsx) atau master soal PortalRB "
        "(.json) menjadi versi baru instrumen. Cara menghitung nilai tidak berubah. Aman diulang."
    )

    def add_arguments(self, parser: ArgumentParser) -> None:
        """The file, which instrument, and how far to go."""
        parser.add_argument("file", metavar="BERKAS", help="formulir Lampiran III (.xlsx) atau master soal (.json)")
        parser.add_argument("--instrumen", dest="identifier", default="permenpanrb-90-2021", help="pengenal instrumen")
        parser.add_argument(
            "--terbitkan", dest="publish", action="store_true", help="langsung terbitkan (bawaan: sebagai draf)"
        )
        parser.add_argument("--uji-coba", dest="rehearse", action="store_true", help="periksa saja, tidak menyimpan")

    def handle(self, *args: Any, **options: Any) -> None:
        """Says what was read and which version it became; raises CommandError for a file that does not fit."""
        source = _newest(options["identifier"])
        try:
            wording = read(options["file"], loaded(source).instrument)
            with transaction.atomic():
                row, is_new = reword_instrument(
                    instrument=source,
                    words={code: words.data() for code, words in wording.words.items()},
                    sha256=wording.sha256,
                    publish=options["publish"],
                    now=timezone.now(),
                )
                transaction.set_rollback(options["rehearse"])
        except (Unreadable, Refused, InstrumentError) as error:
            raise CommandError(str(error)) from error
        self.stdout.write(f"{_counts(wording)}. {_told(row, is_new, **options)}")


def _newest(identifier: str) -> Instrument:
    """The newest published version: the one that is worded anew."""
    rows = Instrument.objects.filter(identifier=identifier, state=InstrumentState.PUBLISHED)
    row = rows.order_by("-version").first()
    if row is None:
        raise CommandError(f"Instrumen terbit “{identifier}” tidak ada. Jalankan dahulu `manage.py load_instrument`.")
    return row


def _counts(wording: Wording) -> str:
    words = wording.words.values()
    criteria, labels = sum(len(one.criteria) for one in words), sum(len(one.labels) for one in words)
    return f"Dari {wording.source}: {len(wording.words)} pertanyaan, {criteria} kriteria, {labels} isian angka"


def _told(row: Instrument, is_new: bool, *, publish: bool, rehearse: bool, **_options: Any) -> str:
    state = "terbit" if row.is_published else "draf"
    if rehearse:
        return f"Uji coba: {row} akan menjadi {state}; tidak ada yang disimpan."
    if not is_new:
        return f"{row} ({state}) sudah dibuat dari berkas ini; tidak ada versi baru."
    if publish:
        return f"{row} dibuat dan terbit."
    return f"{row} dibuat sebagai draf. Periksa lalu terbitkan pada halaman admin."
