// Finds the publication date in an article's text: a date line, or the dateline that opens the first paragraph. No DOM.

const MONTHS = ["jan", "feb", "mar", "apr", "may", "jun", "jul", "aug", "sep", "oct", "nov", "dec"];
const MONTH = "(Jan(?:uary)?|Feb(?:ruary)?|Mar(?:ch)?|Apr(?:il)?|May|June?|July?|Aug(?:ust)?|Sept?(?:ember)?|Oct(?:ober)?|Nov(?:ember)?|Dec(?:ember)?)\\.?";
const YEAR = "((?:19|20)\\d{2})";
const DAY = "(\\d{1,2})(?:st|nd|rd|th)?";

const FORMS = [
  { pattern: new RegExp(`\\b${YEAR}-(\\d{2})-(\\d{2})(?=\\D|$)`), take: ([, y, m, d]) => [y, Number(m), d] },
  { pattern: new RegExp(`\\b${MONTH}\\s+${DAY},?\\s+${YEAR}\\b`, "i"), take: ([, m, d, y]) => [y, monthOf(m), d] },
  { pattern: new RegExp(`\\b${DAY}\\s+${MONTH},?\\s+${YEAR}\\b`, "i"), take: ([, d, m, y]) => [y, monthOf(m), d] },
];

// Where articles carry their date: in the first lines, seldom in the last.
const FIRST_LINES = 8;
const LAST_LINES = 3;
// A line with more words than this besides its date tells a story.
const MOST_OTHER_WORDS = 9;
const DATELINE_LENGTH = 90;

const monthOf = (name) => MONTHS.indexOf(name.slice(0, 3).toLowerCase()) + 1;

/** @returns {string | null} YYYY-MM-DD */
export function guessDate(text) {
  const lines = text.slice(0, 20_000).split("\n").map((line) => line.trim()).filter(Boolean);
  const last = text.slice(-2_000).split("\n").map((line) => line.trim()).filter(Boolean);
  for (const line of [...lines.slice(0, FIRST_LINES), ...last.slice(-LAST_LINES)]) {
    const date = isDateLine(line) ? findDate(line)?.date : inDateline(line);
    if (date) return date;
  }
  return null;
}

/** Whether a line says when an article was published, and little else. */
export function isDateLine(line) {
  const found = findDate(line);
  if (!found) return false;
  const rest = line.replace(found.text, "");
  const words = rest.match(/\p{L}{2,}/gu) ?? [];
  return words.length <= MOST_OTHER_WORDS && !/[.!?]["”]?$/.test(rest.trim().replace(/\b[ap]\.m\.$/i, ""));
}

// "PORT ELLERY, 14 June 2023 (Agency) — …": a date before the dash that ends the dateline.
function inDateline(line) {
  const head = /^\p{Lu}[^—–-]*?(?:\s[-–—]{1,2}\s|—)/u.exec(line.slice(0, DATELINE_LENGTH))?.[0];
  return head ? findDate(head)?.date : null;
}

function findDate(line) {
  for (const { pattern, take } of FORMS) {
    const match = pattern.exec(line);
    const date = match && calendarDate(...take(match));
    if (date) return { date, text: match[0] };
  }
  return null;
}

function calendarDate(year, month, day) {
  const date = new Date(Date.UTC(Number(year), month - 1, Number(day)));
  return date.getUTCMonth() === month - 1 && date.getUTCDate() === Number(day) ? date.toISOString().slice(0, 10) : null;
}
