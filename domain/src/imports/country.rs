//! Countries by the names people write.

use std::collections::HashMap;
use std::sync::LazyLock;

use super::values::{one_letter_apart, spelling_key};

/// The ISO 3166 code a text means: a code itself, a name, or a longer name with one letter amiss.
pub fn country_code(text: &str) -> Option<&'static str> {
    let code = text.trim();
    if code.len() == 2
        && let Some((known, _)) = COUNTRIES.iter().find(|(known, _)| known.eq_ignore_ascii_case(code))
    {
        return Some(known);
    }
    let wanted = spelling_key(text);
    let slip = || {
        (wanted.chars().count() >= 6)
            .then(|| BY_NAME.iter().filter(|(name, _)| one_letter_apart(name, &wanted)).map(|(_, place)| *place).min())
            .flatten()
    };
    BY_NAME.get(&wanted).copied().or_else(slip).map(|place| COUNTRIES[place].0)
}

/// Every country with the name a form shows.
pub fn countries() -> impl Iterator<Item = (&'static str, &'static str)> {
    COUNTRIES.iter().filter_map(|(code, names)| Some((*code, *names.first()?)))
}

/// What the country of a code is called; the code where nobody knows.
pub fn country_name(code: &str) -> &str {
    countries().find(|(known, _)| *known == code).map_or(code, |(_, name)| name)
}

/// The place of each name in the list: a file asks once per row.
static BY_NAME: LazyLock<HashMap<String, usize>> = LazyLock::new(|| {
    let mut places = HashMap::new();
    for (place, (_, names)) in COUNTRIES.iter().enumerate() {
        for name in *names {
            places.entry(spelling_key(name)).or_insert(place);
        }
    }
    places
});

#[rustfmt::skip]
const COUNTRIES: &[(&str, &[&str])] = &[
    ("AF", &["Afghanistan"]),
    ("AL", &["Albania"]),
    ("DZ", &["Algeria"]),
    ("AD", &["Andorra"]),
    ("AO", &["Angola"]),
    ("AG", &["Antigua and Barbuda"]),
    ("AR", &["Argentina"]),
    ("AM", &["Armenia"]),
    ("AU", &["Australia"]),
    ("AT", &["Austria", "Österreich", "Oesterreich"]),
    ("AZ", &["Azerbaijan"]),
    ("BS", &["Bahamas", "The Bahamas"]),
    ("BH", &["Bahrain"]),
    ("BD", &["Bangladesh"]),
    ("BB", &["Barbados"]),
    ("BY", &["Belarus"]),
    ("BE", &["Belgium", "Belgien"]),
    ("BZ", &["Belize"]),
    ("BJ", &["Benin"]),
    ("BM", &["Bermuda"]),
    ("BT", &["Bhutan"]),
    ("BO", &["Bolivia"]),
    ("BA", &["Bosnia and Herzegovina", "Bosnia"]),
    ("BW", &["Botswana"]),
    ("BR", &["Brazil", "Brasil"]),
    ("BN", &["Brunei"]),
    ("BG", &["Bulgaria"]),
    ("BF", &["Burkina Faso"]),
    ("BI", &["Burundi"]),
    ("KH", &["Cambodia"]),
    ("CM", &["Cameroon"]),
    ("CA", &["Canada"]),
    ("CV", &["Cape Verde", "Cabo Verde"]),
    ("KY", &["Cayman Islands"]),
    ("CF", &["Central African Republic"]),
    ("TD", &["Chad"]),
    ("CL", &["Chile"]),
    ("CN", &["China", "PR China", "People's Republic of China", "Mainland China"]),
    ("CO", &["Colombia"]),
    ("KM", &["Comoros"]),
    ("CG", &["Congo", "Republic of the Congo"]),
    ("CD", &["Democratic Republic of the Congo", "DR Congo", "DRC"]),
    ("CR", &["Costa Rica"]),
    ("CI", &["Ivory Coast", "Côte d'Ivoire"]),
    ("HR", &["Croatia"]),
    ("CU", &["Cuba"]),
    ("CY", &["Cyprus"]),
    ("CZ", &["Czechia", "Czech Republic"]),
    ("DK", &["Denmark"]),
    ("DJ", &["Djibouti"]),
    ("DM", &["Dominica"]),
    ("DO", &["Dominican Republic"]),
    ("EC", &["Ecuador"]),
    ("EG", &["Egypt"]),
    ("SV", &["El Salvador"]),
    ("GQ", &["Equatorial Guinea"]),
    ("ER", &["Eritrea"]),
    ("EE", &["Estonia"]),
    ("SZ", &["Eswatini", "Swaziland"]),
    ("ET", &["Ethiopia"]),
    ("FJ", &["Fiji"]),
    ("FI", &["Finland"]),
    ("FR", &["France", "Frankreich"]),
    ("GA", &["Gabon"]),
    ("GM", &["Gambia", "The Gambia"]),
    ("GE", &["Georgia"]),
    ("DE", &["Germany", "Deutschland"]),
    ("GH", &["Ghana"]),
    ("GI", &["Gibraltar"]),
    ("GR", &["Greece"]),
    ("GL", &["Greenland"]),
    ("GD", &["Grenada"]),
    ("GT", &["Guatemala"]),
    ("GG", &["Guernsey"]),
    ("GN", &["Guinea"]),
    ("GW", &["Guinea-Bissau"]),
    ("GY", &["Guyana"]),
    ("HT", &["Haiti"]),
    ("HN", &["Honduras"]),
    ("HK", &["Hong Kong", "Hong Kong SAR"]),
    ("HU", &["Hungary"]),
    ("IS", &["Iceland"]),
    ("IN", &["India"]),
    ("ID", &["Indonesia"]),
    ("IR", &["Iran"]),
    ("IQ", &["Iraq"]),
    ("IE", &["Ireland", "Republic of Ireland"]),
    ("IM", &["Isle of Man"]),
    ("IL", &["Israel"]),
    ("IT", &["Italy", "Italien", "Italia"]),
    ("JM", &["Jamaica"]),
    ("JP", &["Japan"]),
    ("JE", &["Jersey"]),
    ("JO", &["Jordan"]),
    ("KZ", &["Kazakhstan"]),
    ("KE", &["Kenya"]),
    ("KI", &["Kiribati"]),
    ("KW", &["Kuwait"]),
    ("KG", &["Kyrgyzstan"]),
    ("LA", &["Laos"]),
    ("LV", &["Latvia"]),
    ("LB", &["Lebanon"]),
    ("LS", &["Lesotho"]),
    ("LR", &["Liberia"]),
    ("LY", &["Libya"]),
    ("LI", &["Liechtenstein"]),
    ("LT", &["Lithuania"]),
    ("LU", &["Luxembourg"]),
    ("MO", &["Macau", "Macao"]),
    ("MG", &["Madagascar"]),
    ("MW", &["Malawi"]),
    ("MY", &["Malaysia"]),
    ("MV", &["Maldives"]),
    ("ML", &["Mali"]),
    ("MT", &["Malta"]),
    ("MH", &["Marshall Islands"]),
    ("MR", &["Mauritania"]),
    ("MU", &["Mauritius"]),
    ("MX", &["Mexico", "México"]),
    ("FM", &["Micronesia"]),
    ("MD", &["Moldova"]),
    ("MC", &["Monaco"]),
    ("MN", &["Mongolia"]),
    ("ME", &["Montenegro"]),
    ("MA", &["Morocco"]),
    ("MZ", &["Mozambique"]),
    ("MM", &["Myanmar", "Burma"]),
    ("NA", &["Namibia"]),
    ("NR", &["Nauru"]),
    ("NP", &["Nepal"]),
    ("NL", &["Netherlands", "The Netherlands", "Holland"]),
    ("NZ", &["New Zealand"]),
    ("NI", &["Nicaragua"]),
    ("NE", &["Niger"]),
    ("NG", &["Nigeria"]),
    ("KP", &["North Korea"]),
    ("MK", &["North Macedonia", "Macedonia"]),
    ("NO", &["Norway"]),
    ("OM", &["Oman"]),
    ("PK", &["Pakistan"]),
    ("PW", &["Palau"]),
    ("PS", &["Palestine"]),
    ("PA", &["Panama"]),
    ("PG", &["Papua New Guinea"]),
    ("PY", &["Paraguay"]),
    ("PE", &["Peru"]),
    ("PH", &["Philippines", "The Philippines"]),
    ("PL", &["Poland"]),
    ("PT", &["Portugal"]),
    ("PR", &["Puerto Rico"]),
    ("QA", &["Qatar"]),
    ("RO", &["Romania"]),
    ("RU", &["Russia", "Russian Federation"]),
    ("RW", &["Rwanda"]),
    ("KN", &["Saint Kitts and Nevis"]),
    ("LC", &["Saint Lucia"]),
    ("VC", &["Saint Vincent and the Grenadines"]),
    ("WS", &["Samoa"]),
    ("SM", &["San Marino"]),
    ("ST", &["Sao Tome and Principe"]),
    ("SA", &["Saudi Arabia"]),
    ("SN", &["Senegal"]),
    ("RS", &["Serbia"]),
    ("SC", &["Seychelles"]),
    ("SL", &["Sierra Leone"]),
    ("SG", &["Singapore"]),
    ("SK", &["Slovakia"]),
    ("SI", &["Slovenia"]),
    ("SB", &["Solomon Islands"]),
    ("SO", &["Somalia"]),
    ("ZA", &["South Africa"]),
    ("KR", &["South Korea", "Korea", "Republic of Korea"]),
    ("SS", &["South Sudan"]),
    ("ES", &["Spain", "España", "Spanien"]),
    ("LK", &["Sri Lanka"]),
    ("SD", &["Sudan"]),
    ("SR", &["Suriname"]),
    ("SE", &["Sweden"]),
    ("CH", &["Switzerland", "Schweiz", "Suisse"]),
    ("SY", &["Syria"]),
    ("TW", &["Taiwan"]),
    ("TJ", &["Tajikistan"]),
    ("TZ", &["Tanzania"]),
    ("TH", &["Thailand"]),
    ("TL", &["Timor-Leste", "East Timor"]),
    ("TG", &["Togo"]),
    ("TO", &["Tonga"]),
    ("TT", &["Trinidad and Tobago"]),
    ("TN", &["Tunisia"]),
    ("TR", &["Turkey", "Türkiye"]),
    ("TM", &["Turkmenistan"]),
    ("TV", &["Tuvalu"]),
    ("UG", &["Uganda"]),
    ("UA", &["Ukraine"]),
    ("AE", &["United Arab Emirates", "UAE", "Emirates"]),
    ("GB", &["United Kingdom", "UK", "Great Britain", "Britain", "England", "Scotland", "Wales", "Northern Ireland"]),
    ("US", &["United States", "USA", "United States of America", "America"]),
    ("UY", &["Uruguay"]),
    ("UZ", &["Uzbekistan"]),
    ("VU", &["Vanuatu"]),
    ("VA", &["Vatican City"]),
    ("VE", &["Venezuela"]),
    ("VN", &["Vietnam", "Viet Nam"]),
    ("YE", &["Yemen"]),
    ("ZM", &["Zambia"]),
    ("ZW", &["Zimbabwe"]),
];

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn countries_are_found_by_name_code_and_with_a_slip() {
        let table = [
            ("United States", Some("US")),
            ("usa", Some("US")),
            ("gb", Some("GB")),
            ("Korea", Some("KR")),
            ("Philipines", Some("PH")),
            ("Österreich", Some("AT")),
            ("Zambia", Some("ZM")),
            ("Gambia", Some("GM")),
            ("Iraq", Some("IQ")),
            ("Atlantis", None),
            ("", None),
        ];

        for (text, code) in table {
            assert_eq!(country_code(text), code, "{text}");
        }
    }
}
