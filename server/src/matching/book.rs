//! What the book-wide plan is made of: for each open request whom the engine ranks how, and how much
//! more asking each of them bears.

use std::collections::{BTreeMap, BTreeSet};

use chrono::NaiveDate;
use domain::accounts::Scope;
use domain::advocates::ActivityType;
use domain::ids::{AdvocateId, OpportunityId, OrganisationId, RequestId, UserId};
use domain::matching::{Preset, Prices, Urgency, evaluate, rank_top};
use domain::organisations::Industry;
use domain::plan::{MOST_OFFERS, Seat, Want};

use super::{load, need::Asked, presets::Shared};
use crate::ctx::Ctx;
use crate::db::Tx;
use crate::error::Result;

/// So many names are held for a request: one to ask, and two when they say no.
const NAMES: u8 = 3;

/// One open request, as the plan asks for it.
#[derive(Clone, Copy, Debug)]
pub struct OpenRequest {
    pub id: RequestId,
    pub opportunity: OpportunityId,
    pub activity: ActivityType,
    pub needed_by: NaiveDate,
    pub urgency: Urgency,
}

/// An advocate somewhere in the book.
#[derive(Clone, Debug)]
pub struct Named {
    pub name: String,
    pub organisation: OrganisationId,
    pub organisation_name: String,
}

/// Ready for `Book::new`.
#[derive(Debug)]
pub struct Materials {
    pub wants: Vec<Want>,
    pub seats: Vec<Seat>,
    pub named: BTreeMap<AdvocateId, Named>,
    /// By request, in the order of `wants`: what a good advocate of the segment (better than three of four) is worth to it; 0 without one.
    pub typical: Vec<i32>,
    /// What somebody new would bear.
    pub seat_of_a_recruit: Vec<i32>,
}

/// Ranks everybody for every request with the preset its deal begins with, in the caller's transaction. Rarity costs nothing
/// here: the plan knows who else wants the rare ones. With a segment, a good advocate of it is valued too.
pub async fn materials(
    tx: &mut Tx,
    ctx: &Ctx,
    requests: &[OpenRequest],
    segment: Option<Industry>,
) -> Result<Materials> {
    let now = ctx.now();
    let nobody = UserId(uuid::Uuid::nil());
    let presets = Shared::load(tx).await?;
    // A further ask of one person costs the same whichever deal it is for: the company's first preset says how much.
    let load_price = presets.of_team(None).prices.load;
    let mut made = Materials {
        wants: Vec::with_capacity(requests.len()),
        seats: Vec::new(),
        named: BTreeMap::new(),
        typical: Vec::new(),
        seat_of_a_recruit: Vec::new(),
    };
    let mut offered = BTreeSet::new();
    let mut last = None;
    for request in requests {
        let mut asked = Asked::load(tx, request.opportunity, Scope::All, nobody, now).await?;
        asked.need.activity = request.activity;
        asked.need.needed_by = Some(request.needed_by);
        asked.need.deal.urgency = request.urgency;
        let loaded = load::current(ctx.app().matching(), ctx.company(), tx, asked.policy, now).await?;
        asked.search(&loaded.texts);
        let preset = presets.of_team(asked.team_preset.as_deref());
        let preset = Preset { prices: Prices { scarcity: 0, ..preset.prices }, ..preset };
        let found = evaluate(&loaded.index, &asked.need, now);
        let order = rank_top(&found.open, &preset, 0, MOST_OFFERS);
        offered.extend(order.iter().map(|ranked| ranked.id));
        made.wants.push(Want::of(request.id, NAMES, &order));
        if let Some(segment) = segment {
            let of_segment = |id| loaded.profile(id).and_then(|profile| profile.sector) == Some(segment);
            let peers: Vec<_> = found.open.iter().filter(|terms| of_segment(terms.id)).copied().collect();
            let order = rank_top(&peers, &preset, 0, peers.len());
            made.typical.push(order.get(order.len() / 4).map_or(0, |ranked| ranked.points.score));
        }
        last = Some((loaded, asked.policy));
    }
    if let Some((loaded, policy)) = last {
        made.seat_of_a_recruit = Seat::of(
            AdvocateId(uuid::Uuid::nil()),
            domain::matching::Load::default(),
            policy.asks_per_month,
            load_price,
        )
        .surcharges;
        for id in offered {
            let (Some(room), Some(profile)) = (loaded.index.room(id, now), loaded.profile(id)) else { continue };
            made.seats.push(Seat::of(id, room.load, room.asks_left, load_price));
            let named = Named {
                name: profile.name.clone(),
                organisation: profile.organisation,
                organisation_name: profile.organisation_name.clone(),
            };
            made.named.insert(id, named);
        }
    }
    Ok(made)
}
