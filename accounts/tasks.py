"""Background work of this app."""

from smtplib import SMTPRecipientsRefused

from accounts import password_links
from jobs.exceptions import GiveUp
from jobs.registry import job
from jobs.runs import Run


@job(password_links.KIND, title="Mengirim tautan kata sandi lewat surel")
def send_link(run: Run) -> dict:
    """Mail a link to the account the job names.

    A mail server that is down is tried again, with a new link; an address it refuses for good is not.
    """
    try:
        sent = password_links.mail_link(user_id=run.payload["user"], by=run.job.created_by, now=run.now)
    except SMTPRecipientsRefused as error:
        if all(code >= 500 for code, _ in error.recipients.values()):
            raise GiveUp("Server surel menolak alamat penerima.") from error
        raise
    return {"sent": sent}
