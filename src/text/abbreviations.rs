//! Abbreviations of English news: which words keep the full stop that follows them.

/// What follows decides how sure an abbreviation is.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Abbreviation {
    /// Stands before a name and never ends a sentence: "Mr.", "Gov.".
    Title,
    /// No word of its own without the stop, and may end a sentence: "Inc.", "Sept.".
    Plain,
    /// Also a word or a name ("Mass.", "Sun.", "Jan."): only when capitalised and when something
    /// follows that goes on like a name or a date.
    Ambiguous,
    /// Only before a number: "No. 5", "p. 3".
    Numbering,
}

const TITLES: &[&str] = &[
    "adm", "amb", "atty", "brig", "capt", "cmdr", "cpl", "dr", "fr", "gov", "govs", "hon", "insp",
    "lt", "maj", "messrs", "mlle", "mme", "mr", "mrs", "ms", "msgr", "pfc", "pres", "prof",
    "profs", "pvt", "reps", "rev", "sen", "sens", "sgt", "spc", "st", "ste", "supt", "vs",
];

const PLAIN: &[&str] = &[
    "ala", "approx", "apr", "ariz", "assn", "assoc", "aug", "ave", "blvd", "bros", "calif", "cie",
    "colo", "conn", "corp", "dept", "esq", "etc", "feb", "fla", "hwy", "inc", "jr", "kan", "ky",
    "ltd", "mich", "minn", "mont", "nev", "nov", "oct", "okla", "penn", "pte", "pty", "sept", "sr",
    "tenn", "tex", "thurs", "tues", "univ", "vt", "wis", "wisc", "wyo",
];

const AMBIGUOUS: &[&str] = &[
    "al", "ark", "bldg", "cal", "cf", "co", "col", "dec", "del", "dist", "est", "fri", "ft", "ga",
    "gen", "ill", "ind", "intl", "jan", "jul", "jun", "la", "mar", "mass", "md", "me", "miss",
    "mo", "mon", "mt", "natl", "neb", "okl", "ore", "pa", "rd", "rep", "sat", "sep", "sun", "thu",
    "tue", "va", "wash", "wed",
];

const NUMBERING: &[&str] = &[
    "art", "ch", "chap", "ed", "eq", "fig", "figs", "no", "nos", "nr", "op", "p", "par", "pp",
    "sec", "vol", "vols",
];

/// The longest abbreviation in the lists, in bytes.
const LONGEST: usize = 6;

/// Looks a word up, without regard to case; the word comes without its stop.
pub fn abbreviation(word: &str) -> Option<Abbreviation> {
    if word.len() > LONGEST || !word.is_ascii() {
        return None;
    }
    let mut lower = [0u8; LONGEST];
    let lower = &mut lower[..word.len()];
    lower.copy_from_slice(word.as_bytes());
    lower.make_ascii_lowercase();
    let listed = |list: &[&str]| list.binary_search_by(|a| a.as_bytes().cmp(lower)).is_ok();
    if listed(TITLES) {
        Some(Abbreviation::Title)
    } else if listed(PLAIN) {
        Some(Abbreviation::Plain)
    } else if listed(AMBIGUOUS) {
        Some(Abbreviation::Ambiguous)
    } else if listed(NUMBERING) {
        Some(Abbreviation::Numbering)
    } else {
        None
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn lists_are_sorted_and_short_enough() {
        for list in [TITLES, PLAIN, AMBIGUOUS, NUMBERING] {
            assert!(list.is_sorted());
            assert!(list.iter().all(|a| a.len() <= LONGEST));
        }
    }

    #[test]
    fn case_does_not_matter() {
        assert_eq!(abbreviation("GOV"), Some(Abbreviation::Title));
        assert_eq!(abbreviation("Inc"), Some(Abbreviation::Plain));
        assert_eq!(abbreviation("no"), Some(Abbreviation::Numbering));
        assert_eq!(abbreviation("government"), None);
    }
}
