#!/usr/bin/env python3
"""How many third-person pronouns are resolved, and how many of them rightly.

    pronouns.py SCORE_DIR PRED.json FILE.conllu...     PRED.json as clusters.py reads it

A pronoun is resolved where it is a mention of a predicted entity, and right where most of that entity's
names (or, where it has none, its descriptions) that GUM knows are of the pronoun's group. Counted are the
personal, possessive and reflexive pronouns whose group has another mention, and of the demonstratives ("this",
"that") and indefinites ("someone") only how many there are. NAMED counts the pronouns whose group has a
person's, organization's or place's name; the last row, of all third-person pronouns that are resolved to an
entity with a name, how many are right.
"""
import sys
from collections import Counter

KINDS = {"he, she": "he him his himself she her hers herself", "it": "it its itself",
         "they": "they them their theirs themselves themself"}
KIND = {word: kind for kind, words in KINDS.items() for word in words.split()}


def main():
    score, predictions, *paths = sys.argv[1:]
    sys.path.insert(0, score)
    import clusters
    pred = clusters.load_predictions(predictions)
    count = Counter()
    for path in paths:
        gold = clusters.Gold(clusters.read_gum(path))
        doc = pred.get(gold.id)
        spans = clusters.Spans(doc, gold.ink)
        cover = {}
        for m in gold.mentions:
            for p in range(*m["outer"]):
                cover.setdefault(p, []).append(m)

        def find(span):
            known = [(clusters.distance(m, span), m["outer"], i) for i, m in enumerate(cover.get(span[0], ()))]
            known = [k for k in known if k[0] is not None]
            return cover[span[0]][min(known)[2]] if known else None

        third, groups = {}, Counter(m["cluster"] for m in gold.mentions)
        for m in gold.mentions:
            if m["kind"] == "pronoun, 3rd" and gold.text and groups[m["cluster"]] > 1:
                kind = KIND.get(gold.ink[slice(*m["trimmed"])].lower())
                count["others"] += kind is None
                if kind:
                    third[m["trimmed"]] = m
        named = {m["cluster"] for m in gold.names}
        resolved = {}
        for entity in doc["extraction"]["entities"]:
            mentions = [(spans(m), m["kind"]) for m in entity["mentions"]]
            best = "name" if any(k == "name" for _, k in mentions) else "nominal"
            known = Counter()
            for span, kind in mentions:
                m = find(span) if kind == best else None
                if m:
                    known[m["cluster"]] += 1
            cluster = known.most_common(1)[0][0] if known else None
            for span, kind in mentions:
                if kind == "pronoun":
                    resolved[span] = (cluster, best)
        for span, m in third.items():
            kind = KIND[gold.ink[slice(*span)].lower()]
            sets = ["ALL", kind] + (["NAMED"] if m["cluster"] in named else [])
            for s in sets:
                count[s, "pronouns"] += 1
                if span in resolved:
                    count[s, "resolved"] += 1
                    count[s, "right"] += resolved[span][0] == m["cluster"]
        words = {m["trimmed"] for m in gold.mentions if m["kind"] == "pronoun, 1st/2nd"}
        for span, (cluster, best) in resolved.items():
            if best == "name" and span not in words:
                count["TO A NAME", "resolved"] += 1
                m = third.get(span)
                count["TO A NAME", "right"] += m is not None and m["cluster"] == cluster
    for s in (*KINDS, "NAMED", "ALL", "TO A NAME"):
        n, r, ok = (count[s, k] for k in ("pronouns", "resolved", "right"))
        share = f"resolved {r / n:.3f} of {n}, " if n else ""
        print(f"{s:10} {share}right {ok / max(r, 1):.3f} of the {r} resolved")
    print(count["others"], "demonstratives and indefinites")


if __name__ == "__main__":
    main()
