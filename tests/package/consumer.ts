//! A program that uses every entry point of the package with the types that it declares.

import { createExtractor, WhoSaidError, type Extraction, type Span } from "whosaid";
import { extractText } from "whosaid/dom";
import { WhoSaid } from "whosaid/element";
import { toCsv, toJsonLd, toTextFragment } from "whosaid/export";
import init, { Extractor } from "whosaid/pkg";

export async function main(article: Element): Promise<string[]> {
  const controller = new AbortController();
  const extractor = await createExtractor({
    model: new URL("https://example.org/en.safetensors"),
    integrity: { wasm: "sha384-" },
    onProgress: ({ phase, loaded, total }) => console.log(phase === "download", loaded ?? 0, total ?? 0),
    signal: controller.signal,
  });
  const { text, toRange } = await extractText(article, { ignore: ".ad" });
  const result: Extraction = await extractor.extract(text, { referenceDate: "2024-05-01" });
  const spans: Span[] = result.claims.flatMap(({ source, content }) => (source ? [source, ...content] : content));
  const ranges: (Range | undefined)[] = spans.map(({ start, end }) => toRange(start, end));
  const disputed = result.relations.filter(({ kind, reason }) => kind === "disputes" && reason !== "same-event");
  const times: string[] = result.times.map(({ value }) => value);
  // @ts-expect-error: there is no such kind of claim
  result.claims.filter(({ kind }) => kind === "imagined");
  console.log(ranges.length, disputed.length, toCsv(result), toJsonLd(result, { claimReview: true }));
  return [...times, ...result.claims.map((claim) => toTextFragment(claim))];
}

export async function low(model: Uint8Array): Promise<number> {
  await init();
  return new Extractor(model).extract("text").length;
}

export function element(): void {
  const element: WhoSaid = document.createElement("who-said");
  element.for = "#story";
  element.addEventListener("who-said-result", ({ detail }) => console.log(detail.result.claims.length));
  element.addEventListener("who-said-error", ({ detail: { error } }) => {
    if (error instanceof WhoSaidError && error.code === "csp") console.log(error.message);
  });
  element.select(null);
}
