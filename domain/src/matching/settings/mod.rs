//! The settings of matching: the company's presets, its rules, and which preset a team begins with.

mod preset_form;
mod rules_form;

use serde::{Deserialize, Serialize};

use super::trial::Preview;
use super::weights::Preset;
use crate::ids::TeamId;
use crate::problem::Problem;

pub use preset_form::{MOST_PRICE, PresetForm, percent_text};
pub use rules_form::{Rules, RulesForm};

/// One read of the page.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
pub struct MatchingSettings {
    pub presets: Vec<CompanyPreset>,
    /// Those that are no choice any more.
    pub retired: Vec<CompanyPreset>,
    /// The key of the preset that is shown.
    pub chosen: String,
    /// What its fields hold: the draft of the address, or the preset as it is saved.
    pub form: PresetForm,
    /// What has to be mended before the draft can be tried.
    pub problem: Option<Problem>,
    /// What saving the draft would have done; nothing without one.
    pub preview: Option<Preview>,
    /// Names of the people in it, by id; whoever left is not among them.
    pub names: Vec<(crate::ids::AdvocateId, String)>,
    pub rules: RulesForm,
    /// "Saved Thu 19 Nov, 10:24 by Adaeze Whitcombe", when somebody ever did.
    pub rules_saved: Option<String>,
    pub teams: Vec<TeamPreset>,
}

/// A preset as the company has it.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
pub struct CompanyPreset {
    pub preset: Preset,
    /// How often it was saved; 0 is what every company begins with.
    pub version: i32,
    /// "Saved Thu 19 Nov, 10:24 by Adaeze Whitcombe".
    pub saved: Option<String>,
    /// How often it was named, retired or brought back; 0 is the name every company begins with.
    pub listed: i32,
    /// "Changed Thu 19 Nov, 10:24 by Adaeze Whitcombe": its name or whether it is a choice.
    pub listed_line: Option<String>,
    /// Since when and by whom it is no choice any more.
    pub retired: Option<String>,
}

/// A name for a preset, or the wish to retire it.
#[derive(Clone, Debug, Default, PartialEq, Eq, Serialize, Deserialize)]
#[serde(default)]
pub struct PresetNameForm {
    /// The key of the preset; of a new one that of whose numbers it begins with.
    pub preset: String,
    pub name: String,
    /// What the page showed of [`CompanyPreset::listed`].
    pub listed: String,
}

impl PresetNameForm {
    /// The name without needless spaces, if it is one.
    pub fn name(&self) -> Result<String, Problem> {
        let name = self.name.split_whitespace().collect::<Vec<_>>().join(" ");
        let is_sound = !name.is_empty() && name.chars().count() <= 60 && !name.chars().any(char::is_control);
        if is_sound { Ok(name) } else { Err(Problem::invalid("name", "A name of 1 to 60 characters.")) }
    }

    pub fn listed(&self) -> i32 {
        self.listed.trim().parse().unwrap_or(-1)
    }
}

#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
pub struct TeamPreset {
    pub team: TeamId,
    pub name: String,
    pub people: i64,
    /// A key; nothing is the first preset.
    pub preset: Option<String>,
}

/// Which preset the deals of a team begin with.
#[derive(Clone, Debug, Default, PartialEq, Eq, Serialize, Deserialize)]
#[serde(default)]
pub struct TeamPresetForm {
    pub team: String,
    /// A key; empty for the first preset.
    pub preset: String,
    /// What the page showed.
    pub before: String,
}
