"""An epoch of the same network in PyTorch: what `benchmarks.epoch` runs in an environment that has torch.

Told of the network in its argument; for each line that comes in it trains an epoch and writes [seconds, processor
seconds].
"""

import itertools
import json
import sys
import time

import numpy as np
import torch


class Net(torch.nn.Module):
    """LSTM layers with dropout and a dense answer; pooled and with a linear layer beside them, if asked."""

    def __init__(self, told: dict, steps: int, features: int, outputs: int) -> None:
        super().__init__()
        sizes = [features, *told["units"]]
        self.layers = torch.nn.ModuleList(
            torch.nn.LSTM(enter, units, batch_first=True) for enter, units in itertools.pairwise(sizes)
        )
        self.drops = [torch.nn.Dropout(share) if share else None for share in told["dropout"]]
        self.pooled, self.linear = told["pooled"], told["linear"]
        self.forecast = torch.nn.Linear(sizes[-1] * (2 if self.pooled else 1), outputs)
        self.straight = torch.nn.Linear(steps + features, outputs) if self.linear else None

    def forward(self, windows: torch.Tensor) -> torch.Tensor:
        said = windows
        for number, (layer, drop) in enumerate(zip(self.layers, self.drops, strict=True), 1):
            said, _ = layer(said)
            if number == len(self.layers):
                last = said[:, -1]
                said = torch.cat([last, said.mean(dim=1)], dim=1) if self.pooled else last
            said = drop(said) if drop else said
        said = self.forecast(said)
        return said + self.straight(torch.cat([windows[:, :, 0], windows[:, -1]], dim=1)) if self.linear else said


def main() -> None:
    """Reads lines until they end."""
    told = json.loads(sys.argv[1])
    torch.set_num_threads(told["threads"])
    kept = np.load(told["windows"])
    inputs, answers, held_in, held_out = (
        torch.from_numpy(kept[name].astype("float32")) for name in ("inputs", "answers", "held_in", "held_out")
    )
    loss = torch.nn.MSELoss() if told["loss"] == "mean_squared_error" else torch.nn.L1Loss()
    print(flush=True)
    net = None
    for _ in sys.stdin:
        start = time.perf_counter(), time.process_time()
        if net is None:
            net = Net(told, *inputs.shape[1:], answers.shape[1])
            adam = torch.optim.Adam(net.parameters(), lr=told["learning_rate"])
        net.train()
        for at in torch.randperm(len(inputs)).split(told["batch_size"]):
            adam.zero_grad()
            loss(net(inputs[at]), answers[at]).backward()
            if told["clip"]:
                torch.nn.utils.clip_grad_norm_(net.parameters(), told["clip"])
            adam.step()
        net.eval()
        with torch.no_grad():
            float(loss(net(held_in), held_out))
        print(json.dumps([time.perf_counter() - start[0], time.process_time() - start[1]]), flush=True)


if __name__ == "__main__":
    main()
