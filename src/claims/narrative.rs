//! Finds narrative claims: the clauses in which the article itself asserts an event, a state or a figure.

use super::lexicon::reports;
use super::words::Words;
use crate::decode::{PartOfSpeech as P, Tagging};
use crate::quantities::Quantity;
use crate::text::{QuoteState, Role};
use crate::times::Time;
use crate::turns::turn;
use std::ops::Range;

/// A clause of fewer words asserts too little to be checked ("He won.").
const MIN_WORDS: usize = 4;

/// A clause needs this much to be checkable; see `substance`.
const MIN_SUBSTANCE: i32 = 2;

/// Words after which a clause of its own may follow.
const COORDINATORS: [&str; 5] = ["and", "but", "or", "so", "yet"];

/// Words that open a dependent clause.
const SUBORDINATORS: [&str; 14] = [
    "after", "before", "when", "while", "as", "because", "since", "although", "though", "where",
    "whereas", "until", "if", "once",
];

/// Sentences that are read in one turn.
const TURN_SENTENCES: usize = 256;

/// Narrative clauses in order, as token ranges; found in turns. `taken[t]` is true for tokens of attributions.
pub async fn clauses(
    w: &Words<'_>,
    tagging: &Tagging,
    taken: &[bool],
    times: &[Time],
    quantities: &[Quantity],
) -> Vec<Range<usize>> {
    let mut found = Vec::new();
    for (i, sentence) in w.text.sentences.iter().enumerate() {
        if i % TURN_SENTENCES == TURN_SENTENCES - 1 {
            turn().await;
        }
        let Some(paragraph) = w.text.paragraphs.get(sentence.paragraph) else {
            continue;
        };
        if paragraph.role != Role::Body || !ends_like_prose(w, &paragraph.tokens) {
            continue;
        }
        let tokens = sentence.tokens.clone();
        let last = tokens.end.saturating_sub(1);
        if tokens.is_empty() || w.at(last) == "?" || tokens.clone().all(|t| !free(w, taken, t)) {
            continue;
        }
        let whole = tokens
            .clone()
            .all(|t| !taken.get(t).copied().unwrap_or(false));
        let start = skip_dateline(w, &tokens);
        let mut segment = start..start;
        for token in start..=tokens.end {
            if token < tokens.end && free(w, taken, token) {
                segment.end = token + 1;
                continue;
            }
            if !segment.is_empty() {
                let segment = whole_clause(w, taken, &segment, &(start..tokens.end));
                for clause in split(w, segment.clone()) {
                    let clause = trim(w, clause, whole);
                    if asserts(w, &clause, whole)
                        && substance(w, tagging, &clause, times, quantities) >= MIN_SUBSTANCE
                    {
                        found.push(clause);
                    }
                }
            }
            segment = token + 1..token + 1;
        }
    }
    found
}

/// True for tokens that neither an attribution nor a quotation of more than a few words holds.
fn free(w: &Words, taken: &[bool], token: usize) -> bool {
    if taken.get(token).copied().unwrap_or(false) {
        return false;
    }
    let Some(t) = w.text.tokens.get(token) else {
        return false;
    };
    if t.quote == QuoteState::Out {
        return true;
    }
    // Scare quotes and titles stay within the article's own voice.
    /// Longest quotation, marks included, that is read as a title or a term.
    const TERM: usize = 7;
    let at = w
        .text
        .quotations
        .partition_point(|q| q.tokens.start <= token);
    w.text.quotations[..at]
        .iter()
        .rev()
        .take(2)
        .find(|q| q.tokens.contains(&token))
        .is_some_and(|q| q.tokens.len() <= TERM)
}

/// Paragraphs without a full stop are captions, lists and headings that the text layer could not tell.
fn ends_like_prose(w: &Words, tokens: &Range<usize>) -> bool {
    (tokens.start..tokens.end)
        .rev()
        .take(3)
        .any(|t| matches!(w.at(t), "." | "!" | "?" | ":" | "\u{2026}" | "..."))
}

/// Where the sentence begins after a dateline ("PORT SAVARI, June 14 - ").
fn skip_dateline(w: &Words, tokens: &Range<usize>) -> usize {
    /// Longest dateline in tokens.
    const DATELINE: usize = 12;
    let shouted = |t: usize| w.raw(t).len() > 2 && w.raw(t).chars().all(|c| c.is_uppercase());
    if shouted(tokens.start) {
        for token in tokens.clone().take(DATELINE) {
            if matches!(w.at(token), "-" | "--" | "\u{2013}" | "\u{2014}") {
                return token + 1;
            }
        }
    }
    tokens.start
}

/// The stretch with the attribution that it can't end without: "has prompted | calls for …", "cases against people | accused
/// of …". What is then claimed is the clause with what hangs on it.
fn whole_clause(
    w: &Words,
    taken: &[bool],
    segment: &Range<usize>,
    sentence: &Range<usize>,
) -> Range<usize> {
    let run = segment.end
        ..(segment.end..sentence.end)
            .find(|&t| taken.get(t) != Some(&true))
            .unwrap_or(sentence.end);
    if run.is_empty() || !has_clause(w, segment) {
        return segment.clone();
    }
    let opens = run.start + usize::from(w.pos(run.start) == P::Rb);
    let hangs = match w.pos(segment.end - 1) {
        P::In => !SUBORDINATORS.contains(&w.at(segment.end - 1)),
        P::To | P::Dt | P::PrpS => true,
        // "has prompted | calls", but not "has | denied".
        P::Vbd | P::Vbn | P::Vbg | P::Vb | P::Vbz | P::Vbp => w.noun(run.start),
        // "people | accused of theft", "music | allegedly inciting them".
        P::Nn | P::Nns | P::Nnp | P::Nnps => matches!(w.pos(opens), P::Vbn | P::Vbg),
        _ => false,
    };
    if hangs {
        segment.start..run.end
    } else {
        segment.clone()
    }
}

/// Cuts a stretch where a second clause with a subject of its own begins.
fn split(w: &Words, segment: Range<usize>) -> Vec<Range<usize>> {
    /// A stretch of more tokens is no sentence that anybody wrote to be read; it stays whole.
    const SENTENCE: usize = 300;
    if segment.len() > SENTENCE {
        return vec![segment];
    }
    let mut clauses = Vec::new();
    let mut start = segment.start;
    for token in segment.clone() {
        let semicolon = w.at(token) == ";";
        let coordinated = COORDINATORS.contains(&w.at(token));
        // "a text or voice alert": without a comma "or" joins words.
        let joins = w.at(token) == "or" && w.before(token) != ",";
        if !(semicolon || coordinated) || joins || token == start {
            continue;
        }
        if has_clause(w, &(start..token))
            && opens_clause(w, token + 1..segment.end)
            && !subordinate_open(w, &(start..token))
        {
            clauses.push(start..token);
            start = token + 1;
        }
    }
    clauses.push(start..segment.end);
    clauses
}

/// True where the stretch is itself dependent up to its end ("said that …", "because …"), so that "and" may join what depends.
fn subordinate_open(w: &Words, clause: &Range<usize>) -> bool {
    let comma = clause
        .clone()
        .rev()
        .find(|&t| w.at(t) == ",")
        .map_or(clause.start, |t| t + 1);
    // A comma right before the conjunction closes what was open.
    if comma == clause.end {
        return false;
    }
    (comma..clause.end).any(|t| {
        t > clause.start
            && matches!(
                w.at(t),
                "that" | "which" | "who" | "because" | "if" | "whether" | "when"
            )
    })
}

/// True where the stretch holds a subject before a finite verb that is not the verb of a relative clause.
fn has_clause(w: &Words, range: &Range<usize>) -> bool {
    let (mut subject, mut relative) = (false, false);
    for token in range.clone() {
        if matches!(w.pos(token), P::Wdt | P::Wp) {
            relative = true;
        } else if w.noun(token) || matches!(w.pos(token), P::Prp | P::Ex | P::Cd | P::Dt) {
            subject = true;
        } else if w.finite(token) && subject {
            if !relative {
                return true;
            }
            relative = false;
        }
    }
    false
}

/// True where a noun phrase and then a finite verb come next.
fn opens_clause(w: &Words, range: Range<usize>) -> bool {
    /// A subject of more words is rare enough to be left unsplit.
    const SUBJECT: usize = 12;
    let mut subject = false;
    let mut comma = false;
    for token in range.clone().take(SUBJECT) {
        if SUBORDINATORS.contains(&w.at(token)) {
            return false;
        }
        if w.finite(token) {
            // "and Paris, where it won, was": a comma only counts where a relative clause explains it.
            return subject && !comma;
        }
        match w.pos(token) {
            P::Nn | P::Nns | P::Nnp | P::Nnps | P::Prp | P::Ex => subject = true,
            P::Dt | P::Cd => subject = true,
            P::Jj
            | P::Jjr
            | P::Jjs
            | P::PrpS
            | P::Pos
            | P::In
            | P::Rb
            | P::Vbn
            | P::Vbg
            | P::To
            | P::Pdt
            | P::Sym
            | P::Cc => {}
            P::Punct if w.at(token) == "," => comma = subject,
            P::Wdt | P::Wp | P::Wrb => return false,
            _ => return false,
        }
    }
    false
}

/// True where the dependent clause at the start leads to a main clause, which it may limit: "If he became king, he would …".
fn leads(w: &Words, clause: &Range<usize>) -> bool {
    let mut verb = false;
    for token in clause.clone() {
        verb |= w.finite(token);
        if verb && w.at(token) == "," {
            return has_clause(w, &(token + 1..clause.end));
        }
    }
    false
}

/// Takes conjunctions and punctuation off both ends; where the rest of the sentence is attributed also the subordinator.
fn trim(w: &Words, mut clause: Range<usize>, whole: bool) -> Range<usize> {
    while clause.start < clause.end {
        let word = w.at(clause.start);
        let lead = !w.is_word(clause.start) && !matches!(word, "$" | "£" | "€" | "\"" | "\u{201c}")
            || COORDINATORS.contains(&word)
            || (!whole && SUBORDINATORS.contains(&word) && !leads(w, &clause))
            || matches!(word, "meanwhile" | "however");
        if !lead {
            break;
        }
        clause.start += 1;
    }
    while clause.end > clause.start {
        let word = w.at(clause.end - 1);
        let tail = !w.is_word(clause.end - 1) && !matches!(word, "%" | "\"" | "\u{201d}" | ")")
            || COORDINATORS.contains(&word)
            || (!whole
                && (SUBORDINATORS.contains(&word) || matches!(word, "which" | "who" | "that")));
        if !tail {
            break;
        }
        clause.end -= 1;
    }
    clause
}

/// True for a clause with a subject and a finite verb, in the third person, that is no order and no remark on the article.
fn asserts(w: &Words, clause: &Range<usize>, whole: bool) -> bool {
    let words = clause.clone().filter(|&t| w.is_word(t)).count();
    if words < MIN_WORDS || !has_clause(w, clause) {
        return false;
    }
    let first = w.at(clause.start);
    // Cut off before its object or its verb: "so that there", "as the minister warned".
    let last = clause.end - 1;
    let cut_off = matches!(w.pos(last), P::Ex | P::Wdt | P::Wp | P::Cc | P::Md | P::To)
        || w.finite(last) && w.pos(last) != P::Vbp && reports(w.at(last));
    if cut_off {
        return false;
    }
    // What holds only on a condition, or is still to come, is not asserted by itself: "[he will go] if they win".
    let trimmed = w.before(clause.start);
    let past = clause.clone().any(|t| w.pos(t) == P::Vbd);
    if !whole
        && (matches!(trimmed, "if" | "unless")
            || matches!(trimmed, "once" | "when" | "until") && !past)
    {
        return false;
    }
    // "Can anyone doubt that …"
    let auxiliary = w.pos(clause.start) == P::Md
        || matches!(
            first,
            "is" | "are" | "was" | "were" | "does" | "do" | "did" | "has" | "have"
        );
    if auxiliary {
        return false;
    }
    if matches!(first, "which" | "who" | "whose" | "that" | "where" | "to")
        || !whole
            && matches!(
                w.pos(clause.start),
                P::Vbd | P::Vbz | P::Vbp | P::Md | P::Vbg | P::Vbn | P::To
            )
    {
        return false;
    }
    // What is left of an attribution ("according to the minister", "he said") is none of the article's assertions.
    // Nor is a refusal to say more ("It didn't elaborate").
    let reporting = clause.clone().any(|t| w.verb(t) && reports(w.at(t)));
    let silent = clause.clone().any(|t| {
        matches!(
            w.at(t),
            "elaborate" | "comment" | "respond" | "reply" | "explain" | "specify" | "say"
        )
    });
    let refusing = silent && clause.clone().any(|t| w.negation(t));
    if words < 7 && (reporting && !whole || refusing) {
        return false;
    }
    let chatter = clause.clone().any(|t| {
        matches!(
            w.at(t),
            "i" | "we" | "you" | "your" | "our" | "us" | "my" | "me"
        ) && w.raw(t) != "US"
            && w.raw(t) != "ME"
    });
    let imperative = w.pos(clause.start) == P::Vb;
    !chatter && !imperative && !matches!(first, "here" | "perhaps" | "maybe")
}

/// How much of what can be checked a clause holds: figures, times, names, a definite subject that does something.
fn substance(
    w: &Words,
    tagging: &Tagging,
    clause: &Range<usize>,
    times: &[Time],
    quantities: &[Quantity],
) -> i32 {
    let Some(span) = w.span(clause) else { return 0 };
    let mut score = 0;
    let time_at = times.partition_point(|t| t.span.end <= span.start);
    if times.get(time_at).is_some_and(|t| t.span.start < span.end) {
        score += 1;
    }
    let quantity_at = quantities.partition_point(|q| q.span.end <= span.start);
    let digit = clause
        .clone()
        .any(|t| w.at(t).contains(|c: char| c.is_ascii_digit()) || w.pos(t) == P::Cd);
    if digit
        || quantities
            .get(quantity_at)
            .is_some_and(|q| q.span.start < span.end)
    {
        score += 2;
    }
    let name_at = tagging
        .names
        .partition_point(|n| n.tokens.end <= clause.start);
    let names = tagging.names[name_at..]
        .iter()
        .take_while(|n| n.tokens.start < clause.end)
        .count();
    score += names.min(2) as i32;
    // An event: a verb other than "be", "have", "seem".
    const STATIVE: [&str; 24] = [
        "is", "are", "was", "were", "'s", "'re", "be", "been", "being", "has", "have", "had",
        "seems", "seem", "seemed", "appears", "appear", "looks", "look", "remains", "feels",
        "felt", "may", "might",
    ];
    let event = clause.clone().any(|t| {
        matches!(w.pos(t), P::Vbd | P::Vbn | P::Vbz | P::Vbp | P::Vb) && !STATIVE.contains(&w.at(t))
    });
    let past = clause
        .clone()
        .any(|t| matches!(w.pos(t), P::Vbd | P::Vbn) && !STATIVE.contains(&w.at(t)));
    score += i32::from(event) + i32::from(past);
    score
}
