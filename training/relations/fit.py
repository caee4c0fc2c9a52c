"""Fits the logistic models of src/relations/weights.rs.

    cargo xtask eval --data DIR --score DIR --keep KEEP --only weighed
    python training/relations/fit.py KEEP/weighed.jsonl

Each line of the file is one relation that was weighed, with its model, its features, and whether a reader finds it: in the odd
articles of tests/articles, in the cases of tests/relations, and, counted as wrong, in PolNeAR's development articles. The table in
the repository was fitted with 131 BBC articles beside those, which the command above leaves out. Prints the table, and how well each model does where the article or case was left out of the fit. Needs numpy.
"""
import json, sys, zlib
import numpy as np

ORDER = ["Pointing", "Dispute", "Figure", "Equal", "Fact", "Same"]
RIDGE = 0.3     # the data are few: a weight of 3 costs as much as one pair put down as even
NEWS = 0.25     # what a relation in news that nobody annotated counts beside an annotated one
FOLDS = 10
KEPT = 0.5      # as in src/relations.rs


def fit(x, y, w):
    """Newton's method; the bias is not penalised."""
    b = np.zeros(x.shape[1])
    ridge = np.full(x.shape[1], RIDGE)
    ridge[0] = 1e-3
    for _ in range(50):
        p = 1 / (1 + np.exp(-x @ b))
        gradient = x.T @ (w * (p - y)) + ridge * b
        hessian = (x.T * (w * p * (1 - p))) @ x + np.diag(ridge)
        b -= np.linalg.solve(hessian, gradient)
    return b


def main():
    rows = [json.loads(line) for line in open(sys.argv[1])]
    for model in ORDER:
        own = [r for r in rows if r["model"] == model]
        x = np.array([[1.0] + r["features"] for r in own])
        y = np.array([float(r["right"]) for r in own])
        news = np.array([r["group"].startswith("news ") for r in own])
        w = np.where(news, NEWS, 1.0)
        fold = np.array([zlib.crc32(r["group"].encode()) % FOLDS for r in own])
        p = np.zeros(len(own))
        for k in range(FOLDS):
            p[fold == k] = 1 / (1 + np.exp(-x[fold == k] @ fit(x[fold != k], y[fold != k], w[fold != k])))
        kept, right = p >= KEPT, (p >= KEPT) & (y == 1)
        print(f"    // {model}: of {int(y.sum())} right and {len(y) - int(y.sum())} wrong, kept {right.sum()} and {(kept & (y == 0) & ~news).sum()} (news {(kept & news).sum()} of {news.sum()}) when left out.")
        b = np.round(fit(x, y, w), 2)
        print("    &[" + ", ".join(f"{v:.2f}" for v in b) + "],")


main()
