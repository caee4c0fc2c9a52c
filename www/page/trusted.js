// The two places where a string meets a parser: pasted HTML, read inside an inert template, and the service worker's address.

const WORKER = new URL("../sw.js", import.meta.url).href;

const policy = globalThis.trustedTypes?.createPolicy("whosaid-page", {
  createHTML: (html) => html,
  createScriptURL: (address) => {
    if (address !== WORKER) throw new TypeError(`${address} is not this page’s service worker.`);
    return address;
  },
});

// Handlers and styles would not come into force in a template either; but the browser would report each to the page's policy.
const quiet = (html) => html.replace(/<[a-z][^>]*>/gi, (tag) => tag.replace(/([\s"'/])(on[a-z]+|style)(?=\s*=)/gi, "$1data-$2"));

/**
 * Nothing in a template runs, and nothing that it names is loaded. A `style` attribute is found as `data-style`.
 * @returns {DocumentFragment} to be read only
 */
export function parseInert(html) {
  const template = document.createElement("template");
  const source = quiet(html);
  template.innerHTML = policy?.createHTML(source) ?? source;
  return template.content;
}

export const workerAddress = () => policy?.createScriptURL(WORKER) ?? WORKER;
