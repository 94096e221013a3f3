"""What the Python peers share: the workloads, their data, and the measurement in processor time."""

import argparse
import json
import os
import time

# Before NumPy and its like are loaded: one thread.
for variable in ("OMP_NUM_THREADS", "OPENBLAS_NUM_THREADS", "MKL_NUM_THREADS"):
    os.environ[variable] = "1"

import numpy as np  # noqa: E402

SLICE_SECONDS = 0.04
WARM_UP_SECONDS = 0.5
SMALL_ROWS = 4096
IMAGE_ROWS = 1024
FOLDER = os.path.dirname(os.path.abspath(__file__))


def run_peer(name, version, create):
    """Measures one peer on the workloads of the command line (all where none is named), and prints a line of JSON for each.

    `create` gives (teach, loss, details), or a sentence that says why it cannot.
    """
    with open(os.path.join(FOLDER, "workloads.json"), encoding="utf-8") as file:
        workloads = {each["name"]: each for each in json.load(file)}
    parser = argparse.ArgumentParser()
    parser.add_argument("workloads", nargs="*", default=list(workloads))
    parser.add_argument("--seconds", type=float, default=2)
    arguments = parser.parse_args()
    for workload in arguments.workloads:
        peer = create(workloads[workload], *workload_data(workloads[workload]))
        result = {"unsupported": peer} if isinstance(peer, str) else measure(*peer, arguments.seconds)
        print(json.dumps({"peer": name, "version": version, "workload": workload, **result}), flush=True)


def workload_data(workload):
    """Inputs and targets, `[rows, size]` each: random directions in the inputs decide the target."""
    random = np.random.default_rng(1)
    input_size = int(np.prod(workload["inputShape"]))
    outputs = workload["layers"][-1]["full"]
    rows = IMAGE_ROWS if input_size > 64 else SMALL_ROWS
    directions = random.uniform(-1, 1, (input_size, outputs))
    is_class = workload["loss"] != "squares"
    inputs = random.uniform(0 if is_class else -1, 1, (rows, input_size)).astype(np.float32)
    scores = (inputs - 0.5) @ directions
    targets = np.eye(outputs)[scores.argmax(axis=1)] if is_class else 0.8 * np.sign(scores)
    return inputs, targets.astype(np.float32)


def optimised_blas():
    """The library of matrix products that this process has loaded; a peer on the plain reference library would be slow by no fault of its own."""
    with open("/proc/self/maps", encoding="utf-8") as file:
        maps = file.read()
    known = {"libopenblas": "OpenBLAS", "openblas": "OpenBLAS", "libmkl": "MKL", "libblis": "BLIS"}
    found = next((title for name, title in known.items() if name in maps), None)
    if found is None:
        raise SystemExit("Only the reference BLAS is loaded: install OpenBLAS (libopenblas0-pthread), or the ratios mean nothing.")
    return found


def measure(teach, loss, details, seconds):
    """Rates over slices of processor time after a warm-up; `teach()` gives how many samples it has taught."""
    first = loss()
    teach_for(teach, WARM_UP_SECONDS)
    rates = []
    end = time.process_time() + seconds
    while True:
        rates.append(teach_for(teach, SLICE_SECONDS))
        if time.process_time() >= end:
            break
    last = loss()
    if not last < first:
        raise SystemExit(f"The loss did not fall: {first} before, {last} after.")
    rates.sort()
    rate = {"median": rates[len(rates) // 2], "min": rates[0], "max": rates[-1]}
    return {**details, "samplesPerSecond": rate, "loss": {"first": first, "last": last}}


def teach_for(teach, seconds):
    begun = now = time.process_time()
    samples = 0
    while now < begun + seconds:
        samples += teach()
        now = time.process_time()
    return samples / (now - begun)
