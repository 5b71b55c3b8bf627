//! The report in words: the same sentences and figures for the page and for the printed sheet.

use super::super::explain::thousands;
use super::super::factor::Factor;
use super::super::fatigue::{FRESH_DAYS, WINDOW_DAYS};
use super::super::movement::Row;
use super::super::need::Urgency;
use super::super::settings::percent_text;
use super::super::sources::{FactorSources, Felt};
use super::super::workbench::Amount;
use super::MatchReport;
use crate::advocates::ProfileSection;
use crate::organisations::Industry;
use crate::paging::counted;
use crate::time::date_short;

/// What one row of the score is made of, besides fit.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Account {
    pub title: &'static str,
    /// In milli-points; nothing for what is no row of the score.
    pub points: Option<i32>,
    /// Lines by group; a group may have a title.
    pub groups: Vec<(&'static str, Vec<Line>)>,
    pub note: String,
}

/// A figure with its name.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Line {
    pub what: String,
    pub figure: String,
    /// Where the records behind it stand; nothing where the lines beside it are what it is made of.
    pub kept: Option<Kept>,
}

/// Where the records behind a figure stand.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Kept {
    /// On the advocate's profile.
    Profile(ProfileSection),
    /// The advocates of a part of the industry tree, or all of them.
    Directory(Option<Industry>),
    /// What the deal itself says.
    Deal,
    /// The deals that are open.
    Deals,
    /// The factors of this report.
    Fit,
    /// Everybody's place for this deal.
    Ranking,
}

impl Line {
    fn new(what: impl Into<String>, figure: impl Into<String>) -> Self {
        Self { what: what.into(), figure: figure.into(), kept: None }
    }

    fn kept(self, kept: Kept) -> Self {
        Self { kept: Some(kept), ..self }
    }

    fn of_profile(self, section: ProfileSection) -> Self {
        self.kept(Kept::Profile(section))
    }
}

impl MatchReport {
    pub fn title(&self) -> String {
        [&self.person.name, " for ", &self.need.prospect].concat()
    }

    /// "For a reference call, weights Balanced, moved. Sat 21 Nov, 10:24"
    pub fn setting(&self) -> String {
        let moved = if self.is_moved { ", moved" } else { "" };
        format!("For {}, weights {}{moved}. {}", self.need.activity, self.preset, self.ranked_at)
    }

    pub fn place_words(&self) -> String {
        match self.place {
            Some(place) => format!("Match {} of {}", place.rank, place.of),
            None => "What they would score".to_owned(),
        }
    }

    /// Who they are at which organisation.
    pub fn role(&self) -> String {
        match self.person.title.as_str() {
            "" => self.person.organisation_name.clone(),
            title => [title, ", ", &self.person.organisation_name].concat(),
        }
    }

    /// "20% × 87.5%"
    pub fn product(&self, factor: Factor) -> String {
        let value = self.explanation.terms.value(factor);
        let share = percent_text(self.weights.share(factor));
        if value.is_known() {
            format!("{share}% × {}", percent_text(value.counted()))
        } else {
            format!("{share}% × not known")
        }
    }

    /// The sentences of their story and of outcomes that were found for a factor.
    pub fn quotes(&self, factor: Factor) -> impl Iterator<Item = String> {
        let told = |field: &str| matches!(field, "story" | "outcome");
        let evidence = self.explanation.of(factor).filter(move |evidence| told(&evidence.field));
        evidence.map(|evidence| ["\u{201c}", &evidence.text, "\u{201d}"].concat())
    }

    pub fn chance_account(&self) -> Account {
        let chance = &self.chance;
        let silence = match chance.last_heard {
            Some(day) => {
                let ago = counted(chance.silent_days, "day", "days");
                format!("Still there: last heard {}, {ago} ago", date_short(day))
            }
            None => format!("Still there: never heard, counted as {}", counted(chance.silent_days, "day", "days")),
        };
        let silence = match chance.unanswered {
            0 => silence,
            1 => [&silence, ", 1 ask ran out since"].concat(),
            asks => format!("{silence}, {asks} asks ran out since"),
        };
        let product = percent(self.explanation.terms.acceptance.chance);
        let of = |accepted: u32, asked: u32| format!("{accepted} of {asked}");
        let own = of(chance.own.accepted.into(), chance.own.asked.into());
        let segment = chance
            .segment
            .as_ref()
            .map(|(name, asks)| Line::new(["Everybody in ", name].concat(), of(asks.accepted, asks.asked)))
            .map(|line| line.kept(Kept::Directory(self.industry.map(Industry::sector))));
        let company = Line::new("Everybody you ask", of(chance.company.accepted, chance.company.asked));
        let company = company.kept(Kept::Directory(None));
        let answers = Line::new("Their own answers", own).of_profile(ProfileSection::References);
        let points = self.points.in_tenths();
        let fit = points.fit_total();
        let exponent = self.prices.chance_exponent;
        Account {
            title: Row::ChanceOfAYes.label(),
            points: Some(points.chance),
            groups: vec![
                (
                    "",
                    vec![
                        Line::new(silence, percent(chance.active)).of_profile(ProfileSection::Timeline),
                        Line::new("Would say yes, while there", percent(chance.willing)),
                        Line::new("Chance of a yes, the product of both", product),
                    ],
                ),
                (
                    "Yes among the asks that were answered or ran out",
                    std::iter::once(answers).chain(segment).chain([company]).collect(),
                ),
            ],
            note: format!(
                "From everybody's answers: somebody stays {} days on average, and what others say counts as much as {} own \
                 asks. Asks that found nobody there are left out. {} of {} points of fit are kept: the preset takes the \
                 chance to the power of {}.{:02}.",
                thousands(chance.mean_life),
                chance.prior,
                Amount(fit + points.chance),
                Amount(fit),
                exponent / 100,
                exponent % 100,
            ),
        }
    }

    pub fn load_account(&self) -> Account {
        let load = self.explanation.terms.load;
        let mut lines: Vec<Line> = self.touches.iter().map(felt).collect();
        if lines.is_empty() {
            let none = format!("Nobody asked, surveyed or called on them in {WINDOW_DAYS} days");
            lines.push(Line::new(none, ""));
        }
        let share = match self.prices.load {
            100 => String::new(),
            percent => format!(", of which this preset takes {percent}%"),
        };
        Account {
            title: Row::Load.label(),
            points: Some(self.points.in_tenths().load),
            groups: vec![
                ("", lines),
                ("", vec![Line::new(load.fatigue().label(), format!("{} asks", asks(load.asks)))]),
            ],
            note: format!(
                "A touch weighs fully for {FRESH_DAYS} days and fades until day {WINDOW_DAYS}. Two asks cost 2 points, \
                 four 5, six and a half or more 10{share}."
            ),
        }
    }

    pub fn scarcity_account(&self) -> Account {
        let group = self.industry.and_then(Industry::group);
        let industry = group.map(Industry::label).unwrap_or_default();
        let line = match self.explanation.of_their_kind {
            0 => "Their industry is not known, so nothing is kept for others.".to_owned(),
            1 => format!("The only active advocate of their kind ({industry})."),
            count => format!("One of {count} active advocates of their kind ({industry})."),
        };
        Account {
            title: Row::Scarcity.label(),
            points: Some(self.points.in_tenths().scarcity),
            groups: vec![(
                "",
                vec![Line { kept: group.map(|group| Kept::Directory(Some(group))), ..Line::new(line, "") }],
            )],
            note:
                "The only one of a kind costs deals of other kinds 3 points, one of two 1.5, one of three 1. Deals of \
                   their own kind pay nothing."
                    .to_owned(),
        }
    }

    pub fn deal_account(&self) -> Account {
        let amount = match self.deal.amount_percentile {
            Some(percentile) => format!("larger than {percentile}% of what is open"),
            None => "not known".to_owned(),
        };
        let urgency = match self.deal.urgency {
            Urgency::High => "high, 2 points",
            Urgency::Normal => "normal, nothing",
            Urgency::Low => "low, less 1 point",
        };
        Account {
            title: Row::Deal.label(),
            points: Some(self.points.in_tenths().deal),
            groups: vec![(
                "",
                vec![
                    Line::new("Amount, up to 2 points", amount).kept(Kept::Deals),
                    Line::new("Urgency", urgency).kept(Kept::Deal),
                ],
            )],
            note: "The same for everybody here; it weighs one deal against another.".to_owned(),
        }
    }

    /// How far the place can be trusted, and what is not known.
    pub fn confidence_account(&self) -> Account {
        let asked_for = |factor: &&Factor| self.weights.share(**factor) > 0;
        let unknown = Factor::ALL.iter().filter(|factor| !self.explanation.terms.value(**factor).is_known());
        let unknown: Vec<&str> = unknown.filter(asked_for).map(|factor| factor.label()).collect();
        let unknown = if unknown.is_empty() { "nothing".to_owned() } else { unknown.join(", ") };
        let (title, margin) = match self.place {
            Some(place) => (place.confidence.label(), format!("{} points", Amount(place.margin))),
            None => ("Confidence", "no place".to_owned()),
        };
        let asked = self.explanation.terms.acceptance.asked;
        Account {
            title,
            points: None,
            groups: vec![(
                "",
                vec![
                    Line::new("Weight that rests on facts", format!("{}%", (self.coverage + 50) / 100)).kept(Kept::Fit),
                    Line::new("Lead over the next", margin).kept(Kept::Ranking),
                    Line::new("Own asks behind the chance of a yes", asked.to_string())
                        .of_profile(ProfileSection::References),
                ],
            )],
            note: format!("Not known on one side or the other: {unknown}."),
        }
    }

    /// What each side of a factor says, and what it means that nothing is said.
    pub fn sides(sources: &FactorSources) -> [Result<String, &'static str>; 2] {
        let said = |words: &[String], none| if words.is_empty() { Err(none) } else { Ok(words.join(", ")) };
        [said(&sources.asked, "Not said"), said(&sources.known, "Not known")]
    }
}

fn felt(felt: &Felt) -> Line {
    let figure = if felt.left == felt.cost {
        asks(felt.left)
    } else {
        format!("{} left of {}", asks(felt.left), asks(felt.cost))
    };
    Line::new(format!("{}, {}", felt.kind.label(), date_short(felt.on)), figure).of_profile(ProfileSection::Timeline)
}

/// Thousandths as percent: 934 is "93.4%".
fn percent(thousandths: u16) -> String {
    format!("{}.{}%", thousandths / 10, thousandths % 10)
}

/// Thousandths of an ask as asks: 1,250 is "1.25".
fn asks(thousandths: u16) -> String {
    let text = format!("{}.{:03}", thousandths / 1_000, thousandths % 1_000);
    text.trim_end_matches('0').trim_end_matches('.').to_owned()
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn shares_and_asks_are_read_without_needless_noughts() {
        assert_eq!([934, 5, 1_000].map(percent), ["93.4%", "0.5%", "100.0%"]);
        assert_eq!([1_250, 1_000, 33, 0].map(asks), ["1.25", "1", "0.033", "0"]);
    }
}
