from contextlib import suppress
from pathlib import Path

from django.apps import AppConfig
from django.conf import settings


class FilesConfig(AppConfig):
    """What people upload: checked, kept under random names, shown only through a page that asks whether they may."""

    name = "files"
    verbose_name = "Berkas"

    def ready(self):
        with suppress(OSError):  # when it cannot be made, Django's own check says that it is missing
            Path(settings.FILE_UPLOAD_TEMP_DIR).mkdir(mode=0o700, parents=True, exist_ok=True)
