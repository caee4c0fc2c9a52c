//! Letter shapes: how a token is cased and what it is made of.

/// One more than the highest [`Shape`].
pub const SHAPES: usize = Shape::Other as usize + 1;

/// How a token is cased and what it is made of.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
#[repr(u8)]
pub enum Shape {
    /// "minister"
    Lower,
    /// "Minister"
    Title,
    /// "MINISTER"
    Upper,
    /// "I", "A"
    Letter,
    /// "J.", "U.S."
    Initials,
    /// "McDonald", "DiCaprio"
    TitleMixed,
    /// "iPhone", "eBay"
    LowerMixed,
    /// "Taliban-led", "Obama-era"
    TitleHyphenLower,
    /// "Jean-Pierre", "Serbo-Croatian"
    TitleHyphenTitle,
    /// "anti-American", "pro-Kremlin"
    LowerHyphenTitle,
    /// "so-called"
    LowerHyphenLower,
    /// "Minister" in a headline where every word is capitalised
    TitleAmongTitles,
    /// "MINISTER" in a line without lower-case letters
    UpperAmongUppers,
    /// "7"
    Digit,
    /// "43"
    TwoDigits,
    /// "2021"
    FourDigits,
    /// "150", "20000"
    Digits,
    /// "1,000", "3.5", "9/11", "10:30"
    Number,
    /// "90s", "21st", "5pm"
    DigitsLetters,
    /// "G20", "COVID-19"
    LettersDigits,
    /// "'s", "n't"
    Clitic,
    /// A letter of a script without case
    Caseless,
    /// "," or ";" or ":"
    Comma,
    /// ".", "!", "?"
    Stop,
    /// A quotation mark or apostrophe
    Quote,
    /// "(", "["
    Open,
    /// ")", "]"
    Close,
    /// A hyphen or dash
    Dash,
    /// "$", "£"
    Currency,
    /// Several full stops or an ellipsis
    Ellipsis,
    /// "@name", "#tag", an address of a page or of mail
    Web,
    /// Anything else
    Other,
}

/// How the words of a sentence are cased, where that hides what case otherwise tells.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Casing {
    /// As in running text.
    Running,
    /// A headline in which every word is capitalised.
    Titles,
    /// No lower-case letter.
    Uppers,
}

/// Words that a capitalised headline needs before its casing is taken for a style: a sentence of
/// fewer may well be a list of names ("Tony Blair met George Bush").
const HEADLINE_WORDS: usize = 5;

/// Letters a word must have to show a headline's casing: shorter ones ("of", "and", "the") stay small.
const HEADLINE_LETTERS: usize = 4;

impl Casing {
    /// The casing of a sentence, given its tokens.
    pub fn of<'a>(tokens: impl Iterator<Item = &'a str>) -> Casing {
        let (mut words, mut titles, mut uppers, mut lower) = (0, 0, 0, false);
        for token in tokens {
            let mut letters = token.chars().filter(|c| c.is_alphabetic());
            let Some(first) = letters.next() else {
                continue;
            };
            let (mut count, mut upper) = (1, first.is_uppercase());
            for letter in letters {
                count += 1;
                upper &= letter.is_uppercase();
            }
            lower |= !upper && token.chars().any(char::is_lowercase);
            if count >= HEADLINE_LETTERS {
                words += 1;
                titles += usize::from(first.is_uppercase());
                uppers += usize::from(upper);
            }
        }
        if uppers > 1 && !lower {
            Casing::Uppers
        } else if words >= HEADLINE_WORDS && titles == words {
            Casing::Titles
        } else {
            Casing::Running
        }
    }
}

/// The shape of `surface` in a sentence of such casing.
pub fn shape(surface: &str, casing: Casing) -> Shape {
    match (of(surface), casing) {
        (Shape::Title, Casing::Titles) => Shape::TitleAmongTitles,
        (Shape::Upper, Casing::Uppers) => Shape::UpperAmongUppers,
        (shape, _) => shape,
    }
}

#[derive(Default)]
struct Counts {
    all: usize,
    upper: usize,
    lower: usize,
    caseless: usize,
    digits: usize,
    stops: usize,
}

fn count(surface: &str) -> Counts {
    let mut n = Counts::default();
    for c in surface.chars() {
        n.all += 1;
        match c {
            _ if c.is_lowercase() => n.lower += 1,
            _ if c.is_uppercase() => n.upper += 1,
            _ if c.is_alphabetic() => n.caseless += 1,
            _ if c.is_numeric() => n.digits += 1,
            '.' => n.stops += 1,
            _ => {}
        }
    }
    n
}

fn of(surface: &str) -> Shape {
    let n = count(surface);
    let letters = n.upper + n.lower + n.caseless;
    let Some(first) = surface.chars().next() else {
        return Shape::Other;
    };
    if letters + n.digits == 0 {
        return mark(surface, first);
    }
    if matches!(first, '@' | '#')
        || surface.contains("://")
        || surface.starts_with("www.")
        || surface.contains('@')
    {
        return Shape::Web;
    }
    if letters == 0 {
        return match n.digits {
            _ if n.digits != n.all => Shape::Number,
            1 => Shape::Digit,
            2 => Shape::TwoDigits,
            4 => Shape::FourDigits,
            _ => Shape::Digits,
        };
    }
    if n.digits > 0 {
        return if first.is_numeric() {
            Shape::DigitsLetters
        } else {
            Shape::LettersDigits
        };
    }
    if n.caseless == letters {
        return Shape::Caseless;
    }
    if matches!(first, '\'' | '’' | '‘')
        || surface.eq_ignore_ascii_case("n't")
        || surface.eq_ignore_ascii_case("n’t")
    {
        return Shape::Clitic;
    }
    if let Some((head, tail)) = surface.rsplit_once(['-', '‐', '‑', '–']) {
        let capital = |part: &str| part.chars().next().is_some_and(char::is_uppercase);
        let parted = match (capital(head), capital(tail)) {
            (true, true) if n.lower > 0 => Some(Shape::TitleHyphenTitle),
            (true, false) if !tail.is_empty() => Some(Shape::TitleHyphenLower),
            (false, true) if !head.is_empty() => Some(Shape::LowerHyphenTitle),
            (false, false) => Some(Shape::LowerHyphenLower),
            _ => None,
        };
        if let Some(shape) = parted {
            return shape;
        }
    }
    match (n.upper, n.lower) {
        (0, _) => Shape::Lower,
        (upper, 0) if n.stops > 0 && upper <= 2 * n.stops => Shape::Initials,
        (1, 0) if n.all == 1 => Shape::Letter,
        (_, 0) => Shape::Upper,
        (1, _) if first.is_uppercase() => Shape::Title,
        // "O'Neill", "L’Oréal": the second capital after an apostrophe is no inner capital.
        _ if first.is_uppercase() => Shape::TitleMixed,
        _ => Shape::LowerMixed,
    }
}

fn mark(surface: &str, first: char) -> Shape {
    match first {
        '…' => Shape::Ellipsis,
        '.' if surface.len() > 1 => Shape::Ellipsis,
        '.' | '!' | '?' => Shape::Stop,
        ',' | ';' | ':' => Shape::Comma,
        '"' | '\'' | '`' | '“' | '”' | '„' | '‘' | '’' | '‚' | '«' | '»' | '‹' | '›' => {
            Shape::Quote
        }
        '(' | '[' | '{' => Shape::Open,
        ')' | ']' | '}' => Shape::Close,
        '-' | '–' | '—' | '―' | '‐' | '‑' | '−' => Shape::Dash,
        '$' | '£' | '€' | '¥' | '₹' | '₽' | '₩' => Shape::Currency,
        _ => Shape::Other,
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn shapes_tell_what_a_token_is_made_of() {
        for (surface, expected) in [
            ("minister", Shape::Lower),
            ("Minister", Shape::Title),
            ("NATO", Shape::Upper),
            ("I", Shape::Letter),
            ("J.", Shape::Initials),
            ("U.S.", Shape::Initials),
            ("U.N", Shape::Initials),
            ("McDonald", Shape::TitleMixed),
            ("iPhone", Shape::LowerMixed),
            ("Taliban-led", Shape::TitleHyphenLower),
            ("Jean-Pierre", Shape::TitleHyphenTitle),
            ("anti-American", Shape::LowerHyphenTitle),
            ("al-Qaida", Shape::LowerHyphenTitle),
            ("so-called", Shape::LowerHyphenLower),
            ("2021", Shape::FourDigits),
            ("1,000", Shape::Number),
            ("21st", Shape::DigitsLetters),
            ("COVID-19", Shape::LettersDigits),
            ("’s", Shape::Clitic),
            ("n't", Shape::Clitic),
            ("北京", Shape::Caseless),
            ("”", Shape::Quote),
            ("...", Shape::Ellipsis),
            ("—", Shape::Dash),
            ("@handle", Shape::Web),
            ("\u{0}", Shape::Other),
        ] {
            assert_eq!(shape(surface, Casing::Running), expected, "{surface}");
        }
    }

    #[test]
    fn headlines_are_told_from_running_text() {
        let casing = |line: &str| Casing::of(line.split(' '));
        assert_eq!(
            casing("Minister Says Talks With Rebels Could Resume in March"),
            Casing::Titles
        );
        assert_eq!(casing("MINISTER SAYS TALKS MAY RESUME"), Casing::Uppers);
        assert_eq!(
            casing("The minister says talks with NATO may resume"),
            Casing::Running
        );
        assert_eq!(casing("Tony Blair met George Bush"), Casing::Running);
        assert_eq!(casing("NATO"), Casing::Running);
    }
}
