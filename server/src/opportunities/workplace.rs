//! The workplace of one deal.

use chrono::{DateTime, Utc};
use chrono_tz::Tz;
use domain::accounts::Permission;
use domain::ids::OpportunityId;
use domain::money::Money;
use domain::opportunities::{
    CallRow, ContactRow, OrganisationName, PersonName, RequestRow, Section, Shown, Source, Workplace, WorkplaceHeader,
};
use domain::organisations::{self, Industry};
use domain::paging::Count;
use domain::problem::Problem;
use domain::scheduling::CallState;
use domain::time::{ago, clock, date_short, date_with_year, in_days, local, zones};

use super::store::workplace as store;
use super::{activity, notes, reach, stage, today};
use crate::ctx::Ctx;
use crate::error::Result;

/// From so many days before the date on, a deal nobody was asked for is pressing.
const PRESSING_DAYS: i64 = 10;

/// One deal: the facts above the tabs, and what one tab shows. An id that is none, another company's,
/// or out of the reader's reach does not exist. `after` is the cursor of an older page of the tab.
pub async fn workplace(ctx: &Ctx, id: &str, section: Section, after: Option<&str>) -> Result<Workplace> {
    ctx.allow(Permission::ViewOpportunities)?;
    let viewer = ctx.viewer()?;
    let id: OpportunityId = id.parse().map_err(|_| Problem::NotFound)?;
    let (zone, _) = today(viewer, ctx.now());
    let mut tx = ctx.begin().await?;
    let reach = reach(&mut tx, viewer, Permission::ViewOpportunities).await?;
    let row = store::header(&mut tx, &reach, id).await?.ok_or(Problem::NotFound)?;
    let contacts = store::contacts(&mut tx, id).await?;
    let shown = match section {
        Section::Matching => Shown::Matching,
        Section::Requests => {
            Shown::Requests(store::requests(&mut tx, id).await?.into_iter().map(|row| request(row, zone)).collect())
        }
        Section::Calls => {
            Shown::Calls(store::calls(&mut tx, id).await?.into_iter().map(|row| call(row, zone, ctx.now())).collect())
        }
        Section::Activity => Shown::Activity(activity::activity(&mut tx, ctx, id, after).await?),
        Section::Notes => Shown::Notes(notes::notes(&mut tx, ctx, id, row.notes.clone(), after).await?),
    };
    tx.commit().await?;
    let zone = format!("{} ({})", zones::city(zone), zones::abbreviation(zone, ctx.now()));
    Ok(Workplace { header: header(ctx, id, row, contacts)?, shown, zone })
}

fn header(
    ctx: &Ctx,
    id: OpportunityId,
    row: store::HeaderRow,
    contacts: Vec<store::ContactFacts>,
) -> Result<WorkplaceHeader> {
    let viewer = ctx.viewer()?;
    let (_, today) = today(viewer, ctx.now());
    let is_pressing = !row.is_closed
        && row.live_requests == 0
        && row.needed_by.is_some_and(|day| (day - today).num_days() <= PRESSING_DAYS);
    let products = organisations::and_list(&row.products);
    let line = [products, row.city.clone().unwrap_or_default()].into_iter().filter(|part| !part.is_empty());
    let line = match &row.organisation_name {
        Some(prospect) if *prospect != row.name => std::iter::once(prospect.clone()).chain(line).collect::<Vec<_>>(),
        _ => line.collect(),
    };
    Ok(WorkplaceHeader {
        id,
        organisation: row.organisation.zip(row.organisation_name).map(|(id, name)| OrganisationName { id, name }),
        name: row.name,
        line: line.join(". "),
        source: row.source,
        synced: (row.source != Source::Manual).then(|| match row.synced_at {
            Some(at) => format!("{}, synced {}", row.source.label(), ago(at, ctx.now())),
            None => row.source.label().to_owned(),
        }),
        needed_in: row.needed_by.filter(|_| !row.is_closed).map(|day| in_days(day, today)),
        needed_by: row.needed_by.map(|day| date_with_year(day, today)),
        is_pressing,
        amount: row.amount_minor.map(|minor| Money::new(minor, row.currency)),
        stage: stage(row.stage, row.stage_place, row.stages, row.is_closed, row.is_won),
        closes_on: row.closes_on.map(|day| date_with_year(day, today)),
        industry: row.industry.and_then(|key| key.parse::<Industry>().ok()).map(|industry| industry.label().to_owned()),
        employees: row.employees.and_then(|staff| u32::try_from(staff).ok()),
        competitors: row.competitors,
        contacts: contact_rows(contacts, viewer.sees_contact_data()),
        owner: row.owner.zip(row.owner_name).map(|(id, name)| PersonName { id, name }),
        requests: Count::capped(row.requests, 99),
        calls: Count::capped(row.calls, 99),
        may_edit: viewer.may(Permission::EditOpportunities),
        may_match: viewer.may(Permission::RunMatching),
        may_request: viewer.may(Permission::SubmitRequests),
    })
}

/// Without addresses for readers who see no contact data.
pub(super) fn contact_rows(contacts: Vec<store::ContactFacts>, shows_addresses: bool) -> Vec<ContactRow> {
    let row = |contact: store::ContactFacts| ContactRow {
        id: contact.id,
        name: contact.name,
        email: contact.email.filter(|_| shows_addresses),
        title: contact.title,
        role: contact.role,
        is_primary: contact.is_primary,
    };
    contacts.into_iter().map(row).collect()
}

fn request(row: store::RequestFacts, zone: Tz) -> RequestRow {
    RequestRow {
        id: row.id,
        activity: row.activity,
        requested_by: row.requested_by,
        requested_on: zones::today(row.created_at, zone),
        needed_by: row.needed_by,
        advocate: row.advocate.zip(row.advocate_name),
        state: row.state.label_of(row.consent_ended).to_owned(),
        done: row.state.stations(),
        waits: row.state.waits_for_rep(),
    }
}

fn call(row: store::CallFacts, zone: Tz, now: DateTime<Utc>) -> CallRow {
    let (from, until) = (local(row.from, &zone), local(row.until, &zone));
    let state = match row.state {
        CallState::Completed => "Held",
        CallState::Missed => "Missed",
        CallState::Cancelled => "Cancelled",
        CallState::Scheduled if row.until <= now => "Was planned",
        _ => "Booked",
    };
    CallRow {
        id: row.id,
        advocate: row.advocate,
        advocate_name: row.advocate_name,
        organisation: row.organisation,
        when: format!("{}, {} to {}", date_short(from.date()), clock(from.time()), clock(until.time())),
        state: state.to_owned(),
        is_over: row.until <= now,
        rating: row.rating.and_then(|rating| u8::try_from(rating).ok()),
    }
}
