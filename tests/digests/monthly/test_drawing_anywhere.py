"""The library that draws: the same bytes on every computer, no trace left, not loaded in vain."""

import os
import subprocess
import sys
from collections.abc import Mapping
from concurrent.futures import ThreadPoolExecutor
from pathlib import Path

from drawing_program import digest_of_the_drawings

from digests.charts.draw import drawing_of

HERE = Path(__file__).parent
OWN_SETTINGS = (
    "font.size: 30\nsvg.fonttype: path\nlines.dashed_pattern: 1, 1\nlegend.handleheight: 3\n"
)
A_DIGEST_AND_A_SUMMARY_IN_TEXT = """
import sys
from digest_facts import CHILDREN, digests_of, steady_cases, summary_of
from digests.render import monthly_card_json, monthly_text, weekly_card_json, weekly_html
digest, summary = digests_of()[CHILDREN], summary_of(steady_cases())
assert "<svg" in weekly_html(digest)
assert weekly_card_json(digest) and monthly_text(summary) and monthly_card_json(summary)
print([name for name in sys.modules if name.split(".")[0] in ("matplotlib", "PIL")])
"""


def _said_by(
    *arguments: str, folder: Path, home: str, more: Mapping[str, str] | None = None
) -> str:
    """What a Python of its own prints, which may not warn and may not say anything else."""
    scratch = folder / "tmp"
    scratch.mkdir()
    kept = {"PATH": os.environ["PATH"], "PYTHONPATH": os.pathsep.join(sys.path)}
    said = subprocess.run(
        [sys.executable, "-W", "error", *arguments],
        env={**kept, "HOME": home, "TMPDIR": str(scratch), **(more or {})},
        cwd=folder,
        capture_output=True,
        text=True,
        check=False,
    )
    assert (said.returncode, said.stderr) == (0, "")
    assert list(scratch.iterdir()) == []
    return said.stdout.strip()


def test_another_process_draws_the_same_and_leaves_nothing_in_the_home(tmp_path: Path) -> None:
    home = tmp_path / "home"
    home.mkdir()
    program = str(HERE / "drawing_program.py")
    said = _said_by(program, folder=tmp_path, home=str(home), more={"PYTHONHASHSEED": "1"})
    assert said == digest_of_the_drawings()
    assert list(home.iterdir()) == []


def test_without_a_home_and_with_somebodys_settings_it_draws_the_same(tmp_path: Path) -> None:
    (tmp_path / "matplotlibrc").write_text(OWN_SETTINGS)
    program = str(HERE / "drawing_program.py")
    said = _said_by(program, folder=tmp_path, home=os.devnull, more={"PYTHONHASHSEED": "2"})
    assert said == digest_of_the_drawings()


def test_whoever_draws_no_chart_does_not_load_the_library(tmp_path: Path) -> None:
    said = _said_by("-c", A_DIGEST_AND_A_SUMMARY_IN_TEXT, folder=tmp_path, home=os.devnull)
    assert said == "[]"


def test_drawing_again_gives_the_same_bytes_also_from_many_threads() -> None:
    expected = digest_of_the_drawings()
    drawing_of.cache_clear()
    with ThreadPoolExecutor(4) as threads:
        again = list(threads.map(lambda _: digest_of_the_drawings(), range(4)))
    assert again == [expected] * 4
