// The two places where a string meets a parser: pasted HTML, read into a document that is never shown, and the service worker.

const policy = globalThis.trustedTypes?.createPolicy("whosaid-page", {
  createHTML: (html) => html,
  createScriptURL: (address) => {
    if (address !== WORKER) throw new TypeError(`${address} is not this page’s service worker.`);
    return address;
  },
});

const WORKER = new URL("../sw.js", import.meta.url).href;

/** An inert document: nothing in it runs, nothing that it names is loaded. */
export function parseInert(html) {
  return new DOMParser().parseFromString(policy?.createHTML(html) ?? html, "text/html");
}

export const workerAddress = () => policy?.createScriptURL(WORKER) ?? WORKER;
