"""The program's own tables: the struct of a row declares the columns, and every column list follows from it.

Migrations make the tables and repeat the columns on purpose; a test compares what they make with what is declared here.
Whoever writes a row seals it, unless its table is excepted; see `models.store.base.seals`.
"""

from __future__ import annotations

from collections.abc import Iterable, Mapping, Sequence
from functools import cached_property
from types import MappingProxyType, NoneType, UnionType
from typing import Any, Generic, NamedTuple, TypeVar, get_args

import msgspec
from sqlalchemy import Connection

from models.store.base.seals import RowSeal, Seals, Values, is_sealed, row_key

_Stored = Mapping[str, Values | None]
Row = TypeVar("Row", bound=msgspec.Struct)
NATIVE = (str, int, bool, bytes)
"""Types that a column keeps as they are; values of any other type are kept as JSON."""


class OwnColumn(NamedTuple):
    """A column as the struct of a row declares it; `kind` is one of `NATIVE`, or None for JSON of type `shape`."""

    name: str
    shape: Any
    kind: type | None
    is_nullable: bool

    def stored(self, value: object) -> object:
        """What the database keeps for a value of the field."""
        return msgspec.json.encode(value).decode() if self.kind is None else value

    def read(self, value: Any) -> Any:
        """The value of the field for what the database keeps."""
        if self.kind is None:
            return msgspec.json.decode(value, type=self.shape)
        return bool(value) if self.kind is bool else value


class OwnTable(Generic[Row]):
    """One of the program's own tables: `row` is the struct of its rows, `key` names the columns of its primary key."""

    def __init__(
        self,
        name: str,
        row: type[Row],
        key: tuple[str, ...],
        indexes: Mapping[str, tuple[str, ...]] = MappingProxyType({}),
    ) -> None:
        self.name, self.row, self.key, self.indexes = name, row, key, indexes
        self.names: tuple[str, ...] = row.__struct_fields__
        columns, places = ", ".join(self.names), ", ".join("?" * len(self.names))
        self.insertion = f"INSERT INTO {name} ({columns}) VALUES ({places})"
        """The statement that inserts a row whose values come in the order of `names`."""
        self.selection = f"SELECT {columns} FROM {name}"
        """The statement, as yet without a condition, whose rows `read` takes."""

    @cached_property
    def columns(self) -> tuple[OwnColumn, ...]:
        """Its columns in the order in which the struct declares them."""
        return tuple(_column(field) for field in msgspec.structs.fields(self.row))

    @cached_property
    def _converted(self) -> tuple[OwnColumn, ...]:
        return tuple(column for column in self.columns if column.kind in (None, bool))

    def insert(self, connection: Connection, rows: Iterable[Row]) -> None:
        """Add rows.

        Raises:
            sqlalchemy.exc.IntegrityError: A row with the same key is there.
        """
        self._insert(connection, rows, "")

    def put(self, connection: Connection, rows: Iterable[Row], update: Sequence[str] | None = None) -> None:
        """Add rows; where a row with the same key is, change its columns `update`: by default all, () leaves it."""
        changed = [name for name in self.names if name not in self.key] if update is None else update
        sets = ", ".join(f"{name} = excluded.{name}" for name in changed)
        clash = f"ON CONFLICT ({', '.join(self.key)}) DO {f'UPDATE SET {sets}' if sets else 'NOTHING'}"
        self._insert(connection, rows, clash, is_partial=update is not None)

    def _insert(self, connection: Connection, rows: Iterable[Row], clash: str, *, is_partial: bool = False) -> None:
        values = [tuple(column.stored(getattr(row, column.name)) for column in self.columns) for row in rows]
        if not values:
            return
        told = {self._key_of(one): dict(zip(self.names, one, strict=True)) for one in values}
        before = self._stored(connection, told) if is_partial else {}
        connection.exec_driver_sql(f"{self.insertion} {clash}", values)
        self._seal(connection, self._stored(connection, told) if is_partial else told, before)

    def select(self, connection: Connection, order: str, /, **equals: object) -> list[Row]:
        """Rows whose named columns have these values (None: any), in the order of these SQL terms."""
        condition, values = _condition(equals)
        rows = connection.exec_driver_sql(f"{self.selection} WHERE {condition} ORDER BY {order}", values)
        return [self.read(row) for row in rows]

    def read(self, row: Iterable[Any]) -> Row:
        """The struct of a row that `selection` selected."""
        values = dict(zip(self.names, row, strict=True))
        for column in self._converted:
            values[column.name] = column.read(values[column.name])
        return self.row(**values)

    def update(self, connection: Connection, values: Mapping[str, object], /, **equals: str | int) -> None:
        """Change these columns of the rows whose named columns have these values."""
        condition, wanted = _condition(equals)
        sets, before = ", ".join(f"{name} = ?" for name in values), self._matching(connection, equals)
        connection.exec_driver_sql(f"UPDATE {self.name} SET {sets} WHERE {condition}", (*values.values(), *wanted))
        self._seal(connection, self._stored(connection, before), before)

    def delete(self, connection: Connection, /, **equals: str | int) -> None:
        """Delete the rows whose named columns have these values; without a name, all."""
        (condition, values), before = _condition(equals), self._matching(connection, equals)
        connection.exec_driver_sql(f"DELETE FROM {self.name} WHERE {condition}", values)
        self._seal(connection, dict.fromkeys(before), {})

    def _seal(self, connection: Connection, after: _Stored, before: _Stored) -> None:
        after = {row: values for row, values in after.items() if is_sealed(self.name, row)}
        if after:
            seals: Seals = connection.get_execution_options()["seals"]
            seals.renew(connection, self.name, after, before)

    def _key_of(self, row: Sequence[object]) -> str:
        return row_key(row[self.names.index(name)] for name in self.key)

    def _matching(self, connection: Connection, equals: Mapping[str, object]) -> _Stored:
        """The rows that a change is about, as they are; nothing of a table that is not sealed."""
        if not is_sealed(self.name):
            return {}
        condition, values = _condition(equals)
        rows = connection.exec_driver_sql(f"{self.selection} WHERE {condition}", values)
        return {self._key_of(row): dict(zip(self.names, row, strict=True)) for row in rows}

    def _stored(self, connection: Connection, keys: Iterable[str]) -> _Stored:
        """The rows with these keys as they are, None for each that is not there."""
        if not is_sealed(self.name):
            return {}
        wanted = list(keys)
        parts = ", ".join(f"json_extract(value, '$[{at}]')" for at in range(len(self.key)))
        sql = f"{self.selection} WHERE ({', '.join(self.key)}) IN (SELECT {parts} FROM json_each(?))"
        rows = connection.exec_driver_sql(sql, (f"[{','.join(wanted)}]",))
        found = {self._key_of(row): dict(zip(self.names, row, strict=True)) for row in rows}
        return {key: found.get(key) for key in wanted}


def _condition(equals: Mapping[str, object]) -> tuple[str, tuple[object, ...]]:
    wanted = {name: value for name, value in equals.items() if value is not None}
    return " AND ".join(f"{name} = ?" for name in wanted) or "1", tuple(wanted.values())


def _column(field: msgspec.structs.FieldInfo) -> OwnColumn:
    parts = get_args(field.type) if isinstance(field.type, UnionType) else (field.type,)
    kinds = [part for part in parts if part is not NoneType]
    return OwnColumn(field.name, field.type, kinds[0] if kinds[0] in NATIVE else None, NoneType in parts)


ROW_SEALS = OwnTable("seal", RowSeal, key=("own", "row"))
