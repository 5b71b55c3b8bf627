//! Proof before people: what can be shown for a deal before anybody is asked.

use std::collections::BTreeMap;

use domain::accounts::Permission;
use domain::evidence::{EvidenceState, Piece, ProofOffers, ProofRow, proof_for};
use domain::ids::OpportunityId;

use super::{customers_of, links, store, today};
use crate::ctx::Ctx;
use crate::error::Result;
use crate::matching;

/// The approved evidence that fits a deal best, with the links already made for it.
pub async fn proof(ctx: &Ctx, opportunity: OpportunityId) -> Result<ProofOffers> {
    let viewer = ctx.viewer()?;
    let mut tx = ctx.begin().await?;
    let need = matching::need(&mut tx, ctx, opportunity).await?;
    let known = store::usable(&mut tx, customers_of(viewer, Permission::ViewAdvocates), today(ctx)).await?;
    let pieces: Vec<Piece> = known.iter().map(piece).collect();
    let offers = proof_for(&pieces, &need, ctx.now());
    let ids: Vec<_> = offers.iter().map(|offer| offer.id).collect();
    let made: BTreeMap<_, _> =
        store::live_links_for(&mut tx, &ids, opportunity, ctx.now()).await?.into_iter().collect();
    tx.commit().await?;

    let rows = offers.into_iter().filter_map(|offer| {
        let row = known.iter().find(|row| row.id == offer.id)?;
        Some(ProofRow {
            id: row.id,
            kind: row.kind,
            title: row.title.clone(),
            organisation: row.organisation,
            organisation_name: row.organisation_name.clone(),
            advocate_name: row.advocate_name.clone(),
            points: (offer.score + 50) / 100,
            parts: offer.parts,
            reasons: offer.reasons,
            shared: made.get(&row.id).map(|link| links::url(ctx.app(), *link)),
        })
    });
    Ok(ProofOffers { rows: rows.collect(), may_share: viewer.may(Permission::SubmitRequests) })
}

fn piece(row: &store::ProofPiece) -> Piece {
    Piece {
        id: row.id,
        kind: row.kind,
        state: EvidenceState::Approved,
        until: row.until,
        organisation: row.organisation,
        industry: row.industry.as_deref().and_then(|key| key.parse().ok()),
        employees: row.employees.and_then(|count| u32::try_from(count).ok()),
        language: row.language.clone(),
        use_cases: row.use_cases.clone(),
        products: row.products.clone(),
        competitors: row.competitors.clone(),
    }
}
