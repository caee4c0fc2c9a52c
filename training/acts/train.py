"""Trains src/claims/acts.bin, which weighs the act that the rules read of a claim against its words.

    cargo xtask eval --data DIR --score DIR --keep KEEP --only acts
    python training/acts/train.py KEEP/acts.jsonl MPNET [src/claims/acts.bin]

Each line of the file is an attributed claim: of the cases of tests/claims and of training/articles, with the act that its author gave it; of 624 articles of PolNeAR and
the BBC that were read whole, with the act that the reader found (readings.tsv: document, bytes of what is said, act); and of all others
of those corpora, with none. MPNET holds all-mpnet-base-v2: it is tuned on the acts that are known and tells those of all claims, from which
the few weights of the crate learn more than from the known ones alone. What it tells is kept beside the file, as that takes half an hour. A
fifth of the documents is left out of both trainings; prints how often rules, teacher and weights are right there, and in the cases. Needs numpy, torch
and transformers.
"""
import json, pathlib, random, re, sys, zlib
import numpy as np
import torch
import torch.nn.functional as F

ACTS = ["state", "confirm", "deny", "accuse", "promise", "demand", "ask", "predict", "believe", "praise", "criticize", "decline"]
BUCKETS = 8192  # as in src/claims/classifier.rs
UNITS = 16
RULED = 2.5     # what the rules' act counts for, in log-odds
CASE = 5.0      # what a case of tests/claims counts beside a claim of an article: it is unmistakable, and short
ARTICLE = 0.5   # what a claim of training/articles counts for the teacher beside one of the news: its authors agree less
KNOWN = 0.2     # share of the known act in what is learnt, beside what the teacher tells
UNSEEN = 0.3    # share of the features that are left out of each claim at each step
FOLDS = 5
FROZEN = 5      # lower layers of the teacher that stay as they are
BATCH = 32


def prompt(claim):
    """The act that the rules read, who says it, how, and what."""
    flags = "".join(" " + f for f in ("negated", "hedged") if claim[f])
    return f"{claim['act']} | {claim['source']}{flags} | {claim['cue']}: {claim['said']}"


class Teacher(torch.nn.Module):
    def __init__(self, path):
        super().__init__()
        from transformers import AutoModel
        self.model = AutoModel.from_pretrained(path)
        self.head = torch.nn.Sequential(torch.nn.Dropout(0.1), torch.nn.Linear(2 * self.model.config.hidden_size, 256), torch.nn.Tanh(),
                                        torch.nn.Dropout(0.1), torch.nn.Linear(256, len(ACTS)))

    def upper(self):
        layers = self.model.encoder.layer[FROZEN:]
        return [p for l in layers for p in l.parameters()] + list(self.model.encoder.relative_attention_bias.parameters())

    def forward(self, batch):
        longest = max(map(len, batch))
        ids, mask = torch.ones(len(batch), longest, dtype=torch.long), torch.zeros(len(batch), longest)
        for row, tokens in enumerate(batch):
            ids[row, :len(tokens)] = torch.tensor(tokens)
            mask[row, :len(tokens)] = 1
        attention = ((1 - mask) * -1e4)[:, None, None, :]
        encoder = self.model.encoder
        with torch.autocast("cpu", torch.bfloat16):
            with torch.no_grad():
                h = self.model.embeddings(input_ids=ids)
                bias = encoder.compute_position_bias(h)
                for layer in encoder.layer[:FROZEN]:
                    h = layer(h, attention_mask=attention, position_bias=bias)[0]
            bias = encoder.compute_position_bias(h)
            for layer in encoder.layer[FROZEN:]:
                h = layer(h, attention_mask=attention, position_bias=bias)[0]
        h = h.float()
        mean = (h * mask[..., None]).sum(1) / mask.sum(1, keepdim=True)
        return self.head(torch.cat([mean, h[:, 0]], 1))


def batches(rows, tokens, shuffle):
    """Claims of like length together."""
    rows, out = list(rows), []
    if shuffle:
        random.shuffle(rows)
    for at in range(0, len(rows), 40 * BATCH):
        part = sorted(rows[at:at + 40 * BATCH], key=lambda i: len(tokens[i]))
        out += [part[b:b + BATCH] for b in range(0, len(part), BATCH)]
    if shuffle:
        random.shuffle(out)
    return out


def teach(claims, path, known, right, weight, epochs=3, rates=(5e-5, 5e-4)):
    """The acts that the teacher tells of all claims, as logits."""
    from transformers import AutoTokenizer
    random.seed(1)
    torch.manual_seed(1)
    tokens = AutoTokenizer.from_pretrained(path)([prompt(c) for c in claims], truncation=True, max_length=64)["input_ids"]
    teacher = Teacher(path)
    groups = [{"params": teacher.upper()}, {"params": teacher.head.parameters()}]
    optimizer = torch.optim.AdamW(groups, weight_decay=0.01)
    steps, step = epochs * (len(known) // BATCH), 0
    teacher.train()
    for epoch in range(epochs):
        for batch in batches(known, tokens, True):
            for group, rate in zip(optimizer.param_groups, rates):
                group["lr"] = rate * min(1, (step + 1) / 60) * max(0.02, 1 - step / steps)
            z = teacher([tokens[i] for i in batch])
            loss = F.cross_entropy(z, torch.tensor(right[batch]), reduction="none", label_smoothing=0.05)
            (loss * torch.tensor(weight[batch])).mean().backward()
            torch.nn.utils.clip_grad_norm_(groups[0]["params"], 1.0)
            optimizer.step()
            optimizer.zero_grad()
            step += 1
        print(f"epoch {epoch}: loss {loss.mean():.3f}", flush=True)
    teacher.eval()
    told = np.zeros((len(claims), len(ACTS)), np.float32)
    with torch.no_grad():
        for batch in batches(range(len(claims)), tokens, False):
            told[batch] = teacher([tokens[i] for i in batch]).numpy()
    return told


class Weights(torch.nn.Module):
    """Units that sum up what the features add to them, and acts that do so with the units above zero."""

    def __init__(self):
        super().__init__()
        self.first = torch.nn.EmbeddingBag(BUCKETS, UNITS, mode="sum")
        torch.nn.init.normal_(self.first.weight, std=0.05)
        self.bias = torch.nn.Parameter(torch.zeros(UNITS))
        self.second = torch.nn.Linear(UNITS, len(ACTS))

    def forward(self, features, ruled, drop=None):
        if drop:
            features = [f[drop.rand(len(f)) > UNSEEN] for f in features]
        offsets = np.cumsum([0] + [len(f) for f in features[:-1]])
        units = torch.relu(self.first(torch.tensor(np.concatenate(features)), torch.tensor(offsets)) + self.bias)
        return self.second(F.dropout(units, 0.2, bool(drop))) + RULED * F.one_hot(torch.tensor(ruled), len(ACTS))


def learn(features, ruled, wanted, weight, rows, epochs=10, rate=3e-3, size=128):
    torch.manual_seed(0)
    random_state = np.random.RandomState(0)
    weights = Weights()
    optimizer = torch.optim.AdamW(weights.parameters(), rate, weight_decay=1e-5)
    wanted, weight = torch.tensor(wanted), torch.tensor(weight)
    steps, step = epochs * (len(rows) // size), 0
    for _ in range(epochs):
        order = random_state.permutation(rows)
        for at in range(0, len(order) - size + 1, size):
            batch = order[at:at + size]
            optimizer.param_groups[0]["lr"] = rate * min(1, (step + 1) / 200) * max(0.02, 1 - step / steps)
            z = weights([features[i] for i in batch], ruled[batch], random_state).log_softmax(1)
            (-(wanted[batch] * z).sum(1) * weight[batch]).mean().backward()
            optimizer.step()
            optimizer.zero_grad()
            step += 1
    return weights


def quantized(weights):
    """The first weights as bytes, a unit's scale moved into the second ones."""
    first = weights.first.weight.detach().numpy()
    scale = np.abs(first).max(0) / 127
    return (np.rint(first / scale).astype("i1"), np.rint(weights.bias.detach().numpy() / scale).astype("<i4"),
            (weights.second.weight.detach().numpy().T * scale[:, None]).astype("<f4"), weights.second.bias.detach().numpy().astype("<f4"))


def answers(parts, features, ruled):
    first, bias, second, last = parts
    units = np.stack([first[f].astype(np.int32).sum(0) for f in features]) + bias
    return (np.maximum(units, 0) @ second + last + RULED * np.eye(len(ACTS))[ruled]).argmax(1)


def main():
    source = pathlib.Path(sys.argv[1])
    claims = [json.loads(line) for line in open(source)]
    ruled = np.array([ACTS.index(c["act"]) for c in claims])
    right = np.array([ACTS.index(c["right"]) if c["right"] else -1 for c in claims])
    features = [np.array(c["features"]) for c in claims]
    written = np.array([bool(re.match(r"[a-p]\d: ", c["document"])) for c in claims])
    weight = np.where(written, ARTICLE, 1.0).astype(np.float32)
    case = np.array([c["document"].startswith("case: ") for c in claims])
    left_out = ~case & np.array([zlib.crc32(c["document"].encode()) % FOLDS == 0 for c in claims])
    kept = source.with_suffix(".npy")
    if kept.exists():
        told = np.load(kept)
    else:
        told = teach(claims, sys.argv[2], np.flatnonzero((right >= 0) & ~left_out), right, weight)
        np.save(kept, told)
    soft = torch.tensor(told).softmax(1).numpy()
    sure = np.eye(len(ACTS), dtype=np.float32)[np.maximum(right, 0)]
    share = np.where(case, 1.0, np.where(right >= 0, KNOWN, 0.0))[:, None]
    wanted = (share * sure + (1 - share) * soft).astype(np.float32)
    rows = np.flatnonzero(~left_out & ~(case & (right < 0)))
    parts = quantized(learn(features, ruled, wanted, np.where(case, CASE, 1.0).astype(np.float32), rows))
    for name, part in (("cases, learnt", case), ("news", ~written & ~case), ("training/articles", written)):
        test = np.flatnonzero(part & (left_out | case) & (right >= 0))
        hit = lambda acts: (acts == right[test]).mean()
        print(f"{name}: {len(test)} claims; rules {hit(ruled[test]):.3f}, teacher {hit(told[test].argmax(1)):.3f}, "
              f"weights {hit(answers(parts, [features[i] for i in test], ruled[test])):.3f}")
    if len(sys.argv) > 3:
        pathlib.Path(sys.argv[3]).write_bytes(b"".join(p.tobytes() for p in parts))


main()
