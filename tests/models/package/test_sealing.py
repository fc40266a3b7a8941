import io
from collections.abc import Callable

import pytest

from models.package.errors import DamagedPackageError, OtherRecipientError
from models.package.keys import generate_identity, recipient_of
from models.package.sealing import seal, unseal

MINE, OTHER = generate_identity(), generate_identity()
TEXT = b"text" * 50_000


class FullDisk(io.BytesIO):
    def write(self, _data: object, /) -> int:
        raise OSError(28, "No space left on device")


class PulledStick(io.BytesIO):
    def read(self, _size: int | None = -1, /) -> bytes:
        raise OSError(5, "Input/output error")


def sealed() -> io.BytesIO:
    target = io.BytesIO()
    seal(io.BytesIO(TEXT), target, [recipient_of(MINE)])
    target.seek(0)
    return target


def test_round_trip() -> None:
    target = io.BytesIO()
    unseal(sealed(), target, [OTHER, MINE])
    assert target.getvalue() == TEXT


@pytest.mark.parametrize("identities", [[OTHER], []])
def test_nobody_else_opens_it(identities: list[str]) -> None:
    with pytest.raises(OtherRecipientError):
        unseal(sealed(), io.BytesIO(), identities)


@pytest.mark.parametrize("recipients", [[], ["age1nobody"]])
def test_sealing_needs_a_recipient(recipients: list[str]) -> None:
    with pytest.raises(ValueError):  # noqa: PT011 - our bug, no words
        seal(io.BytesIO(TEXT), io.BytesIO(), recipients)


@pytest.mark.parametrize("cut", [10, 100, 300, 70_000, -1])
def test_truncation_is_refused(cut: int) -> None:
    with pytest.raises(DamagedPackageError):
        unseal(io.BytesIO(sealed().getvalue()[:cut]), io.BytesIO(), [MINE])


@pytest.mark.parametrize(
    ("act", "number"),
    [
        (lambda: seal(io.BytesIO(TEXT), FullDisk(), [recipient_of(MINE)]), 28),
        (lambda: seal(PulledStick(), io.BytesIO(), [recipient_of(MINE)]), 5),
        (lambda: unseal(sealed(), FullDisk(), [MINE]), 28),
        (lambda: unseal(PulledStick(), io.BytesIO(), [MINE]), 5),
    ],
)
def test_faults_of_the_device_come_through(act: Callable[[], None], number: int) -> None:
    with pytest.raises(OSError, match=r"device|Input") as caught:
        act()
    assert caught.value.errno == number
