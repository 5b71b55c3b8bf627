//! Outside companies: customers, prospects, competitors and partners are dated relations of them.

mod contacts;
mod fields;
mod form;
pub mod industry;
mod list;
mod page;
mod relation;
mod relations;
mod website;

pub use contacts::{ContactDraft, ContactThere, ContactThereForm, ContactsTherePage, PEOPLE_MOST};
pub use fields::OrganisationField;
pub use form::{OrganisationDraft, OrganisationFacts, OrganisationForm, OrganisationFormPage};
pub use industry::Industry;
pub use list::{OrganisationFacet, OrganisationFacets, OrganisationList, OrganisationRow, OrganisationSort};
pub use page::{
    AdvocateThere, DealThere, EvidenceThere, Fact, Happened, OrganisationPage, PerhapsSame, Related, RelationRow,
};
pub use relation::Relation;
pub use relations::{Dated, Other, ParentForm, RelationForm, RelationsPage};
pub use website::is_website;

/// What products, industry and country say about a company in one line: "Close and Controls. Retail
/// banking, UK".
pub fn line(products: &[String], industry: Option<&str>, country: Option<&str>) -> String {
    let place = place(industry, country);
    let products = and_list(products);
    match (products.is_empty(), place.is_empty()) {
        (false, false) => format!("{products}. {place}"),
        _ => products + &place,
    }
}

/// "Retail banking, UK"
pub fn place(industry: Option<&str>, country: Option<&str>) -> String {
    let industry = industry.and_then(|key| key.parse::<Industry>().ok()).map(Industry::label);
    let country = country.map(|code| if code == "GB" { "UK" } else { code });
    let parts: Vec<&str> = industry.into_iter().chain(country).collect();
    parts.join(", ")
}

/// "Close, Treasury and Controls"
pub fn and_list(names: &[String]) -> String {
    match names.split_last() {
        None => String::new(),
        Some((last, [])) => last.clone(),
        Some((last, others)) => format!("{} and {last}", others.join(", ")),
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn the_line_says_what_is_known() {
        let products = ["Close".to_owned(), "Controls".to_owned()];

        assert_eq!(line(&products, None, Some("GB")), "Close and Controls. UK");
        assert_eq!(line(&[], None, Some("NO")), "NO");
        assert_eq!(line(&products, Some("no such industry"), None), "Close and Controls");
        assert_eq!(line(&[], None, None), "");
    }
}
