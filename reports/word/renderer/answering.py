"""What became of a template: a document, or why there is none."""

import base64

from jinja2 import TemplateSyntaxError, UndefinedError

from reports.word.renderer.filling import Filling, Work
from reports.word.renderer.refusals import FAILED, SYNTAX, TOO_MUCH, UNKNOWN, Refused
from reports.word.renderer.safety import TEMPLATE, check


def answer(work: Work) -> tuple[dict, bytes]:
    """The head of the answer, and what follows it.

    A head without a document has `error`, `about` and `place` as in `Refused`, and `detail` for the log.
    """
    place = ""
    try:
        template = base64.b64decode(work.template)
        check(template, TEMPLATE)
        filling = Filling(work, template)
        try:
            content = filling.fill()
        finally:
            place = filling.place
        check(content)
    except Exception as error:  # these libraries raise nearly anything about a file that is not what it should be
        return _told(error, place), b""
    return {"size": len(content)}, content


def _told(error: Exception, place: str) -> dict:
    refused = _refusal(error)
    head = {"error": refused.kind, "about": refused.about, "place": refused.place or place}
    return head | {"detail": f"{type(error).__name__}: {error}"[:500]}


def _refusal(error: Exception) -> Refused:
    if isinstance(error, Refused):
        return error
    if isinstance(error, TemplateSyntaxError):
        around = " ".join(" ".join(getattr(error, "docx_context", [])).split())
        return Refused(SYNTAX, around[-300:])
    if isinstance(error, UndefinedError):
        return Refused(UNKNOWN, str(error))  # `language.Unknown` says the name and nothing else
    return Refused(TOO_MUCH if isinstance(error, MemoryError) else FAILED)
