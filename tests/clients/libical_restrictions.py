"""Which of these files libical calls invalid (RFC 5545, 5546): their names, as JSON.

Runs under Debian's own Python, which has the bindings: ``libical_restrictions.py FILE.ics …``.
"""

import json
import sys
from pathlib import Path

import gi

gi.require_version("ICalGLib", "3.0")
from gi.repository import ICalGLib  # noqa: E402

refused = []
for name in sys.argv[1:]:
    found = ICalGLib.Component.new_from_string(Path(name).read_text(encoding="utf-8"))
    if found is None or not found.check_restrictions():
        refused.append(name)
print(json.dumps(refused))
