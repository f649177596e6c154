import django.db.models.deletion
from django.conf import settings
from django.db import migrations, models


class Migration(migrations.Migration):
    dependencies = [
        ("evaluations", "0005_refuse_snapshot_changes"),
        ("files", "0001_initial"),
        ("units", "0003_user_import"),
        migrations.swappable_dependency(settings.AUTH_USER_MODEL),
    ]

    operations = [
        migrations.AddField(
            model_name="score",
            name="unproven",
            field=models.PositiveSmallIntegerField(default=0, verbose_name="tanpa bukti yang cukup"),
        ),
        migrations.CreateModel(
            name="Evidence",
            fields=[
                ("id", models.BigAutoField(auto_created=True, primary_key=True, serialize=False, verbose_name="ID")),
                ("made_at", models.DateTimeField(verbose_name="ditambahkan pada")),
                (
                    "made_by",
                    models.ForeignKey(
                        on_delete=django.db.models.deletion.PROTECT,
                        related_name="+",
                        to=settings.AUTH_USER_MODEL,
                        verbose_name="ditambahkan oleh",
                    ),
                ),
                (
                    "unit",
                    models.ForeignKey(
                        on_delete=django.db.models.deletion.PROTECT,
                        related_name="evidence",
                        to="units.workunit",
                        verbose_name="unit kerja",
                    ),
                ),
            ],
            options={
                "verbose_name": "data dukung",
                "verbose_name_plural": "data dukung",
                "ordering": ["-made_at", "-pk"],
            },
        ),
        migrations.CreateModel(
            name="EvidenceVersion",
            fields=[
                ("id", models.BigAutoField(auto_created=True, primary_key=True, serialize=False, verbose_name="ID")),
                ("number", models.PositiveSmallIntegerField(verbose_name="versi")),
                ("title", models.CharField(max_length=200, verbose_name="judul")),
                ("url", models.URLField(blank=True, max_length=1000, verbose_name="tautan")),
                ("valid_until", models.DateField(blank=True, null=True, verbose_name="berlaku sampai")),
                ("made_at", models.DateTimeField(verbose_name="ditambahkan pada")),
                (
                    "evidence",
                    models.ForeignKey(
                        on_delete=django.db.models.deletion.PROTECT,
                        related_name="versions",
                        to="evaluations.evidence",
                        verbose_name="data dukung",
                    ),
                ),
                (
                    "file",
                    models.ForeignKey(
                        blank=True,
                        null=True,
                        on_delete=django.db.models.deletion.PROTECT,
                        related_name="evidence",
                        to="files.storedfile",
                        verbose_name="berkas",
                    ),
                ),
                (
                    "made_by",
                    models.ForeignKey(
                        on_delete=django.db.models.deletion.PROTECT,
                        related_name="+",
                        to=settings.AUTH_USER_MODEL,
                        verbose_name="ditambahkan oleh",
                    ),
                ),
            ],
            options={
                "verbose_name": "versi data dukung",
                "verbose_name_plural": "versi data dukung",
                "ordering": ["evidence", "number"],
            },
        ),
        migrations.CreateModel(
            name="EvidenceUse",
            fields=[
                ("id", models.BigAutoField(auto_created=True, primary_key=True, serialize=False, verbose_name="ID")),
                ("place", models.CharField(blank=True, max_length=100, verbose_name="letak bukti")),
                ("added_at", models.DateTimeField(verbose_name="dilampirkan pada")),
                (
                    "is_carried",
                    models.BooleanField(
                        default=False, verbose_name="dibawa dari triwulan sebelumnya, belum dikonfirmasi"
                    ),
                ),
                ("confirmed_at", models.DateTimeField(blank=True, null=True, verbose_name="dikonfirmasi pada")),
                ("withdrawn_at", models.DateTimeField(blank=True, null=True, verbose_name="ditarik pada")),
                (
                    "verdict",
                    models.CharField(
                        blank=True,
                        choices=[("memadai", "Memadai"), ("kurang", "Kurang"), ("tidak_relevan", "Tidak relevan")],
                        max_length=13,
                        verbose_name="penilaian TPI",
                    ),
                ),
                ("verdict_note", models.TextField(blank=True, max_length=2000, verbose_name="catatan TPI")),
                ("verdict_at", models.DateTimeField(blank=True, null=True, verbose_name="dinilai pada")),
                (
                    "added_by",
                    models.ForeignKey(
                        on_delete=django.db.models.deletion.PROTECT,
                        related_name="+",
                        to=settings.AUTH_USER_MODEL,
                        verbose_name="dilampirkan oleh",
                    ),
                ),
                (
                    "confirmed_by",
                    models.ForeignKey(
                        blank=True,
                        null=True,
                        on_delete=django.db.models.deletion.PROTECT,
                        related_name="+",
                        to=settings.AUTH_USER_MODEL,
                        verbose_name="dikonfirmasi oleh",
                    ),
                ),
                (
                    "evaluation",
                    models.ForeignKey(
                        on_delete=django.db.models.deletion.PROTECT,
                        related_name="evidence_uses",
                        to="evaluations.evaluation",
                        verbose_name="penilaian",
                    ),
                ),
                (
                    "evidence",
                    models.ForeignKey(
                        on_delete=django.db.models.deletion.PROTECT,
                        related_name="uses",
                        to="evaluations.evidence",
                        verbose_name="data dukung",
                    ),
                ),
                (
                    "question",
                    models.ForeignKey(
                        on_delete=django.db.models.deletion.PROTECT,
                        related_name="evidence_uses",
                        to="evaluations.question",
                        verbose_name="pertanyaan",
                    ),
                ),
                (
                    "since",
                    models.ForeignKey(
                        on_delete=django.db.models.deletion.PROTECT,
                        related_name="+",
                        to="evaluations.period",
                        verbose_name="dipakai sejak",
                    ),
                ),
                (
                    "verdict_by",
                    models.ForeignKey(
                        blank=True,
                        null=True,
                        on_delete=django.db.models.deletion.PROTECT,
                        related_name="+",
                        to=settings.AUTH_USER_MODEL,
                        verbose_name="dinilai oleh",
                    ),
                ),
                (
                    "withdrawn_by",
                    models.ForeignKey(
                        blank=True,
                        null=True,
                        on_delete=django.db.models.deletion.PROTECT,
                        related_name="+",
                        to=settings.AUTH_USER_MODEL,
                        verbose_name="ditarik oleh",
                    ),
                ),
                (
                    "verdict_version",
                    models.ForeignKey(
                        blank=True,
                        null=True,
                        on_delete=django.db.models.deletion.PROTECT,
                        related_name="+",
                        to="evaluations.evidenceversion",
                        verbose_name="versi dinilai",
                    ),
                ),
                (
                    "version",
                    models.ForeignKey(
                        on_delete=django.db.models.deletion.PROTECT,
                        related_name="uses",
                        to="evaluations.evidenceversion",
                        verbose_name="versi",
                    ),
                ),
            ],
            options={
                "verbose_name": "data dukung pada pertanyaan",
                "verbose_name_plural": "data dukung pada pertanyaan",
                "ordering": ["evaluation", "question__order", "added_at", "pk"],
            },
        ),
        migrations.CreateModel(
            name="Recommendation",
            fields=[
                ("id", models.BigAutoField(auto_created=True, primary_key=True, serialize=False, verbose_name="ID")),
                ("number", models.PositiveIntegerField(verbose_name="nomor")),
                ("code", models.CharField(blank=True, max_length=20, verbose_name="pertanyaan atau bagian")),
                (
                    "area",
                    models.PositiveSmallIntegerField(blank=True, null=True, verbose_name="area perubahan (Pokja)"),
                ),
                ("text", models.TextField(max_length=2000, verbose_name="rekomendasi")),
                (
                    "priority",
                    models.CharField(
                        choices=[("high", "Tinggi"), ("medium", "Sedang"), ("low", "Rendah")],
                        default="medium",
                        max_length=6,
                        verbose_name="prioritas",
                    ),
                ),
                ("due_on", models.DateField(blank=True, null=True, verbose_name="batas waktu")),
                ("year", models.PositiveSmallIntegerField(verbose_name="tahun")),
                (
                    "quarter",
                    models.PositiveSmallIntegerField(
                        choices=[(1, "I"), (2, "II"), (3, "III"), (4, "IV")], verbose_name="triwulan"
                    ),
                ),
                (
                    "state",
                    models.CharField(
                        choices=[
                            ("open", "Terbuka"),
                            ("in_progress", "Sedang ditindaklanjuti"),
                            ("done_by_unit", "Selesai menurut unit"),
                            ("settled", "Dinyatakan tuntas"),
                            ("impossible", "Tidak dapat ditindaklanjuti"),
                        ],
                        default="open",
                        max_length=12,
                        verbose_name="status",
                    ),
                ),
                ("made_at", models.DateTimeField(verbose_name="ditulis pada")),
                ("sent_at", models.DateTimeField(blank=True, null=True, verbose_name="disampaikan pada")),
                ("closed_at", models.DateTimeField(blank=True, null=True, verbose_name="ditutup pada")),
                (
                    "closed_by",
                    models.ForeignKey(
                        blank=True,
                        null=True,
                        on_delete=django.db.models.deletion.PROTECT,
                        related_name="+",
                        to=settings.AUTH_USER_MODEL,
                        verbose_name="ditutup oleh",
                    ),
                ),
                (
                    "evaluation",
                    models.ForeignKey(
                        blank=True,
                        null=True,
                        on_delete=django.db.models.deletion.PROTECT,
                        related_name="recommendations",
                        to="evaluations.evaluation",
                        verbose_name="penilaian",
                    ),
                ),
                (
                    "made_by",
                    models.ForeignKey(
                        on_delete=django.db.models.deletion.PROTECT,
                        related_name="+",
                        to=settings.AUTH_USER_MODEL,
                        verbose_name="ditulis oleh",
                    ),
                ),
                (
                    "responsible",
                    models.ForeignKey(
                        blank=True,
                        null=True,
                        on_delete=django.db.models.deletion.PROTECT,
                        related_name="recommendations",
                        to=settings.AUTH_USER_MODEL,
                        verbose_name="penanggung jawab",
                    ),
                ),
                (
                    "sent_by",
                    models.ForeignKey(
                        blank=True,
                        null=True,
                        on_delete=django.db.models.deletion.PROTECT,
                        related_name="+",
                        to=settings.AUTH_USER_MODEL,
                        verbose_name="disampaikan oleh",
                    ),
                ),
                (
                    "unit",
                    models.ForeignKey(
                        on_delete=django.db.models.deletion.PROTECT,
                        related_name="recommendations",
                        to="units.workunit",
                        verbose_name="unit kerja",
                    ),
                ),
            ],
            options={
                "verbose_name": "rekomendasi",
                "verbose_name_plural": "rekomendasi",
                "ordering": ["unit__code", "number"],
            },
        ),
        migrations.CreateModel(
            name="FollowUp",
            fields=[
                ("id", models.BigAutoField(auto_created=True, primary_key=True, serialize=False, verbose_name="ID")),
                ("number", models.PositiveSmallIntegerField(verbose_name="urutan")),
                ("action", models.CharField(max_length=20, verbose_name="langkah")),
                (
                    "state",
                    models.CharField(
                        choices=[
                            ("open", "Terbuka"),
                            ("in_progress", "Sedang ditindaklanjuti"),
                            ("done_by_unit", "Selesai menurut unit"),
                            ("settled", "Dinyatakan tuntas"),
                            ("impossible", "Tidak dapat ditindaklanjuti"),
                        ],
                        max_length=12,
                        verbose_name="status sesudahnya",
                    ),
                ),
                ("text", models.TextField(blank=True, max_length=5000, verbose_name="uraian")),
                ("at", models.DateTimeField(verbose_name="waktu")),
                (
                    "by",
                    models.ForeignKey(
                        on_delete=django.db.models.deletion.PROTECT,
                        related_name="+",
                        to=settings.AUTH_USER_MODEL,
                        verbose_name="oleh",
                    ),
                ),
                (
                    "evidence",
                    models.ManyToManyField(
                        blank=True,
                        related_name="follow_ups",
                        to="evaluations.evidenceversion",
                        verbose_name="data dukung",
                    ),
                ),
                (
                    "recommendation",
                    models.ForeignKey(
                        on_delete=django.db.models.deletion.PROTECT,
                        related_name="follow_ups",
                        to="evaluations.recommendation",
                        verbose_name="rekomendasi",
                    ),
                ),
            ],
            options={
                "verbose_name": "tindak lanjut",
                "verbose_name_plural": "tindak lanjut",
                "ordering": ["recommendation", "number"],
            },
        ),
        migrations.CreateModel(
            name="AreaOwner",
            fields=[
                ("id", models.BigAutoField(auto_created=True, primary_key=True, serialize=False, verbose_name="ID")),
                ("area", models.PositiveSmallIntegerField(verbose_name="area perubahan")),
                ("since", models.DateTimeField(verbose_name="sejak")),
                (
                    "named_by",
                    models.ForeignKey(
                        on_delete=django.db.models.deletion.PROTECT,
                        related_name="+",
                        to=settings.AUTH_USER_MODEL,
                        verbose_name="ditetapkan oleh",
                    ),
                ),
                (
                    "unit",
                    models.ForeignKey(
                        on_delete=django.db.models.deletion.PROTECT,
                        related_name="area_owners",
                        to="units.workunit",
                        verbose_name="unit kerja",
                    ),
                ),
                (
                    "user",
                    models.ForeignKey(
                        on_delete=django.db.models.deletion.PROTECT,
                        related_name="areas",
                        to=settings.AUTH_USER_MODEL,
                        verbose_name="anggota Pokja",
                    ),
                ),
            ],
            options={
                "verbose_name": "anggota Pokja",
                "verbose_name_plural": "anggota Pokja",
                "ordering": ["unit", "area", "user"],
                "constraints": [
                    models.UniqueConstraint(
                        fields=("unit", "area", "user"),
                        name="area_owner_once",
                        violation_error_message="Orang ini sudah menjadi anggota Pokja tersebut.",
                    ),
                    models.CheckConstraint(
                        condition=models.Q(("area__gte", 1)),
                        name="area_owner_area_positive",
                        violation_error_message="Area perubahan dimulai dari 1.",
                    ),
                ],
            },
        ),
        migrations.AddConstraint(
            model_name="evidenceversion",
            constraint=models.UniqueConstraint(
                fields=("evidence", "number"),
                name="evidence_version_once",
                violation_error_message="Versi data dukung ini sudah ada.",
            ),
        ),
        migrations.AddConstraint(
            model_name="evidenceversion",
            constraint=models.CheckConstraint(
                condition=models.Q(("number__gte", 1)),
                name="evidence_version_positive",
                violation_error_message="Versi data dukung dimulai dari 1.",
            ),
        ),
        migrations.AddConstraint(
            model_name="evidenceversion",
            constraint=models.CheckConstraint(
                condition=models.Q(("title", ""), _negated=True),
                name="evidence_titled",
                violation_error_message="Tulis judul data dukung.",
            ),
        ),
        migrations.AddConstraint(
            model_name="evidenceversion",
            constraint=models.CheckConstraint(
                condition=models.Q(
                    models.Q(("file__isnull", False), ("url", "")),
                    models.Q(("file__isnull", True), ("url__regex", "^https?://")),
                    _connector="OR",
                ),
                name="evidence_file_or_link",
                violation_error_message="Data dukung berupa berkas atau tautan http/https.",
            ),
        ),
        migrations.AddConstraint(
            model_name="evidenceuse",
            constraint=models.UniqueConstraint(
                condition=models.Q(("withdrawn_at__isnull", True)),
                fields=("evaluation", "question", "evidence"),
                name="evidence_use_once",
                violation_error_message="Data dukung ini sudah dilampirkan pada pertanyaan tersebut.",
            ),
        ),
        migrations.AddConstraint(
            model_name="evidenceuse",
            constraint=models.CheckConstraint(
                condition=models.Q(("is_carried", False), ("confirmed_at__isnull", True), _connector="OR"),
                name="evidence_use_carried_until_confirmed",
                violation_error_message="Data dukung yang sudah dikonfirmasi tidak lagi berstatus dibawa.",
            ),
        ),
        migrations.AddConstraint(
            model_name="evidenceuse",
            constraint=models.CheckConstraint(
                condition=models.Q(
                    models.Q(("confirmed_at__isnull", True), ("confirmed_by__isnull", True)),
                    models.Q(("confirmed_at__isnull", False), ("confirmed_by__isnull", False)),
                    _connector="OR",
                ),
                name="evidence_use_confirmed_at_and_by",
                violation_error_message="Konfirmasi harus menyebut waktu dan orangnya.",
            ),
        ),
        migrations.AddConstraint(
            model_name="evidenceuse",
            constraint=models.CheckConstraint(
                condition=models.Q(
                    models.Q(("withdrawn_at__isnull", True), ("withdrawn_by__isnull", True)),
                    models.Q(("withdrawn_at__isnull", False), ("withdrawn_by__isnull", False)),
                    _connector="OR",
                ),
                name="evidence_use_withdrawn_at_and_by",
                violation_error_message="Penarikan harus menyebut waktu dan orangnya.",
            ),
        ),
        migrations.AddConstraint(
            model_name="evidenceuse",
            constraint=models.CheckConstraint(
                condition=models.Q(
                    ("verdict", ""), ("verdict__in", ["memadai", "kurang", "tidak_relevan"]), _connector="OR"
                ),
                name="evidence_use_verdict_known",
                violation_error_message="Penilaian data dukung tidak dikenal.",
            ),
        ),
        migrations.AddConstraint(
            model_name="evidenceuse",
            constraint=models.CheckConstraint(
                condition=models.Q(
                    models.Q(
                        ("verdict", ""),
                        ("verdict_at__isnull", True),
                        ("verdict_by__isnull", True),
                        ("verdict_version__isnull", True),
                    ),
                    models.Q(
                        models.Q(("verdict", ""), _negated=True),
                        ("verdict_at__isnull", False),
                        ("verdict_by__isnull", False),
                        ("verdict_version__isnull", False),
                    ),
                    _connector="OR",
                ),
                name="evidence_use_verdict_says_who",
                violation_error_message="Penilaian data dukung harus menyebut waktu, orang, dan versinya.",
            ),
        ),
        migrations.AddConstraint(
            model_name="evidenceuse",
            constraint=models.CheckConstraint(
                condition=models.Q(
                    ("verdict__in", ["", "memadai"]), models.Q(("verdict_note", ""), _negated=True), _connector="OR"
                ),
                name="evidence_use_doubt_says_why",
                violation_error_message="Tulis catatan mengapa data dukung kurang atau tidak relevan.",
            ),
        ),
        migrations.AddIndex(
            model_name="recommendation",
            index=models.Index(fields=["state", "due_on"], name="recommendation_waiting"),
        ),
        migrations.AddConstraint(
            model_name="recommendation",
            constraint=models.UniqueConstraint(
                fields=("unit", "number"),
                name="recommendation_numbered_once",
                violation_error_message="Nomor rekomendasi ini sudah dipakai unit tersebut.",
            ),
        ),
        migrations.AddConstraint(
            model_name="recommendation",
            constraint=models.CheckConstraint(
                condition=models.Q(("state__in", ["open", "in_progress", "done_by_unit", "settled", "impossible"])),
                name="recommendation_state_known",
                violation_error_message="Status rekomendasi tidak dikenal.",
            ),
        ),
        migrations.AddConstraint(
            model_name="recommendation",
            constraint=models.CheckConstraint(
                condition=models.Q(("priority__in", ["high", "medium", "low"])),
                name="recommendation_priority_known",
                violation_error_message="Prioritas tidak dikenal.",
            ),
        ),
        migrations.AddConstraint(
            model_name="recommendation",
            constraint=models.CheckConstraint(
                condition=models.Q(("quarter__in", [1, 2, 3, 4])),
                name="recommendation_quarter_known",
                violation_error_message="Triwulan harus I sampai IV.",
            ),
        ),
        migrations.AddConstraint(
            model_name="recommendation",
            constraint=models.CheckConstraint(
                condition=models.Q(("text", ""), _negated=True),
                name="recommendation_says_what",
                violation_error_message="Tulis rekomendasinya.",
            ),
        ),
        migrations.AddConstraint(
            model_name="recommendation",
            constraint=models.CheckConstraint(
                condition=models.Q(("code", ""), ("evaluation__isnull", False), _connector="OR"),
                name="recommendation_code_in_a_sheet",
                violation_error_message="Rekomendasi atas pertanyaan harus menyebut penilaiannya.",
            ),
        ),
        migrations.AddConstraint(
            model_name="recommendation",
            constraint=models.CheckConstraint(
                condition=models.Q(("area__isnull", True), ("area__gte", 1), _connector="OR"),
                name="recommendation_area_positive",
                violation_error_message="Area perubahan dimulai dari 1.",
            ),
        ),
        migrations.AddConstraint(
            model_name="recommendation",
            constraint=models.CheckConstraint(
                condition=models.Q(("sent_at__isnull", False), ("state", "open"), _connector="OR"),
                name="recommendation_unsent_is_open",
                violation_error_message="Rekomendasi yang belum disampaikan tidak dapat ditindaklanjuti.",
            ),
        ),
        migrations.AddConstraint(
            model_name="recommendation",
            constraint=models.CheckConstraint(
                condition=models.Q(
                    models.Q(("closed_at__isnull", False), ("state__in", ("settled", "impossible"))),
                    models.Q(
                        models.Q(("state__in", ("settled", "impossible")), _negated=True), ("closed_at__isnull", True)
                    ),
                    _connector="OR",
                ),
                name="recommendation_closed_says_when",
                violation_error_message="Rekomendasi yang ditutup harus menyebut waktunya.",
            ),
        ),
        migrations.AddConstraint(
            model_name="recommendation",
            constraint=models.CheckConstraint(
                condition=models.Q(
                    models.Q(("sent_at__isnull", True), ("sent_by__isnull", True)),
                    models.Q(("sent_at__isnull", False), ("sent_by__isnull", False)),
                    _connector="OR",
                ),
                name="recommendation_sent_at_and_by",
                violation_error_message="Penyampaian harus menyebut waktu dan orangnya.",
            ),
        ),
        migrations.AddConstraint(
            model_name="recommendation",
            constraint=models.CheckConstraint(
                condition=models.Q(
                    models.Q(("closed_at__isnull", True), ("closed_by__isnull", True)),
                    models.Q(("closed_at__isnull", False), ("closed_by__isnull", False)),
                    _connector="OR",
                ),
                name="recommendation_closed_at_and_by",
                violation_error_message="Penutupan harus menyebut waktu dan orangnya.",
            ),
        ),
        migrations.AddConstraint(
            model_name="followup",
            constraint=models.UniqueConstraint(
                fields=("recommendation", "number"),
                name="follow_up_numbered_once",
                violation_error_message="Tindak lanjut ini sudah tercatat.",
            ),
        ),
        migrations.AddConstraint(
            model_name="followup",
            constraint=models.CheckConstraint(
                condition=models.Q(("number__gte", 1)),
                name="follow_up_number_positive",
                violation_error_message="Tindak lanjut dihitung mulai dari 1.",
            ),
        ),
        migrations.AddConstraint(
            model_name="followup",
            constraint=models.CheckConstraint(
                condition=models.Q(("state__in", ["open", "in_progress", "done_by_unit", "settled", "impossible"])),
                name="follow_up_state_known",
                violation_error_message="Status rekomendasi tidak dikenal.",
            ),
        ),
    ]
