from django.apps import AppConfig


class VisitsConfig(AppConfig):
    name = "visits"
    verbose_name = "Pendampingan"

    def ready(self):
        from visits.queries.nouns import register_nouns  # needs the models, which come after this module

        register_nouns()
