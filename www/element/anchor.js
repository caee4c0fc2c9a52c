// Finds a result's spans in an article's text: by offset where the text is the one that was extracted from, else by the words
// themselves with the sentence around them as context, so that other white space, lost or new paragraphs don't matter.

import { lastAtMost } from "./walk.js";

// Characters that come and go between two copies of one text: white space, zero-width characters, soft hyphens.
const FLEETING = /[\s\u00ad\u200b-\u200f\u2028-\u202f\u2060\ufeff]/;

/**
 * @param {{ length: number, sentences: { start: number, end: number, text: string }[] }} result
 * @param {string} text
 * @returns {(span: { start: number, end: number, text: string }) => [number, number] | null}
 */
export function anchor(result, text) {
  if (result.length === text.length && (result.sentences ?? []).every((sentence) => isAt(sentence, text))) {
    return (span) => (isAt(span, text) ? [span.start, span.end] : null);
  }
  const target = skeleton(text);
  const sentences = align(result.sentences ?? [], target);
  const starts = sentences.map(({ start }) => start);

  return (span) => {
    const words = skeleton(span.text).letters;
    const from = place(span.start, sentences, starts);
    const to = place(span.end - 1, sentences, starts);
    if (words && from !== null && to !== null && target.letters.slice(from, to + 1) === words) return target.range(from, to);
    return byQuote(words, span, sentences, starts, target);
  };
}

function isAt({ start, end, text: expected }, text) {
  return text.slice(start, end) === expected;
}

/** The text without fleeting characters, with the offset of each that remains. */
function skeleton(text) {
  const offsets = new Int32Array(text.length);
  let letters = "";
  let run = 0;
  for (let i = 0; i <= text.length; i += 1) {
    if (i === text.length || FLEETING.test(text[i])) {
      letters += text.slice(run, i);
      run = i + 1;
    } else offsets[letters.length + i - run] = i;
  }
  return { letters, offsets, range: (first, last) => [offsets[first], offsets[last] + 1] };
}

// Sentences keep their order in nearly every copy, so each is looked for behind the one before, and only then anywhere.
function align(sentences, target) {
  let behind = 0;
  return sentences.map(({ start, end, text }) => {
    const own = skeleton(text);
    let at = own.letters ? target.letters.indexOf(own.letters, behind) : -1;
    if (at < 0 && own.letters) at = target.letters.indexOf(own.letters);
    if (at >= behind) behind = at + own.letters.length;
    return { start, end, at, own };
  });
}

// The skeleton's index for an offset of the result's text.
function place(offset, sentences, starts) {
  const sentence = sentences[lastAtMost(starts, offset)];
  if (!sentence || sentence.at < 0 || offset >= sentence.end) return null;
  const { own } = sentence;
  const within = lastAtMost(own.offsets.subarray(0, own.letters.length), offset - sentence.start);
  return within < 0 ? null : sentence.at + within;
}

// Where the sentence itself was changed, the words count only if they stand once between the sentences that are still there.
function byQuote(words, span, sentences, starts, target) {
  if (!words) return null;
  let [before, after] = [null, null];
  for (let i = lastAtMost(starts, span.start) - 1; i >= 0 && !before; i -= 1) before = sentences[i].at >= 0 ? sentences[i] : null;
  for (let i = lastAtMost(starts, span.start) + 1; i < sentences.length && !after; i += 1) after = sentences[i].at >= 0 ? sentences[i] : null;
  const low = before ? before.at + before.own.letters.length : 0;
  const high = after ? after.at : target.letters.length;
  const first = target.letters.indexOf(words, low);
  if (first < 0 || first + words.length > high) return null;
  const second = target.letters.indexOf(words, first + 1);
  if (second >= 0 && second + words.length <= high) return null;
  return target.range(first, first + words.length - 1);
}
