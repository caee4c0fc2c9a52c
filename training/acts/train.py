"""Trains src/claims/fitted.bin: multinomial logistic regression over the features that the Rust code tells of attributions.

    python training/acts/train.py ARTICLES... [--write]

ARTICLES are files of annotated articles, named by who wrote them (`a1.txt` is by a): a paragraph a line, continued by `+ `, with at most
one attribution as `[source]`, `<cue>` and `{content}`; `= n type act` labels the n-th line. Prints how many acts are right by the rules
and by the model where the articles of a quarter of the authors were left out of the fit. Needs torch, and www/model/en.safetensors.
"""
import argparse, json, pathlib, struct, subprocess, warnings
from collections import Counter, defaultdict
import torch

warnings.filterwarnings("ignore")
torch.set_num_threads(1)
ROOT = pathlib.Path(__file__).parents[2]
ACTS = "state confirm deny accuse promise demand ask predict believe praise criticize decline".split()
SAME = 0.5      # overlap of contents from which on an attribution found is the one annotated
SEEN = 8        # times that a feature must occur, …
WRITERS = 2     # … and by how many authors: what one writes alone is his style
STEP = 1 / 16
FOLDS = 4
# As in src/claims/fitted.rs.
MARGIN = 1.5
OTHERS = ["deny", "promise", "praise", "criticize"]


def articles(path):
    """Each article of a file: its text, and the acts by their content's spans."""
    text, marked, acts = "", [], {}
    for line in path.read_text().split("\n") + ["#"]:
        if line.startswith("#"):
            if marked:
                yield text, [(marked[i], act) for i, act in acts.items() if marked[i]]
            text, marked, acts = "", [], {}
        elif line.startswith("= "):
            number, _, act = line[2:].split()[:3]
            acts[int(number) - 1] = act
        elif line.strip() and not line.startswith(": "):
            text += (" " if line.startswith("+ ") else "\n\n") if text else ""
            contents = []
            for c in line.removeprefix("+ "):
                if c == "{":
                    opened = len(text)
                elif c == "}":
                    contents.append((opened, len(text)))
                elif c not in "[]<>":
                    text += c
            marked.append(contents)


def examples(paths):
    """Attributions that are found, with author, act, act by the rules, and features."""
    read = [(path.stem[0], *article) for path in paths for article in articles(path)]
    lines = "".join(json.dumps(text) + "\n" for _, text, _ in read)
    command = ["cargo", "run", "-q", "--release", "--example", "act_features"]
    out = subprocess.run(command, input=lines, text=True, capture_output=True, check=True, cwd=ROOT).stdout
    found = defaultdict(list)
    for line in out.splitlines():
        row = json.loads(line)
        text = read[row["article"]][1].encode()
        spans = [(len(text[:a].decode()), len(text[:b].decode())) for a, b in row["content"]]
        found[row["article"]].append((covered(spans), row))
    for number, (author, _, gold) in enumerate(read):
        for spans, act in gold:
            wanted = covered(spans)
            overlap = lambda f: len(wanted & f[0]) / len(wanted | f[0])
            best = max(found[number], key=overlap, default=None)
            if best and overlap(best) >= SAME:
                yield author, act, best[1]["ruled"], sorted(set(best[1]["features"]))


def covered(spans):
    return {i for a, b in spans for i in range(a, b)}


def hashed(feature):
    """As in src/claims/fitted.rs."""
    value = 0x811C9DC5
    for byte in feature.encode() + b"|":
        value = (value ^ byte) * 0x01000193 & 0xFFFFFFFF
    return (value ^ value >> 24) & 0xFFFFFF


def matrix(rows, index):
    columns = [sorted({index[h] for h in row if h in index}) for row in rows]
    starts = torch.tensor([0] + [len(c) for c in columns]).cumsum(0)
    flat = torch.tensor([c for row in columns for c in row])
    return torch.sparse_csr_tensor(starts, flat, torch.ones(len(flat)), (len(rows), len(index)))


def fit(x, y, l1, steps=600):
    """Accelerated proximal gradient descent."""
    transposed = x.to_sparse_coo().t().to_sparse_csr()
    gold = torch.nn.functional.one_hot(y, len(ACTS)).float()
    rate = 8 * len(y) / x.values().sum().item()
    w = torch.zeros(x.shape[1], len(ACTS))
    ahead, t = w, 1.0
    for _ in range(steps):
        moved = ahead - rate * (transposed @ (torch.softmax(x @ ahead, 1) - gold)) / len(y)
        moved = moved.sign() * (moved.abs() - rate * l1).clamp(min=0)
        t, last = (1 + (1 + 4 * t * t) ** 0.5) / 2, t
        ahead, w = moved + (last - 1) / t * (moved - w), moved
    return w


def main():
    parser = argparse.ArgumentParser()
    parser.add_argument("articles", type=pathlib.Path, nargs="+")
    parser.add_argument("--l1", type=float, default=4e-4)
    parser.add_argument("--write", action="store_true")
    args = parser.parse_args()
    rows = list(examples(sorted(args.articles)))
    authors = sorted({r[0] for r in rows})
    times, writers = Counter(), defaultdict(set)
    for author, _, _, features in rows:
        times.update(features)
        for f in features:
            writers[f].add(author)
    kept = sorted({hashed(f) for f in times if times[f] >= SEEN and len(writers[f]) >= WRITERS})
    index = {h: i for i, h in enumerate(kept)}
    x = [[hashed(f) for f in r[3]] for r in rows]
    y = torch.tensor([ACTS.index(r[1]) for r in rows])
    told = [None] * len(rows)
    for k in range(FOLDS):
        left = [i for i, r in enumerate(rows) if authors.index(r[0]) % FOLDS == k]
        rest = [i for i, r in enumerate(rows) if authors.index(r[0]) % FOLDS != k]
        w = fit(matrix([x[i] for i in rest], index), y[rest], args.l1)
        scores = matrix([x[i] for i in left], index) @ w
        for i, row in zip(left, scores.tolist()):
            ruled, score = rows[i][2], dict(zip(ACTS, row))
            best = max(OTHERS, key=score.get)
            weighed = ruled == "state" and "neutral" in rows[i][3]
            told[i] = best if weighed and score[best] >= score[ruled] + MARGIN else ruled
    for author in authors + ["all"]:
        own = [(r, t) for r, t in zip(rows, told) if author in (r[0], "all")]
        rules, model = sum(r[1] == r[2] for r, _ in own), sum(r[1] == t for r, t in own)
        print(f"{author}: of {len(own)} acts {rules / len(own):.3f} right by the rules, {model / len(own):.3f} by the model of others' articles")
    changes = Counter((r[2], t, "right" if t == r[1] else "wrong" if r[2] == r[1] else "neither") for r, t in zip(rows, told) if r[2] != t)
    for (rule, act) in sorted({c[:2] for c in changes}):
        print(f"{rule} to {act}: " + ", ".join(f"{changes[rule, act, k]} {k}" for k in ("right", "wrong", "neither")))
    if not args.write:
        return
    w = torch.round(fit(matrix(x, index), y, args.l1) / STEP)
    print(f"largest weight {w.abs().max() * STEP:.2f}")
    w = w.clamp(-127, 127).int().tolist()
    entries = [(h, act, v) for h, row in zip(kept, w) for act, v in enumerate(row) if v and ACTS[act] in OTHERS + ["state"]]
    (ROOT / "src/claims/fitted.bin").write_bytes(b"".join(struct.pack("<I", h)[:3] + struct.pack("<Bb", act, v) for h, act, v in entries))
    print(f"{len(entries)} weights")


main()
