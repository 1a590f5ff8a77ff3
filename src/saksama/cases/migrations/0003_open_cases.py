from django.db import migrations, models


class Migration(migrations.Migration):
    """The few open cases in an index of their own."""

    dependencies = [("cases", "0002_words")]

    operations = [
        migrations.AddIndex(
            model_name="case",
            index=models.Index(
                fields=["office", "next_due_on"],
                condition=models.Q(
                    state__in=(
                        "received", "incomplete", "awaiting_completion", "completed", "complete", "to_register",
                        "proposed", "registered", "extended", "decided", "preliminary", "in_transfer",
                    )
                ),
                name="case_open_due",
            ),
        ),
    ]  # fmt: skip
