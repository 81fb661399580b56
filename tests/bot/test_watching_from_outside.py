"""The dashboard, the alarms and the guide ask only for what the service really tells."""

import ast
import json
import os
import re
from collections import defaultdict
from collections.abc import Iterator
from datetime import timedelta
from itertools import combinations
from pathlib import Path
from typing import Any

import promql_parser
import pytest
import yaml
from prometheus_client.parser import text_string_to_metric_families as families
from small_town import NOW, write_exports

from bot.cli.app import run
from bot.health import MOST_DAYS_OF_STAFF_LIST
from bot.health_page import Watched
from bot.measuring import Measures
from digests.schedule.tick import SCHEDULE
from storage.engine import Database, open_database
from storage.intake import load_profile
from storage.intake.batch import import_files
from storage.records.outbox import note_tick

REPOSITORY = Path(__file__).parents[2]
ALERTS = yaml.safe_load((REPOSITORY / "deploy/prometheus/alerts.yml").read_text(encoding="utf-8"))
DASHBOARD = json.loads((REPOSITORY / "deploy/grafana/fristvakt.json").read_text(encoding="utf-8"))
GUIDE = (REPOSITORY / "docs/sv/overvakning.md").read_text(encoding="utf-8")
RULES = [rule for group in ALERTS["groups"] for rule in group["rules"]]
PANELS = [panel for panel in DASHBOARD["panels"] if panel["type"] != "row"]
GIVEN_BY_PROMETHEUS = {"job", "instance"}
IN_GRAFANA = {"$__rate_interval": "5m", "$instance": ".*", "$job": "fristvakt"}

Labels = dict[str, set[str]]


def in_prometheus(expression: str) -> str:
    """Return the expression as Grafana sends it, with its variables filled in."""
    for variable, value in IN_GRAFANA.items():
        expression = expression.replace(variable, value)
    return expression


EXPRESSIONS = [
    *(pytest.param(rule["expr"], id=rule["alert"]) for rule in RULES),
    *(
        pytest.param(in_prometheus(target["expr"]), id=f"{panel['id']}-{target['refId']}")
        for panel in PANELS
        for target in panel["targets"]
    ),
]


@pytest.fixture(scope="module")
def told(tmp_path_factory: pytest.TempPathFactory) -> dict[str, Labels]:
    """What the service tells: each figure by its name, with its labels and their values."""
    folder = tmp_path_factory.mktemp("watched")
    database = open_database(f"sqlite:///{folder / 'town.db'}")
    write_exports(folder)
    import_files(database, [folder], profile=load_profile(None), now=NOW, full=True)
    note_tick(database, SCHEDULE, "here", NOW)
    text = _figures(database, folder)
    database.close()
    found: dict[str, Labels] = defaultdict(lambda: defaultdict(set))
    for family in families(text):
        for sample in family.samples:
            labels = found[sample.name]
            for name, value in sample.labels.items():
                labels[name].add(value)
    return {**found, "up": {}}


async def _answering() -> bool:
    return True


def _figures(database: Database, folder: Path) -> str:
    measures = Measures()
    measures.watch_desk(os.getpid)
    watched = Watched(database, measures, 36, _answering, {"database": folder, "log": folder})
    now = NOW + timedelta(minutes=1)
    return watched.figures(watched.readiness(now).and_desk(answers=True), now).decode()


def parts_of(expression: str) -> list[Any]:
    found: list[Any] = []
    promql_parser.walk(promql_parser.parse(expression), found.append)
    return found


@pytest.mark.parametrize("expression", EXPRESSIONS)
def test_every_expression_asks_for_figures_and_labels_that_there_are(
    told: dict[str, Labels], expression: str
) -> None:
    parts = parts_of(expression)
    asked = [part for part in parts if isinstance(part, promql_parser.VectorSelector)]
    assert asked
    for selector in asked:
        assert selector.name in told
        assert list(unknown_in(selector, told[selector.name])) == []
    known = set().union(*(told[selector.name] for selector in asked)) | GIVEN_BY_PROMETHEUS
    for part in parts:
        if isinstance(part, promql_parser.AggregateExpr) and part.modifier is not None:
            assert set(part.modifier.labels) <= known


def unknown_in(selector: promql_parser.VectorSelector, labels: Labels) -> Iterator[str]:
    """Yield what is asked of the figure's labels and can never be so."""
    for matcher in selector.matchers.matchers:
        if matcher.name in GIVEN_BY_PROMETHEUS:
            continue
        values = set(matcher.value.split("|"))
        if not values <= labels.get(matcher.name, set()):
            yield f"{selector.name}{{{matcher.name}={matcher.value}}}"


def test_every_figure_and_no_other_is_in_the_guide(told: dict[str, Labels]) -> None:
    written = set(re.findall(r"`((?:fristvakt|process)_\w+)", GUIDE))
    of_histograms = re.compile("_(bucket|sum|count)$")
    there_are = {of_histograms.sub("", name) for name in told if name != "up"}
    assert written == there_are


LOGGING = frozenset({"caution", "event", "fault", "report_fault"})


def logged_names() -> set[str]:
    """Return the name of every event and fault that the program logs."""
    calls = (
        node
        for package in ("bot", "digests")
        for file in (REPOSITORY / package).rglob("*.py")
        for node in ast.walk(ast.parse(file.read_text(encoding="utf-8")))
        if isinstance(node, ast.Call)
        and _called(node) in {"caution", "event", "fault", "report_fault"}
    )
    said = (arg.value for call in calls for arg in call.args if isinstance(arg, ast.Constant))
    return {name for name in said if isinstance(name, str)}


def _called(call: ast.Call) -> str:
    return call.func.attr if isinstance(call.func, ast.Attribute) else getattr(call.func, "id", "")


def test_every_line_of_the_log_is_in_the_guide() -> None:
    names = logged_names()
    assert {"turn", "turn_failed", "imported"} < names
    missing = sorted(name for name in names if f"`{name}`" not in GUIDE)
    assert missing == [], "add them to the tables of docs/sv/overvakning.md"


def test_every_alarm_says_what_has_happened_and_what_to_do() -> None:
    names = [rule["alert"] for rule in RULES]
    assert len(names) == len(set(names))
    for rule in RULES:
        said = rule["annotations"]
        assert rule["labels"]["severity"] in {"critical", "warning"}
        assert said["summary"].endswith(".")
        assert len(said["description"].split()) > 15


def test_the_alarm_of_the_staff_list_goes_by_the_days_of_the_doctor() -> None:
    rule = next(rule for rule in RULES if rule["alert"] == "FristvaktOldStaffList")
    assert rule["expr"].endswith(f"> {MOST_DAYS_OF_STAFF_LIST} * 86400")


def test_every_command_that_an_alarm_or_the_guide_names_is_there(
    capsys: pytest.CaptureFixture[str],
) -> None:
    said = GUIDE + " ".join(rule["annotations"]["description"] for rule in RULES)
    commands = set(
        re.findall(r"fristvakt ([a-z-]+(?: (?:list|show|retry|cancel))?)(?=[ ”`])", said)
    )
    assert {"doctor", "deliveries list", "migrate"} <= commands
    assert [command for command in commands if run([*command.split(), "--help"])] == []
    capsys.readouterr()


def test_the_panels_stand_beside_each_other_and_have_their_own_numbers() -> None:
    places = [panel["gridPos"] for panel in DASHBOARD["panels"]]
    assert len({panel["id"] for panel in DASHBOARD["panels"]}) == len(places)
    assert all(place["x"] + place["w"] <= 24 for place in places)
    assert [pair for pair in combinations(places, 2) if _overlap(*pair)] == []
    assert all(panel["title"] and panel["description"].endswith(".") for panel in PANELS)


def _overlap(one: dict[str, int], other: dict[str, int]) -> bool:
    return all(
        one[at] < other[at] + other[size] and other[at] < one[at] + one[size]
        for at, size in (("x", "w"), ("y", "h"))
    )


def test_every_panel_asks_the_source_that_is_chosen() -> None:
    chosen = {"type": "prometheus", "uid": "${datasource}"}
    asked = [target["datasource"] for panel in PANELS for target in panel["targets"]]
    assert [source for source in asked if source != chosen] == []
    variables = {variable["name"] for variable in DASHBOARD["templating"]["list"]}
    assert variables == {"datasource", "job", "instance"}
