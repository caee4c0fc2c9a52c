//! What the neighbours of a phrase and its function words tell of it: tokens in, the phrase's role in its clause and
//! what sort of word stands there out.

use super::document::Document;
use super::lexicon;
use super::mentions::Role;
use crate::decode::PartOfSpeech as Pos;
use std::ops::Range;

/// What the phrase does in its clause, read off its neighbours.
pub(crate) fn role(doc: &Document, tokens: &Range<usize>) -> Role {
    let sentence = doc.sentence_tokens(tokens.start);
    let mut next = tokens.end;
    while next < sentence.end && matches!(doc.pos(next), Pos::Rb) && next < tokens.end + 3 {
        next += 1;
    }
    let before = (tokens.start > sentence.start).then(|| tokens.start - 1);
    let finite =
        next < sentence.end && matches!(doc.pos(next), Pos::Vbd | Pos::Vbz | Pos::Vbp | Pos::Md);
    let preposition = before.is_some_and(|b| {
        matches!(doc.pos(b), Pos::In | Pos::To) && !(finite && is_subordinator(doc.word(b)))
    });
    // "Where Lee, the mayor, lives": what no preposition is brings a subject, though its verb be far.
    let clause = before
        .is_some_and(|b| matches!(doc.pos(b), Pos::In | Pos::Wrb) && opens_clause(doc.word(b)));
    match before {
        _ if next < sentence.end && doc.pos(next) == Pos::Pos => Role::Possessor,
        Some(_) if clause => Role::Subject,
        Some(_) if preposition => Role::Oblique,
        _ if finite => Role::Subject,
        Some(b)
            if matches!(
                doc.pos(b),
                Pos::Vb | Pos::Vbd | Pos::Vbg | Pos::Vbn | Pos::Vbp | Pos::Vbz | Pos::Rp
            ) =>
        {
            Role::Object
        }
        None => Role::Subject,
        _ => Role::Other,
    }
}

fn is_subordinator(word: &str) -> bool {
    matches!(
        word,
        "that"
            | "because"
            | "if"
            | "as"
            | "while"
            | "although"
            | "though"
            | "since"
            | "before"
            | "after"
            | "whether"
            | "unless"
            | "until"
            | "than"
            | "once"
            | "like"
            | "so"
            | "whereas"
    )
}

/// A conjunction that can't be a preposition.
fn opens_clause(word: &str) -> bool {
    matches!(
        word,
        "that"
            | "because"
            | "if"
            | "while"
            | "although"
            | "though"
            | "whether"
            | "unless"
            | "where"
            | "when"
    )
}

/// Does a form of "have" or "be" stand before the token, with an adverb between at most?
pub(crate) fn follows_auxiliary(doc: &Document, at: usize) -> bool {
    let adverb = at.checked_sub(1).is_some_and(|b| doc.pos(b) == Pos::Rb);
    let before = at.checked_sub(1 + usize::from(adverb));
    before.is_some_and(|b| {
        matches!(
            doc.word(b),
            "has"
                | "have"
                | "had"
                | "having"
                | "'ve"
                | "be"
                | "been"
                | "being"
                | "is"
                | "are"
                | "was"
                | "were"
        )
    })
}

pub(crate) fn is_quantifier(word: &str) -> bool {
    matches!(
        word,
        "many" | "several" | "few" | "most" | "some" | "all" | "both" | "any" | "each" | "every"
    )
}

/// Days and months end a phrase: "Obama Monday said".
pub(crate) fn is_calendar(word: &str) -> bool {
    matches!(
        word,
        "monday"
            | "tuesday"
            | "wednesday"
            | "thursday"
            | "friday"
            | "saturday"
            | "sunday"
            | "january"
            | "february"
            | "march"
            | "april"
            | "june"
            | "july"
            | "august"
            | "september"
            | "october"
            | "november"
            | "december"
            | "today"
            | "yesterday"
            | "tomorrow"
            | "tonight"
    )
}

/// Trades that both persons and companies follow: the largest of a country is a company.
pub(crate) fn is_trade(word: &str) -> bool {
    matches!(
        lexicon::singular(word).as_str(),
        "producer"
            | "miner"
            | "grower"
            | "developer"
            | "employer"
            | "buyer"
            | "seller"
            | "shipper"
            | "creditor"
    )
}
