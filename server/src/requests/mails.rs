//! Mails about a request: to the advocate who is asked, and to the rep about the answer.

use chrono_tz::Tz;
use domain::accounts::first_name;
use domain::ids::AskId;
use domain::problem::Problem;
use domain::requests::AskState;
use domain::time::{clock, date_short, local, zones};

use super::store;
use crate::accounts::ASK_LINK;
use crate::ctx::Ctx;
use crate::db::Tx;
use crate::error::Result;
use crate::mail::{self, Letter, NewMail};
use crate::secrets::Secrets;

/// The key in the advocate's mail: made from the ask's id and a MAC, so that only its hash is kept.
pub(super) fn ask_key(secrets: &Secrets, ask: AskId) -> String {
    secrets.link_key(ASK_LINK, ask.0)
}

/// Asks the advocate. The link signs them in and decides nothing.
pub(super) async fn ask(tx: &mut Tx, ctx: &Ctx, ask: AskId) -> Result<()> {
    let facts = store::mail_facts(tx, ask).await?.ok_or(Problem::NotFound)?;
    let zone = zones::find(&facts.advocate_zone).unwrap_or(Tz::UTC);
    let until = local(facts.expires_at, &zone);
    let who = if facts.share_company { facts.prospect.clone() } else { "a company like yours".to_owned() };
    let letter = Letter {
        subject: format!("{} asks: {} min with {who}", facts.rep_name, facts.duration_minutes),
        heading: format!("{} min with {who}?", facts.duration_minutes),
        opening: facts.message.clone(),
        facts: vec![
            ("They want to hear about".to_owned(), facts.topics.join(", ")),
            ("Please leave out".to_owned(), facts.avoid.clone()),
            ("Before".to_owned(), date_short(facts.needed_by)),
            (
                "Please answer by".to_owned(),
                format!(
                    "{}, {} {}",
                    date_short(until.date()),
                    clock(until.time()),
                    zones::spoken_zone(zone, facts.expires_at)
                ),
            ),
        ],
        action: Some((
            "See the request and answer".to_owned(),
            ctx.app().url(&format!("/portal/enter/{}", ask_key(ctx.app().secrets(), ask))),
        )),
        closing: "Saying no is no trouble at all: one tap, and nobody but us sees your reason.".to_owned(),
        company: facts.company.clone(),
    };
    let mail = NewMail {
        key: format!("ask/{ask}"),
        kind: "ask",
        to_name: facts.advocate_name,
        to_email: facts.advocate_email,
        subject: letter.subject.clone(),
        text: letter.text(),
        html: letter.html()?,
        invitation: None,
    };
    mail::queue(tx, ctx, &mail).await
}

/// Tells whoever waits for it what became of the ask.
pub(super) async fn answer(tx: &mut Tx, ctx: &Ctx, ask: AskId, became: AskState) -> Result<()> {
    let facts = store::mail_facts(tx, ask).await?.ok_or(Problem::NotFound)?;
    // What is no longer so is not told; the change after it has a mail of its own.
    if facts.state != became {
        return Ok(());
    }
    let first = first_name(&facts.advocate_name);
    let page = ctx.app().url(&format!("/requests/{}", facts.request));
    let (subject, opening, action) = match facts.state {
        AskState::Sent => return Ok(()),
        AskState::Withdrawn => return withdrawn(tx, ctx, ask, &facts, &first).await,
        AskState::Accepted => (
            format!("{} said yes to {}", facts.advocate_name, facts.prospect),
            format!("{first} is happy to talk. {} has been sent a link to book a time.", facts.prospect),
            ("See the request".to_owned(), page),
        ),
        AskState::Declined => (
            format!("{} cannot help with {} this time", facts.advocate_name, facts.prospect),
            format!(
                "{first} said no{}. The next best match is one click away.",
                facts.decline_reason.map(|reason| format!(": {}", reason.label().to_lowercase())).unwrap_or_default()
            ),
            ("Choose somebody else".to_owned(), page),
        ),
        AskState::Expired => (
            format!("No answer from {} about {}", facts.advocate_name, facts.prospect),
            format!(
                "{first} did not answer in time, and is not asked any more. The next best match is one click away."
            ),
            ("Choose somebody else".to_owned(), page),
        ),
    };
    let letter = Letter {
        heading: subject.clone(),
        subject,
        opening,
        facts: vec![("Needed by".to_owned(), date_short(facts.needed_by))],
        action: Some(action),
        closing: String::new(),
        company: facts.company.clone(),
    };
    let mail = NewMail {
        key: format!("ask_answer/{ask}"),
        kind: "ask_answer",
        to_name: facts.rep_name,
        to_email: facts.rep_email,
        subject: letter.subject.clone(),
        text: letter.text(),
        html: letter.html()?,
        invitation: None,
    };
    mail::queue(tx, ctx, &mail).await
}

/// The advocate need not answer any more. Whoever had a planned call hears of it from its own mail.
async fn withdrawn(tx: &mut Tx, ctx: &Ctx, ask: AskId, facts: &store::MailFacts, first: &str) -> Result<()> {
    let letter = Letter {
        subject: "A request was taken back".to_owned(),
        heading: "Nothing is needed from you".to_owned(),
        opening: format!(
            "Hello {first}, {} took back the request about {}. Thank you for being there.",
            facts.rep_name,
            if facts.share_company { facts.prospect.as_str() } else { "a call" }
        ),
        facts: vec![],
        action: None,
        closing: String::new(),
        company: facts.company.clone(),
    };
    let mail = NewMail {
        key: format!("ask_withdrawn/{ask}"),
        kind: "ask_withdrawn",
        to_name: facts.advocate_name.clone(),
        to_email: facts.advocate_email.clone(),
        subject: letter.subject.clone(),
        text: letter.text(),
        html: letter.html()?,
        invitation: None,
    };
    mail::queue(tx, ctx, &mail).await
}

/// The advocate no longer agrees to what was asked; the rep looks for somebody else.
pub(super) async fn consent_ended(tx: &mut Tx, ctx: &Ctx, ask: AskId) -> Result<()> {
    let facts = store::mail_facts(tx, ask).await?.ok_or(Problem::NotFound)?;
    let first = first_name(&facts.advocate_name);
    let letter = Letter {
        subject: format!("{} withdrew consent: {}", facts.advocate_name, facts.prospect),
        heading: format!("{} no longer agrees to be asked for {}", facts.advocate_name, facts.activity.in_words()),
        opening: format!(
            "{first} withdrew the consent, so what was asked for {} has ended with them. A planned call is cancelled, \
             and everybody in it is told. The next best match is one click away.",
            facts.prospect
        ),
        facts: vec![("Needed by".to_owned(), date_short(facts.needed_by))],
        action: Some(("Choose somebody else".to_owned(), ctx.app().url(&format!("/requests/{}", facts.request)))),
        closing: String::new(),
        company: facts.company.clone(),
    };
    let mail = NewMail {
        key: format!("consent_ended/{ask}"),
        kind: "consent_ended",
        to_name: facts.rep_name,
        to_email: facts.rep_email,
        subject: letter.subject.clone(),
        text: letter.text(),
        html: letter.html()?,
        invitation: None,
    };
    mail::queue(tx, ctx, &mail).await
}
