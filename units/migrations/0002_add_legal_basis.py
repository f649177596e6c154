"""The legal basis of the programme in Kalimantan Tengah and the organisation's row, as first data."""

from datetime import date

from django.db import migrations

LEGAL_BASIS = [
    (
        "Peraturan Menteri Pendayagunaan Aparatur Negara dan Reformasi Birokrasi Nomor 90 Tahun 2021 tentang Pembangunan "
        "dan Evaluasi Zona Integritas Menuju Wilayah Bebas dari Korupsi dan Wilayah Birokrasi Bersih dan Melayani di "
        "Instansi Pemerintah",
        date(2021, 12, 31),
    ),
    (
        "Surat Sekretaris Daerah Provinsi Kalimantan Tengah Nomor 060/260/Bag.II/ORG tanggal 10 Juli 2023 tentang "
        "penetapan unit kerja pembangunan Zona Integritas",
        date(2023, 7, 10),
    ),
    (
        "Surat Wakil Gubernur Kalimantan Tengah Nomor 0650/038/Bag.II-ORG/II/2024 tanggal 16 Februari 2024 tentang "
        "penetapan unit kerja pembangunan Zona Integritas",
        date(2024, 2, 16),
    ),
    (
        "Keputusan Gubernur Kalimantan Tengah Nomor 188.44/187/2024 tanggal 28 Mei 2024 tentang Tim Identifikasi dan "
        "Tim Penilai Internal Zona Integritas",
        date(2024, 5, 28),
    ),
]


def add(apps, schema_editor):
    apps.get_model("units", "Organisation").objects.get_or_create(pk=1)
    model = apps.get_model("units", "LegalBasis")
    for order, (title, issued_on) in enumerate(LEGAL_BASIS, start=1):
        model.objects.get_or_create(title=title, defaults={"issued_on": issued_on, "order": order})


class Migration(migrations.Migration):
    dependencies = [("units", "0001_initial")]

    operations = [migrations.RunPython(add, migrations.RunPython.noop)]
