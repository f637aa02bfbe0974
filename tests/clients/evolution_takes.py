"""What Evolution's calendar holds after it took some files in: facts as JSON.

Runs under Debian's own Python on a message bus of its own: ``evolution_takes.py A.ics B.ics …``.
"""

import datetime as dt
import json
import sys
import time
from pathlib import Path

import gi

gi.require_version("ECal", "2.0")
gi.require_version("EDataServer", "1.2")
gi.require_version("ICalGLib", "3.0")
from gi.repository import ECal, EDataServer, ICalGLib  # noqa: E402

KIND = ICalGLib.PropertyKind
FOR_EVER = 0xFFFFFFFF


def calendar():
    registry = EDataServer.SourceRegistry.new_sync(None)
    source = EDataServer.Source.new(None, None)
    source.set_parent("local-stub")
    source.get_extension("Calendar").set_backend_name("local")
    registry.commit_source_sync(source, None)
    for _ in range(200):
        if known := registry.ref_source(source.get_uid()):
            break
        time.sleep(0.05)
    return ECal.Client.connect_sync(known, ECal.ClientSourceType.EVENTS, FOR_EVER, None)


def moment(client, line, value):
    """As Evolution reckons it: by its own data about the zone."""
    if value.is_date():
        return f"{value.get_year():04}-{value.get_month():02}-{value.get_day():02}"
    zone = ICalGLib.Timezone.get_utc_timezone()
    if not value.is_utc():
        name = line.get_first_parameter(ICalGLib.ParameterKind.TZID_PARAMETER).get_tzid()
        _done, zone = client.get_timezone_sync(name, None)
    seconds = value.as_timet_with_zone(zone)
    return f"{dt.datetime.fromtimestamp(seconds, dt.timezone.utc):%Y-%m-%dT%H:%MZ}"  # noqa: UP017


def facts(client, event):
    first = event.get_first_property(KIND.DTSTART_PROPERTY)
    last = event.get_first_property(KIND.DTEND_PROPERTY)
    return {
        "summary": event.get_summary(),
        "start": moment(client, first, first.get_dtstart()),
        "end": moment(client, last, last.get_dtend()),
        "location": event.get_location() or "",
        "description": event.get_description() or "",
    }


def main(paths):
    client = calendar()
    for path in paths:
        component = ICalGLib.Component.new_from_string(Path(path).read_bytes().decode())
        client.receive_objects_sync(component, ECal.OperationFlags.NONE, None)
    _done, events = client.get_object_list_sync("#t", None)
    print(json.dumps({event.get_uid(): facts(client, event) for event in events}))


main(sys.argv[1:])
