"""What a digest cannot be built for, said so that the reader knows what to write instead."""


class DigestError(Exception):
    """A mistake in the question: a code for programs, a Swedish sentence for people."""

    def __init__(self, code: str, message: str) -> None:
        super().__init__(message)
        self.code = code
        self.message = message
