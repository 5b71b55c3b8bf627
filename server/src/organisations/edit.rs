//! Changing an organisation: what is not kept by another system.

use domain::accounts::{Permission, Scope};
use domain::advocates::Named;
use domain::event::Event;
use domain::ids::OrganisationId;
use domain::opportunities::Mastery;
use domain::organisations::{
    self, Industry, OrganisationDraft, OrganisationFacts, OrganisationField, OrganisationForm, OrganisationFormPage,
};
use domain::problem::Problem;

use super::{sight, store};
use crate::ctx::Ctx;
use crate::db::Tx;
use crate::error::Result;
use crate::meanwhile::{self, Disputed};
use crate::{advocates, events};

/// What a person types in the form: these fields can be quoted to whoever meets another person's change of them.
const QUOTED: [&str; 8] =
    ["name", "website", "employees", "city", "tech_stack", "products", "customer_since", "renewal_on"];

/// The form of one organisation, for whoever may change it.
pub async fn form(ctx: &Ctx, id: &str) -> Result<OrganisationFormPage> {
    let id: OrganisationId = id.parse().map_err(|_| Problem::NotFound)?;
    let mut tx = ctx.begin().await?;
    let row = editable(&mut tx, ctx, id).await?;
    let owners = advocates::owners(&mut tx, row.owner).await?;
    tx.commit().await?;
    let mut industries: Vec<Named> =
        Industry::all().map(|industry| Named { value: industry.key().to_owned(), label: industry.path() }).collect();
    if let Some(kept) = row.industry.as_ref().filter(|kept| !industries.iter().any(|known| known.value == **kept)) {
        industries.insert(0, Named { value: kept.clone(), label: kept.clone() });
    }
    Ok(OrganisationFormPage {
        id,
        name: row.name.clone(),
        source: row.source,
        form: opened(id, row),
        industries,
        owners,
    })
}

/// Saves the form.
pub async fn save(ctx: &Ctx, form: &OrganisationForm) -> Result<OrganisationId> {
    let id: OrganisationId = form.id.parse().map_err(|_| Problem::NotFound)?;
    let mut tx = ctx.begin().await?;
    let row = editable(&mut tx, ctx, id).await?;
    let owners = advocates::owners(&mut tx, row.owner).await?;
    let before = draft_of(&row);
    let form = match meanwhile::both(&form.opened, form, &typed(id, row.clone()), &QUOTED) {
        Some(both) if both.disputed.is_empty() => both.form,
        Some(both) => return Err(conflict(&mut tx, id, &form.version, &both.disputed).await?.into()),
        None if form.version == row.version.to_string() => form.clone(),
        None => return Err(conflict(&mut tx, id, &form.version, &[]).await?.into()),
    };
    let draft = form.check(row.source, &before.facts, &owners)?;
    let fields = draft.changes(&before);
    if fields.is_empty() {
        return Ok(id);
    }

    let version = store::save(&mut tx, id, &draft).await?;
    events::record(&mut tx, ctx, Event::OrganisationChanged { organisation: id, version, fields }).await?;
    tx.commit().await?;
    Ok(id)
}

/// The organisation, locked: 404 when the reader does not see it, 403 when they see it and may not change it.
pub(super) async fn editable(tx: &mut Tx, ctx: &Ctx, id: OrganisationId) -> Result<store::EditRow> {
    ctx.allow(Permission::ViewAdvocates)?;
    let sight = sight(tx, ctx).await?;
    store::facts(tx, id, &sight).await?.ok_or(Problem::NotFound)?;
    let scope = ctx.allow(Permission::EditAdvocates)?;
    let row = store::lock(tx, id).await?.ok_or(Problem::NotFound)?;
    if scope == Scope::All || row.owner == Some(ctx.viewer()?.user) {
        Ok(row)
    } else {
        Err(Problem::Forbidden(Permission::EditAdvocates.who_may()).into())
    }
}

fn draft_of(row: &store::EditRow) -> OrganisationDraft {
    OrganisationDraft {
        facts: OrganisationFacts {
            name: row.name.clone(),
            website: row.website.clone(),
            industry: row.industry.clone(),
            employees: row.employees,
            country: row.country.clone(),
        },
        region: row.region.clone(),
        city: row.city.clone(),
        tech_stack: row.tech_stack.clone(),
        products: row.products.clone(),
        customer_since: row.customer_since,
        renewal_on: row.renewal_on,
        owner: row.owner,
    }
}

/// Says who changed what since the version the form was opened with; of the disputed fields alone, where they are known.
async fn conflict(tx: &mut Tx, id: OrganisationId, version: &str, disputed: &[Disputed]) -> Result<Problem> {
    let seen = version.parse().unwrap_or(0);
    let mut fields: Vec<OrganisationField> =
        disputed.iter().filter_map(|disputed| disputed.field.parse().ok()).collect();
    let mut who: Vec<String> = Vec::new();
    for (name, body) in store::changes_since(tx, id, seen).await? {
        if let Ok(Event::OrganisationChanged { fields: touched, .. }) = serde_json::from_value(body) {
            if disputed.is_empty() {
                fields.extend(touched.into_iter().filter(|field| !fields.contains(field)).collect::<Vec<_>>());
            } else if !touched.iter().any(|field| fields.contains(field)) {
                continue;
            }
        }
        let name = name.unwrap_or_else(|| "The system".to_owned());
        if !who.contains(&name) {
            who.push(name);
        }
    }
    fields.sort();
    // What has no event of a person here came with a file or from another system.
    let who = if who.is_empty() { "An import".to_owned() } else { organisations::and_list(&who) };
    let now = |field: &OrganisationField| match disputed.iter().find(|disputed| disputed.field == field.as_str()) {
        Some(disputed) => disputed.in_words(field.in_words()),
        None => field.in_words().to_owned(),
    };
    let words: Vec<String> = fields.iter().map(now).collect();
    let what = if words.is_empty() { "this organisation".to_owned() } else { organisations::and_list(&words) };
    let words = format!(
        "{who} changed {what} after you opened the form. What you typed is still here: check it and save again."
    );
    Ok(Problem::refused("changed_meanwhile", words))
}

/// Two people may work on one organisation; only a change of the same field stands in the way of another.
pub(super) async fn unchanged_since(
    tx: &mut Tx,
    id: OrganisationId,
    version: &str,
    field: OrganisationField,
) -> Result<()> {
    let mut who: Vec<String> = Vec::new();
    for (name, body) in store::changes_since(tx, id, version.parse().unwrap_or(0)).await? {
        if let Ok(Event::OrganisationChanged { fields, .. }) = serde_json::from_value(body)
            && fields.contains(&field)
        {
            let name = name.unwrap_or_else(|| "The system".to_owned());
            if !who.contains(&name) {
                who.push(name);
            }
        }
    }
    if who.is_empty() {
        return Ok(());
    }
    let (who, what) = (organisations::and_list(&who), field.in_words());
    let words = format!("{who} changed {what} after you opened this page. Look at it and save again.");
    Err(Problem::refused("changed_meanwhile", words).into())
}

/// The form with its marks, without those of what another system keeps: the page does not offer it.
fn opened(id: OrganisationId, row: store::EditRow) -> OrganisationForm {
    let not_offered: &[&str] = match row.source.mastery() {
        Mastery::Here => &[],
        Mastery::There => &["name", "website", "industry", "employees", "country"],
    };
    let form = typed(id, row);
    OrganisationForm { opened: meanwhile::marks(&form, not_offered), ..form }
}

fn typed(id: OrganisationId, row: store::EditRow) -> OrganisationForm {
    let day = |day: Option<chrono::NaiveDate>| day.map(|day| day.to_string()).unwrap_or_default();
    OrganisationForm {
        id: id.to_string(),
        version: row.version.to_string(),
        name: row.name,
        website: row.website,
        industry: row.industry.unwrap_or_default(),
        employees: row.employees.map(|number| number.to_string()).unwrap_or_default(),
        country: row.country.unwrap_or_default(),
        region: row.region.unwrap_or_default(),
        city: row.city,
        tech_stack: row.tech_stack.join(", "),
        products: row.products.join(", "),
        customer_since: day(row.customer_since),
        renewal_on: day(row.renewal_on),
        owner: row.owner.map(|owner| owner.to_string()).unwrap_or_default(),
        opened: String::new(),
    }
}
