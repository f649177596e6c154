"""A report as somebody gets it: asked for, made by a job, fetched."""

from django.test import Client
from django.urls import reverse

from accounts.models import User
from jobs.models import Job
from tests.jobs import run_jobs


def quarterly(user: User, quarter: str = "2024-2") -> bytes:
    """The draft or preview of a quarter's report, as PDF."""
    client = Client()
    client.force_login(user, backend="accounts.backends.Backend")
    client.post(reverse("reports:ask", args=[quarter, "triwulan", "pdf"]))
    run_jobs()
    job = Job.objects.filter(kind="paper", created_by=user).latest("pk")
    return client.get(reverse("reports:prepared", args=[job.pk])).content
