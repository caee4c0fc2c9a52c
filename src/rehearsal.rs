//! What a browser does while the model is on its way: all stages but the network, on a made-up article,
//! with names and attributions by a crude rule. It compiles a function when it is first called, and
//! optimises what has worked for a while; nothing else of this remains.

use crate::decode::{Attribution, Name, NameKind, PartOfSpeech, Tagging};
use crate::extraction::Extraction;
use crate::extractor::{Options, interpret};
use crate::features::Features;
use crate::text::Text;
use crate::turns::turn;
use std::ops::Range;

/// Some work for every stage.
const ARTICLE: &str = "\
HALVERN, Oct. 14 - The mayor of Halvern, Dr. Ana Ruiz, said on Tuesday that “at least 120 people” had left \
their homes since Oct. 3, 2021, when the River Lune burst its banks.

“We did not expect it,” Ruiz told reporters. The Lune Harbor Company promised the town €3.5 million, about \
40% of the cost. Her deputy, Ole Brandt, 43, denied that the money was late. He said the company had paid.

Kim Dorn, a spokeswoman of the company, rejected reports that 15 ships were damaged. But a fisherman who asked \
not to be named said three ships had sunk, and Brandt confirmed that 12 ships were damaged last week.
";

const CUES: [&str; 6] = [
    "said",
    "told",
    "denied",
    "promised",
    "rejected",
    "confirmed",
];

/// Does everything once, in turns.
pub async fn rehearse() -> Extraction {
    let text = Text::cut_in_turns(ARTICLE).await;
    turn().await;
    Features::default().read(&text).await;
    turn().await;
    interpret(ARTICLE, &text, &tagging(&text), &Options::default(), "").await
}

fn tagging(text: &Text) -> Tagging {
    let word = |token: usize| {
        let span = text.tokens[token].span;
        &text.source[span.start..span.end]
    };
    let is_name = |token: &usize| word(*token).starts_with(char::is_uppercase);
    let mut found = Tagging::default();
    for sentence in &text.sentences {
        let tokens = || sentence.tokens.clone();
        let names = tokens().filter(|t| is_name(t) && (*t == tokens().start || !is_name(&(t - 1))));
        for start in names {
            let end = (start..tokens().end).find(|t| !is_name(t));
            found.names.push(Name {
                tokens: start..end.unwrap_or(tokens().end),
                kind: [NameKind::Person, NameKind::Organization, NameKind::Place][start % 3],
                confidence: 0.9,
            });
        }
        if let Some(cue) = tokens().find(|t| CUES.contains(&word(*t))) {
            let part = |range: Range<usize>| (!range.is_empty()).then_some(range);
            found.attributions.push(Attribution {
                source: part(cue.saturating_sub(2).max(tokens().start)..cue),
                cue: Some(cue..cue + 1),
                contents: part(cue + 1..tokens().end).into_iter().collect(),
                confidence: 0.9,
            });
        }
    }
    let tokens = 0..text.tokens.len();
    found.parts_of_speech = tokens.map(|t| part_of_speech(word(t))).collect();
    found
}

fn part_of_speech(word: &str) -> PartOfSpeech {
    match word {
        "the" | "The" | "a" => PartOfSpeech::Dt,
        "of" | "on" | "since" | "that" | "about" => PartOfSpeech::In,
        "had" | "was" | "were" | "did" | "paid" => PartOfSpeech::Vbd,
        "He" | "it" | "We" => PartOfSpeech::Prp,
        _ if CUES.contains(&word) => PartOfSpeech::Vbd,
        _ if word.starts_with(|c: char| c.is_ascii_digit()) => PartOfSpeech::Cd,
        _ if word.starts_with(char::is_uppercase) => PartOfSpeech::Nnp,
        _ if word.starts_with(char::is_alphabetic) => PartOfSpeech::Nn,
        _ => PartOfSpeech::Punct,
    }
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::turns::finish;

    #[test]
    fn gives_every_stage_work() {
        let found = finish(rehearse());
        assert!(found.entities.len() > 5);
        assert!(found.claims.iter().filter(|c| c.source.is_some()).count() > 3);
        assert!(found.times.len() > 2 && found.quantities.len() > 2);
        assert!(!found.relations.is_empty());
    }
}
