//! The list.

use chrono::NaiveDate;
use chrono_tz::Tz;
use domain::accounts::{Permission, Scope};
use domain::lists::Query;
use domain::money::Money;
use domain::opportunities::{
    BestMatch, ListSort, OpportunityList, OpportunityRow, OrganisationName, PersonName, Reference, SavedView,
};
use domain::organisations;
use domain::paging::Count;
use domain::time::local;

use super::store::list as store;
use super::{reach, stage, today};
use crate::ctx::Ctx;
use crate::db::paging::{PAGE_ROWS, Turn};
use crate::error::Result;

/// A tab counts to 99.
const TAB_CAP: u32 = 99;
/// The pager counts exactly to here.
const TOTAL_CAP: u32 = 100_000;

/// What the address of the list asks for; anything unknown in it counts as not said.
pub(super) struct Asked {
    view: SavedView,
    text: String,
    /// In small letters.
    lower: String,
    sort: ListSort,
    descending: bool,
}

impl Asked {
    pub(super) fn of(query: &Query, scope: Scope) -> Self {
        let views = SavedView::of_scope(scope);
        let named = query.one("view").and_then(|text| text.parse().ok()).filter(|view| views.contains(view));
        let (sort, descending) = query.order(ListSort::Needed, |sort| sort.starts_descending());
        let text = query.one("q").unwrap_or_default().trim().to_owned();
        Self {
            view: named.or_else(|| views.first().copied()).unwrap_or(SavedView::All),
            lower: text.to_lowercase(),
            text,
            sort,
            descending,
        }
    }

    /// Names the list and its order, for cursors.
    fn name(&self) -> String {
        let Self { view, lower, sort, descending, .. } = self;
        format!("opportunities/{view}/{sort}/{descending}/{lower}")
    }

    pub(super) fn wanted<'a>(&'a self, turn: &'a Turn, limit: i64) -> store::Wanted<'a> {
        let Self { view, lower, sort, descending, .. } = self;
        store::Wanted { view: *view, text: lower, sort: *sort, descending: *descending, turn, limit }
    }
}

/// The opportunities the address asks for, as far as the reader reaches.
pub async fn list(ctx: &Ctx, query: &Query) -> Result<OpportunityList> {
    let scope = ctx.allow(Permission::ViewOpportunities)?;
    let viewer = ctx.viewer()?;
    let asked = Asked::of(query, scope);
    let name = asked.name();
    let secrets = ctx.app().secrets();
    let turn = Turn::read(secrets, &name, query.one("after"), query.one("before"))?;

    let mut tx = ctx.begin().await?;
    let reach = reach(&mut tx, viewer, Permission::ViewOpportunities).await?;
    let rows = store::list(&mut tx, &reach, viewer.user, &asked.wanted(&turn, PAGE_ROWS + 1)).await?;
    let counts = store::counts(&mut tx, &reach, viewer.user).await?;
    tx.commit().await?;

    let (zone, today) = today(viewer, ctx.now());
    let total = Count::capped(rows.first().map_or(0, |row| row.total), TOTAL_CAP);
    let place = |row: &store::ListRow| (row.key.clone(), row.id.0);
    let page = turn.page(secrets, &name, rows, total, place, |row| shown(row, zone, today))?;
    Ok(OpportunityList {
        view: asked.view,
        tabs: tab_counts(SavedView::of_scope(scope), &counts),
        sort: asked.sort,
        descending: asked.descending,
        text: asked.text,
        page,
        may_edit: viewer.may(Permission::EditOpportunities),
        may_import: viewer.may(Permission::Import),
        may_match: viewer.may(Permission::RunMatching),
    })
}

/// The tabs with what is behind each.
pub(super) fn tab_counts(views: &[SavedView], counts: &store::Counts) -> Vec<(SavedView, Count)> {
    let number = |view: SavedView| match view {
        SavedView::Mine => counts.mine,
        SavedView::Team => counts.team,
        SavedView::Need => counts.need,
        SavedView::Progress => counts.progress,
        SavedView::All => counts.all,
    };
    views.iter().map(|view| (*view, Count::capped(number(*view), TAB_CAP))).collect()
}

fn shown(row: store::ListRow, zone: Tz, today: NaiveDate) -> OpportunityRow {
    let about = organisations::line(&row.products, row.industry.as_deref(), row.country.as_deref());
    // A deal that is not named after its prospect says whose it is.
    let line = match &row.organisation_name {
        Some(prospect) if !row.name.to_lowercase().contains(&prospect.to_lowercase()) => {
            if about.is_empty() {
                prospect.clone()
            } else {
                format!("{prospect}. {about}")
            }
        }
        _ => about,
    };
    let starts = row.starts_at.map(|at| local(at, &zone));
    let best = row.best.zip(row.best_name).zip(row.best_score);
    OpportunityRow {
        id: row.id,
        name: row.name,
        organisation: row.organisation.zip(row.organisation_name).map(|(id, name)| OrganisationName { id, name }),
        line,
        stage: stage(row.stage, row.stage_place, row.stages, row.is_closed, row.is_won),
        amount: row.amount_minor.map(|minor| Money::new(minor, row.currency)),
        closes_on: row.closes_on,
        reference: Reference::of(row.reference, row.needed_by, starts, today),
        best: best.map(|((advocate, name), score_milli)| BestMatch { advocate, name, score_milli }),
        owner: row.owner.zip(row.owner_name).map(|(id, name)| PersonName { id, name }),
    }
}
