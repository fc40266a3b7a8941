"""Lists of any size: ids in order, filtered in SQL, and pages of rows on demand."""

from __future__ import annotations

import json
from collections.abc import Collection, Iterator, Sequence
from dataclasses import dataclass, replace
from decimal import Decimal
from typing import Any

import msgspec
from sqlalchemy import Connection

from models.records.entry import Entry, read_line
from models.records.field import BoundField, Kind
from models.records.ledger import Ledger
from models.records.registry import ledgers
from models.store.base import search
from models.store.base.tables import column_name, table_name
from models.store.records import proxy
from models.store.records.item_numbers import ItemNumbers, item_field, item_numbers, item_numbers_for

_INDEXED = frozenset({Kind.TEXT, Kind.CHOICE, Kind.DATE, Kind.MONEY, Kind.INTEGER, Kind.REFERENCE})
"""Kinds whose values stand in the search index as people see them."""
_CENTS = 100
BEHIND_ALL = 2**63 - 1
"""Above the id of any row."""
OWN = {"unit": "t.unit", "changed_at": "t.changed_at", "changed_by": "t.changed_by"}


@dataclass(frozen=True)
class ListQuery:
    """What a list shows.

    Attributes:
        unit: Code of one unit, None for all.
        units: Codes of several units, None for all.
        uids: Uids of the only records to show, None for all.
        words: Text of the search box.
        contains: Field name → part of its text.
        equals: Field name → exact value (None: empty).
        since: Field name → earliest date, ISO 8601.
        until: Field name → latest date, ISO 8601.
        order: Field name to sort by, "" for order of entry.
        descending: Sort the other way round.
        deleted: Show the recycle bin instead.
        returned: Only records with an open remark of the centre.
        incomplete: Only records that lack a required value.
        proxy: Only records that the centre typed for a unit (代录; True), only the others (False), or all.
        among: Field name → values it may have (None: empty).
        within: Table field, its column and the earliest date one of its rows must have (None: one must be empty).
        indexed: The search index is caught up: it finds parts of fields too.
    """

    unit: str | None = None
    words: str = ""
    contains: tuple[tuple[str, str], ...] = ()
    equals: tuple[tuple[str, object], ...] = ()
    since: tuple[tuple[str, str], ...] = ()
    until: tuple[tuple[str, str], ...] = ()
    order: str = ""
    descending: bool = False
    deleted: bool = False
    returned: bool = False
    incomplete: bool = False
    units: tuple[str, ...] | None = None
    uids: tuple[str, ...] | None = None
    proxy: bool | None = None
    among: tuple[tuple[str, tuple[object, ...]], ...] = ()
    within: tuple[tuple[str, str, str | None], ...] = ()
    indexed: bool = False


@dataclass(frozen=True)
class ListRow:
    """One row: the program's own columns and the fields as JSON values, references as titles, items by number.

    `is_proxy` marks a record that the centre typed for its unit (代录) and that no signed one has replaced.
    """

    id: int
    uid: str
    unit: str
    changed_at: str
    changed_by: str
    fields: dict[str, Any]
    is_proxy: bool = False


def row_ids(connection: Connection, ledger: Ledger, query: ListQuery, limit: int | None = None) -> list[int]:
    """Row ids in the order of the list, at most `limit`. With `query.words` the search index must be caught up."""
    # As one text: fetching a million rows one by one takes ten times as long, and holds the interpreter meanwhile.
    found, values = _found(connection, ledger, query)
    most = "" if limit is None else f" LIMIT {limit}"
    sql = f"SELECT json_group_array(id) FROM ({found}{most})"
    return msgspec.json.decode(connection.exec_driver_sql(sql, values).scalar_one(), type=list[int])


def count_rows(connection: Connection, ledger: Ledger, query: ListQuery) -> int:
    """Number of records that the list shows."""
    found, values = _found(connection, ledger, query)
    return int(connection.exec_driver_sql(f"SELECT count(*) FROM ({found})", values).scalar_one())


def sum_rows(connection: Connection, ledger: Ledger, ids: Sequence[int]) -> dict[str, int | Decimal]:
    """What the fields of these rows that are added up come to, by name of the field."""
    if not ledger.summed or not ids:
        return {}
    cells = ", ".join(f"SUM({_amount(field)})" for field in ledger.summed)
    sql = f"SELECT {cells} FROM {table_name(ledger)} t WHERE t.id IN (SELECT value FROM json_each(?))"
    sums = connection.exec_driver_sql(sql, (json.dumps(ids),)).one()
    return {
        field.name: Decimal(value) / _CENTS if field.kind is Kind.MONEY else int(value)
        for field, value in zip(ledger.summed, sums, strict=True)
    }


def _amount(field: BoundField) -> str:
    """What a field adds, as `BoundField.added` has it; money, which is kept as text, in hundredths."""
    column = f"t.{column_name(field)}"
    number = f"CAST(ROUND({column} * {_CENTS}) AS INTEGER)" if field.kind is Kind.MONEY else column
    return f"MAX(COALESCE({number}, {field.spec.blank_adds}), 0)"


def list_lines(connection: Connection, ledger: Ledger, query: ListQuery, any_of: Sequence[ListQuery] = ()) -> list[str]:
    """The records themselves, as lines in the order of the list; with `any_of` those that fit one of these too."""
    conditions, values = _conditions(ledger, query)
    each = [_conditions(ledger, one, plus="+") for one in any_of]  # looked at in passing: no index for each of them
    if each:
        conditions.append("(" + " OR ".join(f"({' AND '.join(texts)})" for texts, _ in each) + ")")
    rows = connection.exec_driver_sql(
        f"SELECT j.line FROM {table_name(ledger)} t JOIN journal j ON j.seq = t.seq "
        f"WHERE {' AND '.join(conditions)} ORDER BY {_order(connection, ledger, query)}",
        (*values, *(value for _, some in each for value in some)),
    )
    return [row[0] for row in rows]


def list_entries(connection: Connection, ledger: Ledger, query: ListQuery) -> list[Entry]:
    """The records that the list shows, in its order."""
    return list(map(read_line, list_lines(connection, ledger, query)))


def list_texts(
    connection: Connection, ledger: Ledger, query: ListQuery, names: Sequence[str], limit: int | None = None
) -> list[tuple[str, ...]]:
    """Uids of all or at most `limit` records with these fields as a list shows them: references by their titles."""
    columns = ", ".join(["t.uid", *(_shown(ledger.by_name[name]) for name in names)])
    found, values = _select(connection, columns, ledger, query)
    return [tuple(row) for row in connection.exec_driver_sql(f"{found} LIMIT {-1 if limit is None else limit}", values)]


def list_uids(connection: Connection, ledger: Ledger, query: ListQuery) -> list[str]:
    """Uids of the records that the list shows, in its order."""
    found, values = _select(connection, "t.uid", ledger, query)
    return [row[0] for row in connection.exec_driver_sql(found, values)]


def is_words_only(query: ListQuery) -> bool:
    """Whether nothing is asked but words, in the order of entry: what the search index answers by itself."""
    words = ListQuery(unit=query.unit, words=query.words, descending=query.descending, indexed=query.indexed)
    return bool(query.words) and query == words


def _found(connection: Connection, ledger: Ledger, query: ListQuery) -> tuple[str, tuple[object, ...]]:
    """The statement that selects `id`, and its values: from the search index alone where it has all that is asked."""
    wanted = search.match_expression(query.words.split()) if is_words_only(query) else ""
    hidden = search.hidden_row_ids(connection, ledger, query.unit) if wanted else None
    if hidden is None:
        return _select(connection, "t.id", ledger, query)
    # Whoever is not shown is looked up, not whoever is: a few against a tenth of all records.
    conditions = "f.text MATCH ? AND f.rowid NOT IN (SELECT value FROM json_each(?))"
    order = f"f.rowid{' DESC' if query.descending else ''}"
    sql = f"SELECT f.rowid AS id FROM {search.index_table(ledger)} f WHERE {conditions} ORDER BY {order}"
    return sql, (wanted, json.dumps(hidden))


def _select(connection: Connection, what: str, ledger: Ledger, query: ListQuery) -> tuple[str, tuple[object, ...]]:
    """The statement that selects `what` of the records in the order of the list, and its values."""
    wanted = search.match_expression(_said(ledger, query))
    if query.uids is not None and not wanted:
        return _among_uids(connection, what, ledger, replace(query, uids=None), query.uids)
    # The index by title has all that is asked: others are kept from being taken, and what they give from being sorted.
    in_order = query.order == ledger.title and not _by_number(connection, ledger, query.order)
    in_order = in_order and not wanted and query.uids is None
    conditions, values = _conditions(ledger, query, plus="+" if in_order else "")
    table = f"{table_name(ledger)} t"
    if not wanted:
        order = _order(connection, ledger, query)
        return f"SELECT {what} FROM {table} WHERE {' AND '.join(conditions)} ORDER BY {order}", tuple(values)
    # From what was found to the narrow index that knows unit and bin: rows are read for conditions on fields only.
    index = f"{table_name(ledger)}_{'deleted' if query.unit is None else 'unit'}"
    source = f"{search.index_table(ledger)} f CROSS JOIN {table} INDEXED BY {index} ON t.id = f.rowid"
    order = _order(connection, ledger, query) if query.order else f"f.rowid{' DESC' if query.descending else ''}"
    where = " AND ".join(["f.text MATCH ?", *conditions])
    return f"SELECT {what} FROM {source} WHERE {where} ORDER BY {order}", (wanted, *values)


def _among_uids(
    connection: Connection, what: str, ledger: Ledger, query: ListQuery, wanted: Sequence[str]
) -> tuple[str, tuple[object, ...]]:
    """The same for some records only: from index to index, so that rows are read for conditions on fields alone."""
    conditions, values = _conditions(ledger, query)
    table = table_name(ledger)
    index = f"{table}_{'deleted' if query.unit is None else 'unit'}"
    found = f"SELECT DISTINCT r.id FROM json_each(?) u CROSS JOIN {table} r ON r.uid = u.value"
    source = f"({found}) f CROSS JOIN {table} t INDEXED BY {index} ON t.id = f.id"
    sql = f"SELECT {what} FROM {source} WHERE {' AND '.join(conditions)} ORDER BY {_order(connection, ledger, query)}"
    return sql, (json.dumps(wanted), *values)


def _said(ledger: Ledger, query: ListQuery) -> list[str]:
    """What a record must say somewhere to fit: the words, and parts of fields the index knows."""
    fields = ((ledger.by_name.get(name), part) for name, part in query.contains) if query.indexed else ()
    return [*query.words.split(), *(part for field, part in fields if field and field.kind in _INDEXED)]


def _conditions(ledger: Ledger, query: ListQuery, *, plus: str = "") -> tuple[list[str], list[object]]:
    """Conditions and their values; a `plus` before unit and bin keeps their indexes from being taken."""
    conditions, values = [f"{plus}t.deleted = {int(query.deleted)}"], list[object]()
    if query.unit is not None:
        conditions.append(f"{plus}t.unit = ?")
        values.append(query.unit)
    for sign, pairs in ((">=", query.since), ("<=", query.until)):
        conditions += [f"{_day(ledger, name)} {sign} ?" for name, _ in pairs]
        values += [value for _, value in pairs]
    for name, value in query.equals:
        conditions.append(f"{_column(ledger, name)} {'IS NULL' if value is None else '= ?'}")
        values += [] if value is None else [value]
    for name, part in query.contains:
        text, value = _contains(ledger, name, part)
        conditions.append(text)
        values.append(value)
    for text, more in _among(ledger, query):
        conditions.append(text)
        values += more
    if query.returned:
        conditions.append("t.uid IN (SELECT uid FROM remark WHERE ledger = ? AND done = 0)")
        values.append(ledger.id)
    if query.incomplete:
        lacks, spared = _incomplete(ledger)
        conditions.append(lacks)
        values += spared
    if query.proxy is not None:
        conditions.append(proxy.CONDITION if query.proxy else f"NOT {proxy.CONDITION}")
    return conditions, values


def _among(ledger: Ledger, query: ListQuery) -> Iterator[tuple[str, list[object]]]:
    for column, wanted in (("t.unit", query.units), ("t.uid", query.uids)):
        if wanted is not None:
            yield f"{column} IN (SELECT value FROM json_each(?))", [json.dumps(wanted)]
    for name, some in query.among:
        empty = f" OR {_column(ledger, name)} IS NULL" * (None in some)
        yield f"({_column(ledger, name)} IN (SELECT value FROM json_each(?)){empty})", [json.dumps(some)]
    for name, part, since in query.within:
        test = "IS NULL" if since is None else ">= ?"
        cell = f"EXISTS (SELECT 1 FROM json_each({_column(ledger, name)}) WHERE json_extract(value, ?) {test})"
        yield cell, [f"$.{part}", *([] if since is None else [since])]


def _incomplete(ledger: Ledger) -> tuple[str, list[object]]:
    lacks, values = [], list[object]()
    for field in ledger.fields:
        if field.spec.required:
            spared = "".join(
                f" AND IFNULL({_column(ledger, name)}, '') NOT IN (SELECT value FROM json_each(?))"
                for name, _ in field.spec.spared
            )
            lacks.append(f"t.{column_name(field)} IS NULL{spared}")
            values += [json.dumps(some) for _, some in field.spec.spared]
    return f"({' OR '.join(lacks)})" if lacks else "0", values


def _contains(ledger: Ledger, name: str, part: str) -> tuple[str, str]:
    field = ledger.by_name.get(name)
    if field and field.kind is Kind.REFERENCE:
        target = ledgers()[field.spec.to]
        text, value = search.like_condition(column_name(target.by_name[target.title]), part)
        return f"t.{column_name(field)} IN (SELECT uid FROM {table_name(target)} WHERE {text})", value
    return search.like_condition(_column(ledger, name), part)


def _day(ledger: Ledger, name: str) -> str:
    return _column(ledger, name) if name in ledger.by_name else f"date({_column(ledger, name)}, 'localtime')"


def _column(ledger: Ledger, name: str) -> str:
    return OWN.get(name) or f"t.{column_name(ledger.by_name[name])}"


def _order(connection: Connection, ledger: Ledger, query: ListQuery) -> str:
    if not query.order:
        return "t.id DESC" if query.descending else "t.id"
    direction = "DESC" if query.descending else "ASC"
    by = _by_number(connection, ledger, query.order) or _sorted_by(ledger, query.order)
    return f"{by} {direction}, t.id"


def _by_number(connection: Connection, ledger: Ledger, name: str) -> str:
    """What an item is sorted by: the number it is printed under in its year; "" where no plan was renumbered."""
    if name != item_field(ledger):
        return ""
    years = item_numbers(connection).renumbered()
    column, of = _column(ledger, name), f"CAST(substr({_column(ledger, ledger.year_of)}, 1, 4) AS INTEGER)"
    cases = "".join(
        f" WHEN {year} THEN CASE {column}{''.join(f' WHEN {uid} THEN {at}' for uid, at in numbers.items())} END"
        for year, numbers in years.items()
    )
    return f"coalesce(CASE {of}{cases} END, {column})" if cases else ""


def _sorted_by(ledger: Ledger, name: str) -> str:
    """What people see decides the order: the title of a reference, the amount of money and not its text."""
    if name in OWN:
        return OWN[name]
    field = ledger.by_name[name]
    return f"CAST({_shown(field)} AS REAL)" if field.kind is Kind.MONEY else _shown(field)


def read_page(connection: Connection, ledger: Ledger, wanted: Sequence[int]) -> list[ListRow]:
    """The rows with these ids, in this order; ids that are gone are left out."""
    places = ", ".join("?" * len(wanted))
    own = ["t.id", "t.uid", "t.unit", "t.changed_at", "t.changed_by", proxy.CONDITION]
    columns = ", ".join([*own, *map(_shown, ledger.fields)])
    sql = f"SELECT {columns} FROM {table_name(ledger)} t WHERE t.id IN ({places})"
    numbers = item_numbers_for(connection, ledger)
    found = {row[0]: _row(ledger, row, numbers) for row in connection.exec_driver_sql(sql, tuple(wanted))}
    return [found[at] for at in wanted if at in found]


def _shown(field: BoundField) -> str:
    column = f"t.{column_name(field)}"
    if field.kind is not Kind.REFERENCE:
        return column
    target = ledgers()[field.spec.to]
    title = column_name(target.by_name[target.title])
    return f"(SELECT r.{title} FROM {table_name(target)} r WHERE r.uid = {column})"


def _row(ledger: Ledger, row: Sequence[Any], numbers: ItemNumbers) -> ListRow:
    rowid, uid, unit, changed_at, changed_by, typed, *values = row
    fields = {field.name: value for field, value in zip(ledger.fields, values, strict=True) if value is not None}
    return ListRow(rowid, uid, unit, changed_at, changed_by, numbers.shown_in(ledger, fields), bool(typed))


def reference_choices(
    connection: Connection, ledger: Ledger, unit: str | None, part: str = "", limit: int | None = None
) -> list[tuple[str, str]]:
    """Uid and title of the records a reference may point to, by title.

    With `part` those that have it in their title, or anywhere as the search index knows them (pinyin initials too).
    """
    title = column_name(ledger.by_name[ledger.title])
    conditions, values = ["t.deleted = 0" if limit is None else "+t.deleted = 0"], list[object]()
    if unit is not None:
        # With a limit the index on the title has to be taken (+ leaves the one on the unit alone): nothing is sorted.
        conditions.append("t.unit = ?" if limit is None else "+t.unit = ?")
        values.append(unit)
    if part:
        (like, value), (words, word_values) = (
            search.like_condition(f"t.{title}", part),
            search.search_condition(ledger, part),
        )
        conditions.append(f"({like} OR {words})" if words else like)
        values += [value, *word_values]
    values += [] if limit is None else [limit]
    where, most = " AND ".join(conditions), "" if limit is None else "LIMIT ?"
    sql = f"SELECT t.uid, coalesce(t.{title}, '') FROM {table_name(ledger)} t WHERE {where} ORDER BY t.{title} {most}"
    return [(row[0], row[1]) for row in connection.exec_driver_sql(sql, tuple(values))]


def count_referring(connection: Connection, ledger: Ledger, uids: Collection[str]) -> list[tuple[str, int]]:
    """How many records of other ledgers refer to these of `ledger`, by the label of the ledger they stand in."""
    found = list[tuple[str, int]]()
    for other in ledgers().values():
        names = [column_name(field) for field in other.fields if field.spec.to == ledger.id]
        if names:
            among = " OR ".join(f"{name} IN (SELECT value FROM json_each(?))" for name in names)
            sql = f"SELECT count(*) FROM {table_name(other)} WHERE deleted = 0 AND ({among})"
            count = connection.exec_driver_sql(sql, (json.dumps(list(uids)),) * len(names)).scalar_one()
            found += [(other.label, int(count))] if count else []
    return found


def record_before(connection: Connection, ledger: Ledger, unit: str, uid: str) -> Entry | None:
    """The unit's record entered last before this one, or last of all where `uid` is "" or no record's."""
    table = table_name(ledger)
    line = connection.exec_driver_sql(
        f"SELECT j.line FROM {table} t JOIN journal j ON j.seq = t.seq WHERE t.unit = ? AND t.deleted = 0 "
        f"AND t.id < coalesce((SELECT id FROM {table} WHERE uid = ?), ?) ORDER BY t.id DESC LIMIT 1",
        (unit, uid, BEHIND_ALL),
    ).scalar()
    return None if line is None else read_line(line)
