"""Search as people type: without diacritics, case or order of words."""

import unicodedata
from functools import lru_cache


@lru_cache(maxsize=20_000)
def fold(text: str) -> str:
    """Lower case without diacritics: "Hồ sơ đúng hạn" and "ho so dung han" are the same."""
    lowered = text.casefold().replace("đ", "d")
    return "".join(sign for sign in unicodedata.normalize("NFD", lowered) if not unicodedata.combining(sign))


def matches(query: str, *texts: str) -> bool:
    """Whether every word of the query is found somewhere in the texts; an empty query matches."""
    whole = " ".join(fold(text) for text in texts)
    return all(word in whole for word in fold(query).split())
