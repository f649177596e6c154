from django.apps import AppConfig


class ReportsConfig(AppConfig):
    name = "reports"
    verbose_name = "Laporan"

    def ready(self):
        from reports.queries.nouns import register_nouns  # needs the models, which come after this module

        register_nouns()
