"""What became of something that the bot sent of its own accord."""

from digests.outbox.sending import SendOutcome, SendState

__all__ = ["SendOutcome", "SendState"]
