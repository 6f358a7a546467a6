"""Walk through a lesson from its first card to its last, by mouse, by finger or by keyboard."""

from __future__ import annotations

import re
from collections.abc import Callable
from typing import TYPE_CHECKING

from playwright.sync_api import expect

from playground.config.lookup import setting_of
from playground.lessons.format import Lesson, Question, Step
from playground.ui.sidebar.choices import in_words
from playground.wording import _, speaking
from tests.browser.sights import at_rest, button

if TYPE_CHECKING:
    from playwright.sync_api import FloatRect, Locator, Page

#: The key that leads to an element from the one in focus, also into and out of shadow roots; empty
#: when it has the focus.
TOWARDS = """(node) => {
    let active = document.activeElement;
    while (active?.shadowRoot?.activeElement) active = active.shadowRoot.activeElement;
    if (node.contains(active)) return "";
    const way = (each) => { const found = []; for (let one = each; one; one = one.getRootNode().host) found.unshift(one); return found; };
    const [from, to] = [way(active), way(node)];
    const parting = from.findIndex((each, place) => each !== to[place]);
    const back = parting >= 0 && to[parting]?.compareDocumentPosition(from[parting]) & Node.DOCUMENT_POSITION_FOLLOWING;
    return back ? "Shift+Tab" : "Tab";
}"""
#: Presses of Tab after which a control counts as out of reach.
FAR = 250


class Walk:
    """A reader in a lesson.

    Parameters
    ----------
    page : Page
    lesson : Lesson
        In any language, in which its page is opened.
    look : callable
        Called in every state of every card.
    """

    def __init__(self, page: Page, lesson: Lesson, look: Callable[[], None]) -> None:
        self.page, self.lesson, self.look = page, lesson, look
        self.card, self.stage = page.locator(".lesson"), page.locator(".tracks .stage")

    def word(self, text: str) -> str:
        """Return a text of the page in the language of the lesson."""
        with speaking(self.lesson.language):
            return str(_(text))

    def rest(self) -> None:
        """Wait until the page is at rest."""
        at_rest(self.page)

    def walk(self, first: int = 1, last: int | None = None) -> None:
        """Open the lesson at a step, and do it and the steps after it, up to the last one."""
        start = "" if first == 1 else f"&step={first}"
        self.page.goto(f"/?lesson={self.lesson.name}&lang={self.lesson.language}{start}")
        for place, step in [*enumerate(self.lesson.steps)][first - 1 : last]:
            title = self.card.get_by_role("heading", name=step.title, exact=True)
            expect(title).to_be_visible()
            expect(self.card).to_contain_text(f"{place + 1} / {len(self.lesson.steps)}")
            self.rest()
            self.look()
            self.step(step)
        self.look()

    def step(self, step: Step) -> None:
        """Answer, do what is asked, write a line, and go on."""
        if step.ask is not None:
            self.answer(step.ask)
            self.use(self.own("Lock my answer"))
        if step.do.kind == "read":
            self.use(self.own("Next"))
        elif step.do.kind == "write":
            self.write("textarea", "two of them cancel")
        elif step.do.kind != "answer":
            if step.ask is not None:
                expect(self.card.locator(".task")).to_be_visible()
            self.rest()
            self.do(step)
        if step.ask is not None:
            expect(self.card.locator(".truth")).to_be_visible()
            self.rest()
            self.write(".write input", "it has to")
            self.look()
            self.use(self.own("Next"))

    def own(self, name: str) -> Locator:
        """Return a button of the card."""
        return self.card.get_by_role("button", name=self.word(name), exact=True)

    def button(self, name: str) -> Locator:
        """Return a button of the page."""
        return button(self.page, self.word(name))

    def write(self, field: str, text: str) -> None:
        """Write a line and keep it."""
        self.fill(self.card.locator(field), text)
        self.use(self.card.locator(".write button"))
        expect(self.card.locator(".kept")).to_be_visible()
        self.rest()

    def do(self, step: Step) -> None:
        """Do the one thing that a step asks."""
        do = step.do
        match do.kind:
            case "train":
                self.hurry()
                self.use(self.button("Train"))
            case "cursor":
                self.go_to(do.value)
            case "drag":
                self.drag(do.value)
            case "step":
                for _time in range(do.value):
                    self.use(self.button("Step"))
            case "hold":
                self.hold()
            case "release":
                self.use(self.page.locator(".st-key-release button").filter(visible=True).first)
            case "set":
                self.use(self.card.locator(".task button"))
            case "change":
                self.change(do.value)
            case "mark":
                self.mark(do.value)
            case "reset":
                self.use(self.button("Reset"))
            case other:
                raise AssertionError(f"nobody knows how to do {other!r}")

    def hurry(self) -> None:
        """Choose the fastest pace."""
        fastest = self.page.get_by_test_id("stMain").get_by_role("radio", name=self.word("full"))
        if not fastest.is_checked():
            self.use(fastest)
            expect(fastest).to_be_checked()

    def hold(self) -> None:
        """Press the one button that is marked, above the tracks or in the cell."""
        above = self.page.locator(".st-key-hold-gate button")
        self.use(self.page.locator(".cell .asked").or_(above).filter(visible=True).last)

    def change(self, label: str) -> None:
        """Choose a variation of the exhibit, by its button or from a menu."""
        exhibit = self.lesson.exhibit
        values = dict(exhibit.variations)[label]
        if exhibit.switch or len(values) > 1:
            return self.use(self.button(label))
        field, value = next(iter(values.items()))
        setting = setting_of(exhibit.experiment, field)
        with speaking(self.lesson.language):
            option = in_words(setting.room, value)
        return self.choose(self.word(setting.label), option)

    def answer(self, ask: Question) -> None:
        """Answer a question: the last option, some number, or a line with a dip."""
        if ask.kind == "choice":
            self.pick(self.card.get_by_role("radio"), len(ask.options) - 1)
        elif ask.kind == "number":
            self.slide(self.card.locator("input[type=range]"))
        else:
            self.draw()

    def column(self, t: int) -> float:
        """Return where a time step is on the screen."""
        box = box_of(self.stage)
        times = int(self.stage.get_attribute("aria-valuemax") or 1)
        return box["x"] + 8 + (box["width"] - 16) * (t - 0.5) / times

    def row(self, place: int) -> float:
        """Return a height in the middle of the plot of a row of lines."""
        return box_of(self.page.locator(".labels .row.line").nth(place))["y"] + 40

    def use(self, control: Locator) -> None:
        """Press a button."""
        control.click()

    def fill(self, field: Locator, text: str) -> None:
        """Write into a field."""
        field.fill(text)

    def pick(self, radios: Locator, place: int) -> None:
        """Choose one of several."""
        radios.nth(place).check()

    def slide(self, range_: Locator) -> None:
        """Give a number."""
        range_.fill("4")

    def choose(self, menu: str, option: str) -> None:
        """Choose from a menu above the tracks."""
        self.use(button_of(self.page, menu))
        self.page.get_by_role("menuitem", name=option, exact=True).click()

    def go_to(self, t: int) -> None:
        """Move the cursor to a time step."""
        self.stage.scroll_into_view_if_needed()
        self.page.mouse.click(self.column(t), self.row(0))
        self.page.mouse.move(2, 2)

    def drag(self, t: int) -> None:
        """Drag the dot of a time step down."""
        self.dot(t)  # what is said of the time step may move the tracks
        self.rest()
        x, y = self.dot(t)
        self.page.mouse.down()
        self.page.mouse.move(x, y + 30, steps=3)
        self.page.mouse.up()

    def dot(self, t: int) -> tuple[float, float]:
        """Point at the dot of a time step, which is looked for from the top."""
        for _time in range(3):  # a card that scrolls late moves the picture once more
            x, top = self.column(t), box_of(self.stage)["y"]
            for y in range(50, 140, 5):
                self.page.mouse.move(x, top + y)
                if "ns-resize" in (self.stage.get_attribute("style") or ""):
                    return x, top + y
            self.show()
        raise AssertionError(f"no dot at t = {t}")

    def show(self) -> None:
        """Wait until the picture, which is in sight, stays where it is."""
        self.rest()

    def mark(self, t: int) -> None:
        """Click in the row above the tracks."""
        self.page.mouse.click(self.column(t), box_of(self.stage)["y"] + 36)

    def draw(self) -> None:
        """Draw a line with a dip across the empty track."""
        sheet = self.page.locator(".labels .row").filter(
            has=self.page.locator("output", has_text="–")
        )
        y = box_of(sheet.first)["y"] + 32
        self.page.mouse.move(self.column(1), y)
        self.page.mouse.down()
        for t, low in ((6, 0), (7, 20), (9, 0), (40, 0)):
            self.page.mouse.move(self.column(t), y + low, steps=4)
        self.page.mouse.up()


class Fingers(Walk):
    """A reader with a phone."""

    def use(self, control: Locator) -> None:
        """Tap a button."""
        control.tap()

    def go_to(self, t: int) -> None:
        """Tap the picture, in its first row."""
        self.show()
        self.page.touchscreen.tap(self.column(t), box_of(self.stage)["y"] + 60)

    def drag(self, t: int) -> None:
        """Drag a dot; the finger is a mouse here, since Playwright only taps."""
        self.show()
        super().drag(t)

    def draw(self) -> None:
        """Draw on the track above the sheet."""
        self.show()
        super().draw()

    def show(self) -> None:
        """Scroll the picture to the top of what is free, after the card has done so itself."""
        tracks = self.page.locator(".tracks")
        for _time in range(5):
            tracks.evaluate("(node) => node.scrollIntoView({ block: 'start' })")
            before = box_of(tracks)
            at_rest(self.page)
            if box_of(tracks) == before:
                return


class Keys(Walk):
    """A reader who uses the keyboard alone."""

    def press(self, *keys: str) -> None:
        """Press keys one after the other."""
        for key in keys:
            self.page.keyboard.press(key)

    def hurry(self) -> None:
        """Choose the fastest pace, which no card asks for, and leave the focus where it is."""
        fastest = self.page.get_by_test_id("stMain").get_by_role("radio", name=self.word("full"))
        fastest.evaluate("(node) => node.click()")
        expect(fastest).to_be_checked()

    def reach(self, control: Locator) -> None:
        """Press Tab, or Shift and Tab, until a control has the focus."""
        for _time in range(FAR):
            if not (key := control.evaluate(TOWARDS)):
                return
            self.press(key)
        raise AssertionError(f"Tab does not lead to {control}")

    def use(self, control: Locator) -> None:
        """Press a button."""
        expect(control).to_be_enabled()
        self.reach(control)
        self.press("Enter")

    def fill(self, field: Locator, text: str) -> None:
        """Type into a field."""
        self.reach(field)
        self.page.keyboard.type(text)

    def pick(self, radios: Locator, place: int) -> None:
        """Choose with the arrow keys."""
        backwards = radios.first.evaluate(TOWARDS) == "Shift+Tab"  # it meets the last one
        self.reach(radios.last if backwards else radios.first)
        self.press("Space", *["ArrowDown"] * place)

    def slide(self, range_: Locator) -> None:
        """Move the handle."""
        self.reach(range_)
        self.press("ArrowLeft", "ArrowLeft")

    def choose(self, menu: str, option: str) -> None:
        """Open a menu and choose with the arrow keys."""
        self.use(button_of(self.page, menu))
        item = self.page.get_by_role("menuitem", name=option, exact=True)
        expect(item).to_be_visible()
        self.page.locator("[role=menuitem][data-focused]").wait_for()
        for _time in range(10):
            if item.get_attribute("data-focused"):
                break
            self.press("ArrowDown")
        self.press("Enter")

    def go_to(self, t: int) -> None:
        """Move the cursor with the arrow keys."""
        self.reach(self.stage)
        self.press("Home", *["ArrowRight"] * (t - 1))

    def drag(self, t: int) -> None:
        """Move the dot with the arrow keys."""
        self.go_to(t)
        self.press(*["ArrowDown"] * 5)

    def draw(self) -> None:
        """Draw high, and low from the seventh time step on."""
        self.go_to(1)
        self.press(*["ArrowUp"] * 8, *["ArrowRight"] * 6, *["ArrowDown"] * 12)


def button_of(page: Page, menu: str) -> Locator:
    """Return the button of a menu above the tracks."""
    name = re.compile(f"^{re.escape(menu)}: ")
    return page.get_by_test_id("stMain").get_by_role("button", name=name)


def box_of(part: Locator) -> FloatRect:
    """Return where something is on the screen."""
    box = part.bounding_box()
    assert box is not None
    return box
