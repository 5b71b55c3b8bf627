//! Two people side by side, and what would hold of the one.

use std::collections::HashMap;

use domain::accounts::Permission;
use domain::advocates::{ConsentDecision, Purpose};
use domain::duplicates::{
    AfterRow, ComparePage, Compared, ConsentWord, FieldRow, Mergeable as _, Obstacle, PersonField, PersonPicks,
    PersonRecord, consent_of_both, pause_of_both,
};
use domain::ids::AdvocateId;
use domain::problem::Problem;
use domain::time::{date_short, date_with_year};
use uuid::Uuid;

use super::obstacles::obstacles;
use super::{KIND, Said, store};
use crate::ctx::Ctx;
use crate::duplicates::side_by_side::{self, Two};
use crate::duplicates::store::organisations;
use crate::error::Result;

/// Two people side by side. `keep` says which stays; else the rules do.
pub async fn compare(ctx: &Ctx, one: &str, other: &str, keep: Option<&str>) -> Result<ComparePage> {
    ctx.allow(Permission::MergeRecords)?;
    let read = |text: &str| text.parse::<AdvocateId>().map(|id| id.0).map_err(|_| Problem::NotFound);
    let ids = (read(one)?, read(other)?);
    let mut tx = ctx.begin().await?;
    let hanging = store::hanging(&mut tx, ids.0, ids.1).await?;
    let two: Two<PersonRecord> =
        side_by_side::two(&mut tx, ctx, KIND, ids, keep, hanging, PersonRecord::goes_before).await?;
    let (kept, other) = (&two.kept, &two.other);
    let said = Said::read(&mut tx, &[kept.id, other.id], ctx.now().date_naive()).await?;
    let in_the_way = obstacles(&mut tx, kept, other, &said, ctx.now()).await?;
    let asked: Vec<Uuid> = [kept.owner_id, other.owner_id, Some(kept.organisation_id), Some(other.organisation_id)]
        .into_iter()
        .flatten()
        .collect();
    let names: HashMap<Uuid, String> = organisations::names(&mut tx, &asked).await?.into_iter().collect();
    let users: Vec<Uuid> = [kept.user_id, other.user_id].into_iter().flatten().collect();
    let sign_ins: HashMap<Uuid, String> =
        store::sign_ins(&mut tx, &users).await?.into_iter().map(|sign_in| (sign_in.id, sign_in.email)).collect();
    tx.commit().await?;

    let settled = settled(kept, other, &said, &sign_ins);
    let fields = fields(&two, &names);
    Ok(ComparePage {
        settled,
        obstacles: in_the_way.iter().map(Obstacle::sentence).collect(),
        ..two.page(KIND, fields, |record| compared(record, &names))
    })
}

fn compared(record: &PersonRecord, names: &HashMap<Uuid, String>) -> Compared {
    let organisation = names.get(&record.organisation_id).cloned().unwrap_or_default();
    let line = [record.title.clone(), organisation].into_iter().filter(|part| !part.is_empty()).collect::<Vec<_>>();
    Compared {
        id: record.id,
        home: record.id,
        name: record.name.clone(),
        line: line.join(", "),
        whence: format!("{}. Changed {}", record.email, date_short(record.updated_at.date_naive())),
        version: record.version(),
    }
}

/// The fields in which they differ, and the names of those in which they do not.
fn fields(two: &Two<PersonRecord>, names: &HashMap<Uuid, String>) -> (Vec<FieldRow>, Vec<String>) {
    let (kept, other) = (&two.kept, &two.other);
    let shown = |record: &PersonRecord, field: PersonField| match field {
        PersonField::Owner => record.owner_id.and_then(|id| names.get(&id).cloned()),
        field => record.value(field).and_then(|_| record.shown(field)),
    };
    let both = |field: PersonField| kept.can_take_both(other, field).then(|| field.both().to_owned());
    let (mut rows, same) = two.fields(shown, both);
    // Of hours there is a choice only between two weeks; who has none takes the other's.
    let has_hours = |record: &PersonRecord| record.value(PersonField::Hours).is_some();
    rows.retain(|row| row.name != PersonField::Hours.as_str() || (has_hours(kept) && has_hours(other)));
    (rows, same)
}

/// What nobody chooses: what was said of either, and what holds of the one.
fn settled(kept: &PersonRecord, other: &PersonRecord, said: &Said, sign_ins: &HashMap<Uuid, String>) -> Vec<AfterRow> {
    let one = kept.taking(other, &PersonPicks::new());
    let row = |label: &str, words: &dyn Fn(&PersonRecord) -> String| AfterRow {
        label: label.to_owned(),
        kept: words(kept),
        other: words(other),
        after: words(&one),
    };
    let number =
        |number: Option<i32>| number.map_or_else(|| "As the company says".to_owned(), |number| number.to_string());
    let mut rows = vec![
        row("Place in the programme", &|record| record.lifecycle.label().to_owned()),
        row("Use as a reference", &|record| record.reference_status.label().to_owned()),
        row("Asks a month", &|record| number(record.limits.monthly_cap)),
        row("Asks a quarter", &|record| number(record.limits.quarterly_cap)),
        row("Days of rest after a call", &|record| number(record.limits.cool_down_days)),
        row("Hours of notice", &|record| record.limits.notice_hours.to_string()),
        row("Minutes between calls", &|record| record.limits.buffer_minutes.to_string()),
        row("Calls a day", &|record| record.limits.daily_cap.to_string()),
    ];
    rows.push(AfterRow {
        after: match (kept.user_id, other.user_id.and_then(|id| sign_ins.get(&id))) {
            (Some(_), Some(off)) => format!("{}; {off} is switched off", signs_in(&one, sign_ins)),
            _ => signs_in(&one, sign_ins),
        },
        ..row("Signs in as", &|record| signs_in(record, sign_ins))
    });
    let pause = |pause: Option<domain::advocates::Pause>| match pause {
        None => "Welcome".to_owned(),
        Some(domain::advocates::Pause { resumes_on: None }) => "Paused".to_owned(),
        Some(domain::advocates::Pause { resumes_on: Some(day) }) => {
            format!("Paused until {}", date_with_year(day, said.today))
        }
    };
    let own = |id: Uuid| pause(said.pause(id).and_then(|word| word.in_force(said.today)));
    rows.push(AfterRow {
        label: "New requests".to_owned(),
        kept: own(kept.id),
        other: own(other.id),
        after: pause(pause_of_both(said.pause(kept.id), said.pause(other.id), said.today)),
    });
    rows.retain(|row| row.kept != row.other);
    for purpose in Purpose::ALL {
        let (here, there) = (said.consent(kept.id, *purpose), said.consent(other.id, *purpose));
        if here.is_some() || there.is_some() {
            let words = |word: Option<ConsentWord>| consent_in_words(word, said.today);
            rows.push(AfterRow {
                label: purpose.label().to_owned(),
                kept: words(here),
                other: words(there),
                after: words(consent_of_both(here, there)),
            });
        }
    }
    rows
}

fn signs_in(record: &PersonRecord, sign_ins: &HashMap<Uuid, String>) -> String {
    let email = record.user_id.and_then(|id| sign_ins.get(&id).cloned());
    email.unwrap_or_else(|| "Does not sign in".to_owned())
}

/// "Given Mon 4 May, until …", "Withdrawn Mon 4 May", "Never asked"
fn consent_in_words(word: Option<ConsentWord>, today: chrono::NaiveDate) -> String {
    let Some(word) = word else { return "Nothing said".to_owned() };
    let on = date_with_year(word.decided_at.date_naive(), today);
    match (word.decision, word.expires_on) {
        (ConsentDecision::Withdrawn, _) => format!("Withdrawn {on}"),
        (ConsentDecision::Granted, Some(last)) if last < today => format!("Ended {}", date_with_year(last, today)),
        (ConsentDecision::Granted, Some(last)) => format!("Given {on}, until {}", date_with_year(last, today)),
        (ConsentDecision::Granted, None) => format!("Given {on}"),
    }
}
