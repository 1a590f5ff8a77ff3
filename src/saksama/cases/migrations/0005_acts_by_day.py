"""Is there an act after a day? The first page asks, whatever the number of acts."""

from django.db import migrations, models


class Migration(migrations.Migration):
    dependencies = [("cases", "0004_acts_by_area_code")]

    operations = [
        migrations.AddIndex(
            model_name="caseact",
            index=models.Index(fields=["effective_on"], name="act_day"),
        ),
    ]
