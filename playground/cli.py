"""The command line: train a description, print its script or the schema, run the benchmark."""

from __future__ import annotations

import argparse
import errno
import json
import os
import sys
import time
from collections.abc import Iterator, Sequence
from contextlib import contextmanager, suppress
from pathlib import Path
from typing import Any, NoReturn

from playground.bench.report import report
from playground.config.experiment import Experiment
from playground.config.schema import schema
from playground.data.io.upload import look
from playground.data.series import Sequences, Series
from playground.data.source import loaded, read_bytes
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
from playground.sentences.files import about_file
from playground.sentences.outlook import about_outlook
from playground.sentences.results import about_measured
from playground.wording import _, counted, number

#: Largest description that is accepted, in bytes.
MOST_BYTES = 1_000_000
#: Seconds between two updates of the progress line.
_TICK = 0.5


class _Parser(argparse.ArgumentParser):
    """A parser that reports an error in one line."""

    def error(self, message: str) -> NoReturn:
        raise PlaygroundError(
            _("{message}; see {program} --help").format(message=message, program=self.prog)
        )

    def print_help(self, file: Any = None) -> None:
        """Print the help."""
        with _printing():
            sys.stdout.write(self.format_help())


def main(arguments: Sequence[str] | None = None) -> int:
    """Run a command; return the exit code: 0, 2 for bad input, 130 when interrupted."""
    try:
        parsed = _parser().parse_args(arguments)
        parsed.do(parsed)
        return 0
    except PlaygroundError as error:
        return _print_error(
            f"{error.field[:100]}: {error.message}" if error.field else error.message, 2
        )
    except MemoryError:
        return _print_error(
            _(
                "There is not enough memory for this; try fewer units, a shorter lookback or less data."
            ),
            2,
        )
    except KeyboardInterrupt:
        return _print_error(_("Interrupted; nothing was written."), 130)
    except BrokenPipeError:  # the reader of our output has closed it
        return 0
    finally:
        stop_workers()


@contextmanager
def _printing() -> Iterator[None]:
    """Flush what is printed inside; report a closed or full standard output in one line."""
    try:
        if sys.stdout is None:  # closed before the program began
            raise OSError(errno.EBADF, os.strerror(errno.EBADF))
        yield
        sys.stdout.flush()
    except OSError as error:
        if sys.stdout is not None:  # or Python would flush again at exit, and fail again
            os.dup2(os.open(os.devnull, os.O_WRONLY), sys.stdout.fileno())
        if isinstance(error, BrokenPipeError):
            raise
        raise PlaygroundError(
            _("Standard output cannot be written to: {reason}.").format(reason=error.strerror)
        ) from None


def _log(line: str) -> None:
    """Print a line on stderr, ignoring a stderr that is closed or full."""
    if sys.stderr is not None:
        with suppress(OSError):
            print(line, file=sys.stderr, flush=True)


def _plain(text: str) -> str:
    """Return a text without control characters, which file names and cells may contain."""
    return "".join(c if c.isprintable() else "?" for c in text)


def _print_error(sentence: str, code: int) -> int:
    """Print a sentence as one line on stderr, shortened to 600 characters; return ``code``."""
    line = _plain(" ".join(sentence.split()))
    line = line if len(line) <= 600 else line[:597] + "..."
    _log(line.encode("utf-8", "backslashreplace").decode())
    return code


def _parser() -> argparse.ArgumentParser:
    parser = _Parser(
        prog="python -m playground",
        description="Train recurrent networks from a description.",
        allow_abbrev=False,
    )
    commands = parser.add_subparsers(required=True, metavar="command", parser_class=_Parser)

    def command(name: str, do: object, help: str) -> argparse.ArgumentParser:
        subparser = commands.add_parser(name, help=help, description=help, allow_abbrev=False)
        subparser.set_defaults(do=do)
        return subparser

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
    seen = command("look", _look, "Say what is understood of a file, and what it leaves open.")
    seen.add_argument("file", metavar="FILE", help="a table or labeled sequences")
    seen.add_argument("--json", action="store_true", help="print JSON instead of sentences")
    command("script", _script, "Print a stand-alone program that repeats the run.").add_argument(
        "experiment",
        **description,  # type: ignore[arg-type]
    )
    command(
        "schema", _schema, "Print a JSON Schema of the description, with every registered name."
    )
    gallery = command(
        "site", _site, "Write the gallery as a static site, for a web space or a disk."
    )
    gallery.add_argument("--out", metavar="DIR", required=True, help="folder to write")
    check = command("check", _check, "Repeat the runs of what a class has handed in, and compare.")
    check.add_argument("files", metavar="FILE", nargs="+", help="HTML or JSON that a lesson wrote")
    command("bench", _bench, "Measure the cost of recording and explaining; takes a minute or two.")
    return parser


def _run(parsed: argparse.Namespace) -> None:
    place = check_place(parsed.out)
    experiment, data = _prepared(parsed.experiment)
    windows = make_windows(data, experiment.problem, experiment.data.scale)
    outlook: list[str] = []
    if isinstance(data, Series) and data.rows is not None:
        outlook = about_outlook(data, experiment.problem.train_share)
    for note in (*data.notes, *windows.notes, *outlook):
        _log(_plain(note))  # repairs, and what else to know about the data
    workers = shared_workers(default="inline")
    recording = _train(experiment, data, workers)
    evaluated = workers.submit("evaluate", experiment, recording.kept, series=data).result()
    if sentence := about_measured(evaluated.windows, len(windows.test)):
        _log(sentence)
    write_folder(place, run_folder(experiment, data, recording, evaluated))
    summary = _("{reason} after {steps} steps; {result}; written to {place}")
    summary = _plain(
        summary.format(
            reason=recording.stop_reason,
            steps=recording.step,
            result=_result(evaluated),
            place=parsed.out,
        )
    )
    try:
        with _printing():
            print(summary)
    except (PlaygroundError, BrokenPipeError):  # the folder is written, so the command succeeded
        _print_error(summary, 0)


def _look(parsed: argparse.Namespace) -> None:
    path = Path(parsed.file)
    found = look(read_bytes(path), path.name)
    with _printing():
        if parsed.json:
            print(json.dumps(found, indent=2))
        else:
            print("\n".join(_plain(line) for line in about_file(found)))


def _site(parsed: argparse.Namespace) -> None:
    from playground.site.site import site  # with the pages, which nothing else here needs

    place = check_place(parsed.out)
    files = dict(site())
    write_folder(place, files)
    size = number(sum(map(len, files.values())) / 1e6, 2)
    sentence = _("{count} files, {size} MB; open {index} in a browser")
    with _printing():
        print(_plain(sentence.format(count=len(files), size=size, index=place / "index.html")))


def _check(parsed: argparse.Namespace) -> None:
    from playground.lessons.check_files import (
        check_files,  # with the lessons, which nothing else here needs
    )

    lines, unreadable = check_files(parsed.files, shared_workers(default="inline"), _log)
    with _printing():
        print("\n".join(map(_plain, lines)))
    if unreadable:
        sentence = counted(
            unreadable, "{n} file could not be read.", "{n} files could not be read."
        )
        raise PlaygroundError(sentence)


def _script(parsed: argparse.Namespace) -> None:
    text = script(*_prepared(parsed.experiment))
    with _printing():
        sys.stdout.write(text)


def _schema(parsed: argparse.Namespace) -> None:
    with _printing():
        print(json.dumps(schema(), indent=2))


def _bench(parsed: argparse.Namespace) -> None:
    with _printing():
        report()


def _prepared(name: str) -> tuple[Experiment, Series | Sequences]:
    """Return a description and its data, checked before anything is trained."""
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
            with Path(name).open("rb") as file:  # it may be a pipe, which has no size
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
    """Train to the end, call by call, showing the progress."""
    recording = Recording(architecture_of(experiment, data).parameters)
    started, state = time.monotonic(), None
    try:
        while recording.stop_reason is None:
            call = workers.submit("advance", experiment, state, Budget(seconds=_TICK), series=data)
            result = call.result()
            state = result.state
            recording.extend(result.frames)
            recording.kept, recording.stop_reason = result.kept, result.stop_reason
            _show_progress(
                result.live.step,
                result.live.train_loss,
                experiment.training.max_steps,
                time.monotonic() - started,
            )
    finally:
        _clear_progress()
    return recording


def _is_watched() -> bool:
    return sys.stderr is not None and sys.stderr.isatty()


def _show_progress(step: int, loss: float, most: int, seconds: float) -> None:
    """Show the progress on one line, overwritten at each update, if stderr is a terminal."""
    if _is_watched():
        rate = step / seconds
        line = _("step {step} of {most}   loss {loss}   {rate} steps/s   {left} s left")
        text = line.format(
            step=step,
            most=most,
            loss=number(loss),
            rate=number(rate),
            left=round((most - step) / max(rate, 1e-9)),
        )
        print(f"\r\033[K{text}", end="", file=sys.stderr, flush=True)


def _clear_progress() -> None:
    if _is_watched():
        print("\r\033[K", end="", file=sys.stderr, flush=True)


def _result(evaluated: Evaluated) -> str:
    """Return the result on the test set beside that of the simplest baseline."""
    network, baselines = evaluated.network, evaluated.baselines
    if "accuracy" in network:
        accuracy, nearest = (
            100 * float(metrics["accuracy"])
            for metrics in (network, baselines["nearest_neighbour"])
        )
        sentence = _("test accuracy {accuracy} %, nearest neighbor {nearest} %")
        return sentence.format(accuracy=number(accuracy), nearest=number(nearest))
    error = _or_not_finite(network["mae"])
    class_mean = baselines.get("class_mean")
    if class_mean is not None and class_mean["mae"] is not None:
        sentence = _("test error {mae}, class mean {baseline}")
        return sentence.format(mae=error, baseline=number(class_mean["mae"]))
    sentence = _("test error {mae}, last value {baseline}")
    return sentence.format(mae=error, baseline=_or_not_finite(baselines["last_value"]["mae"]))


def _or_not_finite(value: float | None) -> str:
    return _("not finite") if value is None else number(value)
