"""The database itself refuses to change or delete an entry."""

from django.db import migrations

from history.guard import guarded


class Migration(migrations.Migration):
    dependencies = [("history", "0001_initial")]

    operations = [guarded("history_entry")]
