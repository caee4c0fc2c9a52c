// The panel beside the article: the accessible view of everything that was found. It draws states and results; it knows neither
// the article nor the engine.

import { h } from "../h.js";
import { claimCard } from "./card.js";
import { Filters } from "./filters.js";
import { PORTION, claimsTab, disputesTab, nothing, peopleTab, sourcesTab, timelineTab } from "./tabs.js";
import { Toolbar } from "./toolbar.js";

const TABS = [
  { id: "claims", needs: "claims", draw: claimsTab },
  { id: "people", needs: "entities", draw: peopleTab },
  { id: "timeline", needs: "times", draw: timelineTab },
  { id: "disputes", needs: "relations", draw: disputesTab },
  { id: "sources", needs: "claims", draw: sourcesTab },
];

export class Panel {
  element;
  tab = "claims";
  #actions;
  #t;
  #toolbar;
  #filters;
  #status;
  #tabs;
  #view;
  #message;
  #result;
  #sheet;
  #limit = PORTION;
  #context = null;
  #index = null;

  constructor(t, actions) {
    this.#t = t;
    this.#actions = actions;
    this.#toolbar = new Toolbar(t, actions);
    this.#filters = new Filters(t, actions);
    this.#status = h("p", { class: "status", part: "status", role: "status" });
    this.#tabs = h("div", { class: "tabs", role: "tablist", "aria-label": t("tabs"), onkeydown: (event) => this.#onTabKey(event) });
    this.#view = h("div", { class: "view", role: "tabpanel", id: "view", tabindex: -1, onkeydown: (event) => this.#onListKey(event) });
    this.#message = h("div", { class: "message" });
    this.#result = h("div", { class: "result" }, this.#filters.element, this.#tabs, this.#view);
    this.#sheet = h("div", { class: "sheet", popover: "manual", role: "dialog", "aria-label": t("panel") });
    this.element = h(
      "section",
      { class: "panel", part: "panel", "aria-label": t("panel"), dir: t.direction, lang: t.language },
      this.#toolbar.element,
      this.#status,
      this.#message,
      this.#result,
      h("slot", { name: "footer" }),
      this.#sheet,
    );
    this.#result.hidden = true;
  }

  /** Says something to screen readers, and to the eye unless it stands elsewhere too. */
  say(text, isSeen = true) {
    this.#status.classList.toggle("unseen", !isSeen);
    this.#status.textContent = text;
  }

  /** @param {{ phase?: string, loaded?: number, total?: number }} progress */
  loading(progress, keepResult) {
    const t = this.#t;
    const { phase, loaded = 0, total } = progress;
    const text =
      phase === "download"
        ? t(total ? "status.download" : "status.downloadUnknown", { loaded: t.bytes(loaded), total: total && t.bytes(total) })
        : t(`status.${phase ?? "loading"}`);
    if (keepResult) return;
    this.#result.hidden = true;
    // Percentages are for eyes; a screen reader hears each phase once.
    const spoken = phase === "download" ? t("status.loading") : text;
    if (this.#status.textContent !== spoken) this.say(spoken, false);
    const there = this.#message.querySelector(".progress");
    if (there) {
      there.querySelector(".phase").textContent = text;
      setProgress(there.querySelector("progress"), loaded, total);
      return;
    }
    const bar = h("progress", { "aria-label": text });
    setProgress(bar, loaded, total);
    this.#message.replaceChildren(
      h("slot", { name: "loading" }, h("div", { class: "progress" }, h("p", { class: "phase", "aria-hidden": "true" }, text), bar)),
      h("button", { type: "button", part: "button", onclick: this.#actions.cancel }, t("cancel")),
    );
  }

  error(error) {
    const t = this.#t;
    const isOffline = error.code === "load" && navigator.onLine === false;
    const key = isOffline ? "error.offline" : `error.${error.code}`;
    this.#result.hidden = true;
    this.say(t(t.has(key) ? key : "error.worker"), false);
    this.#message.replaceChildren(
      h(
        "div",
        { class: "error" },
        h("slot", { name: "error" }, h("h3", null, t("error.title")), h("p", null, this.#status.textContent), h("p", { class: "detail", lang: "en", dir: "ltr" }, error.message)),
        h("button", { type: "button", part: "button", onclick: this.#actions.retry }, t("retry")),
      ),
    );
  }

  /** A new result: the tabs and the legend are made for it. `sure` is what of it is shown at first. */
  open(index, show, sure) {
    const t = this.#t;
    this.#index = index;
    this.#limit = PORTION;
    const tabs = TABS.filter(({ needs }) => show.has(needs));
    if (!tabs.some(({ id }) => id === this.tab)) this.tab = tabs[0]?.id;
    // Without claims the names are what there is to see.
    if (this.tab === "claims" && !index.claims.length && show.has("entities")) this.tab = "people";
    this.#tabs.replaceChildren(
      ...tabs.map(({ id }) =>
        h(
          "button",
          { type: "button", role: "tab", id: `tab-${id}`, "data-tab": id, "aria-controls": "view", onclick: () => this.#actions.tab(id) },
          t(`tab.${id}`), " ", h("span", { class: "count" }),
        ),
      ),
    );
    this.#filters.build(index, { showClaims: show.has("claims"), showEntities: show.has("entities") });
    const isEmpty = !index.claims.length && !index.entities.length;
    const warnings = (index.result.warnings ?? []).filter(({ code }) => t.has(`warning.${code}`));
    this.#message.replaceChildren(
      ...warnings.map(({ code }) => h("p", { class: "warning" }, t(`warning.${code}`))),
      ...(isEmpty || !index.claims.length ? [h("slot", { name: "empty" }, h("div", { class: "nothing" }, h("h3", null, t("empty.title")), h("p", null, t("empty.text"))))] : []),
    );
    this.#result.hidden = isEmpty;
    this.#toolbar.open(true);
    this.say(t("status.ready", { claims: t("count.claims", { n: sure.claims.length }), entities: t("count.entities", { n: sure.entities.length }) }));
    // The warnings stand below for the eye; heard they must be with the rest.
    this.#status.prepend(...warnings.map(({ code }) => h("span", { class: "unseen" }, `${t(`warning.${code}`)} `)));
  }

  /** Draws the chosen tab. `state` is { index, claims, entities, filter, sure, selected, isFiltered }. */
  draw(state) {
    if (!this.#index || this.#index !== state.index) return;
    const focused = this.#focusedId();
    const counts = { claims: state.sure.claims.length, people: state.sure.entities.length, disputes: state.sure.relations.length };
    for (const tab of this.#tabs.children) {
      const count = counts[tab.dataset.tab];
      tab.querySelector(".count").textContent = count ? this.#t.number(count) : "";
      const isChosen = tab.dataset.tab === this.tab;
      tab.setAttribute("aria-selected", String(isChosen));
      tab.tabIndex = isChosen ? 0 : -1;
    }
    this.#view.setAttribute("aria-labelledby", `tab-${this.tab}`);
    this.#context = { ...state, t: this.#t, actions: { ...this.#actions, more: () => this.#more() }, limit: this.#limit };
    const { draw } = TABS.find(({ id }) => id === this.tab) ?? {};
    const isBare = this.tab !== "people" && !state.claims.length && state.isFiltered;
    this.#view.replaceChildren(...(draw ? (isBare ? [nothing(this.#context, "empty.filtered")] : draw(this.#context)) : []).flat().filter(Boolean));
    this.#filters.update(state.filter, state.sure);
    this.#rove(state.selected);
    if (focused) this.button(focused)?.focus({ preventScroll: true });
  }

  button(id) {
    return this.#view.querySelector(`[data-id="${CSS.escape(id)}"]`);
  }

  /** Brings a claim's entry into the panel's view, without scrolling the page. */
  reveal(id) {
    const position = this.#context?.claims.findIndex((claim) => claim.id === id) ?? -1;
    if (position >= this.#limit) {
      this.#limit = position + PORTION;
      this.draw(this.#context);
    }
    const entry = this.button(id)?.closest("li");
    const panel = this.element;
    if (!entry || panel.scrollHeight <= panel.clientHeight) return;
    const [inner, outer] = [entry.getBoundingClientRect(), panel.getBoundingClientRect()];
    if (inner.top < outer.top || inner.bottom > outer.bottom) panel.scrollTop += inner.top - outer.top - outer.height / 5;
  }

  /** Shows a claim's card at the bottom of the screen, for narrow pages where the panel is far from the article; returns where it begins. */
  sheet(claim) {
    if (!claim || !this.#context) {
      this.#sheet.hidePopover?.();
      return this.#sheet.replaceChildren();
    }
    const close = h("button", { type: "button", part: "button", class: "close", onclick: () => this.#actions.select(null) }, this.#t("close"));
    this.#sheet.replaceChildren(close, h("p", { class: "what", dir: "auto", lang: this.#context.index.result.language }, claim.content.map(({ text }) => text).join(" … ")), claimCard(claim, this.#context));
    this.#sheet.showPopover?.();
    return this.#sheet.getBoundingClientRect().top;
  }

  focusFilter() {
    this.#filters.focus();
  }

  toggleHelp() {
    this.#toolbar.toggleHelp();
  }

  /** Closes what is open over the panel; whether there was something. */
  closeMenus() {
    return this.#toolbar.close();
  }

  #more() {
    this.#limit += PORTION;
    this.draw(this.#context);
  }

  #focusedId() {
    return this.#view.getRootNode().activeElement?.closest?.("[data-id]")?.dataset.id;
  }

  // One stop for the Tab key in a list, arrows within it.
  #rove(selected) {
    const buttons = this.#entries();
    const current = buttons.find((button) => button.dataset.id === selected) ?? buttons[0];
    for (const button of buttons) button.tabIndex = button === current ? 0 : -1;
  }

  #entries() {
    return [...this.#view.querySelectorAll("button[data-id]")];
  }

  #onListKey(event) {
    const buttons = this.#entries();
    const at = buttons.indexOf(event.target.closest?.("button[data-id]"));
    if (at < 0) return;
    const to = { ArrowDown: at + 1, ArrowUp: at - 1, Home: 0, End: buttons.length - 1 }[event.key];
    if (to === undefined || !buttons[to]) return;
    event.preventDefault();
    buttons[at].tabIndex = -1;
    buttons[to].tabIndex = 0;
    buttons[to].focus();
  }

  #onTabKey(event) {
    const tabs = [...this.#tabs.children];
    const at = tabs.indexOf(event.target.closest("[role=tab]"));
    const forward = this.#t.direction === "rtl" ? -1 : 1;
    const step = { ArrowRight: forward, ArrowLeft: -forward }[event.key];
    const to = event.key === "Home" ? 0 : event.key === "End" ? tabs.length - 1 : step && (at + step + tabs.length) % tabs.length;
    if (to === undefined || at < 0) return;
    event.preventDefault();
    this.#actions.tab(tabs[to].dataset.tab);
    tabs[to].focus();
  }
}

function setProgress(bar, loaded, total) {
  if (total) {
    bar.max = total;
    bar.value = loaded;
  } else bar.removeAttribute("value");
}
