//! Finds amounts: money, percentages, counts, measures, ordinals. Sentences and times in, spans with value
//! and unit out.

mod counts;
mod currencies;
mod fractions;
mod money;
mod nouns;
mod read;
mod units;

use crate::decode::Tagging;
use crate::scan::Atoms;
use crate::text::{Span, Text};
use crate::times::Time;
use crate::turns::{finish, turn};
use serde::{Deserialize, Serialize};

/// One amount.
#[derive(Clone, Debug, PartialEq)]
pub struct Quantity {
    /// Where it stands, unit included.
    pub span: Span,
    /// What sort of amount.
    pub kind: QuantityKind,
    /// The number.
    pub value: f64,
    /// ISO 4217 currency, unit of measure, or what is counted.
    pub unit: Option<String>,
}

/// What sort of amount.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Serialize, Deserialize)]
#[serde(rename_all = "lowercase")]
#[allow(missing_docs)]
#[cfg_attr(feature = "types", derive(ts_rs::TS))]
pub enum QuantityKind {
    Money,
    Percent,
    Count,
    Measure,
    Ordinal,
}

/// Sentences that are read in one turn.
const TURN_SENTENCES: usize = 256;

/// Finds the amounts of a text, in order, never overlapping each other or a time.
///
/// - Money has its ISO 4217 code ("$" alone is `USD`, "rupees" `INR`).
/// - Percent has the unit `%`, `pp` (percentage points) or `bp` (basis points); a fraction of a whole is a
///   percentage too ("two-thirds" 66.67, "one in five" 20).
/// - A count has the head noun of what is counted in lower case as its unit ("12 Pakistani soldiers": `soldiers`),
///   none where the noun is left out ("at least 15"). "Dozens", "thousands" count as the least that they can mean: 12, 1000.
/// - A measure has the symbol of its unit (`km`, `mi`, `°C`, `ft²`, `years` for ages); the value is in that unit.
/// - Of a range ("between 10 and 20 people", "$2-3 million") both ends are found, with the kind and unit of the last.
pub fn find(text: &Text, tagging: &Tagging, times: &[Time]) -> Vec<Quantity> {
    finish(find_in_turns(text, tagging, times))
}

/// The same, in turns.
pub(crate) async fn find_in_turns(
    text: &Text<'_>,
    tagging: &Tagging,
    times: &[Time],
) -> Vec<Quantity> {
    let mut quantities = Vec::new();
    let mut next_time = 0;
    for sentence in 0..text.sentences.len() {
        if sentence % TURN_SENTENCES == TURN_SENTENCES - 1 {
            turn().await;
        }
        let atoms = Atoms::of_sentence(text, tagging, sentence);
        let free = free_atoms(&atoms, times, &mut next_time);
        for found in read::sentence(&atoms, &free) {
            let Some(span) = atoms.span(found.atoms) else {
                continue;
            };
            quantities.push(Quantity {
                span,
                kind: found.kind,
                value: found.value,
                unit: found.unit,
            });
        }
    }
    quantities
}

/// For each atom, whether it lies outside every time.
fn free_atoms(a: &Atoms, times: &[Time], next: &mut usize) -> Vec<bool> {
    (0..a.len())
        .map(|i| {
            let Some(span) = a.span(i..i + 1) else {
                return false;
            };
            while times.get(*next).is_some_and(|t| t.span.end <= span.start) {
                *next += 1;
            }
            times.get(*next).is_none_or(|t| t.span.start >= span.end)
        })
        .collect()
}
