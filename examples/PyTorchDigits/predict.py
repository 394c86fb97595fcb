"""Adds a column with the digit that was read to a CSV file of images."""

import sys

import torch

import flam
from network import DigitNetwork, load, prepare


def main(samples, predictions):
    run = flam.Run()
    prepare(run.seed)
    network = DigitNetwork()
    network.load_state_dict(torch.load(run.model()))
    images, _ = load(samples)
    with torch.no_grad():
        digits = network(images).argmax(dim=1).tolist()

    with open(samples, encoding="utf-8") as source, open(predictions, "w", encoding="utf-8") as target:
        header, *rows = source.read().splitlines()
        target.write(f"{header},prediction\n")
        target.writelines(f"{row},{digit}\n" for row, digit in zip(rows, digits))


if __name__ == "__main__":
    main(*sys.argv[1:])
