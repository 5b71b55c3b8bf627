//! What everybody in a call is sent: the invitation, its changes, reminders, and the link to book.
//! Each reader's own clock and zone are named.

use std::collections::HashSet;

use chrono::{DateTime, Utc};
use chrono_tz::Tz;
use domain::accounts::first_name;
use domain::ids::{AskId, CallId};
use domain::problem::Problem;
use domain::scheduling::CallState;
use domain::time::{clock, date_short, local, zones};

use super::invitation::{Invitation, Method, Participant};
use super::letter::letter;
use super::links;
use super::store::{self, CallFacts};
use crate::ctx::Ctx;
use crate::db::Tx;
use crate::error::Result;
use crate::mail::{self, IcsMethod, Letter, NewMail};

/// Why a mail about a call is sent.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(super) enum Occasion {
    /// Booked, moved or cancelled: whatever is true now.
    Changed,
    DayBefore,
    HourBefore,
}

impl Occasion {
    const fn name(self) -> &'static str {
        match self {
            Self::Changed => "call_changed",
            Self::DayBefore => "call_tomorrow",
            Self::HourBefore => "call_soon",
        }
    }
}

/// Who reads it, and so what they are told and may do.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(super) enum Reader {
    Advocate,
    /// Who booked: their mail carries the link to move or cancel.
    Booker,
    Colleague,
    Rep,
}

pub(super) struct Recipient {
    pub reader: Reader,
    pub name: String,
    pub email: String,
    pub zone: Tz,
}

/// Writes a mail to everybody in the call.
pub(super) async fn tell_everybody(tx: &mut Tx, ctx: &Ctx, facts: &CallFacts, occasion: Occasion) -> Result<()> {
    let entry = entry_of(ctx, facts);
    for recipient in recipients(facts) {
        let letter = letter(ctx, facts, &recipient, occasion);
        let method = if facts.state == CallState::Cancelled { Method::Cancel } else { Method::Request };
        let attached = match (occasion, method) {
            (Occasion::Changed, Method::Cancel) => Some((Method::Cancel, IcsMethod::Cancel)),
            (Occasion::Changed, _) => Some((Method::Request, IcsMethod::Request)),
            _ => None,
        };
        let mail = NewMail {
            key: format!("{}/{}/{}/{}", occasion.name(), facts.id, facts.sequence, recipient.email.to_lowercase()),
            kind: occasion.name(),
            to_name: recipient.name,
            to_email: recipient.email,
            subject: letter.subject.clone(),
            text: letter.text(),
            html: letter.html()?,
            invitation: attached.map(|(method, ics)| mail::Invitation { ics: entry.to_ics(method), method: ics }),
        };
        mail::queue(tx, ctx, &mail).await?;
    }
    Ok(())
}

/// Writes the mail with the booking link, once an advocate said yes.
pub(super) async fn invite_prospect(tx: &mut Tx, ctx: &Ctx, ask: AskId) -> Result<()> {
    let path = links::invite(tx, ctx, ask).await?;
    let facts = store::invitation_facts(tx, ask).await?.ok_or(Problem::NotFound)?;
    let Some(email) = facts.guest_email.filter(|email| !email.is_empty()) else {
        tracing::warn!(ask.id = %ask, "nobody to invite: the request names no contact with an e-mail address");
        return Ok(());
    };
    let speaker = format!("{}, {} at {}", facts.advocate_name, facts.advocate_title, facts.organisation);
    let letter = Letter {
        subject: format!("{} will talk to you: choose a time", facts.advocate_name),
        heading: format!("Talk to {}", facts.advocate_name),
        opening: format!(
            "Hello {}, {} has agreed to tell you about their experience with {}. Choose a time that suits you; it takes a minute.",
            first_name(&facts.guest_name),
            speaker,
            facts.company_name
        ),
        facts: vec![("About".to_owned(), facts.goal), ("Length".to_owned(), format!("{} minutes", facts.minutes))],
        action: Some(("Choose a time".to_owned(), ctx.app().url(&path))),
        closing: format!("This link is for you alone. If you did not expect it, tell {}.", facts.rep_name),
        company: facts.company_name,
    };
    let mail = NewMail {
        key: format!("booking_link/{ask}"),
        kind: "booking_link",
        to_name: facts.guest_name,
        to_email: email,
        subject: letter.subject.clone(),
        text: letter.text(),
        html: letter.html()?,
        invitation: None,
    };
    mail::queue(tx, ctx, &mail).await
}

/// Asks the rep whether the call took place; opening the link decides nothing.
pub(super) async fn ask_attendance(tx: &mut Tx, ctx: &Ctx, facts: &CallFacts) -> Result<()> {
    let zone = zones::find(&facts.rep_zone).unwrap_or(Tz::UTC);
    let heading = format!("Did {} and {} talk?", facts.advocate_name, facts.prospect);
    let letter = Letter {
        subject: heading.clone(),
        heading,
        opening: format!(
            "Hello {}, the call was planned for {}. Say in one tap whether it took place: {}'s rest begins with it, and a missed call can be booked anew.",
            first_name(&facts.rep_name),
            zones::spoken_range(&facts.during(), zone),
            facts.advocate_name
        ),
        facts: vec![],
        action: Some(("Record what happened".to_owned(), ctx.app().url(&format!("/calls/{}", facts.id)))),
        closing: "Nothing is recorded by opening this mail.".to_owned(),
        company: facts.company_name.clone(),
    };
    let mail = NewMail {
        key: format!("ask_attendance/{}/{}", facts.id, facts.sequence),
        kind: "ask_attendance",
        to_name: facts.rep_name.clone(),
        to_email: facts.rep_email.clone(),
        subject: letter.subject.clone(),
        text: letter.text(),
        html: letter.html()?,
        invitation: None,
    };
    mail::queue(tx, ctx, &mail).await
}

/// The calendar entry of a call, for download.
pub(super) async fn entry(tx: &mut Tx, ctx: &Ctx, call: CallId) -> Result<String> {
    Ok(invitation(tx, ctx, call).await?.to_ics(Method::Publish))
}

/// The calendar entry of a call, for links into web calendars.
pub(super) async fn invitation(tx: &mut Tx, ctx: &Ctx, call: CallId) -> Result<Invitation> {
    let facts = store::call_facts(tx, call).await?.ok_or(Problem::NotFound)?;
    Ok(entry_of(ctx, &facts))
}

fn entry_of(ctx: &Ctx, facts: &CallFacts) -> Invitation {
    let (sender, address) = sender(&ctx.app().config().mail_from);
    let participants = recipients(facts).into_iter().map(|recipient| Participant {
        only_informed: recipient.reader == Reader::Rep && !facts.rep_joins,
        name: recipient.name,
        email: recipient.email,
    });
    let mut description = vec![format!("Who talks: {}", who(facts))];
    if !facts.goal.is_empty() {
        description.push(format!("About: {}", facts.goal));
    }
    if !facts.topics.is_empty() {
        description.push(format!("Topics: {}", facts.topics.join(", ")));
    }
    description.push(format!("Join: {}", facts.meeting_url));
    let url = &ctx.app().config().public_url;
    let host = url.split_once("://").map_or(url.as_str(), |(_, host)| host);
    Invitation {
        call: facts.id,
        sequence: facts.sequence,
        written_at: facts.changed_at,
        during: facts.during(),
        summary: format!("{} and {}: a reference for {}", facts.advocate_name, facts.prospect, facts.company_name),
        description: description.join("\n"),
        meeting_url: facts.meeting_url.clone(),
        organizer: Participant {
            name: format!("{} via {sender}", facts.company_name),
            email: address,
            only_informed: false,
        },
        participants: participants.collect(),
        host: host.split(':').next().unwrap_or(host).to_owned(),
    }
}

/// "PeerChamps <no-reply@peerchamps.example>" as name and address.
fn sender(from: &str) -> (String, String) {
    match from.rsplit_once('<') {
        Some((name, address)) => (name.trim().to_owned(), address.trim_end_matches('>').trim().to_owned()),
        None => ("PeerChamps".to_owned(), from.trim().to_owned()),
    }
}

pub(super) fn who(facts: &CallFacts) -> String {
    let mut names = vec![format!("{} ({})", facts.advocate_name, facts.organisation)];
    names.push(format!("{} ({})", facts.booked_by_name, facts.prospect));
    names.extend(facts.colleague_email.clone());
    if facts.rep_joins {
        names.push(format!("{} ({})", facts.rep_name, facts.company_name));
    }
    names.join(", ")
}

/// Everybody in the call, each address once: as the first of those who have it.
fn recipients(facts: &CallFacts) -> Vec<Recipient> {
    let zone = |name: &str| zones::find(name).unwrap_or(Tz::UTC);
    // A prospect whose zone is unknown was shown the advocate's; the mail names it.
    let prospects = facts.prospect_zone.as_deref().and_then(zones::find).unwrap_or_else(|| zone(&facts.advocate_zone));
    let mut all = vec![
        Recipient {
            reader: Reader::Advocate,
            name: facts.advocate_name.clone(),
            email: facts.advocate_email.clone(),
            zone: zone(&facts.advocate_zone),
        },
        Recipient {
            reader: Reader::Booker,
            name: facts.booked_by_name.clone(),
            email: facts.booked_by_email.clone(),
            zone: prospects,
        },
    ];
    all.extend(facts.colleague_email.iter().map(|email| Recipient {
        reader: Reader::Colleague,
        name: facts.colleague_name.clone().unwrap_or_default(),
        email: email.clone(),
        zone: prospects,
    }));
    all.push(Recipient {
        reader: Reader::Rep,
        name: facts.rep_name.clone(),
        email: facts.rep_email.clone(),
        zone: zone(&facts.rep_zone),
    });
    let mut seen = HashSet::new();
    all.retain(|recipient| seen.insert(recipient.email.to_lowercase()));
    all
}

/// "Tue 24 Nov, 14:00 GMT"
pub(super) fn short_when(instant: DateTime<Utc>, zone: Tz) -> String {
    let shown = local(instant, &zone);
    format!("{}, {} {}", date_short(shown.date()), clock(shown.time()), zones::abbreviation(zone, instant))
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn the_configured_sender_gives_the_organiser() {
        let parts = |from| {
            let (name, address) = sender(from);
            [name, address]
        };

        assert_eq!(parts("PeerChamps <no-reply@peerchamps.example>"), ["PeerChamps", "no-reply@peerchamps.example"]);
        assert_eq!(parts("calls@quillstone.example"), ["PeerChamps", "calls@quillstone.example"]);
    }
}
