"""Sending mails in the background, and telling what the background found."""

from datetime import datetime
from smtplib import SMTPRecipientsRefused

from django.urls import reverse

from files.models import StoredFile
from files.registry import on_infected
from inbox.actions import send_mail, tell
from inbox.events import Event
from jobs.exceptions import GiveUp
from jobs.registry import job
from jobs.runs import Run


@job("mail", title="Mengirim surel pemberitahuan", attempts=28)  # a day: the pauses grow to an hour
def mail(run: Run) -> dict:
    """One mail; a server that does not answer is tried again, an address it refuses for good is not."""
    try:
        return {"sent": send_mail(message=run.payload["message"], now=run.now)}
    except SMTPRecipientsRefused as error:
        if all(code >= 500 for code, _ in error.recipients.values()):
            raise GiveUp("Server surel menolak alamat penerima.") from error
        raise


@on_infected
def tell_uploader(*, file: StoredFile, now: datetime) -> None:
    """Whoever uploaded a file in which the virus scanner found something; wherever it was uploaded to."""
    tell(
        event=Event.FILE_REFUSED,
        users=[file.stored_by_id],
        key=f"berkas {file.pk}",
        title=f"Berkas “{file.name}” ditolak pemindai virus",
        text=f"Pemindai virus menemukan ancaman ({file.threat}) dalam berkas yang Anda unggah. Berkas itu tidak dapat "
        "dibuka siapa pun dan tidak dihitung sebagai bukti. Periksa komputer Anda, lalu unggah berkas yang bersih.",
        url=reverse("home"),
        now=now,
    )
