from django.apps import AppConfig


class InsightsConfig(AppConfig):
    name = "insights"
    verbose_name = "Kedudukan dan jalur tercepat"

    def ready(self):
        """The history tells effort marks and scenarios too, and scenarios keep a sheet in its quarter."""
        from evaluations.queries.history_nouns import Noun, register
        from insights.models import EffortMark
        from insights.queries.scenarios import register_keeping, register_noun

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
        register_noun()
        register_keeping()
