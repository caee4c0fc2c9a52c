"""Fits the logistic models of src/relations/weights.rs.

    cargo xtask eval --data DIR --score DIR --keep KEEP --only weighed
    python training/relations/fit.py KEEP/weighed.jsonl

Each line of the file is one relation that was weighed, with its model, its features, and whether a reader finds it: in the odd
articles of tests/articles, in the cases of tests/relations, in its long ones mixed two and two, so that what is related lies apart,
and in news whose pairs of claims were read (readings.tsv: document, bytes of both contents, kind of relation). A line without a
model is a relation that a reader finds and nothing weighed. Prints what is told where each article, case or document was left out
of the fit, and the table. Needs numpy.
"""
import json, re, sys, zlib
from collections import Counter, defaultdict
import numpy as np

ORDER = ["Pointing", "Dispute", "Figure", "Equal", "Fact", "Same"]
RIDGE = 0.5     # the data are few: a weight of 2 costs as much as one pair put down as even
UNREAD = 0.15   # what a pair in news that nobody read counts as a wrong one: most are, for those that looked likely were read
MIXED = 0.5     # … and one of two mixed articles, both of which count by themselves
FOLDS = 10
# As in src/relations.rs.
KEPT = 0.5
BESIDE = 0.75
PER_CLAIM = 4


def fit(x, y, w):
    """Newton's method; the bias is not penalised."""
    b = np.zeros(x.shape[1])
    ridge = np.full(x.shape[1], RIDGE)
    ridge[0] = 1e-3
    for _ in range(50):
        p = 1 / (1 + np.exp(-np.clip(x @ b, -30, 30)))
        gradient = x.T @ (w * (p - y)) + ridge * b
        hessian = (x.T * (w * p * (1 - p))) @ x + np.diag(ridge)
        b -= np.linalg.solve(hessian, gradient)
    return b


def parts(group):
    """The articles that a row comes from: two where they were mixed."""
    return group.removeprefix("mixed: ").split(" + ")


def fold(article):
    return zlib.crc32(article.encode()) % FOLDS


def kind(group):
    """What a row comes from."""
    if re.match(r"\d\d-", group):
        return "odd articles"
    if re.match(r"bbc/|.*_20\d\d-", group):
        return "news"
    if group.startswith("mixed:"):
        return "mixed"
    return "long cases" if group.startswith("article:") else "short cases"


def told(rows):
    """The relations that src/relations.rs would tell by these probabilities."""
    groups = defaultdict(list)
    for r in rows:
        groups[r["group"]].append(r)
    for own in groups.values():
        best = defaultdict(float)
        denial = lambda r: None if r["denial"] is None else tuple(r["claims"][r["denial"]])
        for r in own:
            best[denial(r)] = max(best[denial(r)], r["p"])
        own = [r for r in own if r["p"] >= KEPT
               and (denial(r) is None or r["p"] >= BESIDE or r["p"] == best[denial(r)])]
        pairs, degree = set(), Counter()
        for r in sorted(own, key=lambda r: -r["p"]):
            a, b = map(tuple, r["claims"])
            if (a, b) not in pairs and degree[a] < PER_CLAIM and degree[b] < PER_CLAIM:
                pairs.add((a, b))
                degree.update([a, b])
                yield r


def main():
    rows = [json.loads(line) for line in open(sys.argv[1])]
    weighed = [r for r in rows if r["model"]]
    table = []
    for model in ORDER:
        own = [r for r in weighed if r["model"] == model]
        x = np.array([[1.0] + r["features"] for r in own])
        y = np.array([float(bool(r["right"])) for r in own])
        w = np.array([UNREAD if r["right"] is None else MIXED if kind(r["group"]) == "mixed" else 1.0 for r in own])
        folds = np.array([[fold(parts(r["group"])[i]) for i in (0, -1)] for r in own])
        for k in range(FOLDS):
            left_out, rest = folds[:, 0] == k, (folds != k).all(axis=1)
            if left_out.any():
                p = 1 / (1 + np.exp(-x[left_out] @ fit(x[rest], y[rest], w[rest])))
                for i, v in zip(np.flatnonzero(left_out), p):
                    own[i]["p"] = v
        table.append(f"    // {model}: {int(y.sum())} right, {len(y) - int(y.sum())} wrong or unread.")
        table.append("    &[" + ", ".join(f"{v:.2f}" for v in np.round(fit(x, y, w), 2)) + "],")
    found = list(told(weighed))
    for part in ["odd articles", "long cases", "mixed", "short cases", "news"]:
        own = [r for r in found if kind(r["group"]) == part]
        read = [r for r in own if r["right"] is not None]
        right = sum(r["right"] for r in read)
        wanted = len({(r["group"], str(r["claims"])) for r in rows if r["right"] and kind(r["group"]) == part})
        print(f"{part:12}: of {len(read)} told {right} are right, of {wanted} that a reader finds; {len(own) - len(read)} unread")
    print("\n".join(table))


main()
