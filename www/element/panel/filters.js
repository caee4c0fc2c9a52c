// The legend, which is the filter, with counts; the words to look for; the least confidence.

import { h } from "../h.js";
import { CLAIM_KINDS, ENTITY_TYPES } from "../views.js";

/** Made once for a result, then kept in step, so that a reader's focus and half-typed words stay. */
export class Filters {
  element = h("div", { class: "filters", part: "filter" });
  #toggles = new Map();
  #search;
  #slider;
  #output;

  constructor(t, actions) {
    this.t = t;
    this.actions = actions;
    this.#search = h("input", { type: "search", class: "search", placeholder: t("filter"), "aria-label": t("filter"), autocomplete: "off", spellcheck: "false", oninput: () => actions.filter({ query: this.#search.value }) });
    this.#output = h("output", null);
    this.#slider = h("input", { type: "range", min: 0, max: 0.95, step: 0.05, oninput: () => actions.filter({ minConfidence: Number(this.#slider.value) }) });
  }

  build(index, { showClaims, showEntities }) {
    const { t, actions } = this;
    const count = (items, key, value) => items.filter((item) => item[key] === value).length;
    const toggles = [
      ...(showClaims ? CLAIM_KINDS.map((kind) => ["kind", kind, count(index.claims, "kind", kind)]) : []),
      ...(showEntities ? ENTITY_TYPES.map((type) => ["type", type, count(index.entities, "type", type)]) : []),
    ].filter(([, , n]) => n > 0);
    this.#toggles.clear();
    const buttons = toggles.map(([what, name, n]) => {
      const button = h(
        "button",
        { type: "button", class: "toggle", "aria-pressed": "true", onclick: () => actions.toggle(name) },
        h("span", { class: `sample ${what} ${name}` }, t(`${what}.${name}`)), " ", h("span", { class: "count" }, t.number(n)),
      );
      this.#toggles.set(name, button);
      return button;
    });
    this.element.replaceChildren(
      h("div", { class: "legend", role: "group", "aria-label": t("legend") }, buttons),
      h("div", { class: "narrow" }, this.#search, h("label", { class: "confidence" }, h("span", null, t("confidence")), this.#slider, this.#output)),
    );
  }

  update(filter) {
    for (const [name, button] of this.#toggles) button.setAttribute("aria-pressed", String(!filter.hidden.has(name)));
    if (this.#search.value !== filter.query) this.#search.value = filter.query;
    this.#slider.value = String(filter.minConfidence);
    this.#output.value = this.t.percent(filter.minConfidence);
    this.#slider.setAttribute("aria-valuetext", this.t.percent(filter.minConfidence));
  }

  focus() {
    this.#search.focus();
    this.#search.select();
  }
}
