//! What to take into a call with somebody: what they can speak to, what to leave out, and what only they can say. Made of
//! the computed terms alone, so that it is there whether a model is asked or not.

use super::super::factor::{Factor, Value};
use super::super::sources::FactorSources;
use super::super::weights::Weights;
use super::MatchReport;

/// So many points are read before a call; more would not be.
const MOST: usize = 3;
/// Below this a factor is a gap: less than a quarter of what the deal asks for.
const GAP: u16 = Value::FULL / 4;

/// The brief of one advocate for one deal. Each list begins with what weighs most and may be empty.
#[derive(Clone, Debug, Default, PartialEq, Eq)]
pub struct Brief {
    /// What the deal wants to hear about, and their record answers.
    pub talk_about: Vec<BriefPoint>,
    /// What the deal asks for and they are known not to have.
    pub leave_out: Vec<BriefPoint>,
    /// What the deal asks for and no record of theirs says.
    pub find_out: Vec<BriefPoint>,
}

/// One point of a brief, and the factor in which it counts.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct BriefPoint {
    pub factor: Factor,
    pub words: String,
}

impl Brief {
    /// The lists that are not empty, each under its heading.
    pub fn parts(self) -> impl Iterator<Item = (&'static str, Vec<BriefPoint>)> {
        let parts = [
            ("Let them speak about", self.talk_about),
            ("Leave out", self.leave_out),
            ("Find out first", self.find_out),
        ];
        parts.into_iter().filter(|(_, points)| !points.is_empty())
    }
}

impl Brief {
    /// `quote` gives the sentence in which they tell of a factor, where there is one.
    fn of(
        weights: &Weights,
        values: &[Value; Factor::COUNT],
        factors: &[FactorSources],
        quote: impl Fn(Factor) -> Option<String>,
    ) -> Self {
        let mut brief = Self::default();
        // When they have time is arranged before the call, not spoken about in it.
        let mut asked: Vec<(u32, Value, &FactorSources)> = factors
            .iter()
            .filter(|sources| sources.factor != Factor::SoonestSlot && !sources.asked.is_empty())
            .map(|sources| (weights.share(sources.factor).into(), values[sources.factor.position()], sources))
            .filter(|(share, ..)| *share > 0)
            .collect();
        let add = |list: &mut Vec<BriefPoint>, factor, words| {
            if list.len() < MOST {
                list.push(BriefPoint { factor, words });
            }
        };
        asked.sort_by_key(|(share, _, sources)| (std::cmp::Reverse(*share), sources.factor));
        for (_, value, sources) in &asked {
            match value.known() {
                None => add(&mut brief.find_out, sources.factor, wish(sources)),
                Some(known) if known < GAP => add(&mut brief.leave_out, sources.factor, gap(sources)),
                Some(_) => {}
            }
        }
        asked.sort_by_key(|(share, value, sources)| {
            (std::cmp::Reverse(share * u32::from(value.counted())), sources.factor)
        });
        for (_, value, sources) in &asked {
            if value.known().is_some_and(|known| known >= GAP) {
                let words = quote(sources.factor).unwrap_or_else(|| sources.known.join(", "));
                add(&mut brief.talk_about, sources.factor, words);
            }
        }
        brief
    }
}

impl MatchReport {
    pub fn brief(&self) -> Brief {
        let quote = |factor| self.quotes(factor).next();
        Brief::of(&self.weights, &self.explanation.terms.values, &self.factors, quote)
    }
}

/// What the deal asks for.
fn wish(sources: &FactorSources) -> String {
    ["The deal asks for ", &sources.asked.join(", ")].concat()
}

fn gap(sources: &FactorSources) -> String {
    match sources.known.as_slice() {
        [] => wish(sources),
        known => [&wish(sources), "; they have ", &known.join(", ")].concat(),
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    fn sources(factor: Factor, asked: &[&str], known: &[&str]) -> FactorSources {
        let owned = |words: &[&str]| words.iter().map(|word| (*word).to_owned()).collect();
        FactorSources { factor, asked: owned(asked), known: owned(known), parts: Vec::new() }
    }

    fn words(points: &[BriefPoint]) -> Vec<(Factor, &str)> {
        points.iter().map(|point| (point.factor, point.words.as_str())).collect()
    }

    #[test]
    fn what_is_asked_for_goes_where_their_record_puts_it() {
        let mut values = [Value::UNKNOWN; Factor::COUNT];
        for (factor, value) in [
            (Factor::UseCase, 9_000),
            (Factor::Industry, 10_000),
            (Factor::Size, GAP),
            (Factor::Region, GAP - 1),
            (Factor::Competition, 0),
            (Factor::SoonestSlot, 10_000),
        ] {
            values[factor.position()] = Value::of(value);
        }
        let factors = [
            sources(Factor::UseCase, &["month-end close"], &["month-end close", "audit"]),
            sources(Factor::Industry, &["Banking"], &["Insurance"]),
            sources(Factor::Size, &["800 people"], &["12,000 people"]),
            sources(Factor::Region, &["United Kingdom"], &["Japan"]),
            sources(Factor::Competition, &["Ironbook"], &[]),
            sources(Factor::TechStack, &["NetLedger"], &[]),
            sources(Factor::Persona, &[], &["CFO"]),
            sources(Factor::SoonestSlot, &["Mon 7 Dec"], &["Tue 1 Dec"]),
        ];
        let quote = |factor| (factor == Factor::UseCase).then(|| "“We close in two days.”".to_owned());

        let brief = Brief::of(&Weights::BALANCED, &values, &factors, quote);

        assert_eq!(
            words(&brief.talk_about),
            [
                (Factor::UseCase, "“We close in two days.”"),
                (Factor::Industry, "Insurance"),
                (Factor::Size, "12,000 people"),
            ]
        );
        assert_eq!(
            words(&brief.leave_out),
            [
                (Factor::Competition, "The deal asks for Ironbook"),
                (Factor::Region, "The deal asks for United Kingdom; they have Japan"),
            ]
        );
        assert_eq!(words(&brief.find_out), [(Factor::TechStack, "The deal asks for NetLedger")]);
        assert_eq!(brief.parts().count(), 3);
    }

    #[test]
    fn what_has_no_weight_is_not_in_it_and_no_list_is_longer_than_is_read() {
        let factors: Vec<FactorSources> =
            Factor::ALL.iter().map(|factor| sources(*factor, &["something"], &["something"])).collect();
        let none = |_| None;

        let full = Brief::of(&Weights::BALANCED, &[Value::WHOLE; Factor::COUNT], &factors, none);
        let unknown = Brief::of(&Weights::BALANCED, &[Value::UNKNOWN; Factor::COUNT], &factors, none);
        let mut parts = [0; Factor::COUNT];
        parts[Factor::Region.position()] = 1;
        let one = Weights::from_parts(parts).unwrap();
        let region = Brief::of(&one, &[Value::NONE; Factor::COUNT], &factors, none);

        assert_eq!((full.talk_about.len(), full.leave_out.len(), full.find_out.len()), (MOST, 0, 0));
        assert_eq!((unknown.talk_about.len(), unknown.leave_out.len(), unknown.find_out.len()), (0, 0, MOST));
        assert_eq!(words(&region.leave_out), [(Factor::Region, "The deal asks for something; they have something")]);
        assert_eq!((region.talk_about.len(), region.find_out.len()), (0, 0));
    }
}
