from django.db import migrations, models


class Migration(migrations.Migration):
    dependencies = [
        ("reports", "0003_slides"),
    ]

    operations = [
        migrations.AlterField(
            model_name="edition",
            name="paper",
            field=models.CharField(
                choices=[
                    ("triwulan", "Laporan triwulanan"),
                    ("surat-pengantar", "Surat pengantar"),
                    ("rekap", "Tabel rekapitulasi"),
                    ("lhe", "Laporan Hasil Evaluasi"),
                    ("berita-acara", "Berita acara hasil evaluasi"),
                    ("paparan", "Paparan ekspose"),
                    ("bahan-desk", "Bahan desk evaluasi"),
                ],
                max_length=20,
                verbose_name="jenis",
            ),
        ),
        migrations.AlterField(
            model_name="wordtemplate",
            name="paper",
            field=models.CharField(
                choices=[
                    ("triwulan", "Laporan triwulanan"),
                    ("surat-pengantar", "Surat pengantar"),
                    ("rekap", "Tabel rekapitulasi"),
                    ("lhe", "Laporan Hasil Evaluasi"),
                    ("berita-acara", "Berita acara hasil evaluasi"),
                    ("paparan", "Paparan ekspose"),
                    ("bahan-desk", "Bahan desk evaluasi"),
                ],
                max_length=20,
                verbose_name="jenis",
            ),
        ),
    ]
