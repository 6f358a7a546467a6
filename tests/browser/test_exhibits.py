"""Each exhibit opens trained, says what it shows, and draws its story on the first screen."""

from __future__ import annotations

from playwright.sync_api import Page, expect

from playground.analysis.explain import Explanation
from playground.analysis.probe import default_probe, explain_probe
from playground.data.source import loaded
from playground.data.windowing.windows import make_windows
from playground.gallery.exhibits import EXHIBITS, Exhibit
from playground.models.architecture import architecture_of
from playground.sentences.gates import about_gates
from tests.browser.sights import at_rest, status, visit

HEIGHT = 768
#: What an exhibit draws above the tracks, by its name; the others need the tracks alone.
DRAWINGS = {
    "unrolled": "svg[aria-label^='The network drawn once per time step']",
    "problem_types": ".st-key-wirings button",
    "vanishing": ".js-plotly-plot .main-svg",
    "exploding": ".js-plotly-plot .main-svg",
    "answer_when_asked": "svg[aria-label='unit 1 helps, unit 2 remembers']",
    "long_recall": "svg[aria-label*='prediction at t = ']",
    "when_gates_matter": ".js-plotly-plot .main-svg",
}


def at_the_end(exhibit: Exhibit) -> Explanation:
    """Return every number of the shipped run's last step."""
    experiment, data = exhibit.experiment, loaded(exhibit.experiment)
    windows = make_windows(data, experiment.problem, experiment.data.scale)
    architecture, kept = architecture_of(experiment, data), exhibit.recording().kept
    assert kept is not None
    probe = default_probe(windows, exhibit.probe)
    return explain_probe(architecture, architecture.unflatten(kept), probe)


def sentence_of(exhibit: Exhibit, explanation: Explanation) -> str:
    """Return the sentence that tells the exhibit's story."""
    if exhibit.sentence is not None:
        return exhibit.sentence(explanation)
    bells = explanation.x[:, 1] > 0.5
    return about_gates(explanation, exhibit.experiment.model.cell, bells)


def to_the_first_step(page: Page) -> None:
    """Press Home on the error curve; once more where it was drawn anew in this very moment."""
    for _ in range(3):
        curve = page.locator(".training [role=slider]")
        node = curve.element_handle()
        curve.press("Home")
        page.wait_for_function(
            "(node) => !node.isConnected || node.getAttribute('aria-valuenow') === '0'", arg=node
        )
        if node.evaluate("(node) => node.isConnected"):
            return


def play_the_end(page: Page) -> None:
    """Play the last fifth of the sequence: every step played costs a drawing."""
    stage = page.locator(".tracks .stage")
    box, last = stage.bounding_box(), stage.get_attribute("aria-valuemax") or ""
    assert box is not None
    page.get_by_label("Time steps per second").select_option("50")
    stage.click(position={"x": box["width"] * 0.8, "y": 60})
    expect(stage).not_to_have_attribute("aria-valuenow", last)
    play = page.get_by_role("button", name="Play the sequence")
    play.click()
    expect(stage).to_have_attribute("aria-valuenow", last)
    expect(play).to_be_visible()


def test_each_exhibit_opens_plays_and_says_what_is_true(page: Page) -> None:
    """One page for all nine: chosen in the menu, read, and the end of its sequence played."""
    page.set_viewport_size({"width": 1366, "height": HEIGHT})
    visit(page, "/")
    for exhibit in EXHIBITS.values():
        explanation = at_the_end(exhibit)
        assert exhibit.claim(explanation)
        page.get_by_role("button", name="Exhibit ").first.click()
        name = f"{exhibit.number} {exhibit.title}"
        page.get_by_role("button", name=name, exact=True).click()
        expect(page.get_by_role("heading", name=name)).to_be_visible()
        at_rest(page)  # parts of the exhibit before stay until the script has ended
        expect(status(page)).to_contain_text(f"step {exhibit.recording().step} ")
        sentence = sentence_of(exhibit, explanation)
        expect(page.get_by_text(sentence).first).to_be_visible()
        tracks, slider = page.locator(".tracks"), page.locator(".training [role=slider]")
        expect(slider).to_have_attribute("aria-valuemax", str(exhibit.recording().step))
        place = tracks.bounding_box()
        to_the_first_step(page)  # another sentence, perhaps a shorter one
        expect(page.locator(".figures")).to_contain_text("Training step 0 ")
        assert tracks.bounding_box() == place, exhibit.name
        page.get_by_role("button", name="Back to the latest step").click()
        play_the_end(page)
        if exhibit.name in DRAWINGS:
            drawing = page.locator(".st-key-exhibit-panel").locator(DRAWINGS[exhibit.name]).first
            expect(drawing).to_be_visible()
            drawing.scroll_into_view_if_needed()
            page.get_by_test_id("stMain").evaluate("main => main.scrollTo(0, 0)")
        for part in (".tracks .flag", ".diagram", ".cellbox .controls"):  # below every drawing
            box = page.locator(part).first.bounding_box()
            assert box is not None
            assert box["y"] + box["height"] <= HEIGHT, (exhibit.name, part, box)
