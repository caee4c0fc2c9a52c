//! Names and signs of currencies, with their ISO 4217 codes.

use crate::scan::Atoms;

/// The code of a currency sign that starts here ("$", "US$", "HK$", "€"), and where it ends.
pub(super) fn sign(a: &Atoms, i: usize) -> Option<(usize, &'static str)> {
    let plain = |mark: &str| {
        Some(match mark {
            "$" => "USD",
            "£" => "GBP",
            "€" => "EUR",
            "¥" => "JPY",
            "₹" => "INR",
            "₽" => "RUB",
            "₩" => "KRW",
            "₪" => "ILS",
            "₺" => "TRY",
            "₴" => "UAH",
            "₦" => "NGN",
            "₱" => "PHP",
            "₫" => "VND",
            "฿" => "THB",
            _ => return None,
        })
    };
    if let Some(code) = plain(a.at(i)) {
        return Some((i + 1, code));
    }
    if !a.capital(i) || !a.glued(i + 1) {
        return None;
    }
    let code = match (a.at(i), a.at(i + 1)) {
        ("us" | "u", "$") => "USD",
        ("a" | "au" | "aus", "$") => "AUD",
        ("c" | "ca" | "can", "$") => "CAD",
        ("hk", "$") => "HKD",
        ("nz", "$") => "NZD",
        ("s" | "sg", "$") => "SGD",
        ("nt", "$") => "TWD",
        ("r", "$") => "BRL",
        ("mx", "$") => "MXN",
        _ => return None,
    };
    Some((i + 2, code))
}

/// An ISO code before or behind a number, in capitals.
pub(super) fn code(a: &Atoms, i: usize) -> Option<&'static str> {
    const CODES: [&str; 28] = [
        "USD", "EUR", "GBP", "JPY", "CHF", "AUD", "CAD", "CNY", "INR", "RUB", "BRL", "ZAR", "SEK",
        "NOK", "DKK", "PLN", "TRY", "KRW", "MXN", "HKD", "SGD", "NZD", "AED", "SAR", "ILS", "PKR",
        "UAH", "THB",
    ];
    if !a.all_capitals(i) || a.at(i).len() != 3 {
        return None;
    }
    CODES
        .into_iter()
        .find(|code| code.eq_ignore_ascii_case(a.at(i)))
}

/// A currency by its noun, the country's where one is named. `pounds` may be a weight: the caller decides.
fn noun(country: &str, word: &str) -> Option<&'static str> {
    Some(match (country, word) {
        ("australian", "dollar" | "dollars") => "AUD",
        ("canadian", "dollar" | "dollars") => "CAD",
        ("kong", "dollar" | "dollars") => "HKD",
        ("zealand", "dollar" | "dollars") => "NZD",
        ("singapore", "dollar" | "dollars") => "SGD",
        ("taiwan", "dollar" | "dollars") => "TWD",
        (_, "dollar" | "dollars" | "buck" | "bucks") => "USD",
        (_, "euro" | "euros") => "EUR",
        ("egyptian", "pound" | "pounds") => "EGP",
        ("lebanese", "pound" | "pounds") => "LBP",
        ("syrian", "pound" | "pounds") => "SYP",
        ("sudanese", "pound" | "pounds") => "SDG",
        (_, "pound" | "pounds" | "quid" | "sterling") => "GBP",
        (_, "yen") => "JPY",
        (_, "yuan" | "renminbi") => "CNY",
        ("cfa", "franc" | "francs") => "XOF",
        ("congolese", "franc" | "francs") => "CDF",
        (_, "franc" | "francs") => "CHF",
        ("pakistani", "rupee" | "rupees") => "PKR",
        ("sri" | "lankan", "rupee" | "rupees") => "LKR",
        ("nepalese", "rupee" | "rupees") => "NPR",
        (_, "rupee" | "rupees") => "INR",
        (_, "rouble" | "roubles" | "ruble" | "rubles") => "RUB",
        ("argentine" | "argentinian", "peso" | "pesos") => "ARS",
        ("chilean", "peso" | "pesos") => "CLP",
        ("colombian", "peso" | "pesos") => "COP",
        ("philippine", "peso" | "pesos") => "PHP",
        (_, "peso" | "pesos") => "MXN",
        ("qatari", "riyal" | "riyals") => "QAR",
        ("iranian", "rial" | "rials") => "IRR",
        ("yemeni", "rial" | "rials") => "YER",
        ("omani", "rial" | "rials") => "OMR",
        (_, "riyal" | "riyals") => "SAR",
        ("moroccan", "dirham" | "dirhams") => "MAD",
        (_, "dirham" | "dirhams") => "AED",
        ("kuwaiti", "dinar" | "dinars") => "KWD",
        ("iraqi", "dinar" | "dinars") => "IQD",
        ("jordanian", "dinar" | "dinars") => "JOD",
        ("swedish", "krona" | "kronor" | "crowns") => "SEK",
        ("danish", "krone" | "kroner" | "crowns") => "DKK",
        ("icelandic", "krona" | "kronur") => "ISK",
        ("czech", "koruna" | "korunas" | "crowns") => "CZK",
        (_, "krona" | "kronor") => "SEK",
        (_, "krone" | "kroner") => "NOK",
        (_, "real" | "reais" | "reals") => "BRL",
        (_, "lira" | "liras") => "TRY",
        (_, "shekel" | "shekels") => "ILS",
        (_, "rand") => "ZAR",
        (_, "naira") => "NGN",
        (_, "hryvnia" | "hryvnias") => "UAH",
        (_, "zloty" | "zlotys") => "PLN",
        (_, "forint" | "forints") => "HUF",
        (_, "baht") => "THB",
        (_, "rupiah") => "IDR",
        (_, "ringgit") => "MYR",
        (_, "taka") => "BDT",
        (_, "dong") => "VND",
        ("tanzanian", "shilling" | "shillings") => "TZS",
        ("ugandan", "shilling" | "shillings") => "UGX",
        (_, "shilling" | "shillings") => "KES",
        (_, "won") => "KRW",
        _ => return None,
    })
}

/// Cents, pence: code and how many make one of the currency.
pub(super) fn hundredth(a: &Atoms, i: usize) -> Option<&'static str> {
    Some(match a.at(i) {
        "cent" | "cents" | "¢" => "USD",
        "pence" | "penny" => "GBP",
        "p" if a.glued(i) => "GBP",
        _ => return None,
    })
}

/// A currency named behind a number: "dollars", "Swiss francs", "Hong Kong dollars", "USD". Its end and code.
pub(super) fn named(a: &Atoms, i: usize) -> Option<(usize, &'static str)> {
    // "the 12 Euro zone countries"
    let name = a.capital(i) && (a.capital(i + 1) || a.at(i + 1) == "zone" || a.at(i + 1) == "area");
    if let Some(code) = noun("", a.at(i)).filter(|_| !name) {
        return Some((i + 1, code));
    }
    if let Some(code) = code(a, i) {
        return Some((i + 1, code));
    }
    if !a.capital(i) {
        return None;
    }
    // "U.S. dollars", "US dollars"
    if a.at(i) == "u" && a.at(i + 1) == "." && a.at(i + 2) == "s" {
        let end = i + 3 + usize::from(a.at(i + 3) == ".");
        return noun("", a.at(end)).map(|code| (end + 1, code));
    }
    if let Some(code) = noun(a.at(i), a.at(i + 1)) {
        return Some((i + 2, code));
    }
    a.capital(i + 1)
        .then(|| noun(a.at(i + 1), a.at(i + 2)))
        .flatten()
        .map(|code| (i + 3, code))
}
