"""Which year 考核评分 shows: the one that is assessed by the day, until another is chosen."""

from __future__ import annotations

from collections.abc import Callable

from PySide6.QtWidgets import QWidget

from models.store.base.workspace import Workspace
from ui.base.session import Session
from ui.kit.combo_box import YearChoice
from ui.scores.facts import Scored, read_scores

COUNTING = "正在计算考核得分"


class AssessedYear(YearChoice):
    """A year that cannot be assessed leaves the one in front as it is."""

    def __init__(self, session: Session, show: Callable[[Scored | None], None], parent: QWidget | None = None) -> None:
        super().__init__(session, parent)
        self._show = show
        self._scored: Scored | None = None

    def read(self, workspace: Workspace) -> Scored | None:
        """The assessment of the year chosen; runs in a worker."""
        return read_scores(workspace, self._session.year)

    def show_scored(self, scored: Scored) -> None:
        """Have the year of this assessment in front."""
        self._scored = scored
        self.show_years(scored.years, scored.result.year)

    def _choose(self, year: int) -> None:
        workspace = self._session.workspace
        if self._scored:
            self.show_scored(self._scored)

        def show(scored: Scored | None) -> None:
            self._session.year = year
            self._show(scored)

        self._session.jobs.run(lambda _: read_scores(workspace, year), show, label=COUNTING, owner=self)
