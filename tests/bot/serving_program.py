"""The service as a program of its own, without login, at a moment of the test's choosing.

Argument: the moment at which it starts, with its zone. What is set is in the environment.
"""

import sys
from datetime import datetime

import time_machine

from bot.cli.mistakes import exit_code_and_sentence
from bot.logs import logging_to
from bot.service import serve
from bot.settings import load_settings


def main(moment: str) -> int:
    with time_machine.travel(datetime.fromisoformat(moment), tick=True):
        settings = load_settings()
        try:
            with logging_to(settings.log_file):
                serve(settings, anonymous=True, announce=lambda said: print(said, flush=True))
        except Exception as mistake:
            code, sentence = exit_code_and_sentence(mistake)
            print(sentence, file=sys.stderr)
            return code
    return 0


if __name__ == "__main__":
    sys.exit(main(sys.argv[1]))
