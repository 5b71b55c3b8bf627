//! The weights and prices of one preset as fields of a form, and as a draft in an address.

use serde::{Deserialize, Serialize};

use super::CompanyPreset;
use crate::matching::factor::Factor;
use crate::matching::utility::Prices;
use crate::matching::weights::Weights;
use crate::problem::{FieldProblems, Problem};

/// The fields of one preset as they were typed: shares in percent, prices in percent of the list price.
#[derive(Clone, Debug, Default, PartialEq, Eq, Serialize, Deserialize)]
#[serde(default)]
pub struct PresetForm {
    pub preset: String,
    /// The version the page showed.
    pub version: String,
    pub use_case: String,
    pub industry: String,
    pub size: String,
    pub persona: String,
    pub product: String,
    pub outcomes: String,
    pub competition: String,
    pub soonest_slot: String,
    pub region: String,
    pub tech_stack: String,
    pub stage: String,
    /// The exponent b in hundredths.
    pub chance: String,
    pub load: String,
    pub scarcity: String,
    pub deal: String,
    /// What the page said that the weights add up to, as it said it: whoever saves shares in proportion has read so.
    pub in_proportion: String,
}

/// The most that a price may be, in percent of the list price: the limit of [`Prices`].
pub const MOST_PRICE: u16 = Prices::MOST;

impl PresetForm {
    pub fn of(saved: &CompanyPreset) -> Self {
        let Prices { chance_exponent, load, scarcity, deal } = saved.preset.prices;
        let mut form = Self {
            preset: saved.preset.key.clone(),
            version: saved.version.to_string(),
            chance: chance_exponent.to_string(),
            load: load.to_string(),
            scarcity: scarcity.to_string(),
            deal: deal.to_string(),
            ..Self::default()
        };
        for factor in Factor::ALL {
            *form.field_mut(*factor) = percent_text(saved.preset.weights.share(*factor));
        }
        form
    }

    /// Reads a draft out of an address; nothing when there is none.
    pub fn read(get: impl Fn(&str) -> Option<String>) -> Option<Self> {
        let text = |name: &str| get(&["form[", name, "]"].concat());
        Factor::ALL.iter().find_map(|factor| text(factor.as_str()))?;
        let mut form = Self {
            preset: text("preset").unwrap_or_default(),
            version: text("version").unwrap_or_default(),
            chance: text("chance").unwrap_or_default(),
            load: text("load").unwrap_or_default(),
            scarcity: text("scarcity").unwrap_or_default(),
            deal: text("deal").unwrap_or_default(),
            ..Self::default()
        };
        for factor in Factor::ALL {
            *form.field_mut(*factor) = text(factor.as_str()).unwrap_or_default();
        }
        Some(form)
    }

    pub fn field(&self, factor: Factor) -> &str {
        match factor {
            Factor::UseCase => &self.use_case,
            Factor::Industry => &self.industry,
            Factor::Size => &self.size,
            Factor::Persona => &self.persona,
            Factor::Product => &self.product,
            Factor::Outcomes => &self.outcomes,
            Factor::Competition => &self.competition,
            Factor::SoonestSlot => &self.soonest_slot,
            Factor::Region => &self.region,
            Factor::TechStack => &self.tech_stack,
            Factor::Stage => &self.stage,
        }
    }

    pub fn field_mut(&mut self, factor: Factor) -> &mut String {
        match factor {
            Factor::UseCase => &mut self.use_case,
            Factor::Industry => &mut self.industry,
            Factor::Size => &mut self.size,
            Factor::Persona => &mut self.persona,
            Factor::Product => &mut self.product,
            Factor::Outcomes => &mut self.outcomes,
            Factor::Competition => &mut self.competition,
            Factor::SoonestSlot => &mut self.soonest_slot,
            Factor::Region => &mut self.region,
            Factor::TechStack => &mut self.tech_stack,
            Factor::Stage => &mut self.stage,
        }
    }

    /// What the form means, or all that needs mending. Shares that do not add up to 100 are taken in proportion, which
    /// [`PresetForm::check_sum`] does not let anybody save unread.
    pub fn check(&self) -> Result<(Weights, Prices), Problem> {
        let mut problems = FieldProblems::default();
        let mut parts = [0; Factor::COUNT];
        for (part, factor) in parts.iter_mut().zip(Factor::ALL) {
            match hundredths(self.field(*factor)) {
                Some(share) => *part = share,
                None => problems.add(factor.as_str(), "A number from 0 to 100."),
            }
        }
        let mut price = |text: &str, field: &str| {
            let read = text.trim().parse::<u16>().ok().filter(|percent| *percent <= MOST_PRICE);
            if read.is_none() {
                problems.add(field, "A whole number from 0 to 300.");
            }
            read.unwrap_or_default()
        };
        let prices = Prices {
            chance_exponent: price(&self.chance, "chance"),
            load: price(&self.load, "load"),
            scarcity: price(&self.scarcity, "scarcity"),
            deal: price(&self.deal, "deal"),
        };
        problems.check()?;
        let weights = Weights::from_parts(parts);
        Ok((weights.map_err(|_| Problem::invalid("use_case", "At least one factor needs a weight."))?, prices))
    }

    /// What the shares add up to, in hundredths of a percent; nothing while one cannot be read.
    pub fn sum(&self) -> Option<u32> {
        Factor::ALL.iter().map(|factor| hundredths(self.field(*factor))).sum()
    }

    /// What the page says of the sum, with a gap for the number.
    pub fn sum_words(sum: u32) -> &'static str {
        if sum == u32::from(Weights::WHOLE) {
            "The weights add up to {}%."
        } else {
            "The weights add up to {}%. Saved, they are taken in proportion, as if they added up to 100%."
        }
    }

    /// Refuses shares that do not add up to 100, unless the page had said what becomes of them.
    pub fn check_sum(&self) -> Result<(), Problem> {
        let sum = self.sum().unwrap_or_else(|| Weights::WHOLE.into());
        let said = percent_text(sum);
        if sum == u32::from(Weights::WHOLE) || self.in_proportion == said {
            return Ok(());
        }
        let words = [&Self::sum_words(sum).replace("{}", &said), " Mend them, or save again to have it so."].concat();
        Err(Problem::refused("not_whole", words))
    }

    pub fn version(&self) -> i32 {
        self.version.trim().parse().unwrap_or(-1)
    }
}

/// Hundredths of a percent as a field shows them: "16", "16.25".
pub fn percent_text(share: impl Into<u32>) -> String {
    let share = share.into();
    match (share / 100, share % 100) {
        (whole, 0) => whole.to_string(),
        (whole, rest) if rest % 10 == 0 => format!("{whole}.{}", rest / 10),
        (whole, rest) => format!("{whole}.{rest:02}"),
    }
}

/// Reads "16", "16.25" or "16,5"; nothing above 100 and nothing finer than a hundredth.
fn hundredths(text: &str) -> Option<u32> {
    let text = text.trim().replace(',', ".");
    let (whole, rest) = text.split_once('.').unwrap_or((&text, ""));
    let is_digits = |part: &str| part.bytes().all(|byte| byte.is_ascii_digit());
    if whole.is_empty() || !is_digits(whole) || !is_digits(rest) || rest.len() > 2 {
        return None;
    }
    let whole: u32 = whole.parse().ok()?;
    let rest: u32 = [rest, "00"].concat().get(..2)?.parse().ok()?;
    (whole < 100 || whole == 100 && rest == 0).then_some(whole * 100 + rest)
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::matching::weights::Preset;
    use proptest::prelude::*;

    fn balanced() -> CompanyPreset {
        CompanyPreset {
            preset: Preset::balanced(),
            version: 3,
            saved: None,
            listed: 0,
            listed_line: None,
            retired: None,
        }
    }

    #[test]
    fn a_share_is_read_as_it_is_shown() {
        for (text, read) in [
            ("16", Some(1_600)),
            (" 16.25 ", Some(1_625)),
            ("16,5", Some(1_650)),
            ("0", Some(0)),
            ("100", Some(10_000)),
            ("100.01", None),
            ("101", None),
            ("-1", None),
            ("1.234", None),
            ("", None),
            (".5", None),
            ("much", None),
            ("1.2.3", None),
        ] {
            assert_eq!(hundredths(text), read, "{text:?}");
        }
    }

    #[test]
    fn what_needs_mending_is_named_field_by_field() {
        let mut form = PresetForm::of(&balanced());
        form.industry = "lots".into();
        form.load = "301".into();

        let problem = form.check().unwrap_err();

        assert!(problem.of_field("industry").is_some() && problem.of_field("load").is_some());
        assert!(problem.of_field("use_case").is_none());
        let nothing = PresetForm { preset: "balanced".into(), ..zeros() };
        assert!(nothing.check().unwrap_err().of_field("use_case").is_some());
    }

    fn zeros() -> PresetForm {
        let mut form = PresetForm::of(&balanced());
        for factor in Factor::ALL {
            *form.field_mut(*factor) = "0".into();
        }
        form
    }

    #[test]
    fn shares_that_do_not_add_up_are_not_saved_before_the_page_said_what_becomes_of_them() {
        for (use_case, region, said, is_saved) in [
            ("60", "40", "", true),
            ("60,5", "39.5", "", true),
            ("61", "40", "", false),
            ("61", "40", "101", true),
            ("61", "40", "102", false),
            ("99.99", "0", "", false),
            ("100", "100", "200", true),
            ("100", "lots", "", true),
        ] {
            let form =
                PresetForm { use_case: use_case.into(), region: region.into(), in_proportion: said.into(), ..zeros() };

            let refused = form.check_sum().err();

            assert_eq!(refused.is_none(), is_saved, "{use_case} and {region}, said {said:?}");
            assert!(refused.is_none_or(|problem| problem.refusal_code() == Some("not_whole")));
        }
        let form = PresetForm { use_case: "60.5".into(), region: "41".into(), ..zeros() };
        assert!(form.check_sum().unwrap_err().to_string().contains("add up to 101.5%"), "{:?}", form.check_sum());
    }

    #[test]
    fn shares_that_do_not_add_up_are_taken_in_proportion() {
        let mut form = zeros();
        form.use_case = "30".into();
        form.region = "10".into();

        let (weights, prices) = form.check().unwrap();

        assert_eq!((weights.share(Factor::UseCase), weights.share(Factor::Region)), (7_500, 2_500));
        assert_eq!(prices, Prices::default());
    }

    proptest! {
        #[test]
        fn a_preset_survives_its_form_and_its_address(parts in prop::array::uniform11(0u32..10_000), b in 0u16..=300) {
            prop_assume!(parts.iter().any(|part| *part > 0));
            let weights = Weights::from_parts(parts).unwrap();
            let prices = Prices { chance_exponent: b, ..Prices::default() };
            let saved = CompanyPreset { preset: Preset { weights, prices, ..Preset::balanced() }, ..balanced() };
            let form = PresetForm::of(&saved);
            prop_assert_eq!(form.check().unwrap(), (weights, prices));

            let pairs = serde_json::to_value(&form).unwrap();
            let get = |name: &str| {
                let field = name.strip_prefix("form[")?.strip_suffix(']')?;
                pairs.get(field)?.as_str().map(str::to_owned)
            };
            prop_assert_eq!(PresetForm::read(get), Some(form));
        }
    }
}
