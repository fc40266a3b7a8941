import pytest

from models.package.keys import generate_signing_key
from models.package.suites import (
    ED25519,
    SMALL_ORDER_Y,
    SUITES,
    KeyRefusedError,
    SignatureMismatchError,
    SigningKey,
    fingerprint,
    key_id,
    parse_public_key,
    sign,
    verify_signature,
)

P = 2**255 - 19
D = -121665 * pow(121666, -1, P) % P
RFC8032_SECRET = bytes.fromhex("9d61b19deffd5a60ba844af492ec2cc44449c5697b326919703bac031cae7f60")
RFC8032_PUBLIC = "d75a980182b10ab7d54bfed3c964073a0ee172f3daa62325af021a68f707511a"
Point = tuple[int, int]


def add(a: Point, b: Point) -> Point:
    """Edwards addition, straight from RFC 8032 section 5.1."""
    cross = D * a[0] * b[0] * a[1] * b[1]
    x = (a[0] * b[1] + b[0] * a[1]) * pow(1 + cross, -1, P)
    y = (a[1] * b[1] + a[0] * b[0]) * pow(1 - cross, -1, P)
    return x % P, y % P


def point_with(y: int) -> Point:
    square = (y * y - 1) * pow(D * y * y + 1, -1, P) % P
    x = pow(square, (P + 3) // 8, P)
    x = x if x * x % P == square else x * pow(2, (P - 1) // 4, P) % P
    assert x * x % P == square
    return x, y % P


def written(y: int, sign_bit: int) -> str:
    return "ed25519:" + (y | sign_bit << 255).to_bytes(32, "little").hex()


@pytest.mark.parametrize("y", sorted(SMALL_ORDER_Y))
def test_table_holds_points_of_small_order(y: int) -> None:
    point = point_with(y)
    for _ in range(3):
        point = add(point, point)
    assert point == (0, 1)


def test_table_holds_all_eight_points() -> None:
    points = {point for y in SMALL_ORDER_Y for x, _ in [point_with(y)] for point in ((x, y % P), (-x % P, y % P))}
    assert len(points) == 8


@pytest.mark.parametrize("sign_bit", [0, 1])
@pytest.mark.parametrize("y", sorted(SMALL_ORDER_Y))
def test_small_order_keys_are_refused(y: int, sign_bit: int) -> None:
    with pytest.raises(KeyRefusedError) as caught:
        verify_signature(written(y, sign_bit), b"anything", bytes(64))
    assert caught.value.reason == "small order"
    with pytest.raises(KeyRefusedError):
        SUITES[ED25519].verify(bytes.fromhex(written(y, sign_bit).removeprefix("ed25519:")), b"anything", bytes(64))


@pytest.mark.parametrize(
    ("public_key", "reason"),
    [
        ("", "suite"),
        (RFC8032_PUBLIC, "suite"),
        ("sm2:" + RFC8032_PUBLIC, "suite"),
        ("ed25519:" + RFC8032_PUBLIC.upper(), "hex"),
        ("ed25519:" + RFC8032_PUBLIC[:2] + " " + RFC8032_PUBLIC[2:], "hex"),
        ("ed25519:zz", "hex"),
        ("ed25519:", "length"),
        ("ed25519:" + RFC8032_PUBLIC[2:], "length"),
        ("ed25519:" + RFC8032_PUBLIC + "00", "length"),
        (written(P + 3, 0), "not canonical"),
        (written(2**255 - 1, 1), "not canonical"),
    ],
)
def test_other_keys_are_refused(public_key: str, reason: str) -> None:
    with pytest.raises(KeyRefusedError) as caught:
        parse_public_key(public_key)
    assert caught.value.reason == reason


def test_published_key_and_signature() -> None:
    key = SigningKey("ed25519", RFC8032_SECRET)
    assert key.public_key == "ed25519:" + RFC8032_PUBLIC
    assert sign(key, b"").hex().startswith("e5564300c360ac729086e2cc806e828a84877f1eb8e5d974d873e065224901555fb88215")


def test_signature_fits_one_message_and_one_key() -> None:
    key, other = generate_signing_key(), generate_signing_key()
    signature = sign(key, b"message")
    verify_signature(key.public_key, b"message", signature)
    for public_key, message, bad in (
        (key.public_key, b"massage", signature),
        (other.public_key, b"message", signature),
        (key.public_key, b"message", signature[:-1]),
        (key.public_key, b"message", b""),
    ):
        with pytest.raises(SignatureMismatchError):
            verify_signature(public_key, message, bad)


def test_key_id_and_fingerprint_are_fixed_for_ever() -> None:
    public_key = "ed25519:" + RFC8032_PUBLIC
    assert key_id(public_key) == "02b7503ca05543e1a565e0725201b23c6a7de0c0a2a51e9695b0a032e8f823c1"
    assert fingerprint(public_key) == "23913 33037 28579 92793"


def test_secret_does_not_show() -> None:
    assert RFC8032_SECRET.hex() not in repr(SigningKey("ed25519", RFC8032_SECRET))
    assert "secret" not in repr(SigningKey("ed25519", RFC8032_SECRET))
