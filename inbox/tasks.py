"""Sending mails in the background."""

from smtplib import SMTPRecipientsRefused

from inbox.actions import send_mail
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
