"""The Teams edge: the only package that knows botbuilder.

botbuilder-core is archived upstream; a change to Microsoft's Agents SDK shall touch this
package and nothing else. What comes in is checked here, what goes out is sent here.
"""

from bot.registration import Credentials
from bot.teams.endpoint import TeamsEndpoint
from bot.teams.limits import TeamsLimits
from bot.teams.sender import TeamsSender, teams_sender

__all__ = ["Credentials", "TeamsEndpoint", "TeamsLimits", "TeamsSender", "teams_sender"]
