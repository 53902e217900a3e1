<?php

// For ical.test.ts: reads a feed as AWL's vComponent does (DAViCal), and prints what it understood as JSON.

error_reporting(E_ERROR); // Debian's is older than its PHP
set_include_path('/usr/share/awl/inc');
require_once 'AWLUtilities.php';
require_once 'vComponent.php';

$calendar = new vComponent(stream_get_contents(STDIN));
$moment = fn ($property) => $property === null
    ? null
    : ['value' => $property->Value(), 'tzid' => $property->GetParameterValue('TZID')];
$events = [];
foreach ($calendar->GetComponents('VEVENT') as $event) {
    $text = fn ($name) => $event->GetPValue($name) ?? '';
    $events[] = [
        'uid' => $text('UID'),
        'start' => $moment($event->GetProperty('DTSTART')),
        'end' => $moment($event->GetProperty('DTEND')),
        'summary' => $text('SUMMARY'),
        'location' => $text('LOCATION'),
        'description' => $text('DESCRIPTION'),
        'status' => $text('STATUS'),
        'sequence' => (int) $text('SEQUENCE'),
        'stamp' => $moment($event->GetProperty('DTSTAMP')),
        'lastModified' => $moment($event->GetProperty('LAST-MODIFIED')),
    ];
}
echo json_encode($events);
