"""Markdown comes as HTML with anchors and framed tables."""

from circuitlab.help.html import column_shares, html_of
from circuitlab.help.page import anchor, sections, title_of

TEXT = """# A page

First words.

## Its *values* & more

| a | b |
| --- | --- |
| `x` | 1 < 2 |

```
# no heading
<b>
```
"""


def test_headings_can_be_gone_to_and_code_is_not_taken_for_marks() -> None:
    made = html_of(TEXT, 300)
    assert '<a name="its-values--more"></a>' in made
    assert "&lt;b&gt;" in made
    assert "<b>" not in made
    assert '<table class="values"' in made
    assert 'width="300"' in html_of("![A](a.png)", 300)
    assert "<script" not in html_of("<script>x</script>", 300)


def test_a_page_falls_into_sections() -> None:
    assert [each.heading for each in sections(TEXT)] == ["A page", "Its values & more"]
    assert title_of(TEXT) == "A page"
    assert anchor("What a wire makes") == "what-a-wire-makes"


def test_columns_are_as_wide_as_their_words() -> None:
    narrow, wide = column_shares([["a", "b"], ["1", "a long sentence with many words"]])
    assert narrow < wide
    assert 95 <= narrow + wide <= 105
