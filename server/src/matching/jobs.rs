//! Matching without being asked: lists name a best match before anybody opened the deal.

use chrono::{Days, NaiveDate, NaiveTime, SubsecRound};
use domain::accounts::Scope;
use domain::event::Event;
use domain::ids::{ImportId, UserId};
use serde::{Deserialize, Serialize};

use super::need::Asked;
use super::presets::Shared;
use super::runs::{Found, Seen, keep};
use super::store::runs as store;
use super::{count, load};
use crate::ctx::Ctx;
use crate::error::Result;
use crate::jobs::{self, Job};

/// A company with more open deals gets those whose reference is needed first.
const DEALS_A_DAY: i64 = 500;
/// By the clock of UTC: before Europe begins to work, after America stopped.
const NIGHT: NaiveTime = match NaiveTime::from_hms_opt(4, 0, 0) {
    Some(time) => time,
    None => NaiveTime::MIN,
};

/// Matches the open deals that nobody matched today. The first sign-in of a company begins it, then each night the next.
#[derive(Debug, Serialize, Deserialize)]
pub struct MatchOpenDeals {
    pub day: NaiveDate,
    /// The import that brought deals in the meantime.
    pub after: Option<ImportId>,
}

impl Job for MatchOpenDeals {
    const KIND: &'static str = "match_open_deals";
    const QUEUE: &'static str = "matching";

    fn key(&self) -> String {
        match self.after {
            Some(import) => format!("{}/{import}", self.day),
            None => self.day.to_string(),
        }
    }

    async fn run(self, ctx: &Ctx) -> Result<()> {
        // Postgres keeps microseconds; the replay starts from what it kept.
        let now = ctx.now().trunc_subsecs(6);
        let mut tx = ctx.begin().await?;
        let deals = store::open_deals(&mut tx, now.date_naive(), DEALS_A_DAY).await?;
        let presets = Shared::load(&mut tx).await?;
        let mut seen: Option<(load::Loaded, Seen)> = None;
        for deal in &deals {
            let nobody = UserId(uuid::Uuid::nil());
            let mut asked = Asked::load(&mut tx, *deal, Scope::All, nobody, now).await?;
            let (loaded, seen) = match &seen {
                Some(both) => both,
                None => {
                    let (loaded, candidates) = load::read(&mut tx, asked.policy, now).await?;
                    let kept = Seen::keep(&mut tx, ctx, candidates, asked.policy, now).await?;
                    seen.insert((loaded, kept))
                }
            };
            asked.search(&loaded.texts);
            let preset = presets.of_team(asked.team_preset.as_deref());
            let found = Found::of(&loaded.index, &asked.need, seen.at);
            let words = asked.words(&loaded.texts);
            keep(&mut tx, ctx, *deal, &asked.need, &loaded.index, seen, &preset, &found, words).await?;
        }
        if !deals.is_empty() {
            crate::events::record(&mut tx, ctx, Event::DealsMatched { deals: count(deals.len()) }).await?;
        }
        if self.after.is_none() {
            let tomorrow = now.date_naive() + Days::new(1);
            let next = Self { day: tomorrow, after: None };
            jobs::enqueue(&mut tx, ctx, &next, tomorrow.and_time(NIGHT).and_utc()).await?;
        }
        tx.commit().await
    }
}
