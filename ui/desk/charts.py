"""统计图 on 工作台: read when the tab is first looked at, and again when 工作台 was."""

from __future__ import annotations

from PySide6.QtGui import QShowEvent

from reports.figures.chart_data import charts_of
from reports.figures.form_data import Scope
from ui.base.session import Session
from ui.base.workers import Turns
from ui.kit.chart_view import Charts

EMPTY = "还没有可以画图的数据：先导入工作要点，登记落实情况和行政应诉案件。"


class DeskCharts(Charts):
    """The charts of the year, of the own unit or at the centre of all."""

    def __init__(self, session: Session) -> None:
        super().__init__(EMPTY)
        self._session, self._year, self._stale = session, 0, True
        self._turns = Turns(self)

    def turn(self, year: int) -> None:
        """Show the charts of this year, read when the tab is in view."""
        self._year, self._stale = year, True
        if self.isVisible():
            self._read()

    def showEvent(self, event: QShowEvent) -> None:
        """Read what is out of date."""
        super().showEvent(event)
        if self._stale:
            self._read()

    def _read(self) -> None:
        if not self._year:
            return
        self._stale = False
        workspace, asked = self._session.workspace, Scope(self._year, self._session.today(), None)
        turn = self._turns.ask()
        self._session.jobs.run(lambda _: charts_of(workspace, asked), self.show_charts, label="正在画图", owner=turn)
