// The panel's head: title, export menu, list of keys, close.

import { h } from "../h.js";

const FORMATS = ["json", "csv", "jsonld", "web-annotation", "markdown"];
const KEYS = [["j", "next"], ["k", "previous"], ["/", "filter"], ["Esc", "escape"], ["?", "help"]];

export class Toolbar {
  element;
  #menu;
  #help;

  constructor(t, actions) {
    const exporting = (format) => () => {
      this.#menu.open = false;
      actions.export(format);
    };
    this.#menu = h(
      "details",
      { class: "menu" },
      h("summary", { part: "button" }, t("export")),
      h("ul", null, FORMATS.map((format) => h("li", null, h("button", { type: "button", onclick: exporting(format) }, t(`export.${format}`))))),
    );
    const shortcuts = h("input", { type: "checkbox", checked: actions.shortcuts(), onchange: () => actions.shortcuts(shortcuts.checked) });
    this.#help = h(
      "details",
      { class: "menu" },
      h("summary", { part: "button" }, t("help")),
      h("div", null, h("dl", { class: "keys" }, KEYS.map(([key, name]) => h("div", null, h("dt", null, h("kbd", null, key)), h("dd", null, t(`help.${name}`))))), h("label", null, shortcuts, " ", t("help.switch"))),
    );
    this.element = h(
      "div",
      { class: "toolbar", part: "toolbar" },
      h("slot", { name: "heading" }, h("h2", null, t("panel"))),
      h("div", { class: "tools" }, this.#menu, this.#help, h("button", { type: "button", part: "button", class: "plain end", title: t("close.hint"), onclick: actions.clear }, t("close"))),
    );
    // A menu that lost the focus is closed, as everywhere.
    for (const menu of [this.#menu, this.#help]) {
      menu.addEventListener("focusout", ({ relatedTarget }) => {
        if (relatedTarget && !menu.contains(relatedTarget)) menu.open = false;
      });
      menu.addEventListener("keydown", (event) => {
        if (event.key !== "Escape" || !menu.open) return;
        event.stopPropagation();
        menu.open = false;
        menu.querySelector("summary").focus();
      });
    }
    this.open(false);
  }

  /** Whether there is something to export. */
  open(hasResult) {
    this.#menu.hidden = !hasResult;
  }

  toggleHelp() {
    this.#help.open = !this.#help.open;
    if (this.#help.open) this.#help.querySelector("summary").focus();
  }

  close() {
    const open = [this.#menu, this.#help].filter((menu) => menu.open);
    for (const menu of open) menu.open = false;
    return open.length > 0;
  }
}
