// The look of the panel and of what lies over the article. Greys mix from the host's text colour, so that the panel fits light and
// dark pages alike; a host changes the rest by custom properties and parts.

import { entityColour } from "../highlight-rules.js";
import { SOURCE_TYPES } from "../views.js";

let sheet;

export function panelSheet() {
  if (!sheet) {
    sheet = new CSSStyleSheet();
    sheet.replaceSync(`${frame}${toolbar}${filters}${lists}${card}${over}${adapt}`);
  }
  return sheet;
}

const ENTITY_SAMPLES = ["person", "organization", "place", "group", "event", "work", "other"]
  .map((type) => `.sample.${type} { background: ${entityColour(type)}; }`)
  .join("\n");

// Told apart by pattern as well as by tone.
const SHARES = {
  named: "background: currentColor;",
  group: "background: repeating-linear-gradient(45deg, currentColor 0 2px, transparent 2px 4px);",
  unnamed: "background: repeating-linear-gradient(90deg, currentColor 0 1px, transparent 1px 5px);",
  document: "background: color-mix(in srgb, currentColor 35%, transparent);",
  author: "background: none;",
};

const frame = `
:host {
  --ink: currentColor;
  --quiet: color-mix(in srgb, currentColor 74%, transparent);
  --rule: color-mix(in srgb, currentColor 20%, transparent);
  --wash: color-mix(in srgb, currentColor 6%, transparent);
  --accent: var(--who-said-accent, color-mix(in oklab, #b4441f 62%, currentColor));
  --focus: var(--who-said-focus, var(--accent));
}
.frame { container-type: inline-size; }
/* As high as the element, so that a host can make the panel stick beside a longer article. */
:host([for]) :is(.frame, .columns, .place) { height: 100%; }
.story { min-width: 0; }
.columns { display: grid; grid-template-columns: minmax(0, 1fr); gap: var(--who-said-gap, 2.5rem); }
.panel {
  font-family: var(--who-said-font, inherit);
  font-size: var(--who-said-font-size, 0.875rem);
  line-height: 1.45;
  color: var(--who-said-color, inherit);
  background: var(--who-said-background, transparent);
  text-align: start;
  overflow-wrap: break-word;
}
.panel, .panel *, .overlay * { box-sizing: border-box; }
[hidden] { display: none !important; }
bdi { unicode-bidi: isolate; }
/* English words in an Arabic panel keep their own order, and stand under what they belong to. */
.panel[dir=rtl] [dir=auto] { text-align: right; }
h2, h3, p, ul, ol, dl, dd { margin: 0; padding: 0; }
ul, ol { list-style: none; }
h2, h3 { font-size: 1em; font-weight: 600; }
.panel button, .panel summary, .panel input { font: inherit; color: inherit; }
.panel button, .panel summary { cursor: pointer; }
.panel :focus-visible { outline: 2px solid var(--focus); outline-offset: 2px; border-radius: 1px; }
[part~=button] {
  display: inline-block; background: none; border: 1px solid color-mix(in srgb, currentColor 55%, transparent);
  border-radius: 2px; padding: 0.2em 0.7em; min-height: 24px;
}
[part~=button]:hover { background: var(--wash); }
.panel .plain { border: 0; padding: 0.15em 0; background: none; text-decoration: underline; text-underline-offset: 0.2em; text-decoration-thickness: 1px; text-decoration-color: var(--rule); color: inherit; text-align: start; min-height: 24px; }
.panel .plain:hover { text-decoration-color: currentColor; background: none; }
.count, .note, .description, .detail, .moment { color: var(--quiet); font-variant-numeric: tabular-nums; }
.count { font-size: 0.92em; font-weight: 400; }
:is(.tabs, .toggle, .how, .entity .note) .count { color: inherit; }
`;

const toolbar = `
.toolbar { display: flex; flex-wrap: wrap; justify-content: space-between; align-items: baseline; gap: 0.4rem 1rem; border-top: 2px solid currentColor; padding-block: 0.6rem 0.4rem; }
.toolbar h2 { font-size: 1.05em; }
.tools { display: flex; flex-wrap: wrap; gap: 0.9rem; align-items: baseline; }
.menu { position: relative; }
.menu > summary { list-style: none; border: 0; padding: 0.15em 0; text-decoration: underline; text-decoration-color: var(--rule); text-underline-offset: 0.2em; text-decoration-thickness: 1px; }
.menu > summary::-webkit-details-marker { display: none; }
.menu > summary::after { content: " ▾"; content: " ▾" / ""; }
.menu > :not(summary) {
  position: absolute; inset-inline-end: 0; z-index: 2; min-width: 13rem; margin-top: 0.2rem; padding: 0.5rem;
  background: var(--who-said-menu-background, Canvas); color: var(--who-said-menu-color, CanvasText);
  border: 1px solid color-mix(in srgb, currentColor 45%, transparent);
}
.menu li button { display: block; width: 100%; border: 0; background: none; padding: 0.35rem 0.5rem; text-align: start; }
.menu li button:hover { background: var(--wash); }
.keys div { display: flex; gap: 0.8rem; padding-block: 0.15rem; }
.keys dt { min-width: 2.4rem; }
kbd { font: inherit; border: 1px solid var(--rule); border-bottom-width: 2px; border-radius: 3px; padding: 0 0.4em; }
.menu label { display: flex; align-items: center; gap: 0.4em; margin-top: 0.5rem; }
.status { color: var(--quiet); }
.unseen { position: absolute; width: 1px; height: 1px; overflow: hidden; clip-path: inset(50%); white-space: nowrap; }
.panel { position: relative; }
.message > * + * { margin-top: 0.6rem; }
.progress, .error, .nothing { padding-block: 0.8rem; }
.progress progress { width: 100%; height: 4px; accent-color: var(--accent); display: block; margin-top: 0.4rem; }
.error h3, .nothing h3 { margin-bottom: 0.3rem; }
.error { border-inline-start: 3px solid var(--accent); padding-inline-start: 0.8rem; }
.error > * + * { margin-top: 0.5rem; }
.warning { border-inline-start: 3px solid var(--accent); padding-inline-start: 0.8rem; margin-block: 0.6rem; }
`;

const filters = `
.filters { padding-block: 0.6rem; }
.legend { display: flex; flex-wrap: wrap; gap: 0.3rem 0.35rem; }
.toggle { border: 1px solid var(--rule); border-radius: 2px; background: none; padding: 0.1em 0.5em; min-height: 26px; }
.toggle:hover { border-color: currentColor; }
.toggle[aria-pressed=false] { border-style: dashed; }
.toggle[aria-pressed=false] .sample { background: none; text-decoration: line-through 1px !important; }
.toggle[aria-pressed=false] { color: var(--quiet); }
.sample { padding-inline: 0.15em; text-decoration-thickness: 1px; text-underline-offset: 0.22em; text-decoration-color: var(--accent); }
.sample.direct { text-decoration-line: underline; text-decoration-style: solid; }
.sample.mixed { text-decoration-line: underline; text-decoration-style: double; }
.sample.indirect { text-decoration-line: underline; text-decoration-style: dashed; }
.sample.narrative { text-decoration-line: underline; text-decoration-style: dotted; }
${ENTITY_SAMPLES}
.narrow { display: flex; flex-wrap: wrap; gap: 0.5rem 1rem; align-items: center; margin-top: 0.6rem; }
.search { flex: 1 1 11rem; min-width: 0; background: transparent; border: 0; border-bottom: 1px solid color-mix(in srgb, currentColor 55%, transparent); padding: 0.25em 0; border-radius: 0; min-height: 26px; }
.search::placeholder { color: inherit; opacity: 0.74; }
.confidence { display: flex; align-items: center; gap: 0.5rem; flex: 0 1 auto; }
.confidence span, .confidence output { color: var(--quiet); }
.confidence output { min-width: 3ch; font-variant-numeric: tabular-nums; }
.confidence input { width: 5.5rem; accent-color: var(--accent); }
.tabs { display: flex; flex-wrap: wrap; gap: 0 1.1rem; border-bottom: 1px solid var(--rule); margin-top: 0.3rem; }
.tabs button { background: none; border: 0; border-bottom: 2px solid transparent; padding: 0.4em 0; margin-bottom: -1px; color: var(--quiet); }
.tabs button:hover { color: inherit; }
.tabs button[aria-selected=true] { color: inherit; font-weight: 600; border-bottom-color: currentColor; }
`;

const lists = `
.view { padding-block: 0.3rem 1rem; }
.view section { padding-block: 0.8rem 0.2rem; }
.view section + section { border-top: 1px solid var(--rule); }
h3 .who { font-variant-caps: all-small-caps; font-size: 1.14em; letter-spacing: 0.03em; }
.description { font-style: italic; }
.claim, .entity { display: block; width: 100%; text-align: start; background: none; border: 0; border-inline-start: 2px solid transparent; padding: 0.4rem 0.6rem 0.45rem; margin-inline-start: -0.6rem; width: calc(100% + 0.6rem); }
.claim:hover, .entity:hover { background: var(--wash); }
.selected > .claim, .selected > .entity { border-inline-start-color: var(--accent); background: var(--wash); }
.how { display: block; font-size: 0.92em; }
.how .act { font-weight: 600; }
.how .kind, .how .flag:not(.disputed) { color: var(--quiet); }
.how .who { font-variant-caps: all-small-caps; font-size: 1.14em; letter-spacing: 0.03em; margin-inline-end: 0.2em; }
.what { display: block; max-width: 46em; font-family: var(--who-said-quote-font, inherit); }
.claim:not([aria-expanded=true]) .what { display: -webkit-box; -webkit-line-clamp: 5; -webkit-box-orient: vertical; overflow: hidden; }
.kind.direct { text-decoration: underline solid 1px var(--accent); }
.kind.mixed { text-decoration: underline double 1px var(--accent); }
.kind.indirect { text-decoration: underline dashed 1px var(--accent); }
.kind.narrative { text-decoration: underline dotted 1px var(--accent); }
.kind { text-underline-offset: 0.2em; }
.flag { border: 1px solid color-mix(in srgb, currentColor 45%, transparent); border-radius: 2px; padding: 0 0.35em; font-size: 0.88em; font-weight: 400; white-space: nowrap; }
.flag.disputed { color: var(--accent); border-color: var(--accent); }
.entity .name { font-weight: 600; }
.entity .note, .claim .note { display: block; }
.mentions { padding: 0.2rem 0 0.5rem 0.2rem; }
.mentions b { font-weight: 600; }
.timeline > li { border-inline-start: 1px solid var(--rule); padding: 0 0 0.8rem 1rem; position: relative; margin-inline-start: 0.25rem; }
.timeline > li::before { content: ""; position: absolute; inset-inline-start: -4px; top: 0.45em; width: 7px; height: 7px; border-radius: 50%; background: currentColor; }
.timeline { padding-top: 0.8rem; }
.moment { font-size: 0.92em; margin-top: 0.3rem; }
.sides { display: grid; grid-template-columns: repeat(auto-fit, minmax(min(100%, 9.5rem), 1fr)); gap: 0 1.2rem; margin-top: 0.3rem; }
.sides > .selected { grid-column: 1 / -1; }
.sides > li { border-top: 1px solid var(--rule); }
.dispute.disputes h3, .dispute.conflicts h3 { color: var(--accent); }
.reason { color: var(--quiet); }
.bar { display: flex; height: 14px; border: 1px solid currentColor; margin-block: 0.6rem; }
.bar > * + * { border-inline-start: 1px solid currentColor; }
${SOURCE_TYPES.map((type) => `.share.${type} { ${SHARES[type]} }`).join("\n")}
.swatch { display: inline-block; width: 0.9em; height: 0.9em; border: 1px solid currentColor; vertical-align: -0.08em; }
.mix > li { padding-block: 0.35rem; }
.voices { display: flex; flex-wrap: wrap; gap: 0 0.9rem; padding-inline-start: 1.4em; }
.sources .note, .view > .note { margin-top: 0.6rem; font-size: 0.92em; }
.more { margin-top: 0.6rem; }
`;

const card = `
.card { border-inline-start: 2px solid var(--accent); padding: 0.1rem 0.6rem 0.7rem; margin-inline-start: -0.6rem; background: var(--wash); margin-bottom: 0.5rem; }
.card dl { padding-top: 0.3rem; border-top: 1px solid var(--rule); }
.card dl > div { display: grid; grid-template-columns: minmax(6rem, min(32%, 12rem)) 1fr; gap: 0.2rem 0.8rem; padding-block: 0.14rem; }
.card dt { color: var(--quiet); }
.card meter { width: 5rem; height: 0.7em; vertical-align: -0.02em; }
/* A browser's green would say that it is good, and its grey fits its own colour scheme, not the host's. */
.card meter::-webkit-meter-bar { background: color-mix(in srgb, currentColor 25%, transparent); border: 0; border-radius: 0; }
@supports (-moz-appearance: none) { .card meter { background: color-mix(in srgb, currentColor 25%, transparent); } }
.card meter::-webkit-meter-optimum-value { background: currentColor; }
.card meter::-moz-meter-bar { background: currentColor; }
.related { margin-top: 0.6rem; padding-top: 0.5rem; border-top: 1px solid var(--rule); }
.relation-kind { font-weight: 600; }
.disputes > .relation-kind, .conflicts > .relation-kind { color: var(--accent); }
.actions { display: flex; flex-wrap: wrap; gap: 0.2rem 1rem; align-items: baseline; margin-top: 0.6rem; }
.copied { color: var(--quiet); }
.actions textarea { width: 1px; height: 1px; opacity: 0; }
.sheet {
  position: fixed; inset: auto 0 0 0; width: auto; max-width: 40rem; margin: 0 auto; max-height: 60vh; max-height: 60dvh; overflow: auto;
  padding: 0.8rem 1rem 1rem; border: 0; border-top: 2px solid currentColor;
  background: var(--who-said-menu-background, Canvas); color: var(--who-said-menu-color, CanvasText); box-shadow: 0 -1px 0 var(--rule), 0 -10px 30px rgb(0 0 0 / 0.12);
}
.sheet .card { background: none; border: 0; margin: 0.5rem 0 0; padding: 0; }
.sheet .close { float: inline-end; margin-inline-start: 1rem; }
.sheet:not(:popover-open) { display: none; }
`;

const over = `
.overlay { position: absolute; width: 0; height: 0; pointer-events: none; }
.overlay .label {
  position: absolute; font: 600 8px/9px ui-sans-serif, system-ui, sans-serif; letter-spacing: 0.04em; text-transform: uppercase;
  white-space: nowrap; color: var(--who-said-label, color-mix(in srgb, currentColor 78%, transparent));
}
.overlay .join { position: absolute; left: 0; top: 0; width: 1px; height: 1px; overflow: visible; fill: none; stroke: var(--accent); stroke-width: 1; }
.overlay .join circle { fill: var(--accent); stroke: none; }
`;

const adapt = `
@container (min-width: 58rem) {
  :host(:not([for]):not([layout=inline])) .columns { grid-template-columns: minmax(0, 1fr) minmax(18rem, 24rem); }
  :host(:not([for]):not([layout=inline])) .panel { position: sticky; top: 0; max-height: 100vh; overflow: auto; padding-inline: 0.75rem; margin-inline: -0.75rem; }
}
@container (max-width: 22rem) {
  .card dl > div { grid-template-columns: minmax(5.4rem, 34%) 1fr; }
  .tabs { gap: 0 0.8rem; }
}
@media (forced-colors: active) {
  .toggle[aria-pressed=true], .tabs button[aria-selected=true] { border-color: Highlight; }
  .bar .share, .swatch { forced-color-adjust: none; color: CanvasText; }
  .selected > .claim, .selected > .entity { outline: 1px solid Highlight; }
}
@media (prefers-reduced-motion: no-preference) {
  .claim, .entity, .tabs button, .toggle { transition: background-color 90ms, border-color 90ms; }
}
@media print {
  .toolbar .tools, .status, .filters, .tabs, .actions, .more, .overlay .join, .sheet { display: none !important; }
  .columns { display: block !important; }
  .panel { position: static !important; max-height: none !important; overflow: visible !important; margin-top: 1.5rem; font-size: 9.5pt; }
  .claim .what { display: block !important; }
  .view section, .view li { break-inside: avoid; }
}
`;
