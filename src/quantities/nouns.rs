//! Finds what a number counts: the head noun of the phrase behind it, by parts of speech where the model
//! ran, else by the forms and the little words that end a noun phrase.

use crate::decode::PartOfSpeech as Pos;
use crate::scan::Atoms;
use std::ops::Range;

/// Words between a number and the noun that it counts are few.
const LONGEST_PHRASE: usize = 6;

/// A word that can't stand inside the noun phrase behind a number.
#[rustfmt::skip]
fn ends_phrase(word: &str) -> bool {
    matches!(
        word,
        "a" | "an" | "the" | "this" | "that" | "these" | "those" | "and" | "or" | "but" | "nor" | "so" | "of" | "in" | "on" | "at" | "to" | "from" | "by"
            | "with" | "for" | "as" | "into" | "over" | "under" | "after" | "before" | "since" | "until" | "during" | "between" | "against" | "about"
            | "than" | "through" | "across" | "within" | "without" | "near" | "per" | "who" | "which" | "whose" | "what" | "when" | "where" | "while"
            | "because" | "if" | "not" | "no" | "is" | "are" | "was" | "were" | "be" | "been" | "being" | "am" | "has" | "have" | "had" | "do" | "does"
            | "did" | "will" | "would" | "can" | "could" | "may" | "might" | "must" | "shall" | "should" | "he" | "she" | "it" | "they" | "we" | "you"
            | "i" | "him" | "her" | "them" | "us" | "me" | "his" | "its" | "their" | "our" | "my" | "your" | "there" | "here" | "now" | "then" | "also"
            | "only" | "just" | "too" | "each" | "apiece" | "said" | "says" | "say" | "went" | "came" | "took" | "made" | "left" | "lost" | "fell" | "rose" | "ran"
            | "got" | "gave" | "saw" | "met" | "told" | "held" | "began" | "kept" | "led" | "fled" | "spoke" | "ahead" | "ago" | "away" | "back"
            | "out" | "up" | "down" | "off" | "around" | "along" | "overall" | "altogether" | "earlier" | "later" | "today" | "yesterday" | "abroad"
            | "aboard" | "alone" | "such" | "live" | "lived" | "become" | "became" | "go" | "come" | "take" | "make" | "get" | "want" | "need"
            | "remain" | "think" | "believe" | "face" | "seek" | "hold" | "gets" | "wants" | "needs" | "goes" | "makes"
            | "takes" | "gives" | "means" | "shows" | "faces" | "costs" | "remains" | "includes" | "uses"
            | "sent" | "found" | "seen" | "known" | "don" | "doesn" | "didn" | "aren" | "isn" | "wasn" | "weren" | "haven" | "hasn" | "couldn" | "won"
    )
}

/// Adjectives that stand for people.
#[rustfmt::skip]
fn stands_for_people(word: &str) -> bool {
    matches!(
        word,
        "dead" | "injured" | "wounded" | "missing" | "hurt" | "unemployed" | "homeless" | "elderly"
            | "poor" | "disabled"
    )
}

#[rustfmt::skip]
fn irregular_plural(word: &str) -> bool {
    matches!(
        word,
        "people" | "men" | "women" | "children" | "grandchildren" | "police" | "cattle" | "sheep"
            | "fish" | "deer" | "aircraft" | "spacecraft" | "personnel" | "troops" | "staff" | "mice"
            | "teeth" | "feet" | "geese" | "oxen" | "bacteria" | "phenomena" | "criteria" | "alumni"
            | "media" | "data" | "dead" | "crew" | "schoolchildren" | "livestock" | "poultry" | "offspring"
            | "policemen" | "policewomen" | "firemen" | "fishermen" | "congressmen" | "servicemen"
            | "businessmen" | "salmon" | "bison" | "swine"
    )
}

pub(super) fn plural(word: &str) -> bool {
    irregular_plural(word)
        || (word.len() > 3
            && word.ends_with('s')
            && !word.ends_with("ss")
            && !word.ends_with("us")
            && !word.ends_with("is"))
}

/// A past form; behind a noun it is the verb of the sentence.
fn past_form(word: &str) -> bool {
    word.len() > 4
        && word.ends_with("ed")
        && !matches!(
            word,
            "hundred" | "wounded" | "injured" | "unemployed" | "disabled" | "red"
        )
}

/// The counted noun behind a number: where the phrase ends and the noun.
pub(super) fn noun<'a>(
    a: &'a Atoms,
    i: usize,
    one: bool,
    free: &dyn Fn(usize) -> bool,
) -> Option<(usize, &'a str)> {
    let phrase = phrase(a, i, free);
    let head = if a.tag(i).is_some() {
        by_tags(a, phrase.clone(), one)
    } else {
        by_forms(a, phrase, one)
    }?;
    let word = a.at(head);
    (word.len() > 1
        && !matches!(
            word,
            "times" | "other" | "others" | "more" | "most" | "less" | "fewer"
        ))
    .then_some((head + 1, word))
}

/// The words that can belong to the noun phrase, hyphens inside words included.
fn phrase(a: &Atoms, i: usize, free: &dyn Fn(usize) -> bool) -> Range<usize> {
    let mut end = i;
    let mut words = 0;
    while words < LONGEST_PHRASE && free(end) {
        if a.is_word(end) {
            if ends_phrase(a.at(end)) {
                break;
            }
            words += 1;
        } else if a.is_digits(end)
            || !(a.at(end) == "-" && a.glued(end) && a.glued(end + 1) && end > i)
        {
            // "U.S. soldiers", "12 'safe' houses": dots of an abbreviation may stand inside.
            let abbreviation =
                a.at(end) == "." && a.glued(end) && a.before(end, 1).len() == 1 && end > i;
            if !abbreviation {
                break;
            }
        }
        end += 1;
    }
    // A possessor is not what is counted, "12 men's clothes" neither.
    if a.at(end) == "'" && a.at(end + 1) == "s" && end > i {
        return i..i;
    }
    i..end
}

fn by_tags(a: &Atoms, phrase: Range<usize>, one: bool) -> Option<usize> {
    let (mut head, mut plural_head) = (None, None);
    for i in phrase {
        if !a.is_word(i) {
            continue;
        }
        match a.tag(i) {
            Some(Pos::Nn | Pos::Nns | Pos::Nnp | Pos::Nnps) => head = Some(i),
            Some(Pos::Jj) if stands_for_people(a.at(i)) && head.is_none() => head = Some(i),
            Some(tag) if describes(tag) && head.is_none() => {}
            // "U.S. armed forces": an adjective behind a noun that is none of the counted.
            Some(Pos::Jj | Pos::Vbg) if plural_head.is_none() => {}
            _ => break,
        }
        let plural = matches!(a.tag(i), Some(Pos::Nns | Pos::Nnps))
            || plural(a.at(i))
            || stands_for_people(a.at(i));
        if head == Some(i) && plural {
            plural_head = head;
        }
    }
    // More than one is a plural: "six garment workers jobless" are workers, whatever stands behind.
    if one { head } else { plural_head }
}

/// May stand between a number and its noun.
fn describes(tag: Pos) -> bool {
    matches!(
        tag,
        Pos::Jj
            | Pos::Jjr
            | Pos::Jjs
            | Pos::Vbn
            | Pos::Vbg
            | Pos::Cd
            | Pos::Rb
            | Pos::Rbr
            | Pos::Rbs
            | Pos::Fw
    )
}

fn by_forms(a: &Atoms, phrase: Range<usize>, one: bool) -> Option<usize> {
    let joined = |i: usize| phrase.contains(&i) && a.at(i) == "-";
    let mut last = None;
    for i in phrase.clone() {
        // Of "London-based companies" and "high-rise flats" only the word behind the compound can be counted.
        let compound = joined(i + 1) || (i > phrase.start && joined(i - 1) && i + 1 < phrase.end);
        if !a.is_word(i) || compound {
            continue;
        }
        let word = a.at(i);
        // A past form is an adjective before a noun ("12 armed men"), a verb behind it.
        if past_form(word) {
            let next = i + 1;
            if last.is_some() || next >= phrase.end || !a.is_word(next) || past_form(a.at(next)) {
                break;
            }
            continue;
        }
        if stands_for_people(word) && i + 1 >= phrase.end {
            return last.or(Some(i));
        }
        // A subject in the singular has its verb in -s.
        if one && last.is_some() && !a.capital(i) && plural(word) {
            break;
        }
        last = Some(i);
        if !one && plural(word) {
            // A plural subject takes no verb in -s: two plurals side by side are one compound.
            let next = i + 1;
            if next >= phrase.end || !plural(a.at(next)) || a.at(next) == "dead" {
                break;
            }
        }
    }
    // Without a plural in sight the noun may be anywhere: better none than a wrong one.
    last.filter(|head| one || plural(a.at(*head)) || stands_for_people(a.at(*head)))
}

/// The noun as the text writes it, but for a capital at its head: a name keeps it, an ordinary noun has none.
pub(super) fn written(a: &Atoms, i: usize) -> String {
    // "e-mails", "x-rays"
    if a.before(i, 1) == "-" && a.before(i, 2).len() == 1 {
        return format!("{}-{}", a.before(i, 2), a.at(i));
    }
    let word = a.at(i);
    let mut letters = word.chars();
    match letters.next() {
        Some(first) if a.all_capitals(i) && word.len() > 1 && word.len() < 6 => first
            .to_uppercase()
            .chain(letters.flat_map(char::to_uppercase))
            .collect(),
        Some(first) if a.capital(i) => first.to_uppercase().chain(letters).collect(),
        _ => word.to_owned(),
    }
}

/// The plural of the noun in "five-member", "22-nation".
pub(super) fn plural_of(noun: &str) -> String {
    match noun {
        "man" => "men".into(),
        "woman" => "women".into(),
        "child" => "children".into(),
        "person" => "people".into(),
        _ => match noun.strip_suffix('y') {
            Some(stem) if !stem.ends_with(['a', 'e', 'o', 'u']) => format!("{stem}ies"),
            _ if noun.ends_with("s")
                || noun.ends_with("ch")
                || noun.ends_with("sh")
                || noun.ends_with('x') =>
            {
                format!("{noun}es")
            }
            _ => format!("{noun}s"),
        },
    }
}
