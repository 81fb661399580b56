"""Whether Microsoft gives the bot a token now, for whoever sets Fristvakt up.

It is asked as the service asks, by msal and through the same proxies. Microsoft's own words are
never passed on, only the number of its error: they may quote what was sent.
"""

from collections.abc import Mapping
from dataclasses import dataclass
from enum import StrEnum
from typing import Any

from botframework.connector.auth import AuthenticationConstants
from msal import (
    ConfidentialClientApplication,
    ManagedIdentityClient,
    ManagedIdentityError,
    UserAssignedManagedIdentity,
)
from requests import RequestException, Session, Timeout
from requests.exceptions import SSLError

from bot.registration import AppType, Credentials
from bot.teams.patience import impatient_session

_ENTRA = AuthenticationConstants.TO_CHANNEL_FROM_BOT_LOGIN_URL_PREFIX
_AUDIENCE = AuthenticationConstants.TO_CHANNEL_FROM_BOT_OAUTH_SCOPE


class TokenFault(StrEnum):
    """Why there was no token."""

    UNREACHABLE = "unreachable"
    TIMEOUT = "timeout"
    TLS = "tls"
    TENANT = "tenant"
    APP = "app"
    PASSWORD = "password"  # noqa: S105 — a kind of fault
    PASSWORD_EXPIRED = "password_expired"  # noqa: S105 — the same
    REFUSED = "refused"


_KNOWN: Mapping[int, TokenFault] = {
    90002: TokenFault.TENANT,
    900021: TokenFault.TENANT,
    900023: TokenFault.TENANT,
    700016: TokenFault.APP,
    7000229: TokenFault.APP,
    7000215: TokenFault.PASSWORD,
    7000222: TokenFault.PASSWORD_EXPIRED,
}


@dataclass(frozen=True, slots=True)
class TokenTrial:
    """Whether there was a token; `number` is that of Microsoft's error (AADSTS…), if any."""

    fault: TokenFault | None = None
    number: int | None = None


def try_token(credentials: Credentials) -> TokenTrial:
    """Ask for a token and throw it away; blocking, with time limits."""
    ask = _by_identity if credentials.app_type is AppType.USER_ASSIGNED_MSI else _by_password
    try:
        with impatient_session() as session:
            return _told(ask(credentials, session))
    except Timeout:
        return TokenTrial(TokenFault.TIMEOUT)
    except SSLError:
        return TokenTrial(TokenFault.TLS)
    except RequestException:
        return TokenTrial(TokenFault.UNREACHABLE)
    except ManagedIdentityError:
        return TokenTrial(TokenFault.REFUSED)
    except ValueError:  # msal found no such tenant
        return TokenTrial(TokenFault.TENANT)


def _by_password(credentials: Credentials, session: Session) -> Any:
    app = ConfidentialClientApplication(
        client_id=credentials.app_id,
        client_credential=credentials.password,
        authority=f"{_ENTRA}{credentials.tenant_id}",
        http_client=session,
        instance_discovery=False,  # asks whether the address is Microsoft's, which we know
    )
    return app.acquire_token_for_client(scopes=[f"{_AUDIENCE}/.default"])


def _by_identity(credentials: Credentials, session: Session) -> Any:
    identity = UserAssignedManagedIdentity(client_id=credentials.app_id)
    client = ManagedIdentityClient(identity, http_client=session)
    return client.acquire_token_for_client(resource=_AUDIENCE)


def _told(answer: Any) -> TokenTrial:
    if isinstance(answer, Mapping) and "access_token" in answer:
        return TokenTrial()
    numbers = answer.get("error_codes") if isinstance(answer, Mapping) else None
    number = next((each for each in numbers or () if isinstance(each, int)), None)
    return TokenTrial(_KNOWN.get(number or 0, TokenFault.REFUSED), number)
