//! The library.

use std::collections::BTreeMap;

use chrono::NaiveDate;
use domain::accounts::Permission;
use domain::evidence::{EvidenceKind, EvidenceList, EvidenceRow, EvidenceSort, EvidenceState};
use domain::language;
use domain::lists::{self, Facet, Known, ListHead, ListName, Query, any, reads};
use domain::organisations::{self, Industry};
use domain::paging::Count;
use domain::time::date_with_year;

use super::{customers_of, sees, store, today};
use crate::ctx::Ctx;
use crate::db::Tx;
use crate::db::paging::{PAGE_ROWS, Turn};
use crate::error::Result;
use crate::views;

/// The pager counts exactly to here.
const TOTAL_CAP: u32 = 100_000;
const TEXT_CHARS: usize = 200;

/// What the library can be narrowed by.
const FACETS: [Known; 6] = [
    ("kind", reads::<EvidenceKind>),
    ("state", reads::<EvidenceState>),
    ("industry", reads::<Industry>),
    ("product", any),
    ("use_case", any),
    ("language", any),
];

/// What the address of the library asks for, as far as the library knows it.
pub(super) struct Asked(lists::Asked<EvidenceSort>);

impl Asked {
    pub(super) fn of(query: &Query) -> Self {
        let starts_descending = |sort: &EvidenceSort| sort.starts_descending();
        Self(lists::Asked::of(query, &FACETS, TEXT_CHARS, EvidenceSort::Added, starts_descending))
    }

    /// The pieces this asks for, as far as the reader reaches.
    pub(super) async fn rows(
        &self,
        ctx: &Ctx,
        tx: &mut Tx,
        turn: &Turn,
        limit: i64,
        (anyway, counted): (bool, bool),
    ) -> Result<Vec<store::ListRow>> {
        let wanted = store::Wanted {
            customers_of: customers_of(ctx.viewer()?, Permission::ViewAdvocates),
            today: today(ctx),
            text: &self.0.text,
            kinds: self.0.values("kind"),
            products: self.0.values("product"),
            use_cases: self.0.values("use_case"),
            industries: self.0.values("industry"),
            languages: self.0.values("language"),
            states: self.0.values("state"),
            sort: self.0.sort,
            descending: self.0.descending,
            turn,
            limit,
            anyway,
            counted,
        };
        store::list(tx, &wanted).await
    }
}

/// The evidence the address asks for, as far as the reader reaches.
pub async fn list(ctx: &Ctx, query: &Query) -> Result<EvidenceList> {
    sees(ctx)?;
    let asked = Asked::of(query);
    let name = asked.0.name("evidence");
    let secrets = ctx.app().secrets();
    let turn = Turn::read(secrets, &name, query.one("after"), query.one("before"))?;

    let mut tx = ctx.begin().await?;
    let rows = asked.rows(ctx, &mut tx, &turn, PAGE_ROWS + 1, (false, true)).await?;
    let facets = match rows.first() {
        Some(row) => row.facets.clone(),
        None => {
            // Nothing is left: what the facets would show instead.
            let row = asked.rows(ctx, &mut tx, &Turn::default(), 1, (true, true)).await?.pop();
            row.map_or_else(|| serde_json::json!({}), |row| row.facets)
        }
    };
    let views = views::of(&mut tx, ctx, ListName::Evidence).await?;
    tx.commit().await?;

    let today = today(ctx);
    let total = Count::capped(rows.first().map_or(0, |row| row.total), TOTAL_CAP);
    let page = turn.page(secrets, &name, rows, total, |row| (row.key.clone(), row.id.0), |row| shown(row, today))?;
    let asked = asked.0;
    let facets = facets_of(&asked, serde_json::from_value(facets)?);
    Ok(EvidenceList {
        head: ListHead { query: query.first_page(), text: asked.text, facets, ignored: asked.ignored, views },
        sort: asked.sort,
        descending: asked.descending,
        page,
        may_add: ctx.viewer()?.may(Permission::EditAdvocates),
    })
}

fn facets_of(asked: &lists::Asked<EvidenceSort>, mut counts: BTreeMap<String, BTreeMap<String, i64>>) -> Vec<Facet> {
    let mut counted = |name: &str| counts.remove(name).unwrap_or_default();
    let same = str::to_owned;
    let kind = |value: &str| value.parse::<EvidenceKind>().map_or("", EvidenceKind::label).to_owned();
    let state = |value: &str| value.parse::<EvidenceState>().map_or("", EvidenceState::label).to_owned();
    let place = |value: &str| EvidenceState::ALL.iter().position(|state| state.as_str() == value).unwrap_or(usize::MAX);
    vec![
        Facet::of("state", "State", &counted("state"), asked.values("state"), state).in_order(place),
        Facet::of("kind", "Kind", &counted("kind"), asked.values("kind"), kind),
        Facet::of("product", "Product", &counted("product"), asked.values("product"), same),
        Facet::of("use_case", "Use case", &counted("use_case"), asked.values("use_case"), same),
        Facet::of_industries(counted("industry"), asked.values("industry")),
        Facet::of("language", "Language", &counted("language"), asked.values("language"), |code| {
            language::label(code).to_owned()
        }),
    ]
}

fn shown(row: store::ListRow, today: NaiveDate) -> EvidenceRow {
    EvidenceRow {
        id: row.id,
        kind: row.kind,
        title: row.title,
        organisation: row.organisation,
        organisation_name: row.organisation_name,
        advocate_name: row.advocate_name,
        about: organisations::line(&row.products, row.industry.as_deref(), row.country.as_deref()),
        language: language::label(&row.language).to_owned(),
        state: row.state,
        until: row.until.map(|day| date_with_year(day, today)),
        uses: u32::try_from(row.uses).unwrap_or(u32::MAX),
        views: u32::try_from(row.views).unwrap_or(u32::MAX),
        added_on: date_with_year(row.created_at.date_naive(), today),
    }
}
