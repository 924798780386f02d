"""Drawing needs an application; pictures are compared with kept ones."""

from collections.abc import Callable
from pathlib import Path

import numpy as np
import pytest
from PySide6.QtCore import Qt
from PySide6.QtGui import QGuiApplication, QImage

SNAPSHOTS = Path(__file__).parent / "snapshots"
SHRINK = 4
MEAN_TOLERANCE, WORST_TOLERANCE = 1.5, 40.0


def pytest_addoption(parser: pytest.Parser) -> None:
    """Let a change of look be accepted."""
    parser.addoption("--update-snapshots", action="store_true", help="keep the pictures of today")


@pytest.fixture(autouse=True)
def application(qapp: QGuiApplication) -> QGuiApplication:
    """Fonts and images need one."""
    return qapp


@pytest.fixture
def unchanged(request: pytest.FixtureRequest) -> Callable[[QImage, str], None]:
    """Check a picture against the kept one of that name, forgiving how edges are smoothed."""

    def check(picture: QImage, name: str) -> None:
        path = SNAPSHOTS / f"{name}.png"
        small = _shrunk(picture)
        if request.config.getoption("--update-snapshots", default=False):
            SNAPSHOTS.mkdir(exist_ok=True)
            small.save(str(path))
        assert path.exists(), f"no snapshot {name}; --update-snapshots makes it"
        kept, now = _pixels(QImage(str(path))), _pixels(small)
        assert kept.shape == now.shape
        off = np.abs(kept - now)
        assert off.mean() <= MEAN_TOLERANCE
        assert np.percentile(off, 99.9) <= WORST_TOLERANCE

    return check


def _shrunk(picture: QImage) -> QImage:
    return picture.scaled(
        picture.width() // SHRINK,
        picture.height() // SHRINK,
        Qt.AspectRatioMode.IgnoreAspectRatio,
        Qt.TransformationMode.SmoothTransformation,
    ).convertToFormat(QImage.Format.Format_RGB888)


def _pixels(picture: QImage) -> np.ndarray:
    picture = picture.convertToFormat(QImage.Format.Format_RGB888)
    raw = np.frombuffer(picture.constBits(), np.uint8)
    rows = raw.reshape(picture.height(), picture.bytesPerLine())[:, : 3 * picture.width()]
    return rows.astype(float)
