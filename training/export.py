"""Writes the model file from checkpoints for names and for attribution.

    export.py --words PREFIX --names N.pt --attribution A.pt B.pt --out en.safetensors --name en-3

Every checkpoint has fine-tuned codebooks, characters and shapes of its own, over common word codes: the
file holds them side by side, and the weights of each encoder's first layer are zero on the other's half.
"""
import argparse
import json

import numpy as np
import torch
from safetensors.numpy import save_file

from data import STYLES
from network import ATTRIBUTION_LABELS, NAME_LABELS, POS_LABELS
from quantize import HEAD_LEVELS, LEVELS, quantize

STYLE = "conll"                     # the annotation style of the product's names


def front_coded(words):
    out, last = bytearray(), b""
    for w in words:
        b = w.encode()
        shared = 0
        while shared < min(len(b), len(last), 255) and b[shared] == last[shared]:
            shared += 1
        out += bytes([shared, len(b) - shared]) + b[shared:]
        last = b
    return np.frombuffer(bytes(out), np.uint8).copy()


def side_by_side(tables):
    return np.concatenate(tables, -1)


def embedding(words, codes, models, out):
    """Sorted vocabulary and joined tables; returns where each model's input columns lie."""
    learned = len(words) - len(codes)
    first = [0] + sorted(range(1, learned), key=lambda i: words[i].encode())
    rest = sorted(range(learned, len(words)), key=lambda i: words[i].encode())
    out["vocabulary"] = front_coded([words[i] for i in first + rest])
    out["word.codes"] = codes[np.array(rest) - learned]
    parts, width = codes.shape[1], models[0]["input.codebooks"].shape[1]
    books = [m["input.codebooks"].numpy().reshape(parts, -1, width) for m in models]
    out["word.codebooks"] = side_by_side(books).astype(np.float16)
    rows = [m["input.learned"].numpy()[first].reshape(learned, parts, width) for m in models]
    out["word.learned"], out["word.learned.scale"] = quantize(side_by_side(rows).reshape(learned, -1), 127)
    out["char.embedding"] = side_by_side([m["input.char"].numpy() for m in models]).astype(np.float16)
    filters = [m["input.conv.weight"].numpy().reshape(-1, 3, m["input.char"].shape[1]) for m in models]
    joined = np.zeros((sum(len(f) for f in filters), 3, sum(f.shape[2] for f in filters)), np.float16)
    row = column = 0
    for f in filters:
        joined[row:row + len(f), :, column:column + f.shape[2]] = f
        row, column = row + len(f), column + f.shape[2]
    out["char.conv.weight"] = joined.reshape(len(joined), -1)
    out["char.conv.bias"] = np.concatenate([m["input.conv.bias"].numpy() for m in models]).astype(np.float16)
    for t in ("shape", "sentence", "paragraph", "quote"):
        out[f"{t}.embedding"] = side_by_side([m[f"input.{t}"].numpy() for m in models]).astype(np.float16)
    # Columns of each model's own input within the joined one.
    columns = [np.arange(parts * width).reshape(parts, width) // width * width * len(models)
               + np.arange(width) + k * width for k in range(len(models))]
    columns = [list(c.ravel()) for c in columns]
    base = parts * width * len(models)
    sizes = [[len(f) for f in filters]] + [[m[f"input.{t}"].shape[1] for m in models] for t in ("shape", "sentence", "paragraph", "quote")]
    for size in sizes:
        for k, n in enumerate(size):
            columns[k] += range(base, base + n)
            base += n
    return columns, base


def stack(model, name, layers, columns, width, out):
    for i in range(layers):
        for direction, suffix in (("forward", ""), ("backward", "_reverse")):
            get = lambda part: model[f"stack.layers.{i}.{part}_l0{suffix}"]
            w = get("weight_ih").numpy()
            if i == 0:
                wide = np.zeros((len(w), width), np.float32)
                wide[:, columns] = w
                w = wide
            key = f"{name}.{i}.{direction}"
            out[key + ".input"], out[key + ".input.scale"] = quantize(w, LEVELS)
            out[key + ".hidden"], out[key + ".hidden.scale"] = quantize(get("weight_hh"), LEVELS)
            out[key + ".bias"] = (get("bias_ih") + get("bias_hh")).numpy()


def head(model, name, out):
    out[f"{name}.emission.weight"], out[f"{name}.emission.scale"] = quantize(model["field.emission.weight"], HEAD_LEVELS)
    style = STYLES.index(STYLE if name == "names" else "polnear")
    out[f"{name}.emission.bias"] = (model["field.emission.bias"] + model["style"][style]).numpy()
    out[f"{name}.transitions"] = model["field.transitions"].numpy()
    out[f"{name}.start"] = out[f"{name}.end"] = np.zeros(len(model["field.transitions"]), np.float32)


def averaged(paths):
    models = [torch.load(p, weights_only=False)["model"] for p in paths]
    return {k: sum(m[k] for m in models) / len(models) if v.is_floating_point() else v for k, v in models[0].items()}


def main():
    ap = argparse.ArgumentParser()
    for x in ("words", "out", "name"):
        ap.add_argument("--" + x, required=True)
    for x in ("names", "attribution"):
        ap.add_argument("--" + x, required=True, nargs="+", help="checkpoints of one training, whose weights are averaged")
    ap.add_argument("--calibration", help="JSON file, see README.md")
    a = ap.parse_args()
    words = open(a.words + ".txt", encoding="utf-8").read().split("\n")[:-1]
    codes = np.load(a.words + ".npz")["codes"]
    names, attribution = map(averaged, (a.names, a.attribution))
    count = [sum(key.endswith("weight_hh_l0") for key in m) for m in (names, attribution)]
    out = {}
    columns, width = embedding(words, codes, [names, attribution], out)
    stack(names, "names", count[0], columns[0], width, out)
    stack(attribution, "attribution", count[1], columns[1], width, out)
    head(names, "names", out)
    head(attribution, "attribution", out)
    out["pos.emission.weight"], out["pos.emission.scale"] = quantize(attribution["pos.weight"], HEAD_LEVELS)
    out["pos.emission.bias"] = attribution["pos.bias"].numpy()
    out["link.span.weight"], out["link.span.scale"] = quantize(attribution["linker.span.weight"], HEAD_LEVELS)
    out["link.span.bias"] = attribution["linker.span.bias"].numpy()
    for kind in ("source", "content"):
        for part in ("bilinear", "distance", "between", "none"):
            out[f"link.{kind}.{part}"] = attribution[f"linker.{kind}_{part}"].numpy()
    metadata = {"format": "whosaid-1", "name": a.name, "learned_rows": str(len(words) - len(codes)),
                "layers": json.dumps({"shared": 0, "names": count[0], "attribution": count[1]}),
                "name_labels": json.dumps(NAME_LABELS), "attribution_labels": json.dumps(ATTRIBUTION_LABELS),
                "pos_labels": json.dumps(POS_LABELS), "pos_layer": "attribution.0"}
    if a.calibration:
        metadata["calibration"] = open(a.calibration).read()
    save_file({k: np.ascontiguousarray(v) for k, v in out.items()}, a.out, metadata)
    macs = sum(len(v) * int(v.any(0).sum()) for k, v in out.items() if k.endswith((".input", ".hidden", "emission.weight")))
    print(f"{sum(v.nbytes for v in out.values())} bytes, {macs} multiply-accumulates a token besides the characters")


if __name__ == "__main__":
    main()
