//! The ledger of consents: what holds now, and every decision that led there. `requests` gives and
//! withdraws, because what was asked ends with a consent.

use chrono::NaiveDate;
use chrono_tz::Tz;
use domain::advocates::{ConsentDecision, ConsentRow, LedgerRow, Purpose};
use domain::ids::AdvocateId;
use domain::time::{clock, date_with_year, local, zones};

use super::store::own_word as store;
use crate::ctx::Ctx;
use crate::db::Tx;
use crate::error::Result;

/// What holds for each purpose; days count in UTC, as those of the rules do.
pub async fn consents(tx: &mut Tx, id: AdvocateId, today: NaiveDate) -> Result<Vec<(Purpose, ConsentRow)>> {
    let known = store::consents(tx, id).await?;
    let latest = |purpose: Purpose| known.iter().find(|fact| fact.purpose == purpose);
    Ok(Purpose::ALL.iter().map(|purpose| (*purpose, row(*purpose, latest(*purpose), today))).collect())
}

fn row(purpose: Purpose, fact: Option<&store::ConsentFacts>, today: NaiveDate) -> ConsentRow {
    let label = purpose.label().to_owned();
    let Some(fact) = fact else {
        return ConsentRow { label, is_given: false, line: "Not given".to_owned(), expires_on: None };
    };
    let ended = fact.expires_on.filter(|day| *day < today);
    let on = date_with_year(fact.decided_at.date_naive(), today);
    let is_given = fact.decision == ConsentDecision::Granted;
    let line = match (is_given, ended) {
        (true, Some(day)) => format!("Ended {}", date_with_year(day, today)),
        (true, None) => format!("Given {on}{}", fact.source.words()),
        (false, _) => format!("Withdrawn {on}{}", fact.source.words()),
    };
    ConsentRow { label, is_given: is_given && ended.is_none(), line, expires_on: fact.expires_on }
}

/// Every decision, the latest first.
pub(super) async fn ledger(tx: &mut Tx, ctx: &Ctx, id: AdvocateId) -> Result<Vec<LedgerRow>> {
    let zone = zones::find(&ctx.viewer()?.time_zone).unwrap_or(Tz::UTC);
    let today = zones::today(ctx.now(), zone);
    let line = |fact: store::ConsentFacts| {
        let at = local(fact.decided_at, &zone);
        let until = fact.expires_on.map(|day| [", until ", &date_with_year(day, today)].concat()).unwrap_or_default();
        let what = match fact.decision {
            ConsentDecision::Granted => ["Given", fact.source.words(), &until].concat(),
            ConsentDecision::Withdrawn => ["Withdrawn", fact.source.words()].concat(),
        };
        LedgerRow {
            label: fact.purpose.label().to_owned(),
            what,
            when: format!("{}, {}", date_with_year(at.date(), today), clock(at.time())),
            by: fact.by,
        }
    };
    Ok(store::ledger(tx, id).await?.into_iter().map(line).collect())
}

/// Adds a decision of the advocate themselves. The caller holds their lock and records the event.
pub async fn record_consent(
    tx: &mut Tx,
    ctx: &Ctx,
    advocate: AdvocateId,
    purpose: Purpose,
    decision: ConsentDecision,
    expires_on: Option<NaiveDate>,
) -> Result<()> {
    store::insert_consent(tx, ctx, advocate, purpose, decision, expires_on).await
}
