// For print: under each paragraph a note on who says what in it, as paper has no panel beside the article.

const ACTS = {
  state: "says", confirm: "confirms", deny: "denies", accuse: "accuses", promise: "promises", demand: "demands", ask: "asks", predict: "predicts",
  believe: "believes", praise: "praises", criticize: "criticizes", decline: "declines to comment",
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
    for (const claim of result.claims) {
      const block = this.#blockOf(claim, blocks);
      if (block) notes.set(block, [...(notes.get(block) ?? []), noteOn(claim, result)]);
    }
    for (const [block, items] of notes) {
      const list = document.createElement("ul");
      list.className = "note";
      list.append(...items.map((text) => {
        const item = document.createElement("li");
        item.textContent = text;
        return item;
      }));
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
    return other && `; ${RELATIONS[relation.kind]} ${who(other, result)}`;
  });
  const does = claim.kind === "narrative" ? "states" : (ACTS[claim.act] ?? "says");
  return `${who(claim, result)} ${does}${how}: ${shortened(claim)}${relations.filter(Boolean).join("")}`;
}

function who(claim, result) {
  if (claim.kind === "narrative" || claim.sourceType === "author") return "The article itself";
  return result.entities.find(({ id }) => id === claim.speaker)?.name ?? claim.source?.text ?? "No source given";
}

function shortened({ content }) {
  const words = content.map(({ text }) => text).join(" … ").split(/\s+/);
  const text = words.slice(0, SHOWN_WORDS).join(" ");
  return words.length > SHOWN_WORDS ? `${text.replace(/[,;:.]$/, "")} …` : text;
}
