"""What each intent is answered with, one module per kind of question."""

from bot.answers.turn import Turn

__all__ = ["Turn"]
