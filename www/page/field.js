// The field for the article: typing, pasting with paragraphs, dropping and opening files.

import { readFile } from "./files.js";
import { htmlToText } from "./html-text.js";

// Above this, writing through the editing command, which keeps the undo history, takes seconds.
const UNDOABLE_LENGTH = 200_000;
// A paste that leaves less than this of what was there brings another article.
const OLD_SHARE = 0.2;

export class Field {
  #area;
  #does = {};
  #kept = 0;
  #isPasting = false;

  /** @param {{ area: HTMLTextAreaElement, file: HTMLInputElement, open: HTMLButtonElement, whole: HTMLElement }} parts */
  constructor({ area, file, open, whole }) {
    this.#area = area;
    area.addEventListener("beforeinput", () => (this.#kept = area.value.length - (area.selectionEnd - area.selectionStart)));
    area.addEventListener("input", (event) => {
      if (event.isComposing) return;
      if (this.#isPasting || event.inputType === "insertFromPaste" || event.inputType === "insertFromDrop") this.#pasted();
      else this.#does.typed();
    });
    area.addEventListener("compositionend", () => this.#does.typed());
    area.addEventListener("paste", (event) => this.#paste(event));
    area.addEventListener("blur", () => this.fold());
    open.addEventListener("click", () => file.click());
    file.addEventListener("change", () => {
      if (file.files[0]) this.#read(file.files[0]);
      file.value = "";
    });
    this.#acceptDrops(whole);
  }

  /** @param {{ typed(): void, pasted(whole: boolean): void, taken(text: string, about: object): void, refused(why: string): void }} does */
  on(does) {
    this.#does = does;
  }

  get text() {
    return this.#area.value;
  }

  set text(text) {
    this.#area.value = text;
    this.#area.setSelectionRange(0, 0);
    this.#area.scrollTop = 0;
  }

  focus() {
    this.#area.focus({ preventScroll: true });
  }

  /** Makes room for the article below: a text that is there need not be seen twice in full. */
  fold() {
    this.#area.classList.toggle("folded", Boolean(this.text.trim()));
  }

  #pasted() {
    const whole = this.#kept < this.text.length * OLD_SHARE;
    this.fold();
    // The folded field shows how the article begins; the caret stays where the text was put in.
    if (whole) requestAnimationFrame(() => (this.#area.scrollTop = 0));
    this.#does.pasted(whole);
  }

  #paste(event) {
    const html = event.clipboardData?.getData("text/html");
    const plain = event.clipboardData?.getData("text/plain") ?? "";
    if (!html) return;
    const text = htmlToText(html);
    if (!text) return;
    event.preventDefault();
    // Copied source code or a table is best as its program wrote it; an article has its paragraphs in the HTML.
    this.#insert(text || plain);
  }

  #insert(text) {
    const area = this.#area;
    this.#kept = area.value.length - (area.selectionEnd - area.selectionStart);
    this.#isPasting = true;
    const isWritten = text.length < UNDOABLE_LENGTH && document.execCommand("insertText", false, text);
    this.#isPasting = false;
    // The command has raised an input event; writing directly raises none.
    if (isWritten) return;
    area.setRangeText(text, area.selectionStart, area.selectionEnd, "end");
    this.#pasted();
  }

  #acceptDrops(whole) {
    let depth = 0;
    const over = (by) => whole.classList.toggle("dropping", (depth = Math.max(0, depth + by)) > 0);
    const accepts = ({ dataTransfer }) => dataTransfer && (dataTransfer.types.includes("Files") || dataTransfer.types.includes("text/plain") || dataTransfer.types.includes("text/html"));
    whole.addEventListener("dragenter", (event) => accepts(event) && over(+1));
    whole.addEventListener("dragleave", (event) => accepts(event) && over(-1));
    whole.addEventListener("dragover", (event) => {
      if (!accepts(event)) return;
      event.preventDefault();
      event.dataTransfer.dropEffect = "copy";
    });
    whole.addEventListener("drop", (event) => {
      if (!accepts(event)) return;
      event.preventDefault();
      depth = 0;
      over(0);
      const { dataTransfer } = event;
      if (dataTransfer.files.length) return void this.#read(dataTransfer.files[0]);
      const html = dataTransfer.getData("text/html");
      const text = (html && htmlToText(html)) || dataTransfer.getData("text/plain");
      if (text.trim()) this.#does.taken(text, {});
    });
  }

  async #read(file) {
    const { problem, text, date } = await readFile(file);
    if (problem) this.#does.refused(problem);
    else this.#does.taken(text, { date });
  }
}
