"""Who may send us activities: Microsoft's channel service, for our bot, with a whole token.

The token is validated by botbuilder (issuer, signature, algorithm, audience). Around it stands
what botbuilder leaves open: a token must end, it must name the address that we answer to, and
whatever botbuilder stumbles on is a refusal, not a fault of ours. Tokens of emulators and of
other bots, which botbuilder also knows, are not for us.
"""

import time
from collections.abc import Callable
from hashlib import sha256

from botbuilder.schema import Activity
from botframework.connector.auth import (
    AuthenticateRequestResult,
    AuthenticationConstants,
    BotFrameworkAuthentication,
    ChannelValidation,
    ClaimsIdentity,
    ConnectorFactory,
    JwtTokenExtractor,
    SimpleCredentialProvider,
    UserTokenClient,
)
from cachetools import TLRUCache

from bot.registration import Credentials
from bot.teams.signing_keys import SigningKeys

CHANNEL = "msteams"
_KNOWN_FOR_S = 60.0  # far less than the time for which a key that we have read may be used
_MOST_KNOWN = 1_000


def metadata_url() -> str:
    """Return where the channel service says which keys it signs with."""
    url: str = (
        ChannelValidation.open_id_metadata_endpoint
        or AuthenticationConstants.TO_BOT_FROM_CHANNEL_OPENID_METADATA_URL
    )
    return url


class TokenCheck:
    """Tells a genuine call from any other.

    Teams shows the same token for an hour. One that was found whole is known for a minute, by
    its digest, but no longer than it lasts or than the keys are those it was found whole by.
    What it says is held against each activity anew.
    """

    def __init__(
        self,
        credentials: Credentials,
        keys: SigningKeys,
        seconds: Callable[[], float] = time.time,
    ) -> None:
        self._extractor = JwtTokenExtractor(
            ChannelValidation.TO_BOT_FROM_CHANNEL_TOKEN_VALIDATION_PARAMETERS,
            metadata_url(),
            AuthenticationConstants.ALLOWED_SIGNING_ALGORITHMS,
        )
        self._extractor.open_id_metadata = self._keys = keys
        self._ours = SimpleCredentialProvider(credentials.app_id, "")
        self._known: TLRUCache[tuple[int, bytes], ClaimsIdentity] = TLRUCache(
            _MOST_KNOWN, _known_until, timer=seconds
        )

    async def identity(self, activity: Activity, authorization: str) -> ClaimsIdentity:
        """Return what the token claims; raises PermissionError where it is not to be trusted."""
        digest = sha256(authorization.encode(errors="replace")).digest()
        known = self._known.get((self._keys.edition, digest))
        identity = known or await self._validated(activity, authorization)
        _require_whole(identity, activity)
        if known is None:
            self._known[self._keys.edition, digest] = identity
        return ClaimsIdentity(dict(identity.claims), True)

    async def _validated(self, activity: Activity, authorization: str) -> ClaimsIdentity:
        try:
            identity = await self._extractor.get_identity_from_auth_header(
                authorization, activity.channel_id, []
            )
            await ChannelValidation.validate_identity(identity, self._ours)
        except Exception as refused:  # botbuilder and PyJWT raise whatever they stumble on
            raise PermissionError("token") from refused
        return identity


def _known_until(_token: object, identity: ClaimsIdentity, now: float) -> float:
    return min(now + _KNOWN_FOR_S, float(identity.get_claim_value("exp")))


def _require_whole(identity: ClaimsIdentity, activity: Activity) -> None:
    has_an_end = identity.get_claim_value("exp") is not None
    answers_to = identity.get_claim_value(ChannelValidation.SERVICE_URL_CLAIM)
    is_for_this_address = bool(answers_to) and answers_to == activity.service_url
    if not (has_an_end and is_for_this_address and activity.channel_id == CHANNEL):
        raise PermissionError("claims")


class HouseAuthentication(BotFrameworkAuthentication):
    """botbuilder's way in and out, with our token check and our one connector per address.

    Without a token check everybody is let in; the service allows that on loopback only.
    """

    def __init__(self, check: TokenCheck | None, connectors: ConnectorFactory) -> None:
        self._check = check
        self._connectors = connectors

    async def authenticate_request(
        self, activity: Activity, auth_header: str
    ) -> AuthenticateRequestResult:
        result = AuthenticateRequestResult()
        result.claims_identity = await self._identity(activity, auth_header)
        result.audience = self.get_originating_audience()
        result.connector_factory = self._connectors
        return result

    async def authenticate_streaming_request(
        self,
        auth_header: str,  # noqa: ARG002 — the base class names it
        channel_id_header: str,  # noqa: ARG002 — the same
    ) -> AuthenticateRequestResult:
        raise PermissionError("streaming")

    def create_connector_factory(
        self,
        claims_identity: ClaimsIdentity,  # noqa: ARG002 — the base class names it
    ) -> ConnectorFactory:
        return self._connectors

    async def create_user_token_client(
        self,
        claims_identity: ClaimsIdentity,  # noqa: ARG002 — the base class names it
    ) -> UserTokenClient | None:
        """Return nothing: nobody signs in to anything else through us."""
        return None

    def get_originating_audience(self) -> str:
        audience: str = AuthenticationConstants.TO_CHANNEL_FROM_BOT_OAUTH_SCOPE
        return audience

    async def _identity(self, activity: Activity, authorization: str) -> ClaimsIdentity:
        if self._check is None:
            return ClaimsIdentity({}, True, AuthenticationConstants.ANONYMOUS_AUTH_TYPE)
        return await self._check.identity(activity, authorization)
