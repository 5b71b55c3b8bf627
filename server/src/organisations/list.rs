//! The list.

use domain::accounts::Permission;
use domain::lists::Query;
use domain::organisations::{
    Industry, OrganisationFacet, OrganisationFacets, OrganisationList, OrganisationRow, OrganisationSort, Relation,
};
use domain::paging::Count;

use super::{Sight, sight, store};
use crate::ctx::Ctx;
use crate::db::paging::{PAGE_ROWS, Turn};
use crate::error::Result;

/// The pager counts exactly to here.
const TOTAL_CAP: u32 = 100_000;

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

    pub(super) async fn rows(
        &self,
        ctx: &Ctx,
        tx: &mut crate::db::Tx,
        sight: &Sight,
        turn: &Turn,
        limit: i64,
    ) -> Result<Vec<store::ListRow>> {
        let lower = self.text.to_lowercase();
        let wanted = store::Wanted {
            sight,
            today: ctx.now().date_naive(),
            text: &lower,
            relation: self.relation.map(Relation::as_str).unwrap_or_default(),
            industry: self.industry.map(Industry::key).unwrap_or_default(),
            country: &self.country,
            sort: self.sort.as_str(),
            descending: self.descending,
            turn,
            limit,
        };
        store::list(tx, &wanted).await
    }
}

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
    let rows = asked.rows(ctx, &mut tx, &sight, &turn, PAGE_ROWS + 1).await?;
    let facets = store::facets(&mut tx, &sight, ctx.now().date_naive()).await?;
    tx.commit().await?;
    let total = Count::capped(rows.first().map_or(0, |row| row.total), TOTAL_CAP);
    let page = turn.page(secrets, &name, rows, total, |row| (row.key.clone(), row.id.0), shown)?;
    Ok(OrganisationList { here, sort: asked.sort, descending: asked.descending, facets: sorted(facets), page })
}

fn sorted(rows: Vec<store::FacetRow>) -> OrganisationFacets {
    let mut facets = OrganisationFacets::default();
    for row in rows {
        let number = u32::try_from(row.number).unwrap_or(u32::MAX);
        let (list, label) = match row.facet.as_str() {
            "relation" => {
                let label = row.value.parse::<Relation>().map_or(row.value.clone(), |kind| kind.plural().to_owned());
                (&mut facets.relations, label)
            }
            "industry" => {
                let label = row.value.parse::<Industry>().map_or(row.value.clone(), Industry::path);
                (&mut facets.industries, label)
            }
            "country" => (&mut facets.countries, row.value.clone()),
            _ => {
                facets.all = number;
                continue;
            }
        };
        list.push(OrganisationFacet { value: row.value, label, number });
    }
    facets
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
