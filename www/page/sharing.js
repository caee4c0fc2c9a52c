// The link to a text, the links to its passages, and what comes in by such a link.

import { LONGEST_LINK, decodeShared, encodeShared } from "./share-link.js";

export class Sharing {
  onShare = () => {};
  #parts;
  #fragment = "";

  /** @param {{ button: HTMLElement, box: HTMLElement, link: HTMLInputElement, note: HTMLElement }} parts */
  constructor(parts) {
    this.#parts = parts;
    parts.button.setAttribute("aria-expanded", "false");
    parts.button.addEventListener("click", () => (parts.box.hidden ? this.onShare() : this.close()));
    parts.link.addEventListener("focus", () => parts.link.select());
  }

  /** Packs the text, so that links to passages can be made at once. Texts too long for a link get none. */
  async prepare(shared) {
    this.#fragment = "";
    if (shared.text.length > LONGEST_LINK * 4) return;
    const fragment = await encodeShared(shared).catch(() => "");
    if (fragment.length <= LONGEST_LINK) this.#fragment = fragment;
  }

  linkTo({ content }) {
    const at = content.length ? `at=${content[0].start}-${content.at(-1).end}` : "";
    return `${page()}#${[this.#fragment, at].filter(Boolean).join("&")}`;
  }

  async share(shared) {
    const { box, button, link, note } = this.#parts;
    box.hidden = false;
    button.setAttribute("aria-expanded", "true");
    const number = new Intl.NumberFormat("en");
    const fragment = await encodeShared(shared);
    const tooLong = fragment.length > LONGEST_LINK;
    link.hidden = link.labels[0].hidden = tooLong;
    if (tooLong) {
      const share = Math.floor((LONGEST_LINK / fragment.length) * 100);
      note.textContent = `This text is too long for a link: it would take ${number.format(fragment.length)} characters, and mail programs cut links at about ${number.format(LONGEST_LINK)}. About ${share}% of the text would fit.`;
      return;
    }
    link.value = `${page()}#${fragment}`;
    link.focus();
    const isCopied = await navigator.clipboard?.writeText(link.value).then(() => true, () => false);
    note.textContent = `${isCopied ? "Copied. " : "Copy it from here. "}The whole text is inside the link, ${number.format(link.value.length)} characters long, after the “#”, which browsers send to no server. Whoever has the link can read the text.`;
  }

  close() {
    this.#parts.box.hidden = true;
    this.#parts.button.setAttribute("aria-expanded", "false");
  }

  /** @returns {Promise<{ text: string, date?: string, at?: [number, number] } | { problem: string } | null>} */
  async read(fragment) {
    try {
      return await decodeShared(fragment);
    } catch {
      return { problem: "The text in this link could not be read: the link is incomplete or was changed on its way. Ask for it again." };
    }
  }
}

const page = () => location.href.split("#")[0];
