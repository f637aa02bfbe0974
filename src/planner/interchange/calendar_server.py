"""A calendar on a CalDAV server: entries put and taken away under the guard of their ETags.

Sources: RFC 4791 (5.3.2), RFC 4918, RFC 9110 (13.1).
"""

from __future__ import annotations

import contextlib
from collections.abc import Collection, Iterator, Mapping
from http import HTTPStatus
from typing import Any, Final, NoReturn
from urllib.parse import quote, unquote, urljoin, urlsplit

from planner.errors import PasswordWanted, UserError
from planner.i18n import _
from planner.interchange.calendar_places import (
    READ_LIMIT,
    ChangedThere,
    IdentityTaken,
    checked_name,
)

TIMEOUT: Final = 20
"""Seconds that a server may be silent."""
_LOOPBACK: Final = frozenset({"localhost", "127.0.0.1", "::1"})
_HOPS: Final = 3
_CALENDAR: Final = "{urn:ietf:params:xml:ns:caldav}calendar"
_LIST: Final = (
    '<?xml version="1.0" encoding="utf-8"?>'
    '<propfind xmlns="DAV:"><prop><getetag/><resourcetype/></prop></propfind>'
)
_XML: Final = {"Content-Type": "application/xml; charset=utf-8"}
_ICS: Final = {"Content-Type": "text/calendar; charset=utf-8"}


def checked_address(text: str) -> str:
    """The address of a calendar as it is kept: with a slash at its end, never with a password.

    :raises UserError: no address that a password may be sent to.
    """
    try:
        parts = urlsplit(text.strip())
        host, port = (parts.hostname or "").lower(), parts.port
    except ValueError:
        parts, host, port = urlsplit(""), "", None
    if parts.password is not None or parts.username is not None:
        raise UserError(
            _("The address holds a name or a password."),
            _("Take it out of the address: the password is asked for and never kept."),
        )
    if not host or parts.scheme not in ("https", "http") or any(c.isspace() for c in parts.path):
        raise UserError(
            _("This is not the address of a calendar."),
            _("Copy it from the calendar program: it begins with https://."),
        )
    if parts.scheme == "http" and host not in _LOOPBACK:
        raise UserError(
            _("The address begins with http://, so everybody on the way could read the password."),
            _("Use the address that begins with https://."),
        )
    named = f"[{host}]" if ":" in host else host
    path = parts.path if parts.path.endswith("/") else f"{parts.path}/"
    return f"{parts.scheme}://{named}{f':{port}' if port else ''}{path}"


class CalendarServer:
    """One calendar. The state of an entry is its ETag.

    The password lives as long as this object; it is in no message. Redirects within the server are
    followed for looking only, never to another one.
    """

    def __init__(self, address: str, user: str = "", password: str = "") -> None:
        """Nothing is sent yet.

        :raises UserError: see :func:`checked_address`.
        """
        self._address = checked_address(address)
        self._host = urlsplit(self._address).hostname or ""
        self._client = _client(self._address, self._host, user, password)

    def states(self, names: Collection[str]) -> dict[str, str]:
        """:raises PasswordWanted: the server wants another name or password."""
        parts = self._listing().findall("{DAV:}response")
        found: dict[str, str] = {}
        own = unquote(urlsplit(self._address).path).rstrip("/")
        itself = [part for part in parts if _path(part).rstrip("/") == own] or parts[:1]
        is_calendar = any(part.find(f".//{_CALENDAR}") is not None for part in itself)
        for part in parts:
            name = _path(part).rpartition("/")[2]
            etag = part.findtext(".//{DAV:}getetag")
            if name in names and etag:
                found[name] = etag
        if not is_calendar:
            raise UserError(
                _("What is at {address} is not a calendar.").format(address=self._address),
                _("Nothing was changed there. Copy the address from the calendar program."),
            )
        return found

    def read(self, name: str) -> bytes | None:
        answer = self._ask("GET", self._at(name))
        if answer.status in (HTTPStatus.NOT_FOUND, HTTPStatus.GONE):
            return None
        if answer.status != HTTPStatus.OK:
            self._refuse(answer.status)
        content = _content(answer)
        return content if len(content) <= READ_LIMIT else None

    def put(self, name: str, content: bytes, state: str | None) -> str:
        guard = {"If-None-Match": "*"} if state is None else {"If-Match": state}
        answer = self._ask("PUT", self._at(name), content, {**_ICS, **guard})
        if answer.status == HTTPStatus.PRECONDITION_FAILED:
            raise ChangedThere(name)
        if answer.status in (HTTPStatus.CONFLICT, HTTPStatus.FORBIDDEN) and (
            b"no-uid-conflict" in _content(answer)
        ):
            raise IdentityTaken(name)
        if not HTTPStatus.OK <= answer.status < HTTPStatus.MULTIPLE_CHOICES:
            self._refuse(answer.status)
        return str(answer.headers.get("ETag") or self._etag(name))

    def remove(self, name: str, state: str) -> None:
        answer = self._ask("DELETE", self._at(name), headers={"If-Match": state})
        if answer.status == HTTPStatus.PRECONDITION_FAILED:
            if self.read(name) is not None:
                raise ChangedThere(name)
            return
        if answer.status in (HTTPStatus.NOT_FOUND, HTTPStatus.GONE):
            return
        if not HTTPStatus.OK <= answer.status < HTTPStatus.MULTIPLE_CHOICES:
            self._refuse(answer.status)

    def close(self) -> None:
        self._client.close()

    # asking

    def _at(self, name: str) -> str:
        return self._address + quote(checked_name(name), safe="")

    def _etag(self, name: str) -> str:
        """Of servers that do not say it with their answer to a PUT."""
        answer = self._ask("GET", self._at(name))
        if answer.status != HTTPStatus.OK:
            self._refuse(answer.status)
        return str(answer.headers.get("ETag") or "")

    def _listing(self) -> Any:
        for _hop in range(_HOPS):
            try:
                answer = self._ask(
                    "PROPFIND", self._address, _LIST.encode(), {**_XML, "Depth": "1"}
                )
            except _Moved as moved:
                self._follow(moved.address)
                continue
            if answer.status != HTTPStatus.MULTI_STATUS:
                self._refuse(answer.status)
            root = _tree(_content(answer))
            if root is None:
                self._refuse(answer.status)
            return root
        self._refuse(HTTPStatus.LOOP_DETECTED)

    def _follow(self, address: str) -> None:
        """:raises UserError: it is an address of another server."""
        target = checked_address(address.partition("?")[0])
        if urlsplit(target)[:2] != urlsplit(self._address)[:2]:
            raise UserError(
                _("The server {host} sends us to another one: {other}.").format(
                    host=self._host, other=urlsplit(target).hostname or target
                ),
                _(
                    "No password was sent there and nothing was changed. If that is right, use its"
                    " address."
                ),
            )
        self._address = target

    def _ask(
        self, method: str, url: str, body: bytes = b"", headers: Mapping[str, str] | None = None
    ) -> Any:
        with self._explained():
            return self._client.request(url, method, body, dict(headers or {}))

    @contextlib.contextmanager
    def _explained(self) -> Iterator[None]:
        """Whatever goes wrong on the way, in a sentence without what was sent."""
        from caldav.lib import error as dav
        from caldav.lib.http_sync import requests
        from lxml.etree import LxmlError

        problems = requests.exceptions
        nothing = _("What was put there before stays. Try again later.")
        try:
            yield
        except _Moved as moved:
            if moved.method == "PROPFIND":
                raise
            self._refuse(HTTPStatus.TEMPORARY_REDIRECT)
        except dav.AuthorizationError as error:
            if getattr(error, "status", None) == HTTPStatus.FORBIDDEN:
                if b"no-uid-conflict" in (getattr(error, "body", None) or b""):
                    raise IdentityTaken from None
                self._refuse(HTTPStatus.FORBIDDEN)
            self._refuse(HTTPStatus.UNAUTHORIZED)
        except dav.RateLimitError:
            self._refuse(HTTPStatus.TOO_MANY_REQUESTS)
        except NotImplementedError:
            self._refuse(HTTPStatus.UNAUTHORIZED)
        except problems.SSLError:
            raise UserError(
                _("The server {host} could not prove that it is the right one.").format(
                    host=self._host
                ),
                _("Nothing was sent. Ask who runs it to renew its certificate."),
            ) from None
        except problems.Timeout:
            raise UserError(
                _("The server {host} did not answer in time.").format(host=self._host), nothing
            ) from None
        except problems.RequestException:
            raise UserError(
                _("The server {host} cannot be reached.").format(host=self._host), nothing
            ) from None
        except (dav.DAVError, LxmlError, ValueError):
            raise UserError(
                _("The server {host} does not answer like a calendar server.").format(
                    host=self._host
                ),
                _("What was put there before stays. See whether the address is right."),
            ) from None

    def _refuse(self, status: int) -> NoReturn:
        what, hint = _sentences(status)
        kind = PasswordWanted if status == HTTPStatus.UNAUTHORIZED else UserError
        raise kind(what.format(host=self._host, number=int(status)), hint) from None


class _Moved(Exception):
    """The server answered with another address."""

    def __init__(self, method: str, address: str) -> None:
        super().__init__(address)
        self.method = method
        self.address = address


def _client(address: str, host: str, user: str, password: str) -> Any:
    from caldav.davclient import DAVClient
    from caldav.lib import error as dav
    from caldav.lib.http_sync import requests

    dav.debug_dump_communication = False  # it would write passwords into a file
    client = DAVClient(
        url=address,
        username=user or None,
        password=password if user else None,
        timeout=TIMEOUT,
        enable_rfc6764=False,
    )
    # One answer after the other: of several at once the redirects would be followed out of our sight.
    client.session = requests.Session()
    client.session.max_redirects = 0
    if host in _LOOPBACK:
        client.session.trust_env = False  # no proxy stands between this computer and itself
    client.session.hooks["response"].append(_stay)
    return client


def _stay(answer: Any, **_more: Any) -> Any:
    """Runs before the library would follow a redirect, with the password or as another method."""
    if answer.is_redirect:
        here = str(answer.request.url)
        raise _Moved(str(answer.request.method), urljoin(here, answer.headers["Location"]))
    return answer


def _content(answer: Any) -> bytes:
    """Nothing, where it is not the UTF-8 that both of its formats are written in."""
    try:
        return str(answer.raw or "").encode()
    except UnicodeError:
        return b""


def _tree(data: bytes) -> Any:
    """The answer as XML; None if it is none. Names of files and things outside are never followed."""
    from lxml import etree

    if len(data) > READ_LIMIT:
        return None
    parser = etree.XMLParser(resolve_entities=False, no_network=True, load_dtd=False)
    try:
        return etree.fromstring(data, parser)
    except etree.XMLSyntaxError:
        return None


def _path(part: Any) -> str:
    """Of one answer in a listing; servers write it with or without their own name."""
    return unquote(urlsplit((part.findtext("{DAV:}href") or "").strip()).path)


def _sentences(status: int) -> tuple[str, str]:
    """What happened and what to do; the first may name the ``{host}`` and the ``{number}``."""
    match status:
        case HTTPStatus.UNAUTHORIZED:
            return (
                _("The server {host} does not accept the name and the password."),
                _(
                    "What is there stays as it is. Type them again; some servers want a password"
                    " made for programs."
                ),
            )
        case HTTPStatus.FORBIDDEN | HTTPStatus.METHOD_NOT_ALLOWED:
            return (
                _("The server {host} does not let you change this calendar."),
                _("It is as it was. Ask its owner for the right to write."),
            )
        case HTTPStatus.NOT_FOUND | HTTPStatus.GONE:
            return (
                _("The server {host} has no calendar at this address."),
                _("What is there stays as it is. Copy the address from the calendar program."),
            )
        case HTTPStatus.CONFLICT:
            return (
                _("The server {host} says that this does not fit to what is there."),
                _("It is as it was. See whether the calendar is still there, then publish again."),
            )
        case HTTPStatus.INSUFFICIENT_STORAGE | HTTPStatus.REQUEST_ENTITY_TOO_LARGE:
            return (
                _("The server {host} has no room left."),
                _("What was put there before stays. Ask who runs it, then publish again."),
            )
        case HTTPStatus.TOO_MANY_REQUESTS | HTTPStatus.SERVICE_UNAVAILABLE:
            return (
                _("The server {host} is too busy."),
                _("What was put there before stays. Try again later."),
            )
        case HTTPStatus.TEMPORARY_REDIRECT | HTTPStatus.LOOP_DETECTED:
            return (
                _("The server {host} sends us to another address."),
                _(
                    "What is there stays as it is. Copy the address from the calendar program again."
                ),
            )
    return (
        _("The server {host} refused, with the number {number}."),
        _("What was put there before stays. Tell the number to who runs it."),
    )
