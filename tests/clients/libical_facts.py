"""What libical (GNOME, KDE's ancestor, many servers) reads in a calendar: facts as JSON.

Runs under Debian's own Python, which has the bindings: ``libical_facts.py FILE.ics``.
"""

import datetime as dt
import json
import sys
from pathlib import Path

import gi

gi.require_version("ICalGLib", "3.0")
from gi.repository import ICalGLib  # noqa: E402


def moment(calendar, prop, value):
    """UTC by the VTIMEZONE of the file; libical's own data about zones is not asked."""
    if value.is_date():
        return f"{value.get_year():04}-{value.get_month():02}-{value.get_day():02}"
    if value.is_utc():
        zone = ICalGLib.Timezone.get_utc_timezone()
    else:
        name = prop.get_first_parameter(ICalGLib.ParameterKind.TZID_PARAMETER).get_tzid()
        zone = calendar.get_timezone(name)
    seconds = value.as_timet_with_zone(zone)
    return f"{dt.datetime.fromtimestamp(seconds, dt.timezone.utc):%Y-%m-%dT%H:%MZ}"  # noqa: UP017


def day_before(date):
    return (dt.date.fromisoformat(date) - dt.timedelta(1)).isoformat()


def facts(calendar, component):
    kind = ICalGLib.PropertyKind
    first = component.get_first_property(kind.DTSTART_PROPERTY)
    last = component.get_first_property(kind.DTEND_PROPERTY)
    start = moment(calendar, first, first.get_dtstart())
    end = moment(calendar, last, last.get_dtend())
    status = component.get_first_property(kind.STATUS_PROPERTY).get_value_as_string()
    return {
        "uid": component.get_uid(),
        "summary": component.get_summary(),
        "start": start,
        "end": day_before(end) if len(end) == 10 else end,
        "location": component.get_location() or "",
        "description": component.get_description() or "",
        "status": status,
        "sequence": component.get_sequence(),
    }


def main(path):
    text = Path(path).read_bytes().decode()
    calendar = ICalGLib.Component.new_from_string(text)
    found = []
    component = calendar.get_first_component(ICalGLib.ComponentKind.VEVENT_COMPONENT)
    while component is not None:
        found.append(facts(calendar, component))
        component = calendar.get_next_component(ICalGLib.ComponentKind.VEVENT_COMPONENT)
    errors = calendar.count_errors()
    # ascii, so that the caller's locale does not matter
    print(json.dumps({"errors": errors, "facts": found}))


main(sys.argv[1])
