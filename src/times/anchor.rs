//! Finds the article's own date: a date line near the top, a dateline with a full date.

use super::calendar::Point;
use super::read;
use super::reading::Reading;
use crate::decode::Tagging;
use crate::scan::Atoms;
use crate::text::Text;
use time::Date;

/// Sentences from the top that may hold the date line: title, subtitle, author, date, picture caption.
const TOP: usize = 8;
/// Words that a date line may hold beside its date: "Published", "Last updated at", a place.
const OTHER_WORDS: usize = 5;

/// The date of publication that the article itself prints.
pub(super) fn own_date(text: &Text, tagging: &Tagging) -> Option<Date> {
    (0..text.sentences.len().min(TOP)).find_map(|sentence| {
        let a = Atoms::of_sentence(text, tagging, sentence);
        read::sentence(&a).into_iter().find_map(|found| {
            let Reading::Point { point, weekday, .. } = found.reading else {
                return None;
            };
            let date = Point::date(point)?;
            let words = |range: std::ops::Range<usize>| range.filter(|i| a.is_word(*i)).count();
            let beside = words(0..found.atoms.start) + words(found.atoms.end..a.len());
            let alone = beside <= OTHER_WORDS
                && !(0..found.atoms.start)
                    .any(|i| matches!(a.at(i), "in" | "born" | "since" | "until" | "from"));
            // Wikinews prints the weekday; the line may be stuck to the title or to the first sentence.
            let edge = found.atoms.start == 0 || found.atoms.end == a.len();
            let headed = weekday.is_some() && edge;
            // "LONDON, 5 May 2021 —", "May 5, 2021 (AP) -"
            let dateline = words(0..found.atoms.start) <= OTHER_WORDS
                && (0..found.atoms.start).all(|i| !a.is_word(i) || a.capital(i))
                && (found.atoms.end..found.atoms.end + 5).any(|i| a.at(i) == "-" && !a.glued(i))
                && !(0..found.atoms.start).any(|i| a.at(i) == "(");
            (alone || headed || dateline).then_some(date)
        })
    })
}
