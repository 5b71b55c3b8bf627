//! Moves through an advocate's life in the programme (ADV-2): which are allowed, and what each wants
//! to know. Every move is a dated fact with who and why.

use chrono::NaiveDate;
use serde::{Deserialize, Serialize};

use super::standing::{Lifecycle, ReferenceStatus};
use crate::ids::AdvocateId;
use crate::problem::{FieldProblems, Problem};

/// The length of a reason.
pub const REASON_CHARS: usize = 500;

impl Lifecycle {
    pub const fn label(self) -> &'static str {
        match self {
            Self::Candidate => "Candidate",
            Self::Nominated => "Nominated",
            Self::Invited => "Invited",
            Self::Onboarding => "Onboarding",
            Self::Active => "Active",
            Self::Resting => "Resting",
            Self::AtRisk => "At risk",
            Self::Paused => "Paused",
            Self::Alumni => "Alumni",
        }
    }

    /// Where somebody can go from here, the usual way first.
    pub const fn moves(self) -> &'static [Self] {
        use Lifecycle::{Active, Alumni, AtRisk, Candidate, Invited, Nominated, Onboarding, Paused, Resting};
        match self {
            Candidate => &[Nominated, Invited, Alumni],
            Nominated => &[Invited, Candidate, Alumni],
            Invited => &[Onboarding, Active, Candidate, Alumni],
            Onboarding => &[Active, Paused, Alumni],
            Active => &[Resting, AtRisk, Paused, Alumni],
            Resting | AtRisk => &[Active, Paused, Alumni],
            Paused => &[Active, Resting, AtRisk, Alumni],
            // Who left comes back by the front door.
            Alumni => &[Candidate],
        }
    }

    /// Whether somebody who opens the profile later has to be told why.
    pub const fn wants_a_reason(self) -> bool {
        matches!(self, Self::Resting | Self::AtRisk | Self::Paused | Self::Alumni)
    }
}

impl ReferenceStatus {
    pub const fn label(self) -> &'static str {
        match self {
            Self::Active => "Can be used",
            Self::Caution => "With caution",
            Self::Paused => "Paused",
            Self::DoNotUse => "Do not use",
        }
    }

    /// Anything but the usual is explained.
    pub const fn wants_a_reason(self) -> bool {
        !matches!(self, Self::Active)
    }
}

/// What was typed to move somebody.
#[derive(Clone, Debug, Default, PartialEq, Eq, Serialize, Deserialize)]
#[serde(default)]
pub struct MoveForm {
    pub advocate: String,
    /// Where the page showed them.
    pub from: String,
    pub to: String,
    pub reason: String,
}

/// A move that may be made.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Move {
    pub from: Lifecycle,
    pub to: Lifecycle,
    pub reason: String,
}

impl MoveForm {
    /// The move, from where they are now; a page that showed them elsewhere is told so by the caller.
    pub fn check(&self, now: Lifecycle) -> Result<Move, Problem> {
        let mut problems = FieldProblems::default();
        let to = self.to.parse::<Lifecycle>().ok().filter(|to| now.moves().contains(to));
        let reason = self.reason.trim();
        match to {
            None => problems.add("to", "Choose where to from the list."),
            Some(to) if to.wants_a_reason() && reason.is_empty() => {
                problems.add("reason", "Say why: colleagues read it here.");
            }
            Some(_) => {}
        }
        if reason.chars().count() > REASON_CHARS {
            problems.add("reason", "The reason may have 500 letters at most.");
        }
        problems.check()?;
        let to = to.ok_or_else(|| Problem::invalid("to", "Choose where to from the list."))?;
        Ok(Move { from: now, to, reason: reason.to_owned() })
    }
}

/// Where somebody stands, and where they can go.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
pub struct LifeCard {
    pub advocate: AdvocateId,
    pub lifecycle: Lifecycle,
    /// The day of the last move; nothing when they have been there since before moves were noted.
    pub since: Option<NaiveDate>,
    /// "Tamsin Roe-Gullwick: closing the quarter".
    pub why: Option<String>,
    pub reference_status: ReferenceStatus,
    /// Why the reference status is what it is.
    pub status_why: Option<String>,
    /// Empty for readers who may not move them.
    pub moves: Vec<Lifecycle>,
}

#[cfg(test)]
mod tests {
    use proptest::prelude::*;

    use super::*;

    #[test]
    fn the_allowed_moves_are_these() {
        let table = [
            ("candidate", "nominated invited alumni"),
            ("nominated", "invited candidate alumni"),
            ("invited", "onboarding active candidate alumni"),
            ("onboarding", "active paused alumni"),
            ("active", "resting at_risk paused alumni"),
            ("resting", "active paused alumni"),
            ("at_risk", "active paused alumni"),
            ("paused", "active resting at_risk alumni"),
            ("alumni", "candidate"),
        ];

        assert_eq!(table.len(), Lifecycle::ALL.len());
        for (from, to) in table {
            let moves: Vec<&str> = from.parse::<Lifecycle>().unwrap().moves().iter().map(|to| to.as_str()).collect();
            assert_eq!(moves.join(" "), to, "from {from}");
        }
    }

    #[test]
    fn a_move_out_of_use_wants_a_reason_and_others_do_not() {
        let form = |to: &str, reason: &str| MoveForm { to: to.into(), reason: reason.into(), ..MoveForm::default() };

        assert!(form("paused", " ").check(Lifecycle::Active).unwrap_err().of_field("reason").is_some());
        assert_eq!(form("paused", " A merger ").check(Lifecycle::Active).unwrap().reason, "A merger");
        assert!(form("active", "").check(Lifecycle::Paused).is_ok());
        for wrong in ["candidate", "active", "nowhere", ""] {
            assert!(form(wrong, "x").check(Lifecycle::Active).unwrap_err().of_field("to").is_some(), "{wrong}");
        }
        let long = "x".repeat(REASON_CHARS + 1);
        assert!(form("paused", &long).check(Lifecycle::Active).unwrap_err().of_field("reason").is_some());
    }

    fn station() -> impl Strategy<Value = Lifecycle> {
        proptest::sample::select(Lifecycle::ALL)
    }

    proptest! {
        /// Whatever somebody asks for, one after the other: only moves of the table happen, each
        /// starts where the one before ended, and the last of them is where the advocate stands.
        #[test]
        fn the_ledger_of_moves_is_an_unbroken_way_to_where_they_stand(
            start in station(),
            wishes in proptest::collection::vec((station(), "[a-z]{0,3}"), 0..40),
        ) {
            let mut now = start;
            let mut ledger: Vec<Move> = Vec::new();
            for (to, reason) in wishes {
                let form = MoveForm { to: to.to_string(), reason, ..MoveForm::default() };
                if let Ok(made) = form.check(now) {
                    prop_assert!(now.moves().contains(&made.to));
                    prop_assert!(!(made.to.wants_a_reason() && made.reason.is_empty()));
                    now = made.to;
                    ledger.push(made);
                }
            }

            let mut at = start;
            for step in &ledger {
                prop_assert_eq!(step.from, at);
                prop_assert_ne!(step.from, step.to);
                at = step.to;
            }
            prop_assert_eq!(at, now);
        }

        /// Nobody is stuck: from everywhere there is a way to every other station.
        #[test]
        fn every_station_can_be_reached_from_every_other(from in station(), to in station()) {
            let mut reached = vec![from];
            let mut next = 0;
            while let Some(at) = reached.get(next).copied() {
                for step in at.moves() {
                    if !reached.contains(step) {
                        reached.push(*step);
                    }
                }
                next += 1;
            }
            prop_assert!(reached.contains(&to));
        }
    }
}
