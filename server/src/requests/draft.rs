//! Before somebody is asked: a first draft, or the words of the last round for the next advocate.

use chrono::{Days, NaiveDate};
use domain::accounts::{Permission, first_name};
use domain::ids::{AdvocateId, OpportunityId, RequestId};
use domain::problem::Problem;
use domain::requests::{Check, DraftPage, Move, RequestTab};
use domain::time::{date_short, zones};

use super::store::{self, Round};
use super::words::{facts, in_words, zone_of};
use crate::ctx::Ctx;
use crate::error::Result;
use crate::matching::{self, Standing};

/// Until then a deal without a date is taken to need its reference.
const DEFAULT_NEED_DAYS: u64 = 10;
/// Hardly any deal has more open requests.
const MOST_OPEN: i64 = 20;

/// A first draft from the deal's facts, and whether this advocate can be asked right now. A request of
/// this deal that found nobody goes on with this advocate: its words and guests are kept.
pub async fn draft(
    ctx: &Ctx,
    opportunity: OpportunityId,
    advocate: AdvocateId,
    request: Option<RequestId>,
) -> Result<DraftPage> {
    let scope = ctx.allow(Permission::SubmitRequests)?;
    let viewer = ctx.viewer()?;
    let today = zones::today(ctx.now(), zone_of(&viewer.time_zone));
    let mut tx = ctx.begin().await?;
    if !store::may_see_opportunity(&mut tx, opportunity, scope, viewer.user).await? {
        return Err(Problem::NotFound.into());
    }
    let round = store::last_round(&mut tx, opportunity, request).await?;
    match &round {
        // Named in the address: it must be there and have somebody to be asked next.
        None if request.is_some() => return Err(Problem::NotFound.into()),
        Some(round) => round.state.after(Move::Ask).map(drop).map_err(Problem::from)?,
        None => {}
    }
    let deal = store::deal(&mut tx, opportunity).await?.ok_or(Problem::NotFound)?;
    let person = store::advocate(&mut tx, advocate).await?.ok_or(Problem::NotFound)?;
    let standing = matching::standing(&mut tx, ctx, opportunity, advocate).await?;
    let guests = store::guest_choices(&mut tx, opportunity).await?;
    let reader = store::Reader { scope, user: viewer.user, today: ctx.now().date_naive() };
    let open = store::lines(&mut tx, reader, RequestTab::Open, None, Some(opportunity), None, MOST_OPEN).await?;
    tx.commit().await?;

    let first = first_name(&person.name);
    let topics: Vec<String> = deal.topics.iter().chain(&deal.use_cases).take(3).cloned().collect();
    let needed_by =
        deal.needed_by.filter(|day| *day > today).or_else(|| today.checked_add_days(Days::new(DEFAULT_NEED_DAYS)));
    let mut page = DraftPage {
        opportunity,
        opportunity_name: deal.name,
        prospect_facts: facts(deal.industry.as_deref(), &deal.city, deal.employees),
        prospect_id: deal.organisation,
        message: first_words(&first, &deal.prospect, &topics, &deal.competitors, needed_by, &viewer.name),
        prospect: deal.prospect,
        advocate,
        advocate_first_name: first,
        advocate_name: person.name,
        advocate_title: person.title,
        advocate_organisation: person.organisation_name,
        advocate_organisation_id: person.organisation,
        score: standing.score_milli.map(|milli| (milli + 500).div_euclid(1000)),
        checks: checks(&standing),
        next_best: standing.next,
        chosen_guests: guests.iter().filter(|guest| guest.is_primary).map(|guest| guest.id).collect(),
        guests,
        topics,
        needed_by,
        earliest: today + Days::new(1),
        duration_minutes: 30,
        avoid: String::new(),
        share_company: true,
        share_guests: true,
        rep_joins: false,
        rep_name: viewer.name.clone(),
        company_name: viewer.company_name.clone(),
        success_manager: person.success_manager,
        request: None,
        asked_before: None,
        under_way: open.into_iter().find(|line| line.state.is_under_way()).map(|line| (line.id, line.advocate_name)),
    };
    if let Some(round) = round {
        go_on(&mut page, round, today);
    }
    Ok(page)
}

/// The words and guests of the round before, for somebody else.
fn go_on(page: &mut DraftPage, round: Round, today: NaiveDate) {
    page.message = greeting(&round.message, &first_name(&round.last_asked), &page.advocate_first_name);
    page.chosen_guests = page.guests.iter().map(|guest| guest.id).filter(|id| round.guests.contains(&id.0)).collect();
    page.needed_by = Some(round.needed_by).filter(|day| *day > today).or(page.needed_by);
    page.topics = round.topics;
    page.avoid = round.avoid;
    page.duration_minutes = round.duration_minutes;
    page.share_company = round.share_company;
    page.share_guests = round.share_guests;
    page.rep_joins = round.rep_joins;
    page.request = Some(round.request);
    page.asked_before = Some(round.last_asked);
}

/// The message with another name where it greeted somebody at its start.
fn greeting(message: &str, before: &str, now: &str) -> String {
    match message.strip_prefix(&format!("Hello {before},")) {
        Some(rest) if !before.is_empty() => format!("Hello {now},{rest}"),
        _ => message.to_owned(),
    }
}

fn checks(standing: &Standing) -> Vec<Check> {
    if standing.gates.is_empty() {
        ["Under the monthly cap", "Cooling off has passed", "No support condition", "Consent covers a call"]
            .into_iter()
            .map(|words| Check { passed: true, words: words.to_owned() })
            .collect()
    } else {
        standing.gates.iter().map(|gate| Check { passed: false, words: gate.sentence() }).collect()
    }
}

/// Words to start from, made of the deal's facts alone; the rep changes them.
fn first_words(
    first: &str,
    prospect: &str,
    topics: &[String],
    competitors: &[String],
    needed_by: Option<NaiveDate>,
    rep: &str,
) -> String {
    let mut text = format!("Hello {first},\n\n{prospect} is looking at us");
    if let Some(competitor) = competitors.first() {
        text.push_str(&format!(" beside {competitor}"));
    }
    text.push_str(" and would value half an hour with somebody who has done it");
    match topics {
        [] => text.push('.'),
        some => text.push_str(&format!(". They would like to hear about {}.", in_words(some))),
    }
    if let Some(day) = needed_by {
        text.push_str(&format!(
            "\n\nThey hope to talk before {}. If now is not a good time, say so and I will ask elsewhere.",
            date_short(day)
        ));
    }
    text.push_str(&format!("\n\n{}", first_name(rep)));
    text
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn only_a_greeting_at_the_start_takes_another_name() {
        let table = [
            ("Hello Ingrid,\n\nDo you know Ingrid, too?", "Hello Bram,\n\nDo you know Ingrid, too?"),
            ("Hello Ingrids,", "Hello Ingrids,"),
            ("Dear Ingrid,", "Dear Ingrid,"),
        ];

        for (message, expected) in table {
            assert_eq!(greeting(message, "Ingrid", "Bram"), expected);
        }
        assert_eq!(greeting("Hello ,", "", "Bram"), "Hello ,");
    }
}
