from PySide6.QtCore import QRectF

from circuitlab.gui.canvas.box_index import Boxes


def boxes(things: dict[str, QRectF]) -> Boxes[str]:
    made: Boxes[str] = Boxes(QRectF)
    made.follow(things, things)
    return made


def test_it_finds_what_touches_in_painting_order() -> None:
    index = boxes({"b": QRectF(0, 0, 10, 10), "far": QRectF(90, 90, 5, 5), "a": QRectF(5, 5, 9, 9)})
    assert index.touching(QRectF(6, 6, 2, 2)) == ["b", "a"]
    assert boxes({}).touching(QRectF(0, 0, 9, 9)) == []


def test_what_is_in_view_is_the_same_list_until_something_comes_or_goes() -> None:
    index = boxes({"a": QRectF(0, 0, 10, 10), "far": QRectF(90, 90, 5, 5)})
    seen = index.in_view(QRectF(0, 0, 50, 50))
    assert seen == ["a"]
    assert index.touching(QRectF(80, 80, 50, 50)) == ["far"]
    assert index.in_view(QRectF(1, 1, 60, 60)) is seen
    assert index.in_view(QRectF(1, 1, 99, 99)) == ["a", "far"]


def test_only_what_differs_is_dirty() -> None:
    kept, old, new = QRectF(0, 0, 1, 1), QRectF(10, 10, 2, 2), QRectF(20, 20, 2, 2)
    index = boxes({"kept": kept, "moved": old, "gone": QRectF(30, 30, 3, 3)})
    now = {"kept": kept, "moved": new, "came": QRectF(40, 40, 4, 4)}
    dirty = index.follow(now, ("kept", "moved", "came", "gone"))
    corners = sorted(box.x() for box in dirty)
    assert corners == [10, 20, 30, 40]


def test_the_order_of_painting_may_be_another_than_that_of_coming() -> None:
    index = Boxes[str](QRectF, rank_of={"over": 2, "under": 1, "between": 1.5}.__getitem__)
    here = QRectF(0, 0, 4, 4)
    index.follow({"over": here, "under": here}, ("over", "under"))
    assert index.touching(here) == ["under", "over"]
    index.follow({"over": here, "between": QRectF(1, 1, 2, 2)}, ("under", "between"))
    assert index.touching(here) == ["between", "over"]
    assert index.box("under").isEmpty()
