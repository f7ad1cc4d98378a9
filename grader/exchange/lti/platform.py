"""Talk to a platform: an access token for a signature of ours, a line item for a lesson, a score for a learner."""
from __future__ import annotations

import json
import re
import time
from collections.abc import Callable
from itertools import islice
from typing import Any

from grader.errors import Refused, WrongCall
from grader.exchange.lti.ledger import Score
from grader.exchange.lti.settings import FILE, Column, Settings, origin
from grader.printable import printable

try:
    import requests
    from pylti1p3.assignments_grades import AssignmentsGradesService
    from pylti1p3.exception import LtiException, LtiServiceException
    from pylti1p3.grade import Grade
    from pylti1p3.lineitem import LineItem
    from pylti1p3.registration import Registration
    from pylti1p3.service_connector import ServiceConnector
except ImportError as error:
    raise WrongCall(f"grader passback: expected a library for LTI, got {error}. Install it: "
                    "`pip install 'head-replacement-course[lti]'`.") from None

SCOPE = "https://purl.imsglobal.org/spec/lti-ags/scope/"
WAITS_S = (1, 2, 4, 8)  # between tries, unless the platform says how long
LONGEST_WAIT_S = 60
TIMEOUT_S = 30
EARLY_S = 60  # a token is not used in its last minute
MOST_ITEMS = 10_000
FAULTS = (LtiException, requests.RequestException, KeyError, TypeError, ValueError, AttributeError)


class Unavailable(Refused):
    """The platform did not answer, or is too busy, also after several tries."""


class _Adapter(requests.adapters.HTTPAdapter):
    """Sends to the servers that `lti.toml` names and to no other, whatever addresses the platform answers with."""

    def __init__(self, settings: Settings) -> None:
        super().__init__()
        self._origins = {origin(url) for url in settings.addresses.values()}

    def send(self, request: Any, *args: Any, **options: Any) -> Any:
        if origin(request.url) not in self._origins:
            raise requests.exceptions.InvalidURL("an address on another server than lti.toml names")
        return super().send(request, *args, **options | {"timeout": TIMEOUT_S})


class _Connector(ServiceConnector):
    """The library's, with a memory for access tokens, and patience."""

    def __init__(self, settings: Settings, keys: tuple[str, str]) -> None:
        private, public = keys
        registration = Registration().set_issuer(settings.issuer).set_client_id(settings.client_id)
        registration.set_auth_token_url(settings.token_url).set_auth_audience(settings.audience or settings.token_url)
        session = requests.Session()
        session.auth = lambda request: request  # else a .netrc would take the place of the token
        session.max_redirects = 0
        for scheme in ("https://", "http://"):
            session.mount(scheme, _Adapter(settings))
        super().__init__(registration.set_tool_private_key(private).set_tool_public_key(public), session)
        self._tokens: dict[str, tuple[str, float]] = {}

    def _get_cached_access_token(self, scope_key: str) -> str | None:
        token, until = self._tokens.get(scope_key, ("", 0.0))
        return token if time.monotonic() < until else None

    def _cache_access_token(self, scope_key: str, access_token: str, expires_in: float) -> None:
        self._tokens[scope_key] = (access_token, time.monotonic() + float(expires_in) - EARLY_S)

    def get_access_token(self, scopes: Any) -> str:
        try:
            return patiently(lambda: super(_Connector, self).get_access_token(scopes))
        except (Refused, *FAULTS) as error:
            told = _tell(error, with_body=False)
            raise WrongCall(f"{FILE}: token_url: expected an access token, got {told}. Check client_id and token_url, "
                            "that the platform has the public half of the key (`grader passback --show-key`), and "
                            "that it lets this tool write grades.") from None


def patiently(call: Callable[[], Any]) -> Any:
    """Return what a call returns, tried again while the platform is busy or away.

    Raises:
        Unavailable: it still is after the last try.
    """
    for wait in (*WAITS_S, None):
        try:
            return call()
        except LtiServiceException as error:
            if error.response.status_code != 429 and error.response.status_code < 500:
                raise
            told, pause = _tell(error), error.response.headers.get("Retry-After", "")
        except (requests.ConnectionError, requests.Timeout) as error:
            told, pause = _tell(error), ""
        if wait is None:
            raise Unavailable(f"{told}, {len(WAITS_S) + 1} times")
        time.sleep(min(int(pause), LONGEST_WAIT_S) if re.fullmatch("[0-9]{1,5}", pause) else wait)


def _tell(error: Exception, with_body: bool = True) -> str:
    """Return what went wrong, without what we sent: a platform may repeat that in its answer."""
    if isinstance(error, Refused):
        return str(error)
    if isinstance(error, LtiServiceException):
        status, sent = error.response.status_code, str(error.response.request.headers.get("Authorization", ""))
        token, body = sent.removeprefix("Bearer "), " ".join(error.response.text[:2000].split())
        shown = f" ({printable(body)[:150]})" if with_body and body and not (token and token in body) else ""
        return f"status {status}{shown}"
    if isinstance(error, requests.TooManyRedirects):
        return "another address to ask, which is not followed"
    if isinstance(error, requests.exceptions.InvalidURL):
        return str(error)
    return f"no answer that can be used ({type(error).__name__})"


class Platform:
    """A platform that takes the scores of a lesson."""

    def __init__(self, settings: Settings, keys: tuple[str, str]) -> None:
        self._connector = _Connector(settings, keys)
        self._line_items = settings.line_items

    def _service(self, scope: str, **addresses: str) -> AssignmentsGradesService:
        data: Any = {"scope": [SCOPE + scope], **addresses}
        return AssignmentsGradesService(self._connector, data)

    def find_item(self, lesson: str, column: Column, maximum: float) -> str:
        """Return the address of a lesson's line item; without one, it is made.

        Raises:
            WrongCall: the platform does not let us, or has several.
        """
        if column.line_item:
            return column.line_item
        service = self._service("lineitem", lineitems=self._line_items)
        try:
            items = patiently(lambda: list(islice(service.get_lineitems(), MOST_ITEMS)))
            found = [one["id"] for one in items if one.get("resourceId") == lesson] or [
                one["id"] for one in items if one.get("label") == column.label]
            if not found:  # once: a platform that answers "busy" may have made it
                new = LineItem().set_label(column.label).set_resource_id(lesson).set_score_maximum(maximum)
                found = [service.create_lineitem(new).get_id()]
        except (Refused, *FAULTS) as error:
            raise WrongCall(f"{FILE}: line_items: expected the course's columns, or a new one, got {_tell(error)}. "
                            "Check the address, or make the column there and name its line_item.") from None
        if len(found) > 1 or not isinstance(found[0], str):
            raise WrongCall(f"{FILE}: line_items: expected one column for {printable(lesson)}, got {len(found)}. "
                            f"Name its line_item in [lessons.{printable(lesson)}].")
        return found[0]

    def send(self, score: Score, item: str, next_moment: Callable[[], str]) -> str:
        """Send a score, and return the timestamp that it went with.

        Raises:
            Refused: the platform does not take it.
            Unavailable: nor anything else.
            WrongCall: it does not let us in.
        """
        service = self._service("score", lineitem=item)

        def put() -> str:  # each try with a time of its own: the platform may have taken the last one, unheard
            moment = next_moment()
            service.put_grade(_to_grade(score).set_timestamp(moment))
            return moment

        try:
            return patiently(put)
        except FAULTS as error:
            raise Refused(_tell(error)) from None


def _to_grade(score: Score) -> Grade:
    is_final = score.given is not None
    grade = Grade().set_user_id(score.user_id).set_score_maximum(score.maximum)
    grade.set_activity_progress("Completed" if is_final else "Submitted")
    grade.set_grading_progress("FullyGraded" if is_final else "PendingManual")
    if score.given is not None:
        grade.set_score_given(score.given)
    return grade.set_submitted_at(score.submitted) if score.submitted else grade


def public_jwk(keys: tuple[str, str]) -> str:
    """Return the public key as a platform wants it that does not take PEM."""
    return json.dumps(Registration.get_jwk(keys[1]))
