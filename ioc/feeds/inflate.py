"""The body of an answer, piece by piece: counted on the wire, decompressed, and counted again.

Decompression is done here and not by the HTTP library, so that a bomb ends at the size limit.
"""

import zlib
from typing import Final

from ioc.domain.faults import FaultCode
from ioc.feeds.refused import DocumentError

_PIECE: Final = 256 * 1024
_GZIP: Final = 16 + zlib.MAX_WBITS
_MAGIC: Final = b"\x1f\x8b"


class BodyReader:
    """Collects a body of at most ``limit`` bytes, on the wire and decompressed.

    Every method raises DocumentError: TOO_LARGE, TRUNCATED, or ENCODING for a broken or unknown compression.
    """

    def __init__(self, encoding: str, limit: int) -> None:
        self.encoding = encoding.strip().lower()
        if self.encoding not in ("", "identity", "gzip", "x-gzip", "deflate"):
            raise DocumentError(FaultCode.ENCODING, f"content-encoding {encoding[:50]}")
        self._limit = limit
        self._wire = 0
        self._size = 0
        self._parts: list[bytes] = []
        self._inflater = zlib.decompressobj(_GZIP) if self.encoding.endswith("gzip") else None
        self._is_compressed = self.encoding not in ("", "identity")

    @property
    def wire(self) -> int:
        """Bytes received so far."""
        return self._wire

    def feed(self, piece: bytes) -> None:
        """Take the next bytes off the wire."""
        self._wire += len(piece)
        if self._wire > self._limit:
            raise self._too_large()
        if not self._is_compressed:
            self._parts.append(piece)
            return
        if self._inflater is None:  # deflate is zlib by the book, and raw with many servers
            is_zlib = piece[0] & 0x0F == 8 and (len(piece) < 2 or int.from_bytes(piece[:2], "big") % 31 == 0)
            self._inflater = zlib.decompressobj(zlib.MAX_WBITS if is_zlib else -zlib.MAX_WBITS)
        try:
            self._inflate(piece)
        except zlib.error as error:
            raise DocumentError(FaultCode.ENCODING, f"{self.encoding}: {error}") from None

    def finish(self) -> bytes:
        """The whole body, once the wire has ended."""
        if self._is_compressed and self._wire and (self._inflater is None or not self._inflater.eof):
            raise DocumentError(FaultCode.TRUNCATED, f"the {self.encoding} data end early")
        return b"".join(self._parts)

    def _inflate(self, piece: bytes) -> None:
        while piece and self._inflater is not None:
            if self._inflater.eof:
                if not (self.encoding.endswith("gzip") and piece.startswith(_MAGIC)):
                    return  # padding after the last member
                self._inflater = zlib.decompressobj(_GZIP)
            out = self._inflater.decompress(piece, _PIECE)
            self._size += len(out)
            if self._size > self._limit:
                raise self._too_large()
            self._parts.append(out)
            piece = self._inflater.unused_data if self._inflater.eof else self._inflater.unconsumed_tail

    def _too_large(self) -> DocumentError:
        return DocumentError(FaultCode.TOO_LARGE, f"more than {self._limit} bytes")
