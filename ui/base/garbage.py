"""Objects that only hold one another are found and let go of by the window's own thread.

Python looks for them in whichever thread makes objects at the moment. One that reads the database would so delete a
widget: it holds the lock on the widget's connections and waits for the interpreter, while the window's thread holds the
interpreter and waits for the lock, and the program stands still for good.
"""

from __future__ import annotations

import gc

from PySide6.QtCore import QObject, QTimer

EVERY = 500
"""Milliseconds between two looks."""


def collect_here(owner: QObject) -> None:
    """Look on this thread only, as long as `owner` lives."""
    gc.disable()
    timer = QTimer(owner, interval=EVERY)
    timer.timeout.connect(collect)
    timer.start()


def collect() -> None:
    """Look through the oldest generation that is full, and the younger ones with it."""
    counts = zip(gc.get_count(), gc.get_threshold(), strict=True)
    full = [generation for generation, (count, most) in enumerate(counts) if count > most]
    if full:
        gc.collect(full[-1])


def pass_over_what_is_loaded() -> None:
    """Modules stay to the end: looking through them each time takes the window's thread a fifteenth of a second."""
    gc.freeze()
