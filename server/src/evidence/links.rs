//! Share links: signed, expiring, revocable. The token is made from the link's id and a MAC, so that the list can show
//! the address again although only its hash is kept.

use base64::Engine as _;
use base64::engine::general_purpose::URL_SAFE_NO_PAD;
use chrono::TimeDelta;
use domain::accounts::Permission;
use domain::event::Event;
use domain::evidence::{EvidenceState, Refusal};
use domain::ids::{CompanyId, EvidenceId, EvidenceLinkId, OpportunityId};
use domain::problem::Problem;
use uuid::Uuid;

use super::{customers_of, may_approve, sees, store, today};
use crate::app::App;
use crate::ctx::Ctx;
use crate::error::Result;
use crate::limits::{self, Action};
use crate::secrets::{Secrets, hash_token};
use crate::{events, matching};

const PURPOSE: &str = "evidence-link";
const MAC_BYTES: usize = 16;
/// For how many days a link can be made.
pub const DAYS: [i64; 3] = [30, 7, 90];

/// Somebody who came with a link that is or was real.
#[derive(Clone)]
pub struct Visit {
    pub(super) ctx: Ctx,
    pub(super) link: EvidenceLinkId,
    /// Colleagues who look do not count.
    pub(super) counts: bool,
}

/// Opens a link. A tampered or unknown token is a 404; whether it still shows anything is decided by what it shows.
pub async fn open_link(
    app: &App,
    request: Uuid,
    address: &str,
    colleague_of: Option<CompanyId>,
    token: &str,
) -> Result<Visit> {
    limits::check(app, Action::EvidenceByAddress, address).await?;
    if !is_signed(app.secrets(), token) {
        return Err(Problem::NotFound.into());
    }
    let mut tx = app.begin_system("resolve an evidence link").await?;
    let found = store::resolve_link(&mut tx, &hash_token(token)).await?;
    tx.commit().await?;
    let (company, link) = found.ok_or(Problem::NotFound)?;
    let counts = colleague_of != Some(company);
    Ok(Visit { ctx: Ctx::for_prospect(app.clone(), company, request), link, counts })
}

/// Makes a link to an approved piece, for a deal where one is named. Whoever may not match that deal may not name it.
pub async fn share(
    ctx: &Ctx,
    evidence: EvidenceId,
    opportunity: Option<OpportunityId>,
    days: i64,
) -> Result<EvidenceLinkId> {
    sees(ctx)?;
    ctx.allow(Permission::SubmitRequests)?;
    if !DAYS.contains(&days) {
        return Err(Problem::invalid("days", "Choose 7, 30 or 90 days.").into());
    }
    let mut tx = ctx.begin().await?;
    let reach = customers_of(ctx.viewer()?, Permission::ViewAdvocates);
    let row = store::piece(&mut tx, evidence, reach).await?.ok_or(Problem::NotFound)?;
    let state = row.state.on(today(ctx), row.until());
    if state != EvidenceState::Approved {
        return Err(Problem::from(Refusal::NotShown(state)).into());
    }
    if let Some(opportunity) = opportunity {
        matching::need(&mut tx, ctx, opportunity).await?;
    }
    let link = EvidenceLinkId::new();
    let hash = hash_token(&token(ctx.app().secrets(), link));
    let expires_at = ctx.now() + TimeDelta::days(days);
    store::insert_link(&mut tx, ctx, link, evidence, opportunity, &hash, expires_at).await?;
    events::record(&mut tx, ctx, Event::EvidenceShared { evidence, link, opportunity }).await?;
    tx.commit().await?;
    Ok(link)
}

/// Takes a link back. Whoever made it may, and whoever approves.
pub async fn revoke(ctx: &Ctx, link: EvidenceLinkId) -> Result<EvidenceId> {
    sees(ctx)?;
    ctx.allow(Permission::SubmitRequests)?;
    let viewer = ctx.viewer()?;
    let mut tx = ctx.begin().await?;
    let row = store::lock_link(&mut tx, link).await?.ok_or(Problem::NotFound)?;
    let reach = customers_of(viewer, Permission::ViewAdvocates);
    store::piece(&mut tx, row.evidence, reach).await?.ok_or(Problem::NotFound)?;
    if row.created_by != viewer.user && !may_approve(viewer) {
        let sentence = "Only whoever made this link, programme leads and administrators can revoke it.";
        return Err(Problem::Forbidden(sentence.to_owned()).into());
    }
    if row.revoked_at.is_none() {
        store::revoke_link(&mut tx, ctx, link).await?;
        events::record(&mut tx, ctx, Event::EvidenceLinkRevoked { evidence: row.evidence, link }).await?;
    }
    tx.commit().await?;
    Ok(row.evidence)
}

/// The address of a link.
pub(super) fn url(app: &App, link: EvidenceLinkId) -> String {
    app.url(&format!("/e/{}", token(app.secrets(), link)))
}

fn token(secrets: &Secrets, link: EvidenceLinkId) -> String {
    let mac = secrets.mac(PURPOSE, &[link.0.as_bytes()]);
    URL_SAFE_NO_PAD.encode([link.0.as_bytes().as_slice(), &mac[..MAC_BYTES]].concat())
}

fn is_signed(secrets: &Secrets, token: &str) -> bool {
    let Ok(bytes) = URL_SAFE_NO_PAD.decode(token) else { return false };
    match bytes.split_at_checked(16) {
        Some((id, mac)) => mac.len() == MAC_BYTES && secrets.verify_prefix(PURPOSE, &[id], mac),
        None => false,
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn a_token_with_one_letter_changed_is_no_token_and_no_other_kind_of_link_is_one() {
        let secrets = Secrets::for_tests();
        let link = EvidenceLinkId(Uuid::from_u128(42));
        let token = token(&secrets, link);

        assert!(is_signed(&secrets, &token));
        for place in 0..token.len() {
            let mut letters: Vec<char> = token.chars().collect();
            letters[place] = if letters[place] == 'A' { 'B' } else { 'A' };
            assert!(!is_signed(&secrets, &letters.into_iter().collect::<String>()), "letter {place}");
        }
        let booking = secrets.mac("booking-link", &[link.0.as_bytes()]);
        let other = URL_SAFE_NO_PAD.encode([link.0.as_bytes().as_slice(), &booking[..MAC_BYTES]].concat());
        assert!(!is_signed(&secrets, &other));
    }
}
