"""A command that cannot do what was asked, said in a Swedish sentence."""


class CannotDo(Exception):  # noqa: N818 — it is no error of ours
    """Ends the command with exit code 2 and its own sentence."""


class NotGranted(CannotDo):
    """Somebody named with --as may not see what was asked for."""
