//! Sentences of a model, held against the facts it was given: no number and no name that is not among them.

/// A rationale is a few sentences.
pub const MOST_CHARS: usize = 600;

/// What does not hold.
#[derive(Clone, Debug, PartialEq, Eq)]
pub enum Unfounded {
    Length,
    /// A number, in digits or in words, that is in no fact.
    Number(String),
    /// A word written like a name that is in no fact.
    Name(String),
    /// An address or markup, which no fact needs.
    Markup,
}

/// Numbers people write as words.
const NUMBER_WORDS: &[&str] = &[
    "zero", "one", "two", "three", "four", "five", "six", "seven", "eight", "nine", "ten", "eleven", "twelve",
    "fifteen", "twenty", "thirty", "forty", "fifty", "sixty", "seventy", "eighty", "ninety", "hundred", "thousand",
    "million", "billion", "dozen", "half", "third", "quarter", "double", "doubled", "twice", "triple", "tripled",
    "halved", "tenfold",
];

/// Words that may begin a sentence though no fact has them. Any other word in capitals is taken for a name.
const OPENERS: &[&str] = &[
    "a",
    "after",
    "all",
    "also",
    "although",
    "an",
    "and",
    "as",
    "at",
    "because",
    "both",
    "but",
    "by",
    "even",
    "for",
    "from",
    "having",
    "he",
    "her",
    "here",
    "his",
    "in",
    "it",
    "its",
    "like",
    "most",
    "much",
    "no",
    "none",
    "of",
    "on",
    "only",
    "other",
    "our",
    "same",
    "she",
    "since",
    "so",
    "some",
    "still",
    "that",
    "the",
    "their",
    "there",
    "these",
    "they",
    "this",
    "those",
    "though",
    "to",
    "together",
    "what",
    "when",
    "where",
    "which",
    "while",
    "who",
    "with",
    "within",
    "you",
    "your",
    "strong",
    "strongest",
    "best",
    "close",
    "similar",
    "overall",
    "based",
    "known",
    "unknown",
    "scores",
    "works",
    "speaks",
    "every",
    "each",
    "much",
    "more",
    "less",
    "another",
    "one",
    "ask",
    "begin",
    "bring",
    "finish",
    "first",
    "leave",
    "let",
    "mention",
    "open",
    "start",
    "then",
];

/// Whether every number and every name of the text is in the facts.
pub fn check_wording(text: &str, facts: &str) -> Result<(), Unfounded> {
    if text.trim().is_empty() || text.chars().count() > MOST_CHARS {
        return Err(Unfounded::Length);
    }
    if text.contains("://") || text.contains(['<', '>', '[', ']', '{', '}', '`', '*', '#', '\\', '@']) {
        return Err(Unfounded::Markup);
    }
    let known: Vec<String> = words(facts).map(|(word, _)| word).collect();
    let lower: Vec<String> = known.iter().map(|word| word.to_lowercase()).collect();
    for (word, opens) in words(text) {
        let small = word.to_lowercase();
        let is_number = word.chars().any(char::is_numeric) || NUMBER_WORDS.contains(&small.as_str());
        // "one" of "one of" is no claim; the digit would be.
        if is_number && small != "one" && !lower.contains(&small) {
            return Err(Unfounded::Number(word));
        }
        if word.chars().any(char::is_uppercase) {
            let is_fine =
                known.contains(&word) || (opens && (lower.contains(&small) || OPENERS.contains(&small.as_str())));
            if !is_fine && word != "I" {
                return Err(Unfounded::Name(word));
            }
        }
    }
    Ok(())
}

/// The words of a text, and whether each opens a sentence. Points and commas inside a number belong to it, a hyphen
/// and an apostrophe divide, so that "Ingrid's" is known by "Ingrid".
fn words(text: &str) -> impl Iterator<Item = (String, bool)> + '_ {
    let chars: Vec<char> = text.chars().collect();
    let mut at = 0;
    let mut opens = true;
    std::iter::from_fn(move || {
        while at < chars.len() && !chars[at].is_alphanumeric() {
            opens |= matches!(chars[at], '.' | '!' | '?' | '\n');
            at += 1;
        }
        let start = at;
        while at < chars.len() {
            let inside_number = matches!(chars[at], '.' | ',')
                && at > start
                && chars[at - 1].is_ascii_digit()
                && chars.get(at + 1).is_some_and(char::is_ascii_digit);
            if !chars[at].is_alphanumeric() && !inside_number {
                break;
            }
            at += 1;
        }
        (at > start).then(|| (chars[start..at].iter().collect(), std::mem::take(&mut opens)))
    })
}

#[cfg(test)]
mod tests {
    use super::*;

    const FACTS: &str = "Ingrid Thistlewood. Skylark Mutual. Use case 95. Audit preparation from six weeks to 2. \
        £1,250.50 saved. month-end close off Ironbook in 2024";

    #[test]
    fn what_is_in_the_facts_may_be_said() {
        for text in [
            "Ingrid moved month-end close off Ironbook in 2024.",
            "She cut audit preparation from six weeks to 2. Both run at Skylark Mutual.",
            "Skylark Mutual's use case scores 95, and it saved £1,250.50.",
            "Month-end close is one of the things Ingrid knows.",
            "Ask about month-end close. Then let Ingrid tell of audit preparation. Leave Ironbook out.",
        ] {
            assert_eq!(check_wording(text, FACTS), Ok(()), "{text}");
        }
    }

    #[test]
    fn a_number_or_a_name_of_its_own_is_not_let_through() {
        let number = |word: &str| Err(Unfounded::Number(word.to_owned()));
        let name = |word: &str| Err(Unfounded::Name(word.to_owned()));
        for (text, wrong) in [
            ("Ingrid saved 40 hours.", number("40")),
            ("Ingrid saved £1,250.", number("1,250")),
            ("The use case scores 9.5.", number("9.5")),
            ("Ingrid halved the work.", number("halved")),
            ("Ingrid knows Barnaby well.", name("Barnaby")),
            ("Barnaby knows Ingrid well.", name("Barnaby")),
            ("They know Ingrid. Tallyforge is worse.", name("Tallyforge")),
            ("INGRID knows.", Ok(())),
            ("See https://ingrid", Err(Unfounded::Markup)),
            ("<b>Ingrid</b>", Err(Unfounded::Markup)),
            ("  ", Err(Unfounded::Length)),
        ] {
            assert_eq!(check_wording(text, FACTS), wrong, "{text}");
        }
        assert_eq!(check_wording(&"so ".repeat(300), FACTS), Err(Unfounded::Length));
    }
}
