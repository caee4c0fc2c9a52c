// Single-key shortcuts. By default they only work while the focus is in the element, as a host's page has keys of its own;
// `shortcuts="page"` takes them page-wide, `shortcuts="off"` switches them off, and so does the reader in the panel.

const EDITABLE = "input:not([type=checkbox],[type=range],[type=button]),textarea,select,[contenteditable]";

export class Keys {
  on;
  #stop = new AbortController();

  /** @param {{ step(by: number): void, filter(): void, escape(): void, help(): void }} actions */
  constructor(host, actions) {
    this.on = host.getAttribute("shortcuts") !== "off";
    const does = { j: () => actions.step(1), k: () => actions.step(-1), "/": actions.filter, "?": actions.help };
    document.addEventListener("keydown", (event) => {
      if (event.defaultPrevented || event.ctrlKey || event.altKey || event.metaKey || event.isComposing) return;
      const path = event.composedPath();
      const within = path.includes(host);
      if (!within && host.getAttribute("shortcuts") !== "page") return;
      if (event.key === "Escape") return void actions.escape();
      if (!this.on || path.some((node) => node.matches?.(EDITABLE)) || !does[event.key]) return;
      event.preventDefault();
      does[event.key]();
    }, { signal: this.#stop.signal });
  }

  end() {
    this.#stop.abort();
  }
}
