//! The two companies, their staff, and the outside organisations with their people.

use std::collections::{BTreeMap, BTreeSet};

use anyhow::Context;
use chrono::{DateTime, TimeDelta, Utc};
use domain::ids::CompanyId;
use serde_json::{Value, json};
use uuid::Uuid;

use super::CANARY;
use super::clock::Clock;
use super::content::{Advocate, Content, Opportunity, Person};
use super::ids::derived;
use super::rows::Table;

/// One of the two story companies: which part of the content it has, and how it writes.
#[derive(Debug)]
pub struct Tenant {
    pub slug: &'static str,
    pub name: &'static str,
    mirror: bool,
}

impl Tenant {
    pub fn quillstone() -> Self {
        Self { slug: "quillstone", name: "Quillstone", mirror: false }
    }

    /// The second company: a part of the same world under the same natural keys.
    pub fn quarrystone() -> Self {
        Self { slug: "quarrystone", name: "Quarrystone", mirror: true }
    }

    pub fn id(&self) -> CompanyId {
        CompanyId(derived(self.slug, "company", self.slug))
    }

    pub fn key(&self, kind: &str, key: &str) -> Uuid {
        derived(self.slug, kind, key)
    }

    /// The first company is the older one: somebody with two memberships signs in there.
    fn founded(&self, clock: &Clock) -> DateTime<Utc> {
        clock.now() - TimeDelta::days(if self.mirror { 30 } else { 700 })
    }

    /// Free text as this company wrote it: the canary comes first in the second one.
    pub fn prose(&self, text: &str) -> String {
        match (self.mirror, text) {
            (false, text) => text.to_owned(),
            (true, "") => CANARY.to_owned(),
            (true, text) => format!("{CANARY} {text}"),
        }
    }

    /// A list of free texts, with one more in the second company.
    pub fn words(&self, words: &[String]) -> Vec<String> {
        let mut words = words.to_vec();
        if self.mirror {
            words.push(CANARY.to_owned());
        }
        words
    }

    pub fn staff<'a>(&self, content: &'a Content) -> &'a [Person] {
        if self.mirror { &content.mirror_staff } else { &content.staff }
    }

    /// Who holds the records of this key of the first company's staff.
    pub fn user(&self, content: &Content, key: &str) -> anyhow::Result<Uuid> {
        self.staff(content)
            .iter()
            .find(|person| if self.mirror { person.stands_for.iter().any(|it| it == key) } else { person.key == key })
            .map(|person| self.key("user", &person.email))
            .with_context(|| format!("nobody on the staff of {} for {key:?}", self.name))
    }

    pub fn advocates<'a>(&self, content: &'a Content) -> impl Iterator<Item = &'a Advocate> {
        let most = if self.mirror { 24 } else { usize::MAX };
        content.advocates.iter().take(most)
    }

    pub fn has_advocate(&self, content: &Content, name: &str) -> bool {
        self.advocates(content).any(|advocate| advocate.name == name)
    }

    /// In the second company every fourth opportunity, and all that an advocate of it was asked for.
    pub fn opportunities<'a>(&self, content: &'a Content) -> impl Iterator<Item = &'a Opportunity> {
        let mirror = self.mirror;
        content
            .opportunities
            .iter()
            .enumerate()
            .filter(move |(at, _)| !mirror || *at < 8 || at.is_multiple_of(4))
            .map(|(_, it)| it)
    }

    fn organisations(&self, content: &Content) -> BTreeSet<String> {
        if !self.mirror {
            return content.organisations.iter().map(|it| it.name.clone()).collect();
        }
        let of_advocates = self.advocates(content).map(|it| it.organisation.clone());
        let of_deals = self.opportunities(content).map(|it| it.organisation.clone());
        of_advocates.chain(of_deals).collect()
    }
}

pub fn tables(content: &Content, tenant: &Tenant, clock: &Clock, password_hash: &str) -> anyhow::Result<Vec<Table>> {
    let company = tenant.id();
    let mut tables = vec![Table::new(
        "companies",
        vec![json!({
            "id": company, "slug": tenant.slug, "name": tenant.name, "currency": "GBP", "time_zone": "Europe/London",
            "monthly_cap": 3, "quarterly_cap": 6, "cool_down_days": 14, "renewal_window_days": 30,
            "created_at": tenant.founded(clock),
        })],
    )];
    tables.extend(people(content, tenant, clock, password_hash));
    tables.extend(organisations(content, tenant, clock)?);
    Ok(tables)
}

/// Staff and advocates as sign-ins and memberships.
fn people(content: &Content, tenant: &Tenant, clock: &Clock, password_hash: &str) -> Vec<Table> {
    let company = tenant.id();
    let joined = tenant.founded(clock);
    let (mut logins, mut users, mut teams) = (Vec::new(), Vec::new(), BTreeMap::new());
    let mut add = |email: &str, name: &str, title: &str, roles: Value, team: Option<Uuid>, zone: &str| {
        let login = derived("", "login", email);
        logins.push(json!({ "id": login, "email": email, "password_hash": password_hash, "demo": true }));
        users.push(json!({
            "company_id": company, "id": tenant.key("user", email), "login_id": login, "team_id": team, "name": name,
            "email": email, "title": tenant.prose(title), "roles": roles, "time_zone": zone, "created_at": joined,
        }));
    };
    for person in tenant.staff(content) {
        let team = (!person.team.is_empty())
            .then(|| *teams.entry(person.team.clone()).or_insert_with(|| tenant.key("team", &person.team)));
        add(&person.email, &person.name, &person.title, json!(person.roles), team, &person.time_zone);
    }
    for advocate in tenant.advocates(content) {
        add(&advocate.email, &advocate.name, &advocate.title, json!(["advocate"]), None, &advocate.time_zone);
    }
    let teams = teams.iter().map(|(name, id)| json!({ "company_id": company, "id": id, "name": name })).collect();
    vec![Table::new("logins", logins), Table::new("teams", teams), Table::new("users", users)]
}

fn organisations(content: &Content, tenant: &Tenant, clock: &Clock) -> anyhow::Result<Vec<Table>> {
    let company = tenant.id();
    let kept = tenant.organisations(content);
    let id = |name: &str| tenant.key("organisation", name);
    let (mut rows, mut relations) = (Vec::new(), Vec::new());
    for (at, it) in content.organisations.iter().enumerate().filter(|(_, it)| kept.contains(&it.name)) {
        let day = |text: &str| if text.is_empty() { Ok(None) } else { clock.calendar_day(text).map(Some) };
        let owner = if it.owner.is_empty() { None } else { Some(tenant.user(content, &it.owner)?) };
        let since = day(&it.customer_since)?;
        rows.push(json!({
            "company_id": company, "id": id(&it.name), "name": it.name, "source": "import",
            "external_id": format!("ACC-{}", 10_001 + at), "website": "", "industry": it.industry,
            "employees": it.employees, "country": it.country, "region": it.region, "city": it.city,
            "time_zone": it.time_zone, "tech_stack": it.tech_stack, "products": it.products,
            "customer_since": since, "renewal_on": day(&it.renewal)?, "owner_id": owner, "version": 1,
        }));
        let first_deal =
            content.opportunities.iter().filter(|deal| deal.organisation == it.name).map(|deal| &deal.opened);
        let first_deal = first_deal.map(|text| clock.day(text)).collect::<anyhow::Result<Vec<_>>>()?.into_iter().min();
        let mut relation = |kind: &str, since, until| {
            relations.push(json!({
                "company_id": company, "organisation_id": id(&it.name), "kind": kind, "since": since, "until": until,
            }));
        };
        match (it.relation.as_str(), since, first_deal) {
            // A customer of the last year was a prospect until then.
            ("customer", Some(since), Some(first)) if first < since => {
                relation("prospect", first, Some(since));
                relation("customer", since, None);
            }
            ("customer", Some(since), _) => relation("customer", since, None),
            (kind, _, first) => relation(kind, first.unwrap_or(clock.today() - TimeDelta::days(900)), None),
        }
    }
    let contacts = content.contacts.iter().filter(|it| kept.contains(&it.organisation)).map(|it| {
        let zone = content.organisation(&it.organisation)?.time_zone.clone();
        Ok(json!({
            "company_id": company, "id": tenant.key("contact", &it.email), "organisation_id": id(&it.organisation),
            "name": it.name, "email": it.email, "title": tenant.prose(&it.title), "time_zone": zone,
        }))
    });
    let contacts = contacts.collect::<anyhow::Result<Vec<_>>>()?;
    let rivalries =
        content.rivalries.iter().filter(|it| kept.contains(&it.one) && kept.contains(&it.other)).map(|it| {
            let (one, other) = (id(&it.one), id(&it.other));
            json!({ "company_id": company, "one_id": one.min(other), "other_id": one.max(other) })
        });
    let rivalries = rivalries.collect();
    let morning = chrono::NaiveTime::from_hms_opt(9, 40, 0).unwrap_or_default();
    let shields = content.shields.iter().filter(|it| kept.contains(&it.organisation)).map(|it| {
        Ok(json!({
            "company_id": company, "id": tenant.key("shield", &it.organisation), "organisation_id": id(&it.organisation),
            "class": it.class, "effect": it.effect, "raised_at": clock.at(&it.raised, morning, "Europe/London")?,
        }))
    });
    let shields = shields.collect::<anyhow::Result<Vec<_>>>()?;
    Ok(vec![
        Table::new("organisations", rows),
        Table::new("organisation_relations", relations),
        Table::new("contacts", contacts),
        Table::new("organisation_rivalries", rivalries),
        Table::new("shields", shields),
    ])
}
