//! The evidence library: what can be shown before anybody is asked.

use anyhow::Context;
use chrono::{DateTime, NaiveTime, TimeDelta, Utc};
use serde_json::{Value, json};

use super::clock::Clock;
use super::companies::Tenant;
use super::content::{Content, Evidence};
use super::rows::Table;

/// The stations of each state, with the days since it was added.
const STATIONS: [(&str, &[(&str, i64)]); 3] = [
    ("draft", &[("draft", 0)]),
    ("in_review", &[("draft", 0), ("in_review", 1)]),
    ("approved", &[("draft", 0), ("in_review", 1), ("approved", 2)]),
];

pub fn tables(content: &Content, tenant: &Tenant, clock: &Clock) -> anyhow::Result<Vec<Table>> {
    let (mut pieces, mut moves) = (Vec::new(), Vec::new());
    for it in content.evidence.iter().filter(|it| tenant.has_advocate(content, &it.advocate)) {
        let added = clock.at(&it.added, NaiveTime::from_hms_opt(15, 30, 0).unwrap_or_default(), "Europe/London")?;
        pieces.push(piece(content, tenant, clock, it, added)?);
        let (_, stations) = STATIONS
            .iter()
            .find(|(state, _)| *state == it.state)
            .with_context(|| format!("the state {:?} of {}", it.state, it.title))?;
        for (state, days) in *stations {
            moves.push(json!({
                "company_id": tenant.id(), "id": tenant.key("evidence move", &format!("{} {state}", it.title)),
                "evidence_id": tenant.key("evidence", &it.title), "state": state,
                "moved_at": (added + TimeDelta::days(*days)).min(clock.now()),
                "moved_by": tenant.user(content, if *state == "approved" { "adaeze" } else { &it.by })?, "reason": "",
            }));
        }
    }
    Ok(vec![Table::new("evidence", pieces), Table::new("evidence_moves", moves)])
}

fn piece(
    content: &Content,
    tenant: &Tenant,
    clock: &Clock,
    it: &Evidence,
    added: DateTime<Utc>,
) -> anyhow::Result<Value> {
    let advocate = content.advocate(&it.advocate)?;
    let expires = if it.expires.is_empty() { None } else { Some(clock.calendar_day(&it.expires)?) };
    Ok(json!({
        "company_id": tenant.id(), "id": tenant.key("evidence", &it.title), "kind": it.kind,
        "organisation_id": tenant.key("organisation", &it.organisation),
        "advocate_id": tenant.key("advocate", &advocate.email), "title": tenant.prose(&it.title),
        "body": tenant.prose(&it.body), "language": it.language, "use_cases": tenant.words(&it.use_cases),
        "products": tenant.words(&it.products), "competitors": tenant.words(&it.competitors), "state": it.state,
        "expires_on": expires, "created_by": tenant.user(content, &it.by)?, "created_at": added,
    }))
}
