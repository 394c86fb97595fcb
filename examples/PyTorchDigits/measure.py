"""Measures the accuracy on the images that the training has not seen."""

import torch

import flam
from network import DigitNetwork, accuracy, load, prepare, split


def main():
    run = flam.Run()
    prepare(run.seed)
    images, digits = load(run.data("digits.csv"))
    _, held_out = split(len(images), run.seed)
    network = DigitNetwork()
    network.load_state_dict(torch.load(run.model()))
    right = accuracy(network, images[held_out], digits[held_out])
    run.log(accuracy=right)
    print(f"accuracy {right:.4f} on {len(held_out)} images held out")


if __name__ == "__main__":
    main()
