// The legend, which is the filter, with counts; the words to look for; the least confidence.

import { h } from "../h.js";
import { CLAIM_KINDS, ENTITY_TYPES } from "../views.js";

const countOf = ({ claims, entities }, what, name) => (what === "kind" ? claims : entities).filter((item) => item[what] === name).length;

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
    const toggles = [
      ...(showClaims ? CLAIM_KINDS.map((kind) => ["kind", kind]) : []),
      ...(showEntities ? ENTITY_TYPES.map((type) => ["type", type]) : []),
    ].filter(([what, name]) => countOf(index, what, name));
    this.#toggles.clear();
    const buttons = toggles.map(([what, name]) => {
      const button = h(
        "button",
        { type: "button", class: "toggle", "aria-pressed": "true", onclick: () => actions.toggle(name) },
        h("span", { class: `sample ${what} ${name}` }, t(`${what}.${name}`)), " ", h("span", { class: "count" }),
      );
      this.#toggles.set(name, { button, what });
      return button;
    });
    this.element.replaceChildren(
      h("div", { class: "legend", role: "group", "aria-label": t("legend") }, buttons),
      h("div", { class: "narrow" }, this.#search, h("label", { class: "confidence" }, h("span", null, t("confidence")), this.#slider, this.#output)),
    );
  }

  update(filter, sure) {
    for (const [name, { button, what }] of this.#toggles) {
      button.setAttribute("aria-pressed", String(!filter.hidden.has(name)));
      button.querySelector(".count").textContent = this.t.number(countOf(sure, what, name));
    }
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
