#!/usr/bin/env python3
"""Gold taggings for the entity stage: {id, text, pos, names, attributions}, offsets in bytes.

    taggings.py gum OUT.json SCORE_DIR FILE.conllu...
    taggings.py polnear OUT.json {train,dev}.jsonl {train,dev}.parse.conll

gum takes names and parts of speech from GUM (read by the scorer in SCORE_DIR); polnear takes
attributions from PolNeAR and the rest from its automatic CoreNLP layer.
"""
import json
import sys


def to_bytes(text):
    table = [0]
    for ch in text:
        table.append(table[-1] + len(ch.encode()))
    return table


def gum(out, score, *paths):
    sys.path.insert(0, score)
    import clusters
    docs = []
    for path in paths:
        doc = clusters.read_gum(path)
        at = to_bytes(doc["text"])
        gold = clusters.Gold(doc)
        offset = [i for i, ch in enumerate(doc["text"]) if not ch.isspace()]
        pos, i = [], 0
        tags = [line.split("\t")[4] for line in open(path, encoding="utf-8")
                if line[0].isdigit() and line.split("\t")[0].isdigit()]
        for rows in doc["sentences"]:
            for row in rows:
                pos.append([at[row["start"]], at[row["end"]], tags[i]])
                i += 1
        names = [[at[offset[m["name"][0]]], at[offset[m["name"][1] - 1] + 1], m["type"]]
                 for m in gold.mentions if m["outermost"]]
        docs.append({"id": doc["id"], "text": doc["text"], "pos": pos, "names": names, "attributions": []})
    json.dump(docs, open(out, "w", encoding="utf-8"), ensure_ascii=False)


def polnear(out, articles, parses):
    layer, current = {}, None
    for line in open(parses, encoding="utf-8"):
        line = line.rstrip("\n")
        if line.startswith("# doc ="):
            current = layer.setdefault(line.split("=", 1)[1].strip(), [])
        elif line:
            f = line.split("\t")
            current.append((int(f[1]), int(f[2]), f[3], f[4]))
    kinds = {"PERSON": "person", "ORGANIZATION": "organization", "LOCATION": "place", "MISC": "group"}
    docs = []
    for line in open(articles, encoding="utf-8"):
        doc = json.loads(line)
        at, tokens = to_bytes(doc["text"]), layer.get(doc["id"], [])
        names = []
        for a, b, _, ner in tokens:
            kind = kinds.get(ner)
            if kind and names and names[-1][2] == kind and not doc["text"][names[-1][1]:a].strip(" "):
                names[-1][1] = b
            elif kind:
                names.append([a, b, kind])
        spans = lambda role: [[at[a], at[b]] for a, b in role]
        docs.append({"id": doc["id"], "text": doc["text"],
                     "pos": [[at[a], at[b], t] for a, b, t, _ in tokens],
                     "names": [[at[a], at[b], k] for a, b, k in names],
                     "attributions": [{r: spans(x[r]) for r in ("source", "cue", "content")}
                                      for x in doc["attributions"]]})
    json.dump(docs, open(out, "w", encoding="utf-8"), ensure_ascii=False)


if __name__ == "__main__":
    {"gum": gum, "polnear": polnear}[sys.argv[1]](*sys.argv[2:])
