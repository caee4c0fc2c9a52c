//! Reads numbers written in digits ("3,000", "5 1/2", "1.2bn") or in words ("two hundred and five",
//! "half a million") from a sentence's atoms.

use crate::scan::Atoms;

/// A number that was read.
#[derive(Clone, Copy, Debug, PartialEq)]
pub(crate) struct Number {
    /// One past its last atom.
    pub(crate) end: usize,
    pub(crate) value: f64,
    /// Written with digits.
    pub(crate) digits: bool,
}

/// "one" to "nineteen", and "zero".
pub(crate) fn small(word: &str) -> Option<u8> {
    Some(match word {
        "zero" => 0,
        "one" => 1,
        "two" => 2,
        "three" => 3,
        "four" => 4,
        "five" => 5,
        "six" => 6,
        "seven" => 7,
        "eight" => 8,
        "nine" => 9,
        "ten" => 10,
        "eleven" => 11,
        "twelve" => 12,
        "thirteen" => 13,
        "fourteen" => 14,
        "fifteen" => 15,
        "sixteen" => 16,
        "seventeen" => 17,
        "eighteen" => 18,
        "nineteen" => 19,
        _ => return None,
    })
}

/// "twenty" to "ninety".
pub(crate) fn tens(word: &str) -> Option<u8> {
    Some(match word {
        "twenty" => 20,
        "thirty" => 30,
        "forty" | "fourty" => 40,
        "fifty" => 50,
        "sixty" => 60,
        "seventy" => 70,
        "eighty" => 80,
        "ninety" => 90,
        _ => return None,
    })
}

/// A word that multiplies what stands before it.
pub(crate) fn scale(word: &str) -> Option<f64> {
    Some(match word {
        "hundred" => 1e2,
        "thousand" => 1e3,
        "million" | "mln" | "mn" => 1e6,
        "billion" | "bn" | "bln" => 1e9,
        "trillion" | "tn" | "trn" => 1e12,
        "lakh" | "lac" => 1e5,
        "crore" => 1e7,
        "dozen" => 12.0,
        _ => return None,
    })
}

/// The plural of a scale where it stands for an unknown multiple: "thousands of", "dozens".
#[allow(dead_code)]
pub(crate) fn vague_scale(word: &str) -> Option<f64> {
    word.strip_suffix('s').and_then(scale)
}

fn unit_ordinal(word: &str) -> Option<u8> {
    Some(match word {
        "first" => 1,
        "second" => 2,
        "third" => 3,
        "fourth" => 4,
        "fifth" => 5,
        "sixth" => 6,
        "seventh" => 7,
        "eighth" => 8,
        "ninth" => 9,
        "tenth" => 10,
        "eleventh" => 11,
        "twelfth" => 12,
        "thirteenth" => 13,
        "fourteenth" => 14,
        "fifteenth" => 15,
        "sixteenth" => 16,
        "seventeenth" => 17,
        "eighteenth" => 18,
        "nineteenth" => 19,
        "twentieth" => 20,
        "thirtieth" => 30,
        "fortieth" => 40,
        "fiftieth" => 50,
        "sixtieth" => 60,
        "seventieth" => 70,
        "eightieth" => 80,
        "ninetieth" => 90,
        _ => return None,
    })
}

/// "third", "twenty-first", "21st", "hundredth".
pub(crate) fn ordinal(a: &Atoms, i: usize) -> Option<Number> {
    if let Some(value) = a.digits(i) {
        let suffix = a.glued(i + 1) && matches!(a.at(i + 1), "st" | "nd" | "rd" | "th");
        let glued_on = a.glued(i + 2) && (a.is_digits(i + 2) || a.is_word(i + 2));
        return (suffix && !glued_on).then_some(Number {
            end: i + 2,
            value: value as f64,
            digits: true,
        });
    }
    let word = a.at(i);
    if let Some(value) = unit_ordinal(word) {
        return Some(Number {
            end: i + 1,
            value: value.into(),
            digits: false,
        });
    }
    if let Some(ten) = tens(word) {
        let next = if a.at(i + 1) == "-" { i + 2 } else { i + 1 };
        let unit = unit_ordinal(a.at(next)).filter(|u| *u < 10)?;
        return Some(Number {
            end: next + 1,
            value: (ten + unit).into(),
            digits: false,
        });
    }
    let value = match word {
        "hundredth" => 100.0,
        "thousandth" => 1000.0,
        "millionth" => 1e6,
        _ => return None,
    };
    Some(Number {
        end: i + 1,
        value,
        digits: false,
    })
}

/// One half, a quarter and so on as a single character.
fn vulgar_fraction(mark: &str) -> Option<f64> {
    Some(match mark {
        "½" => 0.5,
        "¼" => 0.25,
        "¾" => 0.75,
        "⅓" => 1.0 / 3.0,
        "⅔" => 2.0 / 3.0,
        "⅛" => 0.125,
        "⅜" => 0.375,
        "⅝" => 0.625,
        "⅞" => 0.875,
        _ => return None,
    })
}

/// "1/2", "3/4": a fraction in digits, not part of a date or a longer chain of slashes.
pub(crate) fn slash_fraction(a: &Atoms, i: usize) -> Option<Number> {
    let (top, bottom) = (a.digits(i)?, a.digits(i + 2)?);
    let shape = a.at(i + 1) == "/" && a.glued(i + 1) && a.glued(i + 2);
    let chained = a.at(i + 3) == "/" && a.glued(i + 3) || a.before(i, 1) == "/";
    (shape && !chained && top > 0 && top < bottom && bottom <= 100).then(|| Number {
        end: i + 3,
        value: top as f64 / bottom as f64,
        digits: true,
    })
}

/// Digits with thousands separators, decimals and a fraction behind: "3,000", "12.5", "5 1/2", "2½".
/// No scale word is read.
pub(crate) fn plain_digits(a: &Atoms, i: usize) -> Option<Number> {
    if let Some(value) = vulgar_fraction(a.at(i)) {
        return Some(Number {
            end: i + 1,
            value,
            digits: true,
        });
    }
    if !a.is_digits(i) {
        return None;
    }
    // A number whose digits are cut by a thousands separator is read as one string, so that it is rounded once.
    let mut written = a.at(i).to_owned();
    let mut end = i + 1;
    let group = |end: usize| {
        a.glued(end) && a.glued(end + 1) && a.is_digits(end + 1) && a.at(end + 1).len() == 3
    };
    if written.len() <= 3 {
        while a.at(end) == "," && group(end) {
            written.push_str(a.at(end + 1));
            end += 2;
        }
    }
    if a.at(end) == "." && a.glued(end) && a.is_digits(end + 1) && a.glued(end + 1) {
        let longer =
            a.at(end + 2) == "." && a.glued(end + 2) && a.glued(end + 3) && a.is_digits(end + 3);
        if !longer {
            written.push('.');
            written.push_str(a.at(end + 1));
            end += 2;
        }
    }
    if written.len() > 40 {
        return None;
    }
    let mut value: f64 = written.parse().ok()?;
    if let Some(part) = vulgar_fraction(a.at(end)) {
        value += part;
        end += 1;
    } else if !written.contains('.')
        && let Some(part) = slash_fraction(a, end).or_else(|| {
            (a.at(end) == "-" && a.glued(end))
                .then(|| slash_fraction(a, end + 1))
                .flatten()
        })
    {
        value += part.value;
        end = part.end;
    }
    Some(Number {
        end,
        value,
        digits: true,
    })
}

/// Skips "-" that joins number words: "twenty-one", "three-hundred".
fn past_hyphen(a: &Atoms, i: usize) -> usize {
    if a.at(i) == "-" && a.glued(i) && a.glued(i + 1) && a.is_word(i + 1) {
        i + 1
    } else {
        i
    }
}

/// A number in words without "a half": "two hundred and five", "twenty-one", "a million", "three dozen".
fn in_words(a: &Atoms, i: usize) -> Option<Number> {
    let (mut total, mut group, mut end) = (0.0, 0.0, i);
    let mut room = 1000.0; // the next scale must be smaller than the last, except that "hundred thousand" multiplies
    let mut last = 1000.0; // size of what a further small number may fill: 100 after "hundred", 10 after "twenty"
    if matches!(a.at(i), "a" | "an") {
        let next =
            scale(a.at(i + 1)).filter(|_| !a.at(i + 1).ends_with('n') || a.at(i + 1).len() > 3)?;
        (group, end) = (next, i + 2);
        last = next.min(100.0);
        if next >= 1e3 {
            (total, group, room, last) = (next, 0.0, next, 1000.0);
        }
        if a.at(i + 1) == "dozen" {
            return Some(Number {
                end,
                value: 12.0,
                digits: false,
            });
        }
    }
    loop {
        let mut j = past_hyphen(a, end);
        if j > end && end == i {
            break;
        }
        if a.at(j) == "and" && (total > 0.0 || group >= 100.0) && end > i {
            let next = a.at(j + 1);
            if small(next).is_none() && tens(next).is_none() {
                break;
            }
            j += 1;
        }
        let word = a.at(j);
        if let Some(n) = small(word) {
            let n = f64::from(n);
            if n >= last || (n == 0.0 && end > i) {
                break;
            }
            group += n;
            last = 0.0;
        } else if let Some(n) = tens(word) {
            if last < 100.0 {
                break;
            }
            group += f64::from(n);
            last = 10.0;
        } else if let Some(n) = scale(word) {
            if end == i || group == 0.0 {
                break;
            }
            if word == "dozen" {
                if total > 0.0 {
                    break;
                }
                return Some(Number {
                    end: j + 1,
                    value: group * 12.0,
                    digits: false,
                });
            }
            if n == 100.0 {
                if group >= 100.0 {
                    break;
                }
                group *= 100.0;
                last = 100.0;
            } else {
                if n >= room && room > 1000.0 {
                    break;
                }
                total += group * n;
                group = 0.0;
                room = n;
                last = 1000.0;
            }
        } else {
            break;
        }
        end = j + 1;
    }
    (end > i).then_some(Number {
        end,
        value: total + group,
        digits: false,
    })
}

/// "and a half", "and a quarter" behind a number.
fn and_a_half(a: &Atoms, i: usize) -> Option<(usize, f64)> {
    let part = |word: &str| match word {
        "half" => Some(0.5),
        "quarter" => Some(0.25),
        _ => None,
    };
    if a.at(i) != "and" || !matches!(a.at(i + 1), "a" | "one") {
        return None;
    }
    part(a.at(i + 2)).map(|p| (i + 3, p)).or_else(|| {
        (a.at(i + 2) == "three" && a.at(i + 3).starts_with("quarter")).then_some((i + 4, 0.75))
    })
}

/// A cardinal number with its scale words: "3.5 million", "1.2bn", "two and a half thousand", "half a million".
pub(crate) fn cardinal(a: &Atoms, i: usize) -> Option<Number> {
    if a.at(i) == "half" && matches!(a.at(i + 1), "a" | "-") {
        let size = scale(a.at(i + 2))?;
        return Some(Number {
            end: i + 3,
            value: size / 2.0,
            digits: false,
        });
    }
    let mut number = match plain_digits(a, i) {
        Some(number) => number,
        None => in_words(a, i)?,
    };
    if let Some((end, part)) = and_a_half(a, number.end) {
        number.value += part;
        number.end = end;
    }
    // "3.5 million", "2 hundred thousand": scales multiply one after the other.
    let mut scaled = false;
    while number.digits || number.value.fract() != 0.0 || scaled {
        let next = past_hyphen(a, number.end);
        let Some(size) = scale(a.at(next)) else { break };
        // "mn", "tn", "bn" are scales only right after digits; "m" is left to the reader of currencies.
        number.value = round(number.value * size);
        number.end = next + 1;
        scaled = true;
    }
    Some(number)
}

/// Products such as 3.3 × 1e6 leave 3299999.9999999995: amounts have no more than two decimals that matter
/// once they are multiplied by a scale word.
fn round(value: f64) -> f64 {
    if value < 1e15 {
        (value * 100.0 + 0.5).floor() / 100.0
    } else {
        value
    }
}
