"""The languages of the interface: English in the code, Vietnamese beside it, switched while the program runs."""

from pathlib import Path

from PySide6.QtCore import QLibraryInfo, QLocale, QObject, QTranslator
from PySide6.QtWidgets import QApplication

from widgets.format import locale_of

FOLDER = Path(__file__).parent
CODES = ("vi", "en")


class Languages(QObject):
    """Installs the translators of a language. Qt then sends ``LanguageChange`` to every widget."""

    def __init__(self, application: QApplication, language: str) -> None:
        super().__init__(application)
        self._application = application
        self._installed: list[QTranslator] = []
        self.language = ""
        self.switch(language)

    @property
    def locale(self) -> QLocale:
        """The locale of the present language."""
        return locale_of(self.language)

    def locale_for(self, language: str) -> QLocale:
        """The locale of a language that is about to be switched to."""
        return locale_of(language)

    def switch(self, language: str) -> None:
        """Use "vi" or "en" from now on; anything else is Vietnamese."""
        language = language if language in CODES else "vi"
        if language == self.language:
            return
        self.language = language
        QLocale.setDefault(self.locale)
        fresh = [self._load(f"ioc_{language}", FOLDER), self._load(f"qtbase_{language}", _qt_folder())]
        stale, self._installed = self._installed, [translator for translator in fresh if translator is not None]
        for translator in stale:
            self._application.removeTranslator(translator)
            translator.deleteLater()
        for translator in reversed(self._installed):
            self._application.installTranslator(translator)

    def close(self) -> None:
        """Take the texts away again and leave the locale as the system has it."""
        for translator in self._installed:
            self._application.removeTranslator(translator)
        self._installed = []
        QLocale.setDefault(QLocale.system())
        self.deleteLater()

    def _load(self, name: str, folder: Path) -> QTranslator | None:
        translator = QTranslator(self)
        if translator.load(name, str(folder)):
            return translator
        translator.deleteLater()
        return None


def _qt_folder() -> Path:
    return Path(QLibraryInfo.path(QLibraryInfo.LibraryPath.TranslationsPath))
