"""The linker's loss on a batch of windows, and linking of decoded spans."""
import numpy as np
import torch

from network import ROLES

REACH = 256                         # tokens between two linked spans at most
NEAREST = 8                         # candidates on either side that are always considered


def examples(windows, length, chosen):
    """Spans and links of the documents inside the chosen windows, at positions b * length + t."""
    spans, owner, links = {r: [] for r in ROLES}, {r: [] for r in ROLES}, []
    for b, w in enumerate(chosen):
        low, high = w * length, (w + 1) * length
        for k, (at, doc) in windows[w]:
            number = {}
            for r in ROLES:
                for i, (s, e) in enumerate(doc.spans[r]):
                    if low <= at + s and at + e < high:
                        number[r, i] = len(spans[r])
                        spans[r].append((at + s - low + b * length, at + e - low + b * length))
                        owner[r].append(b * 100_000 + k)
            for cue, source, content in doc.links:
                links.append(([number.get(("cue", i)) for i in cue], [number.get(("source", i)) for i in source],
                              [number.get(("content", i)) for i in content]))
    return spans, owner, links


def documents_by_window(places, count, length):
    out = [[] for _ in range(count)]
    for k, (at, doc) in enumerate(places):
        size = doc.last - doc.first
        for w in range(max(0, at // length), min(count - 1, (at + size - 1) // length) + 1):
            out[w].append((k, (at, doc)))
    return out


def cue_counts(cues, size):
    starts = np.zeros(size + 1, np.int64)
    for s, _ in cues:
        starts[s + 1] += 1
    return torch.from_numpy(np.cumsum(starts))


def loss(linker, states, spans, owner, links):
    """Mean loss of the links whose both ends are in sight; states [N, C] flat."""
    total, count = states.new_zeros(()), 0
    if not spans["cue"]:
        return total
    span = {r: torch.tensor(spans[r], dtype=torch.long).reshape(-1, 2) for r in ROLES}
    own = {r: torch.tensor(owner[r]) for r in ROLES}
    u = {r: linker.encode(states, span[r][:, 0], span[r][:, 1]) for r in ROLES}
    before = cue_counts(spans["cue"], len(states))
    for kind, anchor, candidate in (("source", "cue", "source"), ("content", "content", "cue")):
        if not len(span[anchor]):
            continue
        s = linker.choices(kind, span, u, before)
        near = (own[anchor][:, None] == own[candidate][None]) if len(span[candidate]) else torch.zeros(len(s), 0, dtype=torch.bool)
        s = torch.cat([s[:, :-1].masked_fill(~near, -1e4), s[:, -1:]], 1)
        target = torch.zeros_like(s, dtype=torch.bool)
        for cue, source, content in links:
            anchors, targets = (cue, source) if kind == "source" else (content, cue)
            for a in anchors:
                if a is None:
                    continue
                if not targets:
                    target[a, -1] = True
                for t in targets:
                    if t is not None:
                        target[a, t] = True
        used = target.any(1)
        if used.any():
            total = total + (s.logsumexp(1) - s.masked_fill(~target, -1e4).logsumexp(1))[used].sum()
            count += int(used.sum())
    return total / max(count, 1)


def link(linker, states, spans):
    """Claims of one document: (source, cue, contents) spans; a cue without content is none."""
    span = {r: torch.tensor(spans[r], dtype=torch.long).reshape(-1, 2) for r in ROLES}
    if not len(span["content"]):
        return []
    u = {r: linker.encode(states, span[r][:, 0], span[r][:, 1]) for r in ROLES}
    before = cue_counts(spans["cue"], len(states))

    def best(kind, anchor, candidate):
        s = linker.choices(kind, span, u, before)
        if len(span[candidate]):
            gap = torch.maximum(span[candidate][None, :, 0] - span[anchor][:, None, 1], span[anchor][:, None, 0] - span[candidate][None, :, 1])
            s[:, :-1] = s[:, :-1].masked_fill(gap > REACH, -1e4)
        return [None if k == len(span[candidate]) else k for k in s.argmax(1).tolist()]

    sources, claims = best("source", "cue", "source") if len(span["cue"]) else [], {}
    for i, cue in enumerate(best("content", "content", "cue")):
        claims.setdefault(("cue", cue) if cue is not None else ("alone", i), []).append(i)
    out = []
    for (kind, cue), contents in claims.items():
        at = cue if kind == "cue" else None
        source = sources[at] if at is not None else None
        out.append((None if source is None else spans["source"][source], None if at is None else spans["cue"][at],
                    [spans["content"][c] for c in contents]))
    return out
