"""Averages several encoders of one task before decoding: dev scores, and soft labels to distil from.

    ensemble.py --task T --data X... --words W --checkpoints A.pt B.pt ... --out SOFT.npz [--marginals M.safetensors:FEATURES.safetensors:DOCS.jsonl:WEIGHT]

Emissions and transitions are averaged; `--marginals` adds another teacher's log-marginals, aligned by
character offsets. SOFT.npz holds tag and tag-pair probabilities of every token of every document.
"""
import argparse
import json
from collections import defaultdict

import numpy as np
import torch
from safetensors.numpy import load_file

from data import Data
from evaluate import ATTRIBUTION_STYLE, PRODUCT_STYLE, count_names, f1, run, spans_of
from network import ROLES, viterbi
from train import HELD, load

LONGEST = 60_000                    # characters; a longer document's soft labels are not worth their memory


def forward_backward(e, transitions, allowed, labels):
    """Tag and tag-pair probabilities of one document; pairs of the first token come from O."""
    n, k = e.shape
    x = np.exp(e - e.max(1, keepdims=True))
    step = np.exp(transitions) * allowed
    a, b = np.empty((n, k)), np.empty((n, k))
    a[0] = x[0] * np.array([0.0 if l[0] == "I" else 1.0 for l in labels])
    a[0] /= a[0].sum()
    for t in range(1, n):
        v = (a[t - 1] @ step) * x[t]
        a[t] = v / v.sum()
    b[-1] = 1
    for t in range(n - 1, 0, -1):
        v = step @ (x[t] * b[t])
        b[t - 1] = v / v.sum()
    unary = a * b
    unary /= unary.sum(1, keepdims=True)
    pair = np.zeros((n, k, k))
    pair[0, 0] = unary[0]
    pair[1:] = a[:-1, :, None] * step * (x[1:] * b[1:])[:, None]
    pair[1:] /= pair[1:].sum((1, 2), keepdims=True)
    return unary.astype(np.float16), pair.reshape(n, -1).astype(np.float16)


class Marginals:
    """Another teacher's log-marginals, looked up by document and character offset."""

    def __init__(self, spec):
        path, features, documents, weight = spec.split(":")
        self.weight, self.m = float(weight), load_file(path)
        f = load_file(features)
        self.ptr, self.start = f["doc_ptr"], f["start"]
        self.doc = {json.loads(line)["id"]: i for i, line in enumerate(open(documents, encoding="utf-8"))}

    def of(self, data, doc):
        i = self.doc.get(doc.id)
        if i is None:
            return None
        a, b = self.ptr[i], self.ptr[i + 1]
        at = a + np.clip(np.searchsorted(self.start[a:b], data.start[doc.first:doc.last], side="right") - 1, 0, b - a - 1)
        return self.m["marginals"][at].astype(np.float64) if (self.m["tags"][at] >= 0).all() else None


def main():
    ap = argparse.ArgumentParser()
    ap.add_argument("--task", choices=("names", "attribution"), required=True)
    ap.add_argument("--data", nargs="+", required=True)
    ap.add_argument("--words", required=True)
    ap.add_argument("--checkpoints", nargs="+", required=True)
    ap.add_argument("--marginals", nargs="*", default=[])
    ap.add_argument("--corpora", default="")
    ap.add_argument("--out")
    ap.add_argument("--threads", type=int, default=1)
    a = ap.parse_args()
    torch.set_num_threads(a.threads)
    only = tuple(a.corpora.split(",")) if a.corpora else ("",)
    data = Data([(p + ".jsonl", p + ".safetensors") for p in a.data], a.words + ".txt", a.task,
                lambda d: d["corpus"].startswith(only))
    nets = [load(c, a.words).eval() for c in a.checkpoints]
    others = [Marginals(m) for m in a.marginals]
    labels, style = nets[0].labels, PRODUCT_STYLE if a.task == "names" else ATTRIBUTION_STYLE
    transitions = np.mean([n.field.transitions.detach().numpy() for n in nets], 0).astype(np.float64)
    allowed = nets[0].field.allowed.numpy()
    count = defaultdict(lambda: [0, 0, 0])
    ids, sizes, unary, pair = [], [], [], []
    for k, doc in enumerate(data.documents):
        if len(doc.gold["text"]) > LONGEST:
            continue
        e = np.mean([run(n, data, [doc], style)[1][:, 0] for n in nets], 0).astype(np.float64)
        step = transitions
        for other in others:
            if (m := other.of(data, doc)) is not None:
                e, step = (1 - other.weight) * e + other.weight * m, (1 - other.weight) * transitions
                break
        else:
            if others:
                continue
        if doc.corpus.startswith(HELD):
            tags = viterbi(e, step, allowed, labels)
            if a.task == "names":
                count_names(count, doc.corpus, tags, data.mask[doc.first:doc.last])
                continue
            found = spans_of(tags, labels)
            for r in ROLES:
                mine, gold = {(s, t) for s, t, role in found if role == r}, set(doc.spans[r])
                count[r] = [x + y for x, y in zip(count[r], (len(gold & mine), len(mine), len(gold)))]
        elif a.out:
            u, p = forward_backward(e, step, allowed, labels)
            ids.append(doc.id)
            sizes.append(len(u))
            unary.append(u)
            pair.append(p)
        if k % 500 == 0:
            print(k, len(data.documents), flush=True)
    print({r: round(f1(*c), 2) for r, c in sorted(count.items())}, flush=True)
    if a.out:
        np.savez(a.out, ids=np.array(ids), ptr=np.concatenate([[0], np.cumsum(sizes)]),
                 unary=np.concatenate(unary), pair=np.concatenate(pair))


if __name__ == "__main__":
    main()
