"""Remind people of last days now; the worker does it every morning by itself."""

from django.core.management.base import BaseCommand
from django.utils import timezone

from evaluations.actions.advice_reminders import remind_of_advice
from evaluations.actions.reminders import remind


class Command(BaseCommand):
    help = "Mengingatkan orang akan batas waktu. Aman diulang: setiap orang diingatkan sekali."

    def handle(self, *args, **options):
        now = timezone.now()
        self.stdout.write(f"{remind(now=now) + remind_of_advice(now=now)} pengingat dikirim.")
