from django.apps import AppConfig


class SlowConfig(AppConfig):
    name = "tests.slow"
    label = "slow"
