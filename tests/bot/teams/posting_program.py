"""Sends to an address as the service does; prints what came of it."""

import asyncio
import sys

from bot.teams.activities import sentence
from bot.teams.connector import Connectors
from bot.teams.limits import TeamsLimits


async def main(url: str) -> None:
    connectors = Connectors(None, TeamsLimits())
    connector = await connectors.create(url)
    try:
        for _ in range(3):
            told = await connector.conversations.send_to_conversation("a:1", sentence("Hej!"))
            print(told.id)
    except OSError as fault:
        print(type(fault).__name__)
    finally:
        await connectors.close()


if __name__ == "__main__":
    asyncio.run(main(sys.argv[1]))
