"""The database itself refuses to change or delete a turn about a recommendation."""

from django.db import migrations

from history.guard import guarded


class Migration(migrations.Migration):
    dependencies = [("evaluations", "0006_evidence_and_recommendations"), ("history", "0002_refuse_changes")]

    operations = [guarded("evaluations_followup")]
