"""What can go wrong with a workspace, by whose fault."""

from __future__ import annotations

from enum import Enum
from pathlib import Path

from models.errors import FazhiError


class NoWorkspaceError(FazhiError):
    """The folder holds no workspace."""

    folder: Path
    template = "“{folder}”里没有工作区：请选择建立工作区时的那个文件夹，或新建一个工作区。"


class IncompleteWorkspaceError(NoWorkspaceError):
    """The folder holds a workspace that lacks its database or its keys."""

    name: str
    template = (
        "“{folder}”里的工作区缺少文件“{name}”，打不开：请把它放回这个文件夹，回收站或原来的电脑、U盘里也许还有；"
        "找不到时，从最近的备份恢复。其他文件先不要动。"
    )


class WorkspaceExistsError(FazhiError):
    """A workspace cannot be made where something already is."""

    folder: Path
    template = "文件夹“{folder}”不是空的，没有改动其中任何文件：请换一个新的文件夹。"


class WholeDiskError(FazhiError):
    """A workspace was to be made of a whole disk."""

    folder: Path
    template = "“{folder}”是整个磁盘，没有改动：请在里面新建一个文件夹，把工作区建在那个文件夹里。"


class WrongPassphraseError(FazhiError):
    """Neither a wrapped key opens with this 密码 nor with it as recovery code."""

    template = "密码不对：请检查大小写和输入法后重试；忘记密码时，用建立工作区时打印的恢复码打开。"


class LookOnlyError(FazhiError):
    """The workspace was opened for looking only: another window has it."""

    template = "这个窗口只看不改：要修改，请到已经打开的那个窗口里改，或者关掉那个窗口再打开这里。"


class NotEncryptedError(FazhiError):
    """An unencrypted workspace has no 密码 to change."""

    template = "这个工作区没有加密，不能设密码，没有改动：需要加密时，请新建一个带密码的工作区。"


class NewerWorkspaceError(FazhiError):
    """The workspace was last used by a newer program."""

    found: int
    known: int

    @property
    def sentence(self) -> str:
        """Names both schema versions and says to install the newer program."""
        versions = f"结构第{self.found}版，本程序只认识到第{self.known}版"
        return f"这个工作区由更新版本的程序建立（{versions}）：请安装新版程序后再打开。"


class WorkspaceBusyError(FazhiError):
    """Another writer holds the workspace."""

    holder: str
    template = "工作区正被占用（{holder}）：请等对方完成，或关闭那一个程序后重试。"


class DamagedWorkspaceError(FazhiError):
    """A file of the workspace cannot be read as what it should be."""

    path: Path
    what: str
    template = "工作区文件“{path.name}”损坏（{what}）：请不要继续使用，从最近的备份恢复。"


class ForeignDatabaseError(DamagedWorkspaceError):
    """The key does not open the database: its head is damaged, or the two do not belong together."""

    template = (
        "工作区文件“{path.name}”打不开：它和密钥文件不是同一个工作区的（例如只复制了其中一个），或者开头已损坏。"
        "请放回原来的文件；找不到时，从最近的备份恢复。"
    )


class Cause(Enum):
    """What kept the system from reading or writing the database, in words, and what to do about it."""

    FULL = "磁盘空间不足，没有写进去：请清理磁盘，或把工作区移到空间大的磁盘，再试一次"
    READ_ONLY = "这个位置不能写（磁盘只读，或当前用户没有权限）：请把整个文件夹复制到能写的地方打开，或请管理员给予权限"
    AWAY = "数据库文件打不开：请确认U盘或网络盘已接好、文件夹没有被移走，再试一次"
    BUSY = "数据库正被另一个程序占用（杀毒、同步、备份软件，或另一台电脑）：请等它完成或把它关闭，再试一次"
    DEVICE = "磁盘读写出错（U盘松动、网络盘断开，或磁盘有故障）：请重新接好再试；仍然出错时，把文件夹复制到别的磁盘"
    MEMORY = "内存不足：请关闭别的程序，再试一次"


class DatabaseFailedError(FazhiError):
    """The system let the database down: what was begun is not kept, and nothing of it is damaged."""

    path: Path
    cause: Cause

    @property
    def sentence(self) -> str:
        """Says which workspace, why, and what to do."""
        if self.cause is Cause.DEVICE:
            return f"工作区“{self.path.parent}”：{self.cause.value}。先不要用备份盖掉原来的文件。"
        return f"工作区“{self.path.parent}”：{self.cause.value}。已经保存的内容没有损坏，不需要恢复备份。"


class NoEvidenceError(FazhiError):
    """The evidence file is missing or damaged; `name` says which one, where that is known."""

    digest: str
    what: str
    name: str = ""

    @property
    def sentence(self) -> str:
        """Says which file, and what to do."""
        name = f"“{self.name}”" if self.name else ""
        return f"佐证材料{name}（摘要 {self.digest[:12]}…）{self.what}：请重新添加原文件，或从备份恢复。"


class NoRecordError(FazhiError):
    """The ledger has no record with this uid."""

    ledger: str
    uid: str
    template = "台账“{ledger}”中没有编号为 {uid} 的记录：可能已被清除，请刷新列表。"


class KeyRefusedError(FazhiError):
    """What was typed would go into another record than the one in view."""

    what: str
    template = "{what}"


class BadBackupError(FazhiError):
    """The file is no whole backup."""

    path: Path
    what: str
    template = "“{path.name}”不是完整的备份（{what}），没有改动任何文件：请换一份备份。"
