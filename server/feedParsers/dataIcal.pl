# For ical.test.ts: reads a feed as Perl's Data::ICal does, and prints what it understood as JSON.
use strict;
use warnings;
use Data::ICal;
use JSON::PP;

binmode STDIN, ':raw';
my $text = do { local $/; <STDIN> };
utf8::decode($text);
my $calendar = Data::ICal->new( data => $text );
die 'not read: ' . $calendar->error_message . "\n" unless $calendar;

my $moment = sub {
    my ($property) = @_;
    return undef unless $property;
    my %of = ( value => $property->value, tzid => $property->parameters->{TZID} );
    return \%of;
};
my @events;
for my $entry ( @{ $calendar->entries } ) {
    next unless $entry->ical_entry_type eq 'VEVENT';
    my $one = sub { my ($name) = @_; my $all = $entry->property($name); return $all && $all->[0] };
    my $text_of = sub { my $property = $one->( $_[0] ); return $property ? $property->decoded_value : '' };
    push @events,
      {
        uid          => $text_of->('uid'),
        start        => $moment->( $one->('dtstart') ),
        end          => $moment->( $one->('dtend') ),
        summary      => $text_of->('summary'),
        location     => $text_of->('location'),
        description  => $text_of->('description'),
        status       => $text_of->('status'),
        sequence     => 0 + $text_of->('sequence'),
        stamp        => $moment->( $one->('dtstamp') ),
        lastModified => $moment->( $one->('last-modified') ),
      };
}
print JSON::PP->new->utf8->encode( \@events );
