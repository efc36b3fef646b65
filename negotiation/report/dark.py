"""The colours of pictures on a dark ground: another for each that charts have, put in its place by the style sheet."""

from negotiation.report.charts import look

DARK = {
    look.INK: "#e6e8eb", look.SOFT: "#a9b1bb", look.GRID: "#3a424c", look.GROUND: "#15181c", look.DONE: "#7fb2e5",
    look.PENDING: "#2f4154", look.EITHER: "#4f7397", look.OTHERWISE: "#6d6658", look.DUE: "#bfa6ee",
    look.CHECK: "#f0b35f", look.MOMENT: "#5fd0db", look.RUNNING: "#27323d", look.NEAR: "#3d5a77",
    look.HALTED: "#4a453b", look.OPEN: "#2b2822", look.ACT: "#43345a", look.OVER: "#33322d",
}  # fmt: skip


def rules() -> str:
    """What the style sheet says of them: by the system's wish, or by the page's own switch; never on paper."""
    pairs = "".join(
        f'[fill="{light}"]{{fill:{dark}}}[stroke="{light}"]{{stroke:{dark}}}' for light, dark in DARK.items()
    )
    return (
        f"@media screen and (prefers-color-scheme:dark){{:root:not([data-theme=light]) .picture{{{pairs}}}}}"
        f"@media screen{{:root[data-theme=dark] .picture{{{pairs}}}}}"
    )
