//! One spelling per product.

use std::collections::HashMap;

use domain::imports::{Field, ValueChoice, spelling_key};

/// So many new products are shown to choose from; a file with more has the wrong column.
const MOST_STRANGE: usize = 100;

/// The spelling to use of each product, by the letters and digits it is made of.
#[derive(Debug, Default)]
pub struct Products {
    /// As the company writes it already; that stays.
    known: HashMap<String, String>,
    /// As the file writes it, with how often.
    met: HashMap<String, HashMap<String, usize>>,
    /// The spelling met first.
    first: HashMap<String, String>,
}

impl Products {
    /// `names` in order of use: of two spellings the first counts.
    pub fn known(names: Vec<String>) -> Self {
        let mut known = HashMap::new();
        for name in names {
            known.entry(spelling_key(&name)).or_insert(name);
        }
        Self { known, met: HashMap::new(), first: HashMap::new() }
    }

    pub fn meet(&mut self, name: &str) {
        *self.met.entry(spelling_key(name)).or_default().entry(name.to_owned()).or_default() += 1;
    }

    /// The company's spelling, else the first one of the file: for a walk that reads it once.
    pub fn one_spelling(&mut self, name: &str) -> String {
        self.meet(name);
        let key = spelling_key(name);
        self.known
            .get(&key)
            .cloned()
            .unwrap_or_else(|| self.first.entry(key).or_insert_with(|| name.to_owned()).clone())
    }

    /// Products of the file that the company does not have, each taken for a new one.
    pub fn strange(&self, field: Field) -> Vec<ValueChoice> {
        let unknown = self.met.iter().filter(|(key, _)| !key.is_empty() && !self.known.contains_key(*key));
        let mut strange: Vec<ValueChoice> = unknown
            .filter_map(|(key, spellings)| {
                let first = spellings.keys().min()?;
                let name = self.first.get(key).cloned().unwrap_or_else(|| self.spelling(first));
                let rows = spellings.values().sum();
                Some(ValueChoice { field, target: Some(name.clone()), name, rows })
            })
            .collect();
        strange.sort_by(|a, b| b.rows.cmp(&a.rows).then_with(|| a.name.cmp(&b.name)));
        strange.truncate(MOST_STRANGE);
        strange
    }

    /// The company's spelling, else the one the file uses most, else as typed.
    pub fn spelling(&self, name: &str) -> String {
        let key = spelling_key(name);
        if key.is_empty() {
            return name.to_owned();
        }
        let most_used = || {
            let spellings = self.met.get(&key)?;
            spellings.iter().max_by(|a, b| a.1.cmp(b.1).then_with(|| b.0.cmp(a.0))).map(|(name, _)| name.clone())
        };
        self.known.get(&key).cloned().or_else(most_used).unwrap_or_else(|| name.to_owned())
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn the_companys_spelling_goes_before_the_files() {
        let mut products = Products::known(vec!["GTX Pro".into(), "GTX-Pro".into()]);
        for name in ["GTXPro", "GTXPro", "MG Special", "MGSpecial", "MG Special", "Solo"] {
            products.meet(name);
        }

        assert_eq!(products.spelling("GTXPro"), "GTX Pro");
        assert_eq!(products.spelling("MGSpecial"), "MG Special");
        assert_eq!(products.spelling("Solo"), "Solo");
        assert_eq!(products.spelling("++"), "++");
        let strange: Vec<String> = products.strange(Field::Product).into_iter().map(|choice| choice.name).collect();
        assert_eq!(strange, ["MG Special", "Solo"]);
    }
}
