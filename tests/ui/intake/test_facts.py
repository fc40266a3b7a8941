import msgspec
import pytest

from models.merge.outcome import PackageOutcome, PackageState
from models.merge.past_note import PastFinding, PastKind
from models.records.tone import Tone
from models.store.base.workspace import Workspace
from tests.ui.worked_year import Year
from ui.intake.facts import TONES, merged_words, outcome_tone, package_heads, preview_words

MIXED = (PackageState.MERGED, PackageState.OWN, PackageState.OWN)


def outcomes(*states: PackageState) -> list[PackageOutcome]:
    return [
        PackageOutcome(file=f"{number}.fzb", state=state, reason="", sequence=3) for number, state in enumerate(states)
    ]


@pytest.fixture
def centre(year: Year) -> Workspace:
    return year.centre


def test_own_packages_are_no_alarm() -> None:
    own = outcomes(PackageState.OWN)[0]
    cells = {head.label: head.value(own) for head in package_heads(lambda one: one.state)}
    assert (TONES[PackageState.OWN], TONES[PackageState.OTHER], cells["次数"]) == (Tone.CALM, Tone.BAD, "")


@pytest.mark.parametrize(
    ("states", "words"),
    [
        (MIXED, "找到3个包，可以合并1个，本单位自己发的2个不必合并。"),
        ((PackageState.PENDING, PackageState.OWN), "找到2个包，待登记1个，本单位自己发的1个不必合并。"),
        ((PackageState.OWN,), "找到1个包，本单位自己发的1个不必合并。没有新的可以合并"),
        ((PackageState.MERGED,), "找到1个包，可以合并1个。"),
        (
            (PackageState.DAMAGED, PackageState.KNOWN, PackageState.KNOWN),
            "找到3个包，以前已接收2个，已损坏1个。没有新的可以合并",
        ),
    ],
)
def test_a_preview_counts_own_packages_apart(centre: Workspace, states: tuple[PackageState, ...], words: str) -> None:
    assert words in preview_words(centre, outcomes(*states))


@pytest.mark.parametrize(
    ("states", "words"),
    [
        (MIXED, "合并完成：已合并1个，本单位自己发的2个不必合并。"),
        (
            (PackageState.OWN, PackageState.DAMAGED),
            "没有合并：已损坏1个，本单位自己发的1个不必合并。原因见表，文件留在原处。",
        ),
        ((PackageState.OWN,), "没有合并：本单位自己发的1个不必合并。"),
        ((), "这里没有报送包。"),
    ],
)
def test_what_came_of_a_merge(states: tuple[PackageState, ...], words: str) -> None:
    assert merged_words(outcomes(*states)) == words


@pytest.mark.parametrize(
    ("states", "tone"),
    [
        ((PackageState.MERGED, PackageState.KNOWN, PackageState.OWN), Tone.CALM),
        ((PackageState.MERGED, PackageState.DAMAGED), Tone.WARN),
        ((PackageState.DAMAGED, PackageState.OWN), Tone.BAD),
        ((PackageState.MERGED, PackageState.PENDING), Tone.WARN),
        ((), Tone.WARN),
    ],
)
def test_a_failure_looks_like_one(states: tuple[PackageState, ...], tone: Tone) -> None:
    assert outcome_tone(outcomes(*states)) is tone


@pytest.mark.parametrize(("kind", "asked"), [(kind, kind is not PastKind.RESTORED) for kind in PastKind], ids=str)
def test_what_has_to_be_asked_about_is_a_warning(centre: Workspace, kind: PastKind, asked: bool) -> None:
    """It is merged all the same; that a backup was restored need not be asked about."""
    (one,) = outcomes(PackageState.MERGED)
    some = [msgspec.structs.replace(one, past=(PastFinding(kind, ""),)), *outcomes(PackageState.OWN)]
    words = "有1个包和该单位以前报的对不上，要打电话问清，原因见表。"
    assert (words in preview_words(centre, some), words in merged_words(some)) == (asked, asked)
    assert outcome_tone(some) is (Tone.WARN if asked else Tone.CALM)
