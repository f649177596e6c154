"""What became of a template: a document, or why there is none."""

from jinja2 import TemplateSyntaxError, UndefinedError

from reports.word.renderer.filling import Filling, Work
from reports.word.renderer.refusals import FAILED, SYNTAX, TOO_MUCH, UNKNOWN, Refused


def answer(work: Work) -> tuple[dict, bytes]:
    """The head of the answer, and what follows it."""
    try:
        content = Filling(work).fill()
    except Refused as error:
        return {"error": error.kind, "about": error.about}, b""
    except TemplateSyntaxError as error:
        around = " ".join(" ".join(getattr(error, "docx_context", [])).split())
        return {"error": SYNTAX, "about": around[-300:]}, b""
    except UndefinedError as error:
        return {"error": UNKNOWN, "about": str(error)}, b""
    except MemoryError:
        return {"error": TOO_MUCH, "about": ""}, b""
    except Exception as error:  # these libraries raise nearly anything about a file that is not what it should be
        return {"error": FAILED, "about": f"{type(error).__name__}: {error}"[:500]}, b""
    return {"size": len(content)}, content
