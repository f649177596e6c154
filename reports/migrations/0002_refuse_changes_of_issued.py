"""The database itself refuses to change or delete an edition once it is issued."""

from django.db import migrations

from history.guard import guarded


class Migration(migrations.Migration):
    dependencies = [("reports", "0001_papers"), ("history", "0002_refuse_changes")]

    operations = [guarded("reports_edition", "OLD.issued_at IS NOT NULL")]
