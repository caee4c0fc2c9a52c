// The article while it is annotated: reads it, finds the result's spans in it, paints them, keeps them when the host renders
// again, and says what the reader points at.

import { anchor } from "./anchor.js";
import { HighlightPainter, canHighlight } from "./highlight.js";
import { textAt } from "./hit.js";
import { MarkPainter } from "./marks.js";
import { Overlay } from "./overlay.js";
import { sureMentions } from "./views.js";
import { walkText } from "./walk.js";

// A host that renders on every key press is followed once it rests; one that never rests is given up on for a while.
const SETTLE_MS = 80;
const REANCHOR_LIMIT = 40;
const REANCHOR_WINDOW_MS = 60_000;

const FORCED_COLOURS = globalThis.matchMedia?.("(forced-colors: active)");

const INTERACTIVE = "a,button,input,select,textarea,summary,[contenteditable]";

export class Stage {
  article = null;
  #callbacks;
  #ignore;
  #map = null;
  #read = walkText;
  /** The open shadow roots that the article's text stands in, too. */
  #shadows = [];
  #located = new Map();
  #painter = null;
  #overlay;
  #observer = new MutationObserver((records) => {
    if (!this.article.isConnected || records.some(({ target }) => isWithin(this.article, target))) this.#settle();
  });
  #timer = 0;
  #reanchored = [];
  #listen = null;
  #view = null;
  #lit = null;

  /** @param {{ onPoint(id: string | null): void, onPick(id: string): void, onLost(ids: string[]): void, onGone(ids: string[]): void }} callbacks */
  constructor(shadowRoot, callbacks) {
    this.#callbacks = callbacks;
    this.#overlay = new Overlay(shadowRoot);
    FORCED_COLOURS?.addEventListener("change", this.#repaint);
  }

  #repaint = () => this.#view && this.show(this.#view);

  get text() {
    return this.#map?.text ?? "";
  }

  /** @param {(root: Element, options: object) => object} read the way to read the article's text */
  async open(article, ignore, read = walkText) {
    this.#map?.free();
    this.#map = null;
    this.#ignore = ignore;
    this.#read = read;
    this.#painter?.clear();
    this.#map = await read(article, { ignore });
    this.#shadows = shadowRootsIn(article);
    if (this.article !== article) this.#watch(article);
    return this.#map.text;
  }

  /** @param {"auto" | "css" | "mark" | "none"} way */
  useHighlights(way) {
    const wanted = way === "none" ? null : way === "mark" || !canHighlight() ? MarkPainter : HighlightPainter;
    if ((this.#painter?.constructor ?? null) === wanted) return;
    this.#painter?.clear();
    this.#painter = wanted && new wanted();
  }

  /**
   * Finds the spans of a result in the article.
   * @returns {string[]} the ids of what is not there
   */
  locate(index) {
    const find = anchor(index.result, this.#map.text);
    this.#located.clear();
    const lost = [];
    for (const claim of index.claims) {
      const place = { source: claim.source && find(claim.source), cue: claim.cue && find(claim.cue), content: claim.content.map(find).filter(Boolean) };
      // Without what was said, the words that say so by themselves would tell nothing.
      if (place.content.length || (place.cue && !claim.content.length)) this.#located.set(claim.id, place);
      else lost.push(claim.id);
    }
    for (const entity of index.entities) {
      const mentions = entity.mentions.map((mention) => ({ mention, at: find(mention) })).filter(({ at }) => at);
      if (mentions.length) this.#located.set(entity.id, { mentions });
      else lost.push(entity.id);
    }
    for (const time of index.times) {
      const at = find(time);
      if (at) this.#located.set(time.id, { mentions: [{ mention: time, at }] });
    }
    for (const relation of index.relations) this.#located.set(relation.id, { of: relation.claims });
    return lost;
  }

  /** Paints what the filter lets through. `view` is { index, claims, entities, filter, labels }. */
  show(view) {
    this.#view = view;
    if (!this.#painter) return;
    const groups = new Map();
    const add = (name, spans) => spans.forEach((span) => groups.get(name)?.push(...this.#ranges(span)));
    for (const name of ["direct", "indirect", "mixed", "narrative", "disputed", "source", "cue", "person", "organization", "place", "group", "event", "work", "other"]) groups.set(name, []);
    for (const claim of view.claims) {
      const place = this.#located.get(claim.id);
      if (!place) continue;
      add(claim.kind, place.content);
      if (view.index.disputed.has(claim.id)) add("disputed", place.content);
      if (place.source) add("source", [place.source]);
      if (place.cue) add("cue", [place.cue]);
    }
    const labels = [];
    for (const entity of view.entities) {
      const sure = new Set(sureMentions(entity, view.filter));
      const names = (this.#located.get(entity.id)?.mentions ?? []).filter(({ mention }) => mention.kind === "name" && sure.has(mention));
      add(entity.type, names.map(({ at }) => at));
      if (names.length) labels.push({ at: names[0].at, type: entity.type, text: view.label(entity.type) });
    }
    if (this.#looksSelected()) for (const name of groups.keys()) groups.set(name, []);
    this.#quietly(() => this.#painter.paint(groups));
    this.#overlay.label(labels.flatMap(({ at, ...label }) => this.#ranges(at).slice(0, 1).map((range) => ({ ...label, range: this.#visible(range) }))));
    this.light(this.#lit);
  }

  // In forced colours a browser paints every highlight like selected text, unless the host took the article out of that: then
  // only what a reader points at is painted.
  #looksSelected() {
    return FORCED_COLOURS?.matches && this.#painter instanceof HighlightPainter && getComputedStyle(this.article).forcedColorAdjust !== "none";
  }

  /** Lights source, cue and content of a claim together, or all mentions of an entity; null lights nothing. */
  light(id) {
    this.#lit = id;
    if (!this.#painter) return;
    const places = this.#placesOf(id);
    const ranges = (spans) => spans.filter(Boolean).flatMap((span) => this.#ranges(span));
    const groups = new Map([
      ["active-content", ranges(places.flatMap(({ content = [], mentions = [] }) => [...content, ...mentions.map(({ at }) => at)]))],
      ["active-source", ranges(places.map(({ source }) => source))],
      ["active-cue", ranges(places.map(({ cue }) => cue))],
    ]);
    this.#quietly(() => this.#painter.paint(groups));
    const parts = places.length === 1 ? [places[0].source, places[0].cue, ...(places[0].content ?? [])] : [];
    const inOrder = parts.filter(Boolean).sort((a, b) => a[0] - b[0]);
    this.#overlay.join(inOrder.map((span) => this.#ranges(span).map((range) => this.#visible(range))));
  }

  /** The ranges of a claim, an entity, a relation or a time, for hosts that want to do something of their own. */
  rangesOf(id) {
    const spans = this.#placesOf(id).flatMap(({ source, cue, content = [], mentions = [] }) => [source, cue, ...content, ...mentions.map(({ at }) => at)]);
    return spans.filter(Boolean).sort((a, b) => a[0] - b[0]).flatMap((span) => this.#ranges(span));
  }

  /** Brings a thing, or one mention of it, into view, which ends at `bottom`. */
  scrollTo(id, mention = 0, bottom = innerHeight) {
    const place = this.#placesOf(id)[0];
    const span = place?.mentions?.[mention]?.at ?? place?.content?.[0] ?? place?.cue;
    const range = span && this.#ranges(span)[0];
    const element = range && this.#visible(range).startContainer.parentElement;
    if (!element) return;
    const box = this.#visible(range).getBoundingClientRect();
    if (box.top >= 0 && box.bottom <= bottom) return;
    const still = matchMedia("(prefers-reduced-motion: reduce)").matches;
    const scroller = scrollerOf(element);
    const middle = scroller === document.scrollingElement ? bottom / 2 : scroller.getBoundingClientRect().top + scroller.clientHeight / 2;
    scroller.scrollBy({ top: box.top - middle, behavior: still ? "auto" : "smooth" });
  }

  /** Stops watching; the article is as it was. */
  end() {
    this.#observer.disconnect();
    this.#listen?.abort();
    FORCED_COLOURS?.removeEventListener("change", this.#repaint);
    clearTimeout(this.#timer);
    this.#painter?.clear();
    this.#overlay.end();
    this.#map?.free();
    this.#map = this.#painter = this.#view = null;
  }

  #placesOf(id) {
    const place = this.#located.get(id);
    if (!place) return [];
    return place.of ? place.of.map((claim) => this.#located.get(claim)).filter(Boolean) : [place];
  }

  #ranges([start, end]) {
    return this.#map ? [...this.#map.toRanges(start, end)] : [];
  }

  #visible(range) {
    return this.#painter?.visible?.(range) ?? range;
  }

  #watch(article) {
    this.#listen?.abort();
    this.#listen = new AbortController();
    this.article = article;
    this.#overlay.over(article);
    const options = { signal: this.#listen.signal, passive: true };
    let scheduled = 0;
    article.addEventListener("pointermove", ({ clientX, clientY, pointerType }) => {
      if (pointerType === "touch" || scheduled) return;
      scheduled = requestAnimationFrame(() => {
        scheduled = 0;
        this.#callbacks.onPoint(this.#at(clientX, clientY));
      });
    }, options);
    article.addEventListener("pointerleave", () => this.#callbacks.onPoint(null), options);
    article.addEventListener("click", (event) => {
      const interactive = event.composedPath().some((node) => node !== article && node.matches?.(INTERACTIVE));
      if (event.defaultPrevented || interactive || !getSelection().isCollapsed) return;
      const id = this.#at(event.clientX, event.clientY);
      if (id) this.#callbacks.onPick(id);
    }, options);
    this.#observe();
  }

  #observe() {
    this.#observer.disconnect();
    if (!this.article) return;
    for (const part of [this.article, ...this.#shadows]) this.#observer.observe(part, { childList: true, characterData: true, subtree: true });
    // The article itself may be replaced by its parent.
    const parent = this.article.getRootNode();
    if (parent !== this.article) this.#observer.observe(parent, { childList: true, subtree: true });
  }

  // Changes that the painter makes itself are no news.
  #quietly(change) {
    this.#observer.disconnect();
    change();
    this.#observe();
  }

  #at(x, y) {
    if (!this.#map || !this.#view) return null;
    const hit = textAt(x, y, [this.article.getRootNode(), ...this.#shadows].filter((root) => root instanceof ShadowRoot));
    if (!hit) return null;
    const { node, offset } = this.#painter?.origin?.(hit.node, hit.offset) ?? hit;
    const at = this.#map.toOffset(node, offset);
    if (at === undefined || at === null) return null;
    const within = (span) => span && span[0] <= at && at < span[1];
    // Of nested claims the inner one, of a claim and a name in it the claim: names are listed in its card.
    let best = null;
    for (const { id } of this.#view.claims) {
      const place = this.#located.get(id);
      const span = place && [place.cue, place.source, ...place.content].find(within);
      if (span && (!best || span[1] - span[0] < best.length)) best = { id, length: span[1] - span[0] };
    }
    if (best) return best.id;
    return this.#view.entities.find(({ id }) => this.#located.get(id)?.mentions.some((mention) => within(mention.at)))?.id ?? null;
  }

  #settle() {
    if (this.#timer || !this.#view) return;
    const now = Date.now();
    this.#reanchored = this.#reanchored.filter((time) => now - time < REANCHOR_WINDOW_MS);
    const wait = this.#reanchored.length < REANCHOR_LIMIT ? SETTLE_MS : REANCHOR_WINDOW_MS;
    this.#timer = setTimeout(() => {
      this.#timer = 0;
      this.#reanchor().catch(() => {});
    }, wait);
  }

  async #reanchor() {
    if (!this.#view) return;
    if (!this.article.isConnected) {
      this.#quietly(() => this.#painter?.clear());
      return this.#callbacks.onGone([...this.#located.keys()]);
    }
    if (this.#intact()) return;
    this.#reanchored.push(Date.now());
    const { index } = this.#view;
    const known = new Set(this.#located.keys());
    this.#quietly(() => this.#painter?.clear());
    const old = this.#map;
    this.#map = await this.#read(this.article, { ignore: this.#ignore });
    this.#shadows = shadowRootsIn(this.article);
    old?.free();
    const lost = this.locate(index).filter((id) => known.has(id));
    this.show(this.#view);
    if (lost.length) this.#callbacks.onLost(lost);
  }

  // Whether what is painted still stands where it was, so that a change elsewhere costs nothing.
  #intact() {
    const sample = (span) => {
      const ranges = this.#ranges(span);
      return ranges.length > 0 && ranges.every((range) => this.#visible(range).startContainer.isConnected) && squeeze(ranges.join("")) === squeeze(this.#map.text.slice(...span));
    };
    for (const place of this.#located.values()) {
      const spans = [place.source, place.cue, ...(place.content ?? []), ...(place.mentions ?? []).map(({ at }) => at)].filter(Boolean);
      if (!spans.every(sample)) return false;
    }
    return this.#located.size > 0;
  }
}

// The marks of a <q> are in the text, but in no node.
const squeeze = (text) => text.replace(/[\s“”]+/g, "");

/** The open shadow roots below an element, its own first; panels of ours are no part of an article. */
function shadowRootsIn(root) {
  return [root, ...root.querySelectorAll("*")].flatMap(({ localName, shadowRoot }) => (shadowRoot && localName !== "who-said" ? [shadowRoot, ...shadowRootsIn(shadowRoot)] : []));
}

function isWithin(article, node) {
  for (let at = node; at; at = at.parentNode ?? at.host) if (at === article) return true;
  return false;
}

function scrollerOf(element) {
  for (let parent = element; parent && parent !== document.body; parent = parent.parentElement) {
    if (parent.scrollHeight > parent.clientHeight + 1 && /auto|scroll/.test(getComputedStyle(parent).overflowY)) return parent;
  }
  return document.scrollingElement ?? document.documentElement;
}
