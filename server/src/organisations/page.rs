//! The page of one organisation: what is known of it, and what hangs on it.

use chrono::NaiveDate;
use domain::accounts::{Permission, Scope};
use domain::duplicates::Reason;
use domain::ids::OrganisationId;
use domain::imports::country_name;
use domain::money;
use domain::opportunities::{Mastery, Source};
use domain::organisations::{
    self, AdvocateThere, Dated, DealThere, EvidenceThere, Fact, Industry, OrganisationPage, PerhapsSame, Related,
    RelationRow,
};
use domain::paging::grouped;
use domain::problem::Problem;
use domain::time::date_with_year;

use super::{activity, contacts, sight, store};
use crate::ctx::Ctx;
use crate::error::Result;

/// One organisation; of one that was merged, the organisation it became.
pub async fn page(ctx: &Ctx, id: &str) -> Result<OrganisationPage> {
    ctx.allow(Permission::ViewAdvocates)?;
    let mut id: OrganisationId = id.parse().map_err(|_| Problem::NotFound)?;
    let viewer = ctx.viewer()?;
    let today = ctx.now().date_naive();
    let mut tx = ctx.begin().await?;
    let sight = sight(&mut tx, ctx).await?;
    let row = match store::facts(&mut tx, id, &sight).await? {
        Some(row) => row,
        None => {
            id = store::survivor(&mut tx, id).await?;
            store::facts(&mut tx, id, &sight).await?.ok_or(Problem::NotFound)?
        }
    };
    let scope = viewer.scope(Permission::EditAdvocates);
    let may_edit = scope == Scope::All || (scope != Scope::None && row.owner == Some(viewer.user));
    let is_own = sight.deals.customers_of.is_some() && row.owner == sight.deals.customers_of;
    // People and proof: of everybody, or of the reader's own customers.
    let people_of = (!sight.all_advocates).then_some(viewer.user);
    let relations = store::relations::of(&mut tx, id).await?;
    let related = store::related(&mut tx, id, &sight).await?;
    let advocates = store::advocates(&mut tx, id, people_of).await?;
    let met = store::contacts::met(&mut tx, id, &sight, is_own || may_edit).await?;
    let deals = store::deals(&mut tx, id, &sight, is_own).await?;
    let evidence = store::evidence(&mut tx, id, people_of, today).await?;
    let happened = store::activity(&mut tx, id, &sight, is_own, people_of, ctx.now()).await?;
    let perhaps = if viewer.may(Permission::MergeRecords) { store::perhaps(&mut tx, id).await? } else { Vec::new() };
    tx.commit().await?;

    Ok(OrganisationPage {
        id,
        line: organisations::place(row.industry.as_deref(), row.country.as_deref()),
        source: row.source,
        facts: facts(&row, today),
        name: row.name,
        relations: relations.iter().map(|relation| relation_row(relation, today)).collect(),
        related: related.into_iter().map(related_row).collect(),
        advocates: advocates.into_iter().map(advocate).collect(),
        contacts: met.into_iter().map(|row| contacts::shown(row, viewer, ctx)).collect(),
        deals: deals.into_iter().map(deal).collect(),
        evidence: evidence
            .into_iter()
            .map(|piece| EvidenceThere { id: piece.id, title: piece.title, kind: piece.kind, state: piece.state })
            .collect(),
        perhaps: perhaps.into_iter().map(perhaps_same).collect(),
        activity: happened.into_iter().map(|row| activity::shown(row, today)).collect(),
        may_edit,
    })
}

/// What is known, with the system that keeps it; what is not known is left out.
fn facts(row: &store::OrganisationFactsRow, today: NaiveDate) -> Vec<Fact> {
    let keeper = (row.source.mastery() == Mastery::There).then_some(row.source);
    let industry = row.industry.as_ref().map(|key| key.parse::<Industry>().map_or(key.clone(), Industry::path));
    let revenue = row.annual_revenue_minor.zip(row.currency.as_deref());
    let day = |day: Option<NaiveDate>| day.map(|day| date_with_year(day, today));
    let text = |text: &str| (!text.is_empty()).then(|| text.to_owned());
    let list = |words: &[String]| (!words.is_empty()).then(|| words.join(", "));
    let fact = |label: &str, value: Option<String>, kept_by: Option<Source>| {
        value.map(|value| Fact { label: label.to_owned(), value, kept_by })
    };
    let employees = row.employees.and_then(|number| u64::try_from(number).ok()).map(grouped);
    [
        fact("Industry", industry, keeper),
        fact("Employees", employees, keeper),
        fact("Annual revenue", revenue.map(|(minor, currency)| money::whole(minor, currency)), keeper),
        fact("Country", row.country.as_deref().map(|code| country_name(code).to_owned()), keeper),
        fact("Region", row.region.clone(), None),
        fact("City", text(&row.city), None),
        fact("Website", text(&row.website), keeper),
        fact("Founded", row.founded_year.map(|year| year.to_string()), None),
        fact("Products", list(&row.products), None),
        fact("Systems in use", list(&row.tech_stack), None),
        fact("Customer since", day(row.customer_since), None),
        fact("Renewal", day(row.renewal_on), None),
        fact("Success manager", row.owner_name.clone(), None),
    ]
    .into_iter()
    .flatten()
    .collect()
}

fn relation_row(relation: &Dated, today: NaiveDate) -> RelationRow {
    RelationRow {
        label: relation.kind.label().to_owned(),
        when: relation.when(today),
        is_over: relation.is_over(today),
    }
}

fn related_row(row: store::RelatedFacts) -> Related {
    let how = match row.how.as_str() {
        "parent" => "Belongs to it",
        "part" => "Part of this one",
        _ => "Competes with it",
    };
    Related { id: row.id, name: row.name, how: how.to_owned() }
}

fn perhaps_same(row: store::PerhapsFacts) -> PerhapsSame {
    let reasons: Vec<Reason> = serde_json::from_value(row.reasons).unwrap_or_default();
    let words: Vec<String> = reasons.iter().filter(|reason| !reason.speaks_against()).map(Reason::in_words).collect();
    PerhapsSame { id: row.id, name: row.name, why: words.join(", ") }
}

fn advocate(row: store::AdvocateFacts) -> AdvocateThere {
    AdvocateThere {
        id: row.id,
        name: row.name,
        title: row.title,
        stage: row.lifecycle.label().to_owned(),
        status: row.reference_status,
    }
}

fn deal(row: store::DealFacts) -> DealThere {
    DealThere {
        id: row.id,
        name: row.name,
        stage: row.stage,
        is_closed: row.is_closed,
        amount: row.amount_minor.map(|minor| money::whole(minor, &row.currency)),
        closes_on: row.closes_on,
        owner: row.owner,
    }
}
