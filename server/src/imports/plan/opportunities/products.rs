//! One spelling per product.

use std::collections::HashMap;

use domain::imports::spelling_key;

/// The spelling to use of each product, by the letters and digits it is made of.
#[derive(Debug, Default)]
pub struct Products {
    /// As the company writes it already; that stays.
    known: HashMap<String, String>,
    /// As the file writes it, with how often.
    met: HashMap<String, HashMap<String, usize>>,
}

impl Products {
    /// `names` in order of use: of two spellings the first counts.
    pub fn known(names: Vec<String>) -> Self {
        let mut known = HashMap::new();
        for name in names {
            known.entry(spelling_key(&name)).or_insert(name);
        }
        Self { known, met: HashMap::new() }
    }

    pub fn meet(&mut self, name: &str) {
        *self.met.entry(spelling_key(name)).or_default().entry(name.to_owned()).or_default() += 1;
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
    }
}
