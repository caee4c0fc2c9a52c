"""Trains src/claims/worthiness.bin: logistic regression over the features that the Rust code computes.

    python training/checkworthiness/train.py DATA [--ct19 WEIGHT]

DATA holds claimbuster.json (and ct19-training.csv). Needs numpy. A tenth of the ClaimBuster sentences, told by
the hash of their text, is held back; prints its average precision.
"""
import argparse, csv, hashlib, json, pathlib, re, struct, subprocess
import numpy as np

ROOT = pathlib.Path(__file__).parents[2]
STEP = 1 / 40
SIZE = 26 + 8192


def normal(text):
    return re.sub(r"\W+", " ", text.lower()).strip()


def fold(text):
    return hashlib.sha1(normal(text).encode()).digest()[0] % 10


def features(texts):
    lines = "\n".join(" ".join(t.split()) for t in texts) + "\n"
    command = ["cargo", "run", "-q", "--example", "checkworthiness_features"]
    out = subprocess.run(command, input=lines, text=True, capture_output=True, check=True, cwd=ROOT).stdout
    return [np.array(l.split(), dtype=np.int64) for l in out.split("\n")[:-1]]


def average_precision(score, label):
    label = label[np.argsort(-score, kind="stable")]
    hits = np.cumsum(label)
    return float((hits / np.arange(1, len(label) + 1))[label == 1].mean())


def fit(rows, label, weight, l2, epochs=40, rate=0.05):
    """Adagrad on mini-batches; the named features and the bias are penalised less than the buckets."""
    rng = np.random.default_rng(1)
    w, b = np.zeros(SIZE), 0.0
    gw, gb = np.full(SIZE, 1e-6), 1e-6
    penalty = np.full(SIZE, l2)
    penalty[:26] *= 0.1
    pointer = np.array([len(r) for r in rows])
    for epoch in range(epochs):
        order = rng.permutation(len(rows))
        for batch in np.array_split(order, max(1, len(rows) // 64)):
            index = np.concatenate([rows[i] for i in batch])
            owner = np.repeat(np.arange(len(batch)), pointer[batch])
            z = b + np.bincount(owner, w[index], minlength=len(batch))
            error = (1 / (1 + np.exp(-z)) - label[batch]) * weight[batch]
            g = np.bincount(index, error[owner], minlength=SIZE) / len(batch) + penalty * w
            gw += g * g
            w -= rate * g / np.sqrt(gw)
            e = error.mean()
            gb += e * e
            b -= rate * e / np.sqrt(gb)
    return w, b


def scores(rows, w, b):
    return np.array([b + w[r].sum() for r in rows])


def main():
    parser = argparse.ArgumentParser()
    parser.add_argument("data", type=pathlib.Path)
    parser.add_argument("--ct19", type=float, default=0.0, help="weight of a CheckThat 2019 sentence")
    parser.add_argument("--l2", type=float, nargs="+", default=[3e-4])
    parser.add_argument("--write", action="store_true")
    args = parser.parse_args()
    bank = json.load(open(args.data / "claimbuster.json"))
    texts = [r["text"] for r in bank]
    label = np.array([r["label"] for r in bank], dtype=float)
    folds = np.array([fold(t) for t in texts])
    rows = features(texts)
    test, train = folds == 0, folds != 0
    extra, extra_label = [], np.zeros(0)
    if args.ct19:
        held = {normal(t) for t, f in zip(texts, folds) if f == 0}
        table = [r for r in csv.DictReader(open(args.data / "ct19-training.csv")) if normal(r["text"]) not in held]
        extra = features([r["text"] for r in table])
        extra_label = np.array([float(r["label"]) for r in table])
    pick = lambda mask: [rows[i] for i in np.flatnonzero(mask)]
    for l2 in args.l2:
        # Choosing by the second fold alone, so that the held-back tenth stays unseen.
        part, dev = (folds > 1), (folds == 1)
        w, b = fit(pick(part) + extra, np.concatenate([label[part], extra_label]),
                   np.concatenate([np.ones(part.sum()), np.full(len(extra), args.ct19)]), l2)
        print(f"l2 {l2:g}: average precision on the second fold {average_precision(scores(pick(dev), w, b), label[dev]):.4f}")
    if not args.write:
        return
    w, b = fit(pick(train) + extra, np.concatenate([label[train], extra_label]),
               np.concatenate([np.ones(train.sum()), np.full(len(extra), args.ct19)]), args.l2[0])
    steps = np.clip(np.rint(np.concatenate([[b], w]) / STEP), -127, 127).astype(np.int8)
    ap = average_precision(scores(pick(test), steps[1:] * STEP, steps[0] * STEP), label[test])
    print(f"held-back tenth: {test.sum()} sentences, average precision {ap:.4f} with the written weights; largest {np.abs(w).max():.2f}")
    (ROOT / "src/claims/worthiness.bin").write_bytes(steps.tobytes())


if __name__ == "__main__":
    main()
