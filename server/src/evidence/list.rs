//! The library.

use domain::accounts::Permission;
use domain::evidence::{EvidenceAddress, EvidenceKind, EvidenceList, EvidenceRow, EvidenceState, Facet, Facets};
use domain::language;
use domain::organisations::{self, Industry};
use domain::paging::Count;

use super::{customers_of, sees, store, today};
use crate::ctx::Ctx;
use crate::db::paging::Turn;
use crate::error::Result;

/// The pager counts exactly to here.
const TOTAL_CAP: u32 = 100_000;

/// The evidence the address asks for, as far as the reader reaches.
pub async fn list(ctx: &Ctx, address: EvidenceAddress) -> Result<EvidenceList> {
    sees(ctx)?;
    let viewer = ctx.viewer()?;
    let here = understood(address.clone());
    let said = |value: &Option<String>| value.clone().unwrap_or_default();
    let name = format!(
        "evidence/{}/{}/{}/{}/{}/{}/{}",
        said(&here.q),
        said(&here.kind),
        said(&here.product),
        said(&here.use_case),
        said(&here.industry),
        said(&here.language),
        said(&here.state)
    );
    let secrets = ctx.app().secrets();
    let turn = Turn::read(secrets, &name, address.after.as_deref(), address.before.as_deref())?;

    let mut tx = ctx.begin().await?;
    let reach = customers_of(viewer, Permission::ViewAdvocates);
    let wanted = store::Wanted {
        customers_of: reach,
        today: today(ctx),
        text: here.q.as_deref().unwrap_or_default(),
        kind: here.kind.as_deref().unwrap_or_default(),
        product: here.product.as_deref().unwrap_or_default(),
        use_case: here.use_case.as_deref().unwrap_or_default(),
        industry: here.industry.as_deref().unwrap_or_default(),
        language: here.language.as_deref().unwrap_or_default(),
        state: here.state.as_deref().unwrap_or_default(),
        turn: &turn,
    };
    let rows = store::list(&mut tx, &wanted).await?;
    let facets = store::facets(&mut tx, reach, today(ctx)).await?;
    tx.commit().await?;

    let is_empty = facets.is_empty();
    let total = Count::capped(rows.first().map_or(0, |row| row.total), TOTAL_CAP);
    let page = turn.page(secrets, &name, rows, total, |row| (row.key.clone(), row.id.0), shown)?;
    Ok(EvidenceList { here, is_empty, facets: sorted(facets), page, may_add: viewer.may(Permission::EditAdvocates) })
}

/// The address without what says nothing.
fn understood(address: EvidenceAddress) -> EvidenceAddress {
    let text = |value: Option<String>| {
        value.map(|text| text.trim().chars().take(200).collect::<String>()).filter(|text| !text.is_empty())
    };
    EvidenceAddress {
        q: text(address.q),
        kind: text(address.kind).filter(|kind| kind.parse::<EvidenceKind>().is_ok()),
        product: text(address.product),
        use_case: text(address.use_case),
        industry: text(address.industry).filter(|key| key.parse::<Industry>().is_ok()),
        language: text(address.language),
        state: text(address.state).filter(|state| state.parse::<EvidenceState>().is_ok()),
        after: None,
        before: None,
    }
}

fn sorted(rows: Vec<store::FacetRow>) -> Facets {
    let mut facets = Facets::default();
    for row in rows {
        let label = match row.facet.as_str() {
            "kind" => row.value.parse().map(|kind: EvidenceKind| kind.label().to_owned()),
            "state" => row.value.parse().map(|state: EvidenceState| state.label().to_owned()),
            "industry" => Ok(row.value.parse().map_or_else(|_| row.value.clone(), |place: Industry| place.path())),
            "language" => Ok(language::label(&row.value).to_owned()),
            _ => Ok(row.value.clone()),
        };
        let list = match row.facet.as_str() {
            "kind" => &mut facets.kinds,
            "product" => &mut facets.products,
            "use_case" => &mut facets.use_cases,
            "industry" => &mut facets.industries,
            "language" => &mut facets.languages,
            _ => &mut facets.states,
        };
        let label = label.unwrap_or_else(|_| row.value.clone());
        list.push(Facet { value: row.value, label, number: u32::try_from(row.number).unwrap_or(u32::MAX) });
    }
    facets
}

fn shown(row: store::ListRow) -> EvidenceRow {
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
        until: row.until,
        uses: u32::try_from(row.uses).unwrap_or(u32::MAX),
        views: u32::try_from(row.views).unwrap_or(u32::MAX),
    }
}
