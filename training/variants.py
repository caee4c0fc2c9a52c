"""Writes augmented copies of the documents: other quotation marks, line breaks and casing, swapped person names.

    variants.py DOCUMENTS.jsonl NAMES.json OUT.jsonl --variant N

Variant 0 is the text as it is; 1 joins lines to paragraphs, curls or straightens quotation marks and
sets some lines in capitals or title case; 2 swaps person names for names of many cultures; 3 does all.
"""
import argparse
import json
import random
import re

CAPITALS, TITLE = 0.05, 0.06        # share of lines set so
SWAP = 0.7                          # share of documents whose persons are renamed
PARTICLES = {"van", "von", "de", "der", "den", "bin", "al", "el", "la", "di", "da", "dos", "du", "ibn", "and", "of"}
SMALL = set("a an the of in on at for to and or but by with from as is".split())


def recase(text, rng):
    """Capitals or title case for some lines, keeping the length."""
    def one(line):
        r = rng.random()
        if r < CAPITALS:
            return "".join(c.upper() if len(c.upper()) == 1 else c for c in line)
        if r < CAPITALS + TITLE and len(line) < 400:
            word = lambda m: m.group() if m.group() in SMALL else m.group()[0].upper() + m.group()[1:]
            return re.sub(r"(?<![\w'’])[a-z][\w'’]*", word, line)
        return line
    out = "\n".join(one(line) for line in text.split("\n"))
    return out if len(out) == len(text) else text


def straighten(text):
    return re.sub("[‘’]", "'", re.sub("[“”]", '"', text))


def curl(text):
    out, opened = [], False
    for i, c in enumerate(text):
        before = text[i - 1] if i else " "
        if c == "\n":
            opened = False
        if c == '"':
            c, opened = ("”", False) if opened else ("“", True)
        elif c == "'":
            c = "‘" if before.isspace() or before in "([“" else "’"
        out.append(c)
    return "".join(out)


def requote(text, rng):
    if "“" in text or "”" in text:
        return straighten(text) if rng.random() < 0.7 else text
    return curl(text) if rng.random() < 0.7 else text


def join_lines(doc, rng):
    """Runs of lines become paragraphs of up to four sentences."""
    chars, left = list(doc["text"]), rng.randint(1, 4)
    for b in doc.get("breaks", [])[1:]:
        left -= 1
        if left > 0 and doc["text"][b - 1] == "\n":
            chars[b - 1] = " "
        else:
            left = rng.randint(1, 4)
    return "".join(chars)


def edit(doc, edits):
    """Applies (start, end, replacement) edits and moves every span along."""
    pieces, at, moves = [], 0, []
    for s, e, new in sorted(edits):
        pieces += [doc["text"][at:s], new]
        moves.append((s, e, len(new) - (e - s)))
        at = e
    text = "".join(pieces) + doc["text"][at:]
    starts, ends, shift, shifts = [], [], 0, [0]
    for s, e, d in moves:
        starts.append(s)
        ends.append(e)
        shift += d
        shifts.append(shift)
    from bisect import bisect_left, bisect_right

    def move(a, b):                       # a span inside an edited stretch grows to all of it
        i, j = bisect_right(ends, a), bisect_left(starts, b)
        if i < len(starts) and starts[i] < a:
            a = starts[i]
        if j and ends[j - 1] > b:
            b = ends[j - 1]
        return a + shifts[i], b + shifts[j]

    doc = dict(doc, text=text)
    doc["spans"] = [[*move(s, e), t] for s, e, t in doc["spans"]]
    doc.pop("breaks", None)
    if "pos" in doc:
        doc["pos"] = [[*move(s, e), *rest] for s, e, *rest in doc["pos"]]
    if "attributions" in doc:
        doc["attributions"] = [{r: [list(move(s, e)) for s, e in spans] for r, spans in a.items()}
                               for a in doc["attributions"]]
    return doc


def person_spans(doc):
    if doc.get("pos"):                    # runs of the automatic layer's PERSON
        spans, last = [], None
        for s, e, _, ner in doc["pos"]:
            if ner == "PERSON":
                if last and doc["text"][last[1]:s] in ("", " "):
                    last[1] = e
                else:
                    last = [s, e]
                    spans.append(last)
            else:
                last = None
        return spans
    return [[s, e] for s, e, t in doc["spans"] if t == "person"]


def swap(doc, names, rng):
    """Every word of a person's name gets one other word all through the document."""
    culture = [rng.choice(names) for _ in range(3)]
    table, edits = {}, []
    for s, e in person_spans(doc):
        words = list(re.finditer(r"[^\W\d_][\w'’\-]+", doc["text"][s:e]))
        for i, m in enumerate(words):
            w = m.group()
            w = re.sub(r"['’]s?$", "", w)
            if w.lower() in PARTICLES or not w[0].isupper() or len(w) < 3:
                continue
            key = w.lower()
            if key not in table:
                first, last = rng.choice(culture)
                table[key] = rng.choice(last if i == len(words) - 1 and i else first if i == 0 and len(words) > 1 else last)
            new = table[key].upper() if w.isupper() and len(w) > 2 else table[key]
            edits.append((s + m.start(), s + m.start() + len(w), new))
    return edit(doc, edits) if edits else doc


def augment(doc, variant, names, rng):
    if variant in (2, 3) and names and rng.random() < SWAP:
        doc = dict(doc)
        joined = join_lines(doc, rng) if variant == 3 else doc["text"]
        doc = swap(dict(doc, text=joined), names, rng)
    elif variant in (1, 3):
        doc = dict(doc, text=join_lines(doc, rng))
    if variant in (1, 3):
        doc = dict(doc, text=recase(requote(doc["text"], rng), rng))
    return doc


def main():
    ap = argparse.ArgumentParser()
    ap.add_argument("documents")
    ap.add_argument("names")
    ap.add_argument("out")
    ap.add_argument("--variant", type=int, default=0)
    ap.add_argument("--skip", default="", help="corpora to leave out, by prefix, comma-separated")
    a = ap.parse_args()
    try:
        names = json.load(open(a.names, encoding="utf-8"))
    except FileNotFoundError:
        names = []
    rng, skip = random.Random(a.variant), tuple(x for x in a.skip.split(",") if x)
    with open(a.out, "w", encoding="utf-8") as f:
        for line in open(a.documents, encoding="utf-8"):
            doc = json.loads(line)
            if skip and doc["corpus"].startswith(skip):
                continue
            f.write(json.dumps(augment(doc, a.variant, names, rng), ensure_ascii=False) + "\n")


if __name__ == "__main__":
    main()
