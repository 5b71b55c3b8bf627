//! The pipeline as a board, and carrying a deal from one stage to another.

use chrono::NaiveDate;
use chrono_tz::Tz;
use domain::accounts::Permission;
use domain::event::Event;
use domain::ids::OpportunityId;
use domain::money::Money;
use domain::opportunities::{
    BestMatch, Board, BoardAddress, BoardCard, BoardColumn, Field, MoveDeal, OrganisationName, Outcome, PersonName,
    Reference, SavedView, StageMove,
};
use domain::organisations;
use domain::paging::Count;
use domain::problem::Problem;
use domain::time::{date_with_year, local};

use super::edit::editable;
use super::list::tab_counts;
use super::store::{board as store, edit, list};
use super::{reach, today};
use crate::ctx::Ctx;
use crate::db::Tx;
use crate::error::Result;
use crate::events;

/// A column shows so many cards; the table shows the others.
const CARDS: i64 = 30;
/// A column counts exactly to here.
const DEALS_CAP: u32 = 9_999;

/// The deals of a saved view by their stage, as far as the reader reaches.
pub async fn board(ctx: &Ctx, address: BoardAddress) -> Result<Board> {
    let scope = ctx.allow(Permission::ViewOpportunities)?;
    let viewer = ctx.viewer()?;
    let views = SavedView::of_scope(scope);
    let named = address.view.as_deref().and_then(|text| text.parse().ok()).filter(|view| views.contains(view));
    let view = named.or_else(|| views.first().copied()).unwrap_or(SavedView::All);
    let text = address.q.unwrap_or_default().trim().to_owned();

    let mut tx = ctx.begin().await?;
    let reach = reach(&mut tx, viewer, Permission::ViewOpportunities).await?;
    let stages = store::stages(&mut tx).await?;
    let rows = store::cards(&mut tx, &reach, viewer.user, view, &text.to_lowercase(), CARDS).await?;
    let counts = list::counts(&mut tx, &reach, viewer.user).await?;
    tx.commit().await?;

    let (zone, today) = today(viewer, ctx.now());
    let columns = stages.into_iter().map(|stage| column(stage, &rows)).collect();
    Ok(Board {
        view,
        tabs: tab_counts(views, &counts),
        text,
        columns,
        cards: rows.into_iter().map(|row| card(row, zone, today)).collect(),
        may_edit: viewer.may(Permission::EditOpportunities),
        may_import: viewer.may(Permission::Import),
        may_match: viewer.may(Permission::RunMatching),
    })
}

fn column(stage: store::StageRow, rows: &[store::CardRow]) -> BoardColumn {
    let row = rows.iter().find(|row| row.stage == stage.id);
    let sums = row.and_then(|row| row.sums.clone());
    let sums: Vec<(i64, String)> = sums.and_then(|sums| serde_json::from_value(sums).ok()).unwrap_or_default();
    BoardColumn {
        stage: stage.id,
        name: stage.name,
        outcome: match (stage.is_closed, stage.is_won) {
            (false, _) => Outcome::Open,
            (true, true) => Outcome::Won,
            (true, false) => Outcome::Lost,
        },
        deals: Count::capped(row.map_or(0, |row| row.deals), DEALS_CAP),
        worth: sums.into_iter().map(|(minor, currency)| Money::new(minor, currency)).collect(),
    }
}

fn card(row: store::CardRow, zone: Tz, today: NaiveDate) -> BoardCard {
    let starts = row.starts_at.map(|at| local(at, &zone));
    let amount = row.amount_minor.map(|minor| Money::new(minor, row.currency));
    let worth = amount.as_ref().map(ToString::to_string);
    let products = organisations::and_list(&row.products);
    let line: Vec<String> = [worth, Some(products).filter(|text| !text.is_empty())].into_iter().flatten().collect();
    let ranked = row.best_at.map(|at| local(at, &zone));
    let caveat = ranked.and_then(|at| BestMatch::caveat(at, row.best_outdated.unwrap_or_default(), today));
    let best = row.best.zip(row.best_name).zip(row.best_score);
    BoardCard {
        id: row.id,
        name: row.name,
        organisation: row.organisation.zip(row.organisation_name).map(|(id, name)| OrganisationName { id, name }),
        line: line.join(". "),
        amount,
        stage: row.stage,
        closes_on: row.closes_on.map(|day| date_with_year(day, today)),
        reference: Reference::of(row.reference, row.needed_by, starts, today),
        best: best.map(|((advocate, name), score_milli)| BestMatch { advocate, name, score_milli, caveat }),
        owner: row.owner.zip(row.owner_name).map(|(id, name)| PersonName { id, name }),
        source: row.source,
    }
}

/// Puts a deal into another stage, unless its source keeps the stage or somebody moved it meanwhile.
/// Other changes of the deal do not stand in the way.
pub async fn move_deal(ctx: &Ctx, form: &MoveDeal) -> Result<()> {
    let id: OpportunityId = form.opportunity.parse().map_err(|_| Problem::NotFound)?;
    let mut tx = ctx.begin().await?;
    let row = editable(&mut tx, ctx, id).await?;
    let stages = store::stages(&mut tx).await?;
    let ids: Vec<_> = stages.iter().map(|stage| stage.id).collect();
    let to = match form.check(row.source, row.stage_id, &ids) {
        Err(problem) if problem.refusal_code() == Some("changed_meanwhile") => {
            let now = stages.iter().find(|stage| stage.id == row.stage_id).map(|stage| stage.name.as_str());
            return Err(moved_meanwhile(&mut tx, id, &row.name, now.unwrap_or_default()).await?.into());
        }
        checked => checked?,
    };
    if to == row.stage_id {
        return Ok(());
    }

    let closed = stages.iter().any(|stage| stage.id == to && stage.is_closed);
    store::set_stage(&mut tx, id, to, closed, ctx.now()).await?;
    let version = edit::raise_version(&mut tx, id).await?;
    let moved = Some(StageMove { from: row.stage_id, to });
    let event = Event::OpportunityChanged { opportunity: id, version, fields: vec![Field::Stage], moved };
    events::record(&mut tx, ctx, event).await?;
    tx.commit().await
}

/// Says who moved the deal last, and where it is now.
async fn moved_meanwhile(tx: &mut Tx, id: OpportunityId, name: &str, stage: &str) -> Result<Problem> {
    let moves =
        edit::changes_since(tx, id, 0).await?.into_iter().filter_map(|(who, body)| {
            match serde_json::from_value(body) {
                Ok(Event::OpportunityChanged { moved: Some(_), .. }) => Some(who),
                _ => None,
            }
        });
    let who = moves.into_iter().next().flatten().unwrap_or_else(|| "Somebody".to_owned());
    Ok(Problem::refused("changed_meanwhile", format!("{who} moved {name} to “{stage}” meanwhile. It stays there.")))
}
