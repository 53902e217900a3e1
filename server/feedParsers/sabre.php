<?php

// For ical.test.ts: reads a feed as PHP's sabre/vobject does (Nextcloud, Baïkal), and prints what it understood as JSON.

error_reporting(E_ALL & ~E_DEPRECATED); // Debian's is older than its PHP
require_once 'Sabre/VObject/autoload.php';

$calendar = Sabre\VObject\Reader::read(stream_get_contents(STDIN));
$moment = function ($property) {
    if ($property === null) {
        return null;
    }
    $isDay = (string) $property['VALUE'] === 'DATE';
    $time = $property->getDateTime();
    if ($isDay) {
        return $time->format('Y-m-d');
    }
    return gmdate('Y-m-d\TH:i:s\Z', $time->getTimestamp());
};
// Its version 2 hands commas and semicolons out as they are written.
$text = fn ($property) => preg_replace('/\\\\([;,\\\\])/', '$1', (string) $property);
$events = [];
foreach ($calendar->VEVENT as $event) {
    $events[] = [
        'uid' => (string) $event->UID,
        'start' => $moment($event->DTSTART),
        'end' => $moment($event->DTEND),
        'summary' => $text($event->SUMMARY),
        'location' => $text($event->LOCATION),
        'description' => $text($event->DESCRIPTION),
        'status' => (string) $event->STATUS,
        'sequence' => (int) (string) $event->SEQUENCE,
        'stamp' => $moment($event->DTSTAMP),
        'lastModified' => $moment($event->{'LAST-MODIFIED'}),
    ];
}
echo json_encode($events);
