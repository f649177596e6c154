from django.apps import AppConfig


class InsightsConfig(AppConfig):
    name = "insights"
    verbose_name = "Kedudukan dan jalur tercepat"

    def ready(self):
        """The history tells effort marks too."""
        from evaluations.queries.history_nouns import Noun, register
        from insights.models import EffortMark

        register(
            "upaya",
            "Upaya per pertanyaan",
            Noun(
                EffortMark,
                "plans:plan",
                fetched=("unit",),
                arguments=lambda row: [row.unit.code],
                of_unit=lambda unit: EffortMark.objects.filter(unit=unit),
            ),
        )
