//! A crowd of advocates as files bring them: most fit, some not at all, and the maker knows which. Made from a seed, so
//! that every run reads the same file.

use std::collections::BTreeMap;

/// Customers made for the crowd.
pub const CUSTOMERS: usize = 500;
/// One customer that was there before.
const KNOWN: &str = "Skylark Mutual";
const SEED: u64 = 0x9e37_79b9_7f4a_7c15;

/// What is wrong with a row that must not land, by words of the reason that it has to be given.
const FAULTS: [&str; 7] = [
    "stands in row",
    "is blank; everybody needs one",
    "has no ending such as .com",
    "No customer is called",
    "is no customer of yours",
    "asks in a month are more than",
    "is not a whole number",
];

/// What is strange about a row that lands all the same, by words of its remark.
const ODDITIES: [&str; 4] = [
    "is not a time zone we know",
    "is not a language we know",
    "is no side of a house we know",
    "says neither yes nor no",
];

pub struct Crowd {
    pub file: Vec<u8>,
    pub landing: usize,
    /// How many rows have to be given each reason, of those that do not land and of those that do.
    pub faults: BTreeMap<&'static str, usize>,
    pub oddities: BTreeMap<&'static str, usize>,
    /// Landing rows that say no, and rows that say yes.
    pub refusing: usize,
    pub agreed: usize,
    /// Landing rows of the customer that was there before.
    pub at_known: usize,
    /// Address, name and story of some that land, as they have to be kept.
    pub samples: Vec<(String, String, String)>,
}

/// The customers, of whom every tenth is in an industry that nobody has heard of.
pub fn customers() -> Vec<u8> {
    let mut file = csv::Writer::from_writer(Vec::new());
    file.write_record(["name", "industry", "employees", "country"]).unwrap();
    for number in 0..CUSTOMERS {
        let industry = if number % 10 == 3 { "Dragon taming" } else { "Retail banking" };
        file.write_record([&customer(number), industry, "1,200", "DE"]).unwrap();
    }
    file.into_inner().unwrap()
}

fn customer(number: usize) -> String {
    format!("Mass, Customer & Söhne {number}")
}

pub fn crowd(rows: usize) -> Crowd {
    let mut file = csv::Writer::from_writer(Vec::new());
    file.write_record([
        "name",
        "email",
        "organisation",
        "job title",
        "languages",
        "time zone",
        "persona",
        "products",
        "tags",
        "story",
        "monthly cap",
        "agreed to references",
    ])
    .unwrap();
    let mut dice = Dice(SEED);
    let mut crowd = Crowd {
        file: Vec::new(),
        landing: 0,
        faults: BTreeMap::new(),
        oddities: BTreeMap::new(),
        refusing: 0,
        agreed: 0,
        at_known: 0,
        samples: Vec::new(),
    };
    let mut last_good = String::new();
    for number in 0..rows {
        // The first row is a good one, for the second to repeat its address.
        let fault = dice.one_of(60).filter(|_| number > 0).map(|_| FAULTS[dice.below(FAULTS.len())]);
        let oddity = dice.one_of(40).filter(|_| fault.is_none()).map(|_| ODDITIES[dice.below(ODDITIES.len())]);
        let mut row = Row::usual(number, &mut dice);
        if let Some(fault) = fault {
            row.spoil(fault, number, &last_good);
            *crowd.faults.entry(fault).or_default() += 1;
        }
        if let Some(oddity) = oddity {
            row.bend(oddity, number);
            *crowd.oddities.entry(oddity).or_default() += 1;
        }
        crowd.agreed += usize::from(row.agreed == "Y");
        if fault.is_none() {
            crowd.landing += 1;
            crowd.refusing += usize::from(row.agreed == "N");
            crowd.at_known += usize::from(row.organisation == KNOWN);
            last_good.clone_from(&row.email);
            if number % 997 < 10 {
                let name = row.name.split_whitespace().collect::<Vec<_>>().join(" ");
                crowd.samples.push((row.email.clone(), name, row.story.clone()));
            }
        }
        file.write_record(row.cells()).unwrap();
    }
    crowd.file = file.into_inner().unwrap();
    crowd
}

struct Row {
    name: String,
    email: String,
    organisation: String,
    languages: &'static str,
    zone: String,
    persona: &'static str,
    story: String,
    cap: &'static str,
    agreed: &'static str,
}

impl Row {
    fn usual(number: usize, dice: &mut Dice) -> Self {
        let name = match dice.below(10) {
            0 => format!("Dupont, Renée {number}"),
            1 => format!("Zoë \"Zo\" Łukasiewicz {number}"),
            2 => format!("=HYPERLINK(\"http://elsewhere.example\",\"{number}\")"),
            3 => format!("+1+{number}|calc"),
            4 => format!("@SUM(A1:A{number})"),
            5 => format!("Anna\nMaria {number}"),
            6 => format!("李小龙 {number}"),
            7 => format!("  Ægir   Þórsson {number} "),
            _ => format!("Sam Person {number}"),
        };
        let story = match dice.below(20) {
            0 => "=cmd|' /C calc'!A0\nWe closed in \"four\" days; before, it was nine.".to_owned(),
            1 => "We left our ledger, and nobody missed it.".to_owned(),
            _ => String::new(),
        };
        let organisation = if dice.below(50) == 0 { KNOWN.to_owned() } else { customer(dice.below(CUSTOMERS)) };
        Self {
            name,
            email: format!("Person{number}@mass.example"),
            organisation,
            languages: ["Deutsch, English", "", "fr"][dice.below(3)],
            zone: ["Europe/Berlin", "", "Asia/Kolkata"][dice.below(3)].to_owned(),
            persona: ["CFO", ""][dice.below(2)],
            story,
            cap: ["", "1"][dice.below(2)],
            agreed: ["Y", "N", ""][dice.below(3)],
        }
    }

    fn spoil(&mut self, fault: &str, number: usize, earlier: &str) {
        match fault {
            // The same address in other letters is the same address.
            "stands in row" => self.email = earlier.to_uppercase(),
            "is blank; everybody needs one" => self.name = "  ".to_owned(),
            "has no ending such as .com" => self.email = format!("person{number}@mass"),
            "No customer is called" => self.organisation = format!("Nobody & Sons {number}"),
            "is no customer of yours" => self.organisation = "Gullwing Air".to_owned(),
            "asks in a month are more than" => self.cap = "99",
            _ => self.cap = "often",
        }
    }

    fn bend(&mut self, oddity: &str, number: usize) {
        match oddity {
            "is not a time zone we know" => self.zone = format!("Middle Earth {}", number % 7),
            "is not a language we know" => self.languages = "Klingon, English",
            "is no side of a house we know" => self.persona = "Court jester",
            _ => self.agreed = "perhaps",
        }
    }

    fn cells(&self) -> [&str; 12] {
        [
            &self.name,
            &self.email,
            &self.organisation,
            "Lead",
            self.languages,
            &self.zone,
            self.persona,
            "Ledger",
            "a; b",
            &self.story,
            self.cap,
            self.agreed,
        ]
    }
}

/// Numbers that look random and are always the same (xorshift64).
struct Dice(u64);

impl Dice {
    fn below(&mut self, bound: usize) -> usize {
        self.0 ^= self.0 << 13;
        self.0 ^= self.0 >> 7;
        self.0 ^= self.0 << 17;
        usize::try_from(self.0 >> 33).unwrap() % bound
    }

    fn one_of(&mut self, many: usize) -> Option<()> {
        (self.below(many) == 0).then_some(())
    }
}
