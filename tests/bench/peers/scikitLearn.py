"""scikit-learn's multi-layer perceptrons, one thread: Adam, one pass over the data in batches a call of partial_fit."""

from peer import optimised_blas, run_peer  # First: it sets the threads.

import numpy as np
import sklearn
from sklearn.metrics import log_loss
from sklearn.neural_network import MLPClassifier, MLPRegressor


def create(workload, inputs, targets):
    layers = workload["layers"]
    if any("full" not in layer for layer in layers):
        return "full connections only"
    is_class = workload["loss"] != "squares"
    settings = {
        "hidden_layer_sizes": [layer["full"] for layer in layers[:-1]],
        "activation": layers[0]["update"],
        "solver": "adam",
        "learning_rate_init": 0.001,
        "batch_size": workload["batch"],
        "alpha": 0,
        "random_state": 1,
    }
    network = MLPClassifier(**settings) if is_class else MLPRegressor(**settings)
    wanted = targets.argmax(axis=1) if is_class else targets[:, 0]
    classes = {"classes": np.arange(targets.shape[1])} if is_class else {}

    def teach(rows=len(inputs)):
        network.partial_fit(inputs[:rows], wanted[:rows], **classes)
        return rows

    def loss():
        if is_class:
            return float(log_loss(wanted, network.predict_proba(inputs).astype(np.float64), labels=classes["classes"]))
        return float(np.mean((network.predict(inputs) - wanted) ** 2) / 2)

    # The first call makes the weights: without it there is no loss to read.
    teach(workload["batch"])
    remark = optimised_blas() if is_class else f"{optimised_blas()}, output without tanh"
    return teach, loss, {"optimizer": "Adam", "remark": remark}


run_peer("scikit-learn", sklearn.__version__, create)
