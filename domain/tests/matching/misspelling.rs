use super::{call, willing, world};
use domain::matching::{Index, Misspelt, Policy, Wish, misspelt};

#[test]
fn a_word_that_nobody_has_and_that_is_one_slip_from_one_is_asked_about() {
    let mut ingrid = willing(1);
    ingrid.products = vec!["Close".to_owned(), "Controls".to_owned()];
    ingrid.use_cases = vec!["Month-end close".to_owned()];
    ingrid.topics = vec!["SOX".to_owned()];
    let index = Index::build(vec![ingrid], Policy::default(), world::now());
    let asked = |products: &[&str], topics: &[&str]| {
        let mut need = call();
        need.products = products.iter().map(|name| Wish::ordinary(*name)).collect();
        need.topics = topics.iter().map(|name| (*name).to_owned()).collect();
        let words = misspelt(&index, &need);
        words.into_iter().map(|Misspelt { kind, typed, meant }| [kind, typed, meant].join(" ")).collect::<Vec<_>>()
    };

    for (products, topics, said) in [
        (&["Clsoe"][..], &[][..], &["product Clsoe Close"][..]),
        (&["CLOSED"], &[], &["product CLOSED Close"]),
        (&["Contols", "close"], &["Sox"], &["product Contols Controls"]),
        // Known, of another kind, too short, too far, nothing.
        (&["close", "CONTROLS "], &[], &[]),
        (&["Month-end close"], &["Closes"], &[]),
        (&[], &["SOC"], &[]),
        (&["Treasury", "Closing"], &[], &[]),
        (&[], &[], &[]),
    ] {
        assert_eq!(asked(products, topics), said, "{products:?} {topics:?}");
    }
}
