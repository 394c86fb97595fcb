"""The network, and the images that it reads."""

import csv

import torch
from torch import nn

PIXELS = 64
CLASSES = 10


class DigitNetwork(nn.Module):
    """A small convolutional network for images of 8x8 pixels."""

    def __init__(self):
        super().__init__()
        self.layers = nn.Sequential(
            nn.Conv2d(1, 16, kernel_size=3, padding=1),
            nn.ReLU(),
            nn.Conv2d(16, 32, kernel_size=3, padding=1),
            nn.ReLU(),
            nn.MaxPool2d(2),
            nn.Flatten(),
            nn.Linear(32 * 4 * 4, 64),
            nn.ReLU(),
            nn.Linear(64, CLASSES),
        )

    def forward(self, images):
        return self.layers(images)


def prepare(seed):
    """Makes torch give the same numbers for the same seed."""
    torch.manual_seed(seed)
    torch.use_deterministic_algorithms(True)
    torch.set_num_threads(1)


def load(path):
    """The images of a CSV file and their digits; the column of digits may be missing."""
    with open(path, newline="", encoding="utf-8") as file:
        rows = [[float(cell) for cell in row] for row in list(csv.reader(file))[1:]]
    table = torch.tensor(rows)
    images = table[:, :PIXELS].reshape(-1, 1, 8, 8) / 16
    return images, table[:, PIXELS].long() if table.shape[1] > PIXELS else None


def split(count, seed):
    """Which images are for training, and which fifth is held out: the same for the same seed."""
    order = torch.randperm(count, generator=torch.Generator().manual_seed(seed))
    return order[: count * 4 // 5], order[count * 4 // 5 :]


def accuracy(network, images, digits):
    """The share of the images that the network reads right."""
    with torch.no_grad():
        return (network(images).argmax(dim=1) == digits).double().mean().item()
