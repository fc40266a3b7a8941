"""Why a package was not taken: a class says whose fault, its attributes the facts, `explain_refusal` the words."""

from enum import StrEnum

from models.records.registry import ledgers


class ReadingStep(StrEnum):
    """Where in the reading order a package was refused; the order of the members is the reading order."""

    MAGIC = "magic"
    HEADER_LENGTH = "header length"
    HEADER = "header"
    VERSION = "version"
    KEY = "key"
    SIGNATURE = "signature"
    LENGTH = "length"
    DIGEST = "digest"
    KIND = "kind"
    RECIPIENT = "recipient"
    SIGNER = "signer"
    DECRYPT = "decrypt"
    DIRECTORY = "directory"
    ENTRY = "entry"
    MANIFEST = "manifest"
    COUNTS = "counts"


class PackageError(Exception):
    """A package was refused at `step`; `expected` and `found` are the facts, for the log and for `explain_refusal`."""

    def __init__(self, step: ReadingStep, *, expected: object = "", found: object = "") -> None:
        super().__init__(step, expected, found)
        self.step = step
        self.expected = str(expected)
        self.found = str(found)


class DamagedPackageError(PackageError):
    """The bytes are not what their writer wrote, or were never a package."""


class UnsupportedPackageError(PackageError):
    """Written by a newer program: a newer major version or a must_understand this program does not know."""


class OversizedPackageError(PackageError):
    """A limit of `Caps` was exceeded before anything was kept, in the entry `part`, or "" in the package as a whole."""

    def __init__(self, step: ReadingStep, part: str = "", *, expected: object, found: object) -> None:
        super().__init__(step, expected=expected, found=found)
        self.part = part


class UntrustedPackageError(PackageError):
    """The bytes hold, but the signer is not somebody this office believes."""


class OtherRecipientError(PackageError):
    """A good package for another office, or of another kind than this place takes."""


class StaleEvidenceError(Exception):
    """Our own evidence file is not the one its record names; the environment's fault."""

    def __init__(self, expected: str, found: str) -> None:
        super().__init__(expected, found)
        self.expected = expected
        self.found = found


_PARTS = {
    "manifest.json": "清单",
    "plan.json": "工作要点和名单",
    "roster.json": "密钥名册",
    "receipt.json": "回执",
    "results.json": "考核结果",
}
_SHOWN = 100
"""Characters of a fact shown: it may come from a hostile file."""
_AGAIN = "请让对方重新导出，再用U盘或其他方式重新拷贝一次。"
_CLASS_WORDS: dict[type[PackageError], str] = {
    DamagedPackageError: "文件已损坏或被改动，没有读入任何内容。" + _AGAIN,
    UnsupportedPackageError: "此文件由较新版本的程序生成，本程序读不了（要求：{found}）。请先升级本程序，再来接收。",
    OversizedPackageError: "文件里的{part}超出允许的大小（上限{expected}，实际{found}），没有读入任何内容。"
    "请让对方查看这一部分，删去成批重复的记录和大段文字，升级程序后重新导出；对方没有这样的内容的，请核对文件的来历。",
    UntrustedPackageError: "签名人不是本单位认可的单位，没有读入任何内容。请与对方核对指纹。",
    OtherRecipientError: "此文件不是发给本单位的，没有读入任何内容。请交给收件单位，或让对方重新导出。",
}
_STEP_WORDS: dict[tuple[type[PackageError], ReadingStep], str] = {
    (DamagedPackageError, ReadingStep.MAGIC): "这不是法治台账的文件，或文件开头已损坏。请确认选对了文件；如果没有选错，"
    + _AGAIN,
    (
        DamagedPackageError,
        ReadingStep.LENGTH,
    ): "文件不完整（应有{expected}字节，实有{found}字节），可能没有拷完就拔了U盘。" + _AGAIN,
    (
        DamagedPackageError,
        ReadingStep.DECRYPT,
    ): "文件完整，但里面的内容解不开，是生成时出的错。请让对方升级程序后重新导出。",
    (
        DamagedPackageError,
        ReadingStep.DIRECTORY,
    ): "文件完整，但里面的目录不合规定，没有打开。请与报送单位核对此文件的来历。",
    (DamagedPackageError, ReadingStep.ENTRY): "文件完整，但里面的“{expected}”与清单不符，没有读入。请让对方重新导出。",
    (
        DamagedPackageError,
        ReadingStep.MANIFEST,
    ): "文件完整，但里面的清单与封面不符，可能有人拼接过。请与报送单位核对此文件的来历。",
    (
        DamagedPackageError,
        ReadingStep.COUNTS,
    ): "文件里的记录数与封面不符（封面：{expected}；实有：{found}），没有读入。请让对方重新导出。",
    (UntrustedPackageError, ReadingStep.KEY): "文件里的签名公钥不安全，一律不接受。请与报送单位核对此文件的来历。",
    (
        OtherRecipientError,
        ReadingStep.KIND,
    ): "这里接收的是{expected}，而此文件是{found}。请换一个文件，或到相应的页面接收。",
    (OtherRecipientError, ReadingStep.RECIPIENT): "此文件是发给“{found}”的，不是发给本单位的。请交给收件单位。",
}


def explain_refusal(error: PackageError) -> str:
    """One Chinese sentence or two for the clerk: what is wrong and what to do."""
    words = _STEP_WORDS.get((type(error), error.step)) or _CLASS_WORDS.get(type(error), "此文件不能接收。" + _AGAIN)
    part = _part_words(error.part) if isinstance(error, OversizedPackageError) else ""
    return words.format(expected=error.expected[:_SHOWN], found=error.found[:_SHOWN], part=part)


def in_bytes(size: int) -> str:
    """A size as people read it."""
    return f"{size / (1 << 20):.1f} MB" if size >= 1 << 20 else f"{size}字节"


def _part_words(name: str) -> str:
    """What people call an entry of the payload."""
    folder, _, rest = name.partition("/")
    if folder == "records":
        known = ledgers().get(rest.removesuffix(".jsonl"))
        return f"台账“{known.label if known else rest[:_SHOWN]}”"
    if folder == "evidence":
        return "一份佐证材料"
    return _PARTS.get(name, "说明") if name else "全部内容"
