// The class behind <who-said>: attributes, properties and activation. The work itself is in session.js, loaded on activation.

import { labels } from "./idle-labels.js";

const REFLECTED = {
  for: "for", ignore: "ignore", activate: "activate", highlight: "highlight", layout: "layout", show: "show",
  minConfidence: "min-confidence", referenceDate: "reference-date", shortcuts: "shortcuts",
  wasmSrc: "wasm-src", modelSrc: "model-src", integrity: "integrity",
};

// Without a DOM, as in server rendering, the module can still be imported.
const Base = globalThis.HTMLElement ?? class {};

export class WhoSaid extends Base {
  static observedAttributes = [...Object.values(REFLECTED), "lang"];

  #internals = this.attachInternals?.();
  #session = null;
  #given = null;
  #messages = null;
  #target = null;
  #linkTo = null;
  #activation = null;
  #visibility = null;

  constructor() {
    super();
    if (!this.attachShadow) return;
    const root = this.attachShadow({ mode: "open" });
    // A frame that knows its width, two columns where it is wide, the slotted article in one and the panel's place in the other.
    const [frame, columns, story, place] = ["frame", "columns", "story", "place"].map((name) => {
      const box = document.createElement("div");
      box.className = name;
      return box;
    });
    const slot = document.createElement("slot");
    // Where no article is given into it nothing stands before the panel, not even a gap.
    const fit = () => (story.hidden = !slot.assignedNodes().some((node) => node.nodeType !== Node.TEXT_NODE || node.data.trim()));
    slot.addEventListener("slotchange", fit);
    story.append(slot);
    columns.append(story, place);
    frame.append(columns);
    root.append(frame);
    fit();
    root.adoptedStyleSheets = [idleSheet()];
    // What a host set before this class was there.
    for (const name of ["messages", "target", "linkTo", "result", "text"]) {
      if (!Object.hasOwn(this, name)) continue;
      const value = this[name];
      delete this[name];
      queueMicrotask(() => (this[name] = value));
    }
  }

  connectedCallback() {
    // One that was only moved goes on.
    if (this.#session) return;
    this.#showButton();
    const when = this.getAttribute("activate");
    if (when === "load") this.#start();
    else if (when === "visible") this.#startWhenVisible();
  }

  disconnectedCallback() {
    this.#visibility?.disconnect();
    this.#session?.suspend();
  }

  attributeChangedCallback(name, before, after) {
    if (before === after) return;
    if (this.#session) this.#session.changed(name);
    else if (this.isConnected) this.connectedCallback();
  }

  /** "idle", "loading", "ready" or "error". */
  get state() {
    return this.#session?.state ?? "idle";
  }

  /** The article's text as it was read; setting it puts the text into the element as paragraphs. */
  get text() {
    return this.#session?.text ?? "";
  }

  set text(text) {
    const paragraphs = String(text).split(/\n\s*\n/).filter((part) => part.trim());
    const nodes = paragraphs.map((part) => {
      const paragraph = this.ownerDocument.createElement("p");
      paragraph.textContent = part.trim();
      return paragraph;
    });
    for (const old of [...this.children].filter((child) => !child.slot)) old.remove();
    this.append(...nodes);
    if (this.#session) this.extract().catch(() => {});
  }

  /** The extraction. One that is set was made elsewhere: it is shown and nothing is downloaded. */
  get result() {
    return this.#session?.result ?? this.#given;
  }

  set result(result) {
    this.#given = result;
    this.#session?.give(result);
  }

  /** Translations of the interface's texts, by key; they win over the shipped ones. */
  get messages() {
    return this.#messages;
  }

  set messages(messages) {
    this.#messages = messages;
    this.#session?.changed("lang");
  }

  /** The article's element, where a selector cannot name it. */
  get target() {
    return this.#session?.target ?? this.#target;
  }

  set target(target) {
    this.#target = target;
    this.#session?.changed("for");
  }

  /** A function from a claim to the address of its passage; without it, a text fragment of this page. */
  get linkTo() {
    return this.#linkTo;
  }

  set linkTo(linkTo) {
    this.#linkTo = linkTo;
  }

  /** Reads the article anew and extracts; resolves with the result, rejects with a WhoSaidError. */
  async extract() {
    this.#given = null;
    return (await this.#open()).extract();
  }

  /** Takes everything back: highlights, panel, running work. The element is idle again. */
  clear() {
    this.#session?.end();
    this.#session = this.#activation = null;
    if (this.isConnected) this.#showButton();
  }

  /** Stops what is running and keeps what is shown. */
  cancel() {
    this.#session?.cancel();
  }

  /** Selects a claim, an entity, a relation or a time by its id; null selects nothing. */
  select(id) {
    return this.#session?.select(id) ?? false;
  }

  /** @param {"json" | "csv" | "jsonld" | "web-annotation" | "markdown"} format */
  async export(format) {
    return (await this.#open()).export(format);
  }

  async #start() {
    if (this.#session) return;
    const session = await this.#open().catch(() => null);
    // Whoever activates may have called extract() meanwhile.
    if (session?.state === "idle") session.begin().catch(() => {});
  }

  #open() {
    this.#activation ??= import("./session.js").then(
      ({ Session }) => {
        this.#visibility?.disconnect();
        const given = () => ({ result: this.#given, messages: this.#messages, target: this.#target, linkTo: this.#linkTo });
        return (this.#session = new Session(this, this.#internals, given));
      },
      (cause) => {
        this.#activation = null;
        const error = unloaded(cause);
        // Whoever pressed the button may press it again.
        this.#showButton();
        this.dispatchEvent(new CustomEvent("who-said-error", { bubbles: true, composed: true, detail: { error } }));
        throw error;
      },
    );
    return this.#activation;
  }

  #startWhenVisible() {
    this.#visibility ??= new IntersectionObserver((entries) => {
      if (entries.some((entry) => entry.isIntersecting)) this.#start();
    });
    this.#visibility.observe(this.#place);
  }

  #showButton() {
    const language = (this.closest("[lang]")?.lang || document.documentElement.lang || "en").split("-")[0];
    const button = document.createElement("button");
    button.type = "button";
    button.setAttribute("part", "button");
    button.textContent = this.#messages?.activate ?? labels[language] ?? labels.en;
    button.addEventListener("click", () => this.#start(), { once: true });
    const wanted = !["load"].includes(this.getAttribute("activate")) && this.getAttribute("layout") !== "none";
    this.#place.replaceChildren(...(wanted ? [button] : []));
  }

  get #place() {
    return this.shadowRoot.querySelector(".place");
  }
}

for (const [property, attribute] of Object.entries(REFLECTED)) {
  Object.defineProperty(WhoSaid.prototype, property, {
    configurable: true,
    enumerable: true,
    get() {
      return this.getAttribute(attribute) ?? "";
    },
    set(value) {
      if (value === null || value === undefined || value === "") this.removeAttribute(attribute);
      else this.setAttribute(attribute, value);
    },
  });
}

// A WhoSaidError in all but its class, whose script may be what is missing.
function unloaded(cause) {
  const message = `A script of the element could not be loaded (${cause.message}). Check that the whole folder is published beside element.js.`;
  return Object.assign(new Error(message, { cause }), { name: "WhoSaidError", code: "load" });
}

let sheet;

function idleSheet() {
  if (!sheet) {
    sheet = new CSSStyleSheet();
    sheet.replaceSync(`
      :host { display: block; }
      :host([hidden]) { display: none; }
      button {
        font: inherit; font-size: var(--who-said-font-size, 0.9em); color: inherit; background: none; cursor: pointer;
        border: 1px solid color-mix(in srgb, currentColor 55%, transparent); border-radius: 2px; padding: 0.35em 0.8em;
      }
      button:hover { background: color-mix(in srgb, currentColor 8%, transparent); }
      button:focus-visible { outline: 2px solid var(--who-said-focus, currentColor); outline-offset: 2px; }
      @media print { .place > button { display: none; } }
    `);
  }
  return sheet;
}
