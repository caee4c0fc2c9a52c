// The five views of a result, each a function from the context to nodes.

import { h } from "../h.js";
import { bySpeaker, contentText, relationsAmong, sentenceOf, sourceMix, sureMentions, timeline, ENTITY_TYPES } from "../views.js";
import { claimItem, speakerName } from "./claim-item.js";

// Longer lists are shown in portions: ten thousand buttons would make the page slow for everybody.
export const PORTION = 200;

const list = (items) => h("ul", { class: "list" }, items);

export function claimsTab(context) {
  const { index, claims, t, limit } = context;
  const shown = claims.slice(0, limit);
  return [
    ...bySpeaker(index, shown).map((group) => {
      const name = group.isAuthor ? t("speaker.author") : (group.entity?.name ?? group.words ?? t("speaker.unknown"));
      const disputed = group.claims.some((claim) => index.disputed.has(claim.id));
      return h(
        "section",
        { class: "speaker" },
        h("h3", null, h("bdi", { class: "who", part: "source" }, name), " ", h("span", { class: "count" }, t.number(group.claims.length)), disputed && [" ", h("span", { class: "flag disputed" }, t("disputed"))]),
        group.entity?.descriptions?.length > 0 && h("p", { class: "description", dir: "auto" }, group.entity.descriptions.join("; ")),
        list(group.claims.map((claim) => claimItem(claim, context))),
      );
    }),
    more(claims.length - shown.length, context),
  ];
}

export function peopleTab(context) {
  const { entities, t, limit } = context;
  if (!entities.length) return [nothing(context, "empty.names")];
  const shown = entities.slice(0, limit);
  return [
    ...ENTITY_TYPES.map((type) => [type, shown.filter((entity) => entity.type === type)])
      .filter(([, of]) => of.length)
      .map(([type, of]) => h("section", null, h("h3", null, t(`type.${type}`), " ", h("span", { class: "count" }, t.number(of.length))), list(of.map((entity) => entityItem(entity, context))))),
    more(entities.length - shown.length, context),
  ];
}

function entityItem(entity, context) {
  const { t, index, filter, actions, selected } = context;
  const mentions = sureMentions(entity, filter);
  const said = index.claims.filter(({ speaker }) => speaker === entity.id).length;
  const isSelected = selected === entity.id;
  const aliases = (entity.aliases ?? []).filter((alias) => alias !== entity.name);
  return h(
    "li",
    { class: isSelected ? "selected" : null },
    h(
      "button",
      {
        type: "button", part: "entity", class: "entity", "data-id": entity.id, "data-type": entity.type, "aria-expanded": String(isSelected),
        onclick: () => actions.select(isSelected ? null : entity.id, "panel"),
        onpointerenter: () => actions.light(entity.id), onpointerleave: () => actions.light(null),
        onfocus: () => actions.light(entity.id), onblur: () => actions.light(null),
      },
      h("bdi", { class: "name" }, entity.name), " ", h("span", { class: "count" }, t("count.mentions", { n: mentions.length })),
      said > 0 && [" ", h("span", { class: "count" }, t("people.says", { n: said }))],
      entity.descriptions?.length > 0 && h("span", { class: "note", dir: "auto" }, entity.descriptions.join("; ")),
      aliases.length > 0 && h("span", { class: "note" }, t("people.also", { names: aliases.join(", ") })),
    ),
    isSelected &&
      h("ol", { class: "mentions" }, mentions.map((mention) =>
        h("li", null, h("button", { type: "button", class: "plain", dir: "auto", onclick: () => actions.visit(entity.id, entity.mentions.indexOf(mention)) }, inSentence(index.result, mention))),
      )),
  );
}

// The mention with a few words around it.
function inSentence(result, mention) {
  const sentence = sentenceOf(result, mention);
  if (!sentence) return h("b", null, mention.text);
  const [before, after] = [sentence.text.slice(0, mention.start - sentence.start), sentence.text.slice(mention.end - sentence.start)];
  const head = before.length > 40 ? `…${before.slice(-40).replace(/^\S*\s/, " ")}` : before;
  const tail = after.length > 40 ? `${after.slice(0, 40).replace(/\s\S*$/, "")}…` : after;
  return [head, h("b", null, mention.text), tail];
}

export function timelineTab(context) {
  const { index, claims, t } = context;
  const entries = timeline(index, claims);
  if (!entries.length) return [nothing(context, "empty.timeline")];
  return [
    h("ol", { class: "timeline", part: "timeline" }, entries.map(({ value, times, about, said }) =>
      h(
        "li",
        null,
        h("h3", null, h("time", { datetime: isMachineDate(value) ? value : null }, t.date(value) ?? times[0].text), " ", h("span", { class: "count" }, [...new Set(times.map(({ text }) => `“${text}”`))].join(", "))),
        about.length > 0 && [h("p", { class: "moment" }, t("timeline.about")), list(about.map((claim) => claimItem(claim, context, { withSpeaker: true })))],
        said.length > 0 && [h("p", { class: "moment" }, t("timeline.said")), list(said.map((claim) => claimItem(claim, context, { withSpeaker: true })))],
        !about.length && !said.length && mentionedAt(times, context),
      ),
    )),
  ];
}

const isMachineDate = (value) => /^\d{4}(-\d{2}(-\d{2})?)?$/.test(value);

function mentionedAt(times, { index, t, actions }) {
  const sentences = [...new Set(times.map((time) => sentenceOf(index.result, time)?.text ?? time.text))];
  return [
    h("p", { class: "moment" }, t("timeline.mentioned")),
    list(sentences.map((text) => h("li", null, h("button", { type: "button", class: "claim", onclick: () => actions.visit(times[0].id, 0) }, h("span", { class: "what" }, text))))),
  ];
}

export function disputesTab(context) {
  const { index, claims, t } = context;
  const rank = { disputes: 0, conflicts: 1, corroborates: 2 };
  const relations = relationsAmong(index, claims, context.filter.minConfidence).sort((a, b) => rank[a.kind] - rank[b.kind]);
  if (!relations.length) return [nothing(context, "empty.disputes")];
  return relations.map((relation) => {
    const sides = relation.claims.map((id) => index.byId.get(id)).filter(Boolean);
    return h(
      "section",
      { class: `dispute ${relation.kind}`, part: "relation" },
      h("h3", null, t(`relation.${relation.kind}`)),
      relation.reason && h("p", { class: "reason" }, t(`reason.${relation.reason}`)),
      h("ul", { class: "sides" }, sides.map((claim) => claimItem(claim, context, { withSpeaker: true }))),
    );
  });
}

export function sourcesTab(context) {
  const { claims, t, actions } = context;
  const mix = sourceMix(claims);
  if (!mix.length) return [nothing(context, "empty.sources")];
  const total = mix.reduce((sum, { claims: of }) => sum + of.length, 0);
  const bar = h("div", { class: "bar", "aria-hidden": "true" }, mix.map(({ type, share }) => {
    const part = h("span", { class: `share ${type}` });
    part.style.flexGrow = String(share);
    return part;
  }));
  return [
    h("h3", null, t("sources.summary", { n: total })),
    bar,
    h("ul", { class: "mix" }, mix.map(({ type, claims: of, share }) =>
      h(
        "li",
        null,
        h("span", { class: `swatch share ${type}`, "aria-hidden": "true" }), " ",
        h("span", { class: "name" }, t(`source.${type}`)), " ",
        h("span", { class: "count" }, `${t.percent(share)} (${t.number(of.length)})`),
        type !== "author" && h("ul", { class: "voices" }, [...new Map(of.map((claim) => [speakerName(claim, context), claim])).entries()].map(([name, claim]) =>
          h("li", null, h("button", { type: "button", class: "plain", onclick: () => actions.select(claim.id, "panel"), title: contentText(claim).slice(0, 120) }, name)))),
      ),
    )),
    h("p", { class: "note" }, t("sources.note")),
  ];
}

export function nothing({ t, isFiltered, actions }, key) {
  return h("div", { class: "nothing" }, h("p", null, t(isFiltered ? "empty.filtered" : key)), isFiltered && h("button", { type: "button", part: "button", onclick: actions.reset }, t("empty.reset")));
}

function more(left, { t, actions }) {
  return left > 0 && h("button", { type: "button", part: "button", class: "more", onclick: actions.more }, t("more", { n: Math.min(left, PORTION) }));
}

