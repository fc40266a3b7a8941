"""The one kind of exception that has something to say to the user."""


class FazhiError(Exception):
    """Something the user can put right, or must be told.

    A subclass says whose fault it is in its name (ending in Error), keeps the facts as attributes and makes its words
    from them in `sentence`; nothing below the edge of the program writes words anywhere else.
    """

    @property
    def sentence(self) -> str:
        """One plain Chinese sentence: what is wrong, where, and what to do."""
        return "，".join(str(part) for part in self.args) or "操作没有完成。"

    def __str__(self) -> str:
        return self.sentence
