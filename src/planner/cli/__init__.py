"""The command line: every verb through the same services as the window, without Qt or a display."""

from __future__ import annotations

import gc
import sys
from collections.abc import Sequence

from planner.cli.window import window_call

INTERRUPTED = 130


def main(arguments: Sequence[str] | None = None) -> int:
    """Run one command and return its exit code; without a command the window opens.

    0 ok, 1 error, 2 usage, 3 checks found conflicts, 4 not found, 5 library locked,
    6 invalid input file, 130 interrupted.
    """
    given = list(sys.argv[1:] if arguments is None else arguments)
    _speak_utf8()
    if (window := window_call(given)) is not None:
        gc.disable()  # starting makes no garbage; the window collects once its first page is there
        from planner import app  # late: the command line never loads Qt

        return app.run(
            window.library, sample=window.sample, arguments=window.files, safe=window.safe
        )
    from planner.cli.answering import Answer  # late: the window does without all of it
    from planner.cli.parser import build
    from planner.errors import UserError

    options = build(given).parse_args(given)
    answer = Answer(as_json=options.json)
    try:
        return int(options.run(options, answer))
    except UserError as error:
        answer.complain(error)
        return error.exit_code
    except KeyboardInterrupt:
        return INTERRUPTED
    except BrokenPipeError:
        # The reader of our output went away ("planner … | head"): nothing is wrong.
        sys.stderr.close()
        return 0


def _speak_utf8() -> None:
    """Names of all scripts come out whole, whatever the terminal's own encoding."""
    for stream in (sys.stdout, sys.stderr):
        if hasattr(stream, "reconfigure"):
            stream.reconfigure(encoding="utf-8", errors="replace")
