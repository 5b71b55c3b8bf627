//! What a person decides before the check: which column is what, how values are read, what becomes
//! of unknown stages.

use domain::ids::ImportId;
use domain::imports::{
    ColumnView, ColumnsPage, DateOrder, Field, Fit, Kind, Mapping, Reading, Relation, RevenueUnit, StageFate, State,
    field_name, name_key,
};
use domain::problem::{FieldProblems, Problem};

use super::jobs::CheckFile;
use super::store::{self, Import};
use super::{allow, file_facts, find, memory, values};
use crate::ctx::Ctx;
use crate::db::Tx;
use crate::error::Result;

/// Currencies a form offers beside the company's own.
const CURRENCIES: [&str; 8] = ["EUR", "GBP", "USD", "CHF", "SEK", "NOK", "CAD", "AUD"];

/// The choices of the columns page, as its form sends them.
#[derive(Clone, Debug, Default)]
pub struct SaveColumns {
    /// One field per column; blank leaves the column out.
    pub mapping: Vec<String>,
    /// Blank lets the file decide.
    pub date_order: String,
    pub currency: String,
    pub revenue_unit: String,
    /// Blank says nothing of what the organisations are to the company.
    pub relation: String,
}

/// Which column is what: as chosen before, else as their names suggest.
pub async fn columns_page(ctx: &Ctx, kind: Kind, id: ImportId) -> Result<ColumnsPage> {
    allow(ctx, kind)?;
    let mut tx = ctx.begin().await?;
    let import = find(&mut tx, kind, id).await?;
    let own = store::company_currency(&mut tx, ctx.company()).await?;
    let fitting = memory::fitting(&mut tx, kind, &import.columns).await?;
    let columns = import.columns.iter().zip(&import.facts.0).enumerate().map(|(place, (name, facts))| {
        let chosen = import.mapping.as_ref().map(|mapping| mapping.0.0.get(place).copied().flatten());
        let (field, fit) = match (chosen, fitting[place]) {
            (Some(chosen), suggestion) => (chosen, suggestion.filter(|(field, _)| Some(*field) == chosen).map(fit_of)),
            (None, suggestion) => (suggestion.map(|(field, _)| field), suggestion.map(fit_of)),
        };
        ColumnView { name: name.clone(), examples: facts.examples.join(", "), field, fit }
    });
    let others = CURRENCIES.iter().map(|code| (*code).to_owned()).filter(|code| *code != own);
    Ok(ColumnsPage {
        columns: columns.collect(),
        reading: import.reading.0.clone(),
        currencies: std::iter::once(own.clone()).chain(others).collect(),
        file: file_facts(&import),
    })
}

fn fit_of((_, fit): (Field, Fit)) -> Fit {
    fit
}

/// Keeps the choices and begins the check.
pub async fn save_columns(ctx: &Ctx, kind: Kind, id: ImportId, chosen: SaveColumns) -> Result<()> {
    allow(ctx, kind)?;
    let mut tx = ctx.begin().await?;
    let import = open_for_choices(&mut tx, kind, id).await?;
    let mapping = Mapping::from_form(kind, &import.columns, &chosen.mapping)?;
    let mut reading = read_as(&import, &mapping, &chosen)?;
    memory::keep_columns(&mut tx, ctx, kind, &import.columns, &mapping).await?;
    memory::recall_values(&mut tx, kind, &import.columns, &mapping, &mut reading).await?;
    begin_check(ctx, tx, id, &mapping, &reading).await
}

/// Chooses what becomes of stage names of the file that the company does not have, and checks again.
pub async fn choose_stages(ctx: &Ctx, kind: Kind, id: ImportId, chosen: &[(String, String)]) -> Result<()> {
    allow(ctx, kind)?;
    let mut tx = ctx.begin().await?;
    let import = open_for_choices(&mut tx, kind, id).await?;
    let known = store::stages(&mut tx).await?;
    let mut reading = import.reading.0.clone();
    let mut problems = FieldProblems::default();
    let mapping = matched(&import)?;
    for (place, (name, fate)) in chosen.iter().enumerate() {
        let is_there = |fate: &StageFate| match fate {
            StageFate::Existing { id } => known.iter().any(|stage| stage.id == *id),
            _ => true,
        };
        match StageFate::from_form(fate).filter(is_there) {
            Some(fate) => {
                reading.stages.insert(name_key(name), fate);
                let target = fate.to_form();
                memory::keep_value(&mut tx, ctx, kind, &import.columns, mapping, Field::Stage, name, &target).await?;
            }
            None => problems.add(&format!("fates[{place}]"), format!("Choose what becomes of “{name}”.")),
        }
    }
    problems.check()?;
    begin_check(ctx, tx, id, mapping, &reading).await
}

/// Chooses what values mean that are not plain, and checks again. Each choice names a field, the value as
/// the file writes it, and what it means; nothing leaves it blank.
pub async fn choose_values(ctx: &Ctx, kind: Kind, id: ImportId, chosen: &[(String, String, String)]) -> Result<()> {
    allow(ctx, kind)?;
    let mut tx = ctx.begin().await?;
    let import = open_for_choices(&mut tx, kind, id).await?;
    let mut reading = import.reading.0.clone();
    let mut problems = FieldProblems::default();
    let mapping = matched(&import)?;
    for (place, (field, name, target)) in chosen.iter().enumerate() {
        let field = field.parse().ok().filter(|field| Field::of(kind).contains(field));
        match field.filter(|field| values::may_mean(*field, target)) {
            Some(field) => {
                reading.values.entry(field).or_default().insert(name_key(name), target.clone());
                memory::keep_value(&mut tx, ctx, kind, &import.columns, mapping, field, name, target).await?;
            }
            None => problems.add(&format!("targets[{place}]"), format!("Choose what “{name}” means.")),
        }
    }
    problems.check()?;
    begin_check(ctx, tx, id, mapping, &reading).await
}

fn matched(import: &Import) -> Result<&Mapping> {
    let mapping = import.mapping.as_ref().map(|mapping| &mapping.0);
    Ok(mapping.ok_or_else(|| Problem::refused("not_matched", "Match the columns first."))?)
}

async fn begin_check(ctx: &Ctx, mut tx: Tx, id: ImportId, mapping: &Mapping, reading: &Reading) -> Result<()> {
    let turn = store::begin_check(&mut tx, id, mapping, reading).await?;
    crate::jobs::enqueue(&mut tx, ctx, &CheckFile { import: id, turn }, ctx.now()).await?;
    tx.commit().await
}

/// The import, held, as long as nothing of it has landed.
async fn open_for_choices(tx: &mut Tx, kind: Kind, id: ImportId) -> Result<Import> {
    store::lock(tx, id).await?;
    let import = find(tx, kind, id).await?;
    match import.state {
        State::Uploaded | State::Checking | State::Checked | State::Failed => Ok(import),
        State::Running | State::Done | State::Undone => Err(Problem::refused(
            "already_imported",
            "This file has been imported already. Upload it again to import it anew.",
        )
        .into()),
    }
}

/// How values are read: by the choices, and by what the columns themselves show.
fn read_as(import: &Import, mapping: &Mapping, chosen: &SaveColumns) -> Result<Reading> {
    let mut problems = FieldProblems::default();
    let mut reading = import.reading.0.clone();
    reading.chosen_order = chosen.date_order.parse::<DateOrder>().ok();
    reading.revenue_unit = chosen.revenue_unit.parse().unwrap_or(RevenueUnit::Ones);
    reading.relation = chosen.relation.parse::<Relation>().ok();
    if chosen.currency.len() == 3 && chosen.currency.bytes().all(|byte| byte.is_ascii_uppercase()) {
        reading.currency.clone_from(&chosen.currency);
    } else if !chosen.currency.is_empty() {
        problems.add("currency", "Choose a currency.");
    }
    reading.date_orders.clear();
    reading.decimal_marks.clear();
    for (place, field) in mapping.0.iter().enumerate() {
        let (Some(field), Some(facts)) = (field, import.facts.0.get(place)) else { continue };
        if field.is_number() {
            reading.decimal_marks.insert(*field, facts.decimal_mark());
        }
        if field.is_date() {
            match facts.date_order().or(reading.chosen_order) {
                Some(order) => drop(reading.date_orders.insert(*field, order)),
                None => {
                    let column = &import.columns[place];
                    problems.add(
                        "date_order",
                        format!("The dates in “{column}” can be read in two ways. Choose whether the day or the month comes first."),
                    );
                    problems.add(&field_name(place), "Day or month first? Choose below.");
                }
            }
        }
    }
    problems.check()?;
    Ok(reading)
}
