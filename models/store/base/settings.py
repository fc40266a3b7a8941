"""Settings of a workspace (table `meta`) and its private keys (table `secret`): texts by name."""

from __future__ import annotations

from collections.abc import Mapping

import msgspec
from sqlalchemy import Connection

from models.store.base.own_table import OwnTable


class Setting(msgspec.Struct, frozen=True):
    """A setting or a private key: a text under a name."""

    name: str
    value: str


SETTINGS = OwnTable("meta", Setting, key=("name",))
SECRETS = OwnTable("secret", Setting, key=("name",))


def read_setting(connection: Connection, name: str) -> str | None:
    """The setting of this name, None where it was never set."""
    return connection.exec_driver_sql("SELECT value FROM meta WHERE name = ?", (name,)).scalar()


def read_settings(connection: Connection) -> dict[str, str]:
    """All settings of the workspace by their names."""
    return {one.name: one.value for one in SETTINGS.select(connection, "name")}


def read_secret(connection: Connection, name: str) -> str | None:
    """The private key of this name as it was put, None where there is none."""
    return connection.exec_driver_sql("SELECT value FROM secret WHERE name = ?", (name,)).scalar()


def put_settings(connection: Connection, values: Mapping[str, str]) -> None:
    """Set each of these settings; the others stay."""
    SETTINGS.put(connection, [Setting(*pair) for pair in values.items()])


def put_secrets(connection: Connection, values: Mapping[str, str]) -> None:
    """Keep each of these private keys, in place of one of the same name; the others stay."""
    SECRETS.put(connection, [Setting(*pair) for pair in values.items()])
