#!/usr/bin/env python3
"""Train the weights of src/entities/weights.rs from the choices that the entity stage writes.

    train.py SCORE_DIR DECISIONS.json OUT.rs [--judged SPEAKERS.json DECISIONS.json] FILE.conllu...

DECISIONS.json  written by `cargo run --example coreference decisions`: each choice with the features
                of its candidates, under the weights in force. Run it and this a few times over, so that
                the weights are fitted to the states that they themselves lead to.
SPEAKERS.json   who speaks where a pronoun or description is the source of a claim, in PolNeAR's training
                articles, judged by reading (speakers.json): with the decisions on those articles.
A candidate is right where its last mention that GUM knows is in the group of the mention to be resolved,
or where one of its mentions is the one that the judge gave.
Each of the four models is log-linear over candidates and "nothing", fitted by L-BFGS with an L2 penalty.
"""
import json
import sys

import torch

L2 = 0.3
NAMES = ("he, she", "it", "they", "descriptions")


class Aligned:
    """Finds the gold mention that a predicted span (bytes) is."""

    def __init__(self, clusters, gold):
        self.distance = clusters.distance
        self.trim = clusters.trim
        self.gold, self.at = gold, {}
        self.chars = {}
        n = 0
        for i, ch in enumerate(gold.text):
            self.chars[n] = i
            n += len(ch.encode())
        self.chars[n] = len(gold.text)
        self.memo = {}
        for m in gold.mentions:
            for p in range(m["outer"][0], m["outer"][1]):
                self.at.setdefault(p, []).append(m)

    def __call__(self, span):
        span = tuple(span)
        if span not in self.memo:
            s, e = self.trim(self.gold.text, self.chars[span[0]], self.chars[span[1]])
            s, e = self.gold.before[s], self.gold.before[e]
            best = None
            for m in self.at.get(s, ()):
                d = self.distance(m, (s, e))
                if d is not None and (best is None or (d, m["outer"]) < best[0]):
                    best = ((d, m["outer"]), m)
            self.memo[span] = best and best[1]
        return self.memo[span]


def read(score, decisions, paths):
    """Per document, per model: [(candidate rows, nothing row, [right?])]."""
    sys.path.insert(0, score)
    import clusters
    golds = {g.id: g for g in (clusters.Gold(clusters.read_gum(p)) for p in paths)}
    docs = {}
    for doc in json.load(open(decisions, encoding="utf-8")):
        if doc["id"] not in golds:
            continue
        aligned = Aligned(clusters, golds[doc["id"]])
        out = docs.setdefault(doc["id"], [[] for _ in NAMES])
        for d in doc["decisions"]:
            mine = aligned(d["span"])
            right = []
            for spans, _ in d["candidates"]:
                known = next((m for m in map(aligned, spans) if m is not None), None)
                right.append(mine is not None and known is not None and known["cluster"] == mine["cluster"])
            out[d["model"]].append(([f for _, f in d["candidates"]], d["nothing"], right, d["prior"]))
    return docs


def judged(speakers, decisions):
    """The same for the sources that were judged; those whose speaker is no candidate are left out."""
    answers = {}
    for s in json.load(open(speakers, encoding="utf-8")):
        answers.setdefault(s["id"], []).append((s["source"], s["speaker"]))
    docs = {}
    for doc in json.load(open(decisions, encoding="utf-8")):
        for source, speaker in answers.get(doc["id"], ()):
            same = [d for d in doc["decisions"] if d["span"] == source]
            for d in same[:1]:
                right = [speaker is not None and any(a < speaker[1] and speaker[0] < b for a, b in spans)
                         for spans, _ in d["candidates"]]
                if speaker is None or any(right):
                    out = docs.setdefault(doc["id"], [[] for _ in NAMES])
                    out[d["model"]].append(([f for _, f in d["candidates"]], d["nothing"], right, d["prior"]))
    return docs


def tensors(items):
    """Padded candidates, mask, nothing, right, prior (of these two the last column is nothing)."""
    n, k = len(items), max(len(c) for c, *_ in items)
    width = next(len(c[0]) for c, *_ in items if c)
    x, mask = torch.zeros(n, k, width), torch.zeros(n, k + 1)
    none, right, prior = torch.zeros(n, len(items[0][1])), torch.zeros(n, k + 1), torch.zeros(n, k + 1)
    for i, (c, g, r, p) in enumerate(items):
        if c:
            x[i, :len(c)] = torch.tensor(c)
            right[i, :len(c)] = torch.tensor(r, dtype=torch.float)
        mask[i, :len(c)] = 1
        mask[i, k] = 1
        right[i, k] = float(not any(r))
        none[i] = torch.tensor(g)
        prior[i, :len(c)] = torch.tensor(p[:-1])
        prior[i, k] = p[-1]
    return x, mask, none, right, prior


def scores(w, v, x, mask, none, prior):
    s = torch.cat([x @ w, (none @ v)[:, None]], 1) + prior
    return s.masked_fill(mask == 0, -1e9)


def fit(items):
    x, mask, none, right, prior = tensors(items)
    w = torch.zeros(x.shape[2], requires_grad=True)
    v = torch.zeros(none.shape[1], requires_grad=True)
    opt = torch.optim.LBFGS([w, v], max_iter=300, line_search_fn="strong_wolfe")

    def loss():
        opt.zero_grad()
        logp = torch.log_softmax(scores(w, v, x, mask, none, prior), 1)
        value = -torch.logsumexp(logp.masked_fill(right == 0, -1e9), 1).sum() + L2 * ((w * w).sum() + (v * v).sum())
        value.backward()
        return value

    opt.step(loss)
    return w.detach(), v.detach()


def evaluate(items, w, v, least=0.0):
    """(taken up, of these right, could be taken up)."""
    x, mask, none, right, prior = tensors(items)
    p = torch.softmax(scores(w, v, x, mask, none, prior), 1)
    best, at = p.max(1)
    taken = (at < x.shape[1]) & (best >= least)
    good = right.gather(1, at[:, None])[:, 0] > 0
    return int(taken.sum()), int((taken & good).sum()), int((right[:, -1] == 0).sum())


def main():
    score, decisions, out, *paths = sys.argv[1:]
    docs = {}
    if paths[0] == "--judged":
        docs = judged(*paths[1:3])
        paths = paths[3:]
    print(sum(len(items) for doc in docs.values() for items in doc), "judged sources")
    docs.update(read(score, decisions, paths))
    ids = sorted(docs)
    weights = []
    for model, name in enumerate(NAMES):
        totals = {t: [0, 0, 0] for t in (0.0, 0.4, 0.5, 0.6, 0.7)}
        for fold in range(4):                 # how it does on documents that it was not fitted to
            held = set(ids[fold::4])
            train = [d for i in ids if i not in held for d in docs[i][model]]
            test = [d for i in ids if i in held for d in docs[i][model]]
            fitted = fit(train)
            for t in totals:
                for j, n in enumerate(evaluate(test, *fitted, least=t)):
                    totals[t][j] += n
        print(name, sum(len(docs[i][model]) for i in ids), "; ".join(
            f"at {t}: P {good / max(taken, 1):.3f} R {good / able:.3f}" for t, (taken, good, able) in totals.items()))
        weights.append(fit([d for i in ids for d in docs[i][model]]))
    with open(out, "w", encoding="utf-8") as f:
        f.write("//! Weights of `rank`, for each of its models: of the features of a candidate, of those of nothing.\n"
                "//! Fitted by training/coreference/train.py on GUM; not written by hand.\n\n"
                "use super::features::{CANDIDATE, NOTHING};\n\n"
                f"/// {', '.join(NAMES)}.\n#[rustfmt::skip]\n// A weight may come near a constant of mathematics by chance.\n#[allow(clippy::approx_constant)]\n"
                "pub(crate) const WEIGHTS: [([f32; CANDIDATE], [f32; NOTHING]); 4] = [\n")
        for w, v in weights:
            f.write("    (\n")
            for vector in (w, v):
                cells = [f"{x:.3f}" if abs(x) >= 0.0005 else "0.0" for x in vector.tolist()]
                f.write("        [\n")
                for i in range(0, len(cells), 12):
                    f.write("            " + ", ".join(cells[i:i + 12]) + ",\n")
                f.write("        ],\n")
            f.write("    ),\n")
        f.write("];\n")


if __name__ == "__main__":
    torch.set_num_threads(1)
    main()
