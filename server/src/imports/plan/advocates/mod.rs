//! Rows that are advocates: told apart by their e-mail address, or named by our id beside it. Their customer must be
//! known. Somebody new comes as a candidate, whatever the file says of their consent: that is theirs to give.

mod fill;
mod known;
mod land;
mod told;

use std::collections::{HashMap, HashSet};

use domain::advocates::{AdvocateField, Policy};
use domain::imports::{AdvocateRow, Agreed, Field, Outcome, Parsed, RowReader, name_key};
use uuid::Uuid;

use self::fill::{fill, new_outcomes, what_changed};
use self::known::Known;
use self::land::land;
use super::people::People;
use super::products::Products;
use super::strange::StrangeValues;
use super::{Batches, FirstSeen, Met, Purpose, Walked, error, in_tense};
use crate::ctx::Ctx;
use crate::db::Tx;
use crate::error::Result;
use crate::imports::store::advocates::{self as advocates, Account, Advocate, NewOutcome};
use crate::imports::store::{self, Import, RowOutcome};

/// One pass is enough: nothing of a row hangs on a later one.
pub async fn walk(ctx: &Ctx, tx: &mut Tx, import: &Import, reader: RowReader<'_>, purpose: Purpose) -> Result<Walked> {
    let (policy, time_zone) = advocates::company(tx, ctx.company()).await?;
    let mut walker = Walker {
        first_seen: FirstSeen::default(),
        met: Met::default(),
        namesakes: HashSet::new(),
        people: People::of(&store::colleagues(tx).await?),
        products: Products::known(advocates::known_products(tx).await?),
        policy,
        time_zone,
        purpose,
    };
    let mut strange = StrangeValues::default();
    let mut walked = Walked::default();
    let mut batches = Batches::of(import);
    loop {
        let rows = batches.next(tx).await?;
        if rows.is_empty() {
            break;
        }
        let mut parsed: Vec<(i32, Parsed<AdvocateRow>)> =
            rows.iter().map(|row| (row.row_number, reader.advocate(&row.cells.0))).collect();
        drop(rows);
        for (_, parsed) in &mut parsed {
            strange.meet(std::mem::take(&mut parsed.strange));
            walked.counts.agreed += usize::from(parsed.row.agreed == Some(Agreed::Yes));
        }
        let known = Known::of(tx, &parsed).await?;
        let planned: Vec<Planned> =
            parsed.into_iter().map(|(number, parsed)| walker.plan(number, parsed, &known)).collect();
        for row in &planned {
            walked.counts.add(row.note.outcome, !row.note.reasons.is_empty());
        }
        match purpose {
            Purpose::Check => {
                let notes: Vec<RowOutcome> = planned.into_iter().map(|row| row.note).collect();
                store::note_outcomes(tx, import.id, &notes).await?;
            }
            Purpose::Land => land(ctx, tx, import, planned).await?,
        }
        batches.tell_progress(ctx).await?;
    }
    strange.add(walker.products.strange(Field::Products));
    walked.values = strange.choices();
    Ok(walked)
}

/// A row with what is to be written for it.
struct Planned {
    note: RowOutcome,
    /// Set when the row lands.
    written: Option<Written>,
}

struct Written {
    record: Advocate,
    outcomes: Vec<NewOutcome>,
    refuses: bool,
    /// What differs from before; empty for somebody new.
    fields: Vec<AdvocateField>,
}

struct Walker {
    first_seen: FirstSeen,
    met: Met,
    /// Organisation and name of the rows so far.
    namesakes: HashSet<(Uuid, String)>,
    people: People,
    products: Products,
    policy: Policy,
    time_zone: String,
    purpose: Purpose,
}

impl Walker {
    fn plan(&mut self, number: i32, parsed: Parsed<AdvocateRow>, known: &Known) -> Planned {
        let wrong = |reasons| Planned { note: error(number, reasons), written: None };
        let planned = self.decide(number, parsed, known).unwrap_or_else(wrong);
        match self.met.note(&planned.note) {
            Some(reason) => wrong(vec![reason]),
            None => planned,
        }
    }

    fn decide(&mut self, number: i32, parsed: Parsed<AdvocateRow>, known: &Known) -> Result<Planned, Vec<String>> {
        let Parsed { mut row, mut errors, mut remarks, .. } = parsed;
        let existing = known.meant(&row).unwrap_or_else(|reason| {
            errors.push(reason);
            None
        });
        if let Some(existing) = existing.filter(|_| row.id.is_some()) {
            self.forget_limits_in_force(&mut row, existing);
        }
        if !row.email.is_empty() {
            let key = name_key(&row.email);
            if let Some(first) = self.first_seen.before(&key, number) {
                errors.push(format!("The address “{}” stands in row {first} already.", row.email));
            }
            self.first_seen.note(key, number);
        }
        errors.extend(row.loose_limits(self.policy));
        let account = match known.account(&row, existing) {
            Ok(account) => account,
            Err(reason) => {
                errors.push(reason);
                None
            }
        };
        match (existing, account) {
            (Some(existing), Some(account)) if existing.organisation_id != account.id => errors.push(format!(
                "“{}” is {} of {} already, not of {}.",
                row.email, existing.name, existing.organisation, account.name
            )),
            (None, None) if errors.is_empty() => {
                errors
                    .push("This row names no organisation, and no customer has the domain of the address.".to_owned());
            }
            _ => {}
        }
        if existing.is_none()
            && let Some(colleague) = self.people.with_email(&row.email)
        {
            errors.push(format!("“{}” is the address of {colleague}, a colleague.", row.email));
        }
        if !errors.is_empty() {
            return Err(errors);
        }
        match existing {
            Some(existing) => self.change(number, row, existing, remarks),
            None => {
                let Some(account) = account else { return Err(errors) };
                self.namesake(&row, account, known, &mut remarks);
                Ok(self.add(number, row, account, remarks))
            }
        }
    }

    /// Our own lists show the limit that holds for somebody, theirs or the company's. A file that names them by our id and
    /// says that limit says nothing new.
    fn forget_limits_in_force(&self, row: &mut AdvocateRow, existing: &Advocate) {
        for (said, own, most) in [
            (&mut row.monthly_cap, existing.monthly_cap, self.policy.monthly_cap),
            (&mut row.quarterly_cap, existing.quarterly_cap, self.policy.quarterly_cap),
        ] {
            let in_force = own.and_then(|own| u16::try_from(own).ok()).map_or(most, |own| own.min(most));
            *said = said.filter(|cap| *cap != in_force);
        }
    }

    /// Somebody else of the same name at the same customer may be the same person.
    fn namesake(&mut self, row: &AdvocateRow, account: &Account, known: &Known, remarks: &mut Vec<String>) {
        let key = (account.id, name_key(&row.name));
        if known.has_namesake(&key) || self.namesakes.contains(&key) {
            remarks.push(format!(
                "{} of {} is there under another address; it may be the same person.",
                row.name, account.name
            ));
        }
        self.namesakes.insert(key);
    }

    fn add(&mut self, number: i32, row: AdvocateRow, account: &Account, mut remarks: Vec<String>) -> Planned {
        let zone = row.country.as_deref().or(account.country.as_deref()).and_then(domain::imports::main_zone);
        let mut record = Advocate {
            id: Uuid::now_v7(),
            organisation_id: account.id,
            organisation: account.name.clone(),
            owner_id: account.owner_id,
            email: row.email.to_lowercase(),
            time_zone: account
                .time_zone
                .clone()
                .or_else(|| zone.map(str::to_owned))
                .unwrap_or_else(|| self.time_zone.clone()),
            languages: if row.languages.is_empty() { vec!["en".to_owned()] } else { Vec::new() },
            ..Advocate::default()
        };
        let refuses = row.agreed == Some(Agreed::No);
        let outcomes = new_outcomes(&record, &row.outcomes);
        fill(&mut record, row, &self.people, &mut self.products, &mut remarks);
        let note = self.note(number, in_tense(self.purpose, true), record.id, remarks);
        Planned { note, written: Some(Written { record, outcomes, refuses, fields: Vec::new() }) }
    }

    fn change(
        &mut self,
        number: i32,
        row: AdvocateRow,
        existing: &Advocate,
        mut remarks: Vec<String>,
    ) -> Result<Planned, Vec<String>> {
        if let Some(standing) = standing_apart(existing) {
            remarks.push(format!("{} is {standing}; the import leaves that as it is.", existing.name));
        }
        let says_no = row.agreed == Some(Agreed::No);
        if says_no && existing.consent.as_deref() == Some("granted") {
            remarks.push(format!(
                "The file says no for {}, who has agreed here. Withdraw the consent on their page if that is so.",
                existing.name
            ));
        }
        let refuses = says_no && existing.consent.is_none();
        if let Some(former) = &existing.merged {
            // Somebody chose what the two are as one; the record that is no more speaks against that only by its no.
            remarks.push(format!("“{former}” was merged into {}; this row changes nothing of them.", existing.name));
            let record = existing.clone();
            let outcome = if refuses { in_tense(self.purpose, false) } else { Outcome::Unchanged };
            let changes = refuses.then(told::refusal).into_iter().collect();
            let note = RowOutcome { changes, ..self.note(number, outcome, record.id, remarks) };
            let written = Written { record, outcomes: Vec::new(), refuses, fields: Vec::new() };
            return Ok(Planned { note, written: refuses.then_some(written) });
        }
        let mut record = existing.clone();
        let outcomes = new_outcomes(existing, &row.outcomes);
        fill(&mut record, row, &self.people, &mut self.products, &mut remarks);
        if [&record.use_cases, &record.products, &record.expertise, &record.tags, &record.competitors_replaced]
            .iter()
            .any(|list| list.len() > 20)
            || record.languages.len() > 10
            || existing.outcomes.len() + outcomes.len() > 12
        {
            return Err(vec![format!(
                "{} would have more than twenty entries in a field, ten languages or twelve outcomes.",
                existing.name
            )]);
        }
        let mut changes = told::changes(existing, &record, &self.people);
        changes.extend(outcomes.iter().map(told::outcome));
        changes.extend(refuses.then(told::refusal));
        let mut fields = what_changed(existing, &record);
        if !outcomes.is_empty() {
            fields.push(AdvocateField::Outcomes);
        }
        if fields.is_empty() && !refuses {
            let note = self.note(number, Outcome::Unchanged, record.id, remarks);
            return Ok(Planned { note, written: None });
        }
        let note = self.note(number, in_tense(self.purpose, false), record.id, remarks);
        let note = RowOutcome { changes, ..note };
        Ok(Planned { note, written: Some(Written { record, outcomes, refuses, fields }) })
    }

    fn note(&self, row_number: i32, outcome: Outcome, record: Uuid, reasons: Vec<String>) -> RowOutcome {
        RowOutcome { outcome, record_id: Some(record), reasons, ..error(row_number, Vec::new()) }
    }
}

/// Why somebody is not to be asked at present, as the end of a sentence.
fn standing_apart(advocate: &Advocate) -> Option<&'static str> {
    match (advocate.reference_status.as_str(), advocate.lifecycle.as_str()) {
        ("do_not_use", _) => Some("not to be used as a reference"),
        ("paused", _) | (_, "paused") => Some("paused"),
        (_, "alumni") => Some("no longer in the programme"),
        _ => None,
    }
}

/// By a key, what a batch may mean.
type By<T> = HashMap<String, T>;
