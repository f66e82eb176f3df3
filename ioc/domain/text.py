"""A name in the two languages of the screen."""

from typing import NamedTuple


class Text(NamedTuple):
    """A deployment's own words, Vietnamese and English."""

    vi: str
    en: str

    def of(self, language: str) -> str:
        """The text for a language code ("vi", "en_GB"); English stands in for every other one."""
        return self.vi if language.startswith("vi") else self.en or self.vi


NO_TEXT = Text("", "")
