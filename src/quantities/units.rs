//! Units of measure and their symbols.

use crate::scan::Atoms;

/// The symbol of a unit written as one word.
fn word(unit: &str) -> Option<&'static str> {
    Some(match unit {
        "km" | "kms" | "kilometre" | "kilometres" | "kilometer" | "kilometers" => "km",
        "metre" | "metres" | "meter" | "meters" => "m",
        "cm" | "centimetre" | "centimetres" | "centimeter" | "centimeters" => "cm",
        "mm" | "millimetre" | "millimetres" | "millimeter" | "millimeters" => "mm",
        "mile" | "miles" => "mi",
        "foot" | "feet" | "ft" => "ft",
        "inch" | "inches" => "in",
        "yard" | "yards" => "yd",
        "acre" | "acres" => "acre",
        "hectare" | "hectares" => "ha",
        "kg" | "kgs" | "kilo" | "kilos" | "kilogram" | "kilograms" | "kilogramme"
        | "kilogrammes" => "kg",
        "gram" | "grams" | "gramme" | "grammes" => "g",
        "mg" | "milligram" | "milligrams" => "mg",
        "tonne" | "tonnes" => "t",
        "ton" | "tons" => "ton",
        "lb" | "lbs" => "lb",
        "oz" | "ounce" | "ounces" => "oz",
        "litre" | "litres" | "liter" | "liters" => "l",
        "ml" | "millilitre" | "millilitres" | "milliliter" | "milliliters" => "ml",
        "gallon" | "gallons" => "gal",
        "pint" | "pints" => "pint",
        "barrel" | "barrels" => "bbl",
        "mph" => "mph",
        "kph" | "kmh" => "km/h",
        "knot" | "knots" => "kn",
        "watt" | "watts" => "W",
        "kw" | "kilowatt" | "kilowatts" => "kW",
        "mw" | "megawatt" | "megawatts" => "MW",
        "gw" | "gigawatt" | "gigawatts" => "GW",
        "kwh" => "kWh",
        "mwh" => "MWh",
        "hz" | "hertz" => "Hz",
        "khz" | "kilohertz" => "kHz",
        "mhz" | "megahertz" => "MHz",
        "ghz" | "gigahertz" => "GHz",
        "mb" | "megabyte" | "megabytes" => "MB",
        "gb" | "gigabyte" | "gigabytes" => "GB",
        "tb" | "terabyte" | "terabytes" => "TB",
        "kilobit" | "kilobits" => "kbit",
        "megabit" | "megabits" => "Mbit",
        "gigabit" | "gigabits" => "Gbit",
        "decibel" | "decibels" => "dB",
        "volt" | "volts" => "V",
        "calories" => "kcal",
        "magnitude" => "magnitude",
        "nm" => "nmi",
        _ => return None,
    })
}

/// "square", "cubic" before a length.
fn power(shape: &str, length: &str) -> Option<&'static str> {
    let length = word(length).or(if length == "m" { Some("m") } else { None })?;
    Some(match (shape, length) {
        ("square" | "sq", "km") => "km²",
        ("square" | "sq", "m") => "m²",
        ("square" | "sq", "mi") => "mi²",
        ("square" | "sq", "ft") => "ft²",
        ("square" | "sq", "yd") => "yd²",
        ("square" | "sq", "cm") => "cm²",
        ("square" | "sq", "in") => "in²",
        ("cubic", "m") => "m³",
        ("cubic", "km") => "km³",
        ("cubic", "ft") => "ft³",
        ("cubic", "cm") => "cm³",
        _ => return None,
    })
}

/// "Celsius", "F" behind degrees.
fn scale(a: &Atoms, i: usize) -> Option<&'static str> {
    match a.at(i) {
        "celsius" | "centigrade" => Some("°C"),
        "fahrenheit" => Some("°F"),
        "c" if a.capital(i) => Some("°C"),
        "f" if a.capital(i) => Some("°F"),
        _ => None,
    }
}

/// A unit that starts here, behind a number: its end and symbol.
pub(super) fn read(a: &Atoms, i: usize) -> Option<(usize, &'static str)> {
    let unit = a.at(i);
    match unit {
        "square" | "sq" | "cubic" => {
            let dot = usize::from(a.at(i + 1) == "." || a.at(i + 1) == "-");
            return power(unit, a.at(i + 1 + dot)).map(|symbol| (i + 2 + dot, symbol));
        }
        "nautical" if matches!(a.at(i + 1), "mile" | "miles") => return Some((i + 2, "nmi")),
        "metric" if matches!(a.at(i + 1), "ton" | "tons" | "tonnes") => return Some((i + 2, "t")),
        "degree" | "degrees" | "°" | "º" => {
            return Some(scale(a, i + 1).map_or((i + 1, "°"), |symbol| (i + 2, symbol)));
        }
        // Single letters are units only when they stick to the number: "8,849m", "500g", "38C".
        "m" | "g" | "l" | "c" | "f"
            if a.glued(i) && (matches!(unit, "c" | "f") || !a.capital(i)) =>
        {
            return match unit {
                "m" if a.at(i + 1) == "²" => Some((i + 2, "m²")),
                "m" if a.at(i + 1) == "³" => Some((i + 2, "m³")),
                "m" => Some((i + 1, "m")),
                "g" => Some((i + 1, "g")),
                "l" => Some((i + 1, "l")),
                _ => scale(a, i).map(|symbol| (i + 1, symbol)),
            };
        }
        _ => {}
    }
    let symbol = word(unit)?;
    let end = i + 1;
    Some(match (symbol, a.at(end), a.at(end + 1)) {
        ("km", "/", "h" | "hr") => (end + 2, "km/h"),
        ("km", "per", "hour") | ("km", "an", "hour") => (end + 2, "km/h"),
        ("mi", "per", "hour") | ("mi", "an", "hour") => (end + 2, "mph"),
        ("km", "²", _) => (end + 1, "km²"),
        ("m", "per", "second") => (end + 2, "m/s"),
        ("W" | "kW" | "MW" | "GW", "-" | "hour" | "hours", _) if hours(a, end).is_some() => (
            hours(a, end).unwrap_or(end),
            if symbol == "MW" {
                "MWh"
            } else if symbol == "GW" {
                "GWh"
            } else {
                "kWh"
            },
        ),
        _ => (end, symbol),
    })
}

/// "-hours", "hours" behind a watt.
fn hours(a: &Atoms, i: usize) -> Option<usize> {
    let j = i + usize::from(a.at(i) == "-");
    matches!(a.at(j), "hour" | "hours").then_some(j + 1)
}
