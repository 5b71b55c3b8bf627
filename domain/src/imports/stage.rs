//! Stages of a file against the stages of the company.

use super::reading::StageFate;
use super::values::{name_key, spelling_key};
use serde::{Deserialize, Serialize};
use uuid::Uuid;

/// A stage the company has.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
pub struct KnownStage {
    pub id: Uuid,
    pub name: String,
    pub is_closed: bool,
    pub is_won: bool,
}

/// What becomes of a stage name unless somebody chooses otherwise: the stage of that name; the only
/// won (or lost) stage for a word that means so; else a new stage.
pub fn fate_of_stage(name: &str, known: &[KnownStage]) -> StageFate {
    if let Some(same) = known.iter().find(|stage| name_key(&stage.name) == name_key(name)) {
        return StageFate::Existing { id: same.id };
    }
    match meaning(name) {
        Meaning::Won => only(known, |stage| stage.is_won).unwrap_or(StageFate::NewWon),
        Meaning::Lost => only(known, |stage| stage.is_closed && !stage.is_won).unwrap_or(StageFate::NewLost),
        Meaning::Open => StageFate::NewOpen,
    }
}

enum Meaning {
    Open,
    Won,
    Lost,
}

fn meaning(name: &str) -> Meaning {
    match spelling_key(name).as_str() {
        "won" | "closedwon" | "closewon" | "wondeal" | "gewonnen" => Meaning::Won,
        "lost" | "closedlost" | "closelost" | "lostdeal" | "verloren" | "dead" | "disqualified" => Meaning::Lost,
        _ => Meaning::Open,
    }
}

fn only(known: &[KnownStage], is: impl Fn(&KnownStage) -> bool) -> Option<StageFate> {
    let mut found = known.iter().filter(|stage| is(stage));
    match (found.next(), found.next()) {
        (Some(stage), None) => Some(StageFate::Existing { id: stage.id }),
        _ => None,
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    fn stage(id: u128, name: &str, is_closed: bool, is_won: bool) -> KnownStage {
        KnownStage { id: Uuid::from_u128(id), name: name.to_owned(), is_closed, is_won }
    }

    #[test]
    fn a_stage_is_found_by_name_then_by_meaning_and_made_otherwise() {
        let known = [
            stage(1, "Evaluation", false, false),
            stage(2, "Closed won", true, true),
            stage(3, "Closed lost", true, false),
        ];
        let id = |id| StageFate::Existing { id: Uuid::from_u128(id) };

        for (name, fate) in
            [("evaluation ", id(1)), ("Won", id(2)), ("LOST", id(3)), ("Prospecting", StageFate::NewOpen)]
        {
            assert_eq!(fate_of_stage(name, &known), fate, "{name}");
        }
        assert_eq!(fate_of_stage("Won", &[]), StageFate::NewWon);
    }

    #[test]
    fn two_won_stages_leave_the_choice_open() {
        let known = [stage(1, "Won small", true, true), stage(2, "Won big", true, true)];

        assert_eq!(fate_of_stage("Won", &known), StageFate::NewWon);
    }

    #[test]
    fn a_fate_survives_the_form() {
        for fate in
            [StageFate::Existing { id: Uuid::from_u128(7) }, StageFate::NewOpen, StageFate::NewWon, StageFate::NewLost]
        {
            assert_eq!(StageFate::from_form(&fate.to_form()), Some(fate));
        }
        assert_eq!(StageFate::from_form("anything"), None);
    }
}
