"""A generic OpenRosa client, written from the specification and nothing of ours: what any such app would do.

Sources: OpenRosa 1.0 HTTP Request API, Form Discovery API, Form Submission API, Metadata Schema.
"""

import hashlib
import uuid
from dataclasses import dataclass
from xml.etree import ElementTree

LIST = "{http://openrosa.org/xforms/xformsList}"
MANIFEST = "{http://openrosa.org/xforms/xformsManifest}"
RESPONSE = "{http://openrosa.org/http/response}"


class OutOfSpecification(AssertionError):
    """The server broke a sentence of the specification."""


@dataclass
class Form:
    """One entry of the list."""

    id: str
    name: str
    version: str
    hash: str
    download_url: str
    manifest_url: str | None


class OpenRosaClient:
    """``http`` has get, head and post as httpx; ``base`` is what a settings code tells."""

    def __init__(self, http, base: str) -> None:
        self.http = http
        self.base = base.rstrip("/")
        self.headers = {"X-OpenRosa-Version": "1.0", "Date": "Wed, 27 Nov 2024 01:00:00 GMT"}

    def forms(self) -> list[Form]:
        answer = self._checked(self.http.get(f"{self.base}/formList", headers=self.headers), 200)
        self._need(
            answer.headers["content-type"] == "text/xml; charset=utf-8", "the list is text/xml in utf-8"
        )
        root = ElementTree.fromstring(answer.content)
        self._need(root.tag == f"{LIST}xforms", "the root is xforms")
        return [self._form(entry) for entry in root.findall(f"{LIST}xform")]

    def _form(self, entry) -> Form:
        told = {child.tag.removeprefix(LIST): child.text or "" for child in entry}
        for name in ("formID", "name", "hash", "downloadUrl"):
            self._need(told.get(name), f"an entry has {name}")
        self._need(told["hash"].startswith("md5:"), "the hash is md5")
        self._need(told["downloadUrl"].startswith("http"), "addresses are absolute")
        return Form(
            told["formID"], told["name"], told.get("version", ""), told["hash"], told["downloadUrl"],
            told.get("manifestUrl"),
        )  # fmt: skip

    def download(self, form: Form) -> bytes:
        answer = self._checked(self.http.get(form.download_url, headers=self.headers), 200)
        self._need(
            "md5:" + hashlib.md5(answer.content).hexdigest() == form.hash, "the form has the hash announced"
        )
        return answer.content

    def media(self, form: Form) -> dict[str, bytes]:
        if not form.manifest_url:
            return {}
        answer = self._checked(self.http.get(form.manifest_url, headers=self.headers), 200)
        root = ElementTree.fromstring(answer.content)
        self._need(root.tag == f"{MANIFEST}manifest", "the root is manifest")
        found = {}
        for entry in root.findall(f"{MANIFEST}mediaFile"):
            told = {child.tag.removeprefix(MANIFEST): child.text or "" for child in entry}
            content = self._checked(self.http.get(told["downloadUrl"], headers=self.headers), 200).content
            self._need(
                "md5:" + hashlib.md5(content).hexdigest() == told["hash"], "media have the hash announced"
            )
            found[told["filename"]] = content
        return found

    def submit(self, xml: bytes, files: dict[str, bytes]) -> int:
        """Ask how much is taken, then send answers with as many files at a time; returns the number of requests."""
        head = self.http.head(f"{self.base}/submission", headers=self.headers)
        self._checked(head, 204)
        self._need(head.headers.get("location"), "HEAD names the place to post to")
        most = int(head.headers["x-openrosa-accept-content-length"])
        requests = self._split(files, most - len(xml) - 4096) or [{}]
        for some in requests:
            answer = self.post(xml, some, last=some is requests[-1])
            self._need(
                answer.status_code in {201, 202}, f"accepted, not {answer.status_code} {answer.content!r}"
            )
            root = ElementTree.fromstring(answer.content)
            self._need(root.tag == f"{RESPONSE}OpenRosaResponse", "an OpenRosaResponse")
            self._need(root.findtext(f"{RESPONSE}message"), "with a message")
        return len(requests)

    def post(self, xml: bytes, files: dict[str, bytes], *, last: bool = True):
        parts = [("xml_submission_file", ("submission.xml", xml, "text/xml"))]
        parts += [(name, (name, data, "image/jpeg")) for name, data in files.items()]
        data = {} if last else {"*isIncomplete*": "yes"}
        answer = self.http.post(f"{self.base}/submission", headers=self.headers, files=parts, data=data)
        self._need(answer.headers.get("x-openrosa-version") == "1.0", "the version on every answer")
        return answer

    @staticmethod
    def _split(files: dict[str, bytes], most: int) -> list[dict[str, bytes]]:
        requests: list[dict[str, bytes]] = []
        size = most + 1
        for name, data in files.items():
            if size + len(data) > most:
                requests.append({})
                size = 0
            requests[-1][name] = data
            size += len(data)
        return requests

    def _checked(self, answer, status: int):
        self._need(answer.status_code == status, f"{status}, not {answer.status_code}")
        self._need(answer.headers.get("x-openrosa-version") == "1.0", "the version on every answer")
        self._need(answer.headers.get("date"), "the date on every answer")
        return answer

    @staticmethod
    def _need(kept, what: str) -> None:
        if not kept:
            raise OutOfSpecification(what)


def new_instance_id() -> str:
    return f"uuid:{uuid.uuid4()}"
