import io
import json
import zipfile
from collections.abc import Callable

import pytest

from models.package.content import Caps
from models.package.envelope import read_envelope
from models.package.errors import OtherRecipientError, PackageError, StaleEvidenceError
from models.package.payload import Payload, open_payload
from models.package.payload_writer import PayloadWriter
from tests.models.package.samples import CENTRE, LINES, PHOTO, SCAN, UNIT_A, build, make_submission, sha, take_apart


def opened(package: bytes, *identities: str) -> Payload:
    return open_payload(read_envelope(io.BytesIO(package)), identities)


def test_content_comes_back(submission: bytes) -> None:
    with opened(submission, CENTRE.identity) as payload:
        assert {ledger: tuple(payload.lines(ledger)) for ledger in LINES} == LINES
        assert payload.counts == {"certificate": 2, "court_case": 0}
        assert payload.json("cover.json") == {"operator": "李四"}
        assert {digest: stream.read() for digest, stream in payload.evidence()} == {sha(x): x for x in (PHOTO, SCAN)}
        assert list(payload.lines("no_such_ledger")) == []


def test_evidence_streams_seek(submission: bytes) -> None:
    with opened(submission, CENTRE.identity) as payload:
        streams = dict(payload.evidence())
        photo, scan = streams[sha(PHOTO)], streams[sha(SCAN)]
        assert photo.seek(100) == 100
        assert (photo.read(50), scan.read(4), photo.read(7)) == (PHOTO[100:150], SCAN[:4], PHOTO[150:157])
        assert photo.seek(-3, io.SEEK_END) == len(PHOTO) - 3
        assert photo.read() == PHOTO[-3:]


def test_plain_plan_needs_no_identity(plan: bytes) -> None:
    with opened(plan) as payload:
        assert payload.json("plan.json") == {"year": 2020, "title": "要点"}


def test_a_long_document_may_have_empty_parts() -> None:
    value = {"terms": {}, "units": [], "title": "要点" * 40}
    with PayloadWriter(kind="plan", package_id="0f" * 16, unit=CENTRE.code, key_id=CENTRE.key_id) as writer:
        writer.add_json("plan.json", value)
        package = build(CENTRE, writer, kind="plan", recipients=(), recipient="")
    with open_payload(read_envelope(io.BytesIO(package)), caps=Caps(text=80)) as payload:
        assert payload.json("plan.json") == value


def test_missing_document_is_named(plan: bytes) -> None:
    with opened(plan) as payload, pytest.raises(PackageError) as caught:
        payload.json("roster.json")
    assert caught.value.expected == "roster.json"


def test_wrong_identity_is_refused(submission: bytes) -> None:
    with pytest.raises(OtherRecipientError):
        opened(submission, UNIT_A.identity)


def test_second_recipient_opens(submission: bytes) -> None:
    with opened(submission, UNIT_A.identity, CENTRE.identity) as payload:
        assert payload.counts["certificate"] == 2


def test_bytes_changed_after_checking_are_noticed(submission: bytes) -> None:
    source = io.BytesIO(submission)
    envelope = read_envelope(source)
    source.getbuffer()[-1] ^= 1
    with pytest.raises(PackageError) as caught:
        open_payload(envelope, [CENTRE.identity])
    assert caught.value.step == "digest"


def test_nothing_personal_outside(submission: bytes) -> None:
    for text in ("张三", "李四", "41010119800101001X"):
        assert text.encode() not in submission
    assert PHOTO[4:36] not in submission


def test_plain_submission_is_not_written() -> None:
    with (
        PayloadWriter(kind="submission", package_id="1", unit="a", key_id="0" * 64, recipient="c") as writer,
        pytest.raises(ValueError, match="submission"),
    ):
        writer.seal(io.BytesIO(), ())


def written(order: int) -> bytes:
    target = io.BytesIO()
    with PayloadWriter(kind="plan", package_id="1", unit="a", key_id="0" * 64) as writer:
        acts: list[Callable[[], object]] = [
            lambda: writer.add_lines("b", [b"{}"]),
            lambda: writer.add_lines("a", [b"1", b"2"]),
            lambda: writer.add_evidence(sha(SCAN), io.BytesIO(SCAN)),
            lambda: writer.add_json("plan.json", {"b": 1, "a": 2}),
        ]
        for act in acts[order:] + acts[:order]:
            act()
        writer.seal(target, ())
    return target.getvalue()


@pytest.mark.parametrize("order", range(4))
def test_same_content_same_bytes(order: int) -> None:
    assert written(order) == written(0)


def test_every_zip_program_reads_it() -> None:
    with zipfile.ZipFile(io.BytesIO(written(0))) as archive:
        assert archive.testzip() is None
        assert archive.read("records/a.jsonl") == b"1\n2\n"
        assert json.loads(archive.read("manifest.json"))["counts"] == {"a": 2, "b": 1}


def test_stale_evidence_is_not_added() -> None:
    with PayloadWriter(kind="plan", package_id="1", unit="a", key_id="0" * 64) as writer:
        with pytest.raises(StaleEvidenceError):
            writer.add_evidence(sha(SCAN), io.BytesIO(PHOTO))
        writer.add_evidence(sha(SCAN), io.BytesIO(SCAN))
        writer.add_evidence(sha(SCAN), io.BytesIO())


@pytest.mark.parametrize("name", ["manifest.json", "../plan.json", "plan.txt", "/plan.json", "Plan.json", ""])
def test_odd_document_names_are_not_written(name: str) -> None:
    with PayloadWriter(kind="plan", package_id="1", unit="a", key_id="0" * 64) as writer, pytest.raises(ValueError):  # noqa: PT011 - its words are tested elsewhere
        writer.add_json(name, {})


@pytest.mark.parametrize("line", [b"", b"{}\n", b"{\n}"])
def test_odd_lines_are_not_written(line: bytes) -> None:
    with (
        PayloadWriter(kind="plan", package_id="1", unit="a", key_id="0" * 64) as writer,
        pytest.raises(ValueError, match="court_case"),
    ):
        writer.add_lines("court_case", [line])


def test_two_packages_of_one_content_differ_only_by_sealing() -> None:
    first, second = (take_apart(make_submission())[0] for _ in range(2))
    assert first.pop("payload") != second.pop("payload")
    assert first == second
