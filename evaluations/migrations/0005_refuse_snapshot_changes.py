"""The database itself refuses to change or delete a snapshot."""

from django.db import migrations

from history.guard import guarded


class Migration(migrations.Migration):
    dependencies = [("evaluations", "0004_return_questions_and_carry"), ("history", "0002_refuse_changes")]

    operations = [guarded("evaluations_snapshot")]
