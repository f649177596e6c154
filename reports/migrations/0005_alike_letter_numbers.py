from django.db import migrations, models
from django.db.models import Q, Value
from django.db.models.functions import Replace, Upper


class Migration(migrations.Migration):
    dependencies = [
        ("reports", "0004_desk"),
    ]

    operations = [
        migrations.RemoveConstraint(
            model_name="edition",
            name="edition_letter_number_once",
        ),
        migrations.AddConstraint(
            model_name="edition",
            constraint=models.UniqueConstraint(
                Upper(Replace("letter_number", Value(" "))),
                condition=Q(number=1),
                name="edition_letter_number_once",
                violation_error_message="Nomor ini sudah dipakai pada terbitan lain.",
            ),
        ),
    ]
