"""A picture as pixels, with fonts that come along: what the machine has does not matter."""

from typing import Final

import noto_cjk_sans_jp_bold
import noto_cjk_sans_jp_regular
import resvg_py

_FONTS: Final = tuple(str(each.FONT_PATH) for each in (noto_cjk_sans_jp_regular, noto_cjk_sans_jp_bold))
_ZOOM: Final = 2  # the timeline then has some 200 dots an inch on A4
_FAMILY: Final = "Noto Sans CJK JP"


def png(svg: str, width: int | None) -> bytes:
    """Draw a picture; see :func:`hersys_lifecycle.pictures.png`."""
    return resvg_py.svg_to_bytes(
        svg_string=svg,
        width=width,
        zoom=None if width else _ZOOM,
        background="white",
        skip_system_fonts=True,
        font_files=list(_FONTS),
        font_family=_FAMILY,
        sans_serif_family=_FAMILY,
    )
