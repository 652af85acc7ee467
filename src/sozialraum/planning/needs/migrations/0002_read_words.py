import django.db.models.deletion
import django.db.models.functions.datetime
from django.db import migrations, models


# What left the formal check before this was kept has been read.
READ = """
UPDATE needs_contribution SET read_to = char_length(text)
FROM needs_need WHERE needs_need.id = need_id AND needs_need.state <> 'registered'
"""


class Migration(migrations.Migration):

    dependencies = [
        ('needs', '0001_first'),
    ]

    operations = [
        migrations.AddField(
            model_name='contribution',
            name='read_to',
            field=models.PositiveIntegerField(default=0),
        ),
        migrations.RunSQL(READ, migrations.RunSQL.noop),
        migrations.CreateModel(
            name='FormerWording',
            fields=[
                ('id', models.BigAutoField(auto_created=True, primary_key=True, serialize=False, verbose_name='ID')),
                ('title', models.CharField(max_length=160)),
                ('wording', models.TextField(blank=True)),
                ('replaced', models.DateTimeField(db_default=django.db.models.functions.datetime.Now())),
                ('need', models.ForeignKey(on_delete=django.db.models.deletion.PROTECT, related_name='former_wordings', to='needs.need')),
            ],
            options={
                'ordering': ['-id'],
            },
        ),
    ]
