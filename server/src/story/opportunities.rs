//! The pipeline: stages, opportunities, who takes part, vetoes.

use chrono::NaiveTime;
use serde_json::{Value, json};

use super::clock::Clock;
use super::companies::Tenant;
use super::content::{Content, Opportunity};
use super::rows::Table;

/// Name, position, closed, won, probability.
const STAGES: [(&str, i32, bool, bool, i32); 6] = [
    ("Discovery", 1, false, false, 10),
    ("Evaluation", 2, false, false, 30),
    ("Proposal", 3, false, false, 50),
    ("Negotiation", 4, false, false, 75),
    ("Won", 5, true, true, 100),
    ("Lost", 6, true, false, 0),
];

pub fn tables(content: &Content, tenant: &Tenant, clock: &Clock) -> anyhow::Result<Vec<Table>> {
    let company = tenant.id();
    let stages = STAGES.iter().map(|(name, position, closed, won, probability)| {
        json!({
            "company_id": company, "id": tenant.key("stage", name), "name": name, "position": position,
            "is_closed": closed, "is_won": won, "probability": probability,
        })
    });
    let stages = stages.collect();
    let (mut rows, mut people) = (Vec::new(), Vec::new());
    for (at, it) in content.opportunities.iter().enumerate() {
        if !tenant.opportunities(content).any(|kept| std::ptr::eq(kept, it)) {
            continue;
        }
        rows.push(row(content, tenant, clock, at, it)?);
        for (position, (name, role)) in it.people().enumerate() {
            let contact = content.contact(&it.organisation, name)?;
            people.push(json!({
                "company_id": company, "opportunity_id": tenant.key("opportunity", &it.name),
                "contact_id": tenant.key("contact", &contact.email), "role": tenant.prose(role),
                "is_primary": position == 0,
            }));
        }
    }
    Ok(vec![
        Table::new("opportunity_stages", stages),
        Table::new("opportunities", rows),
        Table::new("opportunity_contacts", people),
        Table::new("vetoes", vetoes(content, tenant, clock)?),
    ])
}

fn row(content: &Content, tenant: &Tenant, clock: &Clock, at: usize, it: &Opportunity) -> anyhow::Result<Value> {
    let day = |text: &str| if text.is_empty() { Ok(None) } else { clock.day(text).map(Some) };
    let time = |hour| NaiveTime::from_hms_opt(hour, 5, 0).unwrap_or_default();
    let closed = if it.closed.is_empty() { None } else { Some(clock.at(&it.closed, time(16), "Europe/London")?) };
    Ok(json!({
        "company_id": tenant.id(), "id": tenant.key("opportunity", &it.name),
        "organisation_id": tenant.key("organisation", &it.organisation), "owner_id": tenant.user(content, &it.owner)?,
        "stage_id": tenant.key("stage", &it.stage), "name": it.name, "source": "import",
        "external_id": format!("OPP-{}", 20_001 + at), "amount_minor": it.amount * 100, "currency": "GBP",
        "opened_on": day(&it.opened)?, "closes_on": day(&it.closes)?, "closed_at": closed,
        "use_cases": it.use_cases, "products": it.products, "competitors": it.competitors, "objections": it.objections,
        "topics": tenant.words(&it.topics), "language": it.language, "urgency": it.urgency,
        "needed_by": day(&it.needed_by)?, "wished_activity": it.activity, "wished_persona": it.persona,
        "notes": tenant.prose(&it.notes), "version": 1, "created_at": clock.at(&it.opened, time(9), "Europe/London")?,
    }))
}

fn vetoes(content: &Content, tenant: &Tenant, clock: &Clock) -> anyhow::Result<Vec<Value>> {
    let mut rows = Vec::new();
    for it in content.vetoes.iter().filter(|it| tenant.has_advocate(content, &it.advocate)) {
        let advocate = content.advocate(&it.advocate)?;
        let opportunity = (!it.opportunity.is_empty()).then(|| tenant.key("opportunity", &it.opportunity));
        let until = if it.until.is_empty() { None } else { Some(clock.calendar_day(&it.until)?) };
        let noon = NaiveTime::from_hms_opt(12, 10, 0).unwrap_or_default();
        rows.push(json!({
            "company_id": tenant.id(), "id": tenant.key("veto", &format!("{} {}", advocate.email, it.opportunity)),
            "advocate_id": tenant.key("advocate", &advocate.email), "opportunity_id": opportunity,
            "reason": tenant.prose(&it.reason), "vetoed_by": tenant.user(content, &it.by)?,
            "vetoed_at": clock.at(&it.vetoed, noon, "Europe/London")?, "until": until,
        }));
    }
    Ok(rows)
}
