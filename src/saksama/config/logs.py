"""Log lines carry no keys: an OpenRosa client can be told its key only in the address."""

import logging
import re

_KEY = re.compile(r"(/kunci/)[^/\s?]+")


class WithoutKeys(logging.Filter):
    """Writes ``/kunci/…/`` for every key, in the text and in what the text is filled with."""

    def filter(self, record: logging.LogRecord) -> bool:
        text = record.getMessage()
        if "/kunci/" in text:
            record.msg, record.args = _KEY.sub(r"\1…", text), ()
        return True
