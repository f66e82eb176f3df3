"""What the maker of the map page and its server agree on. Apart from both, so that serving needs no folium."""

from typing import NamedTuple

POLICY = (
    "default-src 'none'; script-src 'self'; style-src 'self'; img-src 'self'; connect-src 'self'; "
    "base-uri 'none'; form-action 'none'"
)
"""The content security policy of the page: its own files and nothing else."""
CHANNEL = "qwebchannel.js"
"""The one script of the page that Qt brings."""


class Asset(NamedTuple):
    """A file of the page."""

    kind: str
    """MIME type."""
    body: bytes
