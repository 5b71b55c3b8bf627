//! Changing an advocate: the profile, their outcomes, their limits, whether they can be used.

use domain::accounts::{Permission, Scope};
use domain::advocates::{
    AdvocateDraft, AdvocateField, AdvocateForm, AdvocateFormPage, Named, OutcomeDraft, OutcomeInput, Policy,
};
use domain::event::Event;
use domain::ids::{AdvocateId, UserId};
use domain::problem::Problem;
use domain::time::zones;
use domain::{language, organisations};

use super::customers_of;
use super::store::{directory as standing, edit as store};
use crate::ctx::Ctx;
use crate::db::Tx;
use crate::error::Result;
use crate::events;
use crate::meanwhile::{self, Disputed};

/// What a person types in the form: these fields can be quoted to whoever meets another person's change of them.
const QUOTED: [&str; 8] =
    ["name", "title", "use_cases", "products", "competitors", "tags", "monthly_cap", "quarterly_cap"];

/// The form of one advocate, for whoever may change them.
pub async fn advocate_form(ctx: &Ctx, id: &str) -> Result<AdvocateFormPage> {
    let id: AdvocateId = id.parse().map_err(|_| Problem::NotFound)?;
    let mut tx = ctx.begin().await?;
    let row = editable(&mut tx, ctx, id).await?;
    let outcomes = store::outcomes(&mut tx, id).await?;
    let owners = owners(&mut tx, row.owner).await?;
    let policy = policy(&mut tx, ctx).await?;
    tx.commit().await?;
    let mut zones = zones_of(ctx);
    if !zones.iter().any(|zone| zone.value == row.time_zone) {
        zones.insert(0, Named { value: row.time_zone.clone(), label: row.time_zone.clone() });
    }
    Ok(AdvocateFormPage {
        id,
        organisation: row.organisation.clone(),
        email: row.email.clone(),
        form: opened(id, row, outcomes),
        zones,
        owners,
        policy,
    })
}

/// Saves the form.
pub async fn save_advocate(ctx: &Ctx, form: &AdvocateForm) -> Result<AdvocateId> {
    let id: AdvocateId = form.id.parse().map_err(|_| Problem::NotFound)?;
    let mut tx = ctx.begin().await?;
    let row = editable(&mut tx, ctx, id).await?;
    let owners = owners(&mut tx, row.owner).await?;
    let policy = policy(&mut tx, ctx).await?;
    let kept = store::outcomes(&mut tx, id).await?;
    let form = match meanwhile::both(&form.opened, form, &typed(id, row.clone(), kept.clone()), &QUOTED) {
        Some(both) if both.disputed.is_empty() => both.form,
        Some(both) => return Err(conflict(&mut tx, id, &row.name, &form.version, &both.disputed).await?.into()),
        None if form.version == row.version.to_string() => form.clone(),
        None => return Err(conflict(&mut tx, id, &row.name, &form.version, &[]).await?.into()),
    };
    let before = draft_of(&row, kept);
    let draft = form.check(&before, policy, &owners, is_zone)?;
    let fields = draft.changes(&before);
    if fields.is_empty() {
        return Ok(id);
    }

    let version = store::save(&mut tx, id, &draft).await?;
    if fields.contains(&AdvocateField::Outcomes) {
        save_outcomes(&mut tx, ctx, id, &before.outcomes, &draft.outcomes).await?;
    }
    if fields.contains(&AdvocateField::ReferenceStatus) {
        let made = store::NewMove {
            axis: "reference_status",
            from: row.reference_status.as_str(),
            to: draft.reference_status.as_str(),
            reason: &draft.status_reason,
            at: ctx.now(),
            by: ctx.user(),
        };
        store::note_move(&mut tx, ctx.company(), id, &made).await?;
    }
    events::record(&mut tx, ctx, Event::AdvocateChanged { advocate: id, version, fields }).await?;
    tx.commit().await?;
    Ok(id)
}

/// The advocate, locked: 404 when the reader does not see them, 403 when they see and may not change them.
pub(super) async fn editable(tx: &mut Tx, ctx: &Ctx, id: AdvocateId) -> Result<store::EditRow> {
    let viewer = ctx.viewer()?;
    let forbidden = || Problem::Forbidden(Permission::EditAdvocates.who_may());
    if !viewer.may(Permission::ViewAdvocates) {
        let exists = viewer.may(Permission::ViewAdvocateNames) && standing::exists(tx, id).await?;
        return Err(if exists { forbidden() } else { Problem::NotFound }.into());
    }
    let row = store::lock(tx, id, customers_of(viewer)).await?.ok_or(Problem::NotFound)?;
    let scope = ctx.allow(Permission::EditAdvocates)?;
    let is_own = scope == Scope::All || store::lock(tx, id, Some(viewer.user)).await?.is_some();
    if is_own { Ok(row) } else { Err(forbidden().into()) }
}

pub(super) fn is_zone(name: &str) -> bool {
    zones::find(name).is_some()
}

pub(super) fn zones_of(ctx: &Ctx) -> Vec<Named> {
    let named =
        |zone: &chrono_tz::Tz| Named { value: zone.name().to_owned(), label: zones::choice_label(*zone, ctx.now()) };
    zones::CHOICES.iter().map(named).collect()
}

/// Who may look after a customer, and who does now.
pub async fn owners(tx: &mut Tx, now: Option<UserId>) -> Result<Vec<Named>> {
    let owners = store::owners(tx, now).await?;
    Ok(owners.into_iter().map(|(id, name)| Named { value: id.to_string(), label: name }).collect())
}

async fn policy(tx: &mut Tx, ctx: &Ctx) -> Result<Policy> {
    let row = store::policy(tx, ctx.company()).await?;
    Ok(Policy {
        monthly_cap: small(row.monthly_cap),
        quarterly_cap: small(row.quarterly_cap),
        cool_down_days: small(row.cool_down_days),
    })
}

fn small(number: i32) -> u16 {
    u16::try_from(number).unwrap_or(0)
}

async fn save_outcomes(
    tx: &mut Tx,
    ctx: &Ctx,
    id: AdvocateId,
    before: &[OutcomeDraft],
    outcomes: &[OutcomeDraft],
) -> Result<()> {
    // An id counts only for an outcome of this advocate, and once; anything else in it was made up.
    let mut known: Vec<uuid::Uuid> = before.iter().filter_map(|outcome| outcome.id).collect();
    let kept: Vec<Option<uuid::Uuid>> = outcomes
        .iter()
        .map(|outcome| {
            let at = known.iter().position(|id| Some(*id) == outcome.id)?;
            Some(known.swap_remove(at))
        })
        .collect();
    store::keep_outcomes(tx, id, &kept.iter().copied().flatten().collect::<Vec<_>>()).await?;
    for ((position, outcome), kept) in (0..).zip(outcomes).zip(kept) {
        match kept {
            Some(kept) => store::update_outcome(tx, kept, position, outcome).await?,
            None => store::insert_outcome(tx, ctx.company(), id, position, outcome).await?,
        }
    }
    Ok(())
}

fn draft_of(row: &store::EditRow, outcomes: Vec<store::OutcomeKept>) -> AdvocateDraft {
    let outcome = |kept: store::OutcomeKept| OutcomeDraft {
        id: Some(kept.id),
        headline: kept.headline,
        before: kept.before,
        after: kept.after,
        unit: kept.unit,
        quote: kept.quote,
        use_case: kept.use_case,
    };
    AdvocateDraft {
        name: row.name.clone(),
        title: row.title.clone(),
        persona: row.persona,
        seniority: row.seniority,
        languages: row.languages.clone(),
        time_zone: row.time_zone.clone(),
        use_cases: row.use_cases.clone(),
        expertise: row.expertise.clone(),
        products: row.products.clone(),
        competitors: row.competitors.clone(),
        tags: row.tags.clone(),
        story: row.story.clone(),
        avoid: row.avoid.clone(),
        outcomes: outcomes.into_iter().map(outcome).collect(),
        private_notes: row.private_notes.clone(),
        owner: row.owner,
        monthly_cap: row.monthly_cap.map(small),
        quarterly_cap: row.quarterly_cap.map(small),
        cool_down_days: row.cool_down_days.map(small),
        reference_status: row.reference_status,
        status_reason: String::new(),
    }
}

/// Says who changed what since the version the form was opened with; of the disputed fields alone, where they are known.
async fn conflict(tx: &mut Tx, id: AdvocateId, name: &str, version: &str, disputed: &[Disputed]) -> Result<Problem> {
    let seen = version.parse().unwrap_or(0);
    let mut fields: Vec<AdvocateField> = disputed.iter().filter_map(|disputed| disputed.field.parse().ok()).collect();
    let mut who: Vec<String> = Vec::new();
    for (name, body) in store::changes_since(tx, id, seen).await? {
        if let Ok(Event::AdvocateChanged { fields: touched, .. }) = serde_json::from_value(body) {
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
    // Without an event of a colleague it was the advocate, who keeps hours and limits in the portal.
    let who = if who.is_empty() { name.to_owned() } else { organisations::and_list(&who) };
    let now = |field: &AdvocateField| match disputed.iter().find(|disputed| disputed.field == field.as_str()) {
        Some(disputed) => disputed.in_words(field.in_words()),
        None => field.in_words().to_owned(),
    };
    let words: Vec<String> = fields.iter().map(now).collect();
    let what = if words.is_empty() { "their own hours or limits".to_owned() } else { organisations::and_list(&words) };
    let words = format!(
        "{who} changed {what} after you opened the form. What you typed is still here: check it and save again."
    );
    Ok(Problem::refused("changed_meanwhile", words))
}

/// The form with its marks.
fn opened(id: AdvocateId, row: store::EditRow, outcomes: Vec<store::OutcomeKept>) -> AdvocateForm {
    let form = typed(id, row, outcomes);
    AdvocateForm { opened: meanwhile::marks(&form, &[]), ..form }
}

fn typed(id: AdvocateId, row: store::EditRow, outcomes: Vec<store::OutcomeKept>) -> AdvocateForm {
    let number = |number: Option<f64>| number.map(|number| number.to_string()).unwrap_or_default();
    let whole = |number: Option<i32>| number.map(|number| number.to_string()).unwrap_or_default();
    let languages: Vec<&str> = row.languages.iter().map(|code| language::label(code)).collect();
    AdvocateForm {
        id: id.to_string(),
        version: row.version.to_string(),
        opened: String::new(),
        name: row.name,
        title: row.title,
        persona: row.persona.map(|persona| persona.to_string()).unwrap_or_default(),
        seniority: row.seniority.map(|seniority| seniority.to_string()).unwrap_or_default(),
        languages: languages.join(", "),
        time_zone: row.time_zone,
        use_cases: row.use_cases.join(", "),
        expertise: row.expertise.join(", "),
        products: row.products.join(", "),
        competitors: row.competitors.join(", "),
        tags: row.tags.join(", "),
        story: row.story,
        avoid: row.avoid,
        outcomes: outcomes
            .into_iter()
            .map(|kept| OutcomeInput {
                kept: kept.id.to_string(),
                remove: None,
                headline: kept.headline,
                before: number(kept.before),
                after: number(kept.after),
                unit: kept.unit,
                quote: kept.quote,
                use_case: kept.use_case.unwrap_or_default(),
            })
            .collect(),
        private_notes: row.private_notes,
        owner: row.owner.map(|owner| owner.to_string()).unwrap_or_default(),
        monthly_cap: whole(row.monthly_cap),
        quarterly_cap: whole(row.quarterly_cap),
        cool_down: whole(row.cool_down_days),
        reference_status: row.reference_status.to_string(),
        status_reason: String::new(),
    }
}
