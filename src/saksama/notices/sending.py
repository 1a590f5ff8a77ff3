"""The way out of the house: e-mail, Telegram and signed webhooks through Apprise.

Only the schemes listed here are ever used; a person gives an address, never an Apprise URL. The mailer and the bot
are the installation's (settings), and webhooks go to hosts that whoever keeps it has named: nobody can make the
server call an address of its own network.
"""

import hashlib
import hmac
import logging
import re
import warnings
from collections.abc import Mapping
from datetime import datetime
from typing import Final
from urllib.parse import parse_qsl, quote, urlsplit, urlunsplit

import apprise
from django.conf import settings
from django.core.exceptions import ValidationError
from django.core.validators import validate_email

from saksama.notices.models import Channel
from saksama.notices.wording import Message

SCHEMES: Final[Mapping[str, tuple[str, ...]]] = {
    Channel.Kind.EMAIL: ("mailto", "mailtos"),
    Channel.Kind.TELEGRAM: ("tgram",),
    Channel.Kind.WEBHOOK: ("jsons",),
}
"""Everything Apprise may be asked to do; it knows a hundred more."""

_CHAT = re.compile(r"-?\d{4,20}", re.ASCII)
_PHONE = re.compile(r"62\d{7,13}", re.ASCII)

# Apprise writes the whole address into its own log lines.
logging.getLogger("apprise").setLevel(logging.CRITICAL)


class NotSent(Exception):
    """A message did not leave. ``code`` is what is kept; never an address."""

    def __init__(self, code: str) -> None:
        super().__init__(code)
        self.code = code


def is_possible(kind: str) -> bool:
    """Has whoever keeps this installation set up what the channel needs?"""
    if kind == Channel.Kind.EMAIL:
        return _scheme(settings.ALERTS_MAILER) in SCHEMES[Channel.Kind.EMAIL]
    if kind == Channel.Kind.TELEGRAM:
        return bool(settings.ALERTS_TELEGRAM_BOT)
    if kind == Channel.Kind.WEBHOOK:
        return bool(settings.ALERTS_WEBHOOK_HOSTS)
    return True  # a person's own telephone


def cleaned(kind: str, typed: str) -> str | None:
    """The address as it is kept, or None for one that this channel cannot use."""
    text = typed.strip()
    if kind == Channel.Kind.EMAIL:
        return text if _is_mail(text) else None
    if kind == Channel.Kind.TELEGRAM:
        return text if _CHAT.fullmatch(text) else None
    if kind == Channel.Kind.WHATSAPP:
        return _phone(text)
    return text if _is_allowed(text) else None


def send(kind: str, address: str, secret: str, message: Message, *, key: str, at: datetime) -> None:
    """Send one message. ``key`` travels with it, so that a receiver can tell a double.

    Raises: NotSent no_mailer | bad_address | failed.
    """
    if not is_possible(kind):
        raise NotSent("no_mailer")
    if cleaned(kind, address) is None:
        raise NotSent("bad_address")
    url = _url(kind, address, secret, message, key=key, at=at)
    if url.partition("://")[0] not in SCHEMES[kind]:
        raise NotSent("bad_address")
    with warnings.catch_warnings():  # Apprise's plugins import modules that Python is about to drop
        warnings.simplefilter("ignore", DeprecationWarning)
        asset = apprise.AppriseAsset(app_id="Saksama", app_desc="Saksama", app_url="", http_redirects=False)
        outlet = apprise.Apprise(asset=asset)
        if not outlet.add(url):
            raise NotSent("bad_address")
        if not outlet.notify(title=message.title, body=message.body, body_format=apprise.NotifyFormat.TEXT):
            raise NotSent("failed")


def signature(secret: str, *, key: str, at: datetime, message: Message) -> str:
    """HMAC-SHA256, in hex, over ``key.unix-seconds.title.body``, each part as it stands in the message."""
    text = f"{key}.{int(at.timestamp())}.{message.title}.{message.body}"
    return hmac.new(secret.encode(), text.encode(), hashlib.sha256).hexdigest()


def _url(kind: str, address: str, secret: str, message: Message, *, key: str, at: datetime) -> str:
    if kind == Channel.Kind.EMAIL:
        return _with(settings.ALERTS_MAILER, {"to": address, "format": "text", "+X-Saksama-Alert": key})
    if kind == Channel.Kind.TELEGRAM:
        return _with(f"tgram://{settings.ALERTS_TELEGRAM_BOT}/{quote(address)}/", {"format": "text"})
    signed = signature(secret, key=key, at=at, message=message)
    parts = urlsplit(address)
    plain = urlunsplit(("jsons", parts.netloc, parts.path or "/", "", ""))
    asked = {f"-{name}": value for name, value in parse_qsl(parts.query, keep_blank_values=True)}
    stamp = str(int(at.timestamp()))
    return _with(
        plain,
        asked
        | {
            "+X-Saksama-Alert": key,
            "+X-Saksama-Time": stamp,
            "+X-Saksama-Signature": f"sha256={signed}",
            "redirect": "no",
            "rto": "8",
            "cto": "4",
        },
    )


def _with(url: str, options: Mapping[str, str]) -> str:
    told = "&".join(f"{quote(name, safe='+-')}={quote(value, safe='')}" for name, value in options.items())
    return f"{url}{'&' if '?' in url else '?'}{told}"


def _scheme(url: str) -> str:
    return url.partition("://")[0].lower() if "://" in url else ""


def _is_mail(text: str) -> bool:
    try:
        validate_email(text)
    except ValidationError:
        return False
    return len(text) <= 254


def _phone(text: str) -> str | None:
    """Figures with the country's code, as wa.me wants them: 0812-… becomes 62812…."""
    figures = re.sub(r"[ .()+-]", "", text)
    if figures.startswith("0"):
        figures = f"62{figures[1:]}"
    return figures if _PHONE.fullmatch(figures) else None


def _is_allowed(text: str) -> bool:
    try:
        parts = urlsplit(text)
        host, _port = parts.hostname, parts.port
    except ValueError:
        return False
    plain = parts.username is None and parts.password is None and not parts.fragment
    return parts.scheme == "https" and plain and host in settings.ALERTS_WEBHOOK_HOSTS and len(text) <= 500
