//! What is really so, and nobody can read: who people are, what prospects would find helpful, and
//! who would say yes. The engine's formula appears nowhere in here; docs/evaluation.md says why each
//! part is as it is. What of it reaches the records, and how badly, is in `records.rs`.

use super::dice::{Dice, logistic};
use domain::matching::Seniority;
use domain::organisations::Industry;

/// How many hidden dimensions a story or a need has.
const DIMENSIONS: usize = 6;
/// Names of each kind of tag.
pub const USE_CASES: usize = 40;
pub const PRODUCTS: usize = 24;
pub const TOPICS: usize = 20;
pub const SYSTEMS: usize = 30;
pub const COMPETITORS: usize = 10;
pub const OBJECTIONS: usize = 12;
pub const WORDS: usize = 300;
pub const FUNCTIONS: usize = 7;
pub const REGIONS: usize = 4;
const COUNTRIES_PER_REGION: usize = 3;

/// A direction in the hidden space, of length one.
#[derive(Clone, Copy, Debug)]
pub struct Hidden([f64; DIMENSIONS]);

impl Hidden {
    fn random(dice: &mut Dice) -> Self {
        Self(std::array::from_fn(|_| dice.normal())).unit()
    }

    /// Somewhere around this direction.
    fn near(self, dice: &mut Dice, spread: f64) -> Self {
        Self(self.0.map(|part| part + spread * dice.normal() / libm::sqrt(DIMENSIONS as f64))).unit()
    }

    fn unit(self) -> Self {
        let length = libm::sqrt(self.0.iter().map(|part| part * part).sum::<f64>()).max(1e-9);
        Self(self.0.map(|part| part / length))
    }

    /// 1 for the same direction, 0 for nothing in common, −1 for the opposite.
    pub fn likeness(self, other: Self) -> f64 {
        self.0.iter().zip(other.0).map(|(one, other)| one * other).sum()
    }
}

/// The directions of everything that has a name.
pub struct Language {
    pub leaves: Vec<Industry>,
    industries: Vec<Hidden>,
    pub use_cases: Vec<Hidden>,
    pub products: Vec<Hidden>,
    pub topics: Vec<Hidden>,
    pub systems: Vec<Hidden>,
    pub words: Vec<Hidden>,
}

impl Language {
    pub fn new(seed: u64) -> Self {
        let mut dice = Dice::of(seed, 1);
        let leaves: Vec<Industry> = Industry::leaves().collect();
        let places: Vec<Hidden> = (0..Industry::COUNT).map(|_| Hidden::random(&mut dice)).collect();
        let industries = leaves
            .iter()
            .map(|leaf| {
                let group = leaf.group().unwrap_or(*leaf);
                let (sector, group, own) =
                    (places[leaf.sector().position()], places[group.position()], places[leaf.position()]);
                Hidden(std::array::from_fn(|at| sector.0[at] + 0.8 * group.0[at] + 0.6 * own.0[at])).unit()
            })
            .collect();
        let mut some = |count: usize| (0..count).map(|_| Hidden::random(&mut dice)).collect::<Vec<_>>();
        Self {
            leaves,
            industries,
            use_cases: some(USE_CASES),
            products: some(PRODUCTS),
            topics: some(TOPICS),
            systems: some(SYSTEMS),
            words: some(WORDS),
        }
    }
}

/// What both sides have: an organisation with a story or a plan, and a person in it.
#[derive(Clone, Debug)]
pub struct Party {
    pub hidden: Hidden,
    /// Position in the leaves.
    pub leaf: usize,
    pub log_size: f64,
    pub function: usize,
    /// Position in the ranks of seniority, from the top.
    pub seniority: usize,
    pub country: usize,
    pub speaks_english: bool,
    pub competitor: usize,
    pub objection: usize,
}

impl Party {
    fn new(language: &Language, dice: &mut Dice, leaf: usize) -> Self {
        let country = dice.below(REGIONS * COUNTRIES_PER_REGION);
        Self {
            hidden: language.industries[leaf].near(dice, 1.3),
            leaf,
            log_size: 6.5 + 1.7 * dice.normal(),
            function: dice.below(FUNCTIONS),
            seniority: dice.weighted(&[2.0, 3.0, 3.0, 3.0, 2.0, 1.0]),
            country,
            speaks_english: dice.happens(0.85),
            competitor: dice.below(COMPETITORS),
            objection: dice.below(OBJECTIONS),
        }
    }

    pub fn region(&self) -> usize {
        self.country / COUNTRIES_PER_REGION
    }

    pub fn language(&self) -> usize {
        self.region()
    }

    pub fn rank(&self) -> Seniority {
        Seniority::ALL[self.seniority.min(Seniority::ALL.len() - 1)]
    }

    fn talks_with(&self, other: &Self) -> bool {
        self.speaks_english && other.speaks_english || self.language() == other.language()
    }
}

/// An advocate as they are.
#[derive(Clone, Debug)]
pub struct Customer {
    pub party: Party,
    /// How well they tell it. Nothing in any record says so.
    charm: f64,
    /// Results they can show, each near some use case.
    pub proofs: Vec<usize>,
    /// The wish to help, before anything else.
    willing: f64,
    /// How much an ask wears them out, and after how many days half of that is gone.
    thin_skin: f64,
    half_life: f64,
    /// They have left, or stopped reading.
    pub gone: bool,
    pub away: bool,
    pub angry: bool,
    pub renews_soon: bool,
    pub consents: bool,
    /// The share of working hours that meetings leave.
    pub free_share: f64,
}

impl Customer {
    pub fn new(language: &Language, dice: &mut Dice, leaf: usize) -> Self {
        Self {
            party: Party::new(language, dice, leaf),
            charm: dice.normal(),
            proofs: (0..dice.below(4)).map(|_| dice.below(USE_CASES)).collect(),
            willing: 0.6 + 0.9 * dice.normal(),
            thin_skin: 0.45 * libm::exp(0.5 * dice.normal()),
            half_life: dice.between(12.0, 50.0),
            gone: dice.happens(0.1),
            away: dice.happens(0.08),
            angry: dice.happens(0.07),
            renews_soon: dice.happens(0.08),
            consents: dice.happens(0.94),
            free_share: dice.between(0.25, 0.9),
        }
    }

    /// How worn out they are by asks so many days ago.
    pub fn weariness(&self, days_ago: impl Iterator<Item = f64>) -> f64 {
        self.thin_skin * days_ago.map(|days| libm::exp(-days * std::f64::consts::LN_2 / self.half_life)).sum::<f64>()
    }

    /// The chance that they say yes to a deal.
    pub fn says_yes(&self, deal: &Prospect, weariness: f64) -> f64 {
        if self.gone { 0.02 } else { self.says_yes_while_here(deal, weariness) }
    }

    /// The same before they left.
    pub fn says_yes_while_here(&self, deal: &Prospect, weariness: f64) -> f64 {
        let interest = 0.9 * self.party.hidden.likeness(deal.party.hidden);
        // A well-known name on the other side flatters; a much smaller one does not.
        let flattery = 0.15 * (deal.party.log_size - self.party.log_size).clamp(-2.0, 2.0);
        let busy = 1.2 * (0.6 - self.free_share);
        let ready = logistic(self.willing + interest + flattery - busy - 1.4 * weariness);
        ready * if self.away { 0.1 } else { 1.0 } * if self.angry { 0.15 } else { 1.0 }
    }
}

/// A prospect with what they care for, which differs from one to the next.
#[derive(Clone, Debug)]
pub struct Prospect {
    pub party: Party,
    cares_for_story: f64,
    cares_for_industry: f64,
    cares_for_size: f64,
    cares_for_role: f64,
    cares_for_place: f64,
    cares_for_switch: f64,
    is_sceptical: bool,
    is_regulated: bool,
    /// Chemistry between this prospect and each advocate is drawn from here.
    chemistry: u64,
}

impl Prospect {
    pub fn new(language: &Language, dice: &mut Dice, leaf: usize) -> Self {
        let sector = language.leaves[leaf].sector().key();
        Self {
            party: Party::new(language, dice, leaf),
            cares_for_story: 2.4 * libm::exp(0.3 * dice.normal()),
            cares_for_industry: dice.between(0.0, 1.6),
            cares_for_size: dice.between(0.0, 1.0),
            cares_for_role: dice.between(0.0, 1.0),
            cares_for_place: dice.between(0.0, 0.7),
            cares_for_switch: dice.between(0.0, 1.0),
            is_sceptical: dice.happens(0.4),
            is_regulated: matches!(sector, "finance" | "health"),
            chemistry: dice.next(),
        }
    }

    /// How likely they find a call with this advocate helpful.
    pub fn is_helped_by(&self, language: &Language, number: usize, other: &Customer) -> f64 {
        let (own, their) = (&self.party, &other.party);
        let story = own.hidden.likeness(their.hidden);
        let (leaf, their_leaf) = (language.leaves[own.leaf], language.leaves[their.leaf]);
        let same_group = leaf.group().is_some() && leaf.group() == their_leaf.group();
        let same_sector = leaf.sector() == their_leaf.sector();

        let mut liking = -2.6 + self.cares_for_story * story;
        // A peer convinces; a peer with the same story convinces more than both together.
        liking += self.cares_for_industry * if same_group { 1.0 } else { 0.35 * f64::from(u8::from(same_sector)) };
        liking += 0.9 * f64::from(u8::from(same_sector)) * story.max(0.0);
        // A larger reference is no flaw up to a point; a much smaller one does not count as proof.
        let larger = their.log_size - own.log_size;
        liking -= self.cares_for_size * if larger > 0.0 { (larger - 1.5).max(0.0) * 0.5 } else { -larger * 0.7 };
        // Executives want to hear executives, specialists want specialists; the function counts for both.
        let levels = own.seniority.abs_diff(their.seniority) as f64;
        liking += self.cares_for_role * (f64::from(u8::from(own.function == their.function)) + 0.5 - 0.3 * levels);
        // Rules differ between countries, so in regulated trades the place counts twice.
        let near =
            if own.country == their.country { 1.0 } else { 0.4 * f64::from(u8::from(own.region() == their.region())) };
        liking += self.cares_for_place * near * if self.is_regulated { 2.0 } else { 1.0 };
        // A sceptic wants results, and only those that are about their own plan.
        let proof = other.proofs.iter().map(|at| own.hidden.likeness(language.use_cases[*at]).max(0.0)).sum::<f64>();
        liking += if self.is_sceptical { 1.1 * proof.min(1.5) - 0.4 } else { 0.2 * proof.min(1.0) };
        liking += self.cares_for_switch * f64::from(u8::from(own.competitor == their.competitor));
        liking += 0.5 * f64::from(u8::from(own.objection == their.objection));
        // What no record will ever hold.
        liking += 0.5 * other.charm + 0.6 * Dice::of(self.chemistry, number as u64).normal();
        logistic(liking) * if own.talks_with(their) { 1.0 } else { 0.1 }
    }
}

/// One company's programme as it is.
pub struct World {
    pub language: Language,
    pub customers: Vec<Customer>,
    pub prospects: Vec<Prospect>,
}

impl World {
    /// Most business comes from a few industries, on both sides and not quite the same ones.
    pub fn new(seed: u64, customers: usize, prospects: usize) -> Self {
        let language = Language::new(seed);
        let mut dice = Dice::of(seed, 2);
        let mut popularity =
            || -> Vec<f64> { language.leaves.iter().map(|_| libm::exp(1.3 * dice.normal())).collect() };
        let (sold_to, shared) = (popularity(), popularity());
        let selling_to: Vec<f64> = sold_to.iter().zip(shared).map(|(one, other)| libm::sqrt(one * other)).collect();
        let mut dice = Dice::of(seed, 3);
        let customers = (0..customers)
            .map(|_| {
                let leaf = dice.weighted(&sold_to);
                Customer::new(&language, &mut dice, leaf)
            })
            .collect();
        let mut dice = Dice::of(seed, 4);
        let prospects = (0..prospects)
            .map(|_| {
                let leaf = dice.weighted(&selling_to);
                Prospect::new(&language, &mut dice, leaf)
            })
            .collect();
        Self { language, customers, prospects }
    }
}
