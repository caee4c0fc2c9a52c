"""Converts every corpus to documents of running text with labelled character spans.

A document is `{id, corpus, style, text, spans, missing, attributions?, pos?}`. A span is
`[start, end, types]`; `types` joins by "|" the types that the corpus' label may stand for, and may
hold "O" where the label can be no name at all. `missing` lists the types that the corpus does not
annotate, so that its unlabelled tokens may belong to them.
"""
import json
import re
import sys
from pathlib import Path

REST = "group|event|work|other"
PRONOUNS = set("i we he she it they his her their its our".split())
CLOSERS = {",", ".", ";", ":", "!", "?", ")", "]", "}", "%", "…", "”", "’", "..", "...", "′", "″"}
OPENERS = {"(", "[", "{", "$", "£", "€", "“", "‘", "#"}
CLITIC = re.compile(r"(['’](s|re|ve|ll|d|m|em)|n['’]t)$", re.I)

TYPES = {
    "per": "person", "person": "person", "politician": "person", "writer": "person", "researcher": "person",
    "scientist": "person", "musicalartist": "person",
    "org": "organization", "organisation": "organization", "politicalparty": "organization",
    "university": "organization", "band": "organization", "corporation": "organization",
    "group": "organization|group",
    "loc": "place", "location": "place", "country": "place",
    "misc": REST, "nationality": "group", "event": "event", "election": "event", "conference": "event|organization",
    "award": "other", "book": "work", "poem": "work", "album": "work", "song": "work",
    "magazine": "work|organization", "academicjournal": "work", "creative-work": "work|other",
    "product": "other|work", "programlang": "O|other", "astronomicalobject": "O|other|place",
    "weapon": "O|other", "militaryplatform": "O|other", "documentreference": "O|work",
}
for noise in """field algorithm metrics task discipline theory protein enzyme chemicalelement chemicalcompound
                literarygenre musicgenre musicalinstrument temporal quantity money""".split():
    TYPES[noise] = "O|other"


def glue(forms, split=False):
    """Joins token forms to running text; returns it with each form's start."""
    out, starts, double, single, tight = "", [], False, False, True
    for i, form in enumerate(forms):
        prev, after_form = forms[i - 1] if i else "", forms[i + 1] if i + 1 < len(forms) else ""
        before = after = False
        if form in CLOSERS or CLITIC.match(form):
            before = True
        elif form in OPENERS:
            after = True
        elif form == '"':
            before, after = double, not double
            double = not double
        elif form == "'":
            if single:
                before, single = True, False
            elif prev[-1:].lower() == "s":
                before = True
            else:
                after = single = True
        if split and prev[-1:].isalnum() and after_form[:1].isalnum():
            if form in ("-", "/"):
                before = after = True
            elif form == "." and (len(prev) == len(after_form) == 1 or (prev.isdigit() and after_form.isdigit())):
                after = True
        out += "" if tight or before else " "
        starts.append(len(out))
        out += form
        tight = after
    return out, starts


def read_bio(path):
    """Yields (document id, sentences of (form, tag)); without `# doc` every sentence is a document."""
    doc, sentences, sentence, marked, count = path.stem, [], [], False, 0
    for line in path.read_text(encoding="utf-8").split("\n") + [""]:
        if line.startswith("# doc ="):
            if sentences:
                yield doc, sentences
            doc, sentences, marked = line.split("=", 1)[1].strip(), [], True
        elif line.strip():
            form, tag = line.split("\t")[:2]
            sentence.append((form, tag))
        elif sentence:
            if marked:
                sentences.append(sentence)
            else:
                yield f"{path.stem}-s{count}", [sentence]
                count += 1
            sentence = []
    if sentences:
        yield doc, sentences


def bio_spans(tags):
    start = label = None
    for i, tag in enumerate(tags + ["O"]):
        if start is not None and not (tag[:2] == "I-" and tag[2:] == label):
            yield start, i, label
            start = None
        if tag != "O" and start is None:
            start, label = i, tag[2:]


def from_bio(path, style, missing, split=False, names_only=False):
    for doc, sentences in read_bio(path):
        text, spans, breaks = "", [], []
        for sentence in sentences:
            forms = [f for f, _ in sentence]
            line, starts = glue(forms, split)
            text += "\n" if text else ""
            base = len(text)
            breaks.append(base)
            text += line
            for a, b, label in bio_spans([t for _, t in sentence]):
                types = TYPES[label.lower()]
                span = text[base + starts[a]: base + starts[b - 1] + len(forms[b - 1])]
                if names_only and not any(w[:1].isupper() for w in re.findall(r"\w+", span)):
                    continue
                if names_only and span.lower() in PRONOUNS:
                    continue
                first = base + starts[a]
                if names_only:
                    first += len(re.match(r"(?:(?:the|their|its|his|her|a|an) )*", span, re.I).group())
                spans.append([first, base + starts[b - 1] + len(forms[b - 1]), types])
        yield {"id": doc, "corpus": path.stem, "style": style, "text": text, "spans": spans,
               "missing": missing, "breaks": breaks}


def from_gum(path, gum):
    """`gum` is the scorer's gum2bio module: which noun phrases are names is decided there."""
    text, spans, pos, soft = "", [], [], []
    for paragraph, rows in gum.sentences(str(path)):
        text = text.rstrip() + ("\n\n" if paragraph else " ") if text else ""
        starts = []
        for r in rows:
            starts.append(len(text))
            text += r["form"] + ("" if r["glued"] else " ")
        ends = [s + len(r["form"]) for s, r in zip(starts, rows)]
        found = set()
        for a, b, kind, minimal in gum.mentions(rows):
            head = gum.head_of(rows, a, b)
            if rows[head]["upos"] != "PROPN":
                continue
            if kind not in gum.KIND:
                if kind in ("abstract", "object", "plant", "animal", "substance"):
                    s, e = gum.core(rows, a, b, "object", minimal)
                    soft.append([starts[s], ends[e - 1], "O|work|other|event|group"])
                continue
            s, e = gum.core(rows, a, b, kind, minimal)
            found.add((s, e, "group|person" if kind == "person" and rows[head]["plural"] else kind))
        kept = gum.outermost(found)
        spans += [[starts[s], ends[e - 1], kind] for s, e, kind in kept]
    soft = [s for s in soft if not any(s[0] < k[1] and k[0] < s[1] for k in spans)]
    free = []
    for s in sorted(soft, key=lambda s: (s[0], -s[1])):
        if not free or s[0] >= free[-1][1]:
            free.append(s)
    genre = path.stem.split("_")[1]
    corpus = "gum-news" if genre in ("news", "interview") else "gum"
    yield {"id": path.stem, "corpus": corpus, "style": "gum", "text": text.rstrip(),
           "spans": sorted(spans + free), "missing": ["group", "work", "other"]}


def parts_of_speech(path):
    """PolNeAR's automatic layer: {document: [[start, end, tag, ner]]}."""
    docs, rows = {}, None
    for line in path.read_text(encoding="utf-8").split("\n"):
        if line.startswith("# doc ="):
            rows = docs.setdefault(line.split("=", 1)[1].strip(), [])
        elif line:
            c = line.split("\t")
            rows.append([int(c[1]), int(c[2]), c[3], c[4]])
    return docs


def from_polnear(data, part):
    silver = parts_of_speech(data / "attribution" / f"{part}.parse.conll")
    for line in open(data / "attribution" / f"{part}.jsonl", encoding="utf-8"):
        d = json.loads(line)
        yield {"id": d["id"], "corpus": f"polnear-{part}", "style": "polnear", "text": d["text"], "spans": [],
               "missing": [], "attributions": d["attributions"], "pos": silver.get(d["id"], [])}


def all_documents(data, score):
    sys.path.insert(0, str(score))
    import gum2bio
    entities, lacks = data / "entities", REST.split("|")
    for part in ("train", "dev"):
        yield from from_bio(entities / f"conll03-{part}.bio", "conll", [])
    for path in sorted(entities.glob("crossner-*.bio")):
        yield from from_bio(path, "crossner", [])
    yield from from_bio(entities / "re3d-train.bio", "re3d", lacks, True, True)
    for path in sorted(entities.glob("btc-*.bio")):
        yield from from_bio(path, "btc", lacks)
    for path in sorted(entities.glob("wnut17-*.bio")):
        yield from from_bio(path, "wnut", ["group", "event", "other"])
    yield from from_bio(entities / "uner-ewt-dev.bio", "uner", lacks)
    for path in sorted((data / "gum").glob("*.conllu")):
        yield from from_gum(path, gum2bio)
    for part in ("train", "dev"):
        yield from from_polnear(data, part)
    for line in open(data / "unlabelled" / "bbc.jsonl", encoding="utf-8"):
        d = json.loads(line)
        yield {"id": d["id"], "corpus": "bbc", "style": "unlabelled", "spans": [], "missing": [],
               "text": d["title"] + "\n\n" + d["text"]}


def main():
    data, score, out = map(Path, sys.argv[1:4])
    seen = {}
    with open(out, "w", encoding="utf-8") as f:
        for doc in all_documents(data, score):
            n = seen.setdefault(doc["corpus"], [0, 0, 0])
            n[0], n[1], n[2] = n[0] + 1, n[1] + len(doc["text"].split()), n[2] + len(doc["spans"])
            f.write(json.dumps(doc, ensure_ascii=False) + "\n")
    for corpus, n in seen.items():
        print(corpus, *n)


if __name__ == "__main__":
    main()
