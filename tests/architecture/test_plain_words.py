"""What people read says what nerves carry: nociceptive signals. Pain is made in the brain."""

import re
from pathlib import Path

from circuitlab.resources import assets, presets

ROOT = Path(__file__).parents[2]
AVOIDED = re.compile(
    r"\bpain(ful)?[ -](fib(re|er)s?|signals?|nerves?|receptors?|neurons?|pathways?|heat)\b",
    re.IGNORECASE,
)
QUOTING = "facts.md"
"""Says what was wrong, in the words that were."""

READ = [
    *sorted((assets() / "catalog").glob("*.toml")),
    *sorted(path for path in presets().iterdir() if path.suffix in (".json", ".circuit")),
    *(path for path in sorted(ROOT.glob("docs/**/*.md")) if path.name != QUOTING),
    ROOT / "README.md",
    *sorted((ROOT / "circuitlab").rglob("*.py")),
]


def test_no_text_says_that_a_nerve_carries_pain() -> None:
    found = {path.name: around(path) for path in READ}
    assert not {name: words for name, words in found.items() if words}


def around(path: Path) -> list[str]:
    """Where a text says it, with the words about it."""
    text = path.read_text(encoding="utf-8")
    if path.suffix == ".md":
        text = "\n".join(line for line in text.splitlines() if not line.startswith("*Avoid:*"))
    return [text[max(0, m.start() - 40) : m.end() + 20] for m in AVOIDED.finditer(text)]


def test_the_pattern_finds_what_is_meant() -> None:
    for words in ("a pain fibre", "Pain signals", "painful heat", "the pain pathway"):
        assert AVOIDED.search(words)
    for words in ("nociceptive signals", "pain read-out", "painkiller", "free of pain"):
        assert not AVOIDED.search(words)
