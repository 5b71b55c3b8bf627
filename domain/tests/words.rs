//! Searching the texts of advocates: what is found, what is quoted, and the laws of the score.

use domain::ids::{AdvocateId, EvidenceId};
use domain::words::{Field, Part, Text, Texts, Tongue};
use proptest::prelude::*;
use uuid::Uuid;

fn id(n: usize) -> AdvocateId {
    AdvocateId(Uuid::from_u128(n as u128 + 1))
}

/// The commonest endings of English, and of German as far as a test needs them.
fn stem(tongue: Tongue, word: &str) -> String {
    let endings: &[&str] = match tongue {
        Tongue::English => &["ing", "ed", "s", "e"],
        Tongue::German => &["en", "es", "e"],
        _ => &[],
    };
    let cut = endings.iter().find_map(|ending| word.strip_suffix(ending).filter(|rest| rest.len() > 2));
    cut.unwrap_or(word).to_owned()
}

fn story(text: &str) -> Text<'_> {
    Text { field: Field::Story, piece: None, tongue: None, text }
}

fn texts(of: &[&[Text<'_>]]) -> Texts {
    let mut texts = Texts::new(stem);
    for (n, of) in of.iter().enumerate() {
        texts.add(id(n), of);
    }
    texts.finish();
    texts
}

fn named(text: &str) -> Part<'_> {
    Part { text, weight: 1.0 }
}

/// Ten-thousandths by advocate; nobody is in there without a hit.
fn scores(texts: &Texts, question: &[Part<'_>]) -> Vec<(usize, u16)> {
    let found = texts.search(question);
    found.scores.iter().map(|(id, score)| (id.0.as_u128() as usize - 1, score.counted())).collect()
}

fn marked(sentence: &str, marks: &[(u32, u32)]) -> Vec<String> {
    marks.iter().map(|(from, until)| sentence[*from as usize..*until as usize].to_owned()).collect()
}

const INGRID: &str = "We moved month-end close off Ironbook in 2024. Closing took 4.5 days, before it took nine. \
    The regulator was content.";
const PICKING: &str = "Warehouse picking got faster. Our close is unchanged.";

#[test]
fn whoever_says_most_of_what_is_asked_scores_most_and_is_quoted_with_the_words_marked() {
    let audit = Text { field: Field::Outcome, ..story("Audit preparation from six weeks to two") };
    let texts = texts(&[&[story(INGRID), audit], &[story(PICKING)], &[]]);

    let found = texts.search(&[named("Month-end close"), named("leaving Ironbook"), named("submarines")]);
    let [ingrid, picking] = found.scores[..] else { panic!("{found:?}") };
    let quote = texts.quote(&found, id(0)).unwrap();

    assert_eq!((ingrid.0, picking.0), (id(0), id(1)));
    assert!(ingrid.1.counted() > 3 * picking.1.counted(), "{found:?}");
    assert_eq!(quote.sentence, "We moved month-end close off Ironbook in 2024.");
    assert_eq!(marked(&quote.sentence, &quote.marks), ["month", "end", "close", "Ironbook"]);
    assert_eq!(
        quote.said,
        ["end", "Ironbook", "Month", "close"],
        "the rarest first, and of equals in order of the stem"
    );
    assert_eq!(texts.quote(&found, id(1)).unwrap().sentence, "Our close is unchanged.");
    assert_eq!(texts.quote(&found, id(2)), None);
    assert!(!found.words.contains(&"submarines".to_owned()), "what nobody says tells nobody apart");
}

#[test]
fn a_sentence_is_quoted_from_where_it_stands() {
    let piece = EvidenceId(Uuid::from_u128(7));
    let evidence = Text {
        field: Field::Evidence,
        piece: Some(piece),
        tongue: Some(Tongue::German),
        text: "Die Prüfung der Abschlüsse dauert zwei Wochen.",
    };
    let texts =
        texts(&[&[story(INGRID), Text { field: Field::Outcome, ..story("Audits prepared in two weeks") }, evidence]]);
    let quote = |question| texts.quote(&texts.search(&[named(question)]), id(0)).unwrap();

    assert_eq!((quote("preparing audits").field, quote("preparing audits").piece), (Field::Outcome, None));
    let german = quote("Wir haben nach Prüfungen der Abschlüsse gefragt");
    assert_eq!((german.field, german.piece), (Field::Evidence, Some(piece)));
    assert_eq!(marked(&german.sentence, &german.marks), ["Prüfung", "Abschlüsse"]);
}

#[test]
fn a_name_is_found_in_any_language_and_with_a_slip() {
    let german = "Wir haben Tallyforge und die alte Lösung in einer Nacht abgelöst, und das war gut so.";
    let texts = texts(&[&[story(german)], &[story(INGRID)]]);
    let found = |question| texts.search(&[named(question)]);

    // English takes the "e" off, German does so too by its own rule; the form as it stands is looked for as well.
    assert_eq!(found("Tallyforge").scores.len(), 1);
    let slip = found("the Tallyforrge rollout");
    let [(who, score)] = slip.scores[..] else { panic!("{slip:?}") };
    assert_eq!(who, id(0));
    assert!(score.counted() <= 10_000);
    assert_eq!(
        marked(&texts.quote(&slip, who).unwrap().sentence, &texts.quote(&slip, who).unwrap().marks),
        ["Tallyforge"]
    );
    // Where somebody says the very word, no other passes for it.
    assert_eq!(found("Ironbook").scores.iter().map(|(id, _)| *id).collect::<Vec<_>>(), [id(1)]);
}

#[test]
fn nothing_asked_or_nothing_said_gives_no_hit() {
    let texts = texts(&[&[story(INGRID)], &[story("  ")]]);

    for question in ["", "the and with", "submarine", "28"] {
        assert!(texts.search(&[named(question)]).scores.is_empty(), "{question}");
    }
    assert!(!Texts::new(stem).add(id(0), &[story(" \n")]), "blanks are no story");
}

#[test]
fn what_was_named_counts_more_than_what_was_only_noted() {
    let texts = texts(&[&[story("The regulator came.")], &[story("The warehouse burned.")], &[story("Nothing.")]]);
    let noted = Part { text: "Their warehouse is old.", weight: 0.5 };

    let [(first, named), (second, noted)] = scores(&texts, &[named("regulator"), noted])[..] else { panic!() };

    assert_eq!((first, second), (0, 1));
    // Two thirds and one third, each rounded.
    assert_eq!((named, noted), (6_667, 3_333));
}

/// Words of a small vocabulary, so that texts and questions meet.
fn any_text(most: usize) -> impl Strategy<Value = String> {
    let word = prop::sample::select(vec![
        "close",
        "closing",
        "closed",
        "audit",
        "audits",
        "Ironbook",
        "Ironbok",
        "regulator",
        "Zürich",
        "picking",
        "warehouse",
        "the",
        "and",
        "of",
        "was",
        "treasury",
        "Abschluss",
        "und",
        "AI",
        "2024",
        "it.",
        "so!",
        "then\n",
    ]);
    prop::collection::vec(word, 0..most).prop_map(|words| words.join(" "))
}

fn any_world() -> impl Strategy<Value = Vec<String>> {
    prop::collection::vec(any_text(14), 1..9)
}

fn world(stories: &[String]) -> Texts {
    let mut texts = Texts::new(stem);
    for (n, text) in stories.iter().enumerate() {
        // The language is given: one that is told anew from more text takes other endings off.
        texts.add(id(n), &[Text { tongue: Some(Tongue::English), ..story(text) }]);
    }
    texts.finish();
    texts
}

fn score_of(texts: &Texts, question: &[Part<'_>], n: usize) -> u16 {
    scores(texts, question).into_iter().find(|(id, _)| *id == n).map_or(0, |(_, score)| score)
}

proptest! {
    #[test]
    fn more_text_never_lowers_ones_own_score(stories in any_world(), more in any_text(8), question in any_text(10), at in any::<prop::sample::Index>()) {
        let n = at.index(stories.len());
        let mut told = stories.clone();
        told[n] = format!("{}\n{more}", told[n]);

        let (before, after) = (score_of(&world(&stories), &[named(&question)], n), score_of(&world(&told), &[named(&question)], n));

        // Rounding may take a ten-thousandth.
        prop_assert!(after + 1 >= before, "{before} to {after}");
    }

    #[test]
    fn the_order_of_documents_and_of_the_question_changes_nothing(stories in any_world(), one in any_text(6), other in any_text(6)) {
        let texts = world(&stories);
        let mut turned = Texts::new(stem);
        for (n, text) in stories.iter().enumerate().rev() {
            turned.add(id(n), &[Text { tongue: Some(Tongue::English), ..story(text) }]);
        }
        turned.finish();
        let noted = |text| Part { text, weight: 0.5 };

        let there = texts.search(&[named(&one), noted(&other)]);
        let mut back = turned.search(&[noted(&other), named(&one)]);
        back.scores.reverse();

        prop_assert_eq!(&there.scores, &back.scores);
        for (id, _) in &there.scores {
            let (quote, other) = (texts.quote(&there, *id).unwrap(), turned.quote(&back, *id).unwrap());
            prop_assert_eq!((quote.sentence, quote.marks), (other.sentence, other.marks));
        }
    }

    #[test]
    fn whoever_has_a_hit_is_quoted_with_marks_inside_the_sentence(stories in any_world(), question in any_text(10)) {
        let texts = world(&stories);

        let found = texts.search(&[named(&question)]);

        for (n, story) in stories.iter().enumerate() {
            let hit = found.scores.iter().find(|(found, _)| *found == id(n));
            let quote = texts.quote(&found, id(n));
            prop_assert_eq!(hit.is_some(), quote.is_some());
            let Some(quote) = quote else { continue };
            prop_assert!(!quote.marks.is_empty() && !quote.said.is_empty());
            prop_assert!(quote.marks.is_sorted());
            prop_assert!(story.contains(&quote.sentence));
            for word in marked(&quote.sentence, &quote.marks) {
                prop_assert!(word.chars().all(char::is_alphanumeric), "{}", word);
            }
        }
    }

    #[test]
    fn any_text_can_be_searched_for_and_in(text in "\\PC{0,200}", question in "\\PC{0,80}") {
        let texts = texts(&[&[story(&text)], &[story(INGRID)]]);

        let found = texts.search(&[named(&question), named("close")]);

        for (id, score) in &found.scores {
            prop_assert!(score.is_known());
            prop_assert!(texts.quote(&found, *id).is_some());
        }
    }
}
