"""A refusal is something a person can mend: what happened, why, what to do next (拒绝).

Verbs raise a subclass defined beside them; each door words it in one place.
"""

from guanxi.kit.words import Words


class Refused(Exception):
    """An act that was not done, with whole sentences in both languages.

    ``status`` is the nearest HTTP status, which the doors translate for themselves.
    """

    status = 422
    words = Words("This cannot be done.", "无法执行此操作。")

    def __init__(self, words: Words | None = None, **values: object) -> None:
        self.words = (words or type(self).words).format(**values)
        super().__init__(self.words.en)


class NotAllowed(Refused):
    """The person's role or reach does not include this act."""

    status = 403
    words = Words(
        "Your role does not allow this. Ask your supervisor or an administrator.",
        "您的角色无权执行此操作，请联系主管或管理员。",
    )


class NotFound(Refused):
    """Nothing by that name lies within the person's reach."""

    status = 404
    words = Words("Nothing was found under this name.", "没有找到对应的记录。")


class Stopped(Refused):
    """Somebody stopped long work; what was finished stays, the rest can be resumed."""

    status = 409
    words = Words("Stopped on request. Nothing half-done was kept.", "已按要求停止，未保留任何未完成的内容。")
