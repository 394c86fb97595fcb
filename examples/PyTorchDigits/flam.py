"""Talks to Flammable from a task written in Python.

Copy this file beside your own code; it needs nothing but Python 3.8. What it reads and writes is described in
about_Flammable_Processes.
"""

import json
import os
import signal
import sys
import traceback


class Run:
    """The run that this program is part of."""

    def __init__(self):
        with open(os.environ["FLAMMABLE_RUN"], encoding="utf-8") as file:
            told = json.load(file)
        self.verb = told["verb"]  # train, test or eval
        self.seed = told["seed"]
        self.parameters = told["parameters"]
        self.models = told["models"]  # names, the last saved one last
        self.is_dry_run = told["dry_run"]
        self.checkpoint = told["checkpoint"]  # path of the state to go on from, or None
        self._data = told["data"]
        self._folder = told["snapshot"]
        self._report = open(told["report"], "a", encoding="utf-8", buffering=1)
        self._checkpoints = 0

    def data(self, name):
        """The full path of a data file that flammable.json names."""
        return self._data[name]

    def model(self, name=None):
        """The full path of a model file; without a name, of the one saved last."""
        return os.path.join(self._folder, name or self.models[-1])

    def log(self, epoch=None, split=None, **metrics):
        """Files a value of each metric. The split is train, val or test; without one, what the run does."""
        self.report(metrics=metrics, epoch=epoch, split=split)

    def progress(self, done, total, **more):
        """Tells how far the run is; more is epoch, epochs, iteration, iterations or a text as status."""
        self.report(progress=done, total=total, **more)

    def save_model(self, name, save):
        """Saves a model file; save is called with the path to write to."""
        self._write(name, save)
        self.report(model=name)

    def save_checkpoint(self, save):
        """Saves all that the training needs to go on from here; save is called with the path to write to."""
        # Flammable takes the file when it reads the report, so that the next one must not have its name.
        self._checkpoints += 1
        name = f"state-{self._checkpoints}"
        self._write(name, save)
        self.report(checkpoint=name)

    def report(self, **line):
        """Writes a line of the report; what is None is left out."""
        self._report.write(json.dumps({name: value for name, value in line.items() if value is not None}) + "\n")

    def _write(self, name, save):
        # A program that is killed here leaves no half of a file under the name.
        unfinished = os.path.join(self._folder, f".{name}.tmp")
        save(unfinished)
        os.replace(unfinished, os.path.join(self._folder, name))


def serve(answer):
    """Answers samples until there are no more. Call it when the model is loaded.

    answer is called with a sample and gives back the prediction; where flammable.json says serve_batch, with a list of
    samples, for a list of predictions. A ValueError refuses the sample: its text is told to whoever sent it. Any other
    exception is told to the log alone. What is printed meanwhile, by libraries too, goes to the log.
    """
    signal.signal(signal.SIGINT, signal.SIG_IGN)  # Ctrl+C is for Flammable, which has the last answers finished.
    answers = os.fdopen(os.dup(sys.stdout.fileno()), "w")
    os.dup2(sys.stderr.fileno(), sys.stdout.fileno())
    with open(os.environ["FLAMMABLE_RUN"], encoding="utf-8") as file:
        if json.load(file).get("serve_ready"):
            print(json.dumps({"ready": True}), file=answers, flush=True)
    for line in sys.stdin:
        told = json.loads(line)
        try:
            reply = {"results": answer(told["samples"])} if "samples" in told else {"result": answer(told["sample"])}
            text = json.dumps(reply)
        except ValueError as error:
            text = json.dumps({"error": str(error)})
        except Exception as error:
            traceback.print_exc()
            text = json.dumps({"failure": repr(error)})
        print(text, file=answers, flush=True)
