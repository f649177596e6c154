from django.conf import settings
from django.db import migrations, models


class Migration(migrations.Migration):
    dependencies = [
        ("inbox", "0001_initial"),
        migrations.swappable_dependency(settings.AUTH_USER_MODEL),
    ]

    operations = [
        migrations.RemoveConstraint(
            model_name="message",
            name="message_event_known",
        ),
        migrations.RemoveConstraint(
            model_name="preference",
            name="preference_event_known",
        ),
        migrations.AlterField(
            model_name="message",
            name="event",
            field=models.CharField(
                choices=[
                    ("period_opened", "Periode dibuka"),
                    ("period_reopened", "Periode dibuka kembali"),
                    ("period_locked", "Periode dikunci"),
                    ("deadline_near", "Batas waktu mendekat"),
                    ("deadline_passed", "Batas waktu lewat"),
                    ("submitted", "Penilaian diajukan"),
                    ("returned", "Penilaian dikembalikan"),
                    ("reviewed", "Verifikasi selesai"),
                    ("sent_back", "Verifikasi dikembalikan"),
                    ("approved", "Penilaian disetujui"),
                    ("reopened", "Persetujuan dicabut"),
                    ("recommended", "Rekomendasi baru"),
                    ("followed_up", "Tindak lanjut dilaporkan"),
                    ("judged", "Tindak lanjut dinilai"),
                    ("advice_near", "Batas rekomendasi mendekat"),
                    ("advice_overdue", "Batas rekomendasi lewat"),
                    ("action_assigned", "Tugas rencana aksi"),
                    ("action_near", "Batas tugas mendekat"),
                    ("action_overdue", "Batas tugas lewat"),
                    ("visit_planned", "Pendampingan dijadwalkan"),
                    ("file_refused", "Berkas ditolak pemindai virus"),
                ],
                max_length=20,
                verbose_name="peristiwa",
            ),
        ),
        migrations.AlterField(
            model_name="preference",
            name="event",
            field=models.CharField(
                choices=[
                    ("period_opened", "Periode dibuka"),
                    ("period_reopened", "Periode dibuka kembali"),
                    ("period_locked", "Periode dikunci"),
                    ("deadline_near", "Batas waktu mendekat"),
                    ("deadline_passed", "Batas waktu lewat"),
                    ("submitted", "Penilaian diajukan"),
                    ("returned", "Penilaian dikembalikan"),
                    ("reviewed", "Verifikasi selesai"),
                    ("sent_back", "Verifikasi dikembalikan"),
                    ("approved", "Penilaian disetujui"),
                    ("reopened", "Persetujuan dicabut"),
                    ("recommended", "Rekomendasi baru"),
                    ("followed_up", "Tindak lanjut dilaporkan"),
                    ("judged", "Tindak lanjut dinilai"),
                    ("advice_near", "Batas rekomendasi mendekat"),
                    ("advice_overdue", "Batas rekomendasi lewat"),
                    ("action_assigned", "Tugas rencana aksi"),
                    ("action_near", "Batas tugas mendekat"),
                    ("action_overdue", "Batas tugas lewat"),
                    ("visit_planned", "Pendampingan dijadwalkan"),
                    ("file_refused", "Berkas ditolak pemindai virus"),
                ],
                max_length=20,
                verbose_name="peristiwa",
            ),
        ),
        migrations.AddConstraint(
            model_name="message",
            constraint=models.CheckConstraint(
                condition=models.Q(
                    (
                        "event__in",
                        [
                            "period_opened",
                            "period_reopened",
                            "period_locked",
                            "deadline_near",
                            "deadline_passed",
                            "submitted",
                            "returned",
                            "reviewed",
                            "sent_back",
                            "approved",
                            "reopened",
                            "recommended",
                            "followed_up",
                            "judged",
                            "advice_near",
                            "advice_overdue",
                            "action_assigned",
                            "action_near",
                            "action_overdue",
                            "visit_planned",
                            "file_refused",
                        ],
                    )
                ),
                name="message_event_known",
                violation_error_message="Peristiwa pesan tidak dikenal.",
            ),
        ),
        migrations.AddConstraint(
            model_name="preference",
            constraint=models.CheckConstraint(
                condition=models.Q(
                    (
                        "event__in",
                        [
                            "period_opened",
                            "period_reopened",
                            "period_locked",
                            "deadline_near",
                            "deadline_passed",
                            "submitted",
                            "returned",
                            "reviewed",
                            "sent_back",
                            "approved",
                            "reopened",
                            "recommended",
                            "followed_up",
                            "judged",
                            "advice_near",
                            "advice_overdue",
                            "action_assigned",
                            "action_near",
                            "action_overdue",
                            "visit_planned",
                            "file_refused",
                        ],
                    )
                ),
                name="preference_event_known",
                violation_error_message="Peristiwa pilihan tidak dikenal.",
            ),
        ),
    ]
