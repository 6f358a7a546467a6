"""The command line: train a description into a folder, print its script, print the schema,
measure.
"""

from __future__ import annotations

import argparse
import errno
import importlib
import json
import os
import sys
import time
from collections.abc import Iterator, Sequence
from contextlib import contextmanager, suppress
from pathlib import Path
from typing import Any, NoReturn

from playground.config.experiment import Experiment
from playground.config.schema import schema
from playground.data.series import Sequences, Series
from playground.data.source import loaded
from playground.data.windowing.windows import make_windows
from playground.errors import PlaygroundError
from playground.execution.workers import Workers, shared_workers, stop_workers
from playground.export.folder import check_place, write_folder
from playground.export.run_folder import run_folder
from playground.export.script import script
from playground.models.architecture import architecture_of
from playground.models.cost import check_cost
from playground.runs.messages import Budget, Evaluated
from playground.runs.recording import Recording
from playground.sentences.results import about_measured
from playground.wording import _, number

#: Largest description that is read, in bytes.
MOST_BYTES = 1_000_000
#: Seconds between two looks at how far it is.
_TICK = 0.5


class _Parser(argparse.ArgumentParser):
    """A parser that says what was wrong in one line."""

    def error(self, message: str) -> NoReturn:
        raise PlaygroundError(
            _("{message}; see {program} --help").format(message=message, program=self.prog)
        )

    def print_help(self, file: Any = None) -> None:
        """Print what there is to be asked."""
        with _printing():
            sys.stdout.write(self.format_help())


def main(arguments: Sequence[str] | None = None) -> int:
    """Do what the command line asks; return the exit code: 0, 2 for bad input, 130 when
    interrupted.
    """
    try:
        parsed = _parser().parse_args(arguments)
        parsed.do(parsed)
        return 0
    except PlaygroundError as error:
        return _tell(f"{error.field[:100]}: {error.message}" if error.field else error.message, 2)
    except MemoryError:
        return _tell(
            _(
                "there is not enough memory for this; try fewer units, a shorter lookback or less data."
            ),
            2,
        )
    except KeyboardInterrupt:
        return _tell(_("interrupted; nothing was written."), 130)
    except BrokenPipeError:  # whoever read our output has seen enough
        return 0
    finally:
        stop_workers()


@contextmanager
def _printing() -> Iterator[None]:
    """Write what is printed inside at once; standard output that is closed or full is told in one
    line.
    """
    try:
        if sys.stdout is None:  # closed before the program began
            raise OSError(errno.EBADF, os.strerror(errno.EBADF))
        yield
        sys.stdout.flush()
    except OSError as error:
        if (
            sys.stdout is not None
        ):  # what is still held back would be tried again, and fail again, at the very end
            os.dup2(os.open(os.devnull, os.O_WRONLY), sys.stdout.fileno())
        if isinstance(error, BrokenPipeError):
            raise
        raise PlaygroundError(
            _("standard output cannot be written to: {reason}.").format(reason=error.strerror)
        ) from None


def _say(line: str) -> None:
    """Print a line on stderr; where that is closed or full there is nobody to tell."""
    if sys.stderr is not None:
        with suppress(OSError):
            print(line, file=sys.stderr, flush=True)


def _plain(text: str) -> str:
    """Return a text without signs that steer a terminal; file names and cells may hold them."""
    return "".join(c if c.isprintable() else "?" for c in text)


def _tell(sentence: str, code: int) -> int:
    """Print one line on stderr, whatever came in the sentence."""
    line = _plain(" ".join(sentence.split()))
    line = line if len(line) <= 600 else line[:597] + "..."
    _say(line.encode("utf-8", "backslashreplace").decode())
    return code


def _parser() -> argparse.ArgumentParser:
    parser = _Parser(
        prog="python -m playground",
        description="Train recurrent networks from a description.",
        allow_abbrev=False,
    )
    commands = parser.add_subparsers(required=True, metavar="command", parser_class=_Parser)

    def command(name: str, do: object, help: str) -> argparse.ArgumentParser:
        found = commands.add_parser(name, help=help, description=help, allow_abbrev=False)
        found.set_defaults(do=do)
        return found

    description = {
        "metavar": "E.json",
        "help": "the description, as JSON; - reads it from standard input",
    }
    run = command("run", _run, "Train a description and write the folder of its run.")
    run.add_argument("experiment", **description)  # type: ignore[arg-type]
    run.add_argument(
        "--out",
        metavar="DIR",
        required=True,
        help="folder to write; files of the same names are replaced",
    )
    command("script", _script, "Print a stand-alone program that repeats the run.").add_argument(
        "experiment",
        **description,  # type: ignore[arg-type]
    )
    command(
        "schema", _schema, "Print a JSON Schema of the description, with every registered name."
    )
    command("bench", _bench, "Measure what recording and explaining cost; takes a minute or two.")
    return parser


def _run(parsed: argparse.Namespace) -> None:
    place = check_place(parsed.out)
    experiment, data = _prepared(parsed.experiment)
    windows = make_windows(data, experiment.problem, experiment.data.scale)
    for note in (*data.notes, *windows.notes):
        _say(_plain(note))  # what was repaired or should be known
    workers = shared_workers(default="inline")
    recording = _train(experiment, data, workers)
    evaluated = workers.submit("evaluate", experiment, recording.kept, series=data).result()
    if said := about_measured(evaluated.windows, len(windows.test)):
        _say(said)
    write_folder(place, run_folder(experiment, data, recording, evaluated))
    told = _("{reason} after {steps} steps; {worth}; written to {place}")
    told = _plain(
        told.format(
            reason=recording.stop_reason,
            steps=recording.step,
            worth=_worth(evaluated),
            place=parsed.out,
        )
    )
    try:
        with _printing():
            print(told)
    except (
        PlaygroundError,
        BrokenPipeError,
    ):  # the folder is written, and that is what was asked for
        _tell(told, 0)


def _script(parsed: argparse.Namespace) -> None:
    text = script(*_prepared(parsed.experiment))
    with _printing():
        sys.stdout.write(text)


def _schema(parsed: argparse.Namespace) -> None:
    with _printing():
        print(json.dumps(schema(), indent=2))


def _bench(parsed: argparse.Namespace) -> None:
    with _printing():
        importlib.import_module("benchmarks.report").main()


def _prepared(name: str) -> tuple[Experiment, Series | Sequences]:
    """Return a description and its data, both known to be usable before anything is trained."""
    experiment = Experiment.from_json(_read(name))
    data = loaded(experiment)
    windows = make_windows(data, experiment.problem, experiment.data.scale)
    check_cost(experiment, windows.train.inputs)
    return experiment, data


def _read(name: str) -> bytes:
    try:
        if name == "-":
            content = sys.stdin.buffer.read(MOST_BYTES + 1)
        else:
            with Path(name).open("rb") as file:  # also a pipe, which has no size beforehand
                content = file.read(MOST_BYTES + 1)
    except (OSError, ValueError) as error:
        reason = getattr(error, "strerror", None) or str(error)
        raise PlaygroundError(
            _("{name} cannot be read: {reason}.").format(name=name[:200], reason=reason)
        ) from None
    if len(content) > MOST_BYTES:
        raise PlaygroundError(
            _("{name} is larger than {most} bytes, too large for a description.").format(
                name=name[:200], most=MOST_BYTES
            )
        )
    return content


def _train(experiment: Experiment, data: Series | Sequences, workers: Workers) -> Recording:
    """Train to the end, call by call, and tell how far it is."""
    recording = Recording(architecture_of(experiment, data).parameters)
    started, state = time.monotonic(), None
    try:
        while recording.stop_reason is None:
            call = workers.submit("advance", experiment, state, Budget(seconds=_TICK), series=data)
            result = call.result()
            state = result.state
            recording.extend(result.frames)
            recording.kept, recording.stop_reason = result.kept, result.stop_reason
            _show(
                result.live.step,
                result.live.train_loss,
                experiment.training.max_steps,
                time.monotonic() - started,
            )
    finally:
        _show_nothing()
    return recording


def _is_watched() -> bool:
    return sys.stderr is not None and sys.stderr.isatty()


def _show(step: int, loss: float, most: int, seconds: float) -> None:
    """Tell how far it is, on one line that is written over; only a person at a terminal sees it."""
    if _is_watched():
        rate = step / seconds
        told = _("step {step} of {most}   loss {loss}   {rate} steps/s   {left} s left")
        text = told.format(
            step=step,
            most=most,
            loss=number(loss),
            rate=number(rate),
            left=round((most - step) / max(rate, 1e-9)),
        )
        print(f"\r\033[K{text}", end="", file=sys.stderr, flush=True)


def _show_nothing() -> None:
    if _is_watched():
        print("\r\033[K", end="", file=sys.stderr, flush=True)


def _worth(found: Evaluated) -> str:
    """Return what the test part says, beside the plainest way without a network."""
    if "accuracy" in found.network:
        right, nearest = (
            100 * float(m["accuracy"])
            for m in (found.network, found.baselines["nearest_neighbour"])
        )
        told = _(
            "{right} % of the test part named rightly, by the most similar sequence {nearest} %"
        )
        return told.format(right=number(right), nearest=number(nearest))
    mine, last, own = (
        found.network["mae"],
        found.baselines["last_value"]["mae"],
        found.baselines.get("class_mean"),
    )
    error = _("not finite") if mine is None else number(mine)
    if own is not None and own["mae"] is not None:
        return _("test error {mae}, mean of the class {other}").format(
            mae=error, other=number(own["mae"])
        )
    return _("test error {mae}, last value {last}").format(
        mae=error, last=_("not finite") if last is None else number(last)
    )
