// Everything that is known about one claim: who, in what capacity, how, when, and what else in the article bears on it.

import { h } from "../h.js";
import { contentText, sentenceOf } from "../views.js";
import { speakerName } from "./claim-item.js";

export function claimCard(claim, context) {
  const { t, index, actions } = context;
  const speaker = index.speakerOf(claim);
  const isAuthor = claim.kind === "narrative" || claim.sourceType === "author";
  const texts = (ids) => [...new Set((ids ?? []).map((id) => index.byId.get(id)).filter(Boolean).map((item) => item.name ?? item.text))];
  const reservations = [claim.hedged && t("card.hedged"), claim.negated && t("card.negated")].filter(Boolean);
  // The article's words for the speaker, unless they only begin with the name.
  const whole = claim.source && speaker && !claim.source.text.replace(/^(?:an?|the)\s+/i, "").startsWith(speaker.name) ? ` (“${claim.source.text}”)` : "";
  const rows = [
    [t("card.who"), `${speakerName(claim, context)}${isAuthor ? "" : whole}`],
    [t("card.as"), speaker?.descriptions?.join("; ")],
    // In its own voice the article has no other capacity, and says what it says.
    [t("card.source"), !isAuthor && claim.sourceType && t(`source.${claim.sourceType}`)],
    [t("card.form"), t(`kind.${claim.kind}`)],
    [t("card.act"), claim.kind !== "narrative" && claim.act && [t(`act.${claim.act}`), claim.cue && [" (", h("bdi", null, `“${claim.cue.text}”`), ")"]]],
    [t("card.when"), saidWhen(claim, context)],
    [t("card.how"), "hedged" in claim ? reservations.join("; ") || t("card.plain") : null],
    [t("card.names"), texts(claim.entities).join(", ")],
    [t("card.numbers"), texts(claim.quantities).join(", ")],
    [t("card.worth"), typeof claim.checkWorthiness === "number" && meter(claim.checkWorthiness, t)],
    [t("card.confidence"), t.percent(claim.confidence)],
  ].filter(([, value]) => value);

  const copied = h("span", { class: "copied", role: "status" });
  const copy = async () => {
    await copyText(attributed(claim, context), copied.parentNode);
    copied.textContent = t("status.copied");
  };
  return h(
    "div",
    { class: "card", role: "group", "aria-label": speakerName(claim, context) },
    h("dl", null, rows.map(([name, value]) => h("div", null, h("dt", null, name), h("dd", { dir: typeof value === "string" ? "auto" : null }, value)))),
    (index.relationsOf.get(claim.id) ?? []).map((relation) => related(relation, claim, context)),
    h(
      "p",
      { class: "actions" },
      h("button", { type: "button", part: "button", class: "plain", onclick: copy }, t("card.copy")),
      h("a", { part: "button", class: "plain", href: safeLink(actions.linkTo(claim)) }, t("card.link")),
      copied,
    ),
  );
}

function related(relation, claim, context) {
  const { t, index, actions } = context;
  const other = index.byId.get(relation.claims.find((id) => id !== claim.id));
  if (!other) return null;
  return h(
    "div",
    { class: `related ${relation.kind}`, part: "relation" },
    h("p", { class: "relation-kind" }, t(`relation.${relation.kind}`)),
    h("button", { type: "button", class: "claim plain-claim", onclick: () => actions.select(other.id, "panel") }, h("bdi", { class: "who" }, speakerName(other, context)), " ", h("span", { class: "what", dir: "auto" }, contentText(other))),
    relation.reason && h("p", { class: "reason" }, t(`reason.${relation.reason}`)),
  );
}

// The times in the sentence that stand outside of what was said: when it was said, as far as the sentence tells.
function saidWhen(claim, { index, t }) {
  const sentence = claim.cue && sentenceOf(index.result, claim.cue);
  if (!sentence) return null;
  const times = index.times.filter((time) => sentence.start <= time.start && time.end <= sentence.end && ["date", "time"].includes(time.kind) && !index.eventTimes.has(time.id) && !claim.content.some((part) => part.start <= time.start && time.end <= part.end));
  return times.map((time) => (t.date(time.value) ? `${time.text} (${t.date(time.value)})` : time.text)).join(", ");
}

function meter(value, t) {
  return [h("meter", { min: 0, max: 1, value, "aria-label": t("card.worth") }), " ", t.percent(value)];
}

function attributed(claim, context) {
  const speaker = context.index.speakerOf(claim);
  const capacity = speaker?.descriptions?.[0];
  const who = `${speakerName(claim, context)}${capacity ? `, ${capacity}` : ""}`;
  const what = contentText(claim);
  const quoted = claim.kind === "direct" && /^[\p{Pi}"]/u.test(what) ? what : `“${what}”`;
  return `${quoted}\n— ${who}, ${document.title}, ${context.actions.linkTo(claim)}`;
}

async function copyText(text, near) {
  try {
    await navigator.clipboard.writeText(text);
  } catch {
    // Without the permission, or outside of HTTPS, the old way still works.
    const area = h("textarea", { "aria-hidden": "true", tabindex: -1 }, text);
    near.append(area);
    area.select();
    document.execCommand("copy");
    area.remove();
  }
}

// A host's linkTo could hand an article's words on; only web addresses become links.
function safeLink(address) {
  const url = URL.parse?.(address, document.baseURI) ?? new URL(address, document.baseURI);
  return /^https?:$/.test(url.protocol) ? url.href : null;
}
