// A result in the formats that others read: schema.org JSON-LD, W3C Web Annotations, CSV, Markdown, and links to a passage.

import { toCsv } from "./export/csv.js";
import { toJsonLd } from "./export/json-ld.js";
import { toMarkdown } from "./export/markdown.js";
import { toTextFragment } from "./export/text-fragment.js";
import { toWebAnnotations } from "./export/web-annotation.js";

export { toCsv, toJsonLd, toMarkdown, toTextFragment, toWebAnnotations };

export const FORMATS = {
  json: { mediaType: "application/json", extension: "json" },
  csv: { mediaType: "text/csv", extension: "csv" },
  jsonld: { mediaType: "application/ld+json", extension: "jsonld" },
  "web-annotation": { mediaType: "application/ld+json", extension: "annotations.jsonld" },
  markdown: { mediaType: "text/markdown", extension: "md" },
};

/**
 * @param {keyof typeof FORMATS} format
 * @param {import("./whosaid.js").Extraction} result
 * @param {{ text?: string, url?: string, title?: string, language?: string }} article
 * @returns {string}
 */
export function exportResult(format, result, article) {
  // Publishers put it into a script element, which `</script>` in an article's words would end.
  const pretty = (value) => `${JSON.stringify(value, null, 2).replaceAll("<", "\\u003c")}\n`;
  switch (format) {
    case "json":
      return pretty(result);
    case "csv":
      return toCsv(result);
    case "jsonld":
      return pretty(toJsonLd(result, article));
    case "web-annotation":
      return pretty(toWebAnnotations(result, article));
    case "markdown":
      return toMarkdown(result, article);
    default:
      throw new TypeError(`There is no export format "${format}". The formats are ${Object.keys(FORMATS).join(", ")}.`);
  }
}
