# For ical.test.ts: reads a feed as Ruby's icalendar does, and prints what it understood as JSON.
require 'icalendar'
require 'json'
require 'stringio' # which icalendar 2.8 forgets

text = $stdin.read.force_encoding('UTF-8')
calendar = Icalendar::Calendar.parse(text).first

moment = lambda do |value|
  next nil if value.nil?
  next value.strftime('%Y-%m-%d') if value.is_a?(Icalendar::Values::Date)

  tzid = Array(value.ical_params['tzid']).first
  next { value: value.strftime('%Y%m%dT%H%M%S'), tzid: tzid } if tzid && tzid != 'UTC'

  value.strftime('%Y-%m-%dT%H:%M:%SZ')
end

events = calendar.events.map do |event|
  {
    uid: event.uid.to_s,
    start: moment.call(event.dtstart),
    end: moment.call(event.dtend),
    summary: event.summary.to_s,
    location: event.location.to_s,
    description: event.description.to_s,
    status: event.status.to_s,
    sequence: event.sequence.to_i,
    stamp: moment.call(event.dtstamp),
    lastModified: moment.call(event.last_modified)
  }
end
print JSON.generate(events)
