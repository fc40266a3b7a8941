"""Results of formulas in a workbook: openpyxl writes formulas without them, and what does not calculate shows blanks.

Excel, WPS and LibreOffice work sums out anew when they open the file; a preview on a phone or in a mail program shows
what is kept. ECMA-376 part 1, 18.3.1.96 (v).
"""

from __future__ import annotations

import io
import re
import zipfile
from collections.abc import Mapping, Sequence
from decimal import Decimal

Results = Mapping[str, int | Decimal]
"""What formulas give, by the place of the cell (B7)."""

_FORMULA = re.compile(rb'(<c r="([A-Z]+[0-9]+)"[^>]*><f>[^<]*</f>)<v\s*(?:/>|></v>)')


def with_results(book: bytes, sheets: Sequence[Results]) -> bytes:
    """The workbook with the results of its formulas; `sheets` in the workbook's order."""
    if not any(sheets):
        return book
    known = {f"xl/worksheets/sheet{number}.xml": results for number, results in enumerate(sheets, 1)}
    out = io.BytesIO()
    with zipfile.ZipFile(io.BytesIO(book)) as source, zipfile.ZipFile(out, "w") as target:
        for part in source.infolist():
            content = source.read(part)
            if results := known.get(part.filename):
                content = _filled(content, results)
            target.writestr(part, content, zipfile.ZIP_DEFLATED)
    return out.getvalue()


def _filled(page: bytes, results: Results) -> bytes:
    def result(found: re.Match[bytes]) -> bytes:
        value = results.get(found[2].decode())
        return found[0] if value is None else found[1] + f"<v>{value}</v>".encode()

    return _FORMULA.sub(result, page)
