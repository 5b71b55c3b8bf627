//! The words of a mail about a call.

use domain::accounts::first_name;
use domain::scheduling::{CallState, Side};
use domain::time::zones;

use super::links;
use super::mails::{Occasion, Reader, Recipient, short_when, who};
use super::store::CallFacts;
use crate::ctx::Ctx;
use crate::mail::Letter;

/// What this reader is told about a call.
pub(super) fn letter(ctx: &Ctx, facts: &CallFacts, recipient: &Recipient, occasion: Occasion) -> Letter {
    let zone = recipient.zone;
    let other = match recipient.reader {
        Reader::Advocate => facts.booked_by_name.clone(),
        Reader::Booker | Reader::Colleague => facts.advocate_name.clone(),
        Reader::Rep => format!("{} and {}", facts.advocate_name, facts.prospect),
    };
    let when = zones::spoken_range(&facts.during(), zone);
    let (heading, opening) = words(facts, recipient, occasion, &other);
    let mut lines = vec![("When".to_owned(), format!("{when}, {}", zones::spoken_zone(zone, facts.from)))];
    if facts.state == CallState::Cancelled {
        if !facts.cancel_reason.is_empty() {
            lines.push(("Why".to_owned(), facts.cancel_reason.clone()));
        }
    } else {
        lines.push(("Where".to_owned(), facts.meeting_url.clone()));
        lines.push(("Who".to_owned(), who(facts)));
        if !facts.topics.is_empty() {
            lines.push(("Topics".to_owned(), facts.topics.join(", ")));
        }
        if recipient.reader == Reader::Advocate && !facts.note.is_empty() {
            lines.push((format!("From {}", first_name(&facts.booked_by_name)), facts.note.clone()));
        }
    }
    Letter {
        subject: format!("{heading}: {}", short_when(facts.from, zone)),
        heading,
        opening,
        facts: lines,
        action: action(ctx, facts, recipient),
        closing: closing(facts, recipient.reader),
        company: facts.company_name.clone(),
    }
}

fn words(facts: &CallFacts, recipient: &Recipient, occasion: Occasion, other: &str) -> (String, String) {
    let hello = match first_name(&recipient.name) {
        name if name.is_empty() => "Hello".to_owned(),
        name => format!("Hello {name}"),
    };
    let talk = match recipient.reader {
        Reader::Rep => format!("the call between {other}"),
        _ => format!("your call with {other}"),
    };
    let capital = {
        let mut letters = talk.chars();
        letters.next().map(|first| first.to_uppercase().chain(letters).collect::<String>()).unwrap_or_default()
    };
    match occasion {
        Occasion::DayBefore => (format!("Tomorrow: {talk}"), format!("{hello}, {talk} is tomorrow.")),
        Occasion::HourBefore => (format!("In an hour: {talk}"), format!("{hello}, {talk} begins in an hour.")),
        Occasion::Changed if facts.state == CallState::Cancelled => {
            let by = match facts.cancelled_by {
                Some(Side::Advocate) => facts.advocate_name.as_str(),
                Some(Side::Staff) => facts.company_name.as_str(),
                _ => facts.booked_by_name.as_str(),
            };
            (
                format!("Cancelled: {talk}"),
                format!("{hello}, {by} has cancelled {talk}. The invitation attached takes it out of your calendar."),
            )
        }
        Occasion::Changed if facts.sequence > 0 => (
            format!("Moved: {talk}"),
            format!("{hello}, {talk} has a new time. The invitation attached moves it in your calendar."),
        ),
        Occasion::Changed => (capital, format!("{hello}, {talk} is planned. The invitation is attached.")),
    }
}

fn action(ctx: &Ctx, facts: &CallFacts, recipient: &Recipient) -> Option<(String, String)> {
    let label =
        if facts.state == CallState::Cancelled { "Choose another time" } else { "See, move or cancel the call" };
    let link = facts.link?;
    match recipient.reader {
        Reader::Booker => Some((label.to_owned(), ctx.app().url(&links::path(ctx.app().secrets(), link)))),
        Reader::Rep => Some(("See the call".to_owned(), ctx.app().url(&format!("/calls/{}", facts.id)))),
        Reader::Advocate => {
            Some(("See or cancel the call".to_owned(), ctx.app().url(&format!("/portal/calls/{}", facts.id))))
        }
        Reader::Colleague => None,
    }
}

fn closing(facts: &CallFacts, reader: Reader) -> String {
    match reader {
        Reader::Advocate => "Thank you for giving your time.".to_owned(),
        _ if facts.state == CallState::Cancelled => String::new(),
        Reader::Booker => "Plans change. You can move or cancel until two hours before.".to_owned(),
        Reader::Colleague => format!("{} can move or cancel the call.", facts.booked_by_name),
        Reader::Rep if facts.rep_joins => String::new(),
        Reader::Rep => "You are told, and do not join.".to_owned(),
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn a_letter_escapes_what_people_typed() {
        let letter = Letter {
            subject: String::new(),
            heading: "Call".into(),
            opening: "<script>alert(1)</script>".into(),
            facts: vec![("Note".into(), "a & b".into())],
            action: None,
            closing: String::new(),
            company: "Quillstone".into(),
        };

        let html = letter.html().unwrap();

        assert!(!html.contains("<script>"), "{html}");
        assert!(letter.text().contains("Note: a & b"));
    }
}
