"""What every record has, whatever its ledger."""

from __future__ import annotations

from typing import Annotated

import msgspec

from models.records.field import Field


class Evidence(msgspec.Struct, frozen=True, kw_only=True, omit_defaults=True, gc=False):
    """One file of evidence (佐证材料): its content is found by digest, so a file may serve several records."""

    name: Annotated[str | None, Field("文件名", width=24)] = None
    digest: Annotated[str | None, Field("摘要", listed=False, help="文件内容的 SHA-256，十六进制。")] = None
    size: Annotated[int | None, Field("大小", help="字节数。")] = None


class Explanation(msgspec.Struct, frozen=True, kw_only=True, omit_defaults=True, gc=False):
    """Why a warning of 经验校验 is right as it stands; travels with the record."""

    code: Annotated[str | None, Field("校验代码")] = None
    reason: Annotated[str | None, Field("说明", width=30)] = None


class Record(msgspec.Struct, frozen=True, kw_only=True, omit_defaults=True):
    """Base of every ledger's record: all values may be missing, since drafts are kept too."""

    remarks: Annotated[str | None, Field("备注", also="说明 备注说明 情况说明", lines=2, width=16, listed=False)] = None
    evidence: Annotated[tuple[Evidence, ...], Field("佐证材料", width=8, listed=False)] = ()
    explanations: Annotated[tuple[Explanation, ...], Field("校验说明", listed=False)] = ()
