//! Rows that are organisations: found by our id, by the file's id, else by name.

mod known;
mod survey;
mod told;

use domain::imports::{Change, OrganisationRow, Outcome, Parsed, Relation, RowReader, name_key};
use uuid::Uuid;

use self::known::Known;
use self::survey::Survey;
use super::people::People;
use super::strange::StrangeValues;
use super::{Batches, Met, Purpose, Walked, error, in_tense, overlay, overlay_optional};
use crate::ctx::Ctx;
use crate::db::Tx;
use crate::error::Result;
use crate::imports::store::organisations::{self as organisations, Organisation};
use crate::imports::store::{self, Import, RowOutcome};

pub async fn walk(ctx: &Ctx, tx: &mut Tx, import: &Import, reader: RowReader<'_>, purpose: Purpose) -> Result<Walked> {
    let survey = Survey::of(tx, import, reader).await?;
    let people = People::of(&store::colleagues(tx).await?);
    let mut walked = Walked::default();
    let mut parents: Vec<(Uuid, String)> = Vec::new();
    let mut strange = StrangeValues::default();
    let mut met = Met::default();
    let mut batches = Batches::of(import);
    loop {
        let rows = batches.next(tx).await?;
        if rows.is_empty() {
            break;
        }
        let mut parsed: Vec<(i32, Parsed<OrganisationRow>)> =
            rows.iter().map(|row| (row.row_number, reader.organisation(&row.cells.0))).collect();
        parsed.iter_mut().for_each(|(_, parsed)| strange.meet(std::mem::take(&mut parsed.strange)));
        let known = Known::of(tx, &parsed).await?;
        let planned: Vec<Planned> = parsed
            .into_iter()
            .map(|(number, parsed)| plan(number, parsed, &survey, &people, &known, import, purpose))
            .map(|planned| match met.note(&planned.note) {
                Some(reason) => Planned::wrong(planned.note.row_number, vec![reason]),
                None => planned,
            })
            .collect();
        for row in &planned {
            walked.counts.add(row.note.outcome, !row.note.reasons.is_empty());
        }
        match purpose {
            Purpose::Check => {
                let notes: Vec<RowOutcome> = planned.into_iter().map(|row| row.note).collect();
                store::note_outcomes(tx, import.id, &notes).await?;
            }
            Purpose::Land => parents.extend(land(ctx, tx, import, planned).await?),
        }
        batches.tell_progress(ctx).await?;
    }
    if !parents.is_empty() {
        organisations::set_parents(tx, &parents).await?;
    }
    walked.values = strange.choices();
    Ok(walked)
}

/// What tells one organisation of the file from another.
fn key_of(row: &OrganisationRow) -> String {
    match (&row.id, &row.external_id) {
        (Some(id), _) => format!("ours:{id}"),
        (None, Some(id)) => format!("id:{id}"),
        (None, None) => format!("name:{}", name_key(&row.name)),
    }
}

/// A row with what is to be written for it.
struct Planned {
    note: RowOutcome,
    record: Option<Organisation>,
    relation: Option<Relation>,
}

impl Planned {
    fn wrong(number: i32, reasons: Vec<String>) -> Self {
        Self { note: error(number, reasons), record: None, relation: None }
    }
}

fn plan(
    number: i32,
    parsed: Parsed<OrganisationRow>,
    survey: &Survey,
    people: &People,
    known: &Known,
    import: &Import,
    purpose: Purpose,
) -> Planned {
    match decide(number, parsed, survey, people, known, import) {
        Err(reasons) => Planned::wrong(number, reasons),
        Ok(decided) => {
            let outcome = if decided.is_new || decided.is_changed {
                in_tense(purpose, decided.is_new)
            } else {
                Outcome::Unchanged
            };
            let note = RowOutcome {
                row_number: number,
                outcome,
                reasons: decided.remarks,
                record_id: Some(decided.record.id),
                related_as: decided.relation.map(|relation| relation.as_str().to_owned()),
                contact_id: None,
                contact_created: false,
                changes: decided.changes,
            };
            let record = (outcome != Outcome::Unchanged).then_some(decided.record);
            Planned { note, record, relation: decided.relation }
        }
    }
}

struct Decided {
    record: Organisation,
    is_new: bool,
    is_changed: bool,
    /// What becomes of the one that is there.
    changes: Vec<Change>,
    /// A relation it does not have yet.
    relation: Option<Relation>,
    remarks: Vec<String>,
}

fn decide(
    number: i32,
    parsed: Parsed<OrganisationRow>,
    survey: &Survey,
    people: &People,
    known: &Known,
    import: &Import,
) -> Result<Decided, Vec<String>> {
    let Parsed { row, mut errors, mut remarks, .. } = parsed;
    if let Some(first) = survey.first_seen.before(&key_of(&row), number) {
        errors.push(format!("The same organisation stands in row {first} already."));
    }
    if survey.circular.contains(&name_key(&row.name)) && row.parent.is_some() {
        errors.push(format!("“{}” would be above itself by way of its parents.", row.name));
    }
    let existing = known.meant(&row).unwrap_or_else(|reason| {
        errors.push(reason);
        None
    });
    if !errors.is_empty() {
        return Err(errors);
    }
    if let Some((found, former)) = existing.and_then(|found| Some((found, found.merged.as_ref()?))) {
        // Somebody chose what the two are as one; the record that is no more does not speak against that.
        remarks.push(format!("“{former}” was merged into “{}”; this row changes nothing.", found.name));
        let record = found.clone();
        return Ok(Decided { is_new: false, is_changed: false, changes: Vec::new(), record, relation: None, remarks });
    }

    let owner = row.owner.as_deref().and_then(|text| people.owner(text).map_err(|remark| remarks.push(remark)).ok());
    let parent = row.parent.filter(|parent| match survey.names.get(&name_key(parent)) {
        Some(1) => true,
        Some(_) => {
            remarks.push(format!("Several organisations are called “{parent}”; the parent stays blank."));
            false
        }
        None => {
            remarks.push(format!("No organisation is called “{parent}”; the parent stays blank."));
            false
        }
    });

    let before = existing.cloned();
    let mut record = before.clone().unwrap_or_else(|| Organisation {
        id: Uuid::now_v7(),
        source: "import".to_owned(),
        ..Organisation::default()
    });
    record.name = row.name;
    overlay_optional(&mut record.external_id, row.external_id);
    overlay_optional(&mut record.industry, row.industry);
    overlay_optional(&mut record.employees, row.employees);
    if row.annual_revenue_minor.is_some() {
        record.annual_revenue_minor = row.annual_revenue_minor;
        record.currency = Some(import.reading.0.currency.clone());
    }
    overlay_optional(&mut record.country, row.country);
    overlay(&mut record.city, row.city);
    overlay(&mut record.website, row.website);
    overlay_optional(&mut record.founded_year, row.founded_year);
    overlay_optional(&mut record.customer_since, row.customer_since);
    overlay_optional(&mut record.renewal_on, row.renewal_on);
    overlay_optional(&mut record.owner_id, owner);
    if let Some(parent) = parent
        && record.parent_name.as_deref().map(name_key) != Some(name_key(&parent))
    {
        record.parent_name = Some(parent);
    }
    let relation =
        import.reading.0.relation.filter(|kind| !record.relations.iter().any(|known| known == kind.as_str()));
    let changes = before.as_ref().map_or_else(Vec::new, |before| told::changes(before, &record, relation, people));
    let is_changed = before.as_ref() != Some(&record) || relation.is_some();
    if is_changed && let Some(kept_by) = kept_elsewhere(&record.source) {
        return Err(vec![format!("“{}” is kept by {kept_by}; change it there.", record.name)]);
    }
    Ok(Decided { is_new: before.is_none(), is_changed, changes, record, relation, remarks })
}

/// Who keeps a record that comes from a CRM.
fn kept_elsewhere(source: &str) -> Option<&'static str> {
    match source {
        "salesforce" => Some("Salesforce"),
        "hubspot" => Some("HubSpot"),
        _ => None,
    }
}

/// Writes a batch; gives the parents to set when all rows are there.
async fn land(ctx: &Ctx, tx: &mut Tx, import: &Import, planned: Vec<Planned>) -> Result<Vec<(Uuid, String)>> {
    let notes: Vec<RowOutcome> = planned.iter().map(|row| row.note.clone()).collect();
    organisations::note_landing(tx, import.id, &notes).await?;
    let mut created = Vec::new();
    let mut updated = Vec::new();
    let mut related = Vec::new();
    let mut parents = Vec::new();
    for row in planned {
        let Some(record) = row.record else { continue };
        if row.relation.is_some() {
            related.push(record.id);
        }
        if let Some(parent) = &record.parent_name {
            parents.push((record.id, parent.clone()));
        }
        if row.note.outcome == Outcome::Created { created.push(record) } else { updated.push(record) }
    }
    if !created.is_empty() {
        organisations::insert(tx, ctx.company(), &created).await?;
    }
    if !updated.is_empty() {
        organisations::update(tx, &updated).await?;
    }
    if let Some(relation) = import.reading.0.relation.filter(|_| !related.is_empty()) {
        organisations::relate(tx, ctx.company(), &related, relation.as_str(), ctx.now().date_naive()).await?;
    }
    Ok(parents)
}
