//! Names as they are compared: without case, accents, punctuation and legal form.

/// Forms of companies, as the last words of a name. "Group" and "Holding" are not among them: they tell a parent from
/// its part.
const LEGAL_FORMS: &[&str] = &[
    "ab",
    "ag",
    "aps",
    "as",
    "asa",
    "bv",
    "bvba",
    "co",
    "company",
    "corp",
    "corporation",
    "doo",
    "gbr",
    "ggmbh",
    "gmbh",
    "inc",
    "incorporated",
    "kft",
    "kg",
    "kgaa",
    "kk",
    "limited",
    "limitada",
    "llc",
    "llp",
    "lp",
    "ltd",
    "ltda",
    "mbh",
    "nv",
    "ohg",
    "oy",
    "oyj",
    "plc",
    "pte",
    "pty",
    "pvt",
    "sa",
    "sarl",
    "sas",
    "se",
    "sl",
    "slu",
    "spa",
    "srl",
    "sro",
    "ug",
];

/// A letter without its accents, in small letters; several where that is how it is written out.
fn plain(letter: char) -> &'static str {
    match letter {
        'à' | 'á' | 'â' | 'ã' | 'ä' | 'å' | 'ā' | 'ă' | 'ą' => "a",
        'æ' => "ae",
        'ç' | 'ć' | 'č' | 'ĉ' | 'ċ' => "c",
        'ď' | 'đ' | 'ð' => "d",
        'è' | 'é' | 'ê' | 'ë' | 'ē' | 'ė' | 'ę' | 'ě' => "e",
        'ğ' | 'ģ' | 'ĝ' => "g",
        'ì' | 'í' | 'î' | 'ï' | 'ī' | 'į' | 'ı' => "i",
        'ķ' => "k",
        'ł' | 'ļ' | 'ĺ' | 'ľ' => "l",
        'ñ' | 'ń' | 'ň' | 'ņ' => "n",
        'ò' | 'ó' | 'ô' | 'õ' | 'ö' | 'ø' | 'ō' | 'ő' => "o",
        'œ' => "oe",
        'ř' | 'ŕ' => "r",
        'ś' | 'š' | 'ş' | 'ș' => "s",
        'ß' => "ss",
        'ť' | 'ţ' | 'ț' => "t",
        'þ' => "th",
        'ù' | 'ú' | 'û' | 'ü' | 'ū' | 'ů' | 'ű' | 'ų' => "u",
        'ý' | 'ÿ' => "y",
        'ź' | 'ž' | 'ż' => "z",
        _ => "",
    }
}

/// The words of a name: small, plain letters and digits. A dot or apostrophe joins ("S.A.", "O'Hara"), everything else
/// that is no letter divides; "&" and "+" are the word they stand for.
pub fn words(name: &str) -> Vec<String> {
    let mut text = String::with_capacity(name.len());
    for letter in name.chars().flat_map(char::to_lowercase) {
        match letter {
            '&' | '+' => text.push_str(" and "),
            '.' | '\'' | '’' | '\u{300}'..='\u{36f}' => {}
            _ if !plain(letter).is_empty() => text.push_str(plain(letter)),
            _ if letter.is_alphanumeric() => text.push(letter),
            _ => text.push(' '),
        }
    }
    text.split_whitespace().map(str::to_owned).collect()
}

/// The name of a company as it is compared: "The Loam & Larch GmbH" and "LOAM AND LARCH" are both "loam and larch". A
/// name that is nothing but a legal form stays as it is.
pub fn company_key(name: &str) -> String {
    let all = words(name);
    let mut rest = all.as_slice();
    while let [first, more @ ..] = rest
        && first == "the"
        && !more.is_empty()
    {
        rest = more;
    }
    while let [more @ .., last] = rest
        && !more.is_empty()
        && (last == "and" || LEGAL_FORMS.contains(&last.as_str()))
    {
        rest = more;
    }
    rest.join(" ")
}

/// The name of a person as it is compared; the order of its words does not count ("Thistlewood, Ingrid").
pub fn person_key(name: &str) -> String {
    let mut words = words(name);
    words.sort();
    words.join(" ")
}

/// Where the dots of an address say nothing, and under which name that house is compared.
const WITHOUT_DOTS: [(&str, &str); 2] = [("gmail.com", "gmail.com"), ("googlemail.com", "gmail.com")];

/// An e-mail address as it is compared: without case, without the tag after a plus, and without dots where they say
/// nothing. Everywhere else another dot is another person.
pub fn email_key(email: &str) -> Option<String> {
    let email = email.trim().to_lowercase();
    let (local, domain) = email.rsplit_once('@')?;
    let local = local.split('+').next().unwrap_or(local);
    let (local, domain) = match WITHOUT_DOTS.iter().find(|(house, _)| *house == domain) {
        Some((_, house)) => (local.replace('.', ""), *house),
        None => (local.to_owned(), domain),
    };
    let local = local.as_str();
    (!local.is_empty() && !domain.is_empty()).then(|| [local, "@", domain].concat())
}

/// Where everybody has an address or a page: says nothing about a company.
const SHARED_DOMAINS: &[&str] = &[
    "aol.com",
    "facebook.com",
    "gmail.com",
    "gmx.de",
    "gmx.net",
    "googlemail.com",
    "hotmail.com",
    "icloud.com",
    "instagram.com",
    "linkedin.com",
    "live.com",
    "mail.com",
    "me.com",
    "msn.com",
    "outlook.com",
    "proton.me",
    "protonmail.com",
    "t-online.de",
    "twitter.com",
    "web.de",
    "x.com",
    "yahoo.co.uk",
    "yahoo.com",
    "yandex.ru",
];

/// The domain of a website or an e-mail address, if it belongs to one company.
pub fn domain_key(address: &str) -> Option<String> {
    let address = address.trim().to_lowercase();
    let host = address.rsplit_once("://").map_or(address.as_str(), |(_, rest)| rest);
    let host = host.split(['/', '?', '#']).next().unwrap_or_default();
    let host = host.rsplit_once('@').map_or(host, |(_, domain)| domain);
    let host = host.split(':').next().unwrap_or_default().trim_end_matches('.');
    let host = host.strip_prefix("www.").unwrap_or(host);
    let is_domain = host.split('.').count() > 1
        && host.split('.').all(|part| !part.is_empty())
        && host.chars().all(|c| c.is_alphanumeric() || c == '-' || c == '.');
    (is_domain && !SHARED_DOMAINS.contains(&host)).then(|| host.to_owned())
}

#[cfg(test)]
mod tests {
    use proptest::prelude::*;

    use super::*;

    #[test]
    fn a_company_is_compared_without_its_legal_form() {
        let table = [
            ("Loam & Larch GmbH", "loam and larch"),
            ("LOAM AND LARCH", "loam and larch"),
            ("Loam + Larch GmbH & Co. KG", "loam and larch"),
            ("The Loam and Larch Company, Inc.", "loam and larch"),
            ("Société Générale S.A.", "societe generale"),
            ("Müller-Thurgau AG", "muller thurgau"),
            ("O'Hara’s Ltd", "oharas"),
            ("Skylark Group plc", "skylark group"),
            ("GmbH", "gmbh"),
            ("The", "the"),
            ("株式会社 山", "株式会社 山"),
            ("  ", ""),
        ];
        for (name, key) in table {
            assert_eq!(company_key(name), key, "{name}");
        }
    }

    #[test]
    fn addresses_are_compared_by_what_they_mean() {
        let domains = [
            ("https://www.Skylark.example/about?x=1", Some("skylark.example")),
            ("skylark.example", Some("skylark.example")),
            ("ingrid@skylark.example", Some("skylark.example")),
            ("http://user@skylark.example:8080", Some("skylark.example")),
            ("someone@gmail.com", None),
            ("https://linkedin.com/company/skylark", None),
            ("no website", None),
            ("localhost", None),
            ("", None),
        ];
        for (address, key) in domains {
            assert_eq!(domain_key(address).as_deref(), key, "{address}");
        }
        for (email, key) in [
            ("Ingrid+News@Skylark.example", Some("ingrid@skylark.example")),
            (" ingrid@skylark.example ", Some("ingrid@skylark.example")),
            ("+tag@skylark.example", None),
            ("In.grid+x@gmail.com", Some("ingrid@gmail.com")),
            ("ingrid@googlemail.com", Some("ingrid@gmail.com")),
            ("in.grid@skylark.example", Some("in.grid@skylark.example")),
            ("...@gmail.com", None),
            ("ingrid", None),
        ] {
            assert_eq!(email_key(email).as_deref(), key, "{email}");
        }
        assert_eq!(person_key("Thistlewood, Ingrid"), person_key("ingrid THISTLEWOOD"));
    }

    proptest! {
        #[test]
        fn a_key_is_the_key_of_itself(name in "\\PC{0,30}") {
            let key = company_key(&name);
            prop_assert_eq!(company_key(&key), key);
            prop_assert_eq!(person_key(&person_key(&name)), person_key(&name));
        }

        #[test]
        fn a_legal_form_and_the_case_change_nothing(name in "[a-z]{3,8}( [a-z]{3,8}){0,2}", at in 0..LEGAL_FORMS.len()) {
            let key = company_key(&name);
            let dressed = [name.to_uppercase().as_str(), ", ", LEGAL_FORMS[at]].concat();
            prop_assert_eq!(company_key(&dressed), key);
        }
    }
}
