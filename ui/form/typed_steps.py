"""What was typed into a form and not saved, step by step, so that Ctrl+Z goes back from field to field."""

from __future__ import annotations

from typing import Any

Values = dict[str, Any]


class TypedSteps:
    """The values of a form as they were whenever a field was left, the latest last."""

    def __init__(self) -> None:
        self._past: list[Values] = []
        self._now: Values = {}

    def begin(self, values: Values, *past: Values) -> None:
        """Another record is shown, or this one was saved; `past` is what one may go back to."""
        self._past, self._now = list(past), values

    def note(self, values: Values) -> None:
        """A field was left with these values in the form."""
        if values != self._now:
            self._past.append(self._now)
            self._now = values

    def back(self, values: Values) -> Values | None:
        """The values before the last step, those now in the form being one of their own; None at the beginning."""
        self.note(values)
        if not self._past:
            return None
        self._now = self._past.pop()
        return self._now
