//! Languages by the names people write.

use super::super::values::spelling_key;
use crate::language;

/// The code of a language: a code, also with a region or of three letters, or its name in English or
/// in itself.
pub fn code(text: &str) -> Option<&'static str> {
    let text = text.trim();
    let without_region = text.split(['-', '_', '(']).next().map(str::trim).filter(|part| part.len() < text.len());
    let known = |text: &str| {
        language::named(text).or_else(|| {
            let wanted = spelling_key(text);
            NAMES.iter().find(|(_, names)| names.contains(&wanted.as_str())).map(|(code, _)| *code)
        })
    };
    known(text).or_else(|| without_region.and_then(known))
}

#[rustfmt::skip]
const NAMES: &[(&str, &[&str])] = &[
    ("en", &["eng", "englisch", "anglais", "ingles", "inglés"]),
    ("de", &["deu", "ger", "deutsch", "allemand", "tedesco"]),
    ("fr", &["fra", "fre", "français", "francais", "französisch", "franzoesisch"]),
    ("es", &["spa", "español", "espanol", "castellano", "castilian", "spanisch"]),
    ("it", &["ita", "italiano", "italienisch"]),
    ("pt", &["por", "português", "portugues", "brazilianportuguese", "portugiesisch"]),
    ("nl", &["nld", "dut", "nederlands", "flemish", "vlaams", "holländisch", "niederländisch"]),
    ("sv", &["swe", "svenska", "schwedisch"]),
    ("nb", &["nor", "no", "nn", "norsk", "bokmål", "norwegianbokmål", "norwegisch"]),
    ("da", &["dan", "dansk", "dänisch"]),
    ("fi", &["fin", "suomi", "finnisch"]),
    ("pl", &["pol", "polski", "polnisch"]),
    ("cs", &["ces", "cze", "čeština", "cestina", "tschechisch"]),
    ("hu", &["hun", "magyar", "ungarisch"]),
    ("ro", &["ron", "rum", "română", "romana", "rumänisch"]),
    ("el", &["ell", "gre", "ελληνικά", "griechisch"]),
    ("tr", &["tur", "türkçe", "turkce", "türkisch"]),
    ("uk", &["ukr", "українська", "ukrainisch"]),
    ("ar", &["ara", "arabisch", "العربية"]),
    ("he", &["heb", "iw", "עברית", "hebräisch"]),
    ("hi", &["hin", "हिन्दी"]),
    ("ms", &["msa", "may", "bahasamelayu"]),
    ("th", &["tha", "thailändisch"]),
    ("vi", &["vie", "tiếngviệt", "vietnamesisch"]),
    ("zh", &["zho", "chi", "chinese", "mandarinchinese", "中文", "putonghua", "chinesisch"]),
    ("ja", &["jpn", "jp", "日本語", "nihongo", "japanisch"]),
    ("ko", &["kor", "한국어", "koreanisch"]),
    ("cy", &["cym", "wel", "cymraeg"]),
    ("ga", &["gle", "gaeilge"]),
    ("ca", &["cat", "català", "catala"]),
];

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn languages_are_found_by_code_and_by_name() {
        for (text, expected) in [
            ("English", Some("en")),
            ("en-GB", Some("en")),
            ("pt_BR", Some("pt")),
            ("Portuguese (Brazil)", Some("pt")),
            ("Deutsch", Some("de")),
            ("FRANÇAIS", Some("fr")),
            ("deu", Some("de")),
            ("no", Some("nb")),
            ("Klingon", None),
            ("", None),
            ("-", None),
        ] {
            assert_eq!(code(text), expected, "{text}");
        }
    }
}
