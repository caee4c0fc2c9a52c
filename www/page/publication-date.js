// The field for the publication date: filled with a guess, left alone once somebody has set it.

import { guessDate } from "./guess-date.js";

export class PublicationDate {
  onChange = () => {};
  #input;
  #hint;
  #isOwn = false;

  constructor(input, hint) {
    this.#input = input;
    this.#hint = hint;
    input.addEventListener("change", () => {
      this.#isOwn = Boolean(input.value);
      this.#hint.textContent = "";
      this.onChange();
    });
  }

  /** YYYY-MM-DD, or empty. */
  get value() {
    return this.#input.value;
  }

  clear() {
    this.#isOwn = false;
    this.#input.value = this.#hint.textContent = "";
  }

  /** @param {string} [known] the date as the text's file or link says it */
  offer(text, known) {
    if (known) {
      this.#isOwn = true;
      this.#input.value = known;
    }
    if (this.#isOwn) return;
    const guess = guessDate(text) ?? "";
    if (guess !== this.#input.value) this.#input.value = guess;
    this.#hint.textContent = guess ? "found in the text" : "sets what “Tuesday” means";
  }
}
