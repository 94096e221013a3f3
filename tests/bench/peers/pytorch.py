"""PyTorch, eager, one thread: Adam (fused where there is such a thing on the processor), gradients by autograd."""

from peer import optimised_blas, run_peer  # First: it sets the threads.

import itertools
import math

import torch
from torch import nn

torch.set_num_threads(1)
torch.set_num_interop_threads(1)

UPDATES = {"tanh": nn.Tanh, "relu": nn.ReLU}


def create(workload, inputs, targets):
    torch.manual_seed(1)
    network = nn.Sequential(*modules(workload))
    is_class = workload["loss"] != "squares"
    criterion = nn.CrossEntropyLoss() if is_class else nn.MSELoss()
    features = torch.from_numpy(inputs)
    if is_image(workload):
        features = features.reshape(-1, 1, *workload["inputShape"])
    wanted = torch.from_numpy(targets).argmax(dim=1) if is_class else torch.from_numpy(targets)
    batches = itertools.cycle(list(zip(features.split(workload["batch"]), wanted.split(workload["batch"]))))
    optimizer, title = adam(network)

    def teach():
        given, target = next(batches)
        optimizer.zero_grad(set_to_none=True)
        criterion(network(given), target).backward()
        optimizer.step()
        return len(given)

    def loss():
        with torch.no_grad():
            return criterion(network(features), wanted).item()

    return teach, loss, {"optimizer": title, "remark": optimised_blas()}


def modules(workload):
    """The layers; the softmax is part of the loss."""
    shape = [1, *workload["inputShape"]] if is_image(workload) else workload["inputShape"]
    for layer in workload["layers"]:
        if "pooling" in layer:
            size = layer["pooling"]
            yield nn.MaxPool2d(size)
            shape = [shape[0], shape[1] // size, shape[2] // size]
        elif "convolution" in layer:
            size = layer["convolution"]
            yield nn.Conv2d(shape[0], layer["channels"], size, padding=size // 2)
            shape = [layer["channels"], *shape[1:]]
        else:
            if len(shape) == 3:
                yield nn.Flatten()
            yield nn.Linear(math.prod(shape), layer["full"])
            shape = [layer["full"]]
        if layer.get("update") in UPDATES:
            yield UPDATES[layer["update"]]()


def is_image(workload):
    return "convolution" in workload["layers"][0]


def adam(network):
    try:
        return torch.optim.Adam(network.parameters(), lr=0.001, fused=True), "fused Adam"
    except (TypeError, RuntimeError):
        return torch.optim.Adam(network.parameters(), lr=0.001), "Adam"


run_peer("pytorch", torch.__version__, create)
