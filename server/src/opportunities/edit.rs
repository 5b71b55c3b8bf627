//! Making and changing a deal.

use domain::accounts::{Permission, Scope};
use domain::event::Event;
use domain::ids::{OpportunityId, OrganisationId};
use domain::money::Money;
use domain::opportunities::{
    CONTACT_ROWS, ContactInput, Draft, Facts, Field, FormPage, Mastery, Needs, OpportunityForm, OwnerChoice, Source,
    StageMove,
};
use domain::problem::Problem;
use uuid::Uuid;

use super::store::{edit as store, workplace};
use super::{contacts, reach, today};
use crate::ctx::Ctx;
use crate::db::Tx;
use crate::error::Result;
use crate::events;
use crate::meanwhile::{self, Disputed};

/// What a person types in the form: these fields can be quoted to whoever meets another person's change of them.
const QUOTED: [&str; 7] = ["name", "amount", "closes_on", "needed_by", "products", "use_cases", "competitors"];

/// The form of a deal, or an empty one.
pub async fn form(ctx: &Ctx, id: Option<&str>) -> Result<FormPage> {
    let mut tx = ctx.begin().await?;
    let Some(id) = id else {
        let scope = ctx.allow(Permission::EditOpportunities)?;
        let owners = owners(&mut tx, ctx, scope, None).await?;
        let stages = store::stages(&mut tx).await?;
        let form = OpportunityForm {
            owner: ctx.viewer()?.user.to_string(),
            stage: stages.first().map(|stage| stage.id.to_string()).unwrap_or_default(),
            currency: store::currency(&mut tx, ctx.company()).await?,
            language: "en".into(),
            urgency: "normal".into(),
            activity: "reference_call".into(),
            ..OpportunityForm::default()
        };
        return Ok(FormPage { id: None, form, source: Source::Manual, stages, owners, further_contacts: 0 });
    };
    let id: OpportunityId = id.parse().map_err(|_| Problem::NotFound)?;
    let row = editable(&mut tx, ctx, id).await?;
    let known = workplace::contacts(&mut tx, id).await?;
    let owners = owners(&mut tx, ctx, ctx.allow(Permission::EditOpportunities)?, row.owner).await?;
    let stages = store::stages(&mut tx).await?;
    tx.commit().await?;
    let source = row.source;
    let further_contacts = u32::try_from(known.len().saturating_sub(CONTACT_ROWS)).unwrap_or(0);
    let form = typed(id, row, known);
    let form = OpportunityForm { opened: meanwhile::marks(&form, not_offered(source)), ..form };
    Ok(FormPage { id: Some(id), form, source, stages, owners, further_contacts })
}

/// Makes the deal of a form without an id, or changes the one it names.
pub async fn save(ctx: &Ctx, form: OpportunityForm) -> Result<OpportunityId> {
    if form.id.is_empty() { create(ctx, form).await } else { change(ctx, form).await }
}

async fn create(ctx: &Ctx, form: OpportunityForm) -> Result<OpportunityId> {
    let scope = ctx.allow(Permission::EditOpportunities)?;
    let viewer = ctx.viewer()?;
    let mut tx = ctx.begin().await?;
    let owners = owners(&mut tx, ctx, scope, None).await?;
    let stages = store::stages(&mut tx).await?;
    let (_, today) = today(viewer, ctx.now());
    let draft = form.check(Source::Manual, &stages, &owners, today)?;
    let facts = draft.facts.ok_or_else(|| Problem::invalid("name", "Give the opportunity a name."))?;

    let id = OpportunityId::new();
    store::insert(&mut tx, ctx.company(), id, &facts, today).await?;
    let organisation = save_facts(&mut tx, ctx, id, &facts).await?;
    store::save_needs(&mut tx, id, &draft.needs).await?;
    contacts::save(&mut tx, ctx, id, organisation, &[], &draft.contacts).await?;
    events::record(&mut tx, ctx, Event::OpportunityCreated { opportunity: id }).await?;
    tx.commit().await?;
    Ok(id)
}

async fn change(ctx: &Ctx, form: OpportunityForm) -> Result<OpportunityId> {
    let mut tx = ctx.begin().await?;
    let id: OpportunityId = form.id.parse().map_err(|_| Problem::NotFound)?;
    let row = editable(&mut tx, ctx, id).await?;
    let owners = owners(&mut tx, ctx, ctx.allow(Permission::EditOpportunities)?, row.owner).await?;
    let stages = store::stages(&mut tx).await?;
    let known = workplace::contacts(&mut tx, id).await?;
    let form = match meanwhile::both(&form.opened, &form, &typed(id, row.clone(), known.clone()), &QUOTED) {
        Some(both) if both.disputed.is_empty() => both.form,
        Some(both) => return Err(conflict(&mut tx, id, &form.version, &both.disputed).await?.into()),
        None if form.version == row.version.to_string() => form,
        None => return Err(conflict(&mut tx, id, &form.version, &[]).await?.into()),
    };
    let (_, today) = today(ctx.viewer()?, ctx.now());
    let earliest = row.needed_by.map_or(today, |day| day.min(today));
    let draft = form.check(row.source, &stages, &owners, earliest)?;
    let fields = changes(&row, &known, &draft);
    if fields.is_empty() {
        return Ok(id);
    }

    let organisation = match &draft.facts {
        Some(facts) => save_facts(&mut tx, ctx, id, facts).await?,
        None => row.organisation,
    };
    store::save_needs(&mut tx, id, &draft.needs).await?;
    if fields.contains(&Field::Contacts) {
        contacts::save(&mut tx, ctx, id, organisation, &known, &draft.contacts).await?;
    }
    let version = store::raise_version(&mut tx, id).await?;
    let moved = draft.facts.as_ref().map(|facts| facts.stage).filter(|stage| *stage != row.stage_id);
    let moved = moved.map(|to| StageMove { from: row.stage_id, to });
    events::record(&mut tx, ctx, Event::OpportunityChanged { opportunity: id, version, fields, moved }).await?;
    tx.commit().await?;
    Ok(id)
}

/// Adds one word to what a deal needs, in the commit of the caller: how a suggestion is taken. A word it has is kept.
pub(crate) async fn add_need(tx: &mut Tx, ctx: &Ctx, id: OpportunityId, field: Field, word: &str) -> Result<()> {
    let row = editable(tx, ctx, id).await?;
    let mut needs = needs(&row);
    let Some(list) = needs.list(field) else { return Err(Problem::NotFound.into()) };
    domain::tags::add(list, word)?;
    store::save_needs(tx, id, &needs).await?;
    let version = store::raise_version(tx, id).await?;
    events::record(tx, ctx, Event::OpportunityChanged { opportunity: id, version, fields: vec![field], moved: None })
        .await?;
    Ok(())
}

/// Refuses whoever may not change this deal.
pub(crate) async fn may_change(tx: &mut Tx, ctx: &Ctx, id: OpportunityId) -> Result<()> {
    editable(tx, ctx, id).await.map(drop)
}

/// The deal, locked: 404 when the reader does not see it, 403 when they see it and may not change it.
pub(super) async fn editable(tx: &mut Tx, ctx: &Ctx, id: OpportunityId) -> Result<store::EditRow> {
    let viewer = ctx.viewer()?;
    let sees = reach(tx, viewer, Permission::ViewOpportunities).await?;
    store::lock(tx, &sees, id).await?.ok_or(Problem::NotFound)?;
    ctx.allow(Permission::EditOpportunities)?;
    let edits = reach(tx, viewer, Permission::EditOpportunities).await?;
    let row = store::lock(tx, &edits, id).await?;
    Ok(row.ok_or_else(|| Problem::Forbidden(Permission::EditOpportunities.who_may()))?)
}

/// To whom the reader may give a deal; the owner it has stays a choice.
pub(super) async fn owners(
    tx: &mut Tx,
    ctx: &Ctx,
    scope: Scope,
    owner: Option<domain::ids::UserId>,
) -> Result<Vec<OwnerChoice>> {
    let viewer = ctx.viewer()?;
    let reach = reach(tx, viewer, Permission::EditOpportunities).await?;
    let mut choices = match scope {
        Scope::All => store::owners(tx).await?,
        Scope::Team => store::owners(tx).await?.into_iter().filter(|person| reach.team.contains(&person.id)).collect(),
        Scope::None | Scope::Own | Scope::OwnCustomers => Vec::new(),
    };
    for person in [Some(viewer.user), owner].into_iter().flatten() {
        if !choices.iter().any(|choice| choice.id == person) {
            choices.extend(store::person(tx, person).await?);
        }
    }
    Ok(choices)
}

async fn save_facts(tx: &mut Tx, ctx: &Ctx, id: OpportunityId, facts: &Facts) -> Result<Option<OrganisationId>> {
    let (_, today) = today(ctx.viewer()?, ctx.now());
    let organisation = match &facts.organisation {
        None => None,
        Some(name) => match store::organisation_named(tx, name).await? {
            Some(known) => Some(known),
            None => Some(store::insert_prospect(tx, ctx.company(), name, today).await?),
        },
    };
    let closed = store::is_closed(tx, facts.stage).await?;
    store::save_facts(tx, id, facts, organisation, closed, ctx.now()).await?;
    Ok(organisation)
}

fn changes(row: &store::EditRow, known: &[workplace::ContactFacts], draft: &Draft) -> Vec<Field> {
    let facts = Facts {
        name: row.name.clone(),
        organisation: row.organisation_name.clone(),
        stage: row.stage_id,
        // A deal without an owner differs from whoever is chosen.
        owner: row.owner.unwrap_or(domain::ids::UserId(Uuid::nil())),
        amount: row.amount_minor.map(|minor| Money::new(minor, row.currency.clone())),
        currency: row.currency.clone(),
        closes_on: row.closes_on,
    };
    let needs = needs(row);
    let mut fields = draft.facts.as_ref().map(|after| after.changes(&facts)).unwrap_or_default();
    fields.extend(draft.needs.changes(&needs));
    if contacts::differ(known, &draft.contacts) {
        fields.push(Field::Contacts);
    }
    fields
}

/// What the deal needs now.
fn needs(row: &store::EditRow) -> Needs {
    Needs {
        use_cases: row.use_cases.clone(),
        products: row.products.clone(),
        competitors: row.competitors.clone(),
        objections: row.objections.clone(),
        topics: row.topics.clone(),
        language: row.language.clone(),
        urgency: row.urgency,
        needed_by: row.needed_by,
        activity: row.activity,
        persona: row.persona,
        notes: row.notes.clone(),
    }
}

/// Says who changed what since the version the form was opened with; of the disputed fields alone, where they are known.
async fn conflict(tx: &mut Tx, id: OpportunityId, version: &str, disputed: &[Disputed]) -> Result<Problem> {
    let seen = version.parse().unwrap_or(0);
    let mut fields: Vec<Field> = disputed.iter().filter_map(|disputed| disputed.field.parse().ok()).collect();
    let mut who: Vec<String> = Vec::new();
    for (name, body) in store::changes_since(tx, id, seen).await? {
        if let Ok(Event::OpportunityChanged { fields: touched, .. }) = serde_json::from_value(body) {
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
    let who = if who.is_empty() { "An import".to_owned() } else { domain::organisations::and_list(&who) };
    let now = |field: &Field| match disputed.iter().find(|disputed| disputed.field == field.as_str()) {
        Some(disputed) => disputed.in_words(field.in_words()),
        None => field.in_words().to_owned(),
    };
    let words: Vec<String> = fields.iter().map(now).collect();
    let what = if words.is_empty() { "this opportunity".to_owned() } else { domain::organisations::and_list(&words) };
    Ok(Problem::refused(
        "changed_meanwhile",
        format!(
            "{who} changed {what} after you opened the form. What you typed is still here: check it and save again."
        ),
    ))
}

/// What another system keeps of a deal; the page does not offer it.
fn not_offered(source: Source) -> &'static [&'static str] {
    match source.mastery() {
        Mastery::Here => &[],
        Mastery::There => &["name", "organisation", "stage", "owner", "amount", "currency", "closes_on"],
    }
}

fn typed(id: OpportunityId, row: store::EditRow, known: Vec<workplace::ContactFacts>) -> OpportunityForm {
    let contacts = known.into_iter().take(CONTACT_ROWS).map(|contact| ContactInput {
        id: contact.id.to_string(),
        name: contact.name,
        email: contact.email.unwrap_or_default(),
        role: contact.role,
    });
    let day = |day: Option<chrono::NaiveDate>| day.map(|day| day.to_string()).unwrap_or_default();
    let amount = row.amount_minor.map(|minor| Money::new(minor, row.currency.clone()).typed());
    OpportunityForm {
        id: id.to_string(),
        version: row.version.to_string(),
        name: row.name,
        organisation: row.organisation_name.unwrap_or_default(),
        stage: row.stage_id.to_string(),
        owner: row.owner.map(|owner| owner.to_string()).unwrap_or_default(),
        amount: amount.unwrap_or_default(),
        currency: row.currency,
        closes_on: day(row.closes_on),
        use_cases: row.use_cases.join(", "),
        products: row.products.join(", "),
        competitors: row.competitors.join(", "),
        objections: row.objections.join(", "),
        topics: row.topics.join(", "),
        language: row.language,
        urgency: row.urgency.to_string(),
        needed_by: day(row.needed_by),
        activity: row.activity.to_string(),
        persona: row.persona.map(|persona| persona.to_string()).unwrap_or_default(),
        notes: row.notes,
        ..OpportunityForm::default()
    }
    .with_contacts(contacts)
}
