//! What happened to a deal, from the record of events: who did what and when, newest first.

use chrono_tz::Tz;
use domain::event::Event;
use domain::ids::OpportunityId;
use domain::opportunities::{Activity, ActivityRow, ChosenStage, Field, PersonName, StageMove};
use domain::time::{clock, date_short, local};

use super::store::{activity as store, edit};
use super::today;
use crate::ctx::Ctx;
use crate::db::{Tx, paging};
use crate::error::Result;

/// One page. What a later version wrote, which this one does not know, is left out.
pub(super) async fn activity(tx: &mut Tx, ctx: &Ctx, id: OpportunityId, after: Option<&str>) -> Result<Activity> {
    let (zone, _) = today(ctx.viewer()?, ctx.now());
    let list = format!("activity/{id}");
    let before = paging::given::<i64>(ctx.app().secrets(), &list, after)?;
    let mut rows = store::activity(tx, id, before, paging::PAGE_ROWS + 1).await?;
    let more = i64::try_from(rows.len()).is_ok_and(|rows| rows > paging::PAGE_ROWS);
    if more {
        rows.pop();
    }
    let older = match rows.last().filter(|_| more) {
        Some(last) => Some(paging::sign(ctx.app().secrets(), &list, &last.seq)?),
        None => None,
    };
    let stages = edit::stages(tx).await?;
    let rows = rows.into_iter().filter_map(|row| happened(row, &stages, zone)).collect();
    Ok(Activity { rows, older, is_later_page: before.is_some() })
}

fn happened(row: store::EventRow, stages: &[ChosenStage], zone: Tz) -> Option<ActivityRow> {
    let event: Event = serde_json::from_value(row.body).ok()?;
    let advocate = row.advocate_name.unwrap_or_else(|| "an advocate".to_owned());
    let at = local(row.occurred_at, &zone);
    Some(ActivityRow {
        line: match &event {
            Event::OpportunityChanged { moved: Some(moved), .. } => Some(way(*moved, stages)),
            _ => None,
        },
        title: title(&event, &advocate)?,
        who: row.actor.zip(row.actor_name).map(|(id, name)| PersonName { id, name }),
        at: row.occurred_at,
        when: format!("{}, {}", date_short(at.date()), clock(at.time())),
    })
}

/// "From Discovery to Proposal".
fn way(moved: StageMove, stages: &[ChosenStage]) -> String {
    let name = |id| stages.iter().find(|stage| stage.id == id).map_or("a stage that is gone", |stage| &stage.name);
    format!("From {} to {}", name(moved.from), name(moved.to))
}

fn title(event: &Event, advocate: &str) -> Option<String> {
    Some(match event {
        Event::OpportunityCreated { .. } => "Opportunity created".to_owned(),
        Event::OpportunityChanged { fields, .. } => match Field::sentence(fields) {
            Some(what) => format!("Changed {what}"),
            None => "Opportunity changed".to_owned(),
        },
        Event::NoteWritten { .. } => "Note written".to_owned(),
        Event::NoteChanged { .. } => "Note changed".to_owned(),
        Event::NoteDeleted { .. } => "Note deleted".to_owned(),
        Event::NoteRestored { .. } => "Note brought back".to_owned(),
        Event::MatchRun { .. } => "Matching run".to_owned(),
        Event::RequestSubmitted { .. } => "Reference requested".to_owned(),
        Event::RequestCancelled { .. } => "Request taken back".to_owned(),
        Event::AskSent { .. } => format!("Asked {advocate}"),
        Event::AskAccepted { .. } => format!("{advocate} accepted"),
        Event::AskDeclined { .. } => format!("{advocate} declined"),
        Event::AskExpired { .. } => format!("No answer from {advocate} in time"),
        Event::AskWithdrawn { .. } => format!("Ask to {advocate} withdrawn"),
        Event::CallBooked { .. } => format!("Call with {advocate} booked"),
        Event::CallMoved { .. } => format!("Call with {advocate} moved"),
        Event::CallCancelled { .. } => format!("Call with {advocate} cancelled"),
        _ => return None,
    })
}
