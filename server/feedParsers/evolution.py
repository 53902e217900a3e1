"""For subscribedClients.test.ts: a calendar subscribed to in Evolution's data server (GNOME Calendar, Evolution).

Tells what happens to its entries as lines of JSON. Takes commands by line: `refresh`, and `list`, which tells all of them.
"""

import datetime
import json
import sys

import gi

gi.require_version("EDataServer", "1.2")
gi.require_version("ECal", "2.0")
gi.require_version("ICalGLib", "3.0")
from gi.repository import ECal, EDataServer, GLib, ICalGLib  # noqa: E402

STATUS = {ICalGLib.PropertyStatus.CONFIRMED: "CONFIRMED", ICalGLib.PropertyStatus.CANCELLED: "CANCELLED"}


def start(entry):
    tzid = entry.get_first_property(ICalGLib.PropertyKind.DTSTART_PROPERTY).get_first_parameter(
        ICalGLib.ParameterKind.TZID_PARAMETER
    )
    _, zone = client.get_timezone_sync(tzid.get_tzid(), None)
    seconds = entry.get_dtstart().as_timet_with_zone(zone)
    return datetime.datetime.fromtimestamp(seconds, datetime.timezone.utc).strftime("%Y-%m-%dT%H:%MZ")


def tell(what, entries):
    for entry in entries:
        words = [start(entry), entry.get_summary(), f"[{STATUS[entry.get_status()]}]"]
        print(json.dumps([what, " ".join(words)]), flush=True)


source = EDataServer.SourceRegistry.new_sync(None).ref_source("board")
client = ECal.Client.connect_sync(source, ECal.ClientSourceType.EVENTS, GLib.MAXUINT32, None)
_, view = client.get_view_sync("#t", None)
view.connect("objects-added", lambda _, entries: tell("added", entries))
view.connect("objects-modified", lambda _, entries: tell("changed", entries))
view.connect("objects-removed", lambda _, ids: [print(json.dumps(["removed", i.get_uid()]), flush=True) for i in ids])
view.start()
loop = GLib.MainLoop()


def obey(*_):
    command = sys.stdin.readline().strip()
    if command == "refresh":
        client.refresh_sync(None)
    elif command == "list":
        tell("has", client.get_object_list_sync("#t", None)[1])
    else:
        loop.quit()
    return True


GLib.io_add_watch(0, GLib.IO_IN | GLib.IO_HUP, obey)
loop.run()
