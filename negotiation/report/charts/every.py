"""Which charts a case has."""

from negotiation.domain.answers import Question
from negotiation.domain.intervals import Table
from negotiation.report.charts import lanes, steps, strips
from negotiation.report.charts.chart import WIDE, Chart


def charts_of(table: Table, question: Question, width: int = WIDE) -> list[Chart]:
    """Every chart of a case, as known and under the reading of a question."""
    return [
        *steps.charts(table, question, width),
        strips.chart(table, question, width),
        lanes.chart(table, question, width),
    ]
