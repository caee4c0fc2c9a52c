"""Trains one encoder: names or attribution. See README.md for the commands."""
import argparse
import contextlib
import json
import math
import sys
import time

import numpy as np
import torch
import torch.nn.functional as F

import links
from data import STYLES, Data
from evaluate import attribution_scores, name_scores
from network import Input, Network
from quantize import Rounding

HELD = ("conll03-dev", "polnear-dev")
LEAVE_OUT = ("crossner-politics", "btc", "uner", "gum-news")    # scored on raw text, by `cargo xtask eval`


def arguments():
    ap = argparse.ArgumentParser()
    ap.add_argument("--task", choices=("names", "attribution"), required=True)
    ap.add_argument("--data", nargs="+", required=True, help="prefixes of X.jsonl with X.safetensors and X.words")
    ap.add_argument("--words", required=True, help="prefix of the vocabulary: X.txt and X.npz")
    ap.add_argument("--out", required=True)
    ap.add_argument("--corpora", default="", help="train on corpora with these prefixes only, comma-separated; X:0.3 takes a share of X a pass")
    ap.add_argument("--width", type=int, nargs="+", default=[112, 112], help="units a direction of every layer")
    ap.add_argument("--epochs", type=int, default=12)
    ap.add_argument("--window", type=int, default=0)
    ap.add_argument("--batch", type=int, default=8)
    ap.add_argument("--rate", type=float, default=3e-3)
    ap.add_argument("--seed", type=int, default=0)
    ap.add_argument("--ema", type=float, default=0.998)
    ap.add_argument("--dropout", type=float, nargs=2, default=(0.3, 0.4))
    ap.add_argument("--start", help="checkpoint whose word table (and, for the same task, weights) to begin with")
    ap.add_argument("--freeze-table", action="store_true", help="keep the word table of --start as it is: two encoders share it")
    ap.add_argument("--rounded", action="store_true", help="train against weights rounded as in the model file")
    ap.add_argument("--soft", help="soft labels to distil, by ensemble.py")
    ap.add_argument("--gold", type=float, default=0.4, help="weight of the annotated against the soft labels")
    ap.add_argument("--limit", type=int, default=0, help="documents, for trying things out")
    ap.add_argument("--threads", type=int, default=1)
    return ap.parse_args()


def build(a):
    packed = np.load(a.words + ".npz")
    with open(a.words + ".sizes.json") as f:
        sizes = json.load(f)
    table = Input(torch.from_numpy(packed["codes"]), torch.from_numpy(packed["codebooks"]), int(packed["learned"]),
                  sizes["alphabet"], sizes["shapes"])
    return Network(table, a.task, a.width, len(STYLES), tuple(a.dropout))


def load(path, words):
    """The network of a checkpoint."""
    saved = torch.load(path, weights_only=False)
    net = build(argparse.Namespace(**dict(saved["args"], words=words)))
    net.load_state_dict(saved["model"])
    return net


def shares(text):
    out = {}
    for part in filter(None, text.split(",")):
        name, _, share = part.partition(":")
        out[name] = float(share or 1)
    return out


def pick(data, shares_, rng):
    """Documents of one pass: one variant of each, some corpora in part."""
    variants = {}
    for d in data.documents:
        variants.setdefault((d.corpus, d.id), []).append(d)
    out = []
    for (corpus, _), choices in variants.items():
        share = max((s for p, s in shares_.items() if corpus.startswith(p)), default=1.0, key=lambda s: s)
        while share > 0:
            if share >= 1 or rng.random() < share:
                out.append(choices[0] if rng.random() < 0.4 else choices[int(rng.integers(len(choices)))])
            share -= 1
    return out


def streams(data, documents, task):
    """Documents to cut into windows together, and whether they are learned by soft labels. Attribution mixes annotated
    and soft labels token by token; sets of name types don't mix with them, so that names have a stream for each."""
    if data.soft is None or task == "attribution":
        return [(data.soft is not None, documents)]
    soft = [d for d in documents if d.gold["style"] == "unlabelled"]
    return [(True, soft), (False, [d for d in documents if d.gold["style"] != "unlabelled"])]


def step_loss(net, data, tokens, a, rng, soft, window_places, chosen):
    batch = data.batch(tokens, 0.05, rng)
    states = net.states(batch)
    style = torch.from_numpy(data.style[tokens.T])
    emissions = net.emissions(states[-1], style)
    if soft:
        loss = net.field.distillation(emissions, *data.targets(tokens, a.gold))
    else:
        loss = net.field.loss(emissions, data.allowed(tokens, len(net.labels)))
    loss = loss.sum() / tokens.size * 4
    if a.task == "attribution":
        pos = torch.from_numpy(data.pos[tokens.T])
        if (pos >= 0).any():
            loss = loss + 0.3 * F.cross_entropy(net.pos(states[0]).flatten(0, 1), pos.flatten(), ignore_index=-100)
        silver = torch.from_numpy(data.silver[tokens.T])
        if (silver >= 0).any():
            loss = loss + 0.3 * F.cross_entropy(net.silver(states[min(1, len(states) - 1)]).flatten(0, 1), silver.flatten(), ignore_index=-100)
        flat = states[-1].transpose(0, 1).reshape(-1, states[-1].shape[-1])
        length = tokens.shape[1]
        spans, owner, ties = links.examples(window_places, length, chosen)
        loss = loss + 0.3 * links.loss(net.linker, flat, spans, owner, ties)
    return loss


def main():
    a = arguments()
    torch.set_num_threads(a.threads)
    torch.manual_seed(a.seed)
    rng = np.random.default_rng(a.seed)
    window = a.window or (128 if a.task == "names" else 256)
    only = shares(a.corpora)

    def keep(doc):
        c = doc["corpus"]
        if c.startswith("polnear-dev" if a.task == "attribution" else "conll03-dev"):
            return True
        return not c.startswith(LEAVE_OUT + HELD) and (not only or c.startswith(tuple(only)))

    pairs = [(p + ".jsonl", p + ".safetensors") for p in a.data]
    data = Data(pairs, a.words + ".txt", a.task, keep)
    if a.soft:
        data.attach(a.soft)
    held = [d for d in data.documents if d.corpus.startswith(HELD) and d.variant == 0]
    data.documents = [d for d in data.documents if not d.corpus.startswith(HELD)]
    if a.limit:
        data.documents = data.documents[:a.limit]
    net = build(a)
    if a.start:
        old = torch.load(a.start, weights_only=False)["model"]
        if a.freeze_table:
            old = {k: v for k, v in old.items() if k.startswith("input.")}
        mine = net.state_dict()
        net.load_state_dict({k: old[k] if k in old and old[k].shape == v.shape else v for k, v in mine.items()})
    if a.freeze_table:
        for p in net.input.parameters():
            p.requires_grad_(False)
    params = [p for p in net.parameters() if p.requires_grad]
    print(f"{sum(p.numel() for p in params)} parameters, {len(data.documents)} documents, "
          f"{sum(d.last - d.first for d in data.documents)} tokens, {len(held)} held out", flush=True)
    optimizer = torch.optim.AdamW(params, lr=a.rate, betas=(0.9, 0.98), weight_decay=1e-4)
    mean = {k: v.detach().clone() for k, v in net.state_dict().items()}
    rounding = Rounding(net)
    steps, step = None, 0
    for epoch in range(a.epochs):
        began, total, seen = time.time(), 0.0, 0
        batches = []
        for soft, documents in streams(data, pick(data, only, rng), a.task):
            windows, places = data.windows(documents, window, rng)
            by_window = links.documents_by_window(places, len(windows), window) if a.task == "attribution" else None
            order = rng.permutation(len(windows))
            batches += [(soft, windows, by_window, order[i:i + a.batch]) for i in range(0, len(order) - a.batch + 1, a.batch)]
        batches = [batches[i] for i in rng.permutation(len(batches))]
        steps = steps or a.epochs * len(batches)
        net.train()
        for soft, windows, by_window, chosen in batches:
            rate = min(1, (step + 1) / 200) * (0.02 + 0.98 * 0.5 * (1 + math.cos(math.pi * min(1, step / steps))))
            for g in optimizer.param_groups:
                g["lr"] = a.rate * rate
            optimizer.zero_grad(set_to_none=True)
            with rounding.on() if a.rounded else contextlib.nullcontext():
                loss = step_loss(net, data, windows[chosen], a, rng, soft, by_window, chosen)
                loss.backward()
            torch.nn.utils.clip_grad_norm_(params, 2.0)
            optimizer.step()
            step += 1
            decay = min(a.ema, (1 + step) / (10 + step))
            with torch.no_grad():
                for k, v in net.state_dict().items():
                    if v.dtype.is_floating_point:
                        mean[k].lerp_(v, 1 - decay)
            total, seen = total + float(loss.detach()), seen + 1
            if seen % 100 == 0:
                print(f"  {seen}/{len(batches)} loss {total / seen:.4f} {(time.time() - began) / seen:.3f} s a step", flush=True)
        took = time.time() - began
        live = {k: v.clone() for k, v in net.state_dict().items()}
        net.load_state_dict(mean)
        net.eval()
        scores = (name_scores if a.task == "names" else attribution_scores)(net, data, held)
        print(f"epoch {epoch + 1} loss {total / max(seen, 1):.4f} {took:.0f}+{time.time() - began - took:.0f} s  {scores}", flush=True)
        torch.save({"model": mean, "args": vars(a), "scores": scores, "epoch": epoch + 1}, a.out)
        net.load_state_dict(live)


if __name__ == "__main__":
    main()
