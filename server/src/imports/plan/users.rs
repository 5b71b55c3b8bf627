//! Rows that are colleagues: told apart by their e-mail address. Somebody new comes without a password and
//! waits for an invitation. At least one administrator who can sign in stays one.

use std::collections::{HashMap, HashSet};

use domain::accounts::Role;
use domain::imports::{Change, Field, Outcome, Parsed, RowReader, UserRow, name_key};
use uuid::Uuid;

use super::differences::Differences;
use super::strange::StrangeValues;
use super::{Batches, FirstSeen, Purpose, Walked, error, in_tense, overlay};
use crate::ctx::Ctx;
use crate::db::Tx;
use crate::error::Result;
use crate::imports::store::users::{self as users, Colleague};
use crate::imports::store::{self, Import, RowOutcome};

const ADMIN: &str = "admin";
const ADVOCATE: &str = "advocate";

/// One pass is enough: nothing of a row hangs on a later one.
pub async fn walk(ctx: &Ctx, tx: &mut Tx, import: &Import, reader: RowReader<'_>, purpose: Purpose) -> Result<Walked> {
    let team_names: HashMap<Uuid, String> = users::teams(tx).await?.into_iter().collect();
    let teams = team_names.iter().map(|(id, name)| (name_key(name), *id)).collect();
    let mut walker = Walker {
        first_seen: FirstSeen::default(),
        administrators: users::administrators(tx).await?.into_iter().collect(),
        teams,
        team_names,
        new_teams: Vec::new(),
        time_zone: users::company_zone(tx, ctx.company()).await?,
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
        let mut parsed: Vec<(i32, Parsed<UserRow>)> =
            rows.iter().map(|row| (row.row_number, reader.user(&row.cells.0))).collect();
        parsed.iter_mut().for_each(|(_, parsed)| strange.meet(std::mem::take(&mut parsed.strange)));
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
            Purpose::Land => {
                let made = std::mem::take(&mut walker.new_teams);
                walked.created_teams.extend(made.iter().map(|(id, _)| *id));
                land(ctx, tx, import, planned, &made).await?;
            }
        }
        batches.tell_progress(ctx).await?;
    }
    walked.values = strange.choices();
    Ok(walked)
}

/// Whom the rows of a batch may mean.
struct Known {
    by_email: HashMap<String, Colleague>,
    advocates: HashMap<String, String>,
}

impl Known {
    async fn of(tx: &mut Tx, rows: &[(i32, Parsed<UserRow>)]) -> Result<Self> {
        let emails: Vec<String> = rows.iter().map(|(_, parsed)| parsed.row.email.clone()).collect();
        let by_email = users::by_emails(tx, &emails).await?;
        let by_email = by_email.into_iter().map(|found| (name_key(&found.email), found)).collect();
        Ok(Self { by_email, advocates: users::advocates(tx, &emails).await?.into_iter().collect() })
    }
}

struct Planned {
    note: RowOutcome,
    /// Set when the row lands.
    record: Option<Colleague>,
}

struct Walker {
    first_seen: FirstSeen,
    /// Those left after the rows so far, of those who can sign in.
    administrators: HashSet<Uuid>,
    teams: HashMap<String, Uuid>,
    team_names: HashMap<Uuid, String>,
    /// Teams to be written with this batch.
    new_teams: Vec<(Uuid, String)>,
    time_zone: String,
    purpose: Purpose,
}

impl Walker {
    fn plan(&mut self, number: i32, parsed: Parsed<UserRow>, known: &Known) -> Planned {
        self.decide(number, parsed, known)
            .unwrap_or_else(|reasons| Planned { note: error(number, reasons), record: None })
    }

    fn decide(&mut self, number: i32, parsed: Parsed<UserRow>, known: &Known) -> Result<Planned, Vec<String>> {
        let Parsed { row, mut errors, remarks, .. } = parsed;
        let key = name_key(&row.email);
        let existing = known.by_email.get(&key);
        if !key.is_empty() {
            if let Some(first) = self.first_seen.before(&key, number) {
                errors.push(format!("The address “{}” stands in row {first} already.", row.email));
            }
            self.first_seen.note(key.clone(), number);
        }
        match existing {
            Some(existing) if existing.is_suspended => {
                errors.push(format!("{} is suspended here; an import brings nobody back.", existing.name));
            }
            Some(existing) if existing.roles.iter().all(|role| role == ADVOCATE) => {
                errors.push(format!("“{}” is the address of {}, an advocate.", row.email, existing.name));
            }
            Some(_) => {}
            None => {
                if let Some(advocate) = known.advocates.get(&key) {
                    errors.push(format!("“{}” is the address of {advocate}, an advocate.", row.email));
                }
                if row.roles.is_empty() && errors.is_empty() {
                    errors.push("This row names no role we know; somebody new needs one.".to_owned());
                }
            }
        }
        if !errors.is_empty() {
            return Err(errors);
        }
        let before = existing.cloned();
        let mut record = before.clone().unwrap_or_else(|| Colleague {
            id: Uuid::now_v7(),
            email: row.email.to_lowercase(),
            time_zone: self.time_zone.clone(),
            ..Colleague::default()
        });
        record.name = row.name;
        overlay(&mut record.title, row.title);
        overlay(&mut record.time_zone, row.time_zone);
        if !row.roles.is_empty() {
            self.set_roles(&mut record, row.roles.iter().map(|role| role.as_str().to_owned()).collect())?;
        }
        // Last, because a team named by a row that fails is not made.
        if let Some(team) = row.team {
            record.team_id = Some(self.team(&team));
        }
        let is_changed = before.as_ref() != Some(&record);
        let outcome = if is_changed { in_tense(self.purpose, before.is_none()) } else { Outcome::Unchanged };
        let changes = before.as_ref().map_or_else(Vec::new, |before| self.changes(before, &record));
        let record_id = Some(record.id);
        let note = RowOutcome { outcome, record_id, reasons: remarks, changes, ..error(number, Vec::new()) };
        Ok(Planned { note, record: is_changed.then_some(record) })
    }

    /// The roles of the file take the place of those before; being an advocate is not a colleague's role and stays.
    fn set_roles(&mut self, record: &mut Colleague, mut roles: Vec<String>) -> Result<(), Vec<String>> {
        roles.extend(record.roles.iter().filter(|role| *role == ADVOCATE).cloned());
        let is_same = roles.len() == record.roles.len() && roles.iter().all(|role| record.roles.contains(role));
        if is_same {
            return Ok(());
        }
        if !roles.iter().any(|role| role == ADMIN) && self.administrators.contains(&record.id) {
            if self.administrators.len() == 1 {
                return Err(vec![format!("{} is the last administrator who can sign in and stays one.", record.name)]);
            }
            self.administrators.remove(&record.id);
        }
        record.roles = roles;
        Ok(())
    }

    /// What becomes of a colleague, in words.
    fn changes(&self, before: &Colleague, after: &Colleague) -> Vec<Change> {
        let roles = |colleague: &Colleague| -> Vec<String> {
            let label = |key: &String| key.parse::<Role>().map_or_else(|_| key.clone(), |role| role.label().to_owned());
            colleague.roles.iter().map(label).collect()
        };
        let mut told = Differences::default();
        told.text(Field::Name, &before.name, &after.name);
        told.list(Field::Roles, &roles(before), &roles(after));
        told.text(Field::Title, &before.title, &after.title);
        told.known(Field::Team, before.team_id.as_ref(), after.team_id.as_ref(), |id| {
            self.team_names.get(id).cloned().unwrap_or_default()
        });
        told.text(Field::TimeZone, &before.time_zone, &after.time_zone);
        told.told()
    }

    /// The team of that name, made when nobody has it.
    fn team(&mut self, name: &str) -> Uuid {
        let (new_teams, team_names) = (&mut self.new_teams, &mut self.team_names);
        *self.teams.entry(name_key(name)).or_insert_with(|| {
            let id = Uuid::now_v7();
            new_teams.push((id, name.to_owned()));
            team_names.insert(id, name.to_owned());
            id
        })
    }
}

/// Writes a batch.
async fn land(
    ctx: &Ctx,
    tx: &mut Tx,
    import: &Import,
    planned: Vec<Planned>,
    new_teams: &[(Uuid, String)],
) -> Result<()> {
    let notes: Vec<RowOutcome> = planned.iter().map(|row| row.note.clone()).collect();
    users::note_landing(tx, import.id, &notes).await?;
    if !new_teams.is_empty() {
        users::insert_teams(tx, ctx.company(), new_teams).await?;
    }
    let (mut created, mut updated) = (Vec::new(), Vec::new());
    for Planned { note, record } in planned {
        let Some(record) = record else { continue };
        if note.outcome == Outcome::Created { created.push(record) } else { updated.push(record) }
    }
    if !created.is_empty() {
        users::insert(tx, ctx.company(), import.id, &created).await?;
    }
    if !updated.is_empty() {
        users::update(tx, &updated).await?;
    }
    Ok(())
}
