# SPDX-License-Identifier: MIT
"""What fit() tells: of an epoch, of all of them, and what was wrong with the numbers."""
import dataclasses
import sys
import time
import typing


class BadNumbers(UserWarning):
    """Numbers came in that were NaN, infinite or too large; their rows were left out, or the numbers repaired."""


class Repairs(typing.NamedTuple):
    """What was wrong, by kind; each bad number counts once."""

    nan: int = 0  #: inputs and targets that were NaN
    infinite: int = 0
    out_of_range: int = 0  #: finite, and beyond the network's ceiling
    skipped_rows: int = 0  #: rows left out for it
    settings: int = 0  #: settings of loss, optimizer or schedule out of their range; another number was taken

    @property
    def total(self):
        return sum(self)

    def __str__(self):
        words = {"settings": "settings out of range"}
        return ", ".join(f"{count} {words.get(name, name.replace('_', ' '))}" for name, count in zip(self._fields, self) if count) or "none"


def repairs_of(found):
    return Repairs(found.nan, found.infinite, found.out_of_range, found.skipped_rows, found.settings)


class Epoch(typing.NamedTuple):
    """What a callback learns after each epoch."""

    number: int  #: epochs since the fresh start, this one included
    loss: float  #: mean over the rows of the epoch, each before its step
    evaluation_loss: float  #: of the evaluation rows after the epoch; without them, the loss
    repairs: Repairs  #: of this call so far


@dataclasses.dataclass
class History:
    """What a call of fit() did."""

    loss: list = dataclasses.field(default_factory=list)  #: of each epoch
    evaluation_loss: list = dataclasses.field(default_factory=list)  #: of each epoch; without evaluation rows, the loss
    repairs: Repairs = Repairs()
    end: str = "all epochs"  #: or "callback", "early stopping", "schedule over"

    @property
    def epochs(self):
        return len(self.loss)


class Progress:
    """A line on standard error that is drawn again at most ten times a second: `epoch 37/100 [#####     ] loss 0.0123`."""

    def __init__(self, epochs, file=None):
        self._epochs, self._done, self._drawn, self._file = epochs, 0, 0.0, file or sys.stderr

    def __call__(self, epoch):
        self._done += 1
        if self._done == self._epochs or time.monotonic() - self._drawn > 0.1:
            self._drawn = time.monotonic()
            bar = "#" * round(20 * self._done / self._epochs)
            self._file.write(f"\repoch {self._done}/{self._epochs} [{bar:20}] loss {epoch.evaluation_loss:.4g}   ")
            self._file.flush()

    def close(self):
        self._file.write("\n")
