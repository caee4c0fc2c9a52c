"""Weights as small integers: a scale a row, chosen by least squares, so that rare large weights don't coarsen the others."""
import contextlib

import torch

LEVELS = 15                         # of the layers' weights: five bits
HEAD_LEVELS = 63                    # of the few others: seven bits, the most that relaxed-SIMD products bear
CLIPS = 1.0, 0.9, 0.8, 0.7, 0.6, 0.5    # of a row's largest weight: what may be cut off


def scales(w, levels):
    """[rows]: of a few scales, the one whose integers are nearest to the weights."""
    largest = w.abs().amax(1).clamp(min=1e-8)
    tried = torch.stack([largest * c / levels for c in CLIPS])
    errors = torch.stack([(rounded(w, s, levels) * s[:, None] - w).square().sum(1) for s in tried])
    return tried.gather(0, errors.argmin(0)[None])[0]


def rounded(w, scale, levels):
    return (w / scale[:, None]).round().clamp(-levels, levels)


def quantize(w, levels):
    """Integers and scales as arrays."""
    w = torch.as_tensor(w).float()
    s = scales(w, levels)
    return rounded(w, s, levels).to(torch.int8).numpy(), s.numpy()


class Rounding:
    """Training against rounded weights: gradients are taken at the integers, steps at the floats."""

    EVERY = 100                     # steps between looks for better scales

    def __init__(self, net):
        self.weights = [p for n, p in net.named_parameters() if p.dim() == 2 and n.startswith("stack.")]
        self.step = 0

    @contextlib.contextmanager
    def on(self):
        if self.step % self.EVERY == 0:
            self.scales = [scales(p.data, LEVELS) for p in self.weights]
        self.step += 1
        floats = [p.data.clone() for p in self.weights]
        for p, s in zip(self.weights, self.scales):
            p.data.copy_(rounded(p.data, s, LEVELS) * s[:, None])
        yield
        for p, f in zip(self.weights, floats):
            p.data.copy_(f)
