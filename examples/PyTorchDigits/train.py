"""Learns from four fifths of the images and saves the network."""

import torch
from torch import nn

import flam
from network import DigitNetwork, accuracy, load, prepare, split

OPTIMIZERS = {"adam": torch.optim.Adam, "sgd": torch.optim.SGD}


def main():
    run = flam.Run()
    prepare(run.seed)
    images, digits = load(run.data("digits.csv"))
    training, held_out = split(len(images), run.seed)
    epochs = 1 if run.is_dry_run else run.parameters["epochs"]

    network = DigitNetwork()
    optimizer = OPTIMIZERS[run.parameters["optimizer"]](network.parameters(), lr=run.parameters["learning_rate"])
    done = resume(run, network, optimizer)

    for epoch in range(done + 1, epochs + 1):
        loss = train_epoch(network, optimizer, images[training], digits[training], run.parameters["batch_size"])
        right = accuracy(network, images[held_out], digits[held_out])
        run.log(epoch=epoch, loss=loss)
        run.log(epoch=epoch, split="val", accuracy=right)
        run.progress(epoch, epochs, epoch=epoch, epochs=epochs)
        run.save_checkpoint(lambda path: torch.save(state(epoch, network, optimizer), path))
        print(f"epoch {epoch}: loss {loss:.4f}, accuracy {right:.4f}")

    run.save_model("final.pt", lambda path: torch.save(network.state_dict(), path))


def train_epoch(network, optimizer, images, digits, batch_size):
    """Sees every image once, in an order of its own; gives back the mean loss."""
    total = 0.0
    for batch in torch.randperm(len(images)).split(batch_size):
        optimizer.zero_grad()
        loss = nn.functional.cross_entropy(network(images[batch]), digits[batch])
        loss.backward()
        optimizer.step()
        total += loss.item() * len(batch)
    return total / len(images)


def state(epoch, network, optimizer):
    """All that the training needs to go on after this epoch as if it had never stopped."""
    return {
        "epoch": epoch,
        "network": network.state_dict(),
        "optimizer": optimizer.state_dict(),
        "random": torch.get_rng_state(),
    }


def resume(run, network, optimizer):
    """Takes over the state of the checkpoint, where there is one; gives back the epochs done."""
    if run.checkpoint is None:
        return 0
    saved = torch.load(run.checkpoint)
    network.load_state_dict(saved["network"])
    optimizer.load_state_dict(saved["optimizer"])
    torch.set_rng_state(saved["random"])
    return saved["epoch"]


if __name__ == "__main__":
    main()
