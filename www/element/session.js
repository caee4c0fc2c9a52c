// An activated element at work: it brings article, engine, stage and panel together, and keeps the state that they show.

import { WhoSaidError, aborted } from "../engine/error.js";
import { findArticle, publicationDate, whenThere } from "./article.js";
import { acquireEngine } from "./engines.js";
import { Keys } from "./keys.js";
import { Panel } from "./panel/panel.js";
import { panelSheet } from "./panel/style.js";
import { Stage } from "./stage.js";
import { languageOf, translator } from "./translate.js";
import { filterClaims, filterEntities, indexResult, sureOf } from "./views.js";

const SHOWN = "claims entities times relations";
const RELOAD = new Set(["for", "ignore", "reference-date", "wasm-src", "model-src", "integrity"]);

export class Session {
  state = "idle";
  result = null;
  #host;
  #internals;
  #given;
  #stage = null;
  #panel = null;
  #t = null;
  #engine = null;
  #index = null;
  #view = null;
  #sureNow = null;
  #selected = null;
  #filter;
  #run = null;
  #keys;
  #progress = {};
  #lost = new Set();

  constructor(host, internals, given) {
    this.#host = host;
    this.#internals = internals;
    this.#given = given;
    this.#filter = this.#freshFilter();
    this.#keys = new Keys(host, {
      step: (by) => this.#step(by),
      filter: () => this.#panel?.focusFilter(),
      escape: () => this.#panel?.closeMenus() || (this.#selected !== null && this.select(null)),
      help: () => this.#panel?.toggleHelp(),
    });
    host.shadowRoot.adoptedStyleSheets = [...host.shadowRoot.adoptedStyleSheets, panelSheet()];
    this.#makeStage();
  }

  get text() {
    return this.#stage?.text ?? "";
  }

  get target() {
    return this.#stage?.article ?? null;
  }

  /** The first run: shows the result that was given, or makes one. */
  begin() {
    const { result } = this.#given();
    return result ? this.give(result) : this.extract();
  }

  extract() {
    return this.#perform(async (signal) => {
      const { ready } = (this.#engine ??= acquireEngine(this.#sources(), (progress) => this.#report(progress)));
      const article = await this.#article(signal);
      const engine = await orAborted(ready, signal).catch((error) => {
        // One that never started is asked for anew the next time.
        if (error.code !== "aborted") this.#releaseEngine();
        throw error;
      });
      const { extractText } = await import("../dom.js");
      const text = await this.#stage.open(article, this.#host.getAttribute("ignore"), (root, { ignore }) => extractText(root, { ignore, wasm: engine.module }));
      return engine.extract(text, { referenceDate: publicationDate(this.#host, article), signal });
    });
  }

  /** Shows a result that was made elsewhere; null takes it away. */
  give(result) {
    if (!result) return this.#host.clear();
    return this.#perform(async (signal) => {
      await this.#stage.open(await this.#article(signal), this.#host.getAttribute("ignore"));
      return result;
    });
  }

  changed(attribute) {
    if (this.state === "idle") return;
    if (RELOAD.has(attribute)) {
      if (attribute.endsWith("-src") || attribute === "integrity") this.#releaseEngine();
      this.begin().catch(() => {});
    } else if (attribute === "lang" || attribute === "layout") this.#makePanel().then(() => this.#present());
    else if (["show", "highlight"].includes(attribute)) this.#present();
    else if (attribute === "min-confidence") this.#refilter({ minConfidence: this.#leastConfidence() });
  }

  select(id, from = "host") {
    const item = id === null ? null : this.#index?.byId.get(id);
    if (id !== null && !item) return false;
    const detail = { id, item, ranges: id ? this.#stage.rangesOf(id) : [] };
    const goesOn = this.#host.dispatchEvent(new CustomEvent("who-said-select", { bubbles: true, composed: true, cancelable: true, detail }));
    if (!goesOn) return false;
    this.#selected = id;
    this.#stage.light(id);
    if (id && from !== "article") this.#stage.scrollTo(id);
    const isClaim = Boolean(item?.content);
    const isEntity = Boolean(item?.mentions);
    // A tab that shows the thing already is kept.
    if (this.#panel && isClaim && (this.#panel.tab === "people" || from === "article" || from === "keys")) this.#panel.tab = "claims";
    if (this.#panel && isEntity) this.#panel.tab = "people";
    this.#draw();
    if (id && from !== "panel") this.#panel?.reveal(id);
    const below = this.#panel?.sheet(isClaim && from === "article" && this.#isPanelFar(id) ? item : null);
    // The card must not cover what it is about.
    if (below) this.#stage.scrollTo(id, 0, below);
    return true;
  }

  async export(format) {
    const { exportResult } = await import("../export.js");
    const article = this.target;
    if (!this.result) throw new WhoSaidError("load", "There is no result to export yet. Wait for the event who-said-result.");
    return exportResult(format, this.result, { text: this.text, url: location.href.split("#")[0], title: document.title, language: languageOf(article ?? this.#host) });
  }

  cancel() {
    this.#run?.abort(new WhoSaidError("aborted", "The extraction was cancelled."));
  }

  end() {
    this.cancel();
    this.#keys.end();
    this.#stage?.end();
    this.#stage = null;
    this.#panel = null;
    this.#releaseEngine();
    const root = this.#host.shadowRoot;
    root.adoptedStyleSheets = [...root.adoptedStyleSheets].filter((sheet) => sheet !== panelSheet());
    this.#enter("idle");
  }

  /** The element was taken out of the document; a move puts it back at once. */
  suspend() {
    queueMicrotask(() => {
      if (this.#host.isConnected || this.state === "idle") return;
      this.#host.clear();
    });
  }

  async #perform(work) {
    this.#run?.abort();
    const run = (this.#run = new AbortController());
    // What is shown stays while the next result is made, so that following a typing hand doesn't flicker.
    this.#enter("loading");
    try {
      await this.#makePanel(run.signal);
      this.#report({});
      const result = await work(run.signal);
      if (run.signal.aborted) throw run.signal.reason;
      this.#run = null;
      this.#take(result);
      return result;
    } catch (error) {
      if (this.#run !== run) throw error instanceof WhoSaidError ? error : aborted(run.signal);
      this.#run = null;
      this.#fail(error);
      throw error;
    }
  }

  #take(result) {
    this.result = result;
    this.#index = indexResult(result);
    this.#lost.clear();
    if (!this.#index.byId.has(this.#selected)) this.#selected = null;
    const lost = this.#stage.locate(this.#index);
    this.#enter("ready");
    this.#present();
    this.#host.dispatchEvent(new CustomEvent("who-said-result", { bubbles: true, composed: true, detail: { result } }));
    if (lost.length) this.#onLost(lost);
  }

  #fail(cause) {
    const error = cause instanceof WhoSaidError ? cause : new WhoSaidError("worker", `The element failed: ${cause?.message ?? cause}`, { cause });
    if (error.code === "aborted" && this.#index) {
      this.#enter("ready");
      return this.#present();
    }
    this.#enter("error");
    this.#stage?.show({ index: indexResult({}), claims: [], entities: [], filter: this.#filter, label: String });
    this.#panel?.error(error);
    this.#host.dispatchEvent(new CustomEvent("who-said-error", { bubbles: true, composed: true, detail: { error } }));
  }

  /** Paints and draws the result from the attributes and the filter as they are now. */
  #present() {
    if (!this.#index || this.state !== "ready") return;
    const show = this.#show();
    this.#stage.useHighlights(this.#host.getAttribute("highlight") ?? "auto");
    this.#panel?.open(this.#index, show, this.#sure());
    this.#refilter({});
  }

  #refilter(change) {
    this.#filter = { ...this.#filter, ...change };
    if (!this.#index) return;
    const show = this.#show();
    const claims = filterClaims(this.#index, this.#filter);
    const entities = filterEntities(this.#index, this.#filter);
    this.#view = { index: this.#index, claims, entities, filter: this.#filter, sure: this.#sure() };
    const painted = { ...this.#view, claims: show.has("claims") ? claims : [], entities: show.has("entities") ? entities : [], label: (type) => this.#t(`label.${type}`) };
    this.#stage.show(painted);
    this.#draw();
  }

  // Changes with the result and the least confidence alone, not with each letter that is looked for.
  #sure() {
    const { minConfidence } = this.#filter;
    if (this.#sureNow?.index !== this.#index || this.#sureNow.minConfidence !== minConfidence) {
      this.#sureNow = { index: this.#index, minConfidence, ...sureOf(this.#index, minConfidence) };
    }
    return this.#sureNow;
  }

  #draw() {
    if (!this.#view) return;
    const isFiltered = this.#view.claims.length < this.#index.claims.length || this.#view.entities.length < this.#index.entities.length;
    this.#panel?.draw({ ...this.#view, selected: this.#selected, isFiltered });
  }

  #step(by) {
    const claims = this.#view?.claims ?? [];
    if (!claims.length) return;
    const at = claims.findIndex(({ id }) => id === this.#selected);
    const next = claims[at < 0 ? (by > 0 ? 0 : claims.length - 1) : Math.min(Math.max(at + by, 0), claims.length - 1)];
    if (!this.select(next.id, "keys")) return;
    this.#panel?.button(next.id)?.focus({ preventScroll: true });
    const who = this.#index.speakerOf(next)?.name ?? next.source?.text ?? this.#t("speaker.author");
    this.#panel?.say(this.#t("status.selected", { n: claims.indexOf(next) + 1, total: claims.length, who }));
  }

  #actions() {
    const host = this.#host;
    return {
      select: (id, from) => this.select(id, from),
      light: (id) => this.#stage?.light(id ?? this.#selected),
      visit: (id, mention) => this.#stage.scrollTo(id, mention),
      linkTo: (claim) => this.#linkTo(claim),
      tab: (tab) => {
        this.#panel.tab = tab;
        this.#draw();
      },
      filter: (change) => {
        this.#refilter(change);
        this.#panel.say(this.#t("status.shown", { n: this.#view.claims.length }));
      },
      toggle: (name) => {
        const hidden = new Set(this.#filter.hidden);
        if (!hidden.delete(name)) hidden.add(name);
        this.#refilter({ hidden });
        this.#panel.say(this.#t("status.shown", { n: this.#view.claims.length }));
      },
      reset: () => this.#refilter({ hidden: new Set(), query: "", minConfidence: 0 }),
      export: (format) => this.#save(format),
      shortcuts: (on) => (on === undefined ? this.#keys.on : (this.#keys.on = on)),
      cancel: () => this.cancel(),
      retry: () => host.extract().catch(() => {}),
      clear: () => host.clear(),
    };
  }

  async #save(format) {
    const { mediaType, extension } = (await import("../export.js")).FORMATS[format];
    const file = new Blob([await this.export(format)], { type: mediaType });
    const link = document.createElement("a");
    link.href = URL.createObjectURL(file);
    link.download = `who-said.${extension}`;
    link.click();
    // Some browsers read the address only after the click has been handled.
    setTimeout(() => URL.revokeObjectURL(link.href), 10_000);
  }

  #linkTo(claim) {
    const own = this.#given().linkTo;
    return own ? own(claim) : `${location.href.split("#")[0]}${this.#fragment?.(claim, { text: this.text }) ?? ""}`;
  }

  #fragment = null;

  #makeStage() {
    this.#stage = new Stage(this.#host.shadowRoot, {
      onPoint: (id) => this.#stage?.light(id ?? this.#selected),
      onPick: (id) => this.select(id, "article"),
      onLost: (ids) => this.#onLost(ids),
      onGone: (ids) => {
        // A host that put another article in its place has lost nothing yet.
        if (!findArticle(this.#host, this.#given().target)) this.#onLost(ids);
        this.begin().catch(() => {});
      },
    });
  }

  async #makePanel() {
    const { messages } = this.#given();
    const key = `${languageOf(this.#host)}\n${this.#host.getAttribute("layout")}`;
    if (this.#panel && this.#panelKey === key && this.#panelMessages === messages) return;
    const [t, { toTextFragment }] = await Promise.all([translator(languageOf(this.#host), messages), import("../export.js")]);
    this.#fragment = toTextFragment;
    this.#t = t;
    this.#panelKey = key;
    this.#panelMessages = messages;
    const place = this.#host.shadowRoot.querySelector(".place");
    const tab = this.#panel?.tab;
    this.#panel = this.#host.getAttribute("layout") === "none" ? null : new Panel(t, this.#actions());
    if (this.#panel && tab) this.#panel.tab = tab;
    place.replaceChildren(...(this.#panel ? [this.#panel.element] : []));
  }

  #panelKey = null;
  #panelMessages = null;

  async #article(signal) {
    const find = () => findArticle(this.#host, this.#given().target);
    if (!find()) this.#report({ phase: "waiting" });
    return whenThere(find, this.#host, signal);
  }

  #report(progress) {
    if (this.state !== "loading") return;
    this.#progress = progress;
    const keeps = Boolean(this.#index);
    this.#panel?.loading(progress, keeps);
    if (progress.phase) this.#host.dispatchEvent(new CustomEvent("who-said-progress", { bubbles: true, composed: true, detail: progress }));
  }

  #onLost(ids) {
    for (const id of ids) this.#lost.add(id);
    this.#panel?.say(this.#t("status.lost", { n: this.#lost.size }));
    this.#host.dispatchEvent(new CustomEvent("who-said-anchor-lost", { bubbles: true, composed: true, detail: { ids } }));
  }

  #enter(state) {
    this.state = state;
    for (const name of ["loading", "ready", "error"]) {
      if (name === state) this.#internals.states?.add(name);
      else this.#internals.states?.delete(name);
    }
    if (this.#panel) this.#panel.element.setAttribute("aria-busy", String(state === "loading"));
  }

  #isPanelFar(id) {
    const box = this.#panel?.button(id)?.getBoundingClientRect();
    return Boolean(this.#panel) && (!box || box.top < 0 || box.bottom > innerHeight);
  }

  #sources() {
    const absolute = (name) => {
      const value = this.#host.getAttribute(name);
      return value ? new URL(value, document.baseURI).href : undefined;
    };
    return { wasm: absolute("wasm-src"), model: absolute("model-src"), integrity: integrityOf(this.#host.getAttribute("integrity")) };
  }

  #releaseEngine() {
    this.#engine?.release();
    this.#engine = null;
  }

  #show() {
    return new Set((this.#host.getAttribute("show") || SHOWN).split(/\s+/));
  }

  #leastConfidence() {
    const value = Number(this.#host.getAttribute("min-confidence"));
    return value >= 0 && value <= 1 ? value : 0;
  }

  #freshFilter() {
    return { minConfidence: this.#leastConfidence(), hidden: new Set(), query: "" };
  }
}

// "wasm=sha384-… model=sha384-…"; several hashes for one file repeat its name.
function integrityOf(attribute) {
  if (!attribute) return undefined;
  const integrity = {};
  for (const [, name, hash] of attribute.matchAll(/(wasm|model)=(\S+)/g)) integrity[name] = [integrity[name], hash].filter(Boolean).join(" ");
  return integrity;
}

function orAborted(promise, signal) {
  return new Promise((resolve, reject) => {
    signal.addEventListener("abort", () => reject(aborted(signal)), { once: true });
    promise.then(resolve, reject);
  });
}
