//! What speaks for and against taking a pronoun or description up to a referent: both in, a row of
//! numbers out, which `rank` weighs.

use super::MentionKind;
use super::coreference::Reading;
use super::lexicon::{Class, Gender, Number, lexicon, singular};
use super::mentions::{Definiteness, Mention, Pronoun, Role};
use super::referents::Referent;
use crate::decode::PartOfSpeech as Pos;
use crate::text;

/// Numbers in a row about a candidate.
pub const CANDIDATE: usize = 89;
/// Numbers in a row about taking up nothing.
pub const NOTHING: usize = 24;

/// Fills a row in order.
struct Row<const N: usize> {
    values: [f32; N],
    at: usize,
}

impl<const N: usize> Row<N> {
    fn new() -> Self {
        Self {
            values: [0.0; N],
            at: 0,
        }
    }

    fn push(&mut self, value: f32) {
        if let Some(slot) = self.values.get_mut(self.at) {
            *slot = value;
        }
        self.at += 1;
    }

    fn flag(&mut self, value: bool) {
        self.push(if value { 1.0 } else { 0.0 });
    }

    /// One flag for each of the limits, on where the value is at most that one and above the former;
    /// and one for what is above all.
    fn bucket(&mut self, value: usize, limits: &[usize]) {
        let bucket = limits
            .iter()
            .position(|l| value <= *l)
            .unwrap_or(limits.len());
        for i in 0..=limits.len() {
            self.flag(i == bucket);
        }
    }
}

/// About taking `mention` up to the referent, which has `nearer` referents of its kind after it.
pub(crate) fn candidate(
    reading: &Reading,
    mention: &Mention,
    referent: &Referent,
    nearer: usize,
) -> [f32; CANDIDATE] {
    let doc = reading.doc;
    let mut row = Row::<CANDIDATE>::new();
    let latest = referent.last().and_then(|l| reading.mentions.get(l));
    let Some(last) = reading.last_before(mention, referent).or(latest) else {
        return row.values;
    };
    let sentences = doc
        .sentence_of(mention.head)
        .saturating_sub(doc.sentence_of(last.head));
    let same_sentence = sentences == 0;
    row.bucket(sentences, &[0, 1, 2, 4]); // 5
    row.flag(doc.paragraph_of(mention.head) == doc.paragraph_of(last.head));
    row.bucket(nearer, &[0, 1, 2, 4]); // 11
    row.flag(last.kind == MentionKind::Name);
    row.flag(last.kind == MentionKind::Nominal);
    row.flag(last.kind == MentionKind::Pronoun);
    for role in [
        Role::Subject,
        Role::Object,
        Role::Oblique,
        Role::Possessor,
        Role::Modifier,
    ] {
        row.flag(last.role == role); // 19
    }
    row.flag(reading.opens_sentence(last));
    row.flag(last.role == Role::Subject && mention.role == Role::Subject);
    row.flag(last.role == Role::Object && mention.role == Role::Object);
    row.flag(reading.opens_sentence(mention) && sentences == 1 && last.role == Role::Subject);
    let verbs = if same_sentence {
        verbs_between(reading, last, mention)
    } else {
        9
    };
    row.flag(verbs == 0);
    row.flag(verbs == 1);
    row.flag(verbs == 2 || verbs == 3);
    let complement = matches!(mention.role, Role::Object | Role::Oblique);
    row.flag(
        complement && last.role == Role::Subject && verbs <= 1 && !is_reflexive(reading, mention),
    );
    row.flag(is_reflexive(reading, mention) && last.role == Role::Subject && verbs <= 1);
    row.flag(mention.role == Role::Possessor && last.role == Role::Subject && same_sentence); // 29
    let (q, p) = (
        doc.quotation.get(last.head).copied().flatten(),
        doc.quotation.get(mention.head).copied().flatten(),
    );
    row.flag(q == p && q.is_some());
    row.flag(q != p && q.is_some() && p.is_some());
    row.flag(q.is_some() && p.is_none());
    row.flag(q.is_none() && p.is_some());
    for class in [
        Class::Person,
        Class::Organization,
        Class::Place,
        Class::Group,
        Class::Thing,
    ] {
        row.flag(referent.class == class); // 38
    }
    row.flag(mention.gender != Gender::Unknown && referent.gender == mention.gender);
    row.flag(mention.gender != Gender::Unknown && referent.gender == Gender::Unknown);
    row.flag(referent.number == mention.number && mention.number != Number::Unknown);
    row.flag(
        referent.number != mention.number
            && referent.number != Number::Unknown
            && mention.number != Number::Unknown,
    );
    row.flag(referent.named);
    row.push(log2(referent.mentions.len()));
    row.flag(reading.is_most_frequent(referent)); // 45
    row.flag(referent.pronoun.is_some() && referent.pronoun == mention.pronoun);
    row.flag(referent.pronoun.is_some() && referent.pronoun != mention.pronoun);
    row.flag(last.definiteness == Definiteness::Indefinite);
    row.flag(last.definiteness == Definiteness::Bare && last.kind == MentionKind::Nominal);
    let speaker = reading.speaker_at(mention.head);
    let speaks = speaker.is_some() && speaker == reading.referent_index(last);
    row.flag(speaks && p.is_none());
    row.flag(speaks && p.is_some());
    row.flag(mention.source.is_some() && last.source.is_some());
    row.flag(mention.source.is_some() && referent.spoke > 0);
    row.flag(reading.is_heading(last)); // 54
    // The thread of who speaks.
    let source = reading.last_source(mention);
    let spoke_last =
        source.is_some_and(|s| reading.referent_index(s) == reading.referent_index(last));
    let paragraphs = source.map_or(usize::MAX, |s| {
        doc.paragraph_of(mention.head)
            .saturating_sub(doc.paragraph_of(s.head))
    });
    row.flag(spoke_last && paragraphs == 0 && mention.source.is_none());
    row.flag(spoke_last && paragraphs == 0 && mention.source.is_some());
    row.flag(spoke_last && paragraphs == 1 && mention.source.is_some());
    row.flag(spoke_last && paragraphs > 1 && mention.source.is_some());
    row.flag(spoke_last && adds(reading, mention)); // 59
    let reported = |m: &Mention| doc.content.get(m.head).is_some_and(Option::is_some);
    row.flag(reported(last) && !reported(mention));
    row.flag(!reported(last) && last.role == Role::Subject && !reported(mention)); // 61
    // "…," he said: after its words a source is who spoke before, however often others are mentioned.
    let after = reading.follows_own_contents(mention);
    row.flag(spoke_last && paragraphs == 1 && after);
    row.push(if mention.source.is_some() {
        log2(referent.mentions.len())
    } else {
        0.0
    }); // 63
    // "Lee was criticized after she said …", whoever spoke last; "through a spokesman, he declined".
    let source = mention.source.is_some();
    row.flag(source && same_sentence && last.role == Role::Subject && verbs > 0);
    row.flag(source && same_sentence && last.role != Role::Subject);
    row.flag(
        same_sentence && last.role == Role::Oblique && mention.role == Role::Subject && verbs == 0,
    ); // 66
    // Descriptions.
    if mention.kind == MentionKind::Nominal {
        let head = singular(doc.word(mention.head));
        let known = referent.heads.contains(&head);
        row.flag(known);
        row.flag(last.kind == MentionKind::Nominal && singular(doc.word(last.head)) == head);
        row.flag(known && referent.named);
        row.flag(mention.class == referent.class);
        row.flag(mention.class != referent.class && referent.class != Class::Unknown);
        row.flag(mention.class == referent.class && referent.named && mention.tokens.len() <= 2);
        let modifiers: Vec<&str> = mention
            .tokens
            .clone()
            .filter(|&t| {
                t != mention.head
                    && !matches!(
                        doc.pos(t),
                        Pos::Dt | Pos::PrpS | Pos::Pos | Pos::Pdt | Pos::Punct
                    )
            })
            .map(|t| doc.word(t))
            .collect();
        let shared = mention
            .tokens
            .clone()
            .filter(|t| {
                let by_name = referent.named && !known;
                *t != mention.head && !(by_name && names_another(reading, mention, last, *t))
            })
            .filter(|t| modifiers.contains(&doc.word(*t)))
            .filter(|t| referent.words.iter().any(|w| w == doc.word(*t)))
            .count();
        row.flag(modifiers.is_empty());
        row.flag(!modifiers.is_empty() && shared == modifiers.len());
        row.flag(shared > 0 && shared < modifiers.len());
        row.flag(!modifiers.is_empty() && shared == 0); // 76
        row.flag(known && modifiers.is_empty());
        row.flag(known && !modifiers.is_empty() && shared == 0);
        row.flag(mention.definiteness == Definiteness::Demonstrative);
        row.flag(mention.definiteness == Definiteness::Possessed);
        row.flag(is_followed_by_of(reading, mention));
        row.flag(
            lexicon().is_collective(&head)
                && matches!(referent.class, Class::Group | Class::Organization),
        );
        // "The retired surgeon" for whom the text is about: a noun that is new, for a name in focus.
        let epithet = referent.named
            && mention.class == referent.class
            && mention.definiteness == Definiteness::Definite
            && !reading.head_seen(&head);
        row.flag(epithet && reading.opens_sentence(mention));
        row.flag(epithet && mention.source.is_some()); // 84
        // "The agency" for an office, but not for a party.
        let (kin, own) = (lexicon().kin(doc.word(mention.head)), referent.kin);
        let related = !known && kin & own != 0;
        row.flag(related);
        row.flag(related && modifiers.is_empty() && mention.definiteness == Definiteness::Definite);
        row.flag(related && mention.source.is_some());
        row.flag(!known && kin != 0 && own != 0 && kin & own == 0); // 88
    }
    row.values
}

/// About taking `mention` up to nothing before it.
pub(crate) fn nothing(reading: &Reading, mention: &Mention, candidates: usize) -> [f32; NOTHING] {
    let doc = reading.doc;
    let mut row = Row::<NOTHING>::new();
    row.push(1.0);
    row.bucket(candidates, &[0, 1, 3]); // 5
    row.flag(doc.quotation.get(mention.head).is_some_and(Option::is_some));
    row.flag(reading.speaker_at(mention.head).is_some());
    row.flag(mention.source.is_some());
    row.flag(reading.opens_sentence(mention));
    row.flag(reading.is_heading(mention));
    row.flag(mention.pronoun == Some(Pronoun::It) && is_expletive(reading, mention)); // 11
    row.flag(mention.role == Role::Possessor);
    if mention.kind == MentionKind::Nominal {
        row.flag(mention.tokens.len() == 2);
        row.flag(is_followed_by_of(reading, mention));
        for class in [
            Class::Person,
            Class::Organization,
            Class::Place,
            Class::Group,
        ] {
            row.flag(mention.class == class);
        }
        row.flag(mention.definiteness == Definiteness::Demonstrative);
        row.flag(mention.definiteness == Definiteness::Possessed); // 20
        row.flag(mention.number == Number::Plural);
        row.flag(reading.head_seen(&singular(doc.word(mention.head))));
    }
    row.values
}

/// Finite verbs between two mentions of one sentence, up to a few.
pub(crate) fn verbs_between(reading: &Reading, a: &Mention, b: &Mention) -> usize {
    let finite = |t: &usize| {
        matches!(
            reading.doc.pos(*t),
            Pos::Vbd | Pos::Vbz | Pos::Vbp | Pos::Md
        )
    };
    (a.tokens.end..b.tokens.start)
        .filter(finite)
        .take(4)
        .count()
}

/// Does a word of the description belong to the name of something else than `last` refers to ("the Taliban
/// government", of the Pakistani Taliban)?
fn names_another(reading: &Reading, mention: &Mention, last: &Mention, token: usize) -> bool {
    let start = mention.tokens.start;
    let from = reading.mentions.partition_point(|m| m.head < start);
    let mut inside = reading.mentions[from..]
        .iter()
        .take_while(|m| m.head < mention.head);
    inside.any(|m| {
        m.kind == MentionKind::Name
            && m.tokens.contains(&token)
            && reading.referent_index(m) != reading.referent_index(last)
    })
}

/// Does what is said go on with what was said before ("he added", "she also said")?
fn adds(reading: &Reading, mention: &Mention) -> bool {
    let attributions = &reading.doc.tagging.attributions;
    let own = mention.source.and_then(|a| attributions.get(a));
    let cue = own.and_then(|a| a.cue.clone()).unwrap_or(0..0);
    cue.into_iter().any(|t| {
        matches!(
            reading.doc.word(t),
            "also"
                | "added"
                | "adds"
                | "adding"
                | "continued"
                | "continues"
                | "further"
                | "went"
                | "goes"
                | "concluded"
        )
    })
}

pub(crate) fn is_reflexive(reading: &Reading, mention: &Mention) -> bool {
    let word = reading.doc.word(mention.head);
    word.ends_with("self") || word.ends_with("selves")
}

/// Is the noun followed by what makes it a description of its own ("the leader of …")?
pub(crate) fn is_followed_by_of(reading: &Reading, mention: &Mention) -> bool {
    matches!(
        reading.doc.word(mention.tokens.end),
        "of" | "who" | "that" | "which" | "whose"
    )
}

/// "It is clear that", "it seems", "it rains": stands for nothing.
fn is_expletive(reading: &Reading, mention: &Mention) -> bool {
    let doc = reading.doc;
    let mut at = mention.tokens.end;
    while matches!(doc.pos(at), Pos::Md | Pos::Rb) || matches!(doc.word(at), "has" | "have" | "had")
    {
        at += 1;
    }
    match doc.word(at) {
        "seems" | "seemed" | "appears" | "appeared" | "turns" | "turned" | "takes" | "took"
        | "rains" | "rained" | "follows" => true,
        "is" | "was" | "'s" | "be" | "been" | "becomes" | "became" | "makes" | "made" => {
            // An adjective or noun, then "that", "to", "for", "how", "when", "who".
            (at + 1..at + 7)
                .take_while(|t| !matches!(doc.word(*t), "." | "," | ";" | ""))
                .any(|t| {
                    matches!(
                        doc.word(t),
                        "that" | "to" | "who" | "how" | "whether" | "when"
                    )
                })
        }
        _ => false,
    }
}

fn log2(n: usize) -> f32 {
    // Whole and half steps are fine enough for a count, and need no logarithm.
    let whole = usize::BITS - n.max(1).leading_zeros() - 1;
    let half = n.max(1) >> whole.saturating_sub(1) & 1;
    whole as f32 + if whole > 0 && half == 1 { 0.5 } else { 0.0 }
}

/// Is the mention in the title or a heading?
pub(crate) fn in_heading(reading: &Reading, mention: &Mention) -> bool {
    let paragraph = reading
        .doc
        .text
        .paragraphs
        .get(reading.doc.paragraph_of(mention.head));
    paragraph.is_some_and(|p| p.role == text::Role::Heading)
}
