"""A workspace's own keys: changing them, and the private one for an outside reader."""

from __future__ import annotations

from models.errors import FazhiError
from models.merge import keys
from models.merge.enrolment import issue_roster
from models.merge.intake import NoCentreError
from models.package.keys import generate_identity, recipient_of
from models.package.roster import Roster
from models.package.suites import fingerprint
from models.store.base import keyring
from models.store.base.errors import WrongPassphraseError
from models.store.base.workspace import KEYS, Workspace


class NoUnitError(FazhiError):
    """The workspace is a centre's, whose keys are renewed by another command."""

    template = "这是汇总单位的工作区，没有更换：请用“更换汇总单位的密钥”（命令 centre-key）。"


def new_second_identity(workspace: Workspace, passphrase: str | None) -> str:
    """A second key for `change_centre_keys`, to be shown and written down first: it is kept nowhere.

    Raises:
        NoCentreError: The workspace is a unit's.
        WrongPassphraseError: The 密码 is not the workspace's.
    """
    if not workspace.is_centre:
        raise NoCentreError
    workspace.require_writable()
    require_passphrase(workspace, passphrase)
    return generate_identity()


def change_centre_keys(
    workspace: Workspace, passphrase: str | None, operator: str, reason: str, second_identity: str
) -> Roster:
    """Give the centre new keys; the new roster, which is given, is signed by the new and by every former one.

    The 密码 is asked for once more. Units take the new key over with the next plan or receipt. What is sealed to the
    former keys can still be opened.

    `second_identity` is what somebody has written down: packages are sealed to it from now on.

    Raises:
        NoCentreError: The workspace is a unit's.
        WrongPassphraseError: The 密码 is not the workspace's; nothing was changed.
    """
    if not workspace.is_centre:
        raise NoCentreError
    require_passphrase(workspace, passphrase)
    with workspace.write(operator) as tx:
        before = keys.signing_key_in(tx).public_key
        key, _ = keys.renew_keys(tx)
        tx.set_setting(keys.SECOND_RECIPIENT, recipient_of(second_identity))
        said = f"{fingerprint(before)} → {fingerprint(key.public_key)} {reason}"
        tx.chain.append([(tx.at, operator, "centre-key", "enrolment", key.public_key, "", "", said)])
        return issue_roster(tx)


def change_unit_keys(workspace: Workspace, passphrase: str | None, operator: str, reason: str) -> str:
    """Give a unit new keys, say because its PC was stolen; gives the new fingerprint.

    The 密码 is asked for once more. The centre enrols the new key like a first one; receipts sealed to the former keys
    can still be opened.

    Raises:
        NoUnitError: The workspace is a centre's.
        WrongPassphraseError: The 密码 is not the workspace's; nothing was changed.
    """
    if workspace.is_centre:
        raise NoUnitError
    require_passphrase(workspace, passphrase)
    with workspace.write(operator) as tx:
        before = fingerprint(keys.signing_key_in(tx).public_key)
        key, _ = keys.renew_keys(tx)
        made = fingerprint(key.public_key)
        said = f"{before} → {made} {reason}"
        tx.chain.append([(tx.at, operator, "unit-key", "enrolment", key.public_key, workspace.unit, "", said)])
    return made


def export_identities(workspace: Workspace, passphrase: str | None, operator: str) -> tuple[str, ...]:
    """The workspace's private age identities, newest first: whoever has one can open every package sealed to it.

    The 密码 is asked for once more, and the journal keeps who took them out.

    Raises:
        WrongPassphraseError: The 密码 is not the workspace's; the journal says nothing then.
    """
    require_passphrase(workspace, passphrase)
    with workspace.write(operator) as tx:
        tx.chain.append([(tx.at, operator, "export-key", "enrolment", "", workspace.unit, "", "")])
    return keys.age_identities(workspace)


def require_passphrase(workspace: Workspace, passphrase: str | None) -> None:
    """Ask an encrypted workspace whether this is its 密码.

    Raises:
        WrongPassphraseError: It is not.
    """
    ring = keyring.read_keyring(workspace.folder / KEYS)
    if ring.encrypted and keyring.unwrap_key(ring, passphrase) != workspace.key:
        raise WrongPassphraseError
