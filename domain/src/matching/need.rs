//! What one opportunity needs: the question that matching answers.

use super::candidate::Seniority;
use super::factor::Value;

use crate::advocates::ActivityType;
use crate::ids::{AdvocateId, EvidenceId, OrganisationId};
use crate::organisations::Industry;
use crate::time::FreeTime;
use chrono::NaiveDate;
use serde::{Deserialize, Serialize};

/// Days to look ahead for a shared time when nobody said by when.
pub const DEFAULT_HORIZON_DAYS: u16 = 14;

/// One opportunity as matching sees it. Empty lists and `None` mean "not known": the factor is then
/// unknown for everybody.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
pub struct Need {
    pub activity: ActivityType,
    pub prospect: Prospect,
    pub industry: Option<Industry>,
    pub employees: Option<u32>,
    /// Functions and seniority of the person who wants to hear the reference.
    pub functions: Vec<String>,
    pub seniority: Option<Seniority>,
    pub use_cases: Vec<Wish>,
    pub products: Vec<Wish>,
    pub competitors: Vec<String>,
    pub objections: Vec<String>,
    pub country: Option<String>,
    pub region: Option<String>,
    /// Any one of them will do; empty asks for none.
    pub languages: Vec<String>,
    pub tech_stack: Vec<String>,
    /// The stage and the topics to be covered.
    pub topics: Vec<String>,
    /// The last day that helps.
    pub needed_by: Option<NaiveDate>,
    /// Length of the activity in half hours, at least one.
    pub half_hours: u8,
    /// When the prospect can talk; `None` when unknown, then the advocate's hours alone count.
    pub open_hours: Option<FreeTime>,
    /// What the text search found in stories, outcomes and evidence; `None` when none was run.
    pub text: Option<Vec<TextHit>>,
    /// The words it looked for and somebody says, the most telling first.
    #[serde(default, skip_serializing_if = "Vec::is_empty")]
    pub words: Vec<String>,
    /// Advocates whom a manager or the success owner ruled out for this opportunity.
    pub vetoed: Vec<AdvocateId>,
    /// Advocates who are being asked for this opportunity, said yes to it, or said no.
    #[serde(default)]
    pub asked: Vec<AdvocateId>,
    pub deal: Deal,
}

impl Need {
    /// A reference call about which nothing else is known.
    pub fn of(activity: ActivityType) -> Self {
        Self {
            activity,
            prospect: Prospect::default(),
            industry: None,
            employees: None,
            functions: Vec::new(),
            seniority: None,
            use_cases: Vec::new(),
            products: Vec::new(),
            competitors: Vec::new(),
            objections: Vec::new(),
            country: None,
            region: None,
            languages: Vec::new(),
            tech_stack: Vec::new(),
            topics: Vec::new(),
            needed_by: None,
            half_hours: 1,
            open_hours: None,
            text: None,
            words: Vec::new(),
            vetoed: Vec::new(),
            asked: Vec::new(),
            deal: Deal::default(),
        }
    }
}

/// Something wished for, with its importance.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
pub struct Wish {
    pub name: String,
    /// 1 is ordinary, 3 is the heart of the matter; 0 counts as 1.
    pub importance: u8,
}

impl Wish {
    pub fn ordinary(name: impl Into<String>) -> Self {
        Self { name: name.into(), importance: 1 }
    }
}

/// The buying organisation, for conflicts of interest.
#[derive(Clone, Debug, Default, PartialEq, Eq, Serialize, Deserialize)]
pub struct Prospect {
    pub organisation: Option<OrganisationId>,
    /// Parents and subsidiaries.
    pub related: Vec<OrganisationId>,
    /// Organisations that compete with the prospect.
    pub rivals: Vec<OrganisationId>,
    /// Advocates who already spoke with the prospect.
    pub spoke_with: Vec<AdvocateId>,
}

/// What the server's text search found for one advocate.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
pub struct TextHit {
    pub advocate: AdvocateId,
    pub score: Value,
    /// Where: "story", "outcome" or "evidence"; empty where nothing is quoted.
    pub field: String,
    /// The sentence that matched, as it is quoted to the reader. Whoever is not explained has none.
    pub sentence: String,
    /// Where the words that were looked for stand in it, in bytes, in rising order.
    #[serde(default, skip_serializing_if = "Vec::is_empty")]
    pub marks: Vec<(u32, u32)>,
    /// Which of the words they say anywhere, the most telling first.
    #[serde(default, skip_serializing_if = "Vec::is_empty")]
    pub said: Vec<String>,
    /// The piece of evidence that is quoted.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub piece: Option<EvidenceId>,
}

impl TextHit {
    /// A score without a quotation.
    pub const fn scored(advocate: AdvocateId, score: Value) -> Self {
        Self {
            advocate,
            score,
            field: String::new(),
            sentence: String::new(),
            marks: Vec::new(),
            said: Vec::new(),
            piece: None,
        }
    }
}

/// How much the deal is worth a favour.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq, Serialize, Deserialize)]
pub struct Deal {
    /// Where the amount lies among the company's open opportunities, 0 to 100.
    pub amount_percentile: Option<u8>,
    pub urgency: Urgency,
}

crate::text_enum! {
    /// How pressing the deal is, as the opportunity or the request says.
    pub enum Urgency {
        Low => "low",
        Normal => "normal",
        High => "high",
    }
}

impl Urgency {
    pub const fn label(self) -> &'static str {
        match self {
            Self::Low => "Low",
            Self::Normal => "Normal",
            Self::High => "High",
        }
    }
}

#[expect(clippy::derivable_impls, reason = "the macro that declares the enum takes no derives")]
impl Default for Urgency {
    fn default() -> Self {
        Self::Normal
    }
}

impl Deal {
    /// The deal term in milli-points: up to 2 points for the amount, 2 for high urgency, less 1 for low.
    ///
    /// It is the same for all candidates of one run, so it never changes an order. It is shown all
    /// the same, because scores of two opportunities that want the same person are compared, and
    /// because the rows must add up to the score.
    pub fn term(&self) -> i32 {
        let amount = i32::from(self.amount_percentile.unwrap_or(0).min(100)) * 20;
        amount
            + match self.urgency {
                Urgency::Low => -1_000,
                Urgency::Normal => 0,
                Urgency::High => 2_000,
            }
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn the_deal_term_grows_with_amount_and_urgency() {
        for (amount_percentile, urgency, milli_points) in [
            (None, Urgency::Normal, 0),
            (Some(50), Urgency::Normal, 1_000),
            (Some(100), Urgency::High, 4_000),
            (Some(255), Urgency::Low, 1_000),
        ] {
            assert_eq!(Deal { amount_percentile, urgency }.term(), milli_points);
        }
    }
}
