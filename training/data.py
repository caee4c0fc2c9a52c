"""Joins documents with the features that `cargo xtask features` wrote, and cuts them into batches."""
import json
from dataclasses import dataclass

import numpy as np
import torch
from safetensors.numpy import load_file

from network import ATTRIBUTION_LABELS, NAME_LABELS, NAME_TYPES, POS_LABELS, ROLES

STYLES = ["conll", "crossner", "re3d", "btc", "wnut", "uner", "gum", "ontonotes", "polnear", "unlabelled"]
SILVER = {"O": 0, "PERSON": 1, "ORGANIZATION": 2, "LOCATION": 3, "MISC": 4}
POS_OF = {p: i for i, p in enumerate(POS_LABELS)}
PUNCTUATION = POS_OF["PUNCT"]


def bit(labels, tag):
    return 1 << labels.index(tag)


BEGIN = {t: bit(NAME_LABELS, "B-" + t) for t in NAME_TYPES}
INSIDE = {t: bit(NAME_LABELS, "I-" + t) for t in NAME_TYPES}


def tokens_of(starts, ends, s, e):
    """First token and one past the last that share a character with [s, e)."""
    return int(np.searchsorted(ends, s, side="right")), int(np.searchsorted(starts, e, side="left"))


def name_masks(starts, ends, spans, missing):
    """The set of allowed name tags of each token, as bits."""
    free = 1
    for t in missing:
        free |= BEGIN[t] | INSIDE[t]
    out = np.full(len(starts), free, np.int64)
    for s, e, types in sorted(spans):
        a, b = tokens_of(starts, ends, s, e)
        if a >= b:
            continue
        types = types.split("|")
        outside = 1 if "O" in types else 0
        types = [t for t in types if t != "O"]
        out[a] = outside | sum(BEGIN[t] for t in types)
        # A span that may be no name at all may also hold a shorter name.
        inner = sum(BEGIN[t] for t in types) if outside else 0
        out[a + 1:b] = outside | inner | sum(INSIDE[t] for t in types)
    return out


@dataclass
class Document:
    id: str
    corpus: str
    style: int
    first: int                       # its tokens in the arrays of the data set
    last: int
    spans: dict                      # role -> list of (first, last) token, last included, relative
    links: list                      # (cue span, source spans, content spans), indices into `spans`
    gold: dict


def read(doc, starts, ends, task):
    """A document, and the set of allowed tags of each of its tokens, as bits."""
    # A teacher of names labels by CoNLL's style, one of attribution by PolNeAR's.
    style = "polnear" if task == "attribution" else "conll" if doc["style"] == "unlabelled" else doc["style"]
    entry = Document(doc["id"], doc["corpus"], STYLES.index(style), 0, 0, {r: [] for r in ROLES}, [], doc)
    if doc["style"] == "unlabelled":
        return entry, np.full(len(starts), -1)
    if task == "names":
        return entry, name_masks(starts, ends, doc["spans"], doc["missing"])
    mask = np.ones(len(starts), np.int64)
    for a in doc.get("attributions") or []:
        where = {}
        for r in ROLES:
            where[r] = []
            for s, e in a[r]:
                i, j = tokens_of(starts, ends, s, e)
                if i >= j:
                    continue
                span = (i, j - 1)
                if span not in entry.spans[r]:
                    entry.spans[r].append(span)
                    mask[i] = bit(ATTRIBUTION_LABELS, "B-" + r)
                    mask[i + 1:j] = bit(ATTRIBUTION_LABELS, "I-" + r)
                where[r].append(entry.spans[r].index(span))
        entry.links.append((where["cue"], where["source"], where["content"]))
    if doc["corpus"].split("-")[0] != "polnear":
        mask[:] = (1 << len(ATTRIBUTION_LABELS)) - 1
    return entry, mask


class Data:
    """All documents of several files, over common arrays."""

    def __init__(self, pairs, vocabulary, task, keep=lambda doc: True, soft=None):
        words = {w: i for i, w in enumerate(open(vocabulary, encoding="utf-8").read().split("\n")[:-1])}
        self.documents, self.task = [], task
        columns = {k: [] for k in ("word", "chars", "shape", "sentence_start", "paragraph_start", "quote", "mask", "pos", "silver", "start", "end")}
        total = 0
        for variant, (documents, features) in enumerate(pairs):
            f = load_file(features)
            keys = open(features + ".words" if not features.endswith(".safetensors") else features[:-12] + ".words", encoding="utf-8").read().split("\n")
            ids = np.fromiter((next((words[k] for k in line.split("\t") if k in words), 0) for line in keys[:len(f["start"])]), np.int64)
            ptr = f["doc_ptr"]
            for i, line in enumerate(open(documents, encoding="utf-8")):
                doc = json.loads(line)
                a, b = int(ptr[i]), int(ptr[i + 1])
                if a == b or not keep(doc):
                    continue
                starts, ends = f["start"][a:b], f["end"][a:b]
                entry, mask = read(doc, starts, ends, task)
                entry.first, entry.last = total, total + b - a
                entry.variant = variant
                total += b - a
                self.documents.append(entry)
                pos, silver = self.automatic(doc, starts, ends)
                for k, v in (("word", ids[a:b]), ("mask", mask), ("pos", pos), ("silver", silver), ("start", starts), ("end", ends)):
                    columns[k].append(v)
                for k in ("chars", "shape", "sentence_start", "paragraph_start", "quote"):
                    columns[k].append(f[k][a:b])
        for k, v in columns.items():
            setattr(self, k, np.concatenate(v))
        rows = np.ascontiguousarray(self.chars).view("V20").ravel()
        _, first, self.form = np.unique(rows, return_index=True, return_inverse=True)
        self.forms = self.chars[first].astype(np.int64)
        del self.chars
        self.style = np.concatenate([np.full(d.last - d.first, d.style, np.int64) for d in self.documents])

        self.soft = None

    def attach(self, path):
        """Takes a teacher's soft labels for documents whose variant has as many tokens."""
        soft = np.load(path)
        where = {i: (int(soft["ptr"][k]), int(soft["ptr"][k + 1])) for k, i in enumerate(soft["ids"].tolist())}
        self.soft = {"unary": soft["unary"], "pair": soft["pair"]}
        self.soft_row = np.full(len(self.word), -1, np.int64)
        for d in self.documents:
            a, b = where.get(d.id, (0, 0))
            if b - a == d.last - d.first:
                self.soft_row[d.first:d.last] = np.arange(a, b)
        # A text without annotation teaches nothing where its soft labels are missing.
        self.documents = [d for d in self.documents if d.gold["style"] != "unlabelled" or self.soft_row[d.first] >= 0]

    def targets(self, tokens, gold):
        """Annotated and soft labels mixed, as tag and tag-pair probabilities [T, B, L], [T, B, L, L]."""
        n = self.soft["unary"].shape[1]
        t = tokens.T
        mask, row = self.mask[t], self.soft_row[t]
        single = (mask & (mask - 1)) == 0
        tag = np.where(single, np.log2(np.maximum(mask & -mask, 1)).astype(np.int64), 0)
        before = np.concatenate([np.zeros_like(tag[:1]), tag[:-1]])
        # Annotated tokens without soft labels count fully; unannotated ones go by the soft labels alone.
        share = np.where(row < 0, 1.0, np.where(single, gold, 0.0)).astype(np.float32)[..., None]
        at = np.maximum(row, 0)
        unary = np.eye(n, dtype=np.float32)[tag] * share + self.soft["unary"][at] * (1 - share)
        hard = np.eye(n * n, dtype=np.float32)[before * n + tag]
        pair = hard * share + self.soft["pair"][at] * (1 - share)
        return torch.from_numpy(unary), torch.from_numpy(pair.reshape(*t.shape, n, n))

    def automatic(self, doc, starts, ends):
        """Part of speech and silver name class of each token, -100 where unknown."""
        pos, silver = np.full(len(starts), -100, np.int64), np.full(len(starts), -100, np.int64)
        for s, e, tag, ner in doc.get("pos", []):
            a, b = tokens_of(starts, ends, s, e)
            # A token takes the tag of the unit that ends with it: its head, in English.
            for t in range(a, b):
                pos[t] = POS_OF.get({"-LRB-": "PUNCT", "-RRB-": "PUNCT"}.get(tag, tag), PUNCTUATION)
                silver[t] = SILVER.get(ner, 0)
        return pos, silver

    def windows(self, documents, length, rng):
        """Shuffled documents end to end, cut at a random offset; [windows, length] of token indices, and
        each document's place in the stream."""
        order = [documents[i] for i in rng.permutation(len(documents))]
        stream = np.concatenate([np.arange(d.first, d.last) for d in order])
        cut = int(rng.integers(0, length))
        count = (len(stream) - cut) // length
        at, places = -cut, []
        for d in order:
            places.append((at, d))
            at += d.last - d.first
        return stream[cut:cut + count * length].reshape(count, length), places

    def batch(self, tokens, unknown=0.0, rng=None):
        """Network inputs for [B, T] token indices, as [T, B] tensors."""
        t = tokens.T
        word = self.word[t]
        if unknown:
            word = np.where(rng.random(word.shape) < unknown, 0, word)
        form, index = np.unique(self.form[t], return_inverse=True)
        to = lambda x: torch.from_numpy(np.ascontiguousarray(x).astype(np.int64))
        return (to(word), torch.from_numpy(self.forms[form]), to(index.reshape(t.shape)), to(self.shape[t]),
                to(self.sentence_start[t]), to(self.paragraph_start[t]), to(self.quote[t]))

    def allowed(self, tokens, labels):
        """[T, B, L]: which tags each token may take."""
        return (torch.from_numpy(self.mask[tokens.T]).unsqueeze(-1) >> torch.arange(labels)) & 1 > 0
