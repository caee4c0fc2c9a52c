//! What each block is in its article: paragraphs and their sentences in, running text, headings and page
//! furniture told apart.

use super::chars::is_separator;
use super::paragraphs::is_bullet;
use super::sentences::{MONTHS, WEEKDAYS};
use super::{Paragraph, Role, Sentence, Token};
use crate::turns::turn;

/// A heading has at most this many tokens; longer blocks without a full stop are running text that was cut.
const LONGEST_HEADING: usize = 30;

/// The same for headings between paragraphs, which are shorter than titles.
const LONGEST_SUBHEADING: usize = 12;

/// Furniture that only begins in a fixed way has at most this many tokens: "Read more: Floods in the north".
const LONGEST_FURNITURE: usize = 25;

/// Blocks longer than this, in bytes, are never compared with the lists.
const LONGEST_LABEL: usize = 200;

/// Blocks that are furniture when they say nothing else, in lower case without marks at the ends.
#[rustfmt::skip]
const LABELS: &[&str] = &[
    "ad", "advertisement", "advertisements", "advertising", "all comments", "also read", "back to top", "close", "comment", "comments",
    "copy link", "copy url", "donate", "download app", "email", "email this", "facebook", "follow", "follow us", "go to top", "home",
    "instagram", "join us", "keep reading", "learn more", "leave a comment", "leave a reply", "linkedin", "listen", "listen to article",
    "listen to this article", "live", "load more", "loading", "log in", "login", "menu", "more", "more information about formats",
    "more news", "more on this story", "more stories", "most popular", "most read", "most viewed", "newsletter", "newsletters", "next",
    "next article", "next story", "no comments", "open in app", "permalink", "pin", "pinterest", "post comment", "previous",
    "previous article", "previous story", "print", "print this", "promoted content", "read also", "read also:", "read full story",
    "read later", "read more", "read more here", "read next", "recommended", "recommended for you", "recommended stories", "reddit",
    "related", "related articles", "related content", "related news", "related posts", "related stories", "related topics", "reply",
    "report this ad", "reprints", "save", "save article", "scroll down", "scroll to continue", "search", "see also", "see more",
    "share", "share article", "share full article", "share on facebook", "share on twitter", "share on x", "share this",
    "share this article", "share this page", "share this post", "share this story", "show comments", "show less", "show more",
    "sign in", "sign up", "skip ad", "skip advertisement", "skip to content", "skip to main content", "sponsored",
    "sponsored content", "submit", "subscribe", "subscribe now", "tags", "telegram", "text size", "the latest", "top stories",
    "trending", "trending now", "tweet", "twitter", "up next", "view comments", "view more", "watch", "watch live", "whatsapp",
    "you may also like", "you may like", "you might also like", "youtube",
];

/// How furniture begins that goes on with something of its own.
#[rustfmt::skip]
const BEGINNINGS: &[&str] = &[
    "also read:", "article continues", "by clicking", "by signing up", "click here", "click to", "copyright", "download the", "follow us",
    "follow @", "get our", "get the latest", "join our", "join the conversation", "leave a reply", "more:", "more from", "more on", "more stories",
    "most read", "read also:", "read more", "read next:", "recommended:", "related:", "related articles", "scroll to continue",
    "see also:", "share on", "share this", "sign up for", "sign up to", "skip advertisement", "story continues", "subscribe to",
    "this article is", "this site uses cookies", "this website uses cookies", "we use cookies", "watch:", "your email address", "©", "(c) 19", "(c) 20",
];

/// What only furniture says.
const PHRASES: &[&str] = &[
    "all rights reserved",
    "email address will not be published",
    "leave a reply",
    "privacy policy",
    "required fields are marked",
    "terms of service",
    "terms of use",
    "to continue reading",
    "to view this content",
    "enable javascript",
];

/// Paragraphs that are looked at in one turn.
const TURN_PARAGRAPHS: usize = 1024;

/// Sets the role of every paragraph, in turns.
pub async fn assign(
    source: &str,
    paragraphs: &mut [Paragraph],
    sentences: &[Sentence],
    tokens: &[Token],
) {
    let mut titled = false;
    let mut after_prose = false;
    for i in 0..paragraphs.len() {
        if i % TURN_PARAGRAPHS == TURN_PARAGRAPHS - 1 {
            turn().await;
        }
        let paragraph = &paragraphs[i];
        let Some(text) = source.get(paragraph.span.start..paragraph.span.end) else {
            continue;
        };
        let count = paragraph.tokens.len();
        if is_furniture(text, count) {
            paragraphs[i].role = Role::Furniture;
            continue;
        }
        let followed = paragraphs.get(i + 1).is_some_and(|next| {
            source
                .get(next.span.start..next.span.end)
                .is_some_and(|text| {
                    let prose = ends_sentence(text) && next.tokens.len() > count;
                    is_bullet(source, next.span) || prose && !is_furniture(text, next.tokens.len())
                })
        });
        let single = paragraph.sentences.len() == 1;
        let words = sentences
            .get(paragraph.sentences.start)
            .and_then(|s| tokens.get(s.tokens.clone()))
            .unwrap_or(&[]);
        let heading = single
            && starts_like_heading(text)
            && !is_date(source, words)
            && if titled || after_prose {
                count <= LONGEST_SUBHEADING && !ends_sentence(text) && followed
            } else {
                count <= LONGEST_HEADING
                    && paragraphs.len() > 1
                    && (!text.ends_with(['.', ':', ',', '”', '"']) || is_title_case(source, words))
            };
        if heading {
            titled = true;
            paragraphs[i].role = Role::Heading;
        }
        after_prose |= ends_sentence(text) && !heading;
    }
}

/// Whether a block, of `count` tokens, belongs to the page and not to the article.
fn is_furniture(text: &str, count: usize) -> bool {
    if !text.chars().any(char::is_alphanumeric) {
        return true;
    }
    if count > 2 * LONGEST_FURNITURE || text.len() > LONGEST_LABEL {
        return false;
    }
    let lower = text
        .split(is_separator)
        .filter(|w| !w.is_empty())
        .collect::<Vec<_>>()
        .join(" ")
        .to_lowercase();
    let label = lower.trim_matches(|c: char| !c.is_alphanumeric());
    if LABELS.binary_search(&label).is_ok() || PHRASES.iter().any(|p| lower.contains(p)) {
        return true;
    }
    // "12 comments", "3 min read"
    let counted =
        label.trim_start_matches(|c: char| c.is_ascii_digit() || matches!(c, ',' | '.' | '-'));
    if counted.len() < label.len()
        && matches!(
            counted.trim_start(),
            "comments"
                | "comment"
                | "shares"
                | "min read"
                | "minute read"
                | "minutes read"
                | "views"
                | "likes"
                | "replies"
        )
    {
        return true;
    }
    // Style sheets and scripts that were copied along.
    let property = text
        .split_once(':')
        .is_some_and(|(name, _)| name.bytes().all(|b| b.is_ascii_lowercase() || b == b'-'));
    if text.contains(['{', '}']) || (text.ends_with(';') && property) {
        return true;
    }
    let start = lower.trim_start_matches(|c: char| !c.is_alphanumeric() && !matches!(c, '©' | '('));
    count <= LONGEST_FURNITURE && BEGINNINGS.iter().any(|b| start.starts_with(b))
}

/// Whether a block ends as running text does.
fn ends_sentence(text: &str) -> bool {
    let end = text.trim_end_matches(['"', '”', '\'', '’', ')', ']', '»']);
    end.ends_with(['.', '!', '?', '…', ':']) || end.len() < text.len()
}

/// Begins with a capital, a digit or a quotation mark, and is neither a byline nor a list item.
fn starts_like_heading(text: &str) -> bool {
    let first = text.chars().next().unwrap_or(' ');
    let opens = first.is_uppercase()
        || first.is_ascii_digit()
        || matches!(first, '"' | '“' | '‘' | '\'' | '#' | '¿' | '¡');
    let byline = ["By ", "BY ", "Published", "Updated", "Posted"]
        .iter()
        .any(|b| text.starts_with(b));
    opens && !byline && text.chars().any(char::is_alphabetic)
}

/// Whether a line is a date, with nothing but a clock time or the like behind it: "Saturday, October 9, 2010".
fn is_date(source: &str, tokens: &[Token]) -> bool {
    const LONGEST: usize = 10;
    let mut words = tokens
        .iter()
        .filter_map(|t| source.get(t.span.start..t.span.end));
    let calendar = |w: &str| {
        WEEKDAYS.binary_search(&w).is_ok() || MONTHS.binary_search(&w.trim_end_matches('.')).is_ok()
    };
    let digits = |w: &str| w.bytes().all(|b| b.is_ascii_digit());
    let year = words.clone().any(|w| w.len() == 4 && digits(w));
    let (Some(first), second) = (words.next(), words.next()) else {
        return false;
    };
    tokens.len() <= LONGEST
        && year
        && (calendar(first) || digits(first) && second.is_some_and(calendar))
}

/// Whether most long words begin with a capital, as in titles.
fn is_title_case(source: &str, tokens: &[Token]) -> bool {
    const LONG: usize = 4;
    let words = tokens
        .iter()
        .filter_map(|t| source.get(t.span.start..t.span.end))
        .filter(|w| w.len() >= LONG && w.starts_with(char::is_alphabetic));
    let (capital, all) = words.fold((0, 0), |(c, n), w| {
        (c + usize::from(w.starts_with(char::is_uppercase)), n + 1)
    });
    all >= 3 && capital * 4 >= all * 3
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn labels_are_sorted() {
        assert!(LABELS.is_sorted());
    }
}
