// The interface's texts in the reader's language: a table fetched on demand, plural forms, numbers, overrides by the host.

const SHIPPED = {
  en: () => import("./messages/en.js"),
  es: () => import("./messages/es.js"),
  fr: () => import("./messages/fr.js"),
  de: () => import("./messages/de.js"),
  ar: () => import("./messages/ar.js"),
};

/** The language of an element: its own, else that of what surrounds it. */
export function languageOf(element) {
  const around = element.closest("[lang]") ?? element.getRootNode().host?.closest("[lang]") ?? document.documentElement;
  return around.getAttribute("lang") || document.documentElement.lang || "en";
}

/**
 * @param {string} language BCP 47
 * @param {Record<string, string | Record<string, string>> | null} overrides
 */
export async function translator(language, overrides) {
  const known = SHIPPED[language.split("-")[0].toLowerCase()] ? language : "en";
  const { default: table } = await SHIPPED[known.split("-")[0].toLowerCase()]();
  return makeTranslate(known, { ...table, ...overrides });
}

export function makeTranslate(language, table) {
  const plural = new Intl.PluralRules(language);
  const number = new Intl.NumberFormat(language);
  const percent = new Intl.NumberFormat(language, { style: "percent" });
  const t = (key, values = {}) => {
    const entry = table[key] ?? key;
    const text = typeof entry === "string" ? entry : (entry[plural.select(values.n)] ?? entry.other);
    return text.replace(/\{(\w+)\}/g, (_, name) => (typeof values[name] === "number" ? number.format(values[name]) : (values[name] ?? "")));
  };
  t.language = language;
  t.direction = /^(ar|he|fa|ur)\b/.test(language) ? "rtl" : "ltr";
  t.has = (key) => key in table;
  t.number = (value) => number.format(value);
  t.percent = (value) => percent.format(value);
  t.bytes = (value) => new Intl.NumberFormat(language, { style: "unit", unit: "megabyte", minimumFractionDigits: 1, maximumFractionDigits: 1 }).format(value / 1e6);
  t.date = (value) => {
    const monday = mondayOf(value);
    return monday ? t("date.week", { date: formatDate(monday, language) }) : formatDate(value, language);
  };
  return t;
}

/** A TIMEX3 value in the reader's language, as exactly as it was given; null for values that are no plain date, which no reader would understand. */
function formatDate(value, language) {
  const [, year, month, day, clock] = /^(\d{4})(?:-(\d{2})(?:-(\d{2})(?:T(\d{2}:\d{2}))?)?)?$/.exec(value ?? "") ?? [];
  if (!year) return null;
  const style = { year: "numeric", ...(month && { month: "long" }), ...(day && { day: "numeric" }), timeZone: "UTC" };
  const date = new Date(Date.UTC(Number(year), Number(month ?? 1) - 1, Number(day ?? 1)));
  const text = Number.isNaN(date.getTime()) ? value : new Intl.DateTimeFormat(language, style).format(date);
  return clock ? `${text}, ${clock}` : text;
}

// The first day of an ISO 8601 week, "2022-W02", whose first one holds the fourth of January.
function mondayOf(value) {
  const [, year, week] = /^(\d{4})-W(\d{2})$/.exec(value ?? "") ?? [];
  if (!year) return null;
  const fourth = new Date(Date.UTC(Number(year), 0, 4));
  const day = 4 - ((fourth.getUTCDay() + 6) % 7) + (Number(week) - 1) * 7;
  return new Date(Date.UTC(Number(year), 0, day)).toISOString().slice(0, 10);
}
