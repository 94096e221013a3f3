"""Follows the product's first 40 steps of each workload in PyTorch, from the same weights, over the same batches, and compares the losses.

    node out/main/cli.js bench --trace FOLDER --workload w1b4 w1b64 w2b16 w3b32 w3b128 w4b128 w5b32
    python3 compareLosses.py FOLDER

Differences are shares of the loss of PyTorch in double precision, which takes the steps nearly without rounding. The product may stray from it
by 1e-5 over the first ten steps and 1e-3 over all, else the exit code is 1. PyTorch in single precision is followed too, to show what is usual:
where gradients are nothing but rounding, Adam makes whole steps of them, so that its course too leaves the exact one after some steps.
"""

import json
import math
import os
import sys

for variable in ("OMP_NUM_THREADS", "OPENBLAS_NUM_THREADS", "MKL_NUM_THREADS"):
    os.environ[variable] = "1"

import numpy as np  # noqa: E402
import torch  # noqa: E402
from torch.nn import functional  # noqa: E402

torch.set_num_threads(1)

FIRST_STEPS = 10
LIMITS = {"first": 1e-5, "all": 1e-3}
UPDATES = {"tanh": torch.tanh, "relu": torch.relu}


def layers_of(workload):
    """Of each layer its description and the shapes of its weights, channels first, and of its bias."""
    shape = workload["inputShape"]
    if "convolution" in workload["layers"][0]:
        shape = [*shape, 1]
    for layer in workload["layers"]:
        if "pooling" in layer:
            size = layer["pooling"]
            shape = [shape[0] // size, shape[1] // size, shape[2]]
            yield layer, None
        elif "convolution" in layer:
            size = layer["convolution"]
            yield layer, [layer["channels"], size, size, shape[2]]
            shape = [*shape[:2], layer["channels"]]
        else:
            yield layer, [layer["full"], math.prod(shape)]
            shape = [layer["full"]]


class Follower:
    """The network in PyTorch with the product's weights. Channels are the last dimension between layers, as the product's are."""

    def __init__(self, workload, values):
        self.is_class = workload["loss"] == "crossEntropy"
        self.input_shape = workload["inputShape"]
        self.layers = []
        at = 0
        for layer, shape in layers_of(workload):
            if shape is None:
                self.layers.append((layer, None, None))
                continue
            size = math.prod(shape)
            weights = torch.from_numpy(values[at : at + size].reshape(shape).copy())
            if len(shape) == 4:
                weights = weights.permute(0, 3, 1, 2).contiguous()
            bias = torch.from_numpy(values[at + size : at + size + shape[0]].copy())
            at += size + shape[0]
            self.layers.append((layer, weights.requires_grad_(), bias.requires_grad_()))
        if at != len(values):
            raise SystemExit(f"The workload has {at} parameters, the trace {len(values)}.")
        self.optimizer = torch.optim.Adam([each for _, *pair in self.layers for each in pair if each is not None], lr=0.001)

    def forward(self, inputs):
        x = inputs
        if len(self.input_shape) == 2:
            x = x.reshape(-1, 1, *self.input_shape)
        for layer, weights, bias in self.layers:
            if "pooling" in layer:
                x = functional.max_pool2d(x, layer["pooling"])
            elif "convolution" in layer:
                x = functional.conv2d(x, weights, bias, padding=layer["convolution"] // 2)
            else:
                rows = x.permute(0, 2, 3, 1) if x.dim() == 4 else x
                x = functional.linear(rows.reshape(len(rows), -1), weights, bias)
            x = UPDATES.get(layer.get("update"), lambda values: values)(x)
        return x

    def teach(self, inputs, targets):
        """The loss of a batch before the step on it."""
        outputs = self.forward(inputs)
        if self.is_class:
            loss = functional.cross_entropy(outputs, targets.argmax(dim=1))
        else:
            loss = 0.5 * ((outputs - targets) ** 2).sum(dim=1).mean()
        self.optimizer.zero_grad()
        loss.backward()
        self.optimizer.step()
        return loss.item()


def follow(folder, workload, trace, precision):
    def floats(kind):
        return np.fromfile(os.path.join(folder, f"{workload['name']}.{kind}.f32"), dtype="<f4").astype(precision)

    rows = trace["batch"] * trace["steps"]
    inputs = torch.from_numpy(floats("inputs").reshape(rows, -1))
    targets = torch.from_numpy(floats("targets").reshape(rows, -1))
    follower = Follower(workload, floats("parameters"))
    batches = zip(inputs.split(trace["batch"]), targets.split(trace["batch"]))
    return [follower.teach(*batch) for batch in batches]


def differences(losses, expected):
    """The largest over the first steps, and over all."""
    shares = [abs(loss - wanted) / abs(wanted) for loss, wanted in zip(losses, expected)]
    return max(shares[:FIRST_STEPS]), max(shares)


def main(folder):
    here = os.path.dirname(os.path.abspath(__file__))
    with open(os.path.join(here, "workloads.json"), encoding="utf-8") as file:
        workloads = json.load(file)
    print(f"PyTorch {torch.__version__}: the largest differences of the loss from PyTorch's in double precision, as shares of it")
    followed = too_far = 0
    for workload in workloads:
        path = os.path.join(folder, f"{workload['name']}.json")
        if not os.path.exists(path):
            continue
        with open(path, encoding="utf-8") as file:
            trace = json.load(file)
        expected = follow(folder, workload, trace, np.float64)
        first, whole = differences(trace["losses"], expected)
        usual = differences(follow(folder, workload, trace, np.float32), expected)
        holds = first <= LIMITS["first"] and whole <= LIMITS["all"]
        print(
            f"{workload['name']:8} loss {expected[0]:.4f} to {expected[-1]:.4f}: {first:.1e} over {FIRST_STEPS} steps, {whole:.1e} over all; "
            f"PyTorch in single precision {usual[0]:.1e}, {usual[1]:.1e}{'' if holds else '  TOO FAR'}"
        )
        followed += 1
        too_far += not holds
    if followed == 0:
        raise SystemExit(f"There is no trace in {folder}.")
    return 1 if too_far else 0


if __name__ == "__main__":
    sys.exit(main(sys.argv[1]))
