<?php
// What sabre/vobject (Nextcloud, Baikal, ownCloud) reads in a calendar: facts as JSON.
// Runs as: php sabre_facts.php FILE.ics

require_once 'Sabre/VObject/autoload.php';

$calendar = Sabre\VObject\Reader::read(file_get_contents($argv[1]));
$facts = [];
foreach ($calendar->VEVENT as $event) {
    $utc = new DateTimeZone('UTC');
    $times = [];
    foreach (['DTSTART', 'DTEND'] as $name) {
        $value = $event->$name->getDateTime($utc);
        if ($event->$name->hasTime()) {
            $times[] = $value->setTimezone($utc)->format('Y-m-d\TH:i\Z');
        } else {
            $last = $name === 'DTEND' ? $value->modify('-1 day') : $value;
            $times[] = $last->format('Y-m-d');
        }
    }
    $facts[] = [
        'uid' => (string) $event->UID,
        'summary' => (string) $event->SUMMARY,
        'start' => $times[0],
        'end' => $times[1],
        'location' => (string) $event->LOCATION,
        'description' => (string) $event->DESCRIPTION,
        'status' => (string) $event->STATUS,
        'sequence' => (int) (string) $event->SEQUENCE,
    ];
}
$warnings = array_map(function ($each) { return $each['message']; }, $calendar->validate());
echo json_encode(['errors' => $warnings, 'facts' => $facts]);
