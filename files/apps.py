from django.apps import AppConfig


class FilesConfig(AppConfig):
    """What people upload: checked, kept under random names, shown only through a page that asks whether they may."""

    name = "files"
    verbose_name = "Berkas"
