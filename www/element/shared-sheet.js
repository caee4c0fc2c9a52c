// A style sheet of ours in the documents and shadow roots where something is painted: one for all elements of a page, taken out by
// the last of them that needs it.

export class SharedSheet {
  #rules;
  #sheet = null;
  #users = new WeakMap();

  /** @param {() => string} rules */
  constructor(rules) {
    this.#rules = rules;
  }

  /** @returns {{ in(node: Node): void, end(): void }} one user of it: wants it where a node stands, and in the end nowhere */
  use() {
    const scopes = new Set();
    return {
      in: (node) => {
        const scope = node.getRootNode();
        if (scopes.has(scope) || !scope.adoptedStyleSheets) return;
        scopes.add(scope);
        this.#change(scope, +1);
      },
      end: () => {
        for (const scope of scopes) this.#change(scope, -1);
        scopes.clear();
      },
    };
  }

  #change(scope, by) {
    if (!this.#sheet) {
      this.#sheet = new CSSStyleSheet();
      this.#sheet.replaceSync(this.#rules());
    }
    const count = (this.#users.get(scope) ?? 0) + by;
    this.#users.set(scope, count);
    const others = [...scope.adoptedStyleSheets].filter((adopted) => adopted !== this.#sheet);
    scope.adoptedStyleSheets = count > 0 ? [...others, this.#sheet] : others;
  }
}
