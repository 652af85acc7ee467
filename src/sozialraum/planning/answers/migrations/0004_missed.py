"""A day that had passed without an answer when more time was given stays known: late stays late."""

from django.db import migrations, models


class Migration(migrations.Migration):
    dependencies = [
        ("answers", "0003_blackened"),
    ]

    operations = [
        migrations.AddField(
            model_name="request",
            name="missed",
            field=models.DateField(null=True),
        ),
    ]
