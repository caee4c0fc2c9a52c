// The sample articles: a list of headlines, each a button that puts its text into the field.

const SAMPLES = [
  { file: "ferry.txt", title: "Ferry capsizes off Lomboa coast, at least 12 dead", about: "Two counts of the dead, and an owner who rejects what survivors say" },
  { file: "strike.txt", title: "Union and rail bosses at odds over strike turnout", about: "An offer that one side made and the other never saw" },
  { file: "memo.txt", title: "Minister denies ordering cuts to flood defences", about: "A leaked document, unnamed officials, a denial" },
  { file: "asteroid.txt", title: "Asteroid the size of a bus slipped past Earth unseen", about: "Figures, forecasts and doubts from science" },
  { file: "dough.txt", title: "A loaf for slow weekends", about: "A recipe: nobody is quoted, nothing is claimed" },
];

export class Samples {
  #root;
  #take;

  constructor(root, take) {
    this.#root = root;
    this.#take = take;
  }

  show() {
    const items = SAMPLES.map(({ file, title, about }) => {
      const [item, button, note] = ["li", "button", "span"].map((tag) => document.createElement(tag));
      button.type = "button";
      button.textContent = title;
      note.textContent = about;
      note.className = "about";
      button.addEventListener("click", () => this.#open(file, button));
      item.append(button, note);
      return item;
    });
    this.#root.querySelector("ul").replaceChildren(...items);
  }

  async #open(file, button) {
    const response = await fetch(new URL(`../samples/${file}`, import.meta.url)).catch(() => null);
    if (response?.ok) return this.#take(await response.text());
    button.nextElementSibling.textContent = "This sample could not be loaded. Is there a network connection?";
  }
}
