"""Somebody who visits the running site over HTTP, with cookies, without a browser: for looking at very many pages."""

import http.cookiejar
import re
import urllib.error
import urllib.parse
import urllib.request
from dataclasses import dataclass
from html.parser import HTMLParser


@dataclass(frozen=True, slots=True, kw_only=True)
class Answer:
    """What came back: the address after redirects, the status, the media type and the text."""

    address: str
    status: int
    media_type: str
    text: str


class _Links(HTMLParser):
    def __init__(self) -> None:
        super().__init__()
        self.found: list[str] = []

    def handle_starttag(self, tag: str, attributes: list[tuple[str, str | None]]) -> None:
        if tag == "a":
            self.found.extend(value for name, value in attributes if name == "href" and value)


class Visitor:
    """Keeps cookies from page to page; a fault of the site is an answer, not an exception."""

    def __init__(self, address: str) -> None:
        self.address = address
        jar = http.cookiejar.CookieJar()
        self.opener = urllib.request.build_opener(urllib.request.HTTPCookieProcessor(jar))

    def get(self, path: str) -> Answer:
        """Return the answer to a GET."""
        return self._open(urllib.request.Request(urllib.parse.urljoin(self.address, path)))

    def post(self, path: str, form: dict[str, str]) -> Answer:
        """Return the answer to a form sent from the page at this path, with that page's token."""
        page = self.get(path)
        token = re.search(r'name="csrfmiddlewaretoken" value="([^"]+)"', page.text)
        assert token, f"no form at {path}"
        data = urllib.parse.urlencode({**form, "csrfmiddlewaretoken": token.group(1)}).encode()
        headers = {"Referer": urllib.parse.urljoin(self.address, path)}
        return self._open(urllib.request.Request(urllib.parse.urljoin(self.address, path), data, headers))

    def sign_in(self, email: str, password: str) -> None:
        """Sign in, and make sure of it."""
        answer = self.post("/en/sign-in/", {"email": email, "password": password, "next": "/en/"})
        assert answer.status == 200, answer.status
        assert "Sign out" in answer.text

    def links(self, answer: Answer) -> list[str]:
        """Return the paths on this site that a page links to."""
        reader = _Links()
        reader.feed(answer.text)
        found = []
        for href in reader.found:
            whole = urllib.parse.urljoin(answer.address, href).partition("#")[0]
            if whole.startswith(self.address + "/"):
                found.append(whole.removeprefix(self.address))
        return list(dict.fromkeys(found))

    def _open(self, request: urllib.request.Request) -> Answer:
        try:
            with self.opener.open(request, timeout=30) as answer:
                return self._read(answer, answer.status)
        except urllib.error.HTTPError as fault:
            return self._read(fault, fault.code)

    @staticmethod
    def _read(answer, status: int) -> Answer:  # type: ignore[no-untyped-def] # both kinds of answer read alike
        media_type = answer.headers.get_content_type()
        body = answer.read()
        text = body.decode("utf-8") if media_type.startswith("text/") or media_type.endswith("json") else ""
        return Answer(address=answer.url, status=status, media_type=media_type, text=text)
