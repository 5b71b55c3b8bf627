//! The directory.

use std::collections::BTreeMap;

use domain::accounts::Permission;
use domain::advocates::{AdvocateRow, Directory, DirectorySort, Facet, NameRow, Readiness, ReadinessCount, Status};
use domain::lists::Query;
use domain::organisations::{self, Industry};
use domain::paging::Count;

use super::store::directory as store;
use super::{customers_of, fatigue, support};
use crate::ctx::Ctx;
use crate::db::Tx;
use crate::db::paging::{PAGE_ROWS, Turn};
use crate::error::Result;

/// The pager counts exactly to here.
const TOTAL_CAP: u32 = 100_000;

/// What the address of the directory asks for; anything unknown in it counts as not said.
pub(super) struct Asked {
    text: String,
    /// In small letters.
    lower: String,
    readiness: Option<Readiness>,
    industry: Option<Industry>,
    product: String,
    sort: DirectorySort,
    descending: bool,
}

impl Asked {
    pub(super) fn of(query: &Query) -> Self {
        let (sort, descending) = query.order(DirectorySort::Status, |sort| sort.starts_descending());
        let text = query.one("q").unwrap_or_default().trim().to_owned();
        Self {
            lower: text.to_lowercase(),
            text,
            readiness: query.one("status").and_then(|text| text.parse().ok()),
            industry: query.one("industry").and_then(|text| text.parse().ok()),
            product: query.one("product").unwrap_or_default().to_owned(),
            sort,
            descending,
        }
    }

    /// Names the list and its order, for cursors.
    fn name(&self) -> String {
        let Self { lower, product, sort, descending, .. } = self;
        let group = self.readiness.map(Readiness::as_str).unwrap_or_default();
        let industry = self.industry.map(Industry::key).unwrap_or_default();
        format!("advocates/{sort}/{descending}/{group}/{industry}/{product}/{lower}")
    }

    pub(super) fn wanted<'a>(&'a self, ctx: &Ctx, turn: &'a Turn, limit: i64) -> Result<store::Wanted<'a>> {
        Ok(store::Wanted {
            customers_of: customers_of(ctx.viewer()?),
            today: ctx.now().date_naive(),
            one: None,
            text: &self.lower,
            industry: self.industry.map(Industry::key).unwrap_or_default(),
            product: &self.product,
            readiness: self.readiness,
            sort: self.sort,
            descending: self.descending,
            turn,
            limit,
        })
    }
}

/// The advocates the address asks for, as far as the reader reaches; names only for those who may
/// know no more.
pub async fn directory(ctx: &Ctx, query: &Query) -> Result<Directory> {
    if ctx.viewer()?.may(Permission::ViewAdvocates) { full(ctx, query).await } else { names(ctx, query).await }
}

async fn full(ctx: &Ctx, query: &Query) -> Result<Directory> {
    let asked = Asked::of(query);
    let name = asked.name();
    let secrets = ctx.app().secrets();
    let turn = Turn::read(secrets, &name, query.one("after"), query.one("before"))?;
    let wanted = asked.wanted(ctx, &turn, PAGE_ROWS + 1)?;
    let mut tx = ctx.begin().await?;
    let rows = store::directory(&mut tx, &wanted).await?;
    let counted = counted(&mut tx, &rows, &wanted).await?;
    let industries = store::industries(&mut tx, wanted.customers_of).await?;
    let products = store::products(&mut tx, wanted.customers_of).await?;
    tx.commit().await?;

    let total = Count::capped(rows.first().map_or(0, |row| row.total), TOTAL_CAP);
    let place = |row: &store::DirectoryRow| (row.key.clone(), row.id.0);
    let page = turn.page(secrets, &name, rows, total, place, shown)?;
    Ok(Directory::Full {
        text: asked.text,
        readiness: asked.readiness,
        industry: asked.industry.map(facet),
        product: (!asked.product.is_empty()).then_some(asked.product),
        industries: facets(&industries),
        products,
        sort: asked.sort,
        descending: asked.descending,
        counts: counted.groups,
        people: counted.people,
        organisations: counted.organisations,
        page,
    })
}

/// What stands in the cards, whatever the filters.
struct Counted {
    groups: Vec<ReadinessCount>,
    people: u32,
    organisations: u32,
}

/// The counts come with every row; a filter that finds nobody asks for them again.
async fn counted(tx: &mut Tx, rows: &[store::DirectoryRow], wanted: &store::Wanted<'_>) -> Result<Counted> {
    let start = Turn::default();
    let unfiltered;
    let row = match rows.first() {
        Some(row) => Some(row),
        None => {
            let all = store::Wanted { text: "", industry: "", product: "", readiness: None, turn: &start, ..*wanted };
            unfiltered = store::directory(tx, &all).await?;
            unfiltered.first()
        }
    };
    let statuses: BTreeMap<String, u32> = match row {
        Some(row) => serde_json::from_value(row.statuses.clone())?,
        None => BTreeMap::new(),
    };
    let number = |group: Readiness| {
        let of_group = Status::ALL.iter().filter(|status| status.readiness() == group);
        of_group.filter_map(|status| statuses.get(status.as_str())).sum()
    };
    Ok(Counted {
        groups: Readiness::ALL
            .iter()
            .map(|group| ReadinessCount { readiness: *group, number: number(*group) })
            .collect(),
        people: statuses.values().sum(),
        organisations: row.and_then(|row| u32::try_from(row.organisations).ok()).unwrap_or(0),
    })
}

fn shown(row: store::DirectoryRow) -> AdvocateRow {
    let small = |number: i64| u16::try_from(number).unwrap_or(u16::MAX);
    let whole = |number: i64| u32::try_from(number).unwrap_or(u32::MAX);
    let speaks_about: Vec<&str> = row.use_cases.iter().take(2).map(String::as_str).collect();
    AdvocateRow {
        id: row.id,
        name: row.name,
        title: row.title,
        organisation: row.organisation,
        organisation_name: row.organisation_name,
        speaks_about: sentence(&speaks_about.join(", ")),
        place: organisations::place(row.industry.as_deref(), row.country.as_deref()),
        status: row.status,
        returns_on: row.returns_on,
        fatigue: fatigue(row.load),
        asked_this_month: small(row.month_asks),
        monthly_cap: small(row.monthly_cap.into()),
        support: support(row.shield_class, row.shield_closes),
        calls: whole(row.calls),
        won: whole(row.won),
        decided: whole(row.decided),
        last_call: row.last_call,
    }
}

/// With a capital first letter.
fn sentence(text: &str) -> String {
    let mut letters = text.chars();
    letters.next().map_or_else(String::new, |first| first.to_uppercase().chain(letters).collect())
}

fn facet(industry: Industry) -> Facet {
    Facet { value: industry.key().to_owned(), label: industry.path() }
}

/// The industries that occur, with the sectors and groups above them.
fn facets(keys: &[String]) -> Vec<Facet> {
    let mut found: Vec<Industry> = Vec::new();
    for industry in keys.iter().filter_map(|key| key.parse::<Industry>().ok()) {
        let mut at = Some(industry);
        while let Some(industry) = at {
            if !found.contains(&industry) {
                found.push(industry);
            }
            at = industry.parent();
        }
    }
    found.sort_by_key(|industry| industry.key());
    found.into_iter().map(facet).collect()
}

async fn names(ctx: &Ctx, query: &Query) -> Result<Directory> {
    ctx.allow(Permission::ViewAdvocateNames)?;
    let text = query.one("q").unwrap_or_default().trim().to_owned();
    let lower = text.to_lowercase();
    let name = format!("advocates/names/{lower}");
    let secrets = ctx.app().secrets();
    let turn = Turn::read(secrets, &name, query.one("after"), query.one("before"))?;
    let mut tx = ctx.begin().await?;
    let rows = store::names(&mut tx, &lower, &turn, PAGE_ROWS + 1).await?;
    tx.commit().await?;
    let total = Count::capped(rows.first().map_or(0, |row| row.total), TOTAL_CAP);
    let place = |row: &store::NameFacts| (row.name_key.clone(), row.id.0);
    let page = turn.page(secrets, &name, rows, total, place, |row| NameRow {
        id: row.id,
        name: row.name,
        organisation: row.organisation,
        organisation_name: row.organisation_name,
    })?;
    Ok(Directory::Names { text, page })
}
