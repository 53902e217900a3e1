"""For ical.test.ts: reads a feed as libical does (GNOME, KDE, Evolution), and prints what it understood as JSON."""

import datetime
import json
import sys

import gi

gi.require_version("ICalGLib", "3.0")
from gi.repository import ICalGLib  # noqa: E402

calendar = ICalGLib.Component.new_from_string(sys.stdin.buffer.read().decode("utf-8"))
zone = ICalGLib.Timezone.new()
zone.set_component(calendar.get_first_component(ICalGLib.ComponentKind.VTIMEZONE_COMPONENT).clone())
utc = ICalGLib.Timezone.get_utc_timezone()


def moment(event, kind):
    found = event.get_first_property(kind)
    if found is None:
        return None
    time = found.get_value().get_datetime() if found.get_value() else None
    if time.is_date():
        return f"{time.get_year():04}-{time.get_month():02}-{time.get_day():02}"
    tzid = found.get_first_parameter(ICalGLib.ParameterKind.TZID_PARAMETER)
    seconds = time.as_timet_with_zone(utc if tzid is None else zone)
    return datetime.datetime.fromtimestamp(seconds, datetime.timezone.utc).strftime("%Y-%m-%dT%H:%M:%SZ")


STATUS = {ICalGLib.PropertyStatus.CONFIRMED: "CONFIRMED", ICalGLib.PropertyStatus.CANCELLED: "CANCELLED"}
kinds = ICalGLib.PropertyKind
events = []
event = calendar.get_first_component(ICalGLib.ComponentKind.VEVENT_COMPONENT)
while event is not None:
    events.append(
        {
            "uid": event.get_uid(),
            "start": moment(event, kinds.DTSTART_PROPERTY),
            "end": moment(event, kinds.DTEND_PROPERTY),
            "summary": event.get_summary(),
            "location": event.get_location() or "",
            "description": event.get_description() or "",
            "status": STATUS[event.get_status()],
            "sequence": event.get_sequence(),
            "stamp": moment(event, kinds.DTSTAMP_PROPERTY),
            "lastModified": moment(event, kinds.LASTMODIFIED_PROPERTY),
        }
    )
    event = calendar.get_next_component(ICalGLib.ComponentKind.VEVENT_COMPONENT)
json.dump(events, sys.stdout)
