"""Remind people of last days now; the worker does it every morning by itself."""

from django.core.management.base import BaseCommand
from django.utils import timezone

from evaluations.actions.reminders import remind


class Command(BaseCommand):
    help = "Mengingatkan orang akan batas waktu. Aman diulang: setiap orang diingatkan sekali."

    def handle(self, *args, **options):
        self.stdout.write(f"{remind(now=timezone.now())} pengingat dikirim.")
