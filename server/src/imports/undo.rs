//! Taking an import back, exactly or not at all.

use domain::event::Event;
use domain::ids::ImportId;
use domain::imports::{Kind, State};
use domain::paging::counted;
use domain::problem::Problem;

use super::{allow, find, store};
use crate::ctx::Ctx;
use crate::error::Result;
use crate::events;

/// Removes what the import made and puts back what it changed, unless something of it was changed or
/// used since: then nothing happens, and the reason names what stands in the way.
pub async fn undo(ctx: &Ctx, kind: Kind, id: ImportId) -> Result<()> {
    allow(ctx, kind)?;
    let by = ctx.viewer()?.user;
    let mut tx = ctx.begin().await?;
    store::wait_for_turn(&mut tx, ctx.company()).await?;
    store::lock(&mut tx, id).await?;
    let import = find(&mut tx, kind, id).await?;
    let landed_at = match (import.state, import.landed_at) {
        (State::Done, Some(landed_at)) => landed_at,
        (State::Undone, _) => return Err(Problem::refused("already_undone", "This import was undone already.").into()),
        _ => return Err(Problem::refused("not_imported", "Only a finished import can be undone.").into()),
    };

    store::undo::prepare(&mut tx).await?;
    store::undo::lock(&mut tx, &import).await?;
    let changed = store::undo::changed_since(&mut tx, &import, landed_at).await?;
    if !changed.is_empty() {
        let names = changed.join(", ");
        return Err(Problem::refused(
            "changed_since",
            format!("This import cannot be undone, because records were changed or removed since: {names}. Nothing was touched."),
        )
        .into());
    }
    let uses = store::undo::used_by(&mut tx, &import, landed_at).await?;
    if !uses.is_empty() {
        let uses: Vec<String> = uses.into_iter().map(|(what, count)| counted(count, &one_of(&what), &what)).collect();
        return Err(Problem::refused(
            "used_since",
            format!(
                "This import cannot be undone, because its records are in use: {}. Nothing was touched.",
                uses.join(", ")
            ),
        )
        .into());
    }

    store::undo::restore(&mut tx, &import, landed_at).await?;
    store::undo::mark_undone(&mut tx, id, by, ctx.now()).await?;
    events::record(&mut tx, ctx, Event::ImportUndone { import: id }).await?;
    tx.commit().await
}

/// One of the uses that stand in the way: `store/undo` counts them by words like these, and by the names of tables.
fn one_of(uses: &str) -> String {
    match uses {
        "colleagues in new teams" => "colleague in a new team".to_owned(),
        "days off" => "day off".to_owned(),
        "decisions on suggestions" => "decision on a suggestion".to_owned(),
        "evidence" => "piece of evidence".to_owned(),
        "guests of requests" => "guest of a request".to_owned(),
        "opportunities in new stages" => "opportunity in a new stage".to_owned(),
        "shared evidence" => "shared piece of evidence".to_owned(),
        many => {
            let y = many.strip_suffix("ies").map(|stem| [stem, "y"].concat());
            let plain = || {
                let ends_in_es = ["ches", "sses", "xes", "toes"].iter().any(|end| many.ends_with(end));
                many.strip_suffix(if ends_in_es { "es" } else { "s" }).unwrap_or(many).to_owned()
            };
            y.unwrap_or_else(plain)
        }
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn one_use_is_named_as_one() {
        for (many, one) in [
            ("opportunities", "opportunity"),
            ("touches", "touch"),
            ("vetoes", "veto"),
            ("pauses", "pause"),
            ("weekly hours", "weekly hour"),
            ("days off", "day off"),
        ] {
            assert_eq!(one_of(many), one);
        }
    }

    #[test]
    fn every_use_that_is_counted_can_be_one() {
        let sources = [
            include_str!("store/undo/advocates.rs"),
            include_str!("store/undo/opportunities.rs"),
            include_str!("store/undo/organisations.rs"),
            include_str!("store/undo/users.rs"),
        ];
        let counted = sources.iter().flat_map(|source| source.split("select '").skip(1));
        let words: Vec<&str> = counted.filter_map(|rest| rest.split('\'').next()).collect();

        assert!(words.len() > 20, "{words:?}");
        for word in words {
            assert_ne!(one_of(word), word, "name one of them");
        }
    }
}
