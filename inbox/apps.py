from django.apps import AppConfig


class InboxConfig(AppConfig):
    name = "inbox"
    verbose_name = "Kotak masuk"

    def ready(self):
        from inbox import checks  # noqa: F401  registers the deployment check
