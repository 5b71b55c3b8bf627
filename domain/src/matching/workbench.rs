//! What the matching page shows, in one read: the terms the browser re-ranks, the people behind
//! them, who is held back, and everything about those at the top.

use chrono::NaiveDate;
use serde::{Deserialize, Serialize};

use super::changes::Counterfactual;
use super::explain::{Evidence, Explanation};
use super::factor::Factor;
use super::gate::Rule;
use super::misspelt::Misspelt;
use super::rank::Ranked;
use super::terms::Terms;
use super::utility::Points;
use super::weights::{Preset, Weights};
use crate::ids::{AdvocateId, MatchPresetId, MatchRunId, OpportunityId, OrganisationId};

/// Up to so many candidates the browser re-ranks by itself; above, the server does (MAT-6).
pub const BROWSER_LIMIT: usize = 2_000;
/// How many of a list that the server ranks are sent.
pub const SHOWN_BY_SERVER: usize = 100;

/// One read of the page.
#[derive(Clone, Debug, PartialEq, Serialize, Deserialize)]
pub struct Workbench {
    pub opportunity: OpportunityId,
    pub need: NeedSummary,
    /// How many advocates the company has.
    pub candidates: u32,
    /// How many no rule held back.
    pub ungated: u32,
    /// Those who may be asked, by id; only the first ones when `order` is set.
    pub terms: Vec<Terms>,
    /// Who they are, in the order of `terms`.
    pub people: Vec<Person>,
    /// Set when there are too many for the browser: the first places as the server ranked them.
    pub order: Option<Vec<Ranked>>,
    /// The deal term in milli-points, the same for all.
    pub deal: i32,
    pub presets: Vec<PresetChoice>,
    /// The key of the preset this deal begins with: that of its owner's team.
    pub usual: String,
    /// The key of the preset that was chosen; it also gives the prices.
    pub chosen: String,
    /// The weights in force: the preset's, or those of the address.
    pub weights: Weights,
    /// How many each rule held back.
    pub rules: Vec<(Rule, u32)>,
    /// Those held back who would score best, best first.
    pub held: Vec<Held>,
    pub held_count: u32,
    /// The rule whose people are listed, where the address names one; else those of all rules are.
    pub held_by: Option<Rule>,
    /// Everything about the first places and the selected one.
    pub details: Vec<Detail>,
    /// Who the address selects.
    pub selected: Option<AdvocateId>,
    /// The reader's clock at the time of ranking: "10:24".
    pub ranked_at: String,
    pub last_run: Option<LastRun>,
    /// Whether the reader may ask for a reference here.
    pub may_request: bool,
    /// Words of the deal that nobody has and that are perhaps others.
    pub misspelt: Vec<Misspelt>,
}

impl Workbench {
    /// The preset that was chosen.
    pub fn preset(&self) -> Preset {
        self.named(&self.chosen)
    }

    /// The preset this deal begins with.
    pub fn usual(&self) -> Preset {
        self.named(&self.usual)
    }

    fn named(&self, key: &str) -> Preset {
        let named = self.presets.iter().find(|choice| choice.preset.key == key);
        named.map_or_else(Preset::balanced, |choice| choice.preset.clone())
    }

    /// How many the list of those held back is about: everybody, or those of one rule.
    pub fn held_asked(&self) -> u32 {
        let of_rule = |rule| self.rules.iter().find(|(known, _)| *known == rule).map_or(0, |(_, count)| *count);
        self.held_by.map_or(self.held_count, of_rule)
    }

    pub fn detail(&self, id: AdvocateId) -> Option<&Detail> {
        self.details.iter().find(|detail| detail.explanation.id == id)
    }
}

/// What the opportunity asks for, as far as the page says it.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
pub struct NeedSummary {
    /// The prospect, or the opportunity's own name while that is not known.
    pub prospect: String,
    /// "a reference call"
    pub activity: String,
    pub needed_by: Option<NaiveDate>,
    /// Whether anything was filled in that a factor can answer.
    pub is_filled: bool,
}

/// Somebody on the list: what a row shows besides the score.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
pub struct Person {
    #[serde(rename = "n")]
    pub name: String,
    #[serde(rename = "t")]
    pub title: String,
    #[serde(rename = "o")]
    pub organisation: OrganisationId,
    #[serde(rename = "on")]
    pub organisation_name: String,
    #[serde(rename = "a")]
    pub asked_this_month: u16,
    #[serde(rename = "c")]
    pub asks_per_month: u8,
    /// A support condition that softens and does not stop.
    #[serde(rename = "s")]
    pub ticket_open: bool,
    /// Half hours in common before the date; nothing when no hours are known.
    #[serde(rename = "h")]
    pub shared_half_hours: Option<u16>,
}

/// Somebody a rule holds back.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
pub struct Held {
    pub id: AdvocateId,
    pub name: String,
    pub organisation: OrganisationId,
    pub organisation_name: String,
    /// The decisive rule.
    pub rule: Rule,
    /// Why, and when it ends.
    pub sentence: String,
    /// Further rules that hold them back too.
    pub also: Vec<Rule>,
    pub would: Points,
    /// When they return and where they would stand then, in a sentence, where the day is known.
    pub back: Option<String>,
}

/// Weights somebody can choose by name.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
pub struct PresetChoice {
    pub preset: Preset,
    /// Set for one that a person saved; only its owner sees and deletes it.
    pub own: Option<MatchPresetId>,
}

/// The last run that was kept.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
pub struct LastRun {
    pub id: MatchRunId,
    /// "today, 10:24"
    pub at: String,
    pub by: Option<String>,
}

/// Everything about one candidate beside the numbers.
#[derive(Clone, Debug, PartialEq, Serialize, Deserialize)]
pub struct Detail {
    pub explanation: Explanation,
    pub about: About,
    /// What would put them higher, by the weights the page came with.
    pub changes: Vec<Counterfactual>,
}

#[derive(Clone, Debug, PartialEq, Serialize, Deserialize)]
pub struct About {
    /// "Leeds, 10:26 there"
    pub place: String,
    /// How long they usually take to answer, when they ever did: "5 h".
    pub replies: Option<String>,
    /// "Before you ask": what stands for and against.
    pub signals: Vec<Signal>,
    pub shared: Option<SharedDay>,
    /// The first free times before the date, by the reader's clock.
    pub slots: Vec<String>,
    /// Whose clock the times follow: "Your time, GMT".
    pub clock: String,
    pub calls: u32,
    /// Deals with one of those calls that ended, and how many of them were won.
    pub deals_closed: u32,
    pub deals_won: u32,
    /// The mean grade the prospects gave, with one decimal: "4.8".
    pub rating: Option<String>,
}

impl About {
    /// What they do not talk about, in their own words; whatever matching made of their record, this goes first.
    pub fn leaves_out(&self) -> Option<&str> {
        let said = self.signals.iter().find(|signal| signal.kind == Standing::LeavesOut);
        said.map(|signal| signal.fact.as_str())
    }
}

/// One line of "Before you ask".
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
pub struct Signal {
    pub kind: Standing,
    /// How it stands: "Low", "1 of 3 used".
    pub fact: String,
    /// What it rests on.
    pub line: String,
    pub is_good: Option<bool>,
}

crate::text_enum! {
    /// What a line of "Before you ask" is about.
    pub enum Standing {
        LeavesOut => "leaves_out",
        Fatigue => "fatigue",
        MonthlyCap => "monthly_cap",
        CoolingOff => "cooling_off",
        Support => "support",
        Languages => "languages",
    }
}

impl Standing {
    pub const fn label(self) -> &'static str {
        match self {
            Self::LeavesOut => "Leaves out",
            Self::Fatigue => "Fatigue",
            Self::MonthlyCap => "Monthly cap",
            Self::CoolingOff => "Cooling off",
            Self::Support => "Support",
            Self::Languages => "Languages",
        }
    }
}

/// One day of both sides, by the prospect's clock.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
pub struct SharedDay {
    /// "Mon 23 Nov"
    pub day: String,
    pub prospect: Bar,
    pub advocate: Bar,
    /// Minutes after midnight when both are free, as (from, until).
    pub both: Vec<(u16, u16)>,
    /// Whether the prospect's hours are only the usual ones of a working day there.
    pub assumed: bool,
}

/// When one side is free on that day, in minutes after midnight.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
pub struct Bar {
    /// "Edinburgh"
    pub place: String,
    pub free: Vec<(u16, u16)>,
}

/// Milli-points as they are shown: "21.6", "−1.8".
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub struct Amount(pub i32);

impl std::fmt::Display for Amount {
    /// Rounded to one decimal, half away from zero; a true minus sign, and no minus before a zero.
    fn fmt(&self, f: &mut std::fmt::Formatter<'_>) -> std::fmt::Result {
        let tenths = (self.0.unsigned_abs() + 50) / 100;
        let sign = if self.0 < 0 && tenths > 0 { "\u{2212}" } else { "" };
        write!(f, "{sign}{}.{}", tenths / 10, tenths % 10)
    }
}

/// Why somebody stands where they stand, in one sentence made by rules from the largest rows: what
/// the profile says where that was explained, else how well the factors are met.
pub fn reason(points: &Points, terms: &Terms, evidence: &[Evidence]) -> String {
    let mut rows: Vec<(Factor, i32)> = Factor::ALL.iter().copied().zip(points.fit).filter(|row| row.1 > 0).collect();
    rows.sort_by_key(|(factor, milli_points)| (std::cmp::Reverse(*milli_points), *factor));
    let told: Vec<String> = rows
        .iter()
        .filter_map(|(factor, _)| evidence.iter().find(|evidence| evidence.factor == *factor))
        .take(2)
        .map(|evidence| [evidence.factor.label(), ": ", evidence.text.trim_end_matches('.')].concat())
        .collect();
    if !told.is_empty() {
        return told.join(" · ");
    }
    let named: Vec<String> = rows
        .iter()
        .take(3)
        .map(|(factor, _)| {
            let percent = terms.value(*factor).percent().unwrap_or(0);
            format!("{} ({percent})", factor.label().to_lowercase())
        })
        .collect();
    match named.as_slice() {
        [] => "Nothing of what is known fits".to_owned(),
        [only] => format!("Scores only on {only}"),
        [first @ .., last] => format!("Scores highest on {} and {last}", first.join(", ")),
    }
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::matching::{Acceptance, Load, Prior, Value};

    #[test]
    fn points_are_shown_with_one_decimal_and_a_true_minus_sign() {
        for (milli_points, shown) in [
            (21_560, "21.6"),
            (-1_800, "\u{2212}1.8"),
            (-40, "0.0"),
            (0, "0.0"),
            (-50, "\u{2212}0.1"),
            (92_449, "92.4"),
        ] {
            assert_eq!(Amount(milli_points).to_string(), shown);
        }
    }

    #[test]
    fn the_reason_quotes_the_strongest_evidence_and_falls_back_to_numbers() {
        let mut values = [Value::UNKNOWN; Factor::COUNT];
        values[Factor::UseCase.position()] = Value::of(9_500);
        values[Factor::Industry.position()] = Value::of(6_000);
        let terms = Terms {
            id: AdvocateId(uuid::Uuid::nil()),
            values,
            acceptance: Acceptance { chance: 800, asked: 3, prior: Prior::Own },
            load: Load::default(),
            scarcity: 0,
        };
        let points = super::super::utility::Scorer::new(&Weights::BALANCED, Default::default(), 0).points(&terms);
        let evidence = |factor, text: &str| Evidence::told(factor, "", text);

        assert_eq!(reason(&points, &terms, &[]), "Scores highest on use case (95) and industry (60)");
        assert_eq!(
            reason(&points, &terms, &[evidence(Factor::Industry, "Banking"), evidence(Factor::UseCase, "Close.")]),
            "Use case: Close · Industry: Banking"
        );
    }
}
