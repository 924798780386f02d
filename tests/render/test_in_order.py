"""Things by key: found at once, and in order for whoever goes through all of them."""

from circuitlab.render.in_order import InOrder


def test_what_comes_in_between_is_found_at_once_and_gone_through_in_order() -> None:
    things: InOrder[str, str] = InOrder({"a": 1, "b": 2, "c": 3, "d": 4}.__getitem__)
    view = things.view
    for key in "cad":
        things.put(key, key.upper())
    assert view["a"] == "A"
    assert list(view) == ["a", "c", "d"]
    things.put("b", "B")
    assert view.get("b") == "B"
    assert list(view.items()) == [("a", "A"), ("b", "B"), ("c", "C"), ("d", "D")]
    things.drop("c")
    things.put("c", "again")
    assert list(view.values()) == ["A", "B", "again", "D"]
    things.drop("a")
    things.put("a", "A")
    assert {**view} == dict(view) == {"a": "A", "b": "B", "c": "again", "d": "D"}
    assert list({**view}) == ["a", "b", "c", "d"]
    assert list(reversed(view)) == ["d", "c", "b", "a"]  # type: ignore[call-overload]
