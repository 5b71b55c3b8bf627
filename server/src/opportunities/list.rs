//! The list.

use std::collections::BTreeMap;

use chrono::NaiveDate;
use chrono_tz::Tz;
use domain::accounts::{Permission, Scope};
use domain::ids::UserId;
use domain::lists::{Facet, ListHead, ListName, Query};
use domain::money::Money;
use domain::opportunities::{
    AmountBand, BestMatch, CloseWindow, ListSort, NeedsReference, OpportunityList, OpportunityRow, OrganisationName,
    PersonName, Reference, SavedView,
};
use domain::organisations;
use domain::paging::Count;
use domain::time::{date_with_year, local};

use super::many::owner_choices;
use super::store::list as store;
use super::{reach, stage, today};
use crate::ctx::Ctx;
use crate::db::Tx;
use crate::db::paging::{PAGE_ROWS, Turn};
use crate::error::Result;
use crate::views;

/// A tab counts to 99.
const TAB_CAP: u32 = 99;
/// The pager counts exactly to here.
const TOTAL_CAP: u32 = 100_000;

/// What the address of the list asks for, as far as the list knows it.
pub(super) struct Asked {
    view: SavedView,
    text: String,
    /// In small letters.
    lower: String,
    stages: Vec<String>,
    owners: Vec<String>,
    needs: Vec<String>,
    amounts: Vec<String>,
    closes: Vec<String>,
    sort: ListSort,
    descending: bool,
    today: NaiveDate,
    /// What it does not know.
    ignored: Vec<(String, String)>,
}

impl Asked {
    /// `stages` are those that the company has: a stage that is gone filters nothing.
    pub(super) fn of(query: &Query, scope: Scope, today: NaiveDate, stages: &[(String, String)]) -> Self {
        let views = SavedView::of_scope(scope);
        let named = query.one("view").and_then(|text| text.parse().ok()).filter(|view| views.contains(view));
        let (sort, descending) = query.order(ListSort::Needed, |sort| sort.starts_descending());
        let text = query.one("q").unwrap_or_default().trim().to_owned();
        let mut asked = Self {
            view: named.or_else(|| views.first().copied()).unwrap_or(SavedView::All),
            lower: text.to_lowercase(),
            text,
            stages: Vec::new(),
            owners: Vec::new(),
            needs: Vec::new(),
            amounts: Vec::new(),
            closes: Vec::new(),
            sort,
            descending,
            today,
            ignored: Vec::new(),
        };
        for (name, value) in query.first_page().pairs() {
            if !asked.take(name, value, views, stages) {
                asked.ignored.push((name.to_owned(), value.to_owned()));
            }
        }
        asked
    }

    /// Whether this part of the address means something here.
    fn take(&mut self, name: &str, value: &str, views: &[SavedView], stages: &[(String, String)]) -> bool {
        let (into, is_known) = match name {
            "q" => return true,
            "view" => return value.parse::<SavedView>().is_ok_and(|view| views.contains(&view)),
            "sort" => return value.parse::<ListSort>().is_ok(),
            "dir" => return matches!(value, "up" | "down"),
            "stage" => (&mut self.stages, stages.iter().any(|(known, _)| known == value)),
            "owner" => (&mut self.owners, value.parse::<UserId>().is_ok()),
            "needs" => (&mut self.needs, value.parse::<NeedsReference>().is_ok()),
            "amount" => (&mut self.amounts, value.parse::<AmountBand>().is_ok()),
            "close" => (&mut self.closes, value.parse::<CloseWindow>().is_ok()),
            _ => return false,
        };
        if is_known {
            into.push(value.to_owned());
        }
        is_known
    }

    /// Names the list and its order, for cursors.
    fn name(&self) -> String {
        let Self { view, lower, sort, descending, .. } = self;
        let filters = [&self.stages, &self.owners, &self.needs, &self.amounts, &self.closes];
        // "By value": what a cursor holds is a number or a name, no longer text made of either.
        format!("opportunities by value/{view}/{sort}/{descending}/{lower}/{filters:?}")
    }

    pub(super) fn wanted<'a>(&'a self, turn: &'a Turn, limit: i64) -> store::Wanted<'a> {
        store::Wanted {
            view: self.view,
            text: &self.lower,
            sort: self.sort,
            descending: self.descending,
            turn,
            limit,
            stages: &self.stages,
            owners: &self.owners,
            needs: &self.needs,
            amounts: &self.amounts,
            closes: &self.closes,
            today: self.today,
            anyway: false,
            counted: false,
        }
    }
}

/// The opportunities the address asks for, as far as the reader reaches.
pub async fn list(ctx: &Ctx, query: &Query) -> Result<OpportunityList> {
    let scope = ctx.allow(Permission::ViewOpportunities)?;
    let viewer = ctx.viewer()?;
    let (zone, today) = today(viewer, ctx.now());
    let mut tx = ctx.begin().await?;
    let stages = store::stages(&mut tx).await?;
    let asked = Asked::of(query, scope, today, &stages);
    let name = asked.name();
    let secrets = ctx.app().secrets();
    let turn = Turn::read(secrets, &name, query.one("after"), query.one("before"))?;

    let reach = reach(&mut tx, viewer, Permission::ViewOpportunities).await?;
    let wanted = store::Wanted { counted: true, ..asked.wanted(&turn, PAGE_ROWS + 1) };
    let rows = store::list(&mut tx, &reach, viewer.user, &wanted).await?;
    let start = Turn::default();
    let facets = match rows.first() {
        Some(row) => row.facets.clone(),
        None => {
            // Nothing is left: what the facets would show instead.
            let anyway = store::Wanted { anyway: true, limit: 1, turn: &start, ..wanted };
            let row = store::list(&mut tx, &reach, viewer.user, &anyway).await?.pop();
            row.map_or_else(|| serde_json::json!({}), |row| row.facets)
        }
    };
    let facets = facets_of(&mut tx, &asked, &stages, serde_json::from_value(facets)?).await?;
    let counts = store::counts(&mut tx, &reach, viewer.user).await?;
    let views = views::of(&mut tx, ctx, ListName::Opportunities).await?;
    let may_edit = viewer.may(Permission::EditOpportunities);
    let give_to = if may_edit { Some(owner_choices(&mut tx, ctx).await?) } else { None };
    tx.commit().await?;

    let total = Count::capped(rows.first().map_or(0, |row| row.total), TOTAL_CAP);
    let place = |row: &store::ListRow| (row.key.clone(), row.id.0);
    let page = turn.page(secrets, &name, rows, total, place, |row| shown(row, zone, today))?;
    Ok(OpportunityList {
        head: ListHead { query: query.first_page(), text: asked.text, facets, ignored: asked.ignored, views },
        view: asked.view,
        tabs: tab_counts(SavedView::of_scope(scope), &counts),
        sort: asked.sort,
        descending: asked.descending,
        page,
        may_edit,
        give_to,
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

async fn facets_of(
    tx: &mut Tx,
    asked: &Asked,
    stages: &[(String, String)],
    mut counts: BTreeMap<String, BTreeMap<String, i64>>,
) -> Result<Vec<Facet>> {
    let mut counted = |name: &str| counts.remove(name).unwrap_or_default();
    let stage = |id: &str| {
        stages.iter().find(|(known, _)| known == id).map_or("A stage that is gone", |(_, name)| name).to_owned()
    };
    let place = |id: &str| stages.iter().position(|(known, _)| known == id).unwrap_or(usize::MAX);
    let owners = counted("owner");
    let ids = owners.keys().chain(&asked.owners).filter_map(|id| id.parse().ok()).collect::<Vec<UserId>>();
    let people = store::people(tx, &ids).await?;
    let person = |id: &str| people.get(id).cloned().unwrap_or_else(|| "Somebody who left".to_owned());
    let needs = |value: &str| value.parse::<NeedsReference>().map_or("", NeedsReference::label).to_owned();
    let band = |value: &str| value.parse::<AmountBand>().map_or("", AmountBand::label).to_owned();
    let window = |value: &str| value.parse::<CloseWindow>().map_or("", CloseWindow::label).to_owned();
    Ok(vec![
        Facet::of("stage", "Stage", &counted("stage"), &asked.stages, stage).in_order(place),
        Facet::of("owner", "Owner", &owners, &asked.owners, person),
        Facet::of("needs", "Reference", &counted("needs"), &asked.needs, needs),
        Facet::of("amount", "Amount", &counted("amount"), &asked.amounts, band)
            .in_order(|value| AmountBand::ALL.iter().position(|band| band.as_str() == value).unwrap_or(usize::MAX)),
        Facet::of("close", "Close date", &counted("close"), &asked.closes, window)
            .in_order(|value| CloseWindow::ALL.iter().position(|at| at.as_str() == value).unwrap_or(usize::MAX)),
    ])
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
    let ranked = row.best_at.map(|at| local(at, &zone));
    let caveat = ranked.and_then(|at| BestMatch::caveat(at, row.best_outdated.unwrap_or_default(), today));
    let best = row.best.zip(row.best_name).zip(row.best_score);
    OpportunityRow {
        id: row.id,
        name: row.name,
        organisation: row.organisation.zip(row.organisation_name).map(|(id, name)| OrganisationName { id, name }),
        line,
        stage: stage(row.stage, row.stage_place, row.stages, row.is_closed, row.is_won),
        amount: row.amount_minor.map(|minor| Money::new(minor, row.currency)),
        closes_on: row.closes_on.map(|day| date_with_year(day, today)),
        reference: Reference::of(row.reference, row.needed_by, starts, today),
        best: best.map(|((advocate, name), score_milli)| BestMatch { advocate, name, score_milli, caveat }),
        owner: row.owner.zip(row.owner_name).map(|(id, name)| PersonName { id, name }),
    }
}
