//! Making and changing a piece, and its file.

use domain::accounts::Permission;
use domain::event::Event;
use domain::evidence::{EvidenceDraft, EvidenceForm, EvidenceState, FormPage, Step};
use domain::files::safe_name;
use domain::ids::{AdvocateId, EvidenceId, OrganisationId};
use domain::organisations::and_list;
use domain::problem::Problem;

use super::{customers_of, editable, store, today};
use crate::ctx::Ctx;
use crate::db::Tx;
use crate::error::Result;
use crate::limits::{self, Action};
use crate::meanwhile::{self, Disputed};
use crate::{events, storage};

/// What a person types in the form: these fields can be quoted to whoever meets another person's change of them.
const QUOTED: [&str; 4] = ["title", "use_cases", "products", "competitors"];

/// The form of a piece, or an empty one, begun for an advocate where one was named.
pub async fn form(ctx: &Ctx, id: Option<&str>, advocate: Option<&str>) -> Result<FormPage> {
    let mut tx = ctx.begin().await?;
    let Some(id) = id else {
        ctx.allow(Permission::EditAdvocates)?;
        let reach = customers_of(ctx.viewer()?, Permission::EditAdvocates);
        let mut form = EvidenceForm { kind: "quote".into(), language: "en".into(), ..EvidenceForm::default() };
        if let Some(advocate) = advocate.and_then(|id| id.parse::<AdvocateId>().ok())
            && let Some((name, organisation)) = store::advocate_and_customer(&mut tx, advocate, reach).await?
        {
            (form.advocate, form.organisation) = (name, organisation);
        }
        return Ok(FormPage { id: None, form, loses_approval: false });
    };
    let id: EvidenceId = id.parse().map_err(|_| Problem::NotFound)?;
    let locked = editable(&mut tx, ctx, id).await?;
    locked.state.after(Step::Change).map_err(Problem::from)?;
    let row = store::piece(&mut tx, id, None).await?.ok_or(Problem::NotFound)?;
    tx.commit().await?;
    let form = typed(id, row);
    let form = EvidenceForm { opened: meanwhile::marks(&form, &[]), ..form };
    Ok(FormPage { id: Some(id), form, loses_approval: locked.state != EvidenceState::Draft })
}

fn typed(id: EvidenceId, row: store::PieceRow) -> EvidenceForm {
    EvidenceForm {
        id: id.to_string(),
        version: row.version.to_string(),
        kind: row.kind.to_string(),
        title: row.title,
        organisation: row.organisation_name,
        advocate: row.advocate_name.unwrap_or_default(),
        body: row.body,
        url: row.url.unwrap_or_default(),
        language: row.language,
        use_cases: row.use_cases.join(", "),
        products: row.products.join(", "),
        competitors: row.competitors.join(", "),
        expires_on: row.expires_on.map(|day| day.to_string()).unwrap_or_default(),
        opened: String::new(),
    }
}

/// Makes the piece of a form without an id, or changes the one it names.
pub async fn save(ctx: &Ctx, form: EvidenceForm) -> Result<EvidenceId> {
    if form.id.is_empty() { add(ctx, &form).await } else { change(ctx, &form).await }
}

async fn add(ctx: &Ctx, form: &EvidenceForm) -> Result<EvidenceId> {
    ctx.allow(Permission::EditAdvocates)?;
    let draft = form.check(today(ctx))?;
    let mut tx = ctx.begin().await?;
    let (organisation, advocate) = whose(&mut tx, ctx, &draft).await?;
    let id = EvidenceId::new();
    store::insert(&mut tx, ctx, id, &draft, organisation, advocate).await?;
    store::insert_move(&mut tx, ctx, id, EvidenceState::Draft, "").await?;
    events::record(&mut tx, ctx, Event::EvidenceAdded { evidence: id }).await?;
    tx.commit().await?;
    Ok(id)
}

async fn change(ctx: &Ctx, form: &EvidenceForm) -> Result<EvidenceId> {
    let id: EvidenceId = form.id.parse().map_err(|_| Problem::NotFound)?;
    let mut tx = ctx.begin().await?;
    let piece = editable(&mut tx, ctx, id).await?;
    let stored = store::piece(&mut tx, id, None).await?.ok_or(Problem::NotFound)?;
    let form = match meanwhile::both(&form.opened, form, &typed(id, stored), &QUOTED) {
        Some(both) if both.disputed.is_empty() => both.form,
        None if form.version == piece.version.to_string() => form.clone(),
        both => return Err(conflict(&both.map(|both| both.disputed).unwrap_or_default()).into()),
    };
    let draft = form.check(today(ctx))?;
    let (organisation, advocate) = whose(&mut tx, ctx, &draft).await?;
    back_to_draft(&mut tx, ctx, &piece, "Changed").await?;
    let version = store::update(&mut tx, id, &draft, organisation, advocate).await?;
    events::record(&mut tx, ctx, Event::EvidenceChanged { evidence: id, version }).await?;
    tx.commit().await?;
    Ok(id)
}

/// Gives the piece its file, in place of the one it had.
pub async fn attach(ctx: &Ctx, id: &str, name: &str, bytes: Vec<u8>) -> Result<EvidenceId> {
    let id: EvidenceId = id.parse().map_err(|_| Problem::NotFound)?;
    let user = ctx.viewer()?.user;
    limits::check(ctx.app(), Action::UploadByPerson, &user.to_string()).await?;
    // Asked before the bytes are looked at, and again once they are kept.
    let mut tx = ctx.begin().await?;
    editable(&mut tx, ctx, id).await?.state.after(Step::Change).map_err(Problem::from)?;
    tx.commit().await?;
    let checked = storage::check(ctx, bytes).await?;
    storage::keep(ctx, &checked).await?;

    let mut tx = ctx.begin().await?;
    let piece = editable(&mut tx, ctx, id).await?;
    back_to_draft(&mut tx, ctx, &piece, "Another file").await?;
    let file = storage::record(&mut tx, ctx, &checked).await?;
    let version = store::set_file(&mut tx, id, file, &safe_name(name, checked.kind)).await?;
    events::record(&mut tx, ctx, Event::EvidenceChanged { evidence: id, version }).await?;
    tx.commit().await?;
    Ok(id)
}

/// Says what somebody changed since the form was opened.
fn conflict(disputed: &[Disputed]) -> Problem {
    let now = |disputed: &Disputed| match disputed.field.as_str() {
        "url" => disputed.in_words("the address"),
        "body" => disputed.in_words("the words"),
        "expires_on" => disputed.in_words("until when it is shown"),
        other => disputed.in_words(&format!("the {}", other.replace('_', " "))),
    };
    let words: Vec<String> = disputed.iter().map(now).collect();
    let what = if words.is_empty() { "this".to_owned() } else { and_list(&words) };
    let words = format!(
        "Somebody changed {what} after you opened the form. What you typed is still here: check it and save again."
    );
    Problem::refused("changed_meanwhile", words)
}

/// What was approved were other words: a change makes it a draft again.
async fn back_to_draft(tx: &mut Tx, ctx: &Ctx, piece: &store::LockedPiece, reason: &str) -> Result<()> {
    let state = piece.state.after(Step::Change).map_err(Problem::from)?;
    if state != piece.state {
        store::set_state(tx, ctx, piece.id, state, reason, None).await?;
        events::record(tx, ctx, Event::EvidenceMoved { evidence: piece.id, state }).await?;
    }
    Ok(())
}

/// The records the form names.
async fn whose(tx: &mut Tx, ctx: &Ctx, draft: &EvidenceDraft) -> Result<(OrganisationId, Option<AdvocateId>)> {
    let reach = customers_of(ctx.viewer()?, Permission::EditAdvocates);
    let organisation = store::organisation_named(tx, &draft.organisation, reach).await?.ok_or_else(|| {
        Problem::invalid("organisation", "No organisation has this name. Write it as the directory of customers does.")
    })?;
    let Some(name) = &draft.advocate else { return Ok((organisation, None)) };
    let advocate = store::advocate_named(tx, organisation, name).await?.ok_or_else(|| {
        let sentence = format!("Nobody of this name is an advocate at {}.", draft.organisation);
        Problem::invalid("advocate", sentence)
    })?;
    Ok((organisation, Some(advocate)))
}
