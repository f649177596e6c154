"""The program, started by reports/word/rendering.py for one document:

    python -E -s -m reports.word.renderer MEGABYTES SECONDS  < WORK  > ANSWER

WORK is JSON (the fields of `filling.Work`). The answer is a line of JSON: {"size"} followed by so many bytes of DOCX,
or {"error": one of the kinds in `refusals`, "about": text}.
"""

import json
import os
import resource
import sys

from reports.word.renderer.answering import answer
from reports.word.renderer.filling import Work


def main(megabytes: int, seconds: int) -> None:
    """One document, with no more memory and processor time than that."""
    resource.setrlimit(resource.RLIMIT_AS, (megabytes << 20, megabytes << 20))
    resource.setrlimit(resource.RLIMIT_CPU, (seconds, seconds))
    resource.setrlimit(resource.RLIMIT_CORE, (0, 0))
    resource.setrlimit(resource.RLIMIT_FSIZE, (0, 0))  # it writes to its pipe alone
    out = os.fdopen(os.dup(1), "wb")
    os.dup2(2, 1)  # whatever a library prints is no answer
    head, content = answer(Work(**json.load(sys.stdin.buffer)))
    out.write(json.dumps(head).encode() + b"\n" + content)
    out.flush()


if __name__ == "__main__":
    main(int(sys.argv[1]), int(sys.argv[2]))
