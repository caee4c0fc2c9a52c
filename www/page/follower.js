// Lets the results follow the text: waits for a pause in typing, runs one extraction at a time, shows that a long one is running.

// Typists pause about this long between words; results that come sooner would flicker.
const PAUSE_MS = 350;
const LONGEST_PAUSE_MS = 4_000;
// A run that is over sooner needs no sign that it is running.
const SHOWN_AFTER_MS = 600;

export class Follower {
  #element;
  #busy;
  #timer = 0;
  #shown = 0;
  #took = 0;
  #running = null;
  #next = null;
  #began = false;

  constructor(element, busy, stop) {
    this.#element = element;
    this.#busy = busy;
    stop.addEventListener("click", () => element.cancel());
  }

  /** Calls back after a pause in typing, the longer the text takes to read the later. */
  soon(update) {
    clearTimeout(this.#timer);
    this.#timer = setTimeout(update, Math.min(Math.max(PAUSE_MS, this.#took * 2), LONGEST_PAUSE_MS));
  }

  /** @param {() => Promise<void>} prepare what has to be ready before the result is */
  async follow(date, prepare) {
    clearTimeout(this.#timer);
    // Somebody has closed the panel to read in peace; its button brings it back.
    if (this.#began && this.#element.state === "idle") return;
    this.#next = { date, prepare };
    // A run is let finish unless it is long: stopping one means starting the engine again.
    if (this.#running && performance.now() - this.#running < SHOWN_AFTER_MS) return;
    await this.#run();
  }

  /** Nothing is there to be read any more. */
  stop() {
    clearTimeout(this.#timer);
    this.#next = null;
    this.#element.cancel();
  }

  async #run() {
    const { date, prepare } = this.#next;
    this.#next = null;
    this.#began = true;
    const start = (this.#running = performance.now());
    clearTimeout(this.#shown);
    this.#shown = setTimeout(() => (this.#busy.hidden = this.#running !== start || !this.#element.result), SHOWN_AFTER_MS);
    if (this.#element.referenceDate !== date) this.#element.referenceDate = date;
    await prepare();
    // Errors are shown by the element.
    await this.#element.extract().catch(() => {});
    if (this.#running !== start) return;
    this.#took = performance.now() - start;
    this.#running = null;
    this.#busy.hidden = true;
    if (this.#next) await this.#run();
  }
}
