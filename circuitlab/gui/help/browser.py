"""Shows one page after the other, with links between them, and remembers the way."""

from __future__ import annotations

from collections.abc import Mapping
from pathlib import Path, PurePosixPath
from typing import TYPE_CHECKING, Any

from PySide6.QtCore import QSize, Qt, QUrl, Signal
from PySide6.QtGui import QDesktopServices, QImage, QTextDocument
from PySide6.QtWidgets import QTextBrowser

from circuitlab.gui.help.style import style
from circuitlab.gui.widgets.throttle import Paced
from circuitlab.help.html import html_of
from circuitlab.render.theme import font
from circuitlab.resources import _, docs

if TYPE_CHECKING:
    from PySide6.QtGui import QResizeEvent
    from PySide6.QtWidgets import QWidget

    from circuitlab.help.page import Page
    from circuitlab.render.theme import Theme

SCHEME = "help"
SIZE, SMALLEST, LARGEST = 15, 11, 28
"""Height of the text's letters in pixels: at first, and between which it may be chosen."""
MARGIN = 28
WIDEST = 920
"""Pixels of a line of text: longer ones are hard to read."""


class Browser(QTextBrowser):
    """Shows the pages `pages`, by name.

    Attributes
    ----------
    shown : Signal(str)
        The page of that name shows.
    """

    shown = Signal(str)

    def __init__(
        self, pages: Mapping[str, Page], theme: Theme, parent: QWidget | None = None
    ) -> None:
        super().__init__(parent)
        self._pages, self._theme = pages, theme
        self.letters = SIZE
        self.setOpenLinks(False)
        self.setAccessibleName(_("Page"))
        self.document().setDocumentMargin(MARGIN)
        self.setLineWrapMode(QTextBrowser.LineWrapMode.FixedPixelWidth)
        self._fitted = Paced(self, self._fit)
        self._width = 0
        self.anchorClicked.connect(self.follow)
        self.sourceChanged.connect(lambda url: self.shown.emit(name_of(url)))
        self._dress()

    @property
    def page(self) -> str:
        """The name of the page that shows."""
        return name_of(self.source())

    def open_page(self, name: str, anchor: str = "") -> None:
        """Show the page `name`, from a heading on where `anchor` names one."""
        self.setSource(QUrl(f"{SCHEME}:/{name}.md" + (f"#{anchor}" if anchor else "")))

    def follow(self, link: QUrl) -> None:
        """Go where a link leads: to a page, or with the desktop to what is not one."""
        goal = self.source().resolved(link)
        if goal.scheme() == SCHEME:
            self.setSource(goal)
        else:
            QDesktopServices.openUrl(goal)

    def set_theme(self, theme: Theme) -> None:
        """Take the colours of `theme`."""
        self._theme = theme
        self._dress()
        self._show_again()

    def set_letters(self, size: int) -> None:
        """Show the text in letters so high, in pixels, where that is neither tiny nor huge."""
        self.letters = min(LARGEST, max(SMALLEST, size))
        self._dress()
        self._show_again()

    def _dress(self) -> None:
        self.document().setDefaultFont(font(self.letters))
        self.document().setDefaultStyleSheet(style(self._theme, self.letters))

    def _show_again(self) -> None:
        """Show the same page anew, at the place where it was."""
        bar = self.verticalScrollBar()
        share = bar.value() / max(1, bar.maximum())
        if self.page:
            self.setHtml(self._html(self.source()))
            bar.setValue(round(share * bar.maximum()))

    def _fit(self) -> None:
        """Give pictures their width again, where there are any and the room has changed."""
        if self._width != self._room() and "<img" in self.toHtml():
            self._show_again()

    def _room(self) -> int:
        return self.lineWrapColumnOrWidth() - 2 * MARGIN - 4

    def _html(self, url: QUrl) -> str:
        self._width = self._room()
        return html_of(self._text(name_of(url)), self._width)

    def _text(self, name: str) -> str:
        """Return a page's Markdown; of one that is in no contents, that of its file."""
        if name in self._pages:
            return self._pages[name].read()
        path = _file(f"{name}.md")
        return path.read_text(encoding="utf-8") if path is not None else _missing(name)

    def _image(self, url: QUrl) -> QImage:
        """Return a picture with no more pixels than are shown of it: so it stays sharp."""
        path = _file(url.path())
        found = QImage(str(path)) if path is not None else QImage()
        ratio = self.devicePixelRatioF()
        wide = round(self._width * ratio)
        if found.width() <= wide:
            return found
        smooth = Qt.TransformationMode.SmoothTransformation
        return found.scaledToWidth(wide, smooth)

    def loadResource(self, type: int, name: QUrl | str) -> Any:
        """Return a page as HTML, or a picture."""
        url = self.source().resolved(QUrl(name))
        if type == QTextDocument.ResourceType.ImageResource.value:
            return self._image(url)
        return self._html(url)

    def doSetSource(
        self,
        name: QUrl | str,
        type: QTextDocument.ResourceType = QTextDocument.ResourceType.HtmlResource,
    ) -> None:
        """Show a page; what is Markdown in its file comes as HTML."""
        super().doSetSource(name, QTextDocument.ResourceType.HtmlResource)

    def resizeEvent(self, event: QResizeEvent) -> None:
        super().resizeEvent(event)
        self.setLineWrapColumnOrWidth(min(WIDEST, self.viewport().width()))
        self._fitted.ask()

    def sizeHint(self) -> QSize:
        return QSize(720, 640)


def name_of(url: QUrl) -> str:
    """Return the name of the page that an address leads to: ``"guide/running"``."""
    return url.path().removeprefix("/").removesuffix(".md")


def _file(place: str) -> Path | None:
    """Return a file below the folder of the pages; None where there is none, or it lies outside."""
    parts = PurePosixPath(place).parts
    path = docs().joinpath(*(part for part in parts if part != "/"))
    return path if ".." not in parts and path.is_file() else None


def _missing(name: str) -> str:
    return _("There is no page “{name}” in this help.").format(name=name)
