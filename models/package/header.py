"""What a package says on its outside. No personal data stands here: every text is a code, a digest or a number."""

from typing import Annotated, Any, Literal, get_args

import msgspec
from msgspec import Meta

from models.package.canonical import CanonicalError, decode_canonical, encode_canonical
from models.package.errors import DamagedPackageError, ReadingStep, UnsupportedPackageError, UntrustedPackageError
from models.package.suites import SUITES, KeyRefusedError, key_id, parse_public_key

FORMAT = (1, 0)
UNDERSTOOD: frozenset[str] = frozenset({"withdrawal"})
"""The must_understand features this program knows."""

Kind = Literal["plan", "submission", "handover", "receipt", "results"]
KINDS: frozenset[str] = frozenset(get_args(Kind))

Digest = Annotated[str, Meta(pattern=r"^[0-9a-f]{64}\Z")]
DigestOrNone = Annotated[str, Meta(pattern=r"^([0-9a-f]{64})?\Z")]
Code = Annotated[str, Meta(pattern=r"^[0-9A-Za-z_.-]{1,64}\Z")]
CodeOrNone = Annotated[str, Meta(pattern=r"^[0-9A-Za-z_.-]{0,64}\Z")]
Period = Annotated[str, Meta(pattern=r"^[\w.-]{0,64}\Z")]
Version = Annotated[str, Meta(pattern=r"^[0-9]{1,6}(\.[0-9]{1,6}){2}\Z")]
Moment = Annotated[
    str, Meta(pattern=r"^([0-9]{4}-[0-9]{2}-[0-9]{2}T[0-9]{2}:[0-9]{2}:[0-9]{2}(Z|[+-][0-9]{2}:[0-9]{2})?)?\Z")
]
Ledger = Annotated[str, Meta(pattern=r"^[a-z][a-z0-9_]{0,63}\Z")]
Count = Annotated[int, Meta(ge=0, le=2**63 - 1)]
Positive = Annotated[int, Meta(ge=1, le=2**63 - 1)]
PublicKey = Annotated[str, Meta(pattern=r"^[a-z0-9]{1,16}:[0-9a-f]{2,512}\Z")]


def is_code(text: str) -> bool:
    """Whether a header can name a unit so."""
    return _fits(text, Code)


def is_period(text: str) -> bool:
    """Whether a header can name a reporting period so; a period has a name."""
    return bool(text) and _fits(text, Period)


def _fits(text: str, kind: Any) -> bool:
    try:
        msgspec.convert(text, kind)
    except msgspec.ValidationError:
        return False
    return True


class PayloadInfo(msgspec.Struct, frozen=True, kw_only=True):
    """The bytes behind the signature: `sha256` and `length` are those of the payload as it stands in the file."""

    encryption: Literal["age", "none"]
    length: Count
    sha256: Digest
    extra: dict[str, Any] = {}


class Header(msgspec.Struct, frozen=True, kw_only=True):
    """The header of a package. `extra` keeps what a newer minor version added, and is written out again.

    `recipient` is the centre's key id, a unit's code, or empty (a plan is for everyone). `previous` and `journal_head`
    are empty where there is none. `created` informs and decides nothing.
    """

    format: tuple[Positive, Count] = FORMAT
    must_understand: tuple[str, ...] = ()
    suite: str
    kind: Kind
    package_id: Code
    unit: Code
    public_key: PublicKey
    key_id: Digest
    recipient: CodeOrNone = ""
    period: Period = ""
    workspace: Code
    sequence: Positive
    previous: DigestOrNone = ""
    roster: Count = 0
    minimum_program: Version = "0.0.0"
    program: Version
    created: Moment = ""
    payload: PayloadInfo
    counts: dict[Ledger, Count] = {}
    journal_head: DigestOrNone = ""
    extra: dict[str, Any] = {}


def encode_header(header: Header) -> bytes:
    """Canonical JSON of the header, with what a newer version put into it."""
    raw = _unfold(msgspec.to_builtins(header))
    raw["payload"] = _unfold(raw["payload"])
    return encode_canonical(raw)


def decode_header(data: bytes) -> Header:
    """The header spelled by `data`; the version is looked at before anything else.

    Raises:
        UnsupportedPackageError: a newer major version, kind or suite, or an unknown must_understand.
        UntrustedPackageError: a public key that nobody may trust.
        DamagedPackageError: anything else that is not a header.
    """
    try:
        raw = decode_canonical(data)
    except CanonicalError as error:
        raise DamagedPackageError(ReadingStep.HEADER, expected="canonical JSON", found=error.fault) from error
    if not isinstance(raw, dict):
        raise DamagedPackageError(ReadingStep.HEADER, expected="object", found=type(raw).__name__)
    _check_version(raw)
    header = _convert(raw)
    _check_key(header)
    _check_kind(header)
    return header


class _Lead(msgspec.Struct):
    """What must stay readable in every future version."""

    format: tuple[Positive, Count]
    must_understand: list[str]
    suite: str
    kind: str


def _check_version(raw: dict[str, Any]) -> None:
    try:
        lead = msgspec.convert(raw, _Lead)
    except msgspec.ValidationError as error:
        raise DamagedPackageError(ReadingStep.HEADER, found=error) from error
    if lead.format[0] != FORMAT[0]:
        found = ".".join(map(str, lead.format))
        raise UnsupportedPackageError(ReadingStep.VERSION, expected=FORMAT[0], found=f"格式{found}")
    unknown = [*sorted(set(lead.must_understand) - UNDERSTOOD), *({lead.suite} - set(SUITES)), *({lead.kind} - KINDS)]
    if unknown:
        raise UnsupportedPackageError(ReadingStep.VERSION, found="、".join(unknown))


def _convert(raw: dict[str, Any]) -> Header:
    payload = raw.get("payload")
    known = _fold(raw, Header)
    if isinstance(payload, dict):
        known["payload"] = _fold(payload, PayloadInfo)
    try:
        return msgspec.convert(known, Header, strict=True)
    except msgspec.ValidationError as error:
        raise DamagedPackageError(ReadingStep.HEADER, found=error) from error


def _fold(raw: dict[str, Any], struct: type[msgspec.Struct]) -> dict[str, Any]:
    """What `struct` declares, and the rest under `extra`."""
    declared = set(struct.__struct_fields__) - {"extra"}
    missing = declared - raw.keys()
    if missing:
        raise DamagedPackageError(ReadingStep.HEADER, expected="、".join(sorted(missing)))
    extra = {key: value for key, value in raw.items() if key not in declared}
    return {key: raw[key] for key in declared} | {"extra": extra}


def _unfold(folded: dict[str, Any]) -> dict[str, Any]:
    extra = folded.pop("extra")
    return {**extra, **folded}


def _check_key(header: Header) -> None:
    try:
        parse_public_key(header.public_key)
    except KeyRefusedError as error:
        raise UntrustedPackageError(ReadingStep.KEY, found=error.reason) from error
    if header.public_key.partition(":")[0] != header.suite:
        raise DamagedPackageError(ReadingStep.HEADER, expected=header.public_key, found=header.suite)
    if header.key_id != key_id(header.public_key):
        raise DamagedPackageError(ReadingStep.HEADER, expected=key_id(header.public_key), found=header.key_id)


def _check_kind(header: Header) -> None:
    """Only a plan, which carries no personal data, may be plain or for everyone."""
    if header.kind != "plan" and (header.payload.encryption == "none" or not header.recipient):
        raise DamagedPackageError(ReadingStep.HEADER, expected="age", found=header.payload.encryption)
