//! Mends the tagger's names by what the whole text shows: names in, out the same without what is no name,
//! cut where two stand in one, and with those that were overlooked though the text has them elsewhere.

use super::document::Document;
use super::lexicon::{Gender, lexicon};
use crate::decode::{Name, NameKind, PartOfSpeech};
use crate::text::Role;
use crate::turns::turn;
use std::collections::{BTreeMap, BTreeSet};
use std::ops::Range;

/// How sure the tagger must have been of a name for its words to be one elsewhere.
const SURE: f32 = 0.8;

/// Confidence of a name that was overlooked, as a share of that of the same name elsewhere: on GUM and
/// CoNLL-2003 about three in four so found are names of that kind.
const OVERLOOKED: f32 = 0.8;

/// Shortest single word that is looked for elsewhere: shorter ones are initials and particles.
const SHORTEST: usize = 3;

/// Tokens that are looked at in one turn.
const TURN_TOKENS: usize = 4096;

/// The names of the text, mended; in turns.
pub(crate) async fn mend(doc: &Document<'_>) -> Vec<Name> {
    let known = Known::new(doc);
    let mut names: Vec<Name> = Vec::with_capacity(doc.names.len());
    for name in &doc.names {
        if is_unit(doc, &name.tokens) {
            continue;
        }
        // A name may have been lengthened into this one.
        let taken = names.last().map_or(0, |l| l.tokens.end);
        if name.tokens.end <= taken {
            continue;
        }
        let loose = usize::from(has_loose_prefix(doc, &known, &name.tokens));
        let start = (name.tokens.start + loose).max(taken);
        let name = with_given_name(
            doc,
            Name {
                tokens: start..name.tokens.end,
                ..name.clone()
            },
        );
        if let Some(last) = names.last_mut().filter(|l| is_nickname(doc, l, &name)) {
            last.tokens.end = name.tokens.end;
            continue;
        }
        match known.member_of(doc, &name) {
            Some((member, body)) => names.extend([member, body]),
            None => names.push(name),
        }
    }
    turn().await;
    overlooked(doc, &known, &mut names).await;
    names
}

/// "Wong Yeung-tat", "Lee Jae-won": who bears such a name is a person, and all of it is his.
fn with_given_name(doc: &Document, mut name: Name) -> Name {
    let given = |t: usize| {
        let parts = doc.surface(t).split_once('-');
        let lower = |w: &str| w.len() > 1 && w.chars().all(char::is_lowercase);
        parts.is_some_and(|(front, back)| {
            let mut letters = front.chars();
            letters.next().is_some_and(char::is_uppercase) && lower(letters.as_str()) && lower(back)
        })
    };
    let end = name.tokens.end;
    let more =
        end < doc.sentence_tokens(name.tokens.start).end && doc.pos(end) == PartOfSpeech::Nnp;
    match name.kind {
        NameKind::Person if name.tokens.len() == 1 && more && given(end) => name.tokens.end += 1,
        NameKind::Work | NameKind::Other | NameKind::Event
            if name.tokens.len() == 2
                && given(end - 1)
                && doc.pos(end - 1) == PartOfSpeech::Nnp =>
        {
            name.kind = NameKind::Person;
        }
        _ => {}
    }
    name
}

/// Currencies and time zones, which amounts and times hold already.
fn is_unit(doc: &Document, tokens: &Range<usize>) -> bool {
    // "US$" is two tokens.
    const LONGEST: usize = 2;
    tokens.len() <= LONGEST
        && matches!(
            words(doc, tokens).concat().as_str(),
            "US$"
                | "A$"
                | "C$"
                | "HK$"
                | "NZ$"
                | "S$"
                | "USD"
                | "GBP"
                | "EUR"
                | "GMT"
                | "UTC"
                | "BST"
                | "EST"
                | "EDT"
                | "CET"
                | "CEST"
                | "PST"
                | "PDT"
                | "CST"
                | "IST"
        )
}

/// William "Bo" Dean: the quotation marks cut one name in two.
fn is_nickname(doc: &Document, front: &Name, rest: &Name) -> bool {
    /// The mark and the nickname, where neither is a part of the name behind.
    const LONGEST_GAP: usize = 2;
    let mark = |t: usize| matches!(doc.word(t), "\"" | "“" | "”" | "''" | "``");
    let (end, start) = (front.tokens.end, rest.tokens.start);
    let mut marks = (end..rest.tokens.end).filter(|t| mark(*t));
    front.kind == NameKind::Person
        && rest.kind == NameKind::Person
        && (end..=end + LONGEST_GAP).contains(&start)
        && marks.next() == Some(end)
        && marks
            .next()
            .is_some_and(|t| t > end && t + 1 < rest.tokens.end || t + 1 == start)
        && marks.next().is_none()
        && doc.sentence_of(end) == doc.sentence_of(start)
}

/// "pro-Beijing DAB" is the DAB; the Anti-Defamation League keeps its prefix.
fn has_loose_prefix(doc: &Document, known: &Known, tokens: &Range<usize>) -> bool {
    let word = doc.word(tokens.start);
    tokens.len() > 1
        && ["pro-", "anti-", "ex-", "non-"]
            .iter()
            .any(|p| word.starts_with(p))
        && (doc.surface(tokens.start).starts_with(char::is_lowercase)
            || known.kind(doc, &(tokens.start + 1..tokens.end)).is_some())
}

/// The names of the text by their words, as written.
struct Known<'d> {
    /// The kind that the tagger believes in most, and how much.
    kinds: BTreeMap<Vec<&'d str>, (NameKind, f32)>,
    /// The same, however little it believes.
    heard: BTreeMap<Vec<&'d str>, (NameKind, f32)>,
    /// The last words of persons' full names.
    surnames: BTreeMap<&'d str, f32>,
    /// Lengths of the names that begin with a word, in tokens, the longest last.
    lengths: BTreeMap<&'d str, BTreeSet<usize>>,
}

/// Longer names are told apart well enough where they stand.
const LONGEST: usize = 6;

impl<'d> Known<'d> {
    fn new(doc: &Document<'d>) -> Self {
        let mut known = Self {
            kinds: BTreeMap::new(),
            heard: BTreeMap::new(),
            surnames: BTreeMap::new(),
            lengths: BTreeMap::new(),
        };
        for name in &doc.names {
            if name.tokens.len() > LONGEST || is_unit(doc, &name.tokens) {
                continue;
            }
            let words = words(doc, &name.tokens);
            let heard = (name.kind, name.confidence);
            let best = known.heard.entry(words.clone()).or_insert(heard);
            if name.confidence > best.1 {
                *best = heard;
            }
            if name.confidence < SURE {
                continue;
            }
            if let Some(first) = words.first() {
                known.lengths.entry(first).or_default().insert(words.len());
            }
            if let ([_, .., last], NameKind::Person) = (&words[..], name.kind) {
                known.surnames.insert(last, name.confidence);
                known.lengths.entry(last).or_default().insert(1);
            }
            let best = known.kinds.entry(words).or_insert((name.kind, 0.0));
            if name.confidence > best.1 {
                *best = (name.kind, name.confidence);
            }
        }
        known
    }

    fn kind(&self, doc: &Document<'d>, tokens: &Range<usize>) -> Option<(NameKind, f32)> {
        let words = words(doc, tokens);
        let surname = match words[..] {
            [word] => self.surnames.get(word).map(|c| (NameKind::Person, *c)),
            _ => None,
        };
        self.kinds.get(&words).copied().or(surname)
    }

    /// "Ann Lee of Greenway", where the text also says just "Greenway".
    fn member_of(&self, doc: &Document<'d>, name: &Name) -> Option<(Name, Name)> {
        let of = name.tokens.clone().find(|&t| doc.word(t) == "of")?;
        let (front, rest) = (name.tokens.start..of, of + 1..name.tokens.end);
        let person = front.len() > 1
            && (name.kind == NameKind::Person
                || lexicon().first_name(doc.surface(front.start)) != Gender::Unknown
                || self
                    .kind(doc, &front)
                    .is_some_and(|k| k.0 == NameKind::Person));
        let (kind, confidence) = self.heard.get(&words(doc, &rest)).filter(|_| person)?;
        // "Nova's Ann Lee" may have been taken for one person's names.
        let kind = match kind {
            NameKind::Person => NameKind::Organization,
            kind => *kind,
        };
        let part = |tokens, kind| Name {
            tokens,
            kind,
            confidence: name.confidence.min(*confidence),
        };
        Some((part(front, NameKind::Person), part(rest, kind)))
    }
}

fn words<'d>(doc: &Document<'d>, tokens: &Range<usize>) -> Vec<&'d str> {
    tokens.clone().map(|t| doc.surface(t)).collect()
}

/// Adds names that stand elsewhere in the text: whole names anywhere, single words only in running text
/// and within a sentence, where a capital tells a name.
async fn overlooked(doc: &Document<'_>, known: &Known<'_>, names: &mut Vec<Name>) {
    let mut taken = vec![false; doc.len()];
    for token in names.iter().flat_map(|n| n.tokens.clone()) {
        if let Some(slot) = taken.get_mut(token) {
            *slot = true;
        }
    }
    let capital = |t: usize| doc.surface(t).starts_with(char::is_uppercase);
    // A capital that another name or a sentence's beginning accounts for tells nothing of this one.
    let alone = |t: usize, start: usize| !capital(t) || taken[t] || t == start;
    let before = names.len();
    let (mut at, mut rest) = (0, TURN_TOKENS);
    while at < doc.len() {
        if at >= rest {
            rest = at + TURN_TOKENS;
            turn().await;
        }
        let sentence = doc.sentence_tokens(at);
        let lengths = known.lengths.get(doc.surface(at));
        let found = lengths.into_iter().flatten().rev().find_map(|&length| {
            let tokens = at..at + length;
            if tokens.end > sentence.end || !capital(at) || taken[tokens.clone()].contains(&true) {
                return None;
            }
            let (kind, confidence) = known.kind(doc, &tokens)?;
            let single = length == 1;
            // "WHO says …" begins with a name where the text has it elsewhere.
            let begins = at > sentence.start || is_acronym(doc.surface(at));
            let fits = !single
                || begins
                    && doc.surface(at).len() >= SHORTEST
                    && !lexicon().is_title(doc.word(at))
                    && in_body(doc, at)
                    && !is_title_cased(doc, &sentence);
            let edges = (at == sentence.start || alone(at - 1, sentence.start))
                && (tokens.end >= sentence.end || alone(tokens.end, sentence.end));
            (fits && edges).then_some(Name {
                tokens,
                kind,
                confidence: confidence * OVERLOOKED,
            })
        });
        at = found.as_ref().map_or(at + 1, |f| f.tokens.end);
        names.extend(found);
    }
    if names.len() > before {
        names.sort_by_key(|n| n.tokens.start);
    }
}

fn in_body(doc: &Document, token: usize) -> bool {
    let paragraph = doc.text.paragraphs.get(doc.paragraph_of(token));
    paragraph.is_some_and(|p| p.role == Role::Body)
}

fn is_acronym(word: &str) -> bool {
    word.len() >= SHORTEST && word.chars().all(char::is_uppercase)
}

/// Do most words of the sentence begin with a capital, as in a headline?
fn is_title_cased(doc: &Document, sentence: &Range<usize>) -> bool {
    /// Enough to tell, and the rest of a long one is not read for each of its words.
    const LOOKED_AT: usize = 64;
    let range = sentence.start..sentence.end.min(sentence.start + LOOKED_AT);
    let words = range.filter(|&t| doc.surface(t).starts_with(char::is_alphabetic));
    let (mut all, mut capital) = (0, 0);
    for token in words {
        all += 1;
        capital += usize::from(doc.surface(token).starts_with(char::is_uppercase));
    }
    2 * capital > all
}
