// Finds the article that an element is for, waits for one that comes late, and reads its publication date.

// A dependable date is one that machines were meant to read.
const DATE = /^\d{4}-\d{2}-\d{2}/;

/** @returns {Element | null} */
export function findArticle(host, given) {
  if (given) return given;
  const selector = host.getAttribute("for");
  if (!selector) return host;
  const root = host.getRootNode();
  try {
    return root.querySelector?.(selector) ?? host.ownerDocument.querySelector(selector);
  } catch {
    return null;
  }
}

/** Resolves with the article once it is there; rejects when the signal aborts. */
export function whenThere(find, host, signal) {
  const found = find();
  if (found) return Promise.resolve(found);
  return new Promise((resolve, reject) => {
    let scheduled = 0;
    const look = () => {
      scheduled = 0;
      const article = find();
      if (article) {
        observer.disconnect();
        resolve(article);
      }
    };
    // Once a frame at most, however busy the page is.
    const observer = new MutationObserver(() => (scheduled ||= requestAnimationFrame(look)));
    for (const root of new Set([host.getRootNode(), host.ownerDocument])) observer.observe(root, { childList: true, subtree: true, attributes: true, attributeFilter: ["id", "class"] });
    signal.addEventListener("abort", () => {
      observer.disconnect();
      reject(signal.reason);
    }, { once: true });
  });
}

/** The publication date as YYYY-MM-DD, from the attribute, the article's `<time>`, the page's JSON-LD or its meta data. */
export function publicationDate(host, article) {
  const own = host.getAttribute("reference-date");
  if (own) return DATE.exec(own)?.[0];
  const scope = article === host ? host : (article.closest("article") ?? article);
  const times = [...scope.querySelectorAll("time[datetime]")];
  const marked = times.find((time) => time.matches("[pubdate],[itemprop~=datePublished],.dt-published")) ?? times.find((time) => !time.closest("p"));
  const candidates = [
    marked?.getAttribute("datetime"),
    ...[...document.querySelectorAll('script[type="application/ld+json"]')].map((script) => fromJsonLd(script.textContent)),
    document.querySelector('meta[property="article:published_time"],meta[itemprop=datePublished],meta[name=date]')?.content,
  ];
  return candidates.map((date) => DATE.exec(date ?? "")?.[0]).find(Boolean);
}

function fromJsonLd(source) {
  let data;
  try {
    data = JSON.parse(source);
  } catch {
    return null;
  }
  const items = [data].flat().flatMap((item) => [item, ...[item?.["@graph"] ?? []].flat()]);
  return items.map((item) => item?.datePublished).find((date) => typeof date === "string");
}
