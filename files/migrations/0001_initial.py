import django.db.models.deletion
from django.conf import settings
from django.db import migrations, models

import files.models


class Migration(migrations.Migration):
    initial = True

    dependencies = [
        migrations.swappable_dependency(settings.AUTH_USER_MODEL),
    ]

    operations = [
        migrations.CreateModel(
            name="StoredFile",
            fields=[
                ("id", models.BigAutoField(auto_created=True, primary_key=True, serialize=False, verbose_name="ID")),
                ("name", models.CharField(max_length=200, verbose_name="nama berkas")),
                (
                    "kind",
                    models.CharField(
                        choices=[
                            ("pdf", "PDF"),
                            ("jpeg", "Gambar JPEG"),
                            ("png", "Gambar PNG"),
                            ("docx", "Dokumen Word"),
                            ("xlsx", "Lembar kerja Excel"),
                            ("pptx", "Presentasi PowerPoint"),
                            ("mp4", "Video MP4"),
                        ],
                        max_length=4,
                        verbose_name="jenis",
                    ),
                ),
                ("size", models.PositiveBigIntegerField(verbose_name="ukuran (bita)")),
                ("sha256", models.CharField(db_index=True, max_length=64, verbose_name="SHA-256")),
                (
                    "content",
                    models.FileField(
                        storage=files.models.private,
                        unique=True,
                        upload_to=files.models.random_path,
                        verbose_name="isi",
                    ),
                ),
                ("pages", models.PositiveIntegerField(blank=True, null=True, verbose_name="banyaknya halaman")),
                (
                    "scan",
                    models.CharField(
                        choices=[
                            ("unscanned", "Tanpa pemindaian virus"),
                            ("waiting", "Menunggu pemindaian virus"),
                            ("clean", "Bebas virus"),
                            ("infected", "Mengandung virus"),
                        ],
                        default="unscanned",
                        max_length=9,
                        verbose_name="pemindaian virus",
                    ),
                ),
                ("scanned_at", models.DateTimeField(blank=True, null=True, verbose_name="dipindai pada")),
                ("threat", models.CharField(blank=True, max_length=200, verbose_name="temuan pemindai")),
                ("stored_at", models.DateTimeField(verbose_name="diunggah pada")),
                (
                    "stored_by",
                    models.ForeignKey(
                        on_delete=django.db.models.deletion.PROTECT,
                        related_name="+",
                        to=settings.AUTH_USER_MODEL,
                        verbose_name="diunggah oleh",
                    ),
                ),
            ],
            options={
                "verbose_name": "berkas",
                "verbose_name_plural": "berkas",
                "ordering": ["-stored_at", "-pk"],
                "constraints": [
                    models.CheckConstraint(
                        condition=models.Q(("kind__in", ["pdf", "jpeg", "png", "docx", "xlsx", "pptx", "mp4"])),
                        name="file_kind_known",
                        violation_error_message="Jenis berkas tidak dikenal.",
                    ),
                    models.CheckConstraint(
                        condition=models.Q(("scan__in", ["unscanned", "waiting", "clean", "infected"])),
                        name="file_scan_known",
                        violation_error_message="Hasil pemindaian tidak dikenal.",
                    ),
                    models.CheckConstraint(
                        condition=models.Q(("size__gt", 0)),
                        name="file_not_empty",
                        violation_error_message="Berkas kosong.",
                    ),
                    models.CheckConstraint(
                        condition=models.Q(("sha256__regex", "^[0-9a-f]{64}$")),
                        name="file_sha256_whole",
                        violation_error_message="SHA-256 harus terdiri atas 64 angka heksadesimal.",
                    ),
                    models.CheckConstraint(
                        condition=models.Q(("name", ""), _negated=True),
                        name="file_named",
                        violation_error_message="Berkas harus bernama.",
                    ),
                    models.CheckConstraint(
                        condition=models.Q(
                            models.Q(("scan__in", ["unscanned", "waiting"]), ("scanned_at__isnull", True)),
                            models.Q(("scan__in", ["clean", "infected"]), ("scanned_at__isnull", False)),
                            _connector="OR",
                        ),
                        name="file_scanned_says_when",
                        violation_error_message="Hasil pemindaian harus menyebut waktunya.",
                    ),
                ],
            },
        ),
    ]
