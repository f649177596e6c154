from django.apps import AppConfig


class PlansConfig(AppConfig):
    name = "plans"
    verbose_name = "Rencana aksi"

    def ready(self):
        """The history tells actions too."""
        from evaluations.queries.history_nouns import Noun, register
        from plans.models import Action

        register(
            "rencana",
            "Rencana aksi",
            Noun(Action, "plans:action", fetched=("unit",), of_unit=lambda unit: Action.objects.filter(unit=unit)),
        )
