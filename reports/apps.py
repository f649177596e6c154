from django.apps import AppConfig


class ReportsConfig(AppConfig):
    name = "reports"
    verbose_name = "Laporan"

    def ready(self):
        from reports import checks  # noqa: F401  registers the check of the certificate
        from reports.queries.nouns import register_nouns  # needs the models, which come after this module

        register_nouns()
