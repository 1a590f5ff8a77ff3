"""What ODK Collect is told by a code to scan: its settings, as the ODK documentation describes them. Pure."""

import base64
import json
import zlib


def settings_code(server: str, name: str) -> str:
    """Base64 of the compressed settings: server with the key in it, forms kept equal, sending by itself.

    >>> import json as j
    >>> told = j.loads(zlib.decompress(base64.b64decode(settings_code("https://a.id/kunci/K/E", "TPS 1"))))
    >>> told["general"]["server_url"], told["general"]["form_update_mode"], told["project"]["name"]
    ('https://a.id/kunci/K/E', 'match_exactly', 'TPS 1')
    """
    told = {
        "general": {
            "protocol": "odk_default", "server_url": server, "form_update_mode": "match_exactly",
            "periodic_form_updates_check": "every_fifteen_minutes", "autosend": "wifi_and_cellular",
            "app_language": "in", "image_size": "medium",
        },
        "admin": {},
        "project": {"name": name, "icon": "S", "color": "#591d47"},
    }  # fmt: skip
    return base64.b64encode(zlib.compress(json.dumps(told, separators=(",", ":")).encode(), 9)).decode()
