"""The texts of the player by the keys used in the scripts."""

from __future__ import annotations

from playground.wording import N_, _

WORDS = {
    "time": N_("Time step"),
    "unit": N_("unit"),
    "units": N_("units"),
    "bell": N_("bell"),
    "to": N_("to"),
    "before_loss": N_("{n} before the loss"),
    "at_loss": N_("at the loss"),
    "after_loss": N_("after the loss"),
    "nothing": N_("no value"),
    "beyond": N_("colors end at ±{end}"),
    "colours": N_("colors from {low} to {high}"),
    "play_sequence": N_("Play the sequence"),
    "stop_sequence": N_("Stop the sequence"),
    "play_windows": N_("Slide the window"),
    "stop_windows": N_("Stop the window"),
    "back": N_("One time step back"),
    "forward": N_("One time step forward"),
    "sequence_pace": N_("Time steps per second"),
    "per_second": N_("{n} steps per second"),
    "choose_unit": N_("Unit"),
    "sort": N_("Sort units"),
    "fold": N_("Collapse {name}"),
    "unfold": N_("Expand {name}"),
    "enlarge": N_("Enlarge {name}"),
    "picture": N_("Picture (PNG)"),
    "training": N_("Training: drag to rewind"),
    "training_step": N_("Training step"),
    "play_film": N_("Play the recording"),
    "stop_film": N_("Stop the playback"),
    "film_back": N_("One recorded step back"),
    "film_forward": N_("One recorded step forward"),
    "film_pace": N_("Duration of the playback"),
    "film_lasts": N_("in {n} seconds"),
    "live": N_("Back to the latest step"),
    "newest": N_("latest"),
    "following": N_("follows the training"),
    "loading": N_("loading the recording …"),
    "from_film": N_("from the recording; trained up to step {n}"),
    "step": N_("step {step}"),
    "training_error": N_("training error"),
    "validation_error": N_("validation error"),
    "beside": N_("The cell"),
}


def words() -> dict[str, str]:
    """Return every text of the player by key, in the current language."""
    return {key: _(text) for key, text in WORDS.items()}
