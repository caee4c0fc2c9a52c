//! Tells whether a text is English: its tokens in, a BCP 47 tag out.

use crate::text::Text;

/// What is said of a text's language.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Language {
    /// It is English.
    English,
    /// It is something else.
    Other,
    /// It is too short, or too much of a list, to be told.
    Unknown,
}

impl Language {
    /// The BCP 47 tag: `en`, or `und` where the language can't be told or is not English.
    pub fn tag(self) -> &'static str {
        if self == Language::English {
            "en"
        } else {
            "und"
        }
    }
}

/// Words of the closed classes of English that neighbouring languages lack, or use far less: "in", "was",
/// "on", "die" and the like are left out.
const FUNCTION_WORDS: [&str; 68] = [
    "about", "after", "all", "also", "an", "and", "any", "are", "as", "at", "be", "because",
    "been", "but", "by", "can", "could", "did", "do", "for", "from", "had", "has", "have", "he",
    "her", "his", "how", "if", "into", "is", "it", "its", "more", "not", "of", "or", "our", "out",
    "over", "said", "she", "should", "than", "that", "the", "their", "them", "there", "these",
    "they", "this", "to", "up", "we", "were", "what", "when", "where", "which", "who", "will",
    "with", "would", "you", "your", "n't", "'s",
];

/// Words that are looked at, at most: enough to tell, whatever the length of the text.
const SAMPLE: usize = 2000;

/// Words that a text needs before anything is said of it.
const ENOUGH: usize = 12;

/// Share of function words from which a text is English. English news prose has 0.35 to 0.45, lists of
/// names and headlines 0.1 to 0.25; German, French, Spanish, Italian, Portuguese and Dutch stay below
/// 0.05.
const ENGLISH: f32 = 0.2;

/// Share below which it is not.
const FOREIGN: f32 = 0.08;

/// Tells the language of a text from its function words; letters beyond the Latin script count as
/// foreign words.
pub fn language(text: &Text) -> Language {
    let (mut words, mut function) = (0, 0);
    let mut lower = String::new();
    // From the whole text alike, so that an English headline over foreign prose does not decide.
    let stride = text.tokens.len().div_ceil(SAMPLE).max(1);
    for token in text.tokens.iter().step_by(stride) {
        let surface = &text.source[token.span.start..token.span.end];
        if surface.chars().any(char::is_alphabetic) {
            words += 1;
            lower.clear();
            lower.extend(surface.chars().map(|c| {
                if c == '’' {
                    '\''
                } else {
                    c.to_ascii_lowercase()
                }
            }));
            function += usize::from(FUNCTION_WORDS.contains(&lower.as_str()));
        }
    }
    let share = function as f32 / words.max(1) as f32;
    match words {
        _ if words < ENOUGH && function < 2 => Language::Unknown,
        _ if share >= ENGLISH => Language::English,
        ENOUGH.. if share < FOREIGN => Language::Other,
        _ => Language::Unknown,
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn english_is_told_from_its_neighbours() {
        for (source, expected) in [
            ("", Language::Unknown),
            ("Obama", Language::Unknown),
            ("The minister said that it was over.", Language::English),
            (
                "Officials in the province said the road was closed after heavy rain, and that repairs would take two weeks.",
                Language::English,
            ),
            (
                "Der Minister sagte am Dienstag in Berlin, dass die Straße nach starkem Regen gesperrt worden sei und so bleibe.",
                Language::Other,
            ),
            (
                "Le ministre a déclaré mardi à Paris que la route était fermée après de fortes pluies et que les travaux dureraient.",
                Language::Other,
            ),
            (
                "El ministro dijo el martes en Madrid que la carretera estaba cerrada tras las fuertes lluvias y que seguiría así.",
                Language::Other,
            ),
            (
                "De minister zei dinsdag in Den Haag dat de weg na zware regen was afgesloten en dat het werk twee weken duurt.",
                Language::Other,
            ),
            (
                "Министр заявил во вторник, что дорога закрыта после сильных дождей и что ремонт займет две недели или больше.",
                Language::Other,
            ),
        ] {
            assert_eq!(language(&Text::new(source)), expected, "{source}");
        }
    }
}
