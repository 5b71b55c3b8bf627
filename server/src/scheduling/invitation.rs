//! The calendar entry of a call as RFC 5545 text, for mail and for download.
//!
//! What Outlook, Google and Apple need to treat a later mail as the same entry: a UID that never
//! changes, a SEQUENCE that grows, a METHOD that equals the mail's, and times in UTC, which need no
//! zone definition and mean the same everywhere.

use chrono::{DateTime, Utc};
use domain::ids::CallId;
use domain::time::TimeRange;
use icalendar::{Alarm, Calendar, Component, Event, EventLike, EventStatus, Property, Trigger};

/// Whether the entry is to be put into calendars or taken out again.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Method {
    Request,
    Cancel,
    /// For download: put into one's own calendar, without asking anybody.
    Publish,
}

impl Method {
    pub const fn as_str(self) -> &'static str {
        match self {
            Self::Request => "REQUEST",
            Self::Cancel => "CANCEL",
            Self::Publish => "PUBLISH",
        }
    }
}

/// Somebody named in the entry.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Participant {
    pub name: String,
    pub email: String,
    /// Somebody who is told but does not join.
    pub only_informed: bool,
}

/// Everything the entry says.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Invitation {
    pub call: CallId,
    pub sequence: i32,
    pub written_at: DateTime<Utc>,
    pub during: TimeRange,
    pub summary: String,
    pub description: String,
    pub meeting_url: String,
    pub organizer: Participant,
    pub participants: Vec<Participant>,
    /// The host name that makes the UID unique in the world.
    pub host: String,
}

/// Folds lines at 75 octets (RFC 5545, 3.1), never inside a character. The library counts otherwise
/// where parameters hold letters of several octets.
fn folded(ics: &str) -> String {
    const OCTETS: usize = 75;
    let mut out = String::with_capacity(ics.len() + ics.len() / OCTETS);
    for line in ics.replace("\r\n ", "").split_terminator("\r\n") {
        let mut used = 0;
        for letter in line.chars() {
            if used + letter.len_utf8() > OCTETS {
                out.push_str("\r\n ");
                used = 1;
            }
            out.push(letter);
            used += letter.len_utf8();
        }
        out.push_str("\r\n");
    }
    out
}

impl Invitation {
    pub fn to_ics(&self, method: Method) -> String {
        let mut event = Event::with_uid(&self.uid());
        event
            .timestamp(self.written_at)
            .starts(self.during.from)
            .ends(self.during.until)
            .summary(&text(&self.summary))
            .description(&text(&self.description))
            .location(&text(&self.meeting_url))
            .url(&self.meeting_url)
            .status(if method == Method::Cancel { EventStatus::Cancelled } else { EventStatus::Confirmed })
            .sequence(self.sequence.unsigned_abs())
            .add_property("TRANSP", "OPAQUE")
            .append_property(self.organizer());
        if method != Method::Publish {
            for participant in &self.participants {
                event.append_multi_property(attendee(participant));
            }
        }
        if method != Method::Cancel {
            event.alarm(Alarm::display(&text(&self.summary), Trigger::before_start(chrono::TimeDelta::minutes(15))));
        }

        let mut calendar = Calendar::empty();
        calendar
            .append_property(("PRODID", "-//PeerChamps//Reference calls//EN"))
            .append_property(("VERSION", "2.0"))
            .append_property(("CALSCALE", "GREGORIAN"))
            .append_property(("METHOD", method.as_str()))
            .push(event.done());
        folded(&calendar.to_string())
    }

    /// Opens Google Calendar with the entry filled in.
    pub fn google_url(&self) -> String {
        let stamp = |at: DateTime<Utc>| at.format("%Y%m%dT%H%M%SZ").to_string();
        let dates = format!("{}/{}", stamp(self.during.from), stamp(self.during.until));
        let query = [
            ("action", "TEMPLATE"),
            ("text", &self.summary),
            ("dates", &dates),
            ("details", &self.description),
            ("location", &self.meeting_url),
        ];
        format!("https://calendar.google.com/calendar/render?{}", encoded(&query))
    }

    /// Opens Outlook on the web with the entry filled in.
    pub fn outlook_url(&self) -> String {
        let stamp = |at: DateTime<Utc>| at.format("%Y-%m-%dT%H:%M:%SZ").to_string();
        let (from, until) = (stamp(self.during.from), stamp(self.during.until));
        let query = [
            ("path", "/calendar/action/compose"),
            ("rru", "addevent"),
            ("subject", &self.summary),
            ("startdt", &from),
            ("enddt", &until),
            ("body", &self.description),
            ("location", &self.meeting_url),
        ];
        format!("https://outlook.office.com/calendar/0/deeplink/compose?{}", encoded(&query))
    }

    fn uid(&self) -> String {
        format!("call-{}@{}", self.call, self.host)
    }

    fn organizer(&self) -> Property {
        let mut organizer = Property::new("ORGANIZER", format!("mailto:{}", self.organizer.email));
        organizer.add_parameter("CN", &parameter(&self.organizer.name));
        organizer
    }
}

fn attendee(participant: &Participant) -> Property {
    let mut attendee = Property::new("ATTENDEE", format!("mailto:{}", participant.email));
    let (role, answer) =
        if participant.only_informed { ("NON-PARTICIPANT", "FALSE") } else { ("REQ-PARTICIPANT", "TRUE") };
    attendee
        .add_parameter("CUTYPE", "INDIVIDUAL")
        .add_parameter("ROLE", role)
        .add_parameter("PARTSTAT", "NEEDS-ACTION")
        .add_parameter("RSVP", answer);
    let name = if participant.name.is_empty() { &participant.email } else { &participant.name };
    attendee.add_parameter("CN", &parameter(name));
    attendee
}

/// A query string in which nothing can end a value.
fn encoded(pairs: &[(&str, &str)]) -> String {
    let value = |text: &str| -> String {
        text.bytes()
            .map(|byte| match byte {
                b'A'..=b'Z' | b'a'..=b'z' | b'0'..=b'9' | b'-' | b'_' | b'.' | b'~' => char::from(byte).to_string(),
                other => format!("%{other:02X}"),
            })
            .collect()
    };
    pairs.iter().map(|(name, text)| format!("{name}={}", value(text))).collect::<Vec<_>>().join("&")
}

/// Text whose line breaks the crate can escape: it knows the line feed only.
fn text(value: &str) -> String {
    value.replace("\r\n", "\n").replace('\r', "\n").chars().filter(|c| *c == '\n' || !c.is_control()).collect()
}

/// A parameter value can hold neither quotes nor control characters, in any spelling.
fn parameter(value: &str) -> String {
    value.chars().filter(|c| !c.is_control()).map(|c| if c == '"' { '\'' } else { c }).collect()
}

#[cfg(test)]
mod tests {
    use super::*;
    use proptest::prelude::*;
    use uuid::Uuid;

    fn at(text: &str) -> DateTime<Utc> {
        text.parse().unwrap()
    }

    fn person(name: &str, email: &str) -> Participant {
        Participant { name: name.into(), email: email.into(), only_informed: false }
    }

    fn invitation() -> Invitation {
        Invitation {
            call: CallId(Uuid::from_u128(7)),
            sequence: 1,
            written_at: at("2026-11-19T10:40:00Z"),
            during: TimeRange { from: at("2026-11-24T14:00:00Z"), until: at("2026-11-24T14:30:00Z") },
            summary: "Reference call: Müller & Söhne, Globex; 30 min".into(),
            description: "Who joins:\nIngrid Thistlewood, Skylark Mutual\nJoin: https://meet.example/a".into(),
            meeting_url: "https://meet.example/a".into(),
            organizer: person("Support, PeerChamps", "calls@peerchamps.example"),
            participants: vec![person("Ana \"Bo\" Pérez", "ana@example.com"), person("", "bo@example.org")],
            host: "peerchamps.example".into(),
        }
    }

    /// Lines as a calendar reads them: unfolded, without the line ends.
    fn lines(ics: &str) -> Vec<String> {
        ics.replace("\r\n ", "").split("\r\n").map(str::to_owned).collect()
    }

    #[test]
    fn the_entry_says_who_when_where_and_which_version() {
        let written = lines(&invitation().to_ics(Method::Request));

        for expected in [
            "METHOD:REQUEST",
            "UID:call-00000000-0000-0000-0000-000000000007@peerchamps.example",
            "SEQUENCE:1",
            "STATUS:CONFIRMED",
            "DTSTAMP:20261119T104000Z",
            "DTSTART:20261124T140000Z",
            "DTEND:20261124T143000Z",
            "SUMMARY:Reference call: Müller & Söhne\\, Globex\\; 30 min",
            "DESCRIPTION:Who joins:\\nIngrid Thistlewood\\, Skylark Mutual\\nJoin: https://meet.example/a",
            "LOCATION:https://meet.example/a",
            "ORGANIZER;CN=\"Support, PeerChamps\":mailto:calls@peerchamps.example",
            "TRIGGER;RELATED=START:-PT900S",
        ] {
            assert!(written.iter().any(|line| line == expected), "{expected} is missing in {written:#?}");
        }
        let attendees: Vec<_> = written.iter().filter(|line| line.starts_with("ATTENDEE;")).collect();
        assert_eq!(attendees.len(), 2);
        assert!(attendees[0].contains("CN=Ana 'Bo' Pérez") && attendees[0].ends_with(":mailto:ana@example.com"));
    }

    #[test]
    fn a_cancellation_keeps_the_uid_and_rings_no_alarm() {
        let moved = Invitation { sequence: 2, ..invitation() };
        let written = lines(&moved.to_ics(Method::Cancel));

        for expected in [
            "METHOD:CANCEL",
            "STATUS:CANCELLED",
            "SEQUENCE:2",
            "UID:call-00000000-0000-0000-0000-000000000007@peerchamps.example",
        ] {
            assert!(written.iter().any(|line| line == expected), "{expected} is missing");
        }
        assert!(!written.iter().any(|line| line.contains("VALARM")));
    }

    #[test]
    fn a_download_names_no_other_guests() {
        assert!(!invitation().to_ics(Method::Publish).contains("ATTENDEE"));
    }

    proptest! {
        #[test]
        fn nothing_typed_breaks_a_line_or_adds_a_property(typed in "\\PC{0,80}|[a-z\"\r\n:;,\\\\]{0,60}") {
            let odd = Invitation {
                summary: typed.clone(),
                description: typed.clone(),
                participants: vec![person(&typed, "a@b.example")],
                ..invitation()
            };

            let ics = odd.to_ics(Method::Request);

            prop_assert!(ics.ends_with("END:VCALENDAR\r\n"));
            prop_assert_eq!(ics.matches('\n').count(), ics.matches("\r\n").count());
            for line in ics.split("\r\n") {
                prop_assert!(line.len() <= 75, "{line} is longer than 75 octets");
            }
            let written = lines(&ics);
            prop_assert_eq!(written.iter().filter(|line| line.starts_with("UID:call-")).count(), 1);
            prop_assert_eq!(written.iter().filter(|line| line.starts_with("ATTENDEE;")).count(), 1);
            let plain = lines(&invitation().to_ics(Method::Request)).len();
            // One guest fewer than the plain entry, and nothing else differs in number.
            prop_assert_eq!(written.len(), plain - 1);
        }
    }
}
