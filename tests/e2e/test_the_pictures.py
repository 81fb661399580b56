"""The pictures in the guides show what is shown now; `make pictures` takes them anew."""

from collections.abc import Iterator

import pytest
from page_visits import Visitors
from pictures import IS_TAKING, SHOTS, Shot, Strip
from playwright.sync_api import Browser, ViewportSize
from served_on_a_day import town_at_the_moment

_SHARPNESS = 1.5
_HEIGHT = 1700  # so high that nothing has to be scrolled


@pytest.fixture(scope="module")
def visitors(browser: Browser, tmp_path_factory: pytest.TempPathFactory) -> Iterator[Visitors]:
    with town_at_the_moment(tmp_path_factory.mktemp("town")) as town:
        visitors = Visitors(browser, town.origin, town.municipality, sharpness=_SHARPNESS)
        yield visitors
        visitors.close()


def _shown(visitors: Visitors, shot: Shot) -> Strip:
    page = visitors.opened(shot.who, shot.path).page
    page.set_viewport_size(ViewportSize(width=shot.width, height=_HEIGHT))
    page.emulate_media(color_scheme="light", reduced_motion="reduce")
    return shot.show(page)


@pytest.mark.parametrize("shot", SHOTS, ids=str)
def test_a_picture_in_the_guides_still_says_what_is_shown(visitors: Visitors, shot: Shot) -> None:
    strip = _shown(visitors, shot)
    if IS_TAKING:
        shot.keep(strip)
    kept = shot.words_file.read_text(encoding="utf-8") if shot.words_file.exists() else ""
    assert strip.words() == kept, f"{shot.file.name} is stale: run `make pictures` and look at it"
