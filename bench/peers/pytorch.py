"""Trains the models of src/speed/models.ts in PyTorch, on one thread: the same start, batch and optimiser.

Reads one request a line as JSON from standard input and answers each with one line; see peers/pytorch.ts.
With --tell it says in one line which PyTorch it is, and with which BLAS it multiplies.
"""

import json
import re
import resource
import sys
import time

import torch
import torch.nn.functional as F

LEARNING_RATE = 1e-3


def affine(p, name, x):
    """An affine map of the last axis; weights are [in, out]."""
    y = x @ p[f"{name}.weight"]
    return y + p[f"{name}.bias"] if f"{name}.bias" in p else y


def perceptron(p, x):
    return affine(p, "2", torch.tanh(affine(p, "1", torch.tanh(affine(p, "0", x)))))


def mlp(p, x, y):
    return F.mse_loss(perceptron(p, x), y)


def hnn(p, x, y):
    state = x.detach().requires_grad_()
    (slope,) = torch.autograd.grad(perceptron(p, state).sum(), state, create_graph=True)
    return F.mse_loss(torch.cat([slope[:, 1:], -slope[:, :1]], 1), y)


def cross_entropy(logits, labels):
    return -(labels * F.log_softmax(logits, 1)).sum(1).mean()


def block(x, bank, bias):
    """Convolution + bias + ReLU + 2×2 max-pool; the bank is [out, in, k, k]."""
    return F.max_pool2d(F.relu(F.conv2d(x, bank, bias, padding=1)), 2)


def cnn(p, x, y):
    first = block(x, p["0.filter"].permute(3, 2, 0, 1), p["0.bias"])
    second = block(first, p["3.filter"].permute(3, 2, 0, 1), p["3.bias"])  # [B, 16, 7, 7]
    return cross_entropy(affine(p, "7", second.permute(0, 2, 3, 1).flatten(1)), y)


def lifting_bank(w):
    """[k, k, in, out] → [4·out, in, k, k]: the filter in each of four poses, counter-clockwise."""
    return torch.cat([torch.rot90(w, g, (0, 1)) for g in range(4)], 3).permute(3, 2, 0, 1)


def group_bank(w):
    """[k, k, 4, in, out] → [4·out, 4·in, k, k]: pose g turns the pixels and shifts the pose axis."""
    columns = [torch.cat([torch.rot90(w[:, :, (h - g) % 4], g, (0, 1)) for h in range(4)], 2) for g in range(4)]
    return torch.cat(columns, 3).permute(3, 2, 0, 1)


def p4_cnn(p, x, y):
    first = block(x, lifting_bank(p["0.filter"]), p["0.bias"].repeat(4))
    second = block(first, group_bank(p["3.filter"]), p["3.bias"].repeat(4))  # [B, 4·16, 7, 7]
    features = second.unflatten(1, (4, 16)).amax(1).mean((2, 3))  # [B, 16]
    return cross_entropy(affine(p, "8", features), y)


def network(p, name, x):
    return affine(p, f"{name}.second", F.silu(affine(p, f"{name}.first", x)))


def pass_messages(p, name, h, x, v):
    n = x.shape[1]
    difference = x[:, :, None] - x[:, None]  # [B, n, n, 3]
    squared = difference.square().sum(3, keepdim=True)
    message = f"{name}.message"
    read = (
        (h @ p[f"{message}.receiver"] + p[f"{message}.bias"])[:, :, None]
        + (h @ p[f"{message}.sender"])[:, None]
        + squared * p[f"{message}.distance"]
    )
    said = F.silu(affine(p, f"{message}.second", F.silu(read)))  # [B, n, n, C]
    others = (1 - torch.eye(n))[None, :, :, None]
    push = (difference * network(p, f"{name}.position", said) * others).sum(2) / (n - 1)
    heard = (said * others).sum(2)
    faster = network(p, f"{name}.velocity", h) * v + push
    return h + network(p, f"{name}.node", torch.cat([h, heard], 2)), x + faster, faster


def egnn(p, x, y):
    place, v, charge = x.split([3, 3, 1], 2)
    h = affine(p, "lift", charge)
    for i in range(4):
        h, place, v = pass_messages(p, f"layers.{i}", h, place, v)
    return F.mse_loss(place, y) + 1e-3 * h.square().mean()


def deep_sets(p, x, y):
    def layer(name, elements):
        pooled = elements.mean(1, keepdim=True) @ p[f"{name}.lambda"]
        return torch.tanh(affine(p, f"{name}.gamma", elements) - pooled)

    return F.mse_loss(affine(p, "5", layer("2", layer("0", x)).mean(1)), y)


LOSSES = {
    "mlp-200": mlp,
    "mlp-32": mlp,
    "hnn-200": hnn,
    "hnn-64": hnn,
    "cnn": cnn,
    "p4-cnn": p4_cnn,
    "egnn": egnn,
    "deep-sets": deep_sets,
}


def tensor(values):
    return torch.tensor(values["data"], dtype=torch.float32).reshape(values["shape"])


class Training:
    def __init__(self, request):
        start = request["start"]
        self.parameters = {path: tensor(v).requires_grad_() for path, v in start["parameters"].items()}
        x, y = tensor(start["x"]), tensor(start["y"])
        self.x = x.permute(0, 3, 1, 2).contiguous() if x.dim() == 4 else x  # images: [B, C, H, W]
        self.y = y
        self.loss = LOSSES[request["model"]]
        self.optimizer = torch.optim.Adam(self.parameters.values(), lr=LEARNING_RATE, eps=1e-8)

    def step(self):
        self.optimizer.zero_grad(set_to_none=True)
        loss = self.loss(self.parameters, self.x, self.y)
        loss.backward()
        self.optimizer.step()
        return loss.item()


BLAS = {"openblas": "OpenBLAS", "mkl": "MKL", "blis": "BLIS", "atlas": "ATLAS"}
# What Debian installs where nothing else is asked for: loops in Fortran, without SIMD.
REFERENCE = "reference BLAS"


def blas():
    """The library of matrix products: of those that are loaded, else what PyTorch was built with."""
    torch.ones(64, 64) @ torch.ones(64, 64)
    try:
        with open("/proc/self/maps") as maps:
            loaded = maps.read().lower()
    except OSError:
        loaded = ""
    for part, name in BLAS.items():
        if re.search(rf"/lib{part}\w*[-.]", loaded):
            return name
    if torch.backends.mkl.is_available():
        return BLAS["mkl"]
    if re.search(r"/libblas\.so", loaded):
        return REFERENCE
    built_with = re.search(r"BLAS_INFO=(\w+)", torch.__config__.show())
    return built_with[1] if built_with else "an unknown BLAS"


def main():
    torch.set_num_threads(1)
    if sys.argv[1:] == ["--tell"]:
        print(json.dumps({"version": torch.__version__, "blas": blas()}))
        return
    training = None
    for line in sys.stdin:
        request = json.loads(line)
        if request["kind"] == "load":
            training = Training(request)
            answer = None
        else:
            start = time.perf_counter()
            losses = [training.step() for _ in range(request["steps"])]
            milliseconds = 1000 * (time.perf_counter() - start)
            peak = resource.getrusage(resource.RUSAGE_SELF).ru_maxrss / 1024
            answer = {"losses": losses, "milliseconds": milliseconds, "peak": peak}
        print(json.dumps({"value": answer}), flush=True)


main()
