//! The language of a text, told by its small words.

use std::collections::HashMap;
use std::sync::LazyLock;

/// A language whose endings are known, or any other, whose words are taken as they stand.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Hash, PartialOrd, Ord)]
pub enum Tongue {
    English,
    German,
    French,
    Spanish,
    Italian,
    Portuguese,
    Dutch,
    Swedish,
    Norwegian,
    Danish,
    Finnish,
    Other,
}

/// So many of a hundred words of a text have to be small words of a language; between a third and a half are.
const SHARE: usize = 15;
/// One alone may be a word of another language: "end" is small in Danish.
const FEWEST: usize = 2;
/// So many words tell a language as well as all.
const ENOUGH: usize = 200;
/// A shorter text without small words is a name or a tag, and tells no language.
const SHORT: usize = 12;

impl Tongue {
    const TOLD: [(Self, &'static str); 11] = [
        (Self::English, ENGLISH),
        (Self::German, GERMAN),
        (Self::French, FRENCH),
        (Self::Spanish, SPANISH),
        (Self::Italian, ITALIAN),
        (Self::Portuguese, PORTUGUESE),
        (Self::Dutch, DUTCH),
        (Self::Swedish, SWEDISH),
        (Self::Norwegian, NORWEGIAN),
        (Self::Danish, DANISH),
        (Self::Finnish, FINNISH),
    ];

    /// Of the code of a language, where a record says in which it is written.
    pub fn of_code(code: &str) -> Self {
        match code {
            "en" => Self::English,
            "de" => Self::German,
            "fr" => Self::French,
            "es" => Self::Spanish,
            "it" => Self::Italian,
            "pt" => Self::Portuguese,
            "nl" => Self::Dutch,
            "sv" => Self::Swedish,
            "nb" | "no" | "nn" => Self::Norwegian,
            "da" => Self::Danish,
            "fi" => Self::Finnish,
            _ => Self::Other,
        }
    }

    /// Told by the small words of a text; nothing when it is too short to tell. Danish and Norwegian share most of
    /// theirs, and lose nearly the same endings: taking one for the other costs little.
    pub fn of_text(text: &str) -> Option<Self> {
        let mut counts = [0usize; Self::TOLD.len()];
        let mut words = 0;
        for word in super::cut::words(text).take(ENOUGH) {
            words += 1;
            let tongues = SMALL.get(super::cut::lower(word.raw).as_ref()).copied().unwrap_or(0_usize);
            for (at, count) in counts.iter_mut().enumerate() {
                *count += tongues >> at & 1;
            }
        }
        let best = (0..counts.len()).reduce(|best, next| if counts[next] > counts[best] { next } else { best })?;
        if counts[best] >= FEWEST && counts[best] * 100 >= words * SHARE {
            return Some(Self::TOLD[best].0);
        }
        (words >= SHORT).then_some(Self::Other)
    }

    /// Whether a word, in lower case, says nothing about what a deal needs. Of a language that is not known only what
    /// is small in English is left out.
    pub fn is_small(self, word: &str) -> bool {
        let at = Self::TOLD.iter().position(|(tongue, _)| *tongue == self).unwrap_or(0);
        SMALL.get(word).is_some_and(|tongues| tongues >> at & 1 == 1)
    }
}

/// In which languages a word is small: a bit each, in the order of [`Tongue::TOLD`].
static SMALL: LazyLock<HashMap<&str, usize>> = LazyLock::new(|| {
    let mut small = HashMap::new();
    for (at, (_, list)) in Tongue::TOLD.iter().enumerate() {
        for word in list.split_ascii_whitespace() {
            *small.entry(word).or_default() |= 1 << at;
        }
    }
    small
});

const ENGLISH: &str = "a about after again all also always am an and another any anybody anyone anything are as ask \
    asked at be because been before being both but by can cannot could day days did do does done down each else even \
    ever every few find first for from get gets give given go going got had has have he hear help helps her here him \
    his how i if in into is it its just know known last let like long look made make makes many may me mine more most \
    much must my near need needs never next no nobody not nothing now of off offer old on once one only or other others \
    our out over own per person put really said same say says see seen she should since so some somebody someone \
    something still such take than that the their them then there these they thing things think this those though \
    through time to together told too two under until up us use used very want wants was way we week weeks well went \
    were what when where whether which while who whom whose why will with within without would year years yes yet you \
    your three four five six seven eight nine ten eleven twelve hundred thousand";
const GERMAN: &str = "aber alle allem allen aller alles als also am an andere anderen auch auf aus bei beim bin bis \
    bisher da damit dann das dass dazu dem den denn der des dessen die dies diese diesem diesen dieser dieses doch dort \
    durch ein eine einem einen einer eines einmal er erst es etwas euch für gegen gibt habe haben hat hatte hatten hier \
    ich ihm ihn ihnen ihr ihre ihrem ihren ihrer im immer in ist ja jede jedem jeden jeder jedes jetzt kann kein keine \
    keinen können machen man mehr mein meine mich mir mit muss müssen nach nicht nichts noch nun nur ob oder ohne schon \
    sehr sein seine seinem seinen seit selbst sich sie sind so soll sollen sondern sonst sowie über um und uns unser \
    unsere unserem unseren unter vom von vor war waren warum was weil welche wenn wer werden wie wieder will wir wird \
    wo wollen wurde wurden zu zum zur zwischen zwei drei vier fünf sechs sieben acht neun zehn elf zwölf hundert tausend";
const FRENCH: &str = "à ainsi au aucun aussi autre autres aux avant avec avoir avons ce cela ces cet cette chaque \
    chez comme comment dans de depuis des deux donc dont du elle elles en encore entre est et était étaient être eu \
    fait il ils je jusqu la le les leur leurs lui ma mais me même mes moins mon ne ni nos notre nous on ont ou où par \
    pas pendant peu peut plus pour pourquoi qu quand que quel quelle qui sa sans se ses si son sont sous sur ta te \
    tous tout toute toutes très tu un une vos votre vous y";
const SPANISH: &str = "a al algo antes aquí así aunque cada casi como con cual cuando de del desde donde dos durante \
    e el ella ellas ellos en entre era eran es esa ese eso esta está están estas este esto estos fue fueron ha había \
    han hasta hay la las le les lo los más me mi mientras mucho muy nada ni no nos nosotros nuestra nuestras nuestro \
    nuestros o otra otras otro otros para pero poco por porque que qué quien se ser si sí sin sobre son su sus \
    también tan tanto te tenemos tiene todo todos tu un una uno unos y ya yo";
const ITALIAN: &str = "a abbiamo agli ai al alla alle allo anche ancora avere c che chi ci come con contro cosa così \
    cui da dagli dai dal dalla dalle de degli dei del della delle dello di dopo dove due e è ed era erano fra gli ha \
    hanno ho i il in io la le lei li lo loro lui ma me mi mia mio molto ne nei nel nella nelle noi non nostra nostre \
    nostri nostro o ogni per perché più poi prima quale quando quella quelle quello quest questa queste questi questo \
    qui se senza si sia sono sta sua sue sui sul sulla suo tra tutti tutto un una uno vi voi";
const PORTUGUESE: &str = "a ao aos às até cada com como da das de dela dele depois do dos e é ela ele eles em entre \
    era eram essa esse esta está estava este eu foi foram há isso isto já lhe mais mas me mesmo meu minha muito na não \
    nas nem no nos nossa nossas nosso nossos num numa o os ou outra outro para pela pelas pelo pelos por porque qual \
    quando que quem se sem ser seu seus só sua suas também tem temos tinha todo todos um uma você";
const DUTCH: &str = "aan al alle alleen als alles ander andere bij binnen daar dan dat de deze die dit door dus een \
    eens elk elke en er ergens ge geen goed had hadden heb hebben heeft hem het hier hij hoe hun ik in is ja je kan \
    konden kunnen maar me meer men met mij mijn moet na naar niet niets nog nu of om omdat onder ons onze ook op over \
    te tegen toch toen tot uit van veel voor waar wanneer want waren was wat we wel welke werd werden wie wij worden \
    wordt zal ze zelf zich zij zijn zo zonder zou";
const SWEDISH: &str = "alla allt än att av bara blev bli både där de dem den denna deras dess det detta dig din dina \
    ditt du efter ej eller en er ett från för genom ha hade han hans har här hon hos hur i icke in inte ja jag kan \
    kunde man med mellan men mer mig min mina mitt mot mycket när någon något några ni nu och också om oss på så sig \
    sin sina sitt skulle som till under upp ut utan vad var vara varje vem vi vid vilken vill vår våra vårt är";
const NORWEGIAN: &str = "alle at av bare begge ble blei bli blir da de deg dei dem den denne der dere deres det dette \
    di din disse ditt du eg ein eller en enn er et ett etter for fordi fra før ha hadde han hans har her hun hva hvem \
    hver hvis hvor hvordan i ikke ikkje inn ja jeg kan kom kunne man med meg mellom men mer min mitt mot mye må nå når \
    og også om opp oss over på så seg selv si sin sitt skal skulle som til ut uten vår våre vårt vi vil ville være var";
const DANISH: &str = "ad af alle alt anden at blev blive bliver da de dem den denne der deres det dette dig din disse \
    dog du efter eller en end er et for fordi fra før ha havde han hans har hende her hun hvad hver hvis hvor hvordan i \
    ikke ind jeg jer jo kan kunne man mange med meget mellem men mere mig min mit mod må ned nogen noget nogle nu når \
    og også om op os over på selv sig sin sit skal skulle som så til ud uden under var ved vi vil ville vor vores \
    være";
const FINNISH: &str = "ei eivät että ennen eri he hän ja jo joka jokainen jos jotka kaikki kanssa koko koska kuin kun \
    me meidän meillä meitä minkä minun minä missä mitä mukaan mutta myös ne niin niitä noin nyt olemme oli olimme \
    olivat olla on ovat se sekä sen siellä siinä siitä sillä sitten tai te tämä tämän tässä tätä vaan vain vielä \
    voi yli";

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn a_language_is_told_by_its_small_words() {
        for (text, tongue) in [
            ("We moved the close off Ironbook, and the regulator was content with it.", Some(Tongue::English)),
            (
                "Wir haben den Abschluss von neun auf vier Tage gebracht, und die Prüfer sind zufrieden.",
                Some(Tongue::German),
            ),
            ("Nous avons réduit la clôture de neuf à quatre jours avec une petite équipe.", Some(Tongue::French)),
            (
                "Hemos pasado de nueve a cuatro días para el cierre, y los auditores están contentos.",
                Some(Tongue::Spanish),
            ),
            ("Vi stengte regnskapet på fire dager, og det er ikke mer å si om det.", Some(Tongue::Norwegian)),
            (
                "Zamykamy księgi w cztery dni zamiast dziewięciu, a audytorzy wyszli wcześniej niż zwykle, po raz pierwszy.",
                Some(Tongue::Other),
            ),
            ("Month-end close", None),
            ("", None),
        ] {
            assert_eq!(Tongue::of_text(text), tongue, "{text}");
        }
    }

    #[test]
    fn every_tongue_knows_its_small_words_in_lower_case() {
        for (tongue, list) in Tongue::TOLD {
            assert!(list.split_ascii_whitespace().all(|word| word == word.to_lowercase() && tongue.is_small(word)));
        }
        assert!(Tongue::English.is_small("the") && !Tongue::English.is_small("close"));
    }
}
