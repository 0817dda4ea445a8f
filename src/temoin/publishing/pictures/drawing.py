"""The parts of a drawing in pixels: lines, circles, pies, words, as layers of one chart."""

from __future__ import annotations

from collections.abc import Sequence
from typing import Any

import altair as alt

from temoin.publishing.pictures import theme

Rows = Sequence[dict[str, Any]]
Chart = Any
"""A chart of Altair, which has a type for each kind of them and mixes them freely."""


# The size at which Vega draws a path in pixels.
_AS_IT_IS = 4


class Drawing:
    """A sheet of `width` by `height` pixels, from the top left; what comes later lies above."""

    def __init__(self, width: float, height: float) -> None:
        self.width, self.height = width, height
        self._layers: list[Chart] = []

    def chart(self, **properties: Any) -> Chart:
        """The sheet as a chart."""
        return alt.layer(*self._layers).properties(width=self.width, height=self.height, **properties)

    def areas(self, polygons: Sequence[Sequence[Any]], **style: Any) -> None:
        """Areas, each as rings of points; the first is the outline."""
        # as paths: Altair copies and checks each number of a list again and again
        path = "".join(_path(ring) for polygon in polygons for ring in polygon)
        if path:
            row = {"x": 0, "y": 0, "path": path}
            shape = alt.Shape("path:N", scale=None, legend=None)
            style = {"opacity": 1, **style}
            self._add(
                [row],
                lambda c: c.mark_point(clip=True, size=_AS_IT_IS, **style).encode(shape=shape, **self._at()),
            )

    def strokes(self, rows: Rows, **style: Any) -> None:
        """Lines from `x`, `y` to `x2`, `y2`."""
        self._add(rows, lambda c: c.mark_rule(clip=True, **style).encode(*self._ends(), **self._at()))

    def boxes(self, rows: Rows, **style: Any) -> None:
        """Rectangles from `x`, `y` to `x2`, `y2`."""
        self._add(rows, lambda c: c.mark_rect(**style).encode(*self._ends(), **self._at()))

    def points(self, rows: Rows, tooltip: Sequence[str] = (), **style: Any) -> None:
        """Symbols at `x`, `y`, of the radius `r`, filled with `fill` and drawn round with `stroke`."""

        def drawn(chart: Chart) -> Chart:
            encoded: dict[str, Any] = {
                **self._at(),
                "size": alt.Size("size:Q", scale=None, legend=None),
                "fill": alt.Fill("fill:N", scale=None, legend=None),
                "stroke": alt.Stroke("stroke:N", scale=None, legend=None),
            }
            if tooltip:
                encoded["tooltip"] = [alt.Tooltip(f"{name}:N") for name in tooltip]
            return chart.mark_point(clip=True, **{"opacity": 1, **style}).encode(**encoded)

        self._add([{**row, "size": round((2 * row["r"]) ** 2, 1)} for row in rows], drawn)

    def pies(self, rows: Rows, tooltip: Sequence[str] = (), **style: Any) -> None:
        """Sectors at `x`, `y`, from the angle `a` to `b`, of the radius `r`, in the colour `fill`."""

        def drawn(chart: Chart) -> Chart:
            return chart.mark_arc(clip=True, **style).encode(
                **self._at(),
                theta=alt.Theta("a:Q", scale=None, stack=None),
                theta2="b:Q",
                radius=alt.Radius("r:Q", scale=None, stack=None),
                color=alt.Color("fill:N", scale=None, legend=None),
                tooltip=[alt.Tooltip(f"{name}:N") for name in tooltip],
            )

        self._add(rows, drawn)

    def words(self, rows: Rows, *, halo: bool = False, **style: Any) -> None:
        """Texts (`text`) at `x`, `y`, each where `align` puts it."""
        style = {"fontSize": theme.SMALL, "baseline": "middle", **style}
        for align in ("left", "center", "right"):
            some = [row for row in rows if row.get("align", "left") == align]
            if halo:
                self._text(
                    some, align, {**style, "stroke": theme.PAPER, "strokeWidth": 2.6, "strokeJoin": "round"}
                )
            self._text(some, align, style)

    def _text(self, rows: Rows, align: str, style: dict[str, Any]) -> None:
        self._add(rows, lambda c: c.mark_text(align=align, **style).encode(text="text:N", **self._at()))

    def _add(self, rows: Rows, drawn: Any) -> None:
        if rows:
            self._layers.append(drawn(alt.Chart(alt.InlineData(list(rows)))))

    def _at(self) -> dict[str, Any]:
        across = alt.Scale(domain=[0, self.width], range=[0, self.width], nice=False, zero=False)
        down = alt.Scale(domain=[0, self.height], range=[0, self.height], nice=False, zero=False)
        return {
            "x": alt.X("x:Q", scale=across, axis=None),
            "y": alt.Y("y:Q", scale=down, axis=None),
        }

    @staticmethod
    def _ends() -> tuple[Any, Any]:
        return alt.X2("x2:Q"), alt.Y2("y2:Q")


def _path(ring: Any) -> str:
    """A ring as a path of SVG."""
    return "M" + "L".join(f"{x:g},{y:g}" for x, y in ring.tolist()) + "Z"
