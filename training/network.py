"""The network: input features, BiLSTM stacks, conditional random fields and the linker."""
import torch
import torch.nn as nn
import torch.nn.functional as F

NAME_TYPES = ["person", "organization", "place", "group", "event", "work", "other"]
NAME_LABELS = ["O"] + [f"{p}-{t}" for t in NAME_TYPES for p in "BI"]
ROLES = ["source", "cue", "content"]
ATTRIBUTION_LABELS = ["O"] + [f"{p}-{t}" for t in ROLES for p in "BI"]
POS_LABELS = """CC CD DT EX FW IN JJ JJR JJS LS MD NN NNS NNP NNPS PDT POS PRP PRP$ RB RBR RBS RP SYM TO UH VB VBD
                VBG VBN VBP VBZ WDT WP WP$ WRB PUNCT""".split()
DISTANCES = 18                      # buckets of the linker's signed distance


def allowed_transitions(labels):
    """1 where `to` may follow `from`: I-x only after B-x or I-x."""
    n = len(labels)
    out = torch.ones(n, n)
    for j, to in enumerate(labels):
        if to[0] == "I":
            for i, at in enumerate(labels):
                if at == "O" or at[2:] != to[2:]:
                    out[i, j] = 0
    return out


class Input(nn.Module):
    """Word, characters, shape and position: 154 numbers a token."""

    def __init__(self, codes, codebooks, learned, alphabet, shapes):
        super().__init__()
        parts, centroids, width = codebooks.shape
        self.width = parts * width
        self.register_buffer("codes", codes.long() + torch.arange(parts) * centroids)
        self.codebooks = nn.Parameter(codebooks.reshape(parts * centroids, width).clone())
        self.learned = nn.Parameter(torch.randn(learned, self.width) * 0.2)
        self.char = nn.Parameter(torch.randn(alphabet, 24) * 0.3)
        self.conv = nn.Linear(72, 40)
        self.shape = nn.Parameter(torch.randn(shapes, 6) * 0.3)
        self.sentence = nn.Parameter(torch.randn(2, 2) * 0.3)
        self.paragraph = nn.Parameter(torch.randn(2, 2) * 0.3)
        self.quote = nn.Parameter(torch.randn(4, 4) * 0.3)
        self.size = self.width + 40 + 6 + 2 + 2 + 4

    def words(self, ids):
        n = len(self.learned)
        coded = F.embedding(self.codes[(ids - n).clamp(min=0)], self.codebooks).reshape(*ids.shape, self.width)
        return torch.where((ids < n).unsqueeze(-1), self.learned[ids.clamp(max=n - 1)], coded)

    def characters(self, chars):
        """chars: [N, 20], 0 is padding; zero vectors stand on either side of the word."""
        real = (chars > 0).unsqueeze(-1)
        e = F.embedding(chars, self.char) * real
        e = F.pad(e, (0, 0, 1, 1))
        length = chars.shape[1]
        stacked = torch.cat([e[:, k:k + length] for k in range(3)], -1)
        y = self.conv(stacked).masked_fill(~real, -1e4)
        return torch.tanh(y.max(1).values)

    def forward(self, word, forms, form_index, shape, sentence, paragraph, quote):
        """`forms` are the distinct character rows of the batch, `form_index` [T, B] picks from them."""
        parts = [self.words(word), F.embedding(form_index, self.characters(forms))]
        for table, ids in ((self.shape, shape), (self.sentence, sentence), (self.paragraph, paragraph), (self.quote, quote)):
            parts.append(F.embedding(ids, table))
        return torch.cat(parts, -1)


def variational(x, p, training):
    """One dropout mask for all positions of a sequence; x is [T, B, C]."""
    if not training or p == 0:
        return x
    mask = torch.empty(1, *x.shape[1:]).bernoulli_(1 - p) / (1 - p)
    return x * mask


class Stack(nn.Module):
    def __init__(self, size, widths, dropout):
        super().__init__()
        self.dropout = dropout
        below = [size] + [2 * w for w in widths]
        self.layers = nn.ModuleList(nn.LSTM(b, w, bidirectional=True) for b, w in zip(below, widths))
        for layer, width in zip(self.layers, widths):
            for name, p in layer.named_parameters():
                if "weight_hh" in name:
                    for k in range(4):
                        nn.init.orthogonal_(p.data[k * width:(k + 1) * width])
                elif "bias_ih" in name:
                    p.data.zero_()
                    p.data[width:2 * width] = 1.0
                elif "bias_hh" in name:
                    p.data.zero_()

    def forward(self, x):
        """All layers' outputs."""
        out = []
        for layer in self.layers:
            x = variational(layer(x)[0], self.dropout, self.training)
            out.append(x)
        return out


class Field(nn.Module):
    """Emissions and a linear-chain CRF; partial labels are sets of allowed tags."""

    def __init__(self, width, labels):
        super().__init__()
        self.emission = nn.Linear(width, len(labels))
        self.transitions = nn.Parameter(torch.zeros(len(labels), len(labels)))
        self.register_buffer("allowed", allowed_transitions(labels))

    def log_partition(self, emissions, mask=None):
        """log of the summed scores of all allowed paths; emissions [T, B, L], by pairwise products."""
        e = emissions if mask is None else emissions.masked_fill(~mask, -1e4)
        top = e.max(-1, keepdim=True).values.detach()
        scale = top.sum((0, 2))
        e = (e - top).exp()
        step = self.transitions.exp() * self.allowed
        # m[t] takes the tag at t-1 to the tag at t.
        m = step * e[1:].unsqueeze(-2)
        while len(m) > 1:
            odd = m[-1:] if len(m) % 2 else None
            m = torch.matmul(m[0:len(m) - len(m) % 2:2], m[1::2])
            big = m.amax((-1, -2), keepdim=True).detach().clamp(min=1e-30)
            m = m / big
            scale = scale + big.log().sum((0, 2, 3))
            if odd is not None:
                m = torch.cat([m, odd])
        total = torch.matmul(e[0].unsqueeze(-2), m[0]).sum((-1, -2))
        return scale + total.clamp(min=1e-35).log()

    def loss(self, emissions, mask):
        """Negative log-likelihood of the tag sets in `mask` [T, B, L], one value a sequence."""
        return self.log_partition(emissions) - self.log_partition(emissions, mask)

    def distillation(self, emissions, unary, pair):
        """Cross-entropy against a teacher's tag probabilities [T, B, L] and tag-pair probabilities
        [T, B, L, L] (of the token before and this one), one value a sequence."""
        expected = (unary * emissions).sum((0, 2)) + (pair[1:] * self.transitions).sum((0, 2, 3))
        return self.log_partition(emissions) - expected


def bucket(distance):
    """Tokens between two spans to one of nine buckets: 0, 1, 2, 3-4, 5-8, ... 33-64, more."""
    return sum((distance >= low).long() for low in (1, 2, 3, 5, 9, 17, 33, 65))


class Linker(nn.Module):
    """Scores cue to source and content to cue."""

    def __init__(self, width, inner=32):
        super().__init__()
        self.span = nn.Linear(2 * width, inner)
        for kind in ("source", "content"):
            self.register_parameter(f"{kind}_bilinear", nn.Parameter(torch.randn(inner, inner) * 0.05))
            self.register_parameter(f"{kind}_distance", nn.Parameter(torch.zeros(DISTANCES)))
            self.register_parameter(f"{kind}_between", nn.Parameter(torch.zeros(4)))
            self.register_parameter(f"{kind}_none", nn.Parameter(torch.zeros(1)))

    def encode(self, states, first, last):
        return torch.tanh(self.span(torch.cat([states[first], states[last]], -1)))

    def score(self, kind, cue, other, u_cue, u_other, cues_before):
        """Scores of every cue with every other span, [cues, others]; spans are (first, last) tokens.

        `cues_before[t]` counts the cues that begin before token t."""
        c, o = cue[:, None], other[None]
        after, before = o[..., 0] > c[..., 1], o[..., 1] < c[..., 0]
        low = torch.where(after, c[..., 1], o[..., 1]) + 1
        high = torch.where(after, o[..., 0], c[..., 0])
        gap = (high - low) * (after | before)
        between = (cues_before[high] - cues_before[torch.minimum(low, high)]) * (after | before)
        get = lambda name: getattr(self, f"{kind}_{name}")
        return (u_cue @ get("bilinear") @ u_other.T + get("distance")[bucket(gap) + 9 * (~after)]
                + get("between")[between.clamp(max=3)])

    def choices(self, kind, spans, u, cues_before):
        """What each cue (source) or each content (content) chooses from; the last column is none."""
        other = "source" if kind == "source" else "content"
        s = self.score(kind, spans["cue"], spans[other], u["cue"], u[other], cues_before)
        s = s if kind == "source" else s.T
        return torch.cat([s, getattr(self, f"{kind}_none").expand(len(s), 1)], 1)


class Network(nn.Module):
    """One task's encoder with its heads. `widths` are the layers', a direction; `styles` are annotation styles, each a
    bias on the emissions."""

    def __init__(self, table, task, widths, styles=1, dropout=(0.3, 0.4)):
        super().__init__()
        self.task, self.dropout = task, dropout
        self.input = table
        self.stack = Stack(table.size, widths, dropout[1])
        self.labels = NAME_LABELS if task == "names" else ATTRIBUTION_LABELS
        self.field = Field(2 * widths[-1], self.labels)
        self.style = nn.Parameter(torch.zeros(styles, len(self.labels)))
        if task == "attribution":
            self.pos = nn.Linear(2 * widths[0], len(POS_LABELS))
            self.silver = nn.Linear(2 * widths[:2][-1], 5)
            self.linker = Linker(2 * widths[-1])

    def states(self, batch):
        x = self.input(*batch)
        return self.stack(variational(x, self.dropout[0], self.training))

    def emissions(self, state, style=None):
        e = self.field.emission(state)
        return e if style is None else e + self.style[style]


def viterbi(emissions, transitions, allowed, labels):
    """Best path of one document under the BIO constraints; emissions [T, L] -> list of tags."""
    import numpy as np
    e = emissions.astype(np.float64)
    step = np.where(allowed > 0, transitions, -1e9)
    score = e[0] + np.array([-1e9 if l[0] == "I" else 0.0 for l in labels])
    back = []
    for t in range(1, len(e)):
        s = score[:, None] + step
        k = s.argmax(0)
        back.append(k)
        score = s[k, np.arange(len(labels))] + e[t]
    path = [int(score.argmax())]
    for k in reversed(back):
        path.append(int(k[path[-1]]))
    return path[::-1]
