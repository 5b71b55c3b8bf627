//! Rows that are opportunities: found by our id, by the file's id, else by name. Their organisation must be
//! known; a stage that is not becomes one; spellings of a product are brought together.

mod contacts;
mod known;
mod land;
mod stages;
mod told;

use chrono::{DateTime, NaiveDate, NaiveTime, Utc};
use domain::imports::{Field, OpportunityRow, Outcome, Parsed, RowReader, name_key, spelling_key};
use uuid::Uuid;

use self::contacts::Contacts;
use self::known::{Known, is_kept_elsewhere};
use self::land::land;
use self::stages::Stages;
use super::people::People;
use super::products::Products;
use super::strange::StrangeValues;
use super::{Batches, FirstSeen, Met, Purpose, Walked, error, in_tense, overlay, overlay_optional};
use crate::ctx::Ctx;
use crate::db::Tx;
use crate::error::Result;
use crate::imports::store::opportunities::{self as opportunities, Opportunity};
use crate::imports::store::{self, Import, RowOutcome};

pub async fn walk(ctx: &Ctx, tx: &mut Tx, import: &Import, reader: RowReader<'_>, purpose: Purpose) -> Result<Walked> {
    let mut first_seen = FirstSeen::default();
    let mut products = Products::known(opportunities::known_products(tx).await?);
    let mut stages = Stages::known(store::stages(tx).await?, &import.reading.0.stages);
    let mut strange = StrangeValues::default();
    let mut survey = Batches::of(import);
    loop {
        let rows = survey.next(tx).await?;
        if rows.is_empty() {
            break;
        }
        for row in rows {
            let Parsed { row: read, strange: met, .. } = reader.opportunity(&row.cells.0);
            strange.meet(met);
            first_seen.note(key_of(&read), row.row_number);
            read.products.iter().for_each(|product| products.meet(product));
            read.stage.iter().for_each(|stage| stages.meet(stage));
        }
    }
    let people = People::of(&store::colleagues(tx).await?);
    let mut walker = Walker {
        first_seen,
        met: Met::default(),
        products,
        stages,
        people,
        contacts: Contacts::default(),
        import,
        purpose,
        now: ctx.now(),
    };
    let mut walked = Walked::default();
    let mut batches = Batches::of(import);
    loop {
        let rows = batches.next(tx).await?;
        if rows.is_empty() {
            break;
        }
        let parsed: Vec<(i32, Parsed<OpportunityRow>)> =
            rows.iter().map(|row| (row.row_number, reader.opportunity(&row.cells.0))).collect();
        let known = Known::of(tx, &parsed).await?;
        walker.contacts.look_up(tx, parsed.iter().map(|(_, parsed)| &parsed.row), &known.organisations()).await?;
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
            Purpose::Land => walked.created_stages.extend(land(ctx, tx, import, &mut walker, planned).await?),
        }
        batches.tell_progress(ctx).await?;
    }
    walked.stages = walker.stages.choices();
    strange.add(walker.products.strange(Field::Product));
    walked.values = strange.choices();
    Ok(walked)
}

/// What tells one deal of the file from another.
fn key_of(row: &OpportunityRow) -> String {
    match (&row.id, &row.external_id, &row.name) {
        (Some(id), _, _) => format!("ours:{id}"),
        (None, Some(id), _) => format!("id:{id}"),
        (None, None, Some(name)) => format!("name:{}", name_key(name)),
        (None, None, None) => String::new(),
    }
}

/// A row with what is to be written for it.
struct Planned {
    note: RowOutcome,
    record: Opportunity,
    is_changed: bool,
    new_contact: Option<opportunities::NewContact>,
}

struct Walker<'a> {
    first_seen: FirstSeen,
    met: Met,
    products: Products,
    stages: Stages,
    people: People,
    contacts: Contacts,
    import: &'a Import,
    purpose: Purpose,
    now: DateTime<Utc>,
}

impl Walker<'_> {
    fn plan(&mut self, number: i32, parsed: Parsed<OpportunityRow>, known: &Known) -> Planned {
        let wrong = |reasons| Planned {
            note: error(number, reasons),
            record: Opportunity::default(),
            is_changed: false,
            new_contact: None,
        };
        let planned = self.decide(number, parsed, known).unwrap_or_else(wrong);
        match self.met.note(&planned.note) {
            Some(reason) => wrong(vec![reason]),
            None => planned,
        }
    }

    fn decide(&mut self, number: i32, parsed: Parsed<OpportunityRow>, known: &Known) -> Result<Planned, Vec<String>> {
        let Parsed { row, mut errors, mut remarks, .. } = parsed;
        if let Some(first) = self.first_seen.before(&key_of(&row), number).filter(|_| !key_of(&row).is_empty()) {
            errors.push(format!("The same opportunity stands in row {first} already."));
        }
        let existing = known.meant(&row).unwrap_or_else(|reason| {
            errors.push(reason);
            None
        });
        let account = known.account(&row, existing).unwrap_or_else(|reason| {
            errors.push(reason);
            None
        });
        if row.stage.is_none() && existing.is_none() && self.stages.first_open().is_none() {
            errors.push("This row names no stage, and your company has none to start with.".to_owned());
        }
        let organisation = account.or(existing.and_then(|found| found.organisation_id));
        if !errors.is_empty() {
            return Err(errors);
        }
        // Last of all checks, because a contact planned for a row that fails would be linked to by later rows.
        let contact = match &row.contact {
            Some(contact) => self.contacts.plan(contact, organisation, number).map_err(|reason| vec![reason])?,
            None => None,
        };
        if row.contact.is_some() && contact.is_none() {
            remarks.push("The contact is left out, because a contact belongs to an organisation.".to_owned());
        }
        if organisation.is_none() {
            remarks.push("This row names no organisation; the opportunity stays without one.".to_owned());
        }
        let contact_name = row.contact.as_ref().map(|contact| contact.name.clone());
        let before = existing.cloned();
        let mut record = before.clone().unwrap_or_else(|| Opportunity {
            id: Uuid::now_v7(),
            source: "import".to_owned(),
            currency: self.import.reading.0.currency.clone(),
            ..Opportunity::default()
        });
        self.fill(&mut record, row, organisation, before.is_none(), &mut remarks);
        let moved = |before: &Opportunity| before.stage_id != record.stage_id || before.closes_on != record.closes_on;
        if before.as_ref().is_none_or(moved) {
            record.closed_at = self.closed_at(&record);
        }

        let links = contact.as_ref().is_some_and(|met| !record.contacts.contains(&met.id));
        let is_changed = before.as_ref() != Some(&record);
        let outcome = if is_changed || links { in_tense(self.purpose, before.is_none()) } else { Outcome::Unchanged };
        let linked = contact.as_ref().filter(|_| links);
        if let Some(before) = before.as_ref().filter(|before| is_kept_elsewhere(before) && (is_changed || links)) {
            return Err(vec![format!("“{}” is kept by your CRM; change it there.", before.name)]);
        }
        let came = contact_name.filter(|_| links);
        let say = |before| told::changes(before, &record, known, &self.stages, &self.people, came.as_deref());
        let changes = before.as_ref().map_or_else(Vec::new, say);
        let note = RowOutcome {
            row_number: number,
            outcome,
            reasons: remarks,
            record_id: Some(record.id),
            related_as: None,
            contact_id: linked.map(|met| met.id),
            contact_created: linked.is_some_and(|met| met.new.is_some()),
            changes,
        };
        let new_contact = contact.filter(|_| links).and_then(|met| met.new);
        Ok(Planned { note, record, is_changed, new_contact })
    }

    /// Lays the row over the record.
    fn fill(
        &mut self,
        record: &mut Opportunity,
        row: OpportunityRow,
        organisation: Option<Uuid>,
        is_new: bool,
        remarks: &mut Vec<String>,
    ) {
        let products: Vec<String> = row.products.iter().map(|product| self.products.spelling(product)).collect();
        match row.name {
            Some(name) => record.name = name,
            None if is_new => {
                record.name =
                    made_name(row.account.as_deref(), products.first().map(String::as_str), row.external_id.as_deref())
            }
            None => {}
        }
        let owner =
            row.owner.as_deref().and_then(|text| self.people.owner(text).map_err(|remark| remarks.push(remark)).ok());
        overlay_optional(&mut record.owner_id, owner);
        record.organisation_id = organisation;
        overlay_optional(&mut record.external_id, row.external_id);
        match row.stage {
            Some(stage) => record.stage_id = self.stages.take(&stage),
            None if is_new => overlay(&mut record.stage_id, self.stages.first_open()),
            None => {}
        }
        if row.amount_minor.is_some() {
            record.amount_minor = row.amount_minor;
            overlay(&mut record.currency, row.currency);
        }
        overlay_optional(&mut record.opened_on, row.opened_on);
        overlay_optional(&mut record.closes_on, row.closes_on);
        overlay_optional(&mut record.needed_by, row.needed_by);
        overlay(&mut record.notes, row.notes);
        // However they are spelt: a deal that has them all keeps what it has.
        let has = |product: &String| record.products.iter().any(|own| spelling_key(own) == spelling_key(product));
        if !products.iter().all(has) {
            record.products = products;
        }
    }

    /// When a deal in a closed stage was closed: on its close date, else when it was, else now.
    fn closed_at(&self, record: &Opportunity) -> Option<DateTime<Utc>> {
        if !self.stages.is_closed(record.stage_id) {
            return None;
        }
        let at_midnight = |date: NaiveDate| date.and_time(NaiveTime::MIN).and_utc();
        match (record.closed_at, record.closes_on) {
            (Some(closed), Some(date)) if closed.date_naive() == date => Some(closed),
            (_, Some(date)) if date <= self.now.date_naive() => Some(at_midnight(date)),
            (Some(closed), _) => Some(closed),
            (None, _) => Some(self.now),
        }
    }
}

/// A name for a deal whose file has none: its organisation and product, else its id.
fn made_name(account: Option<&str>, product: Option<&str>, id: Option<&str>) -> String {
    let name = match (account, product, id) {
        (Some(account), Some(product), _) => format!("{account}: {product}"),
        (Some(account), None, Some(id)) => format!("{account}: {id}"),
        (None, Some(product), Some(id)) => format!("{product}: {id}"),
        (_, _, id) => id.unwrap_or("Opportunity").to_owned(),
    };
    name.chars().take(200).collect()
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn a_deal_without_a_name_is_called_by_what_is_known() {
        assert_eq!(made_name(Some("Cancity"), Some("GTX Pro"), Some("1")), "Cancity: GTX Pro");
        assert_eq!(made_name(None, Some("GTX Pro"), Some("1")), "GTX Pro: 1");
        assert_eq!(made_name(None, None, Some("1")), "1");
    }
}
