"""The icons as Microsoft asks for them."""

from pathlib import Path

from PIL import Image

from bot.teams_package.manifest import ACCENT_COLOR

ICONS = Path(__file__).parents[3] / "bot" / "teams_package" / "icons"
WHITE = (255, 255, 255)


def icon(name: str) -> Image.Image:
    with Image.open(ICONS / name) as opened:
        return opened.convert("RGBA")


def colours(image: Image.Image) -> set[tuple[int, ...]]:
    counted = image.getcolors(maxcolors=image.width * image.height)
    assert counted is not None
    return {colour for _, colour in counted if isinstance(colour, tuple)}


def test_the_colour_icon_is_a_full_square() -> None:
    image = icon("color.png")
    assert image.size == (192, 192)
    assert {colour[3] for colour in colours(image)} == {255}


def test_the_sign_of_the_colour_icon_keeps_to_the_middle() -> None:
    background = (*bytes.fromhex(ACCENT_COLOR.removeprefix("#")), 255)
    image = icon("color.png")
    image.paste(background, (48, 48, 144, 144))
    off = {
        max(abs(a - b) for a, b in zip(colour, background, strict=True))
        for colour in colours(image)
    }
    assert max(off) <= 2


def test_the_outline_icon_is_white_on_nothing() -> None:
    image = icon("outline.png")
    assert image.size == (32, 32)
    found = colours(image)
    assert {colour[:3] for colour in found} == {WHITE}
    assert {colour[3] for colour in found} >= {0, 255}


def test_the_outline_icon_reaches_the_edges() -> None:
    assert icon("outline.png").getchannel("A").getbbox() == (0, 0, 32, 32)
