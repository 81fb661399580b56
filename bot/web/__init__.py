"""The page to look at: plain HTML from the server, with as little script as can be.

What is shown here goes through the same rights, the same turns and the same access log as in
Teams. Nothing is shown to anybody that the chat would refuse.
"""

from bot.web.mount import House, add_page, require_sense

__all__ = ["House", "add_page", "require_sense"]
