// One claim in a list: a button that says what was said and how, and under it, when selected, the card.

import { h } from "../h.js";
import { contentText } from "../views.js";
import { claimCard } from "./card.js";

/** @param {{ withSpeaker?: boolean, note?: string }} [options] */
export function claimItem(claim, context, { withSpeaker = false, note } = {}) {
  const { selected, actions } = context;
  const isSelected = selected === claim.id;
  const button = h(
    "button",
    {
      type: "button",
      part: "claim",
      class: "claim",
      "data-id": claim.id,
      "data-kind": claim.kind,
      "aria-expanded": String(isSelected),
      onclick: () => actions.select(isSelected ? null : claim.id, "panel"),
      onpointerenter: () => actions.light(claim.id),
      onpointerleave: () => actions.light(null),
      onfocus: () => actions.light(claim.id),
      onblur: () => actions.light(null),
    },
    h("span", { class: "how" }, ...claimHow(claim, context, withSpeaker)),
    h("span", { class: "what", part: "content", dir: "auto", lang: context.index.result.language }, saidText(claim)),
    note && h("span", { class: "note" }, note),
  );
  return h("li", { class: isSelected ? "selected" : null }, button, isSelected && claimCard(claim, context));
}

/** The first line: who if asked for, the act, the form, and what makes it doubtful. */
function claimHow(claim, { t, index }, withSpeaker) {
  const marks = ["hedged", "negated"].filter((flag) => claim[flag]).map((flag) => h("span", { class: "flag" }, t(flag)));
  if (index.disputed.has(claim.id)) marks.unshift(h("span", { class: "flag disputed" }, t("disputed")));
  const words = [
    withSpeaker && h("bdi", { class: "who", part: "source" }, speakerName(claim, { t, index })),
    claim.act && claim.kind !== "narrative" && h("span", { class: "act", part: "cue" }, t(`act.${claim.act}`)),
    h("span", { class: `kind ${claim.kind}` }, t(`kind.${claim.kind}`)),
    ...marks,
  ].filter(Boolean);
  return words.flatMap((word, i) => (i ? [" ", word] : [word]));
}

export function speakerName(claim, { t, index }) {
  if (claim.kind === "narrative" || claim.sourceType === "author") return t("speaker.author");
  // The span of an apposition ends with its comma.
  return index.speakerOf(claim)?.name ?? claim.source?.text.replace(/[,;:\s]+$/, "") ?? t("speaker.unknown");
}

// The span of a direct quotation holds its marks in most articles; where it does not, they are added, so that it reads as one.
export function saidText(claim) {
  const text = contentText(claim);
  return claim.kind === "direct" && !/^[\p{Pi}\p{Pf}"'„«]/u.test(text) ? `“${text}”` : text;
}
