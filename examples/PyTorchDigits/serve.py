"""Answers images with their digits, as long as they come. An image is a list of 64 numbers from 0 to 16."""

import torch

import flam
from network import PIXELS, DigitNetwork, prepare


def main():
    run = flam.Run()
    prepare(run.seed)
    network = DigitNetwork()
    network.load_state_dict(torch.load(run.model()))

    def answer(samples):
        images = torch.tensor([pixels(sample) for sample in samples]).reshape(-1, 1, 8, 8) / 16
        with torch.no_grad():
            shares, digits = network(images).softmax(dim=1).max(dim=1)
        return [{"digit": digit, "share": share} for digit, share in zip(digits.tolist(), shares.tolist())]

    flam.serve(answer)


def pixels(sample):
    """The sample, where it is one."""
    if not isinstance(sample, list) or len(sample) != PIXELS or not all(type(pixel) in (int, float) for pixel in sample):
        raise ValueError(f"an image is a list of {PIXELS} numbers from 0 to 16")
    return [float(pixel) for pixel in sample]


if __name__ == "__main__":
    main()
