//! The list.

use std::collections::HashMap;

use domain::accounts::Permission;
use domain::ids::OrganisationId;
use domain::lists::Query;
use domain::organisations::{
    Industry, OrganisationFacet, OrganisationFacets, OrganisationList, OrganisationRow, OrganisationSort, Relation,
};
use domain::paging::Count;

use super::{Sight, sight, store};
use crate::ctx::Ctx;
use crate::db::Tx;
use crate::db::paging::{PAGE_ROWS, Turn};
use crate::error::Result;
use crate::roster::{self, OrganisationsAsked, OrganisationsPicked};

/// The pager counts exactly to here.
const TOTAL_CAP: u32 = 100_000;
/// The most values a filter offers.
const VALUES_MOST: usize = 100;

/// What the address of the list asks for; anything unknown in it counts as not said.
pub(super) struct Asked {
    text: String,
    relation: Option<Relation>,
    industry: Option<Industry>,
    country: String,
    sort: OrganisationSort,
    descending: bool,
}

impl Asked {
    pub(super) fn of(query: &Query) -> Self {
        let (sort, descending) = query.order(OrganisationSort::Name, |sort| sort.starts_descending());
        let country = query.one("country").unwrap_or_default().trim();
        Self {
            text: query.one("q").unwrap_or_default().trim().chars().take(100).collect(),
            relation: query.one("relation").and_then(|text| text.parse().ok()),
            industry: query.one("industry").and_then(|text| text.parse().ok()),
            country: if country.len() == 2 { country.to_ascii_uppercase() } else { String::new() },
            sort,
            descending,
        }
    }

    /// What was asked and means nothing here.
    fn ignored(&self, query: &Query) -> Vec<(String, String)> {
        let is_understood = |name: &str| match name {
            "q" | "sort" | "dir" => true,
            "relation" => self.relation.is_some(),
            "industry" => self.industry.is_some(),
            "country" => !self.country.is_empty(),
            _ => false,
        };
        query.ignored(|name, _| is_understood(name))
    }

    /// The address as it was understood.
    fn here(&self) -> Query {
        Query::default()
            .with("q", &self.text)
            .with("relation", self.relation.map(Relation::as_str).unwrap_or_default())
            .with("industry", self.industry.map(Industry::key).unwrap_or_default())
            .with("country", &self.country)
            .with("sort", self.sort.as_str())
            .with("dir", if self.descending { "down" } else { "up" })
    }

    /// What the address asks for as far as the reader sees, and `most` rows of the turn.
    pub(super) async fn pick(
        &self,
        ctx: &Ctx,
        tx: &mut Tx,
        sight: &Sight,
        turn: &Turn,
        most: usize,
    ) -> Result<(OrganisationsPicked, Vec<(Place, store::ListRow)>)> {
        let roster = roster::current(ctx, tx).await?;
        let asked = OrganisationsAsked {
            all_deals: sight.deals.all,
            all_advocates: sight.all_advocates,
            customers_of: sight.customers_of,
            of_deals: if sight.deals.all { Vec::new() } else { store::prospects_of(tx, sight).await? },
            text: self.text.to_lowercase(),
            relation: self.relation,
            industry: self.industry.map(Industry::key).unwrap_or_default().to_owned(),
            country: self.country.clone(),
            sort: self.sort,
            descending: self.descending,
        };
        let mut picked = roster.organisations(asked, turn.clone(), most).await?;
        let places = std::mem::take(&mut picked.places);
        let ids: Vec<OrganisationId> = places.iter().map(|place| place.id).collect();
        let rows = store::list(tx, sight, ctx.now().date_naive(), &ids).await?;
        let mut rows: HashMap<OrganisationId, store::ListRow> = rows.into_iter().map(|row| (row.id, row)).collect();
        let rows = places.into_iter().filter_map(|place| rows.remove(&place.id).map(|row| (place, row)));
        Ok((picked, rows.collect()))
    }
}

type Place = roster::Place<OrganisationId>;

/// The organisations the address asks for, as far as the reader reaches.
pub async fn list(ctx: &Ctx, query: &Query) -> Result<OrganisationList> {
    ctx.allow(Permission::ViewAdvocates)?;
    let asked = Asked::of(query);
    let here = asked.here();
    let name = format!("organisations/{here}");
    let secrets = ctx.app().secrets();
    let turn = Turn::read(secrets, &name, query.one("after"), query.one("before"))?;
    let mut tx = ctx.begin().await?;
    let sight = sight(&mut tx, ctx).await?;
    let most = usize::try_from(PAGE_ROWS).unwrap_or_default() + 1;
    let (picked, rows) = asked.pick(ctx, &mut tx, &sight, &turn, most).await?;
    tx.commit().await?;
    let total = Count::capped(i64::try_from(picked.total).unwrap_or(i64::MAX), TOTAL_CAP);
    let place = |(place, _): &(Place, store::ListRow)| (Some(place.key.clone()), place.id.0);
    let page = turn.page(secrets, &name, rows, total, place, |(_, row)| shown(row))?;
    let ignored = asked.ignored(query);
    Ok(OrganisationList { here, sort: asked.sort, descending: asked.descending, facets: facets(picked), ignored, page })
}

/// The values of each filter, the frequent ones first.
fn facets(picked: OrganisationsPicked) -> OrganisationFacets {
    let relation = |(kind, number): (Relation, u32)| (kind.as_str().to_owned(), kind.plural().to_owned(), number);
    let industry = |(key, number): (String, u32)| {
        let label = key.parse::<Industry>().map_or(key.clone(), Industry::path);
        (key, label, number)
    };
    OrganisationFacets {
        relations: frequent(picked.relations.into_iter().map(relation)),
        industries: frequent(picked.industries.into_iter().map(industry)),
        countries: frequent(picked.countries.into_iter().map(|(code, number)| (code.clone(), code, number))),
        all: picked.all,
    }
}

fn frequent(values: impl Iterator<Item = (String, String, u32)>) -> Vec<OrganisationFacet> {
    let mut facet: Vec<OrganisationFacet> =
        values.map(|(value, label, number)| OrganisationFacet { value, label, number }).collect();
    facet.sort_by(|one, other| other.number.cmp(&one.number).then_with(|| one.value.cmp(&other.value)));
    facet.truncate(VALUES_MOST);
    facet
}

fn shown(row: store::ListRow) -> OrganisationRow {
    let whole = |number: i64| u32::try_from(number).unwrap_or(u32::MAX);
    OrganisationRow {
        id: row.id,
        place: place(&row.city, row.country.as_deref()),
        name: row.name,
        industry: row
            .industry
            .map(|key| key.parse::<Industry>().map_or(key, |known| known.label().to_owned()))
            .unwrap_or_default(),
        relations: row.relations,
        employees: row.employees.and_then(|number| u32::try_from(number).ok()),
        advocates: whole(row.advocates),
        open_deals: whole(row.open_deals),
        owner: row.owner,
    }
}

/// "Leeds, UK"
fn place(city: &str, country: Option<&str>) -> String {
    let country = country.map(|code| if code == "GB" { "UK" } else { code });
    let parts: Vec<&str> = Some(city).filter(|city| !city.is_empty()).into_iter().chain(country).collect();
    parts.join(", ")
}
