"""Runs the model file in plain NumPy and writes what the Rust tests compare with.

    reference.py en.safetensors SENTENCES.safetensors SENTENCES.jsonl OUT.json
    reference.py en.safetensors --dump          sizes of the tensors

Weights are what the file holds; activations are quantised as in Rust: the word and character part of the
input to eight bits by its largest value, states to eight bits with the fixed scale 1/127.
"""
import json
import sys

import numpy as np
from safetensors import safe_open
from safetensors.numpy import load_file

SHOWN = 8                           # values of each direction that the reference file holds


class File:
    def __init__(self, path):
        self.t = load_file(path)
        with safe_open(path, "np") as f:
            self.meta = f.metadata()

    def matrix(self, name, scale):
        return self.t[name].astype(np.float64) * self.t[scale].astype(np.float64)[:, None]

    def words(self):
        raw, at, out, last = self.t["vocabulary"].tobytes(), 0, [], b""
        while at < len(raw):
            shared, n = raw[at], raw[at + 1]
            last = last[:shared] + raw[at + 2:at + 2 + n]
            out.append(last.decode())
            at += 2 + n
        return out


def inputs(f, keys, chars, shape, sentence, paragraph, quote, row):
    """The input of every token, its word and character part quantised."""
    learned = int(f.meta["learned_rows"])
    out, rows = [], []
    parts = f.t["word.codebooks"].shape[0]
    emb = f.t["char.embedding"].astype(np.float64)
    conv, bias = f.t["char.conv.weight"].astype(np.float64), f.t["char.conv.bias"].astype(np.float64)
    table = f.matrix("word.learned", "word.learned.scale")
    for i, k in enumerate(keys):
        r = next((row[x] for x in k if x in row), 0)
        rows.append(r)
        word = table[r] if r < learned else f.t["word.codebooks"].astype(np.float64)[np.arange(parts), f.t["word.codes"][r - learned]].ravel()
        c = [x for x in chars[i] if x]
        e = np.concatenate([np.zeros((1, emb.shape[1])), emb[c], np.zeros((1, emb.shape[1]))])
        y = np.stack([conv @ e[p:p + 3].ravel() + bias for p in range(len(c))]).max(0) if c else np.zeros(len(bias))
        x = np.concatenate([word, np.tanh(y) if c else y])
        step = np.abs(x).max() / 127 or 1.0
        rest = [f.t[t + ".embedding"].astype(np.float64)[v[i]] for t, v in
                (("shape", shape), ("sentence", sentence), ("paragraph", paragraph), ("quote", quote))]
        out.append(np.concatenate([np.rint(x / step) * step] + rest))
    return np.stack(out), rows


def lstm(f, name, x):
    sides = []
    for direction in ("forward", "backward"):
        key = f"{name}.{direction}"
        wi, wh = f.matrix(key + ".input", key + ".input.scale"), f.matrix(key + ".hidden", key + ".hidden.scale")
        b = f.t[key + ".bias"].astype(np.float64)
        h = c = np.zeros(wh.shape[1])
        out = np.zeros((len(x), wh.shape[1]))
        for t in range(len(x)) if direction == "forward" else reversed(range(len(x))):
            i, g, s, o = np.split(wi @ x[t] + wh @ h + b, 4)
            sig = lambda v: 1 / (1 + np.exp(-v))
            c = sig(g) * c + sig(i) * np.tanh(s)
            h = np.rint(sig(o) * np.tanh(c) * 127) / 127
            out[t] = h
        sides.append(out)
    return np.concatenate(sides, 1)


def run(f, x):
    layers, out = json.loads(f.meta["layers"]), {}
    for stack in ("names", "attribution"):
        y = x
        for i in range(layers[stack]):
            y = out[f"{stack}.{i}"] = lstm(f, f"{stack}.{i}", y)
        out[f"{stack}.emission"] = y @ f.matrix(f"{stack}.emission.weight", f"{stack}.emission.scale").T + f.t[f"{stack}.emission.bias"]
    source = out[f.meta["pos_layer"]]
    out["pos.emission"] = source @ f.matrix("pos.emission.weight", "pos.emission.scale").T + f.t["pos.emission.bias"]
    return out


def main():
    f = File(sys.argv[1])
    if sys.argv[2] == "--dump":
        for k, v in sorted(f.t.items()):
            print(f"{k:40} {str(v.dtype):8} {v.shape} {v.nbytes}")
        return
    features, documents = load_file(sys.argv[2]), [json.loads(l) for l in open(sys.argv[3], encoding="utf-8")]
    keys = [l.split("\t") for l in open(sys.argv[2].rsplit(".", 1)[0] + ".words", encoding="utf-8").read().split("\n")]
    row = {w: i for i, w in enumerate(f.words())}
    row.pop("<unk>", None)
    result = []
    for d, doc in enumerate(documents):
        a, b = features["doc_ptr"][d], features["doc_ptr"][d + 1]
        get = lambda k: features[k][a:b]
        x, rows = inputs(f, keys[a:b], get("chars"), get("shape"), get("sentence_start"), get("paragraph_start"), get("quote"), row)
        states = run(f, x)
        short = lambda v: [[round(float(n), 4) for n in r] for r in v]
        ends = lambda v: short(np.concatenate([v[:, :SHOWN], v[:, v.shape[1] // 2:v.shape[1] // 2 + SHOWN]], 1))
        entry = {"text": doc["text"], "tokens": [doc["text"][s:e] for s, e in zip(get("start"), get("end"))], "rows": [int(r) for r in rows],
                 "shape": get("shape").tolist(), "sentence_start": get("sentence_start").tolist(),
                 "paragraph_start": get("paragraph_start").tolist(), "quote": get("quote").tolist(),
                 "characters": [[int(c) for c in r if c] for r in get("chars")],
                 "input": short(x[:, :SHOWN]), "layers": {k: ends(v) for k, v in states.items() if "emission" not in k},
                 "names": short(states["names.emission"]), "attribution": short(states["attribution.emission"]),
                 "pos": [int(i) for i in states["pos.emission"].argmax(1)]}
        result.append(entry)
    lines = ",\n".join(" " + json.dumps(e, ensure_ascii=False) for e in result)
    open(sys.argv[4], "w", encoding="utf-8").write("[\n" + lines + "\n]\n")


if __name__ == "__main__":
    main()
