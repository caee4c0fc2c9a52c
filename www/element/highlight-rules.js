// The look of the highlights, once as `::highlight()` rules and once for the `<mark>` fallback. Every colour mixes with the text's
// own, so that it holds on light and dark pages alike; every kind also has a line of its own, so that no meaning hangs on colour.

const ENTITIES = {
  person: "#2f6fb4", organization: "#7b52ab", place: "#1f8a5b", group: "#0e8290", event: "#b07a10", work: "#b04a78", other: "#6f6f6f",
};

const CLAIMS = { direct: "solid", indirect: "dashed", mixed: "double", narrative: "dotted" };

/** The background that marks a kind of name. */
export const entityColour = (type) => `var(--who-said-${type}, color-mix(in srgb, ${ENTITIES[type]} 17%, transparent))`;

const INK = "var(--who-said-claim, #b4441f)";
const ink = `color-mix(in oklab, ${INK} 75%, currentColor)`;

function declarations() {
  const rules = {};
  for (const type of Object.keys(ENTITIES)) rules[type] = `background-color: ${entityColour(type)};`;
  for (const [kind, style] of Object.entries(CLAIMS)) {
    const strength = kind === "narrative" ? `color-mix(in oklab, ${INK} 45%, currentColor)` : ink;
    rules[kind] = `text-decoration: underline ${style} 1px ${strength}; text-underline-offset: 0.22em; text-decoration-skip-ink: none;`;
  }
  rules.disputed = `background-color: color-mix(in srgb, ${INK} 10%, transparent);`;
  rules.source = `text-decoration: overline underline solid 1px color-mix(in srgb, currentColor 60%, transparent); text-decoration-skip-ink: none; text-underline-offset: 0.22em;`;
  // Highlights cannot change a font's weight, which would move the host's lines; a shadow makes letters bold in place. Bounded,
  // since the letters of a bold headline would run into each other.
  rules.cue = `text-shadow: min(0.025em, 0.5px) 0 currentColor, max(-0.025em, -0.5px) 0 currentColor;`;
  const active = (share) => `background-color: color-mix(in srgb, var(--who-said-active, #e0a100) ${share}%, transparent);`;
  rules["active-content"] = active(24);
  rules["active-source"] = active(42);
  rules["active-cue"] = active(42);
  return rules;
}

// In forced colours only the system's colours are left: lines carry the meaning, and what is pointed at is marked. Left to
// itself, a browser would give every highlight the colours of selected text.
const FORCED = {
  ...Object.fromEntries([...Object.keys(ENTITIES), "disputed", "cue"].map((name) => [name, "background-color: Canvas; color: CanvasText;"])),
  ...Object.fromEntries([...Object.keys(CLAIMS), "source"].map((name) => [name, "background-color: Canvas; color: CanvasText; text-decoration-color: CanvasText;"])),
  "active-content": "background-color: Highlight; color: HighlightText;",
  "active-source": "background-color: Highlight; color: HighlightText;",
  "active-cue": "background-color: Highlight; color: HighlightText;",
};

// What is pointed at matters on a screen alone.
const UNLIT = Object.fromEntries(["content", "source", "cue"].map((part) => [`active-${part}`, "background-color: transparent;"]));

export const highlightRules = () => sheet((name) => `::highlight(who-said-${name})`);

export const markRules = () =>
  `mark[data-who-said] { background: none; color: inherit; font: inherit; }\n${sheet((name) => `mark[data-who-said~="${name}"]`)}
  mark[data-who-said~="cue"] { font-weight: bold; text-shadow: none; }`;

function sheet(selector) {
  const block = (rules) => Object.entries(rules).map(([name, body]) => `${selector(name)} { ${body} }`).join("\n");
  return `${block(declarations())}\n@media (forced-colors: active) {\n${block(FORCED)}\n}\n@media print {\n${block(UNLIT)}\n}`;
}
