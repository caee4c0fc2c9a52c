//! Pieces of news and of what breaks readers of it, to be strung together into texts.

/// As many as a byte has values, so that a byte can name one. Words bring the space behind them along.
#[rustfmt::skip]
pub const PIECES: [&str; 256] = [
    "A ", "The ", "the ", "a ", "minister ", "officials ", "Ann ", "Okoye ", "Ole ", "Brandt ", "Smith ", "Müller ", "al-Masri ", "Jr. ",
    "Mr. ", "Dr. ", "said ", "says ", "told ", "denied ", "confirmed ", "according to ", "claimed ", "that ", "who ", "which ", "he ",
    "she ", "they ", "it ", "his ", "her ", "I ", "we ", "you ", "this ", "not ", "n't ", "never ", "no ", "allegedly ", "may ", "would ",
    "will ", "had ", "has ", "was ", "were ", "is ", "are ", "been ", "be ", "to ", "of ", "in ", "on ", "at ", "by ", "for ", "with ",
    "from ", "and ", "or ", "but ", "because ", "after ", "before ", "killed ", "dead ", "people ", "soldiers ", "police ", "army ",
    "company ", "report ", "spokesman ", "president ", "government ", "city ", "river ", "Riverton ", "Ashford ", "WHO ", "UN ", "U.S. ",
    "Ministry of Works ", "Reuters ", "Monday ", "Tuesday ", "yesterday ", "today ", "last ", "next ", "week ", "month ", "year ", "years ",
    "ago ", "later ", "May ", "March ", "Jan. ", "2021 ", "1990s ", "3 ", "12 ", "31st ", "1,000 ", "3:30 ", "p.m. ", "noon ",
    "999999999999999999999 ", "1e309 ", "0 ", "-1 ", "per cent ", "million ", "billion ", "dozens ", "two ", "twenty ", "hundred ",
    "thousand ", "third ", "half ", "km ", "°C ", "m² ", "bn ", "2024-05-01 ", "12/5/21 ", "9/11 ", "Feb. 30 ", "early ", "mid- ",
    "century ", "BC ", "every ", "old ", "No. ", "F-16 ", "555-2010 ", "@name ", "known as ", "Lt. Gen. ", "Zoë ", "XX ", "(BBC) ", "½",
    "1/2", "$", "£", "€", "%", "“", "”", "‘", "’", "\"", "'", "«", "»", "„", "``", "''", "(", ")", "[", "]", "{", "}", "<", ">", "<b>",
    "&amp;", "/", "\\", "=", ",", ".", "..", "…", ";", ":", "!", "?", "--", "—", "–", "*", "_", "+", "~", "|", "n’t", "'s", "’s", "&",
    "[3]", "•", "#", "-", "\n", "\n\n", "\r\n", "\r", "\t", " ", " ", " ", "  ", "\u{A0}", "\u{2028}", "\0", "\u{7}", "\u{1B}", "\u{AD}",
    "\u{200B}", "\u{200D}", "\u{200E}", "\u{202A}", "\u{202C}", "\u{202E}", "\u{2066}", "\u{2069}", "\u{FEFF}", "\u{FFFD}", "\u{301}",
    "\u{20DD}", "\u{FE0F}", "\u{E000}", "\u{E0001}", "\u{10FFFF}", "é", "e\u{301}", "ß", "İ", "ﬁ", "𝔘", "中", "文。", "العربية", "한", "🙂",
    "👩\u{200D}👧", "🇺🇸", "🇬", "http://a.b/c?d", "www.", "javascript:", "=1+1", "Read more\n", "Image:", "RIVERTON (AP) —", "By Ann Okoye\n",
    "Q:",
];
