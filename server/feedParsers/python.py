"""For ical.test.ts: reads a feed as python-icalendar or vobject does (the argument), and prints what it understood as JSON."""

import datetime
import json
import sys

text = sys.stdin.buffer.read().decode("utf-8")


def moment(value):
    if value is None:
        return None
    if isinstance(value, datetime.datetime):
        return value.astimezone(datetime.timezone.utc).strftime("%Y-%m-%dT%H:%M:%SZ")
    return value.isoformat()


def by_icalendar():
    import icalendar

    calendar = icalendar.Calendar.from_ical(text)
    for event in calendar.walk("VEVENT"):
        yield {
            "uid": str(event["UID"]),
            "start": moment(event["DTSTART"].dt),
            "end": moment(event["DTEND"].dt) if "DTEND" in event else None,
            "summary": str(event["SUMMARY"]),
            "location": str(event.get("LOCATION", "")),
            "description": str(event.get("DESCRIPTION", "")),
            "status": str(event["STATUS"]),
            "sequence": int(event["SEQUENCE"]),
            "stamp": moment(event["DTSTAMP"].dt),
            "lastModified": moment(event["LAST-MODIFIED"].dt),
        }


def by_vobject():
    import vobject

    calendar = vobject.readOne(text)
    for event in calendar.vevent_list:
        def value(name):
            child = getattr(event, name, None)
            return None if child is None else child.value

        yield {
            "uid": value("uid"),
            "start": moment(value("dtstart")),
            "end": moment(value("dtend")),
            "summary": value("summary"),
            "location": value("location") or "",
            "description": value("description") or "",
            "status": value("status"),
            "sequence": int(value("sequence")),
            "stamp": moment(value("dtstamp")),
            "lastModified": moment(value("last_modified")),
        }


readers = {"icalendar": by_icalendar, "vobject": by_vobject}
json.dump(list(readers[sys.argv[1]]()), sys.stdout)
