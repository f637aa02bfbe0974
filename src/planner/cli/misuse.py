"""What the command line says of options that do not go together."""

from __future__ import annotations

from planner.errors import UserError
from planner.i18n import _


def misuse(message: str, verb: str) -> UserError:
    """For "planner visit VERB"; the program ends with 2, as for an option that it does not know."""
    error = UserError(message, _("See “planner visit {verb} --help”.").format(verb=verb))
    error.exit_code = 2
    return error
