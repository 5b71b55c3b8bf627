//! What stands in the way of making two people one: nothing that a choice between two values could settle.

use chrono::{DateTime, Utc};
use domain::advocates::Purpose;
use domain::duplicates::{Obstacle, PersonRecord, consent_of_both};
use domain::evidence::EvidenceKind;
use uuid::Uuid;

use super::{Said, store};
use crate::db::Tx;
use crate::duplicates::store::merges;
use crate::error::Result;

/// Everything in the way, the most telling first.
pub async fn obstacles(
    tx: &mut Tx,
    kept: &PersonRecord,
    other: &PersonRecord,
    said: &Said,
    now: DateTime<Utc>,
) -> Result<Vec<Obstacle>> {
    let mut found = Vec::new();
    if kept.organisation_id != other.organisation_id {
        let name = async |tx: &mut Tx, id| {
            let name = merges::name(tx, domain::duplicates::DuplicateKind::Organisation, id).await?;
            Ok::<_, crate::error::Error>(name.unwrap_or_default())
        };
        let (one, two) = (name(tx, kept.organisation_id).await?, name(tx, other.organisation_id).await?);
        found.push(Obstacle::TwoOrganisations { one, other: two });
    }
    if let Some(theirs) = other.user_id.filter(|_| kept.user_id.is_some()) {
        let sign_ins = store::sign_ins(tx, &[theirs]).await?;
        if sign_ins.iter().any(|sign_in| sign_in.roles.iter().any(|role| role != "advocate")) {
            found.push(Obstacle::Colleague { who: other.name.clone() });
        }
    }
    let goes_on = store::goes_on(tx, &[kept.id, other.id], now).await?;
    let open = |id: Uuid| goes_on.iter().find(|ask| ask.advocate == id && ask.is_open_ask).map(|ask| ask.deal.clone());
    if let (Some(one), Some(other)) = (open(kept.id), open(other.id)) {
        found.push(Obstacle::BothAsked { one, other });
    }
    if let Some(deal) = store::one_request(tx, kept.id, other.id).await? {
        found.push(Obstacle::OneRequest { deal });
    }
    if let Some((one, other)) = store::overlapping_calls(tx, kept.id, other.id).await? {
        found.push(Obstacle::CallsOverlap { one, other });
    }
    let named = |id: Uuid| if id == kept.id { kept.name.clone() } else { other.name.clone() };
    let loses = |id: Uuid, purpose: Purpose| {
        let own = said.consent(id, purpose).is_some_and(|word| word.holds(said.today));
        let both = consent_of_both(said.consent(kept.id, purpose), said.consent(other.id, purpose));
        own && !both.is_some_and(|word| word.holds(said.today))
    };
    for ask in &goes_on {
        if loses(ask.advocate, ask.purpose) {
            let (who, deal) = (named(ask.advocate), ask.deal.clone());
            found.push(Obstacle::AskLosesConsent { who, purpose: ask.purpose, deal });
        }
    }
    for (advocate, kind, title) in store::standing_evidence(tx, &[kept.id, other.id]).await? {
        let purpose = kind.parse::<EvidenceKind>().ok().and_then(|kind| kind.consent().parse::<Purpose>().ok());
        if let Some(purpose) = purpose.filter(|purpose| loses(advocate, *purpose)) {
            found.push(Obstacle::EvidenceLosesConsent { who: named(advocate), purpose, title });
        }
    }
    Ok(found)
}
