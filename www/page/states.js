// What stands in the panel while the reader starts and when it fails: real bytes, plain words, and what to do.

const MODEL = new URL("../model/en.safetensors", import.meta.url).href;

/** The start: what is downloaded, once, and how far it is. From the cache nothing is downloaded, and nothing says so. */
export class Loading {
  constructor(root, panel) {
    const [words, bar] = [root.querySelector("p"), root.querySelector("progress")];
    let isKept = false;
    globalThis.caches?.match(MODEL).then((found) => (isKept = Boolean(found)), () => {});
    const show = (text, loaded, total) => {
      words.textContent = text;
      bar.setAttribute("aria-label", text);
      if (total) Object.assign(bar, { max: total, value: loaded });
      else bar.removeAttribute("value");
    };
    show("Starting");
    panel.addEventListener("who-said-progress", ({ detail: { phase, loaded, total } }) => {
      if (phase === "download" && !isKept) show(`Downloading the reader, once: ${megabytes(loaded)}${total ? ` of ${megabytes(total)}` : ""}`, loaded, total);
      else show(phase === "extract" ? "Reading the article" : "Starting the reader");
      if (phase === "extract") isKept = true;
    });
  }
}

const megabytes = (bytes) => `${(bytes / 1e6).toFixed(1)} MB`;

const WORDS = {
  csp: ["This browser may not run the reader", "A security policy on this page or set by your organization forbids it. Whoever looks after the policy can allow it:"],
  model: ["The language model could not be used", "It is damaged or belongs to another version. Reload the page to load it anew."],
  integrity: ["A file was changed on its way", "It was not used. Reload the page; if this stays, tell whoever runs this site."],
  load: ["The reader could not be loaded", "Your text is still here. Check the connection, then try again."],
  offline: ["No network, and the reader is not on this device yet", "It is downloaded once, about four megabytes. Your text is still here: connect, then try again."],
  worker: ["The reader stopped and was started again", "Your text is still here. If it stops at the same text again, try it in parts."],
  "too-long": ["This text is too long to be read at once", "Cut it into parts and read them one by one."],
  aborted: ["Stopped", "Nothing was read. Your text is still here."],
};

export class Failure {
  constructor(root, panel) {
    const [title, text, detail] = root.children;
    panel.addEventListener("who-said-error", ({ detail: { error } }) => {
      const isOffline = error.code === "load" && navigator.onLine === false;
      [title.textContent, text.textContent] = WORDS[isOffline ? "offline" : error.code] ?? WORDS.worker;
      // The reason helps those who can do something about it; about a stop that they asked for, readers need none.
      detail.textContent = error.code === "aborted" || isOffline ? "" : error.message;
    });
  }
}
