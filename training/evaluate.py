"""Scores an encoder on held-out documents at the level of tokens: exact spans."""

from collections import defaultdict

import numpy as np
import torch

import links
from data import STYLES
from network import ATTRIBUTION_LABELS, NAME_LABELS, ROLES, viterbi

PRODUCT_STYLE = STYLES.index("conll")
ATTRIBUTION_STYLE = STYLES.index("polnear")
FOLD = {"person": "PER", "organization": "ORG", "place": "LOC", "group": "MISC", "event": "MISC", "work": "MISC", "other": "MISC"}


def spans_of(tags, labels):
    """(first, last, type) with last included."""
    out, start = [], None
    for i, t in enumerate(list(tags) + [0]):
        label = labels[t]
        if start is not None and label[0] != "I":
            out.append((start, i - 1, labels[tags[start]][2:]))
            start = None
        if label[0] == "B":
            start = i
    return out


def f1(hits, predicted, gold):
    return 200 * hits / max(predicted + gold, 1)


@torch.no_grad()
def run(net, data, docs, style=None):
    """States and emissions of documents of one length, side by side."""
    tokens = np.stack([np.arange(d.first, d.last) for d in docs])
    states = net.states(data.batch(tokens))
    e = net.emissions(states[-1], None if style is None else torch.tensor(style))
    return states, e.numpy()


def by_length(docs, most=64):
    """Groups of documents of equal length, so that none needs padding."""
    groups = defaultdict(list)
    for d in docs:
        groups[d.last - d.first].append(d)
    return [g[i:i + most] for g in groups.values() for i in range(0, len(g), most)]


def decode(net, e):
    field = net.field
    return viterbi(e, field.transitions.detach().numpy(), field.allowed.numpy(), net.labels)


def gold_names(mask):
    """Gold spans and the types that each may have, from the sets of allowed tags."""
    out, start, types = [], None, ()
    begin = {t: 1 << NAME_LABELS.index("B-" + t) for t in FOLD}
    inside = sum(1 << NAME_LABELS.index("I-" + t) for t in FOLD)
    for i, m in enumerate(list(mask) + [1]):
        starts = m > 1 and not m & 1 and not m & inside
        continues = m > 1 and not m & 1 and m & inside and start is not None
        if start is not None and not continues:
            out.append((start, i - 1, types))
            start = None
        if starts:
            start, types = i, {FOLD[t] for t in FOLD if m & begin[t]}
    return out


def count_names(count, corpus, tags, mask):
    """Adds right, found and gold names to the counts of the corpus' group."""
    group = corpus if corpus.startswith(("conll", "gum", "crossner-politics")) else corpus.split("-")[0]
    found = {(a, b, FOLD[t]) for a, b, t in spans_of(tags, NAME_LABELS)}
    gold = gold_names(mask)
    if not corpus.startswith("conll"):
        found = {x for x in found if x[2] != "MISC"}
        gold = [g for g in gold if g[2] != {"MISC"}]
    n = count[group]
    n[0] += sum(any((a, b, t) in found for t in types) for a, b, types in gold)
    n[1] += len(found)
    n[2] += len(gold)


def name_scores(net, data, held):
    count = defaultdict(lambda: [0, 0, 0])
    for docs in by_length([d for d in held if not d.corpus.startswith("polnear")]):
        _, emissions = run(net, data, docs, PRODUCT_STYLE)
        for i, doc in enumerate(docs):
            count_names(count, doc.corpus, decode(net, emissions[:, i]), data.mask[doc.first:doc.last])
    return {k: round(f1(*v), 2) for k, v in sorted(count.items())}


def attribution_scores(net, data, held, predictions=None):
    count = {r: [0, 0, 0] for r in ROLES}
    right = seen = 0
    claims_out = []
    for doc in held:
        states, e = run(net, data, [doc], ATTRIBUTION_STYLE)
        spans = {r: [] for r in ROLES}
        for a, b, r in spans_of(decode(net, e[:, 0]), ATTRIBUTION_LABELS):
            spans[r].append((a, b))
        for r in ROLES:
            gold = set(doc.spans[r])
            count[r][0] += len(gold & set(spans[r]))
            count[r][1] += len(spans[r])
            count[r][2] += len(gold)
        pos = data.pos[doc.first:doc.last]
        guess = net.pos(states[0])[:, 0].argmax(-1).detach().numpy()
        right += int((guess == pos)[pos >= 0].sum())
        seen += int((pos >= 0).sum())
        with torch.no_grad():
            linked = links.link(net.linker, states[-1][:, 0], spans)
        start, end = data.start[doc.first:doc.last], data.end[doc.first:doc.last]
        char = lambda s: [int(start[s[0]]), int(end[s[1]])]
        claims_out.append({"id": doc.id, "claims": [
            {"source": [char(s)] if s else None, "cue": [char(c)] if c else None, "content": [char(x) for x in t]} for s, c, t in linked]})
    out = {r: round(f1(*count[r]), 2) for r in ROLES}
    import attribution
    summary, _ = attribution.score([d.gold for d in held], claims_out)
    out["cont+src"] = round(100 * summary["attribution"]["cont+src"][2], 2)
    out["content_J"] = round(100 * summary["attribution"]["content"][2], 2)
    out["src|cont"] = round(100 * summary["src|cont"], 2)
    out["pos"] = round(100 * right / max(seen, 1), 2)
    if predictions is not None:
        predictions.extend(claims_out)
    return out
