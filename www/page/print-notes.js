// For print: under each paragraph a note on who says what in it, as paper has no panel beside the article.

// Nouns: a speaker can be one or many.
const ACTS = {
  state: "statement", confirm: "confirmation", deny: "denial", accuse: "accusation", promise: "promise or plan", demand: "demand", ask: "question",
  predict: "prediction", believe: "belief", praise: "praise", criticize: "criticism", decline: "no comment",
};
const KINDS = { direct: "quoted", mixed: "partly quoted", indirect: "reported" };
const RELATIONS = { disputes: "disputed by", conflicts: "at odds with", corroborates: "supported by" };
// Enough of a passage to find it by.
const SHOWN_WORDS = 7;

export class PrintNotes {
  #article;
  #panel;

  constructor(article, panel) {
    this.#article = article;
    this.#panel = panel;
    addEventListener("beforeprint", () => this.#insert());
    addEventListener("afterprint", () => this.#remove());
  }

  #insert() {
    this.#remove();
    const { result, state } = this.#panel;
    if (!result || state !== "ready") return;
    const blocks = [...this.#article.children];
    const notes = new Map();
    for (const claim of result.claims.filter(({ confidence }) => confidence >= Number(this.#panel.minConfidence))) {
      const block = this.#blockOf(claim, blocks);
      if (block) notes.set(block, [...(notes.get(block) ?? []), noteOn(claim, result)]);
    }
    for (const [block, items] of notes) {
      const list = document.createElement("ul");
      list.className = "note";
      list.append(...items);
      block.after(list);
    }
  }

  #remove() {
    for (const note of this.#article.querySelectorAll(".note")) note.remove();
  }

  // The element says in which block a claim stands: the text it read is laid out as the blocks are.
  #blockOf(claim, blocks) {
    const start = claim.content[0]?.start ?? claim.cue?.start;
    const before = this.#panel.text.slice(0, start);
    return blocks[before.split(/\n\s*\n/).length - 1];
  }
}

function noteOn(claim, result) {
  const about = [KINDS[claim.kind], claim.sourceType === "unnamed" && "unnamed source", claim.hedged && "hedged", claim.negated && "negated"].filter(Boolean);
  const how = about.length ? ` (${about.join(", ")})` : "";
  const relations = result.relations.filter(({ claims }) => claims.includes(claim.id)).map((relation) => {
    const other = result.claims.find(({ id }) => id !== claim.id && relation.claims.includes(id));
    return other ? `; ${RELATIONS[relation.kind]} ${who(other, result) ?? "a statement without a source"}` : "";
  });
  const act = claim.kind === "narrative" ? "" : `, ${ACTS[claim.act] ?? ACTS.state}`;
  const name = who(claim, result);
  const item = document.createElement("li");
  const speaker = document.createElement("b");
  speaker.textContent = capitalized(name ?? "Without a source");
  item.append(speaker, `${act}${how}: ${shortened(claim.content.map(({ text }) => text).join(" … "), SHOWN_WORDS)}${relations.join("")}`);
  return item;
}

function who(claim, result) {
  if (claim.kind === "narrative" || claim.sourceType === "author") return "the article itself";
  const name = result.entities.find(({ id }) => id === claim.speaker)?.name ?? claim.source?.text;
  return name && shortened(name.replace(/^(An?|The)\s/, (article) => article.toLowerCase()), SHOWN_WORDS);
}

const capitalized = (text) => text[0].toUpperCase() + text.slice(1);

function shortened(text, most) {
  const words = text.trim().replace(/[,;:]$/, "").split(/\s+/);
  return words.length > most ? `${words.slice(0, most).join(" ").replace(/[,;:.]$/, "")} …` : words.join(" ");
}
