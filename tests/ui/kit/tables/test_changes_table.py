"""Every kind of change has its word and its tone, and none is silent."""

from __future__ import annotations

import pytest

from models.merge.changes import ACT_WORDS, FieldChange, RecordAct, RecordChange
from ui.kit.tables.changes_table import HEADS, TONES, difference_lines

TOPIC = FieldChange(field="topic", label="主题", old="一", new="二")


@pytest.mark.parametrize("act", list(RecordAct))
@pytest.mark.parametrize("fields", [(), (TOPIC,)])
def test_every_act_shows(act: RecordAct, fields: tuple[FieldChange, ...]) -> None:
    change = RecordChange(ledger="training", ledger_label="学法培训", uid="1", title="民法典", act=act, fields=fields)
    (line,) = difference_lines([change])
    tone = HEADS[0].tone
    assert tone
    assert (HEADS[0].value(line), tone(line)) == (ACT_WORDS[act], TONES[act])


def test_a_disputed_field_is_no_mere_update() -> None:
    topic = FieldChange(field="topic", label="主题", old="一", new="二", conflict=True)
    change = RecordChange(
        ledger="training", ledger_label="学法培训", uid="1", title="民法典", act=RecordAct.CHANGED, fields=(topic,)
    )
    assert [HEADS[0].value(line) for line in difference_lines([change])] == ["冲突"]
