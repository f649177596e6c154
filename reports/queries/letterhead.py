"""Who publishes: the head of every document."""

import base64
import mimetypes

from reports.documents.parts import Letterhead
from units.models import Organisation


def letterhead(settings: Organisation) -> Letterhead:
    """The head, with the logo inside."""
    return Letterhead(settings.government, settings.name, settings.address, settings.contact, _logo(settings))


def _logo(settings: Organisation) -> str:
    """The logo as a data: address, "" when there is none or its file is gone."""
    if not settings.logo or not settings.logo.storage.exists(settings.logo.name):
        return ""
    with settings.logo.open("rb") as file:
        content = base64.b64encode(file.read()).decode("ascii")
    return f"data:{mimetypes.guess_type(settings.logo.name)[0]};base64,{content}"
